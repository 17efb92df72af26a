namespace Relay.Functions;

/// <summary>What a run of Reconcile has done so far, and what it has left.</summary>
internal sealed class ReconcileTally(int starts, DateTimeOffset now)
{
    private readonly List<StartedRelay> _started = [];
    private readonly List<MissingSnapshot> _missing = [];
    private int _left;
    private int _counted;

    /// <summary>Whether this run may start one more.</summary>
    public bool MayStart => _started.Count < starts;

    /// <summary>Takes what has become of one.</summary>
    /// <param name="found">The snapshot.</param>
    /// <param name="done">What was done about it.</param>
    /// <param name="isLeft">Whether it was left for the next run.</param>
    public void Add(SnapshotFacts found, Reconciled done, bool isLeft)
    {
        if (done.Started is { } relay)
        {
            _started.Add(relay);
        }

        if (done.Missing is { } reason)
        {
            _left += isLeft ? 1 : 0;
            _counted += Reconciliation.Counts(found, now) ? 1 : 0;
            _missing.Add(new MissingSnapshot(found.Arn, reason));
            Log.Judged(found.Arn, $"missing: {reason}");
        }
    }

    /// <summary>The report of it.</summary>
    /// <param name="relay">The relay's name.</param>
    /// <param name="sources">How many snapshots were compared.</param>
    public ReconcileReport Report(string relay, int sources) =>
        new(relay, now, sources, _counted)
        {
            Started = [.. _started.Where(s => s.Why is null)],
            Retried = [.. _started.Where(s => s.Why is not null)],
            StillMissing = [.. _missing.Take(ReconcileReport.Listed)],
            LeftForNextRun = _left,
        };
}
