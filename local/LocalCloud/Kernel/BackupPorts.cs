namespace LocalCloud.Kernel;

/// <summary>
/// What AWS Backup asks of RDS: the DB instances and DB clusters that it backs up, and their snapshots, which are its recovery points.
/// Every member is called with the gate held.
/// </summary>
public interface IBackedUpDatabases
{
    /// <summary>A DB instance or DB cluster, or null when there is none.</summary>
    /// <param name="arn"><c>arn:aws:rds:R:A:db:NAME</c> or <c>arn:aws:rds:R:A:cluster:NAME</c>.</param>
    BackedUpDatabase? Database(string arn);

    /// <summary>A DB snapshot or DB cluster snapshot, of whatever origin, or null when there is none (any more).</summary>
    /// <param name="arn"><c>arn:aws:rds:R:A:snapshot:NAME</c> or <c>arn:aws:rds:R:A:cluster-snapshot:NAME</c>.</param>
    BackedUpSnapshot? Snapshot(string arn);

    /// <summary>
    /// Begins a snapshot of a database; returns its ARN. Of an instance that has an available automated snapshot it is a copy of that one
    /// (events 0196 and 0197), else it is created (0040 and 0042; clusters 0074 and 0075): RDS User Guide, Managing backups with AWS
    /// Backup.
    /// </summary>
    /// <param name="request">What and how.</param>
    /// <param name="ended">Called once, later, when the snapshot is available or failed.</param>
    /// <exception cref="AwsError">DBInstanceNotFound, DBClusterNotFoundFault; InvalidDBInstanceState, InvalidDBClusterStateFault; DBSnapshotAlreadyExists and its cluster twin.</exception>
    string TakeSnapshot(BackupSnapshotRequest request, Action<BackedUpSnapshot> ended);

    /// <summary>
    /// Begins a copy of a snapshot, in any account and Region; returns its ARN. Unencrypted cluster snapshots stay unencrypted, everything
    /// else gets the given key (Developer Guide of AWS Backup, Encryption for backups). The source need not be shared with the destination
    /// account, but <see cref="BackupCopyRequest.Caller"/> must be able to use both keys. Across Regions the copy gets the default option
    /// group, or the one of the same name where options persist.
    /// </summary>
    /// <param name="request">What and how.</param>
    /// <param name="ended">Called once, later, when the copy is available or failed.</param>
    /// <exception cref="AwsError">
    /// RDS's refusal: KMSKeyNotAccessibleFault; SnapshotQuotaExceeded while too many copies are in progress (try again); the source is gone
    /// or not available; a Multi-AZ DB cluster's snapshot; an option group with persistent options is missing in the destination.
    /// </exception>
    string CopySnapshot(BackupCopyRequest request, Action<BackedUpSnapshot> ended);

    /// <summary>
    /// Begins a database out of a snapshot, in the snapshot's account and Region; returns its ARN. A cluster has no instances (Developer Guide
    /// of AWS Backup, Restoring an Amazon Aurora cluster).
    /// </summary>
    /// <param name="request">What and how.</param>
    /// <param name="ended">Called once, later, when the database is available.</param>
    /// <exception cref="AwsError">RDS's refusal: the name is taken, the snapshot is gone, a key or a group can't be used.</exception>
    string RestoreDatabase(BackupRestoreRequest request, Action ended);

    /// <summary>Deletes a snapshot named <c>awsbackup:…</c>; a copy in progress is cancelled, and its callback is not called. Nothing happens when it is gone.</summary>
    /// <param name="arn">The snapshot's ARN.</param>
    void DeleteSnapshot(string arn);
}

/// <summary>A DB instance or DB cluster as AWS Backup sees it.</summary>
/// <param name="Arn">Its ARN: <c>ResourceArn</c> of its recovery points.</param>
/// <param name="Name">DBInstanceIdentifier or DBClusterIdentifier.</param>
/// <param name="Engine">For example postgres, aurora-mysql, docdb, neptune.</param>
/// <param name="IsCluster">True of a DB cluster.</param>
/// <param name="IsMultiAzCluster">True of a Multi-AZ DB cluster, which AWS Backup backs up and never copies.</param>
/// <param name="SizeGiB">Allocated storage.</param>
/// <param name="Encryption">What its storage is under.</param>
/// <param name="OptionGroup">Its option group; null for clusters.</param>
/// <param name="Status">creating, available or deleting.</param>
/// <param name="Tags">Its tags.</param>
public sealed record BackedUpDatabase(
    string Arn,
    string Name,
    string Engine,
    bool IsCluster,
    bool IsMultiAzCluster,
    int SizeGiB,
    StorageEncryption Encryption,
    string? OptionGroup,
    string Status,
    IReadOnlyDictionary<string, string> Tags
);

