using Relay.Aws;

namespace Relay.Functions;

/// <summary>What the handlers work with: the settings, and AWS behind its ports.</summary>
public sealed record RelayPorts(
    RelaySettings Settings,
    ISnapshots Snapshots,
    IShares Shares,
    IKeys Keys,
    IRoles Roles,
    IExecutions Executions
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
        var instances = new InstanceSnapshots(aws);
        return new RelayPorts(
            settings,
            instances,
            instances,
            new Keys(aws),
            new Roles(aws),
            new Executions(aws, settings)
        );
    }

    /// <summary>The DR account's settings.</summary>
    /// <exception cref="SettingInvalidException">There is none: mode region.</exception>
    public DrAccountSettings DrAccount =>
        Settings.DrAccount
        ?? throw new SettingInvalidException(
            "MODE",
            "region",
            "'copy', since this step acts in the DR account"
        );

    /// <summary>The DR Region, as the relay itself.</summary>
    public Place Here => new(Settings.DrRegion, Actor.Relay);

    /// <summary>The DR Region, as one of the DR account's roles.</summary>
    public Place InDrAccount(Actor actor) => new(Settings.DrRegion, actor);
}
