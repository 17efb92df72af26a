using Amazon.Backup.Model;

namespace Relay.Aws;

/// <summary>Recovery points, described and listed, as snapshots.</summary>
internal static class PointFacts
{
    /// <summary>One that was described.</summary>
    public static SnapshotFacts Of(SnapshotArn arn, DescribeRecoveryPointResponse point) =>
        Of(
            arn,
            new RecoveryPointByBackupVault
            {
                BackupVaultName = point.BackupVaultName,
                CalculatedLifecycle = point.CalculatedLifecycle,
                CreationDate = point.CreationDate,
                EncryptionKeyArn = point.EncryptionKeyArn,
                EncryptionKeyType = point.EncryptionKeyType,
                IsEncrypted = point.IsEncrypted,
                ResourceArn = point.ResourceArn,
                ResourceType = point.ResourceType,
                SourceBackupVaultArn = point.SourceBackupVaultArn,
                Status = point.Status,
            }
        );

    /// <summary>One of a list; null when its ARN is of a form that the relay does not know.</summary>
    public static SnapshotFacts? Of(RecoveryPointByBackupVault point) =>
        Texts.ParseOrNull<SnapshotArn>(point.RecoveryPointArn) is { } arn ? Of(arn, point) : null;

    private static SnapshotFacts Of(SnapshotArn arn, RecoveryPointByBackupVault point)
    {
        var status = point.Status?.Value ?? "";
        var created = AwsTime.Of(point.CreationDate);
        return new SnapshotFacts(
            arn,
            status,
            SnapshotStates.Of(status) == SnapshotState.Available ? 100 : 0,
            created,
            "awsbackup",
            DatabaseOf(point.ResourceArn),
            Engine: "",
            EngineVersion: "",
            SizeGiB: 0,
            point.IsEncrypted ?? false,
            point.EncryptionKeyArn is { Length: > 0 } key ? key : null,
            point.SourceBackupVaultArn is { Length: > 0 } vault ? vault : null,
            []
        )
        {
            UnderAwsOwnedKey = point.EncryptionKeyType?.Value == "AWS_OWNED_KMS_KEY",
            RecoveryPoint = new RecoveryPointFacts(
                point.BackupVaultName,
                point.ResourceType,
                point.ResourceArn,
                AwsTime.Of(point.CalculatedLifecycle?.DeleteAt),
                arn.IsContinuous,
                created
            ),
        };
    }

    private static string DatabaseOf(string resource) =>
        resource.Split(':', 7) is ["arn", _, "rds", _, _, "db" or "cluster", var name] ? name : resource;
}
