using LocalCloud.Gateway;

namespace Chaos;

/// <summary>Bounds, endings, and that nothing good is deleted.</summary>
internal static class Orderliness
{
    // A relay makes 10 to 40 calls; a function that is retried for half an hour makes some more.
    private const int MostCalls = 400;

    // One that waits for a slot for days looks some 250 times.
    private const int MostCallsWithoutSlots = 1_300;
    private const int MostCallsOfASchedule = 60;
    private const int MostEvents = 2_500;
    private const int MostEventsWithoutSlots = 6_000;

    public static IEnumerable<Violation> Of(ChaosRun run) =>
        [
            .. Bounds(run),
            .. Endings(run),
            .. Deletions(run),
            .. run.Crashes.Select(c => new Violation("the local cloud lives", c)),
        ];

    private static IEnumerable<Violation> Bounds(ChaosRun run)
    {
        var relays = Invariants.Executions(run);
        var waits =
            run.Script.World.CopySlots > 0 || run.Script.Steps.Any(s => s.Do is ChaosKind.FillCopySlots);
        var most =
            ((waits ? MostCallsWithoutSlots : MostCalls) * Math.Max(1, relays.Count))
            + (MostCallsOfASchedule * run.Estate.Cloud.Scheduler.Runs.Count);
        if (run.Calls > most)
        {
            yield return new Violation("calls are bounded", $"{run.Calls} calls of {relays.Count} relays");
        }

        foreach (
            var relay in relays.Where(e => e.History.Count > (waits ? MostEventsWithoutSlots : MostEvents))
        )
        {
            yield return new Violation("history is bounded", $"{relay.Name}: {relay.History.Count} events");
        }
    }

    private static IEnumerable<Violation> Endings(ChaosRun run)
    {
        foreach (var relay in Invariants.Executions(run).Where(e => e.Status == "RUNNING"))
        {
            yield return new Violation("every relay ends", $"{relay.Name} is in {relay.CurrentState}");
        }

        foreach (
            var invocation in run.Estate.Cloud.Lambda.Invocations.Where(i =>
                i.ErrorType is { } error && !KnownErrors.Include(error)
            )
        )
        {
            yield return new Violation(
                "every error is one of ours",
                $"{invocation.FunctionName} ended with {invocation.ErrorType}"
            );
        }
    }

    private static IEnumerable<Violation> Deletions(ChaosRun run)
    {
        foreach (var request in run.Estate.Cloud.Requests.Requests.Where(r => IsDeletion(r)))
        {
            yield return new Violation("nothing is deleted", $"{request}");
        }

        foreach (
            var copy in run.Sources.CopiesSeen.Where(c =>
                !run.Estate.Cloud.Rds.State.Holds(c)
                && !run.Doings.WasDeleted(c)
                && !run.Keeping.HasJudged(c)
                && !run.Keeping.HasExpired(c)
            )
        )
        {
            yield return new Violation("nothing is deleted", $"{copy.Arn} is gone");
        }
    }

    private static bool IsDeletion(TracedRequest request) =>
        request is { InvocationId: not null, Operation: var operation }
        && operation.StartsWith("Delete", StringComparison.Ordinal)
        && !Keeping.IsPruning(request);
}
