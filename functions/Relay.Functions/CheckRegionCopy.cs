namespace Relay.Functions;

/// <summary>Looks how far the region copy is.</summary>
public sealed class CheckRegionCopy(RelayPorts ports)
{
    /// <summary>For Lambda.</summary>
    public CheckRegionCopy()
        : this(RelayPorts.FromEnvironment()) { }

    /// <summary>The document with what was seen; no wait when the copy is available.</summary>
    public async Task<RelayDocument> HandleAsync(StepInput input)
    {
        var step = Step.Read(input, ports.Settings);
        var (copy, wait) = await new CheckStep(ports).Run(step, step.RegionCopy, ports.Here);
        return step.Relay with { RegionCopy = copy, Wait = wait };
    }
}
