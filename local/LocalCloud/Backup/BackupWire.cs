using System.Text.Json.Nodes;
using LocalCloud.Kernel;

namespace LocalCloud.Backup;

/// <summary>Vaults, recovery points and jobs as AWS Backup writes them; members without a value are left out.</summary>
internal static class BackupWire
{
    private const string VaultType = "BACKUP_VAULT";

    /// <summary>Seconds since 1970.</summary>
    public static double Time(DateTimeOffset time) => time.ToUnixTimeMilliseconds() / 1000.0;

    /// <summary>DescribeBackupVault, and a member of BackupVaultList.</summary>
    /// <param name="vault">The vault.</param>
    /// <param name="points">How many recovery points it has.</param>
    /// <param name="awsManagedKey">True when its key is not a customer managed one.</param>
    public static JsonObject Vault(BackupVault vault, int points, bool awsManagedKey) =>
        Of(
            ("BackupVaultName", vault.Arn.Name),
            ("BackupVaultArn", vault.Arn.ToString()),
            ("VaultType", VaultType),
            ("VaultState", "AVAILABLE"),
            ("EncryptionKeyArn", vault.KeyArn),
            // What it says of an AWS managed key is not documented.
            ("EncryptionKeyType", awsManagedKey ? null : "CUSTOMER_MANAGED_KMS_KEY"),
            ("CreationDate", Time(vault.CreationDate)),
            ("CreatorRequestId", vault.CreatorRequestId),
            ("NumberOfRecoveryPoints", points),
            ("Locked", vault.Lock is not null),
            ("MinRetentionDays", vault.Lock?.MinRetentionDays),
            ("MaxRetentionDays", vault.Lock?.MaxRetentionDays),
            ("LockDate", Optional(vault.Lock?.LockDate))
        );

    /// <summary>DescribeRecoveryPoint: the list's members, and where it is stored.</summary>
    public static JsonObject Described(RecoveryPoint point)
    {
        var reply = Point(point);
        reply["StorageClass"] = "WARM";
        return reply;
    }

    /// <summary>A member of ListRecoveryPointsByBackupVault.</summary>
    public static JsonObject Point(RecoveryPoint point) =>
        Of(
            ("RecoveryPointArn", point.Arn),
            ("BackupVaultName", point.Vault.Arn.Name),
            ("BackupVaultArn", point.Vault.Arn.ToString()),
            ("SourceBackupVaultArn", point.SourceVaultArn),
            ("ResourceArn", point.Resource.Arn),
            ("ResourceType", point.Resource.Type),
            ("ResourceName", point.Resource.Name),
            ("IamRoleArn", point.IamRoleArn),
            ("Status", point.Status),
            ("CreationDate", Time(point.CreationDate)),
            ("InitiationDate", Time(point.InitiationDate)),
            ("CompletionDate", Optional(point.CompletionDate)),
            ("BackupSizeInBytes", point.Resource.SizeBytes),
            ("CalculatedLifecycle", Calculated(point)),
            ("Lifecycle", LifecycleOf(point.Lifecycle)),
            ("EncryptionKeyArn", point.Encryption.Key?.Arn),
            ("EncryptionKeyType", KeyTypeOf(point)),
            ("IsEncrypted", point.Encryption.Encrypted),
            ("IsParent", false),
            ("VaultType", VaultType)
        );

    /// <summary>A member of ListRecoveryPointsByResource.</summary>
    public static JsonObject PointOfResource(RecoveryPoint point) =>
        Of(
            ("RecoveryPointArn", point.Arn),
            ("CreationDate", Time(point.CreationDate)),
            ("Status", point.Status),
            ("EncryptionKeyArn", point.Encryption.Key?.Arn),
            ("EncryptionKeyType", KeyTypeOf(point)),
            ("BackupSizeBytes", point.Resource.SizeBytes),
            ("BackupVaultName", point.Vault.Arn.Name),
            ("IsParent", false),
            ("ResourceName", point.Resource.Name),
            ("VaultType", VaultType)
        );

    /// <summary>The reply to StartBackupJob and StartCopyJob.</summary>
    public static JsonObject Started(Job job) =>
        Of(
            (job is CopyJob ? "CopyJobId" : "BackupJobId", job.Id),
            ("CreationDate", Time(job.CreationDate)),
            ("IsParent", false)
        );

    /// <summary>DescribeBackupJob, and a member of ListBackupJobs.</summary>
    public static JsonObject BackupJob(BackupJob job) =>
        Of(
            ("AccountId", job.AccountId),
            ("BackupJobId", job.Id),
            ("BackupVaultName", job.Vault.Arn.Name),
            ("BackupVaultArn", job.Vault.Arn.ToString()),
            ("VaultType", VaultType),
            ("RecoveryPointArn", job.Made?.Arn),
            ("RecoveryPointLifecycle", LifecycleOf(job.Lifecycle)),
            ("EncryptionKeyArn", job.Made?.Encryption.Key?.Arn),
            ("IsEncrypted", job.Made is { Complete: true } made ? made.Encryption.Encrypted : null),
            ("ResourceArn", job.Resource.Arn),
            ("ResourceType", job.Resource.Type),
            ("ResourceName", job.Resource.Name),
            ("CreationDate", Time(job.CreationDate)),
            ("InitiationDate", Time(job.CreationDate)),
            ("CompletionDate", Optional(job.CompletionDate)),
            ("StartBy", Time(job.StartBy)),
            ("State", job.State),
            ("StatusMessage", job.StatusMessage),
            ("MessageCategory", CategoryOf(job)),
            ("PercentDone", job.State == "COMPLETED" ? "100.0" : "0.0"),
            ("BackupSizeInBytes", job.State == "COMPLETED" ? job.Resource.SizeBytes : null),
            ("IamRoleArn", job.IamRoleArn),
            ("IsParent", false)
        );

