namespace Relay.Functions;

/// <summary>Copies the snapshot to the DR Region under the region key, or finds the copy that is there.</summary>
public sealed class CopyToRegion(RelayPorts ports)
{
    /// <summary>For Lambda.</summary>
    public CopyToRegion()
        : this(RelayPorts.FromEnvironment()) { }

    /// <summary>The document with the region copy, or with a wait for a slot.</summary>
    public async Task<RelayDocument> HandleAsync(StepInput input)
    {
        var step = Step.Read(input, ports.Settings);
        var leg = new CopyLeg(
            ports.Here,
            Step.Required("relay.plan.regionKeyArn", step.Plan.RegionKeyArn),
            step.Snapshot,
            () => new SourceLook(ports).Again(step),
            () => throw new SnapshotNotFoundException(step.Snapshot),
            step.Relay.RegionCopy
        );
        var (copy, wait) = await new CopyStep(ports).Run(step, leg);
        return step.Relay with { RegionCopy = copy, Wait = wait };
    }
}
