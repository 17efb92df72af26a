namespace Relay.Functions;

/// <summary>Looks how far the region copy is.</summary>
public sealed class CheckRegionCopy(RelayPorts ports)
{
    /// <summary>For Lambda.</summary>
    public CheckRegionCopy()
        : this(RelayPorts.FromEnvironment()) { }

    /// <summary>The document with what was seen, no wait when the copy is available; or with another plan, when its copy job has failed.</summary>
    public async Task<RelayDocument> HandleAsync(StepInput input)
    {
        var step = Step.Read(input, ports.Settings);
        var leg = new CopyLegs(ports).ToRegion(step);
        return await WayOut.OrInstead(
            step,
            async () =>
            {
                var (copy, wait) = await new CheckStep(ports).Run(step, step.RegionCopy, leg);
                return step.Relay with { RegionCopy = copy, Wait = wait };
            }
        );
    }
}
