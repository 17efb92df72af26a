namespace Relay;

/// <summary>
/// What the policies of keys must allow, of those that the source account may read (docs/keys.md; RDS User Guide, Sharing encrypted
/// snapshots). What RDS does with a key under a grant, only a copy shows.
/// </summary>
public static class KeyPolicies
{
    // RDS User Guide, Considerations for cross-Region snapshot copying: what the caller needs of both keys.
    private static readonly string[] Uses =
    [
        "kms:DescribeKey",
        "kms:Encrypt",
        "kms:Decrypt",
        "kms:ReEncryptFrom",
        "kms:ReEncryptTo",
        "kms:GenerateDataKey",
        "kms:GenerateDataKeyWithoutPlaintext",
        "kms:CreateGrant",
    ];

    // AWSBackupServiceLinkedRolePolicyForBackup; looking at the key, AWS Backup does by itself.
    private static readonly string[] UsesOfBackup =
    [
        "kms:Decrypt",
        "kms:ReEncryptFrom",
        "kms:GenerateDataKeyWithoutPlaintext",
        "kms:CreateGrant",
    ];

    /// <summary>Whom the region key's policy has to let in: who copies here, and the DR account, as copier or as whoever is to restore.</summary>
    public static IReadOnlyList<PolicyQuestion> OfRegionKey(RelaySettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var here =
            $"arn:{settings.DrRegion.Partition}:iam::{settings.SourceAccount}:role/snapshot-relay/{settings.RelayName}/{settings.RelayName}-CopyToRegion";
        List<PolicyQuestion> questions =
        [
            Through(settings.DrRegion, "the relay in this account", here, Uses),
        ];
        if (settings.ShareWith is { } account)
        {
            var there = settings.DrAccount is { } dr
                ? $"{dr.Copier}"
                : $"arn:{settings.DrRegion.Partition}:iam::{account}:root";
            questions.Add(Through(settings.DrRegion, $"the DR account {account}", there, Uses));
        }

        if (settings is { RecoveryPoints.AccountVault: not null, DrAccount: { } owner })
        {
            questions.Add(ByItself(owner, settings));
        }

        return questions;
    }

    /// <summary>Whom a source key's policy has to let in for a route on which the DR account reads the source; nobody on the others.</summary>
    public static IReadOnlyList<PolicyQuestion> OfSourceKey(Route route, KeyArn key, RelaySettings settings)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(settings);
        // AWS does not say which of the two Regions uses the key for such a copy.
        Region[] regions = [key.Region, settings.DrRegion];
        return (route, settings.DrAccount) switch
        {
            (Route.DirectToAccount, { } dr) =>
            [
                .. regions.Select(region => Through(region, "the DR account's copier", $"{dr.Copier}", Uses)),
            ],
            (Route.BackupCopyJob, { } dr) =>
            [
                .. regions.Select(region =>
                    Through(region, "the DR account's AWS Backup", ServiceRole(dr, settings), UsesOfBackup)
                ),
                ByItself(dr, settings),
            ],
            _ => [],
        };
    }

    /// <summary>Whom the DR account's vault has to let in: the role that AWS Backup copies with.</summary>
    public static PolicyQuestion OfVault(RoleArn copyRole) =>
        new(
            "the relay's role for AWS Backup",
            $"{copyRole}",
            ["backup:CopyIntoBackupVault"],
            Known($"{copyRole}")
        );

    private static PolicyQuestion Through(Region region, string who, string principal, string[] actions) =>
        new(
            who,
            principal,
            actions,
            new Dictionary<string, string?>(Known(principal), StringComparer.Ordinal)
            {
                ["kms:ViaService"] = $"rds.{region}.amazonaws.com",
                ["kms:GrantIsForAWSResource"] = "true",
            }
        );

    private static PolicyQuestion ByItself(DrAccountSettings dr, RelaySettings settings) =>
        new(
            "the DR account's AWS Backup",
            ServiceRole(dr, settings),
            ["kms:DescribeKey"],
            new Dictionary<string, string?>(Known(ServiceRole(dr, settings)), StringComparer.Ordinal)
            {
                ["kms:ViaService"] = null,
                ["kms:GrantIsForAWSResource"] = null,
            }
        );

    private static string ServiceRole(DrAccountSettings dr, RelaySettings settings) =>
        $"arn:{settings.DrRegion.Partition}:iam::{dr.Id}:role/aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup";

    private static Dictionary<string, string?> Known(string principal) =>
        new(StringComparer.Ordinal)
        {
            ["aws:PrincipalArn"] = principal,
            ["aws:PrincipalAccount"] = principal.Split(':')[4],
            ["kms:CallerAccount"] = principal.Split(':')[4],
        };
}
