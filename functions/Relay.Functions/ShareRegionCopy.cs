namespace Relay.Functions;

/// <summary>Shares the region copy with the DR account, until the account copy is available.</summary>
public sealed class ShareRegionCopy(RelayPorts ports)
{
    /// <summary>For Lambda.</summary>
    public ShareRegionCopy()
        : this(RelayPorts.FromEnvironment()) { }

    /// <summary>The document, unchanged.</summary>
    public async Task<RelayDocument> HandleAsync(StepInput input)
    {
        var step = Step.Read(input, ports.Settings);
        await ports.Shares.Share(
            ports.Here,
            Step.Required("relay.regionCopy.arn", step.RegionCopy.Arn),
            ports.DrAccount.Id
        );
        Log.Shared(Step.Required("relay.regionCopy.arn", step.RegionCopy.Arn), ports.DrAccount.Id);
        return step.Relay;
    }
}
