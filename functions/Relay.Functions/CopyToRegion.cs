namespace Relay.Functions;

/// <summary>Copies the snapshot to the DR Region under the region key, or finds the copy that is there.</summary>
public sealed class CopyToRegion(RelayPorts ports)
{
    /// <summary>For Lambda.</summary>
    public CopyToRegion()
        : this(RelayPorts.FromEnvironment()) { }

    /// <summary>The document with the region copy, or with a wait for a slot; or with another plan, when AWS refuses the copy job, or when a newer snapshot of the database makes this one needless.</summary>
    public async Task<RelayDocument> HandleAsync(StepInput input)
    {
        var step = Step.Read(input, ports.Settings);
        var leg = new CopyLegs(ports).ToRegion(step);
        return await WayOut.OrInstead(
            step,
            async () =>
            {
                var (copy, wait, givesWay) = await new CopyStep(ports).Run(step, leg);
                return step.Relay with { RegionCopy = copy, Wait = wait, Plan = givesWay ?? step.Plan };
            }
        );
    }
}
