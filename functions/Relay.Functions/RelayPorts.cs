using Relay.Aws;

namespace Relay.Functions;

/// <summary>What RDS can do with snapshots of a kind.</summary>
public sealed record KindPorts(ISnapshots Snapshots, IShares Shares, ISnapshotLists Lists)
{
    /// <summary>All by one adapter.</summary>
    public static KindPorts Of<T>(T adapter)
        where T : ISnapshots, IShares, ISnapshotLists => new(adapter, adapter, adapter);
}

/// <summary>What the handlers work with: the settings, and AWS behind its ports.</summary>
/// <param name="Settings">The relay's settings.</param>
/// <param name="Rds">Snapshots that RDS copies, by kind.</param>
/// <param name="RecoveryPoints">What AWS Backup copies.</param>
/// <param name="OptionGroups">Option groups.</param>
/// <param name="Vaults">Backup vaults.</param>
/// <param name="Keys">KMS keys.</param>
/// <param name="Roles">The DR account's roles.</param>
/// <param name="Executions">The relay's own executions.</param>
/// <param name="RecoveryPointLists">What is in AWS Backup's vaults.</param>
/// <param name="Policies">Policies of keys and vaults.</param>
/// <param name="Quotas">Quotas of RDS.</param>
public sealed record RelayPorts(
    RelaySettings Settings,
    IReadOnlyDictionary<SnapshotKind, KindPorts> Rds,
    ISnapshots RecoveryPoints,
    IOptionGroups OptionGroups,
    IVaults Vaults,
    IKeys Keys,
    IRoles Roles,
    IExecutions Executions,
    ISnapshotLists RecoveryPointLists,
    IPolicies Policies,
    IQuotas Quotas
)
{
    private static readonly Lazy<RelayPorts> OfThisProcess = new(() =>
        Connect(RelaySettings.Read(Environment.GetEnvironmentVariable), new AwsAccess())
    );

    /// <summary>The ports of this Lambda process: settings from its environment, read once; credentials of its role.</summary>
    /// <exception cref="SettingInvalidException">A setting is wrong.</exception>
    public static RelayPorts FromEnvironment() => OfThisProcess.Value;

    /// <summary>The real adapters over a way to reach AWS.</summary>
    public static RelayPorts Connect(RelaySettings settings, AwsAccess access)
    {
        var aws = new AwsConnection(settings, access);
        var rds = new Dictionary<SnapshotKind, KindPorts>
        {
            [SnapshotKind.Instance] = KindPorts.Of(new InstanceSnapshots(aws)),
            [SnapshotKind.Cluster] = KindPorts.Of(new ClusterSnapshots(aws)),
        };
        var recoveryPoints = new RecoveryPoints(
            aws,
            settings,
            rds.ToDictionary(kind => kind.Key, kind => kind.Value.Snapshots)
        );
        return new RelayPorts(
            settings,
            rds,
            recoveryPoints,
            new OptionGroups(aws),
            new Vaults(aws),
            new Keys(aws),
            new Roles(aws),
            new Executions(aws, settings),
            recoveryPoints,
            new Policies(aws),
            new Quotas(aws)
        );
    }

    /// <summary>Whoever knows most of a source: AWS Backup of its recovery points, RDS of its own snapshots.</summary>
    public ISnapshots Source(SnapshotArn snapshot) =>
        snapshot.IsAwsBackups ? RecoveryPoints : OfRds(snapshot).Snapshots;

    /// <summary>Whoever makes the copies of a snapshot, and so knows them.</summary>
    public ISnapshots Copies(SnapshotArn snapshot, CopyMeans means) =>
        means == CopyMeans.CopyJob ? RecoveryPoints : OfRds(snapshot).Snapshots;

    /// <summary>The shares of a snapshot.</summary>
    public IShares Shares(SnapshotArn snapshot) => OfRds(snapshot).Shares;

    /// <summary>What RDS can do with a snapshot.</summary>
    /// <exception cref="InputInvalidException">It is a recovery point that AWS Backup keeps itself: a document says so by mistake.</exception>
    public KindPorts OfRds(SnapshotArn snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return Rds.GetValueOrDefault(snapshot.Kind)
            ?? throw new InputInvalidException(
                "relay",
                $"{snapshot} is none of RDS's snapshots, and only those are copied and shared this way.",
                "Start the relay again with {\"snapshotArn\": …} alone; each step gets what the steps before it have written."
            );
    }

    /// <summary>The account that snapshots are shared with.</summary>
    /// <exception cref="SettingInvalidException">There is none.</exception>
    public AccountId ShareWith =>
        Settings.ShareWith
        ?? throw new SettingInvalidException(
            "DR_ACCOUNT_ID",
            null,
            "the DR account, since this step shares with it"
        );

    /// <summary>The DR Region, as the relay itself.</summary>
    public Place Here => new(Settings.DrRegion, Actor.Relay);

    /// <summary>The DR Region, as one of the DR account's roles.</summary>
    public Place InDrAccount(Actor actor) => new(Settings.DrRegion, actor);
}
