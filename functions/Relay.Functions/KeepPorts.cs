using Relay.Aws;

namespace Relay.Functions;

/// <summary>What a place can do with its copies of a kind: list them, delete them.</summary>
public sealed record KeepKind(ISnapshotLists Lists, IDeletes Deletes);

/// <summary>What the functions of a place that keeps copies work with: its settings, and AWS behind its ports.</summary>
/// <param name="Settings">Of this place.</param>
/// <param name="Rds">Snapshots that RDS keeps, by kind.</param>
/// <param name="Points">What is in the relay's vault here; null when there is none.</param>
/// <param name="Keys">KMS keys.</param>
public sealed record KeepPorts(
    KeepSettings Settings,
    IReadOnlyDictionary<SnapshotKind, KeepKind> Rds,
    ISnapshotLists? Points,
    IKeys Keys
)
{
    private static readonly Lazy<KeepPorts> OfThisProcess = new(() =>
        Connect(KeepSettings.Read(Environment.GetEnvironmentVariable), new AwsAccess())
    );

    /// <summary>The ports of this Lambda process: settings from its environment, read once; credentials of its role.</summary>
    /// <exception cref="SettingInvalidException">A setting is wrong.</exception>
    public static KeepPorts FromEnvironment() => OfThisProcess.Value;

    /// <summary>The real adapters over a way to reach AWS.</summary>
    public static KeepPorts Connect(KeepSettings settings, AwsAccess access)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var aws = new AwsConnection(
            new AwsHome(settings.Region, settings.RelayName, settings.DrAccount),
            access
        );
        var (instances, clusters) = (new InstanceSnapshots(aws), new ClusterSnapshots(aws));
        return new KeepPorts(
            settings,
            new Dictionary<SnapshotKind, KeepKind>
            {
                [SnapshotKind.Instance] = new(instances, instances),
                [SnapshotKind.Cluster] = new(clusters, clusters),
            },
            settings.Vault is { } vault ? new VaultPoints(aws, vault) : null,
            new Keys(aws)
        );
    }

    // Actor.Relay is the function's own role, in whatever account it runs.
    private Place Here => new(Settings.Region, Actor.Relay);

    private Place InDrAccount => new(Settings.Region, Actor.Reader);

    /// <summary>All snapshots of this account here, any kind that RDS has.</summary>
    public Task<IReadOnlyList<SnapshotFacts>> Snapshots() => Snapshots(Here);

    /// <summary>All recovery points of the relay's vault here.</summary>
    public async Task<IReadOnlyList<SnapshotFacts>> RecoveryPoints() =>
        Points is null ? [] : await Points.Own(Here);

    /// <summary>The key of the copies here.</summary>
    public Task<KeyLookup> Key() => Keys.Look(Here, KeptCopies.ToAsk(Settings.Key));

    /// <summary>The relay's copies in the DR account, as its reader sees them; null where no DR account is configured.</summary>
    public async Task<IReadOnlyList<KeptCopy>?> CopiesInDrAccount()
    {
        if (Settings.DrAccount is not { } dr)
        {
            return null;
        }

        var key = KeptCopies.Usable(await Keys.Look(InDrAccount, KeptCopies.ToAsk(dr.AccountKey)));
        return KeptCopies.Of(Settings, key).Among(await Snapshots(InDrAccount));
    }

    /// <summary>Deletes a copy of this account's.</summary>
    public Task Delete(SnapshotArn copy) => Rds[copy.Kind].Deletes.Delete(Here, copy);

    private async Task<IReadOnlyList<SnapshotFacts>> Snapshots(Place place)
    {
        var all = new List<SnapshotFacts>();
        foreach (var kind in Rds.Values)
        {
            all.AddRange(await kind.Lists.Own(place));
        }

        return all;
    }
}
