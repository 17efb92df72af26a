namespace Relay;

/// <summary>What is to become of a snapshot that has no copy where it should have one.</summary>
public abstract record ReconcileChoice
{
    private ReconcileChoice() { }

    /// <summary>Nobody has started its relay: its event was lost, or its relay is older than Step Functions remembers.</summary>
    public sealed record Start(string Name) : ReconcileChoice;

    /// <summary>The relay so far did not lead to a copy: its next attempt.</summary>
    /// <param name="Name">Of the execution.</param>
    /// <param name="Why">What became of the last one.</param>
    public sealed record Retry(string Name, string Why) : ReconcileChoice;

    /// <summary>PlanRelay refused it, for the first time or a day ago: the next attempt is made if it would not refuse now.</summary>
    /// <param name="Name">Of the execution.</param>
    /// <param name="Why">What was refused.</param>
    public sealed record RetryUnlessRefused(string Name, string Why) : ReconcileChoice;

    /// <summary>It is left alone.</summary>
    /// <param name="Reason">Why.</param>
    /// <param name="IsMissing">Its copy is missing all the same.</param>
    public sealed record Leave(string Reason, bool IsMissing) : ReconcileChoice;
}

/// <summary>
/// Compares what should be with what is. It asks nobody: whoever lists, describes and starts does it for each snapshot that is missing,
/// and for no other.
/// </summary>
public static class Reconciliation
{
    /// <summary>How long a failed relay rests after it was started, and one that was refused twice.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromHours(24);

    // Events and what they start take so long, and AWS's lists lag behind.
    private static readonly TimeSpan OnItsWay = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Young = TimeSpan.FromHours(1);

    /// <summary>The sources that a relay may be for and that surely have no copy where the settings want one, oldest first.</summary>
    /// <param name="sources">All that the reachable source Regions have.</param>
    /// <param name="copies">All copies.</param>
    /// <param name="settings">The relay's settings.</param>
    /// <param name="now">The time of this run.</param>
    public static IReadOnlyList<SnapshotFacts> Candidates(
        IEnumerable<SnapshotFacts> sources,
        CopyCensus copies,
        RelaySettings settings,
        DateTimeOffset now
    )
    {
        ArgumentNullException.ThrowIfNull(copies);
        return OldestFirst(
            sources.Where(s =>
                s.State == SnapshotState.Available
                && IsDue(s, settings, now)
                && SourceRules.Judge(s.Arn, null, s, settings) is SourceChoice.Ready
                && !copies.IsSurelyThere(s, settings.Mode)
            )
        );
    }

    /// <summary>
    /// Sources that are gone, or in a Region that can't be reached, half done: their region copies were to go on into the DR account, which
    /// surely has none, or to be shared with it. As their region copies tell them, oldest first.
    /// </summary>
    /// <param name="sources">All that the reachable source Regions have.</param>
    /// <param name="copies">All copies.</param>
    /// <param name="settings">The relay's settings.</param>
    /// <param name="now">The time of this run.</param>
    public static IReadOnlyList<SnapshotFacts> HalfDone(
        IEnumerable<SnapshotFacts> sources,
        CopyCensus copies,
        RelaySettings settings,
        DateTimeOffset now
    )
    {
        ArgumentNullException.ThrowIfNull(copies);
        var there = sources.Select(s => (s.Arn, s.CreateTime)).ToHashSet();
        return OldestFirst(
            copies
                .RegionCopies.Where(copy => copy.State == SnapshotState.Available)
                .Select(copy =>
                    copy.Tags.SourceOf(copy.Arn.Kind) is { } source ? copy.AsSource(source) : null
                )
                .OfType<SnapshotFacts>()
                .Where(s =>
                    !s.Arn.IsAwsBackups
                    && !there.Contains((s.Arn, s.CreateTime))
                    && IsDue(s, settings, now)
                    && s.Tags.MadeToGoOn() is { } mode
                    && settings.Reaches(mode)
                    && WhyUnknown(copies, mode) is null
                    && !copies.IsThere(s, mode)
                )
                .DistinctBy(s => (s.Arn, s.CreateTime))
        );
    }

    /// <summary>Why the copies can't tell whether one is missing; null when they can.</summary>
    public static string? WhyUnknown(CopyCensus copies, Mode mode)
    {
        ArgumentNullException.ThrowIfNull(copies);
        return !copies.RegionIsKnown ? "the copies in the DR Region could not be listed"
            : mode == Mode.Copy && !copies.AccountIsKnown ? "the copies of the DR account could not be listed"
            : null;
    }

