using Relay.Aws;

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
        var step = Step.Read(input, ports.Settings);
        var found = await ports.Snapshots.Find(step.SourcePlace, step.Snapshot);
        return SourceRules.Judge(step.Snapshot, step.Relay.SnapshotCreateTime, found, ports.Settings) switch
        {
            SourceChoice.Ready { Source: var source } => await Plan(step, source),
            SourceChoice.Never { Reason: var reason } => Planned(step, RoutePlanner.Nothing(reason)),
            _ => step.Relay with { Wait = WaitForSnapshot(step, found!.Status) },
        };
    }

    private async Task<RelayDocument> Plan(Step step, SourceSnapshot source)
    {
        var sourceKey = SourceKeys.ToAsk(source, ports.Settings) is { } key
            ? KeyRules.CheckSource(
                source.Arn,
                key.ToString(),
                await ports.Keys.Look(new Place(key.Region, Actor.Relay), key.ToString())
            )
            : null;
        var wish = Wishes.Of([], [], step.Relay.Mode, step.Relay.Route, ports.Settings);
        var plan = RoutePlanner.Choose(source, wish, sourceKey, null, ports.Settings);
        var regionKey = KeyRules.CheckRegionKey(
            source.Arn,
            ports.Settings,
            await ports.Keys.Look(ports.Here, KeyRules.RegionKeyToAsk(source.Arn, ports.Settings))
        );
        return Planned(
            step,
            plan with
            {
                RegionKeyArn = regionKey,
                AccountKeyArn = await AccountKey(source.Arn),
            }
        ) with
        {
            Source = source,
            SnapshotCreateTime = source.CreateTime,
        };
    }

    private async Task<KeyArn?> AccountKey(SnapshotArn snapshot)
    {
        if (ports.Settings.DrAccount is not { } dr)
        {
            return null;
        }

        var key = KeyRules.AccountKeyToAsk(snapshot, ports.Settings, dr);
        await ports.Roles.CheckAssumable(Actor.Copier);
        await ports.Roles.CheckAssumable(Actor.Reader);
        return KeyRules.CheckAccountKey(
            snapshot,
            ports.Settings,
            dr,
            await ports.Keys.Look(ports.InDrAccount(Actor.Reader), key)
        );
    }

    private static RelayDocument Planned(Step step, RelayPlan plan)
    {
        Log.Planned(step.Snapshot, plan);
        return step.Relay with { Plan = plan, Wait = null };
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
