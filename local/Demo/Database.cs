namespace Demo;

/// <summary>Who takes a snapshot.</summary>
internal enum Taker
{
    /// <summary>RDS, in the backup window: an automated snapshot.</summary>
    Rds,

    /// <summary>A person: a manual snapshot.</summary>
    Person,

    /// <summary>AWS Backup, into a vault whose recovery points are relayed.</summary>
    AwsBackup,

    /// <summary>AWS Backup, into a vault that the relay was not told of; a person starts the relay by hand.</summary>
    AwsBackupElsewhere,
}

/// <summary>A database, and the snapshot that is taken of it.</summary>
/// <param name="Name">DBInstanceIdentifier or DBClusterIdentifier.</param>
/// <param name="Engine">As RDS names it.</param>
/// <param name="SizeGiB">What it holds.</param>
/// <param name="CustomerManagedKey">Under the customer managed key; else under the account's default key aws/rds.</param>
/// <param name="Taker">Who takes the snapshot.</param>
/// <param name="Way">What the demo shows with it.</param>
/// <param name="Mode">Value of the tag snapshot-relay:mode; null for none, so that the relay's setting counts.</param>
internal sealed record Database(
    string Name,
    string Engine,
    int SizeGiB,
    bool CustomerManagedKey,
    Taker Taker,
    Way Way,
    string? Mode = null
)
{
    /// <summary>The tag that chooses a mode.</summary>
    public const string ModeTag = "snapshot-relay:mode";

    /// <summary>A DB cluster; else a DB instance.</summary>
    public bool IsCluster => Engine is not ("postgres" or "mysql");

    /// <summary>The recovery point is AWS Backup's.</summary>
    public bool IsRecoveryPoint => Taker is Taker.AwsBackup or Taker.AwsBackupElsewhere;

    /// <summary>For people.</summary>
    public string Kind => $"{TakenBy}, {(CustomerManagedKey ? "CMK" : "aws/rds")}";

    /// <summary>What leads this snapshot its own way, for people; empty when nothing does.</summary>
    public string Note =>
        Mode is not null ? $"tagged {ModeTag}={Mode}"
        : Taker == Taker.AwsBackupElsewhere
            ? $"in vault {BackupJobs.OtherVault}, which is not relayed: started by hand"
        : "";

    private string TakenBy =>
        Taker switch
        {
            Taker.Rds => "automated",
            Taker.Person => "manual",
            _ => "AWS Backup",
        };
}

/// <summary>A snapshot of the demo.</summary>
/// <param name="Database">Whose.</param>
/// <param name="SnapshotArn">The snapshot, which is the recovery point where AWS Backup takes it.</param>
internal sealed record Source(Database Database, string SnapshotArn);

/// <summary>One database for each way of a snapshot.</summary>
internal static class Databases
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Database> All { get; } =
    [
        new("orders", "postgres", 100, CustomerManagedKey: true, Taker.Rds, Way.RegionThenAccount),
        new("billing", "mysql", 40, CustomerManagedKey: false, Taker.AwsBackup, Way.BackupTwoJobs),
        new("crm", "postgres", 40, CustomerManagedKey: true, Taker.AwsBackup, Way.BackupCopyJob),
        new("graph", "neptune", 30, CustomerManagedKey: true, Taker.AwsBackupElsewhere, Way.Rescue),
        new("ledger", "aurora-postgresql", 60, CustomerManagedKey: true, Taker.Person, Way.DirectToAccount),
        new("catalog", "docdb", 30, CustomerManagedKey: true, Taker.Rds, Way.RegionThenShare, "share"),
        new("staging", "mysql", 20, CustomerManagedKey: false, Taker.Rds, Way.RegionOnly, "region"),
    ];
}
