using Relay.Aws;

namespace Relay.Functions;

/// <summary>Makes a leg's copy, or finds the one that is there, or waits for a slot. Running it twice makes one copy.</summary>
internal sealed class CopyStep(RelayPorts ports)
{
    /// <summary>The copy and what to wait for; no copy yet while there is no slot; or the plan of a relay that gives way.</summary>
    public async Task<CopyOutcome> Run(Step step, CopyLeg leg)
    {
        var queue = new CopyQueue(ports, step, leg);
        // Whoever waits has looked for a copy before.
        if (queue.IsWaiting && await queue.UnlessItMayAsk() is { } waits)
        {
            return waits;
        }

        var existing = await Existing(leg);
        return CopyAttempts.Choose(leg.Order.Name, step.Source.Identity(), existing) switch
        {
            CopyChoice.Existing { Copy: var copy } => Watching(step, leg, copy),
            CopyChoice.Attempt { Name: var name } => await queue.UnlessItMayAsk()
                ?? await Attempt(step, leg, name, queue),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
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

    private async Task<CopyOutcome> Attempt(Step step, CopyLeg leg, string name, CopyQueue queue)
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
            CopyAnswer.NoFreeSlot => await queue.Wait(),
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
