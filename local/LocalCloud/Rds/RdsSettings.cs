using System.Text.Json.Serialization;

namespace LocalCloud.Rds;

/// <summary>What RDS does with a key for the copy of a snapshot that is under an AWS owned key (<c>sse-rds</c>). AWS documents neither.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SseRdsCopies>))]
public enum SseRdsCopies
{
    /// <summary>The copy is encrypted under the key.</summary>
    [JsonStringEnumMemberName("accepted")]
    Accepted,

    /// <summary>The request is refused.</summary>
    [JsonStringEnumMemberName("refused")]
    Refused,

    /// <summary>The request is accepted, and the copy stays under an AWS owned key.</summary>
    [JsonStringEnumMemberName("keeps-owned-key")]
    KeepsOwnedKey,
}

/// <summary>What differs between accounts, and how fast things go here. All durations are simulated time.</summary>
public sealed record RdsSettings
{
    /// <summary>MiB that a copy moves in a second. The default copies 100 GiB in about 17 minutes.</summary>
    public double ThroughputMiBPerSecond { get; init; } = 100;

    /// <summary>How long an accepted copy shows no progress, when no other copy of its source database is ahead of it.</summary>
    public TimeSpan CopyStartsAfter { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// The part of the full length that a copy takes when an available copy of the same instance under the same key is
    /// already there. 1 means that every copy takes its full length, as those of cluster snapshots do anyway.
    /// </summary>
    public double IncrementalFraction { get; init; } = 1;

    /// <summary>How long a DB instance or DB cluster is <c>creating</c>, and <c>deleting</c>.</summary>
    public TimeSpan InstanceCreation { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a snapshot of a database is <c>creating</c>.</summary>
    public TimeSpan SnapshotCreation { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Copies of DB snapshots in progress to one Region, per account (RDS User Guide, Copying a DB snapshot).</summary>
    public int CopiesInProgress { get; init; } = 20;

    /// <summary>Copies of DB cluster snapshots in progress to one Region, per account (Aurora User Guide, DB cluster snapshot copying).</summary>
    public int ClusterCopiesInProgress { get; init; } = 5;

    /// <summary>Manual DB snapshots in one Region, per account (RDS User Guide, Quotas and constraints).</summary>
    public int ManualSnapshots { get; init; } = 100;

    /// <summary>Manual DB cluster snapshots in one Region, per account (RDS User Guide, Quotas and constraints).</summary>
    public int ManualClusterSnapshots { get; init; } = 100;

    /// <summary>
    /// True when a copy may cross Region and account in one step. AWS's guides say both: that it may (Copying a DB snapshot, Cross-Region
    /// and cross-account copy in a single step), and elsewhere that a shared encrypted snapshot is copied in its own Region only.
    /// </summary>
    public bool SingleStepCopies { get; init; } = true;

    /// <summary>What becomes of a key that is given for the copy of a snapshot under an AWS owned key.</summary>
    public SseRdsCopies SseRdsCopies { get; init; }

    /// <summary>
    /// True when a copy in another account fails as its share is withdrawn. AWS documents neither; by default the copy
    /// goes on.
    /// </summary>
    public bool WithdrawnShareFailsCopy { get; init; }
}
