using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCloud.Kernel;
using LocalCloud.Policies;

namespace LocalCloud.Kms;

/// <summary>Key policies: reading them, and those that KMS itself writes.</summary>
internal static class KeyPolicies
{
    /// <summary>The one name that a key policy can have.</summary>
    public const string Name = "default";

    private const string Malformed = "MalformedPolicyDocumentException";

    /// <summary>KMS quotas: key policy document size, 32 KB.</summary>
    private const int LongestBytes = 32 * 1024;

    /// <summary>Reads what CreateKey, ReplicateKey or PutKeyPolicy was given.</summary>
    /// <exception cref="AwsError">MalformedPolicyDocumentException, LimitExceededException.</exception>
    public static KeyPolicy Parse(string text)
    {
        if (Encoding.UTF8.GetByteCount(text) > LongestBytes)
        {
            throw new AwsError("LimitExceededException", "The key policy is longer than 32768 bytes.");
        }

        try
        {
            return JsonNode.Parse(text) is JsonObject json
                ? new KeyPolicy(text, PolicyDocument.Parse(json, Malformed))
                : throw new JsonException();
        }
        catch (JsonException)
        {
            throw new AwsError(Malformed, "Policy contains invalid JSON");
        }
    }

    /// <summary>
    /// The lockout check: who sets a policy must be able to set it again (KMS API Reference, CreateKey, BypassPolicyLockoutSafetyCheck).
    /// </summary>
    public static void RefuseLockout(KeyPolicy policy, string keyArn, AwsCall call)
    {
        var decision = KmsAccess.Ask(policy, keyArn, call.Caller, "kms:PutKeyPolicy", KmsAccess.Direct(call));
        if (decision != PolicyDecision.Allowed)
        {
            throw new AwsError(
                Malformed,
                "The new key policy will not allow you to update the key policy in the future."
            );
        }
    }

    /// <summary>What a key gets whose maker named no policy (KMS Developer Guide, Default key policy; recorded reply).</summary>
    public static KeyPolicy Default(string accountId) =>
        Parse(
            $$"""
            {
              "Version" : "2012-10-17",
              "Id" : "key-default-1",
              "Statement" : [ {
                "Sid" : "Enable IAM User Permissions",
                "Effect" : "Allow",
                "Principal" : {
                  "AWS" : "arn:aws:iam::{{accountId}}:root"
                },
                "Action" : "kms:*",
                "Resource" : "*"
              } ]
            }
            """
        );

    /// <summary>The policy of aws/rds, which nobody can change (KMS Developer Guide, AWS managed keys).</summary>
    public static KeyPolicy OfAwsRds(string accountId, string region) =>
        Parse(
            $$"""
            {
              "Version" : "2012-10-17",
              "Id" : "auto-rds-2",
              "Statement" : [ {
                "Sid" : "Allow access through RDS for all principals in the account that are authorized to use RDS",
                "Effect" : "Allow",
                "Principal" : {
                  "AWS" : "*"
                },
                "Action" : [ "kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:CreateGrant", "kms:ListGrants", "kms:DescribeKey" ],
                "Resource" : "*",
                "Condition" : {
                  "StringEquals" : {
                    "kms:CallerAccount" : "{{accountId}}",
                    "kms:ViaService" : "rds.{{region}}.amazonaws.com"
                  }
                }
              }, {
                "Sid" : "Allow direct access to key metadata to the account",
                "Effect" : "Allow",
                "Principal" : {
                  "AWS" : "arn:aws:iam::{{accountId}}:root"
                },
                "Action" : [ "kms:Describe*", "kms:Get*", "kms:List*", "kms:RevokeGrant" ],
                "Resource" : "*"
              } ]
            }
            """
        );

    /// <summary>The policy of aws/backup, which nobody can change (KMS Developer Guide, AWS managed keys).</summary>
    public static KeyPolicy OfAwsBackup(string accountId, string region) =>
        Parse(
            $$"""
            {
              "Version" : "2012-10-17",
              "Id" : "auto-backup-1",
              "Statement" : [ {
                "Sid" : "Allow access through Backup for all principals in the account that are authorized to use Backup Storage",
                "Effect" : "Allow",
                "Principal" : {
                  "AWS" : "*"
                },
                "Action" : [ "kms:CreateGrant", "kms:Decrypt", "kms:GenerateDataKey*" ],
                "Resource" : "*",
                "Condition" : {
                  "StringEquals" : {
                    "kms:CallerAccount" : "{{accountId}}",
                    "kms:ViaService" : "backup.{{region}}.amazonaws.com"
                  }
                }
              }, {
                "Sid" : "Allow direct access to key metadata to the account",
                "Effect" : "Allow",
                "Principal" : {
                  "AWS" : "arn:aws:iam::{{accountId}}:root"
                },
                "Action" : [ "kms:Describe*", "kms:Get*", "kms:List*", "kms:RevokeGrant" ],
                "Resource" : "*"
              } ]
            }
            """
        );
}
