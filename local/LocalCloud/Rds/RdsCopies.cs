using LocalCloud.Kernel;

namespace LocalCloud.Rds;

/// <summary>
/// Copies on the agenda. Several copies of the same source database are queued: a later one starts when the earlier
/// one has ended (RDS User Guide, Copying a DB snapshot; Aurora User Guide, DB cluster snapshot copying). "The same" is taken as: snapshots
/// of that database in the same account and Region. A queued copy shows no progress.
/// </summary>
internal sealed class RdsCopies(
    Agenda agenda,
    RdsState state,
    RdsEvents events,
    Func<RdsSettings> settings,
    ICopyFaults? faults
)
{
    private readonly Dictionary<string, List<DbSnapshot>> _queues = new(StringComparer.Ordinal);

    /// <summary>Queues a copy that is allowed.</summary>
    /// <param name="request">Where to.</param>
    /// <param name="allowed">Of what, and under which key.</param>
    /// <param name="tags">All its tags.</param>
    /// <param name="ended">Called when it is available or failed.</param>
    public DbSnapshot Accept(
        CopyRequest request,
        CopyAllowed allowed,
        IEnumerable<RdsTag> tags,
        Action<DbSnapshot>? ended = null
    )
    {
        var copy = new DbSnapshot
        {
            Arn = request.Target,
            Database = allowed.Source.Database,
            Encryption = allowed.Encryption,
            OptionGroup = allowed.OptionGroup,
            Copy = new CopyOrigin(allowed.Source, RdsTime.Now(agenda)),
            Ended = ended,
        };
        copy.Tags.AddRange(tags);
        state.Add(copy);
        copy.Queue();
        var (account, region, name) = (copy.Arn.AccountId, copy.Arn.Region, copy.Arn.Identifier);
        copy.FailsAtPercent = faults?.FailsAtPercent(account, region, name);
        copy.HeldFor = faults?.HeldFor(account, region, name) ?? TimeSpan.Zero;
        copy.Stalls = faults?.Stalls(account, region, name);
        var queue = QueueOf(copy.Copy!.Source);
        queue.Add(copy);
        if (queue.Count == 1)
        {
            StartSoon(copy);
        }

        return copy;
    }

    /// <summary>
    /// A snapshot is deleted, and disappears. Of a copy in progress that means that it is cancelled; copies of it that are not available fail.
    /// </summary>
    public void Delete(DbSnapshot snapshot)
    {
        state.Remove(snapshot);
        if (snapshot is { Copy: not null, InProgress: true })
        {
            events.CopyCanceled(snapshot);
            Leave(snapshot);
        }
        else
        {
            events.Deleted(snapshot);
            FailCopiesOf(snapshot);
        }
    }

    /// <summary>The source is gone before these copies are available: they fail.</summary>
    public void FailCopiesOf(DbSnapshot source) => FailCopiesOf(source, _ => true);

    /// <summary>The Region that copies come from is lost: those that are not available fail, wherever they are.</summary>
    public void FailCopiesFrom(string region)
    {
        foreach (
            var queue in _queues.Values.Where(q => q.Count > 0 && q[0].Copy!.Source.Arn.Region == region)
        )
        {
            foreach (var copy in queue.AsEnumerable().Reverse().ToList())
            {
                Fail(copy);
            }
        }
    }

    /// <summary>Copies under a key, or of what is under it, that are not available fail.</summary>
    public void FailCopiesUnder(string keyArn)
    {
        foreach (
            var copy in state
                .Snapshots.Where(s =>
                    s is { Copy: { } origin, InProgress: true }
                    && (s.Encryption.Key?.Arn == keyArn || origin.Source.Encryption.Key?.Arn == keyArn)
                )
                .Reverse()
                .ToList()
        )
        {
            Fail(copy);
        }
    }

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
        agenda.After(settings().CopyStartsAfter, $"start of copy {copy.Arn}", () => Start(copy));

    private void Start(DbSnapshot copy)
    {
        if (!state.Holds(copy) || !copy.InProgress)
        {
            return;
        }

        var length = LengthOf(copy) + copy.HeldFor;
        copy.Begin("copying", agenda.Now, length);
        events.CopyStarted(copy);
        length += copy.Stalls?.For ?? TimeSpan.Zero;
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
        copy.Ended?.Invoke(copy);
    }

    private void Fail(DbSnapshot copy)
    {
        copy.Fail(agenda.Now);
        Leave(copy);
        copy.Ended?.Invoke(copy);
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
            copy.Database.AllocatedStorage * 1024 / settings().ThroughputMiBPerSecond
        );
        var incremental =
            copy.Kind.Incremental
            && state
                .SnapshotsIn(copy.Arn.AccountId, copy.Arn.Region)
                .Any(s =>
                    s.Copy is not null
                    && s.Status == "available"
                    && s.Database.ResourceId == copy.Database.ResourceId
                    && s.Encryption == copy.Encryption
                );
        return incremental ? full * settings().IncrementalFraction : full;
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