    /// <summary>A CopyJob, and a member of ListCopyJobs.</summary>
    /// <param name="job">The job.</param>
    /// <param name="vault">Its destination, or null when there is no such vault.</param>
    public static JsonObject CopyJob(CopyJob job, BackupVault? vault) =>
        Of(
            ("AccountId", job.AccountId),
            ("CopyJobId", job.Id),
            ("SourceBackupVaultArn", job.Source.Vault.Arn.ToString()),
            ("SourceRecoveryPointArn", job.Source.Arn),
            ("DestinationBackupVaultArn", job.Destination.ToString()),
            ("DestinationVaultType", VaultType),
            ("DestinationRecoveryPointArn", job.State == "COMPLETED" ? job.Made!.Arn : null),
            ("DestinationEncryptionKeyArn", vault?.KeyArn),
            ("DestinationRecoveryPointLifecycle", LifecycleOf(job.Made?.Lifecycle)),
            ("ResourceArn", job.Resource.Arn),
            ("ResourceType", job.Resource.Type),
            ("ResourceName", job.Resource.Name),
            ("CreationDate", Time(job.CreationDate)),
            ("CompletionDate", Optional(job.CompletionDate)),
            ("State", job.State),
            ("StatusMessage", job.StatusMessage),
            ("MessageCategory", CategoryOf(job)),
            ("BackupSizeInBytes", job.Resource.SizeBytes),
            ("IamRoleArn", job.IamRoleArn),
            ("IsParent", false)
        );

    /// <summary>
    /// GetRecoveryPointRestoreMetadata: what the backup was of. AWS gives more members, and documents none of them.
    /// </summary>
    public static JsonObject RestoreMetadata(RecoveryPoint point, BackedUpSnapshot snapshot) =>
        Of(
            ("BackupVaultArn", point.Vault.Arn.ToString()),
            ("RecoveryPointArn", point.Arn),
            ("ResourceType", point.Resource.Type),
            (
                "RestoreMetadata",
                Of(
                    (
                        snapshot.IsCluster ? "DBClusterIdentifier" : "DBInstanceIdentifier",
                        point.Resource.Name
                    ),
                    ("Engine", snapshot.Engine)
                )
            )
        );

    /// <summary>DescribeRestoreJob.</summary>
    public static JsonObject RestoreJob(RestoreJob job) =>
        Of(
            ("AccountId", job.Source.Vault.Arn.AccountId),
            ("RestoreJobId", job.Id),
            ("RecoveryPointArn", job.Source.Arn),
            ("SourceResourceArn", job.Source.Resource.Arn),
            ("BackupVaultArn", job.Source.Vault.Arn.ToString()),
            ("CreationDate", Time(job.CreationDate)),
            ("CompletionDate", Optional(job.CompletionDate)),
            ("Status", job.Status),
            ("StatusMessage", job.StatusMessage),
            ("PercentDone", job.Status == "COMPLETED" ? "100.00%" : "0.00%"),
            ("BackupSizeInBytes", job.Source.Resource.SizeBytes),
            ("IamRoleArn", job.IamRoleArn),
            ("CreatedResourceArn", job.CreatedResourceArn),
            ("ResourceType", job.Source.Resource.Type),
            ("RecoveryPointCreationDate", Time(job.Source.CreationDate)),
            ("IsParent", false)
        );

    /// <summary>MessageCategory: only SUCCESS, whose name is documented.</summary>
    public static string? CategoryOf(Job job) => job.State == "COMPLETED" ? "SUCCESS" : null;

    private static string? KeyTypeOf(RecoveryPoint point) =>
        point.Encryption switch
        {
            { Key.AwsManaged: false } => "CUSTOMER_MANAGED_KMS_KEY",
            { Encrypted: true, Key: null } => "AWS_OWNED_KMS_KEY",
            _ => null,
        };

    private static JsonObject? Calculated(RecoveryPoint point) =>
        point.DeleteAt is { } at ? new JsonObject { ["DeleteAt"] = Time(at) } : null;

    private static JsonObject? LifecycleOf(Lifecycle? lifecycle) =>
        lifecycle is null or { DeleteAfterDays: null, MoveToColdStorageAfterDays: null }
            ? null
            : Of(
                ("MoveToColdStorageAfterDays", lifecycle.MoveToColdStorageAfterDays),
                ("DeleteAfterDays", lifecycle.DeleteAfterDays)
            );

    private static double? Optional(DateTimeOffset? time) => time is { } known ? Time(known) : null;

    private static JsonObject Of(params IEnumerable<(string Name, JsonNode? Value)> members) =>
        new(members.Where(m => m.Value is not null).Select(m => KeyValuePair.Create(m.Name, m.Value)));
}
