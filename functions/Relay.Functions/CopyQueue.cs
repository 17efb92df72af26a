namespace Relay.Functions;

/// <summary>A relay's place in the queue for a copy slot. The queue is looked at once a step at most; where its turn is near, every five minutes.</summary>
internal sealed class CopyQueue(RelayPorts ports, Step step, CopyLeg leg)
{
    // Within a round of copies a place in the queue changes little.
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    private IReadOnlyList<ExecutionFacts>? _running;
    private QueueSighting? _seen;

    /// <summary>It has waited for a slot already.</summary>
    public bool IsWaiting => step.Relay.Wait?.For == WaitFor.CopySlot;

    // How many copies AWS Backup makes at once nobody knows; and who has the region copy is in the middle of its way.
    private bool AsksAtOnce =>
        !IsWaiting && (step.Plan.Means == CopyMeans.CopyJob || step.Relay.RegionCopy is not null);

    private SnapshotKind Kind =>
        step.Plan.Means == CopyMeans.CopyJob ? SnapshotKind.RecoveryPoint : step.Source.Arn.Kind;

    /// <summary>Null when it may be this relay's turn to ask AWS for a slot; else what it waits for, or why not any more.</summary>
    public async Task<CopyOutcome?> UnlessItMayAsk()
    {
        if (AsksAtOnce)
        {
            return null;
        }

        var place = await Place();
        return (IsWaiting ? place.IsNear : place.IsNext) ? null : await Wait();
    }

    /// <summary>There is no slot: how long to wait; or, when a newer snapshot of the database has made this one needless, the plan to give way.</summary>
    /// <exception cref="SlotOverdueException">It has waited long enough.</exception>
    public async Task<CopyOutcome> Wait()
    {
        var place = await Place();
        if (await GivenWay() is { } plan)
        {
            Log.Planned(step.Snapshot, plan);
            return new CopyOutcome(null, null, plan);
        }

        var before = IsWaiting ? step.Relay.Wait : null;
        var seconds = SlotQueue.Wait(place, before, step.Now);
        var wait = Relay.Wait.Next(before, WaitFor.CopySlot, seconds, step.Now) with { Queue = _seen };
        var waited = step.Now - wait.Since;
        Log.WaitsForSlot(leg.Order.Name, place.Ahead, wait);
        return waited <= ports.Settings.SlotDeadline
            ? new CopyOutcome(null, wait)
            : throw new SlotOverdueException(leg.Order.Name, waited);
    }

    private async Task<QueuePlace> Place()
    {
        if (
            _seen is null
            && IsWaiting
            && step.Relay.Wait?.Queue is { } last
            && At(last.Ahead).IsNear
            && step.Now - last.At < Fresh
        )
        {
            _seen = last;
        }

        _seen ??= new QueueSighting(step.Now, SlotQueue.Rank(step.Execution, await Running(), Kind));
        return At(_seen.Ahead);
    }

    // Each account has its own slots: twenty relays may copy into one while twenty copy into the other.
    private QueuePlace At(int ahead) =>
        new(ahead, ports.Settings.Slots(Kind), step.Plan.Route == Route.RegionThenAccount ? 2 : 1);

    private async Task<IReadOnlyList<ExecutionFacts>> Running() =>
        _running ??= await ports.Executions.Running();

    // Only where the queue was looked at. One that has its region copy has the longer half of its way behind it, and goes on.
    private async Task<RelayPlan?> GivenWay()
    {
        if (step.Relay.RegionCopy is not null || _running is null)
        {
            return null;
        }

        foreach (var name in Superseding.MaybeBy(step.Execution, step.Source.Identity(), _running))
        {
            if (
                await ports.Executions.Find(name) is { State: ExecutionState.Running } newer
                && Superseding.IsNewer(newer.Snapshot, step.Snapshot)
            )
            {
                return Superseding.Plan(newer.Snapshot!, name);
            }
        }

        return null;
    }
}
