using System.Text.Json.Nodes;
using LocalCloud.Rds;
using LocalCloud.States;

namespace Chaos;

/// <summary>
/// Every selected snapshot has a verified copy where its mode leads, or has given way to one that fares so, or a message in the inbox tells the
/// right cause.
/// </summary>
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
        return copy is not null ? WrongWith(run, copy)
            : run.Keeping.HadFinal(source) ? null
            : relays.Any(e => e.Status == "RUNNING") ? "its relay still runs"
            : relays is [.., var superseded] && NewerThan(superseded) is { } newer
                ? WhyNewer(run, source, newer)
            : ShouldHaveBeenMended(run, source) ? $"no copy, and Reconcile has not mended it{Ends(relays)}"
            : IsTold(run, source, relays) || IsExcused(run, source, relays) ? null
            : $"no copy, and nobody is told{Ends(relays)}";
    }

    private static string Ends(List<Execution> relays) =>
        $"; executions: {string.Join(", ", relays.Select(e => $"{e.Name} {e.Status} {e.Error} {e.Output}"))}";

    // A source that is gone is not missed when its copy in the DR Region can go on from there.
    private static bool CanGoOn(ChaosRun run, DbSnapshot source) =>
        run.Script.World.Way is Way.RegionThenAccount or Way.RegionThenShare
        && run.Sources.Copies(source).Any(c => c.Status == "available" && c.Arn.AccountId == Estate.Source);

    private static bool IsGone(ChaosRun run, DbSnapshot source) =>
        run.Doings.WasDeleted(source) && !CanGoOn(run, source);

    // Young enough for Reconcile to try again, and all that was in the way is gone.
    private static bool ShouldHaveBeenMended(ChaosRun run, DbSnapshot source) =>
        run.LastReconciled - source.SnapshotCreateTime < Window(run)
        && !IsGone(run, source)
        && !run.Script.Steps.Any(LastsForGood)
        && (!IsRegionLost(run) || CanGoOn(run, source));

    /// <summary>The source Region is lost for good.</summary>
    public static bool IsRegionLost(ChaosRun run) =>
        run.Script.Steps.Any(s => s.Do == ChaosKind.LoseSourceRegion);

    private static bool LastsForGood(ChaosStep step) =>
        step is { Do: ChaosKind.FillShares, Seconds: 0 } || KeyIsLost(step);

    /// <summary>A key can't be used any more, also when all is over.</summary>
    public static bool KeyIsLost(ChaosStep step) =>
        step is { Do: ChaosKind.DisableKey or ChaosKind.ScheduleKeyDeletion, Seconds: 0 };

    private static bool IsFinal(ChaosRun run, DbSnapshot copy) =>
        copy.Status == "available"
        && copy.Arn.AccountId == FinalAccount(run)
        && (run.Script.World.Way != Way.RegionThenShare || copy.SharedWith.Contains(Estate.Dr));

    private static string FinalAccount(ChaosRun run) =>
        run.Script.World.LeadsToAccount ? Estate.Dr : Estate.Source;

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

    private static string? NewerThan(Execution relay) =>
        relay.Output is { } output ? (string?)JsonNode.Parse(output)!["plan"]?["supersededBy"] : null;

    // What supersedes must have ended well itself, or be told. It is the newer one, so that this comes to an end.
    private static string? WhyNewer(ChaosRun run, DbSnapshot source, string newer) =>
        run.Sources.Seen.FirstOrDefault(s =>
            $"{s.Arn}" == newer && s.OriginalSnapshotCreateTime > source.OriginalSnapshotCreateTime
        )
            is not { } by
            ? $"it has given way to {newer}, which is no newer snapshot"
        : Why(run, by) is { } why ? $"it has given way to {newer}: {why}"
        : null;

    // How the last relay ended, in the inbox; or where there was none, why.
    private static bool IsTold(ChaosRun run, DbSnapshot source, List<Execution> relays) =>
        relays is [.., { Status: not "SUCCEEDED" } last] && Inbox.Tells(run, last, source)
        || Inbox.IsBuried(run, source.Arn.Identifier)
        || (IsRegionLost(run) && Inbox.OfAlarm(run, "regions-unknown").Any());

    // What nobody could see: reconciliation came too late for it, or the snapshot was gone before anybody looked.
    private static bool IsExcused(ChaosRun run, DbSnapshot source, List<Execution> relays) =>
        relays is [.., var last]
            ? last.Status == "SUCCEEDED" && WasUndone(run, source)
            : WasReplaced(run, source)
                || (
                    run.Script.Steps.Any(s => s.Do == ChaosKind.DropEvent)
                    && (run.Doings.WasDeleted(source) || !WasReconciled(run, source))
                );

    // Its event was taken for that of the one that has its name now.
    private static bool WasReplaced(ChaosRun run, DbSnapshot source) =>
        run.Doings.WasDeleted(source) && run.Sources.Seen.Any(s => s != source && s.Arn == source.Arn);

    // It was relayed, and then somebody took the copy away, or its share.
    private static bool WasUndone(ChaosRun run, DbSnapshot source) =>
        run.Sources.CopiesSeen.Any(c =>
            run.Sources.Of(c) == source
            && c.Arn.AccountId == FinalAccount(run)
            && (
                run.Doings.WasDeleted(c)
                || (
                    run.Script.World.Way == Way.RegionThenShare
                    && run.Script.Steps.Any(s => s.Do == ChaosKind.EndShares)
                )
            )
        );

    // Reconcile ran while the snapshot was old enough for it, and not too old.
    private static bool WasReconciled(ChaosRun run, DbSnapshot source) =>
        run.Estate.Cloud.Scheduler.Runs.Any(r =>
            r.ScheduleArn.EndsWith("/snapshot-relay-Reconcile", StringComparison.Ordinal)
            && r.At - source.SnapshotCreateTime > TimeSpan.FromHours(1)
            && r.At - source.SnapshotCreateTime < Window(run)
        );
}
