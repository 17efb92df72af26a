using Relay.Aws;

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
            () => LookAtSource(step),
            () => throw new SnapshotNotFoundException(step.Snapshot),
            step.Relay.RegionCopy
        );
        var (copy, wait) = await new CopyStep(ports).Run(step, leg);
        return step.Relay with { RegionCopy = copy, Wait = wait };
    }

    // Hours may have passed since the plan: it must still be the very snapshot.
    private async Task<SnapshotFacts> LookAtSource(Step step)
    {
        var found = await ports.Snapshots.Find(new Place(step.Snapshot.Region, Actor.Relay), step.Snapshot);
        return
            SourceRules.Judge(step.Snapshot, step.Source.CreateTime, found, ports.Settings)
            is SourceChoice.Ready
            ? found!
            : throw new SnapshotUnusableException(step.Snapshot, found!.Status);
    }
}
