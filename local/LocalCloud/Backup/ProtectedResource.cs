using LocalCloud.Kernel;

namespace LocalCloud.Backup;

/// <summary>What AWS Backup protects.</summary>
/// <param name="Arn">ResourceArn.</param>
/// <param name="Type">ResourceType: RDS, Aurora, DocumentDB, Neptune, EFS, EBS.</param>
/// <param name="Name">ResourceName.</param>
/// <param name="SizeGiB">Its size.</param>
public sealed record ProtectedResource(string Arn, string Type, string Name, int SizeGiB)
{
    /// <summary>True where AWS Backup keeps the backup itself, under the vault's key, instead of the resource's service (Developer Guide, Feature availability).</summary>
    public bool FullyManaged { get; init; }

    /// <summary>True of a Multi-AZ DB cluster, which is backed up and never copied.</summary>
    public bool MultiAzCluster { get; init; }

    /// <summary>True where backups can move to cold storage.</summary>
    public bool HasColdStorage { get; init; }

    /// <summary>True when one copy job could not cross Region and account before 23 October 2025.</summary>
    public bool IsDatabase { get; init; }

    /// <summary>The account that it lives in.</summary>
    public string AccountId => Arn.Split(':')[4];

    /// <summary>Where it lives.</summary>
    public string Region => Arn.Split(':')[3];

    /// <summary>BackupSizeInBytes of its recovery points: all of it.</summary>
    public long SizeBytes => SizeGiB * 1024L * 1024 * 1024;
}

/// <summary>A backup or a copy that a family has finished.</summary>
/// <param name="Failure">Why it failed, or null.</param>
/// <param name="Encryption">What it is under.</param>
internal sealed record Finished(string? Failure, StorageEncryption Encryption);

/// <summary>A backup that a family shall begin.</summary>
/// <param name="Resource">Of what.</param>
/// <param name="Vault">Into which vault.</param>
/// <param name="Id">Of the job, lower case: part of the recovery point's name.</param>
/// <param name="Tags">RecoveryPointTags.</param>
/// <param name="Continuous">True for a continuous one.</param>
internal sealed record BackupOrder(
    ProtectedResource Resource,
    BackupVault Vault,
    string Id,
    IReadOnlyDictionary<string, string> Tags,
    bool Continuous
);

/// <summary>A copy that a family shall begin.</summary>
/// <param name="Source">Of what.</param>
/// <param name="Vault">Into which vault.</param>
/// <param name="Id">Of the job, lower case: part of the recovery point's name.</param>
/// <param name="Caller">The copy role within one account, AWSServiceRoleForBackup of the destination across accounts.</param>
/// <param name="RequestId">Of the call that started the job.</param>
internal sealed record CopyOrder(
    RecoveryPoint Source,
    BackupVault Vault,
    string Id,
    Caller Caller,
    string RequestId
);

/// <summary>The resources whose backups one service keeps, and how it makes, copies and deletes them. A new kind is a new one of these.</summary>
internal interface IResourceFamily
{
    /// <summary>A resource of this family, or null.</summary>
    ProtectedResource? Find(string resourceArn);

    /// <summary>Begins a backup; returns the recovery point's ARN. <paramref name="ended"/> is called once, later.</summary>
    /// <exception cref="AwsError">The service's refusal.</exception>
    string Backup(BackupOrder order, Action<Finished> ended);

    /// <summary>Begins a copy; returns the recovery point's ARN. <paramref name="ended"/> is called once, later.</summary>
    /// <exception cref="AwsError">The service's refusal.</exception>
    string Copy(CopyOrder order, Action<Finished> ended);

    /// <summary>Deletes what is behind a recovery point of this family; nothing happens when it is gone.</summary>
    void Delete(RecoveryPoint point);
}
