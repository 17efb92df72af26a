namespace Relay;

/// <summary>
/// All copies that there are, counted once: found by the identity in their creation tags, those of copy jobs by what was backed up and when.
/// A place that nobody could list is unknown, which is not the same as empty.
/// </summary>
public sealed class CopyCensus
{
    private readonly ILookup<SnapshotIdentity, SnapshotFacts> _region;
    private readonly ILookup<SnapshotIdentity, SnapshotFacts> _account;
    private readonly Points _regionPoints;
    private readonly Points _accountPoints;
    private readonly HashSet<SnapshotArn> _shared;
    private readonly IReadOnlyDictionary<Backup, int> _backups;

    /// <summary>Counts.</summary>
    /// <param name="relayName">Whose copies count.</param>
    /// <param name="region">What the source account owns in the DR Region, snapshots and recovery points; null when unknown.</param>
    /// <param name="account">What the DR account owns there; null when unknown; empty where there is no such account.</param>
    /// <param name="shared">What the DR account sees of others' snapshots; null when it can't be asked.</param>
    /// <param name="sources">What there is to copy: backups of the very same time each need a copy of their own.</param>
    public CopyCensus(
        string relayName,
        IReadOnlyList<SnapshotFacts>? region,
        IReadOnlyList<SnapshotFacts>? account,
        IReadOnlyList<SnapshotFacts>? shared = null,
        IReadOnlyList<SnapshotFacts>? sources = null
    )
    {
        _backups = (sources ?? []).Select(BackupOf).OfType<Backup>().CountBy(backup => backup).ToDictionary();
        _shared = [.. (shared ?? []).Select(s => s.Arn)];
        (RegionIsKnown, AccountIsKnown) = (region is not null, account is not null);
        RegionCopies = [.. (region ?? []).Where(copy => IsOurs(copy, relayName))];
        _region = BySource(RegionCopies);
        _account = BySource((account ?? []).Where(copy => IsOurs(copy, relayName)));
        _regionPoints = new Points(region);
        _accountPoints = new Points(account);
    }

    /// <summary>The copies in the DR Region could be listed.</summary>
    public bool RegionIsKnown { get; }

    /// <summary>The copies of the DR account could be listed.</summary>
    public bool AccountIsKnown { get; }

    /// <summary>The copies that this relay has made in the DR Region, by RDS.</summary>
    public IReadOnlyList<SnapshotFacts> RegionCopies { get; }

    /// <summary>Copies that RDS is making for this relay, in both accounts.</summary>
    public int InProgress =>
        RegionCopies
            .Concat(_account.SelectMany(copies => copies))
            .Count(c => c.State == SnapshotState.InProgress);

    /// <summary>
    /// Where the plan's mode leads, a copy is available, in mode share one that the DR account sees. One that the DR account owns is more than
    /// any mode asks for.
    /// </summary>
    public bool IsThere(SnapshotFacts source, Mode mode) =>
        IsSurelyThere(source, mode)
        || (mode == Mode.Region && RegionRoutes(source).Any())
        || (mode == Mode.Share && AvailableInRegion(source).Any(copy => IsShared(copy.Arn)));

    /// <summary>The DR account says that it sees a copy.</summary>
    public bool IsShared(SnapshotArn copy) => _shared.Contains(copy);

    /// <summary>The copies that RDS made of a source in the DR Region and that could be shared.</summary>
    public IEnumerable<SnapshotFacts> AvailableInRegion(SnapshotFacts source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source.CreateTime is { } time
            ? _region[new SnapshotIdentity(source.Arn, time)].Where(IsAvailable)
            : [];
    }

    /// <summary>
    /// The copy there is says itself that the way was to end with it, as the settings want it; what a database's tags want need not be asked.
    /// </summary>
    public bool IsSurelyThere(SnapshotFacts source, Mode bySettings) =>
        HasAccountCopy(source)
        || bySettings switch
        {
            Mode.Region => RegionRoutes(source).Contains(Route.RegionOnly),
            Mode.Share => AvailableInRegion(source)
                .Any(copy => copy.Tags.SayMadeToBeShared() && IsShared(copy.Arn)),
            _ => false,
        };

