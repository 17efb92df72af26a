namespace Relay.Functions;

/// <summary>What Reconcile does about a snapshot.</summary>
/// <param name="Missing">Why its copy is missing, when nothing is done about it; null when it is not.</param>
/// <param name="Started">The relay that was started for it.</param>
/// <param name="Refused">Its last attempt was refused: what is done about it is not decided yet.</param>
internal sealed record Reconciled(
    string? Missing = null,
    StartedRelay? Started = null,
    ReconcileChoice.RetryUnlessRefused? Refused = null
);

/// <summary>Sees to one snapshot that surely has no copy where the settings want one: a few calls each, none for the others.</summary>
internal sealed class ReconcileSnapshot(RelayPorts ports, ReconcileLook look, DateTimeOffset now)
{
    private const string TooMany = "this run has started as many relays as it may";

    // Keys, roles, option groups and vaults are asked for once a run, and so are a database's tags.
    private readonly Planning _planning = new(Remembered.For(ports));
    private readonly Dictionary<string, IReadOnlyList<Tag>> _databaseTags = [];
    private readonly ILookup<SnapshotIdentity, SnapshotFacts> _sources = look
        .Sources.Where(s => s.CreateTime is not null)
        .ToLookup(Identity);
    private readonly HashSet<string> _running =
    [
        .. look
            .Running.Select(e => e.Name ?? "")
            .Concat(look.Running.Select(e => WithoutSuffix(e.Name ?? ""))),
    ];

    /// <summary>Whether a relay of a snapshot runs, by the names that the relay gives.</summary>
    public bool IsRunning(SnapshotIdentity snapshot) =>
        _running.Contains(RelayStart.Name(snapshot, ports.Settings));

    /// <summary>Sees to it; <paramref name="mayStart"/> is false when this run has started as many as it may.</summary>
    public async Task<Reconciled> Run(SnapshotFacts found, bool mayStart)
    {
        try
        {
            var tags = await DatabaseTags(found);
            return IsRunning(Identity(found))
                || Selection.WhyNot(found, tags, ports.Settings) is not null
                || Mode(found, tags) is var mode && await IsThere(found, mode)
                    ? new Reconciled()
                : Reconciliation.WhyUnknown(look.Copies, mode) is { } unknown ? new Reconciled(unknown)
                : mayStart ? await Act(found, mode)
                : new Reconciled(TooMany);
        }
        // It stays for the next run; the others go on.
        catch (RelayException e)
        {
            return new Reconciled(e.Message);
        }
    }

    /// <summary>Sees to one whose source is gone: what is left of it is to go on into the DR account, or to be shared with it.</summary>
    public async Task<Reconciled> Finish(SnapshotFacts gone, bool mayStart)
    {
        try
        {
            var mode = gone.Tags.MadeToGoOn() ?? Relay.Mode.Copy;
            return IsRunning(Identity(gone)) || await IsThere(gone, mode) ? new Reconciled()
                : mayStart ? await Act(gone, mode)
                : new Reconciled(TooMany);
        }
        catch (RelayException e)
        {
            return new Reconciled(e.Message);
        }
    }

    /// <summary>Sees to one that was refused; <paramref name="mayPlan"/> is false when this run has planned as many as it may.</summary>
    public async Task<Reconciled> Retry(
        SnapshotFacts found,
        ReconcileChoice.RetryUnlessRefused retry,
        bool mayPlan
    )
    {
        try
        {
            return !mayPlan ? new Reconciled($"{retry.Why}; it is looked at again in its turn")
                : await Refusal(found) is { } refusal ? new Reconciled(refusal)
                : await Start(Identity(found), retry.Name, $"{retry.Why}, and would not be now");
        }
        catch (RelayException e)
        {
            return new Reconciled(e.Message);
        }
    }

    /// <summary>Of copies that were not made to be shared: those that nobody has come to want shared since.</summary>
    public async Task<IReadOnlyList<SnapshotArn>> NotToBeShared(IEnumerable<SnapshotFacts> copies)
    {
        var found = new List<SnapshotArn>();
        foreach (var copy in copies)
        {
            var source = copy.Tags.SourceOf(copy.Arn.Kind) is { } identity
                ? _sources[identity].FirstOrDefault()
                : null;
            if (source is null || Mode(source, await DatabaseTags(source)) != Relay.Mode.Share)
            {
                found.Add(copy.Arn);
            }
        }

        return found;
    }

