namespace LocalCloud.Rds;

/// <summary>
/// All that differs between DB instances and DB clusters (Aurora, Amazon DocumentDB, Neptune, Multi-AZ DB clusters) with their
/// snapshots: words, codes, limits and events. Whatever is not here is one for both.
/// </summary>
public sealed class RdsKind
{
    private RdsKind() { }

    /// <summary>DB instances and DB snapshots.</summary>
    public static RdsKind Instance { get; } =
        new()
        {
            Database = "DBInstance",
            Snapshot = "DBSnapshot",
            DatabaseArn = "db",
            SnapshotArn = "snapshot",
            Word = "Instance",
            Title = "DB Instance",
            ResourceIdPrefix = "db-",
            ResourceIdParameter = "DbiResourceId",
            Codes = new ErrorCodes(
                SnapshotNotFound: "DBSnapshotNotFound",
                SnapshotExists: "DBSnapshotAlreadyExists",
                InvalidSnapshotState: "InvalidDBSnapshotState",
                DatabaseNotFound: "DBInstanceNotFound",
                DatabaseExists: "DBInstanceAlreadyExists",
                InvalidDatabaseState: "InvalidDBInstanceState"
            ),
            LongestSnapshotName = 255,
            AutomatedNameIsNoIdentifier = true,
            QueuedCopy = "pending",
            HasCreateTimeAtOnce = false,
            SnapshotTypes = ["automated", "manual", "shared", "public", "awsbackup"],
            OneIdentifierOnly = false,
            CopyEncrypts = true,
            Incremental = true,
            CopiesInProgress = s => s.CopiesInProgress,
            ManualSnapshots = s => s.ManualSnapshots,
            Events = new SnapshotEvents(
                "RDS DB Snapshot Event",
                "SNAPSHOT",
                "creation",
                "snapshot",
                Creating: ["0040", "0090"],
                Created: ["0042", "0091"],
                OfCopiesAndDeletes: true
            ),
        };

    /// <summary>DB clusters and DB cluster snapshots.</summary>
    public static RdsKind Cluster { get; } =
        new()
        {
            Database = "DBCluster",
            Snapshot = "DBClusterSnapshot",
            DatabaseArn = "cluster",
            SnapshotArn = "cluster-snapshot",
            Word = "Cluster",
            Title = "Cluster",
            ResourceIdPrefix = "cluster-",
            ResourceIdParameter = "DbClusterResourceId",
            Codes = new ErrorCodes(
                SnapshotNotFound: "DBClusterSnapshotNotFoundFault",
                SnapshotExists: "DBClusterSnapshotAlreadyExistsFault",
                InvalidSnapshotState: "InvalidDBClusterSnapshotStateFault",
                DatabaseNotFound: "DBClusterNotFoundFault",
                DatabaseExists: "DBClusterAlreadyExistsFault",
                InvalidDatabaseState: "InvalidDBClusterStateFault"
            ),
            LongestSnapshotName = 63,
            AutomatedNameIsNoIdentifier = false,
            QueuedCopy = "copying",
            HasCreateTimeAtOnce = true,
            SnapshotTypes = ["automated", "manual", "shared", "public"],
            OneIdentifierOnly = true,
            CopyEncrypts = false,
            Incremental = false,
            CopiesInProgress = s => s.ClusterCopiesInProgress,
            ManualSnapshots = s => s.ManualClusterSnapshots,
            Events = new SnapshotEvents(
                "RDS DB Cluster Snapshot Event",
                "CLUSTER_SNAPSHOT",
                "backup",
                "cluster snapshot",
                Creating: ["0074", "0168"],
                Created: ["0075", "0169"],
                OfCopiesAndDeletes: false
            ),
        };

    /// <summary>DBInstance or DBCluster: element, and beginning of parameters.</summary>
    public required string Database { get; init; }

    /// <summary>DBSnapshot or DBClusterSnapshot: element, and part of parameters and actions.</summary>
    public required string Snapshot { get; init; }

    /// <summary>db or cluster: the database's part of an ARN.</summary>
    public required string DatabaseArn { get; init; }

    /// <summary>snapshot or cluster-snapshot: the snapshot's part of an ARN.</summary>
    public required string SnapshotArn { get; init; }

    /// <summary>The database in error texts.</summary>
    public required string Word { get; init; }

    /// <summary>The database in the error text of deletion protection.</summary>
    public required string Title { get; init; }

