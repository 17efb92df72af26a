using LocalCloud.Kernel;

namespace LocalCloud.Rds;

/// <summary>
/// Copies on the agenda. Several copies of the same source DB instance are queued: a later one starts when the earlier
/// one has ended (RDS User Guide, Copying a DB snapshot). "The same" is taken as: snapshots of that instance in the same
/// account and Region. A queued copy is <c>pending</c> and shows no progress.
/// </summary>
internal sealed class RdsCopies(
    Agenda agenda,
    RdsState state,
    RdsEvents events,
    RdsSettings settings,
    ICopyFaults? faults
)
{
    private readonly Dictionary<string, List<DbSnapshot>> _queues = new(StringComparer.Ordinal);

    /// <summary>Queues an accepted copy.</summary>
    public void Accept(DbSnapshot copy)
    {
        state.Add(copy);
        copy.FailsAtPercent = faults?.FailsAtPercent(
            copy.Arn.AccountId,
            copy.Arn.Region,
            copy.Arn.Identifier
        );
        var queue = QueueOf(copy.Copy!.Source);
        queue.Add(copy);
        if (queue.Count == 1)
        {
            StartSoon(copy);
        }
    }

    /// <summary>The target of a copy in progress is deleted: the copy is terminated and disappears.</summary>
    public void Cancel(DbSnapshot copy)
    {
        state.Remove(copy);
        events.CopyCanceled(copy);
        Leave(copy);
    }

    /// <summary>The source is gone before these copies are available: they fail.</summary>
    public void FailCopiesOf(DbSnapshot source) => FailCopiesOf(source, _ => true);

    /// <summary>Copies of a source fail, the ones in these accounts only.</summary>
    public void FailCopiesOf(DbSnapshot source, Func<string, bool> account)
    {
        // The last first, so that none starts only to fail.
        var copies = QueueOf(source)
            .Where(c => ReferenceEquals(c.Copy!.Source, source) && account(c.Arn.AccountId));
        foreach (var copy in copies.Reverse().ToList())
        {
            Fail(copy);
        }
    }

    private void StartSoon(DbSnapshot copy) =>
        agenda.After(settings.CopyStartsAfter, $"start of copy {copy.Arn}", () => Start(copy));

    private void Start(DbSnapshot copy)
    {
        if (!state.Holds(copy) || !copy.InProgress)
        {
            return;
        }

        var length = LengthOf(copy);
        copy.Begin("copying", agenda.Now, length);
        events.CopyStarted(copy);
        if (copy.FailsAtPercent is { } percent)
        {
            // Rounded up, so that the progress it stops at is the one asked for.
            var until = TimeSpan.FromTicks(((length.Ticks * percent) + 99) / 100);
            agenda.After(until, $"failure of copy {copy.Arn}", () => End(copy, Fail));
        }
        else
        {
            agenda.After(length, $"end of copy {copy.Arn}", () => End(copy, Finish));
        }
    }

    private void End(DbSnapshot copy, Action<DbSnapshot> how)
    {
        if (state.Holds(copy) && copy.InProgress)
        {
            how(copy);
        }
    }

    private void Finish(DbSnapshot copy)
    {
        copy.Complete(RdsTime.Now(agenda), copy.Copy!.Source.OriginalSnapshotCreateTime!.Value);
        events.CopyFinished(copy);
        Leave(copy);
    }

    private void Fail(DbSnapshot copy)
    {
        copy.Fail(agenda.Now);
        Leave(copy);
    }

    private void Leave(DbSnapshot copy)
    {
        var queue = QueueOf(copy.Copy!.Source);
        var wasFirst = ReferenceEquals(queue[0], copy);
        queue.Remove(copy);
        if (wasFirst && queue.Count > 0)
        {
            StartSoon(queue[0]);
        }
    }

    private TimeSpan LengthOf(DbSnapshot copy)
    {
        var full = TimeSpan.FromSeconds(
            copy.Database.AllocatedStorage * 1024 / settings.ThroughputMiBPerSecond
        );
        var incremental = state
            .SnapshotsIn(copy.Arn.AccountId, copy.Arn.Region)
            .Any(s =>
                s.Copy is not null
                && s.Status == "available"
                && s.Database.ResourceId == copy.Database.ResourceId
                && s.Key?.Arn == copy.Key?.Arn
            );
        return incremental ? full * settings.IncrementalFraction : full;
    }

    private List<DbSnapshot> QueueOf(DbSnapshot source)
    {
        var key = $"{source.Arn.AccountId}/{source.Arn.Region}/{source.Database.ResourceId}";
        if (!_queues.TryGetValue(key, out var queue))
        {
            _queues[key] = queue = [];
        }

        return queue;
    }
}