    // What the DR account can't tell, as where it has no role for the relay, the copies' owner is asked.
    private async Task<bool> IsThere(SnapshotFacts found, Mode mode)
    {
        if (look.Copies.IsThere(found, mode))
        {
            return true;
        }

        foreach (var copy in mode == Relay.Mode.Share ? look.Copies.AvailableInRegion(found) : [])
        {
            if (await ports.Shares(copy.Arn).IsShared(ports.Here, copy.Arn, ports.ShareWith))
            {
                return true;
            }
        }

        return false;
    }

    private async Task<Reconciled> Act(SnapshotFacts found, Mode mode)
    {
        var identity = Identity(found);
        var name = RelayStart.Name(identity, ports.Settings);
        var attempts = await Attempts(name);
        bool IsThere(SnapshotArn copy) => look.Copies.HasPoint(copy, mode);
        return Reconciliation.Judge(name, attempts, IsCaredFor, IsThere, now) switch
        {
            ReconcileChoice.Start start => await Start(identity, start.Name, why: null),
            ReconcileChoice.Retry retry => await Start(identity, retry.Name, retry.Why),
            ReconcileChoice.RetryUnlessRefused retry => new Reconciled(Refused: retry),
            ReconcileChoice.Leave { IsMissing: true, Reason: var reason } => new Reconciled(reason),
            _ => new Reconciled(),
        };
    }

    private async Task<Reconciled> Start(SnapshotIdentity snapshot, string name, string? why)
    {
        var relay = new StartedRelay(snapshot.Arn, name, why);
        Log.Judged(snapshot.Arn, $"{why ?? "it has no relay"}; execution {name} starts.");
        // Where the event itself, or another run, was faster, it is started already.
        return await ports.Executions.Start(name, RelayStart.Input(snapshot))
            ? new Reconciled(Started: relay)
            : new Reconciled();
    }

    private async Task<IReadOnlyList<ExecutionReport>> Attempts(string name)
    {
        var attempts = new List<ExecutionReport>();
        while (
            attempts.Count < Names.ExecutionAttempts
            && await ports.Executions.Find(Names.Attempt(name, attempts.Count)) is { } attempt
        )
        {
            attempts.Add(attempt);
        }

        return attempts;
    }

    // What PlanRelay would say now.
    private async Task<string?> Refusal(SnapshotFacts listed)
    {
        try
        {
            await _planning.Now(listed, now);
            return null;
        }
        catch (RelayException e)
        {
            return e.Message;
        }
    }

    private bool IsCaredFor(SnapshotArn other) =>
        look.Copies.HasAnyFinal(other)
        || look.Sources.Any(s => s.Arn == other && s.CreateTime is not null && IsRunning(Identity(s)));

    // A tag that PlanRelay refuses says nothing of the mode.
    private Mode Mode(SnapshotFacts found, IReadOnlyList<Tag> databaseTags)
    {
        try
        {
            return Wishes.Of(found.Tags, databaseTags, null, null, ports.Settings).Mode;
        }
        catch (TagInvalidException)
        {
            return ports.Settings.Mode;
        }
    }

    private async Task<IReadOnlyList<Tag>> DatabaseTags(SnapshotFacts found)
    {
        var database = $"{found.Arn.Region} {found.Arn.Kind} {found.Database}";
        return _databaseTags.TryGetValue(database, out var known)
            ? known
            : _databaseTags[database] = await ports
                .Source(found.Arn)
                .DatabaseTags(Step.PlaceOf(found.Arn), found);
    }

    private static SnapshotIdentity Identity(SnapshotFacts found) => new(found.Arn, found.CreateTime!.Value);

    private static string WithoutSuffix(string name) =>
        name.LastIndexOf("-r", StringComparison.Ordinal) is > 0 and var at
        && Names.IsAttemptOf(name[..at], name)
            ? name[..at]
            : name;
}
