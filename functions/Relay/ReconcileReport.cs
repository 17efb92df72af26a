using System.Text.Json.Serialization;

namespace Relay;

/// <summary>What a schedule sends.</summary>
/// <param name="Now">The time that the run was scheduled for; no function reads a clock.</param>
public sealed record ScheduledRun(DateTimeOffset? Now = null);

/// <summary>A relay that was started.</summary>
/// <param name="Snapshot">Of what.</param>
/// <param name="Execution">Its name.</param>
/// <param name="Why">What became of the last attempt; null of a first one.</param>
public sealed record StartedRelay(SnapshotArn Snapshot, string Execution, string? Why = null);

/// <summary>A snapshot that has no copy, and gets none now.</summary>
public sealed record MissingSnapshot(SnapshotArn Snapshot, string Reason);

/// <summary>What a run of Reconcile has seen and done.</summary>
/// <param name="Relay">The relay's name.</param>
/// <param name="Now">The time of the run.</param>
/// <param name="Snapshots">How many sources it has compared.</param>
/// <param name="Missing">How many of them, older than an hour, have neither copy nor relay, also after this run.</param>
public sealed record ReconcileReport(string Relay, DateTimeOffset Now, int Snapshots, int Missing)
{
    /// <summary>How many of a list it has at the most: it travels as an event, which may have 256 KB.</summary>
    public const int Listed = 100;

    private const int Told = 10;

    /// <summary>Relays whose event was lost.</summary>
    public IReadOnlyList<StartedRelay> Started { get; init; } = [];

    /// <summary>Further attempts.</summary>
    public IReadOnlyList<StartedRelay> Retried { get; init; } = [];

    /// <summary>What is missing and why nothing is done about it now; the first hundred.</summary>
    public IReadOnlyList<MissingSnapshot> StillMissing { get; init; } = [];

    /// <summary>Executions that run, but for canaries.</summary>
    public int RelaysRunning { get; init; }

    /// <summary>Those of them that have no copy in progress: most wait for a copy slot. Null when copies are unknown.</summary>
    public int? RelaysWaiting { get; init; }

    /// <summary>Executions that have run for half the objective; the first hundred.</summary>
    public IReadOnlyList<string> WaitingLong { get; init; } = [];

    /// <summary>How many they are.</summary>
    public int RelaysWaitingLong { get; init; }

    /// <summary>Places that could not be listed, and why.</summary>
    public IReadOnlyList<string> Unknown { get; init; } = [];

    /// <summary>Source Regions whose canary has not come for two hours.</summary>
    public IReadOnlyList<Region> CanariesMissing { get; init; } = [];

    /// <summary>Of those, where one came in the hour before.</summary>
    [JsonIgnore]
    public IReadOnlyList<Region> CanariesLost { get; init; } = [];

    /// <summary>Snapshots whose share was withdrawn.</summary>
    public IReadOnlyList<SnapshotArn> SharesWithdrawn { get; init; } = [];

    /// <summary>How many were left for the next run, since this one has started, or planned anew, as many as it may.</summary>
    public int LeftForNextRun { get; init; }

    /// <summary>
    /// For a person; null when there is nothing new. What lasts (a missing copy, a place that can't be listed, a relay that waits) is told by
    /// alarms on the metrics: once, and also when a run was skipped.
    /// </summary>
    public string? Message
    {
        get
        {
            string[] parts =
            [
                Part(
                    Started,
                    s => $"{s.Snapshot}",
                    n =>
                        $"{n} had no relay, so their events were lost or have failed; their relays were started"
                ),
                Part(
                    Retried,
                    s => $"{s.Snapshot} ({s.Why})",
                    n => $"{n} had no copy; their relays were started again"
                ),
                Part(
                    SharesWithdrawn,
                    s => $"{s}",
                    n => $"{n} were still shared with the DR account; the shares were withdrawn"
                ),
                Part(
                    CanariesLost,
                    r => $"{r}",
                    n =>
                        $"no canary has come from {n} source Regions for two hours, so their snapshots' events may not come either: look at the stack of templates/source-region.yaml there"
                ),
                // Where none was started, refused ones wait for their turn, hour after hour: that is nothing new.
                LeftForNextRun > 0
                && Started.Count + Retried.Count > 0
                    ? $"{LeftForNextRun} more are left for the next hour (ReconcileStarts)."
                    : "",
            ];
            var text = string.Join(" ", parts.Where(p => p.Length > 0));
            return text.Length == 0 ? null : Shown.Plain($"Reconciliation of {Now:u}: {text}");
        }
    }

    /// <summary>What CloudWatch gets.</summary>
    public IReadOnlyList<(string Name, double Value)> Metrics() =>
        [
            ("RelaysStarted", Started.Count),
            ("RelaysRetried", Retried.Count),
            ("SnapshotsMissing", Missing),
            ("RelaysRunning", RelaysRunning),
            .. RelaysWaiting is { } waiting ? [("RelaysWaiting", waiting)] : Array.Empty<(string, double)>(),
            ("RelaysWaitingLong", RelaysWaitingLong),
            ("RegionsUnknown", Unknown.Count),
            ("CanariesMissing", CanariesMissing.Count),
            ("SharesWithdrawn", SharesWithdrawn.Count),
        ];

    private static string Part<T>(IReadOnlyList<T> items, Func<T, string> show, Func<int, string> say) =>
        items.Count == 0 ? "" : $"{say(items.Count)}: {Shown.First(Told, [.. items.Select(show)], ", ")}.";
}
