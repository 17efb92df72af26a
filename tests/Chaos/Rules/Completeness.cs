using System.Text.Json.Nodes;
using LocalCloud.Rds;
using LocalCloud.States;

namespace Chaos;

/// <summary>Every selected snapshot has a verified copy where its mode leads, or is superseded, or its failure is told by name.</summary>
internal static class Completeness
{
    private const string Rule = "every snapshot ends as a copy or as a failure that names it";

    // ReconcileWindowHours of template.yaml, or how long copies are kept.
    private static TimeSpan Window(ChaosRun run) =>
        TimeSpan.FromHours(Math.Min(48, ChaosWorld.Retention(run.Script.World).TotalHours));

    public static IEnumerable<Violation> Of(ChaosRun run) =>
        run.Sources.Seen.SelectMany(source =>
            Why(run, source) is { } why
                ? [new Violation(Rule, $"{source.Arn}: {why}")]
                : Array.Empty<Violation>()
        );

    /// <summary>The executions that were started for a source.</summary>
    public static List<Execution> RelaysOf(ChaosRun run, DbSnapshot source) =>
        [.. Invariants.Executions(run).Where(e => IsOf(e, source))];

    private static string? Why(ChaosRun run, DbSnapshot source)
    {
        var relays = RelaysOf(run, source);
        var copy = run.Sources.Copies(source).FirstOrDefault(c => IsFinal(run, c));
        if (copy is not null)
        {
            return WrongWith(run, copy);
        }

        if ((run.Doings.WasDeleted(source) && !CanGoOn(run, source)) || run.Keeping.HadFinal(source))
        {
            return null;
        }

        return relays.Any(e => e.Status == "RUNNING") ? "its relay still runs"
            : relays.Any(IsSuperseded) ? null
            : relays.Any(e => Tells(e, source)) && !ShouldHaveBeenMended(run, source) ? null
            : IsBuried(run, source) && !ShouldHaveBeenMended(run, source) ? null
            : Excuse(run, source, relays) ? null
            : $"no copy, and nobody is told; executions: {string.Join(", ", relays.Select(e => $"{e.Name} {e.Status} {e.Output}"))}";
    }

    // A source that is gone is not missed when its copy in the DR Region can go on from there.
    private static bool CanGoOn(ChaosRun run, DbSnapshot source) =>
        run.Script.World.Way == Way.RegionThenAccount
        && run.Sources.Copies(source).Any(c => c.Status == "available" && c.Arn.AccountId == Estate.Source);

    private static bool IsBuried(ChaosRun run, DbSnapshot source) =>
        run.Estate.DeadLetters.Any(l => l.Body.Contains(source.Arn.Identifier, StringComparison.Ordinal));

    // Young enough for Reconcile to try again, and all that was in the way is gone.
    private static bool ShouldHaveBeenMended(ChaosRun run, DbSnapshot source) =>
        run.LastReconciled - source.SnapshotCreateTime < Window(run) && !run.Script.Steps.Any(LastsForGood);

    private static bool LastsForGood(ChaosStep step) =>
        step is { Do: ChaosKind.LoseSourceRegion } or { Do: ChaosKind.FillShares, Seconds: 0 }
        || KeyIsLost(step);

    /// <summary>A key can't be used any more, also when all is over.</summary>
    public static bool KeyIsLost(ChaosStep step) =>
        step is { Do: ChaosKind.DisableKey or ChaosKind.ScheduleKeyDeletion, Seconds: 0 };

    private static bool IsFinal(ChaosRun run, DbSnapshot copy) =>
        copy.Status == "available"
        && copy.Arn.AccountId == (run.Script.World.LeadsToAccount ? Estate.Dr : Estate.Source)
        && (run.Script.World.Way != Way.RegionThenShare || copy.SharedWith.Contains(Estate.Dr));

    private static string? WrongWith(ChaosRun run, DbSnapshot copy)
    {
        var key = run.Script.World.LeadsToAccount
            ? run.Estate.Relay.AccountKeyArn
            : run.Estate.Relay.RegionKeyArn;
        return copy.Encryption.Key?.Arn == key ? null : $"its copy {copy.Arn} is under {copy.Encryption}";
    }

    // The execution's input is AWS's record of what it was started for.
    private static bool IsOf(Execution execution, DbSnapshot source)
    {
        var input = JsonNode.Parse(execution.Input)!;
        return (string?)input["snapshotArn"] == $"{source.Arn}"
            && (
                input["snapshotCreateTime"] is not { } time
                || source.OfAwsBackup
                || (DateTimeOffset)time == source.SnapshotCreateTime
                || (DateTimeOffset)time == source.OriginalSnapshotCreateTime
            );
    }

    private static bool IsSuperseded(Execution execution) =>
        execution.Output is { } output && JsonNode.Parse(output)!["plan"]?["supersededBy"] is not null;

    private static bool Tells(Execution execution, DbSnapshot source) =>
        execution.Status == "FAILED"
        && execution.Cause is { } cause
        && cause.Contains($"{source.Arn}", StringComparison.Ordinal)
        && cause.Contains("What to do:", StringComparison.Ordinal);

    // What only reconciliation can see.
    private static bool Excuse(ChaosRun run, DbSnapshot source, List<Execution> relays) =>
        run.Script.Steps.Any(s => s.Do == ChaosKind.LoseSourceRegion)
        || (
            run.LastReconciled - source.SnapshotCreateTime >= Window(run)
            && (
                (relays is [] && run.Script.Steps.Any(s => s.Do == ChaosKind.DropEvent))
                || relays.Any(e => e.Status is "ABORTED" or "TIMED_OUT")
                || run.Doings.LostACopy(source)
                || run.Script.Steps.Any(s => s.Do == ChaosKind.EndShares)
            )
        );
}
