using Relay.Aws;

namespace Relay.Functions;

/// <summary>All that a run of Reconcile compares, listed once: constant calls a page, none a snapshot.</summary>
/// <param name="Running">What runs; asked first, so that what ends meanwhile has its copy in the lists.</param>
/// <param name="Sources">What is in the source Regions that could be listed.</param>
/// <param name="Copies">All copies, and which of them the DR account sees.</param>
/// <param name="Unknown">Places that could not be listed, and why.</param>
internal sealed record ReconcileLook(
    IReadOnlyList<ExecutionFacts> Running,
    IReadOnlyList<SnapshotFacts> Sources,
    CopyCensus Copies,
    IReadOnlyList<string> Unknown
);

/// <summary>Lists it.</summary>
internal sealed class ReconcileLooks(RelayPorts ports)
{
    // What AWS Backup calls the creation of a backup may be hours before RDS's.
    internal static readonly TimeSpan Margin = TimeSpan.FromDays(1);

    private readonly List<string> _unknown = [];

    /// <summary>Looks everywhere. A place that can't be listed is unknown, and the others go on.</summary>
    public async Task<ReconcileLook> All(DateTimeOffset now)
    {
        var since = now - ports.Settings.Reconcile.Window - Margin;
        var running = await ports.Executions.Running();
        var sources = new List<SnapshotFacts>();
        foreach (var region in ports.Settings.SourceRegions)
        {
            sources.AddRange(
                await OrUnknown($"Region {region}", () => Sources(new Place(region, Actor.Relay), since))
                    ?? []
            );
        }

        var here = await OrUnknown($"Region {ports.Here}", () => Copies(ports.Here, since));
        var reader = ports.InDrAccount(Actor.Reader);
        var there = ports.Settings.DrAccount is null
            ? []
            : await OrUnknown("the DR account", () => Copies(reader, since));
        var shared =
            ports.Settings.DrAccount is null || there is null
                ? null
                : await OrUnknown("what is shared with the DR account", () => Shared(reader));
        return new ReconcileLook(
            running,
            sources,
            new CopyCensus(ports.Settings.RelayName, here, there, shared, sources),
            _unknown
        );
    }

    /// <summary>What a source Region has to be relayed, by what the settings say of recovery points.</summary>
    public async Task<IReadOnlyList<SnapshotFacts>> Sources(Place place, DateTimeOffset since) =>
        SourceCensus.Of(await InRds(place), await InVaults(place, since), ports.Settings);

    private async Task<IReadOnlyList<SnapshotFacts>> Copies(Place place, DateTimeOffset since) =>
        [.. await InRds(place), .. await InVaults(place, since)];

    private async Task<IReadOnlyList<SnapshotFacts>> InRds(Place place)
    {
        var all = new List<SnapshotFacts>();
        foreach (var kind in ports.Rds.Values)
        {
            all.AddRange(await kind.Lists.Own(place));
        }

        return all;
    }

    private async Task<IReadOnlyList<SnapshotFacts>> InVaults(Place place, DateTimeOffset since) =>
        ports.Settings.RecoveryPoints.Use == RecoveryPointUse.Off
            ? []
            : await ports.RecoveryPointLists.Own(place, since);

    private async Task<IReadOnlyList<SnapshotFacts>> Shared(Place place)
    {
        var all = new List<SnapshotFacts>();
        foreach (var kind in ports.Rds.Values)
        {
            all.AddRange(await kind.Shares.SharedWithCaller(place));
        }

        return all;
    }

    private async Task<IReadOnlyList<SnapshotFacts>?> OrUnknown(
        string place,
        Func<Task<IReadOnlyList<SnapshotFacts>>> list
    )
    {
        try
        {
            return await list();
        }
        catch (RelayException e)
        {
            Log.Unknown(place, e.Message);
            _unknown.Add($"{place} ({e.Message})");
            return null;
        }
    }
}