    /// <summary>How the Region-unique, immutable id of a database begins.</summary>
    public required string ResourceIdPrefix { get; init; }

    /// <summary>DbiResourceId or DbClusterResourceId.</summary>
    public required string ResourceIdParameter { get; init; }

    /// <summary>Its error codes.</summary>
    public required ErrorCodes Codes { get; init; }

    /// <summary>Characters of a new snapshot's name (model, Target…Identifier).</summary>
    public required int LongestSnapshotName { get; init; }

    /// <summary>
    /// True where sharing refuses an automated snapshot's name as no identifier, false where it refuses the snapshot (recorded replies).
    /// </summary>
    public required bool AutomatedNameIsNoIdentifier { get; init; }

    /// <summary>Status of a copy that was accepted and has not begun: a cluster's are creating, copying, available (model, Status).</summary>
    public required string QueuedCopy { get; init; }

    /// <summary>
    /// True where a snapshot that is being taken has its create time already (examples of create-db-snapshot and
    /// create-db-cluster-snapshot, AWS CLI Command Reference).
    /// </summary>
    public required bool HasCreateTimeAtOnce { get; init; }

    /// <summary>Values of SnapshotType in a request; AWS Backup's does not apply to Aurora (model).</summary>
    public required IReadOnlyList<string> SnapshotTypes { get; init; }

    /// <summary>True where snapshots are described by their own name or by their database's, not by both (model).</summary>
    public required bool OneIdentifierOnly { get; init; }

    /// <summary>True where a copy of an unencrypted snapshot is encrypted with the key that is given, false where that is an error (model, KmsKeyId).</summary>
    public required bool CopyEncrypts { get; init; }

    /// <summary>True where a later copy may take less time than the first: copies of Aurora's are always full (Aurora User Guide).</summary>
    public required bool Incremental { get; init; }

    /// <summary>How many copies may be in progress.</summary>
    public required Func<RdsSettings, int> CopiesInProgress { get; init; }

    /// <summary>How many manual snapshots there may be.</summary>
    public required Func<RdsSettings, int> ManualSnapshots { get; init; }

    /// <summary>Its events.</summary>
    public required SnapshotEvents Events { get; init; }

    /// <summary>The parameter that names a database.</summary>
    public string DatabaseIdentifier => $"{Database}Identifier";

    /// <summary>The parameter that names a snapshot.</summary>
    public string SnapshotIdentifier => $"{Snapshot}Identifier";

    /// <summary>The kind of a snapshot's or database's ARN, or null of any other ARN.</summary>
    public static RdsKind? Of(RdsArn arn)
    {
        ArgumentNullException.ThrowIfNull(arn);
        return arn.Kind == Instance.SnapshotArn || arn.Kind == Instance.DatabaseArn ? Instance
            : arn.Kind == Cluster.SnapshotArn || arn.Kind == Cluster.DatabaseArn ? Cluster
            : null;
    }

    /// <summary>The ARN of a database of this kind.</summary>
    public RdsArn DatabaseIn(string accountId, string region, string identifier) =>
        RdsArn.Of(accountId, region, DatabaseArn, identifier);

    /// <summary>The ARN of a snapshot of this kind.</summary>
    public RdsArn SnapshotIn(string accountId, string region, string identifier) =>
        RdsArn.Of(accountId, region, SnapshotArn, identifier);

    /// <inheritdoc/>
    public override string ToString() => Snapshot;
}

/// <summary>The events of one kind of snapshot.</summary>
/// <param name="DetailType">detail-type.</param>
/// <param name="SourceType">detail.SourceType.</param>
/// <param name="Category">detail.EventCategories, when one is created.</param>
/// <param name="Word">The snapshot in a message.</param>
/// <param name="Creating">Creation begins: of a manual one, of an automated one.</param>
/// <param name="Created">Creation has ended, likewise.</param>
/// <param name="OfCopiesAndDeletes">Whether there are events of copies and deletions.</param>
public sealed record SnapshotEvents(
    string DetailType,
    string SourceType,
    string Category,
    string Word,
    IReadOnlyList<string> Creating,
    IReadOnlyList<string> Created,
    bool OfCopiesAndDeletes
);

/// <summary>Error codes of one kind (model): clusters' kept the word "Fault", instances' dropped it.</summary>
public sealed record ErrorCodes(
    string SnapshotNotFound,
    string SnapshotExists,
    string InvalidSnapshotState,
    string DatabaseNotFound,
    string DatabaseExists,
    string InvalidDatabaseState
);