    /// <summary>Judges one that is missing and whose relay does not run.</summary>
    /// <param name="name">What its first execution is called.</param>
    /// <param name="attempts">All its executions, in their order.</param>
    /// <param name="isCaredFor">Whether another snapshot has a copy, or a relay that runs.</param>
    /// <param name="isThere">Whether a copy that a relay says it has made by copy job is still there.</param>
    /// <param name="now">The time of this run.</param>
    public static ReconcileChoice Judge(
        string name,
        IReadOnlyList<ExecutionReport> attempts,
        Func<SnapshotArn, bool> isCaredFor,
        Func<SnapshotArn, bool> isThere,
        DateTimeOffset now
    )
    {
        ArgumentNullException.ThrowIfNull(isCaredFor);
        ArgumentNullException.ThrowIfNull(isThere);
        if (attempts is not [.., var last])
        {
            return new ReconcileChoice.Start(name);
        }

        var next = Names.Attempt(name, attempts.Count);
        return last switch
        {
            { State: ExecutionState.Running } => new ReconcileChoice.Leave($"{last.Name} runs", false),
            { State: ExecutionState.Succeeded, Plan: { SupersededBy: { } by } } => isCaredFor(by)
                ? new ReconcileChoice.Leave($"it has given way to {by}", false)
                : new ReconcileChoice.Retry(next, $"it had given way to {by}, which has no copy"),
            // What PlanRelay sees and this does not must not start it hour after hour.
            { State: ExecutionState.Succeeded, Plan: { IsNothing: true } plan } => attempts
                is [.., { Plan: { IsNothing: true, SupersededBy: null } }, _]
            && Rests(last, now)
                ? new ReconcileChoice.Leave($"{last.Name} and the attempt before it: {plan.Reason}", false)
                : new ReconcileChoice.Retry(
                    next,
                    $"{last.Name} had nothing to do, but there is something now"
                ),
            { State: ExecutionState.Succeeded, Copy: { } copy } when isThere(copy) =>
                new ReconcileChoice.Leave($"{last.Name} has made {copy}", false),
            { State: ExecutionState.Succeeded } => last.EndedAt > now - OnItsWay
                ? new ReconcileChoice.Leave($"{last.Name} has just ended", false)
                : new ReconcileChoice.Retry(
                    next,
                    $"{last.Name} had ended well, but its copy or its share is gone"
                ),
            // What is planned here may be refused there, as where only PlanRelay's role is denied something: it is not made hour after hour.
            _ when IsRefused(last)
                    && attempts is [.., var before, _]
                    && IsRefused(before)
                    && Rests(last, now) => new ReconcileChoice.Leave(
                $"{last.Name} was refused with {last.Error}, as was the attempt before it, at {last.EndedAt:u}; it is tried again once a day",
                IsMissing: true
            ),
            _ when IsRefused(last) => new ReconcileChoice.RetryUnlessRefused(
                next,
                $"{last.Name} was refused with {last.Error}"
            ),
            _ when Rests(last, now) => new ReconcileChoice.Leave(
                $"{last.Name} ended {Ending(last)} at {last.EndedAt:u}; it is tried again once a day",
                IsMissing: true
            ),
            _ => new ReconcileChoice.Retry(next, $"{last.Name} ended {Ending(last)}"),
        };
    }

    /// <summary>
    /// Those that one run may look at come first, and each hour it is the next ones' turn: the oldest do not keep the others from theirs.
    /// </summary>
    /// <param name="all">In the same order each hour.</param>
    /// <param name="inARun">How many one run may look at.</param>
    /// <param name="now">The time of this run.</param>
    public static IReadOnlyList<T> InTurn<T>(IReadOnlyList<T> all, int inARun, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(all);
        if (all.Count <= inARun)
        {
            return all;
        }

        var hour = now.UtcTicks / TimeSpan.TicksPerHour;
        var first = (int)(hour * inARun % all.Count);
        return [.. all.Skip(first), .. all.Take(first)];
    }

    /// <summary>True when a snapshot that is missing counts as such: one that is an hour old has had its time.</summary>
    public static bool Counts(SnapshotFacts source, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source.CreateTime < now - Young;
    }

    /// <summary>What runs: relays, no canaries.</summary>
    public static IReadOnlyList<ExecutionFacts> Relays(IEnumerable<ExecutionFacts> running) =>
        [.. running.Where(e => !Names.IsCanary(e.Name))];

    /// <summary>
    /// How many relays run without a copy by RDS in progress: but for the moments between two steps, they wait for a copy slot. Null when
    /// copies are unknown. One of copy jobs waits for none.
    /// </summary>
    public static int? Waiting(IEnumerable<ExecutionFacts> relays, CopyCensus copies)
    {
        ArgumentNullException.ThrowIfNull(copies);
        return copies is { RegionIsKnown: true, AccountIsKnown: true }
            ? Math.Max(
                0,
                relays.Count(e => Names.KindOf(e.Name) != SnapshotKind.RecoveryPoint) - copies.InProgress
            )
            : null;
    }

    /// <summary>Relays that have run for half the objective, the longest first.</summary>
    public static IReadOnlyList<ExecutionFacts> WaitLong(
        IEnumerable<ExecutionFacts> relays,
        TimeSpan objective,
        DateTimeOffset now
    ) => [.. relays.Where(e => now - e.StartedAt >= objective / 2).OrderBy(e => e.StartedAt)];

    private static bool IsRefused(ExecutionReport attempt) =>
        FailureReport.IsRefusal(attempt.Error, attempt.Cause);

    // From its beginning: one that has waited for a day before it failed would else be too old when its rest is over.
    private static bool Rests(ExecutionReport last, DateTimeOffset now) =>
        (last.StartedAt ?? last.EndedAt) > now - Rest;

    private static bool IsDue(SnapshotFacts source, RelaySettings settings, DateTimeOffset now) =>
        source.CreateTime >= now - settings.Reconcile.Window && source.CreateTime <= now - OnItsWay;

    private static IReadOnlyList<SnapshotFacts> OldestFirst(IEnumerable<SnapshotFacts> found) =>
        [.. found.OrderBy(s => s.CreateTime).ThenBy(s => s.Arn.ToString(), StringComparer.Ordinal)];

    private static string Ending(ExecutionReport last) =>
        last.Error is { } error ? $"{last.Status} with {error}" : last.Status;
}
