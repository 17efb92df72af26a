using System.Text.Json;

namespace Demo;

/// <summary>The policy of the databases' key, as docs/keys.md asks for it: the DR account reads the source on two of the routes.</summary>
internal static class SourceKey
{
    /// <summary>The policy.</summary>
    /// <param name="sourceAccountId">Whose key it is.</param>
    /// <param name="drAccountId">Whose copier (DirectToAccount) and whose AWS Backup (BackupCopyJob) may use it.</param>
    /// <param name="relayName">Part of the copier's name.</param>
    public static string Policy(string sourceAccountId, string drAccountId, string relayName)
    {
        var use = new[]
        {
            "kms:DescribeKey",
            "kms:Encrypt",
            "kms:Decrypt",
            "kms:ReEncryptFrom",
            "kms:ReEncryptTo",
            "kms:GenerateDataKey",
            "kms:GenerateDataKeyWithoutPlaintext",
        };
        var roles = new Dictionary<string, string[]>
        {
            ["aws:PrincipalArn"] =
            [
                $"arn:aws:iam::{drAccountId}:role/snapshot-relay/{relayName}/{relayName}-copier",
                $"arn:aws:iam::{drAccountId}:role/aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup",
            ],
        };
        var forServices = new Dictionary<string, string> { ["kms:GrantIsForAWSResource"] = "true" };
        return JsonSerializer.Serialize(
            new
            {
                Version = "2012-10-17",
                Statement = new object[]
                {
                    Allow(sourceAccountId, ["kms:*"], new { }),
                    Allow(drAccountId, use, new { ArnLike = roles }),
                    Allow(drAccountId, ["kms:CreateGrant"], new { ArnLike = roles, Bool = forServices }),
                },
            }
        );
    }

    private static object Allow(string accountId, string[] actions, object condition) =>
        new
        {
            Effect = "Allow",
            Principal = new { AWS = $"arn:aws:iam::{accountId}:root" },
            Action = actions,
            Resource = "*",
            Condition = condition,
        };
}
