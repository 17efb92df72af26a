using Amazon.Backup.Model;
using Amazon.RDS.Model;

namespace Demo;

/// <summary>A DB snapshot or DB cluster snapshot as RDS described it to an account's administrator.</summary>
/// <param name="Arn">Its ARN.</param>
/// <param name="Status">available, …</param>
/// <param name="Type">manual, automated, awsbackup.</param>
/// <param name="KmsKeyId">The key that it is encrypted with; null when it is not encrypted.</param>
/// <param name="Database">DBInstanceIdentifier or DBClusterIdentifier.</param>
/// <param name="Engine">For example postgres.</param>
/// <param name="EngineVersion">For example 17.6.</param>
/// <param name="SizeGiB">AllocatedStorage.</param>
/// <param name="CreateTime">SnapshotCreateTime, UTC.</param>
/// <param name="Tags">Value by key; another account's are not told.</param>
internal sealed record AnsweredSnapshot(
    string Arn,
    string Status,
    string Type,
    string? KmsKeyId,
    string Database,
    string Engine,
    string EngineVersion,
    int? SizeGiB,
    DateTime? CreateTime,
    IReadOnlyDictionary<string, string> Tags
)
{
    /// <summary>Of an instance.</summary>
    public static AnsweredSnapshot Of(DBSnapshot told) =>
        new(
            told.DBSnapshotArn,
            told.Status,
            told.SnapshotType,
            told.Encrypted == true ? told.KmsKeyId : null,
            told.DBInstanceIdentifier,
            told.Engine,
            told.EngineVersion,
            told.AllocatedStorage,
            told.SnapshotCreateTime?.ToUniversalTime(),
            Read(told.TagList)
        );

    /// <summary>Of a cluster.</summary>
    public static AnsweredSnapshot Of(DBClusterSnapshot told) =>
        new(
            told.DBClusterSnapshotArn,
            told.Status,
            told.SnapshotType,
            told.StorageEncrypted == true ? told.KmsKeyId : null,
            told.DBClusterIdentifier,
            told.Engine,
            told.EngineVersion,
            told.AllocatedStorage,
            told.SnapshotCreateTime?.ToUniversalTime(),
            Read(told.TagList)
        );

    /// <summary>Whose it is.</summary>
    public string Owner => Arn.Split(':')[4];

    /// <summary>Where it is.</summary>
    public string Region => Arn.Split(':')[3];

    private static Dictionary<string, string> Read(List<Amazon.RDS.Model.Tag>? tags) =>
        (tags ?? []).ToDictionary(t => t.Key, t => t.Value, StringComparer.Ordinal);
}

/// <summary>A recovery point as AWS Backup listed it to an account's administrator.</summary>
/// <param name="Arn">Its ARN, which is the snapshot's in RDS.</param>
/// <param name="VaultArn">The vault that it is in.</param>
/// <param name="Status">COMPLETED, …</param>
/// <param name="KmsKeyId">The key that it is encrypted with, or null.</param>
/// <param name="ResourceArn">The database that it is of; a copy's is the original, in its own account and Region.</param>
/// <param name="CreationDate">When the backup was created, UTC; a copy keeps it.</param>
/// <param name="SourceVaultArn">The vault that it was copied from, or null.</param>
internal sealed record AnsweredPoint(
    string Arn,
    string VaultArn,
    string Status,
    string? KmsKeyId,
    string ResourceArn,
    DateTime? CreationDate,
    string? SourceVaultArn
)
{
    /// <summary>Reads the answer.</summary>
    public static AnsweredPoint Of(RecoveryPointByBackupVault told) =>
        new(
            told.RecoveryPointArn,
            told.BackupVaultArn,
            told.Status?.Value ?? "",
            told.IsEncrypted == true ? told.EncryptionKeyArn : null,
            told.ResourceArn,
            told.CreationDate?.ToUniversalTime(),
            told.SourceBackupVaultArn
        );
}

/// <summary>What the two accounts answered, each asked with its own credentials.</summary>
internal sealed record Answers
{
    /// <summary>The source account's snapshots in the source Region.</summary>
    public IReadOnlyList<AnsweredSnapshot> Sources { get; init; } = [];

    /// <summary>The source account's snapshots in the DR Region.</summary>
    public IReadOnlyList<AnsweredSnapshot> RegionCopies { get; init; } = [];

    /// <summary>The DR account's own snapshots in the DR Region.</summary>
    public IReadOnlyList<AnsweredSnapshot> AccountCopies { get; init; } = [];

    /// <summary>The snapshots of others that the DR account sees in the DR Region.</summary>
    public IReadOnlyList<AnsweredSnapshot> SharedWithDrAccount { get; init; } = [];

    /// <summary>The recovery points in the source account's vaults in the source Region.</summary>
    public IReadOnlyList<AnsweredPoint> SourcePoints { get; init; } = [];

    /// <summary>The recovery points in the relay's vault in the DR Region.</summary>
    public IReadOnlyList<AnsweredPoint> RegionPoints { get; init; } = [];

    /// <summary>The recovery points in the DR account's vault.</summary>
    public IReadOnlyList<AnsweredPoint> AccountPoints { get; init; } = [];

    /// <summary>The accounts that a manual snapshot of the source account is shared with, by its ARN.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Shares { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>();
}
