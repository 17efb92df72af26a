namespace Relay.Functions;

/// <summary>Shares the region copy with the DR account: until the account copy is available, or in mode share as long as it lives.</summary>
public sealed class ShareRegionCopy(RelayPorts ports)
{
    /// <summary>For Lambda.</summary>
    public ShareRegionCopy()
        : this(RelayPorts.FromEnvironment()) { }

    /// <summary>The document, unchanged.</summary>
    public async Task<RelayDocument> HandleAsync(StepInput input)
    {
        var step = Step.Read(input, ports.Settings);
        return await WayOut.OrInstead(step, () => Share(step));
    }

    private async Task<RelayDocument> Share(Step step)
    {
        var copy = step.RegionCopyArn;
        try
        {
            await ports.Shares(copy).Share(ports.Here, copy, ports.ShareWith);
        }
        catch (SnapshotNotFoundException)
        {
            throw new CopyVanishedException($"{copy}");
        }

        Log.Shared(copy, ports.ShareWith);
        return step.Relay;
    }
}
