using LocalCloud.CloudWatch;
using LocalCloud.Kernel;
using LocalCloud.Rds;

namespace Chaos;

/// <summary>How far back a database would be, says a metric, and it says what the copies say.</summary>
internal static class Measured
{
    private const string Rule = "what is measured is true";
    private static readonly TimeSpan Rounding = TimeSpan.FromSeconds(2);

    public static IEnumerable<Violation> Of(ChaosRun run)
    {
        var place = run.Script.World.LeadsToAccount ? Estate.Dr : Estate.Source;
        var last = run.Estate.Cloud.Scheduler.Runs.LastOrDefault(r => IsMeasuring(r.ScheduleArn, place));
        if (last is null || run.Script.Steps.Any(Completeness.KeyIsLost))
        {
            yield break;
        }

        foreach (var database in run.Estate.Cloud.Rds.State.Databases.Where(d => IsSource(run, d)))
        {
            var copies = run.Estate.Cloud.Rds.State.Snapshots.Where(c =>
                c.Arn.AccountId == place && run.Sources.Of(c)?.Database.Arn == database.Arn && IsGood(run, c)
            );
            if (copies.Max(c => Taken(run, c)) is not { } newest)
            {
                continue;
            }

            var truth = last.At - newest;
            if (
                Metric(run, place, $"{database.Arn}", last.At) is not { } measured
                || (truth - measured).Duration() > Rounding
            )
            {
                yield return new Violation(
                    Rule,
                    $"{database.Arn} at {last.At:O}: {Metric(run, place, $"{database.Arn}", last.At)?.ToString() ?? "nothing"}, and its newest copy was taken {truth} before"
                );
            }
        }
    }

    /// <summary>True of the schedule that has an account measured.</summary>
    public static bool IsMeasuring(string schedule, string account) =>
        schedule.EndsWith($"/snapshot-relay-{Estate.Measure}", StringComparison.Ordinal)
        && schedule.Split(':')[4] == account;

    private static bool IsSource(ChaosRun run, RdsDatabase database) =>
        (database.Arn.AccountId, database.Arn.Region) == (Estate.Source, run.Estate.SourceRegion);

    private static bool IsGood(ChaosRun run, DbSnapshot copy) =>
        copy.OfAwsBackup
            ? run.Estate.Cloud.Backup.State.Point($"{copy.Arn}") is { Complete: true }
            : Keeping.IsGood(run, copy);

    private static DateTimeOffset? Taken(ChaosRun run, DbSnapshot copy) =>
        copy.OfAwsBackup
            ? run.Estate.Cloud.Backup.State.Point($"{copy.Arn}")!.CreationDate
            : run.Sources.Of(copy)!.OriginalSnapshotCreateTime;

    /// <summary>The metric of a database.</summary>
    public static MetricId Of(Estate estate, string account, string database) =>
        new(
            account,
            estate.DrRegion,
            "SnapshotRelay",
            "Recoverability",
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Relay"] = "snapshot-relay",
                ["Database"] = database,
            }
        );

    private static TimeSpan? Metric(ChaosRun run, string account, string database, DateTimeOffset at)
    {
        var minute = new DateTimeOffset(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
        var end = minute.AddMinutes(1);
        return
            run.Estate.Cloud.CloudWatch.Series(Of(run.Estate, account, database))?.Summarise(minute, end, end)
                is { } summary
            ? TimeSpan.FromSeconds(summary.Minimum)
            : null;
    }
}
