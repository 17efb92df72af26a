namespace LocalCloud.Rds;

/// <summary>What differs between accounts, and how fast things go here. All durations are simulated time.</summary>
public sealed record RdsSettings
{
    /// <summary>MiB that a copy moves in a second. The default copies 100 GiB in about 17 minutes.</summary>
    public double ThroughputMiBPerSecond { get; init; } = 100;

    /// <summary>How long an accepted copy stays <c>pending</c>, when no other copy of its source instance is ahead of it.</summary>
    public TimeSpan CopyStartsAfter { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// The part of the full length that a copy takes when an available copy of the same instance under the same key is
    /// already there. 1 means that every copy takes its full length.
    /// </summary>
    public double IncrementalFraction { get; init; } = 1;

    /// <summary>How long a DB instance is <c>creating</c>, and <c>deleting</c>.</summary>
    public TimeSpan InstanceCreation { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a snapshot of an instance is <c>creating</c>.</summary>
    public TimeSpan SnapshotCreation { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Copies in progress to one Region, per account (RDS User Guide, Copying a DB snapshot).</summary>
    public int CopiesInProgress { get; init; } = 20;

    /// <summary>Manual DB snapshots in one Region, per account (RDS User Guide, Quotas and constraints).</summary>
    public int ManualSnapshots { get; init; } = 100;

    /// <summary>
    /// True when a copy in another account fails as its share is withdrawn. AWS documents neither; by default the copy
    /// goes on.
    /// </summary>
    public bool WithdrawnShareFailsCopy { get; init; }
}