    /// <summary>A copy of any attempt, available, is somewhere: asked of a snapshot that may exist no more, by its ARN.</summary>
    public bool HasAnyFinal(SnapshotArn source) =>
        _account.Any(copies => copies.Key.Arn == source && copies.Any(IsAvailable))
        || RegionCopies.Any(copy =>
            IsAvailable(copy)
            && copy.Tags.SourceOf(copy.Arn.Kind)?.Arn == source
            && copy.Tags.MadeOnRoute() is Route.RegionOnly or Route.RegionThenShare
        );

    /// <summary>
    /// A copy that a copy job has made, by its own ARN, is where the mode leads. Times tell whose copy a recovery point is only where AWS
    /// Backup keeps them exactly, which it does not document: what a relay says that it has made is surer.
    /// </summary>
    public bool HasPoint(SnapshotArn copy, Mode mode) =>
        _accountPoints.Has(copy) || (mode == Mode.Region && _regionPoints.Has(copy));

    /// <summary>The DR account is making a copy of it, and so needs the share.</summary>
    public bool IsBeingCopiedToAccount(SnapshotIdentity source) =>
        _account[source].Any(copy => copy.State == SnapshotState.InProgress);

    private bool HasAccountCopy(SnapshotFacts source) => Available(_account, _accountPoints, source).Any();

    // A copy by copy job has no tags: as it is the only way that leads there, mode region ends with it.
    private IEnumerable<Route> RegionRoutes(SnapshotFacts source) =>
        Available(_region, _regionPoints, source).Select(copy => copy.Tags.MadeOnRoute() ?? Route.RegionOnly);

    private IEnumerable<SnapshotFacts> Available(
        ILookup<SnapshotIdentity, SnapshotFacts> bySource,
        Points points,
        SnapshotFacts source
    ) =>
        (source.CreateTime is { } time ? bySource[new SnapshotIdentity(source.Arn, time)] : [])
            .Where(IsAvailable)
            .Concat(
                BackupOf(source) is { } backup
                && points.Of(backup) is var copies
                && copies.Count >= _backups.GetValueOrDefault(backup, 1)
                    ? copies
                    : []
            );

    private static bool IsAvailable(SnapshotFacts copy) => copy.State == SnapshotState.Available;

    // Names and tags both: a database that was restored from a copy may hand our tags on to its own snapshots.
    private static bool IsOurs(SnapshotFacts copy, string relayName) =>
        copy.RecoveryPoint is null && Names.IsLikeCopy(relayName, copy.Arn) && copy.Tags.SayMadeBy(relayName);

    private static ILookup<SnapshotIdentity, SnapshotFacts> BySource(IEnumerable<SnapshotFacts> copies) =>
        copies
            .Select(copy => (Copy: copy, Source: copy.Tags.SourceOf(copy.Arn.Kind)))
            .Where(pair => pair.Source is not null)
            .ToLookup(pair => pair.Source!, pair => pair.Copy);

    private static Backup? BackupOf(SnapshotFacts point) =>
        point.RecoveryPoint is { CreatedAt: { } at, ResourceArn: var resource }
            ? new Backup(resource, at)
            : null;

    // What a recovery point and its copies have in common.
    private sealed record Backup(string Resource, DateTimeOffset At);

    // A place's recovery points that are available.
    private sealed class Points(IReadOnlyList<SnapshotFacts>? found)
    {
        private readonly Dictionary<SnapshotArn, SnapshotFacts> _byArn = (found ?? [])
            .Where(point => point.RecoveryPoint is not null && IsAvailable(point))
            .DistinctBy(point => point.Arn)
            .ToDictionary(point => point.Arn);
        private ILookup<Backup, SnapshotFacts>? _byBackup;

        public bool Has(SnapshotArn point) => _byArn.ContainsKey(point);

        public IReadOnlyList<SnapshotFacts> Of(Backup backup)
        {
            _byBackup ??= _byArn.Values.Where(p => BackupOf(p) is not null).ToLookup(p => BackupOf(p)!);
            return [.. _byBackup[backup]];
        }
    }
}
