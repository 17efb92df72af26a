using Relay.Aws;

namespace Relay.Functions;

/// <summary>Makes a leg's copy, or finds the one that is there, or waits for a slot. Running it twice makes one copy.</summary>
internal sealed class CopyStep(RelayPorts ports)
{
    /// <summary>The copy and what to wait for; no copy yet while there is no slot; or the plan of a relay that gives way.</summary>
    public async Task<CopyOutcome> Run(Step step, CopyLeg leg)
    {
        var existing = await Existing(leg);
        switch (CopyAttempts.Choose(leg.Order.Name, step.Source.Identity(), existing))
        {
            case CopyChoice.Existing { Copy: var copy }:
                return Watching(step, leg, copy);
            case CopyChoice.Attempt { Name: var name }:
                return step.Relay.Wait?.For == WaitFor.CopySlot && await Queue(step, name) is { } waits
                    ? waits
                    : await Attempt(step, leg, name);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    // AWS Backup lists a finished job for weeks, also when its recovery point was deleted since; and whoever started the job may have
    // wanted its copy for a shorter time.
    private static async Task<IReadOnlyList<CopyFacts>> Existing(CopyLeg leg)
    {
        var copies = new List<CopyFacts>();
        foreach (var copy in await leg.By.FindCopies(leg.Asked, leg.Order))
        {
            var isLost =
                leg.Order.Job is { } job
                && copy is { State: SnapshotState.Available, Arn: { } arn }
                && !IsKept(await leg.By.Find(leg.Owner, arn), job.DeleteAfterDays);
            copies.Add(isLost ? copy with { State = SnapshotState.Lost } : copy);
        }

        return copies;
    }

    private static bool IsKept(SnapshotFacts? found, int days) =>
        found is { State: not SnapshotState.Lost }
        && (found.RecoveryPoint is not { } point || LifecycleRules.LivesLongEnough(point, days));

    private async Task<CopyOutcome> Attempt(Step step, CopyLeg leg, string name)
    {
        var (tags, dropped) = CopyTags.For(
            ports.Settings.RelayName,
            step.Source,
            step.Plan,
            await leg.SourceTags()
        );
        Log.TagsDropped(name, dropped);
        return await Ask(leg, leg.Order with { Name = name, Tags = tags }) switch
        {
            CopyAnswer.Accepted accepted => Watching(step, leg, accepted.Copy),
            CopyAnswer.NoFreeSlot => (await Queue(step, name, refused: true))!,
            CopyAnswer.SourceNotFound => new CopyOutcome(null, leg.SourceNotFound()),
            // Another execution was faster; the retry finds its copy.
            _ => throw new AwsUnavailableException(
                $"The copy to {name}",
                "the name came into use at this moment"
            ),
        };
    }

    // The roles may tag new copies only. So where another execution was faster, IAM may refuse before RDS says that the name
    // is taken.
    private static async Task<CopyAnswer> Ask(CopyLeg leg, CopyOrder order)
    {
        try
        {
            return await leg.By.Copy(leg.Asked, order);
        }
        catch (AwsAccessDeniedException)
        {
            var existing = await leg.By.FindCopies(leg.Asked, leg.Order);
            if (existing.All(copy => copy.Name != order.Name))
            {
                throw;
            }

            return new CopyAnswer.NameInUse();
        }
    }

    // Null when it is this relay's turn to ask.
    private async Task<CopyOutcome?> Queue(Step step, string name, bool refused = false)
    {
        var kind = step.Plan.Means == CopyMeans.CopyJob ? SnapshotKind.RecoveryPoint : step.Source.Arn.Kind;
        // Each account has its own: twenty relays may copy into one while twenty copy into the other.
        var slots = ports.Settings.Slots(kind) * (step.Plan.Route == Route.RegionThenAccount ? 2 : 1);
        var running = await ports.Executions.Running();
        var rank = SlotQueue.Rank(step.Execution, running, kind);
        if (!refused && SlotQueue.MayAsk(rank, slots))
        {
            return null;
        }

        if (await GivenWay(step, running) is { } plan)
        {
            Log.Planned(step.Snapshot, plan);
            return new CopyOutcome(null, null, plan);
        }

        var looks = step.Relay.Wait?.Times ?? 0;
        var wait = Wait.Next(step.Relay.Wait, WaitFor.CopySlot, SlotQueue.Wait(rank, slots, looks), step.Now);
        var waited = step.Now - wait.Since;
        Log.WaitsForSlot(name, rank, wait);
        return waited <= ports.Settings.SlotDeadline
            ? new CopyOutcome(null, wait)
            : throw new SlotOverdueException(name, waited);
    }

    // One that has its region copy has the longer half of its way behind it, and goes on.
    private async Task<RelayPlan?> GivenWay(Step step, IReadOnlyList<ExecutionFacts> running)
    {
        if (step.Relay.RegionCopy is not null)
        {
            return null;
        }

        foreach (var name in Superseding.MaybeBy(step.Execution, step.Source.Identity(), running))
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

    private static CopyOutcome Watching(Step step, CopyLeg leg, CopyFacts copy)
    {
        var progress =
            leg.Before is { } before && IsSame(before, copy)
                ? before
                : new CopyProgress(copy.Arn, copy.Status, step.Now, JobId: copy.JobId);
        progress = progress with { Arn = copy.Arn ?? progress.Arn, Status = copy.Status };
        Log.Copying(progress);
        return copy.State == SnapshotState.Available
            ? new CopyOutcome(progress, null)
            : new CopyOutcome(
                progress,
                Wait.Next(
                    step.Relay.Wait,
                    WaitFor.Copy,
                    PollSchedule.First(step.Source.SizeGiB, step.Plan.Means),
                    step.Now
                )
            );
    }

    // A copy job tells its copy only when it is made.
    private static bool IsSame(CopyProgress before, CopyFacts copy) =>
        copy.JobId is { } job ? before.JobId == job : before.Arn == copy.Arn;
}

/// <summary>What has become of the wish for a copy.</summary>
/// <param name="Copy">The copy, once there is one.</param>
/// <param name="Wait">What to wait for.</param>
/// <param name="GivesWay">The plan of a relay that gives way to a newer snapshot's.</param>
internal sealed record CopyOutcome(CopyProgress? Copy, Wait? Wait, RelayPlan? GivesWay = null);

/// <summary>Looks how far a copy is.</summary>
internal sealed class CheckStep(RelayPorts ports)
{
    /// <summary>The copy as seen now, and how long to wait until the next look.</summary>
    public async Task<(CopyProgress Copy, Wait? Wait)> Run(Step step, CopyProgress copy, CopyLeg leg)
    {
        var found = await leg.By.Look(leg.Watched, copy);
        var (seen, seconds) = CopyWatch.Judge(copy, found, step.Now, ports.Settings.CopyDeadline);
        Log.Seen(seen, found?.PercentProgress ?? 0, seconds);
        return (
            seen,
            seconds is { } pause ? Wait.Next(step.Relay.Wait, WaitFor.Copy, pause, step.Now) : null
        );
    }
}
