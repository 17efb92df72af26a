namespace Relay.Functions;

/// <summary>Looks at everything that a relay will need, changes nothing, and chooses the route; what would fail later is refused here.</summary>
public sealed class PlanRelay(RelayPorts ports)
{
    /// <summary>For Lambda.</summary>
    public PlanRelay()
        : this(RelayPorts.FromEnvironment()) { }

    /// <summary>The document with source and plan, or with a wait for the snapshot.</summary>
    public async Task<RelayDocument> HandleAsync(StepInput input)
    {
        if (input?.Relay is { Canary: { } canary, SnapshotArn: null } relay)
        {
            return relay with { Plan = CanaryEvents.Plan(canary) };
        }

        var step = Step.Read(input, ports.Settings);
        var (found, regionCopy) = await new SourceLook(ports).OrRegionCopy(
            step.Snapshot,
            step.Relay.SnapshotCreateTime
        );
        try
        {
            return await Plan(step, found, regionCopy);
        }
        // Of one that has another's name nothing is known.
        catch (RelayException refusal) when (refusal is not SnapshotReplacedException)
        {
            refusal.Database = (regionCopy ?? found)?.Database;
            throw;
        }
    }

    private async Task<RelayDocument> Plan(Step step, SnapshotFacts? found, SnapshotFacts? regionCopy)
    {
        if (regionCopy is not null)
        {
            return await FromRegionCopy(step, regionCopy);
        }

        return SourceRules.Judge(step.Snapshot, step.Relay.SnapshotCreateTime, found, ports.Settings) switch
        {
            SourceChoice.Ready { Source: var source } => await Plan(step, source, found!),
            SourceChoice.Never { Reason: var reason } => Planned(step, RoutePlanner.Nothing(reason)),
            _ => step.Relay with { Wait = WaitForSnapshot(step, found!.Status) },
        };
    }

    private async Task<RelayDocument> Plan(Step step, SourceSnapshot source, SnapshotFacts found) =>
        Planned(step, await new Planning(ports).Of(source, found, step.Relay, step.Now)) with
        {
            Source = source,
            SnapshotCreateTime = source.CreateTime,
        };

    private async Task<RelayDocument> FromRegionCopy(Step step, SnapshotFacts regionCopy)
    {
        var identity = new SnapshotIdentity(step.Snapshot, step.Relay.SnapshotCreateTime!.Value);
        var source = SourceSnapshot.From(regionCopy.AsSource(identity));
        return Planned(step, await new Planning(ports).OfRegionCopy(source, regionCopy, step.Now)) with
        {
            Source = source,
        };
    }

    private static RelayDocument Planned(Step step, RelayPlan plan)
    {
        Log.Planned(step.Snapshot, plan);
        // What a person gives may be the document of an earlier execution: nothing of what that has seen counts.
        return new RelayDocument
        {
            SnapshotArn = step.Relay.SnapshotArn,
            SnapshotCreateTime = step.Relay.SnapshotCreateTime,
            Mode = step.Relay.Mode,
            Route = step.Relay.Route,
            Plan = plan,
        };
    }

    private Wait WaitForSnapshot(Step step, string status)
    {
        var since = step.Relay.Wait is { For: WaitFor.Snapshot } before ? before.Since : step.Now;
        var waited = step.Now - since;
        var seconds = PollSchedule.ForSnapshot(waited);
        var wait = Wait.Next(step.Relay.Wait, WaitFor.Snapshot, seconds, step.Now);
        Log.NotReady(step.Snapshot, status, wait);
        return waited <= ports.Settings.SlotDeadline
            ? wait
            : throw new SnapshotOverdueException(step.Snapshot, waited);
    }
}
