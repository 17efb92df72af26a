namespace Relay.Functions;

/// <summary>Whether canaries come.</summary>
internal sealed class CanaryLook(RelayPorts ports)
{
    /// <summary>This hour's canary of a source Region has come, or the last's.</summary>
    public async Task<bool> CameLately(Region region, DateTimeOffset now) =>
        await Came(region, now) || await Came(region, now.AddHours(-1));

    /// <summary>The canary of an hour has come.</summary>
    public async Task<bool> Came(Region region, DateTimeOffset hour) =>
        await ports.Executions.Find(Names.Canary(region, hour)) is not null;
}
