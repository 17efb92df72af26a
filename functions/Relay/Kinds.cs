namespace Relay;

/// <summary>What differs between the kinds of snapshots, as far as the decisions know: a next kind is one row more.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Word">What people write in settings, and what an execution's name begins with.</param>
/// <param name="Noun">What people call one.</param>
/// <param name="ArnType">The resource type in the ARN; null where several services have theirs.</param>
/// <param name="LongestName">How long a copy's name may be.</param>
/// <param name="Events">How its events tell that one is complete; null when RDS sends none.</param>
/// <param name="TakesKeyWhenUnencrypted">Whether a copy of an unencrypted one can be encrypted.</param>
public sealed record KindFacts(
    SnapshotKind Kind,
    string Word,
    string Noun,
    string? ArnType,
    int LongestName,
    KindEvents? Events,
    bool TakesKeyWhenUnencrypted
);

/// <summary>The events of a kind.</summary>
/// <param name="DetailType">EventBridge's detail-type.</param>
/// <param name="SourceType">What detail.SourceType says.</param>
/// <param name="Subject">What the messages call it.</param>
/// <param name="ManualCreated">EventID of a complete manual one.</param>
/// <param name="AutomatedCreated">EventID of a complete automated one.</param>
public sealed record KindEvents(
    string DetailType,
    string SourceType,
    string Subject,
    string ManualCreated,
    string AutomatedCreated
);

/// <summary>
/// The kinds. Names: API reference of CopyDBSnapshot and CopyDBClusterSnapshot; events: Amazon RDS User Guide and Amazon Aurora User Guide,
/// Amazon RDS event categories and event messages; encryption: the same API reference, KmsKeyId.
/// </summary>
public static class Kinds
{
    /// <summary>One row for each kind.</summary>
    public static IReadOnlyList<KindFacts> All { get; } =
    [
        new(
            SnapshotKind.Instance,
            "instance",
            "DB snapshot",
            "snapshot",
            LongestName: 255,
            new("RDS DB Snapshot Event", "SNAPSHOT", "snapshot", "RDS-EVENT-0042", "RDS-EVENT-0091"),
            TakesKeyWhenUnencrypted: true
        ),
        new(
            SnapshotKind.Cluster,
            "cluster",
            "DB cluster snapshot",
            "cluster-snapshot",
            LongestName: 63,
            new(
                "RDS DB Cluster Snapshot Event",
                "CLUSTER_SNAPSHOT",
                "cluster snapshot",
                "RDS-EVENT-0075",
                "RDS-EVENT-0169"
            ),
            TakesKeyWhenUnencrypted: false
        ),
        // Its copies are made by copy jobs only; the name is the idempotency token, for which AWS documents no length.
        new(
            SnapshotKind.RecoveryPoint,
            "copyjob",
            "recovery point",
            ArnType: null,
            LongestName: 63,
            Events: null,
            TakesKeyWhenUnencrypted: true
        ),
    ];

    /// <summary>The row of a kind.</summary>
    public static KindFacts Of(SnapshotKind kind) => All.First(row => row.Kind == kind);
}