/// <summary>A snapshot as AWS Backup sees it.</summary>
/// <param name="Arn">The recovery point's ARN.</param>
/// <param name="DatabaseArn">ARN of the database that it is of; a copy's is that of the original, in the original's account and Region.</param>
/// <param name="Engine">As of the database.</param>
/// <param name="IsCluster">True of a DB cluster snapshot.</param>
/// <param name="IsMultiAzCluster">True of a Multi-AZ DB cluster's snapshot.</param>
/// <param name="SizeGiB">Allocated storage.</param>
/// <param name="Encryption">What it is under.</param>
/// <param name="OptionGroup">Its option group; null for clusters, and of a copy that is not available.</param>
/// <param name="TakenAt">When the data was taken: a copy keeps that of its source. Null until it is available.</param>
/// <param name="Status">pending, creating, copying, available or failed.</param>
/// <param name="PercentProgress">0 to 100.</param>
/// <param name="Tags">Its tags.</param>
public sealed record BackedUpSnapshot(
    string Arn,
    string DatabaseArn,
    string Engine,
    bool IsCluster,
    bool IsMultiAzCluster,
    int SizeGiB,
    StorageEncryption Encryption,
    string? OptionGroup,
    DateTimeOffset? TakenAt,
    string Status,
    int PercentProgress,
    IReadOnlyDictionary<string, string> Tags
);

/// <summary>What storage is encrypted with.</summary>
/// <param name="Type"><c>none</c>, <c>sse-rds</c> (an AWS owned key, of which nothing is known) or <c>sse-kms</c>.</param>
/// <param name="Key">The key of sse-kms, else null.</param>
public sealed record StorageEncryption(string Type, KeyUse? Key)
{
    /// <summary>Not encrypted.</summary>
    public static StorageEncryption None { get; } = new("none", null);

    /// <summary>Under an AWS owned key, as Aurora's clusters are when nothing else is asked for.</summary>
    public static StorageEncryption OwnedByAws { get; } = new("sse-rds", null);

    /// <summary>True unless it is <c>none</c>.</summary>
    public bool Encrypted => Type != "none";

    /// <summary>Under a key of KMS, or not at all when there is none.</summary>
    public static StorageEncryption Under(KeyUse? key) => key is null ? None : new("sse-kms", key);
}

/// <summary>A snapshot that AWS Backup wants.</summary>
/// <param name="DatabaseArn">Of what.</param>
/// <param name="Identifier">Its name, <c>awsbackup:job-UUID</c>.</param>
/// <param name="Tags">Its tags, complete: the database's are not added.</param>
/// <param name="Continuous">
/// True for the snapshot behind a continuous recovery point, which RDS lists as <c>automated</c>; a periodic one is <c>manual</c> (Developer
/// Guide of AWS Backup, Amazon RDS backups).
/// </param>
public sealed record BackupSnapshotRequest(
    string DatabaseArn,
    string Identifier,
    IReadOnlyDictionary<string, string> Tags,
    bool Continuous = false
);

/// <summary>A copy that AWS Backup wants.</summary>
/// <param name="Caller">
/// In whose name RDS and KMS are called, and logged: the copy role within one account, the destination account's
/// <c>AWSServiceRoleForBackup</c> across accounts (Developer Guide of AWS Backup, Creating backup copies across AWS accounts).
/// </param>
/// <param name="SourceArn">The snapshot.</param>
/// <param name="AccountId">Who will own the copy.</param>
/// <param name="Region">Where it will be.</param>
/// <param name="Identifier">Its name, <c>awsbackup:copyjob-UUID</c>.</param>
/// <param name="KmsKeyId">The destination vault's key.</param>
/// <param name="Tags">The copy's tags, complete: the source's are not added.</param>
/// <param name="RequestId">The API call this belongs to, for the call log; empty where there is none.</param>
public sealed record BackupCopyRequest(
    Caller Caller,
    string SourceArn,
    string AccountId,
    string Region,
    string Identifier,
    string KmsKeyId,
    IReadOnlyDictionary<string, string> Tags,
    string RequestId = ""
);

/// <summary>A database that AWS Backup wants restored.</summary>
/// <param name="Caller">In whose name RDS and KMS are called, and logged: the restore job's role.</param>
/// <param name="SnapshotArn">The recovery point.</param>
/// <param name="Metadata">The restore job's metadata, by RDS's names of parameters: <c>DBInstanceIdentifier</c> for example.</param>
/// <param name="Tags">The database's tags.</param>
/// <param name="RequestId">The API call this belongs to, for the call log.</param>
public sealed record BackupRestoreRequest(
    Caller Caller,
    string SnapshotArn,
    IReadOnlyDictionary<string, string> Metadata,
    IReadOnlyDictionary<string, string> Tags,
    string RequestId
);
