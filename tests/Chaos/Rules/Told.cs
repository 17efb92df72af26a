using System.Text.Json.Nodes;
using LocalCloud.Sns;
using LocalCloud.States;

namespace Chaos;

/// <summary>Whoever reads the topic's messages learns of each relay that did not end well, and of dead letters; and is not flooded.</summary>
internal static class Told
{
    private const string Rule = "what went wrong is told";

    // Alarms on what is measured and on functions, in both accounts, that go off whatever happens to relays.
    private const int MostAlarms = 30;
    private const int MostAlarmsADay = 12;

    public static IEnumerable<Violation> Of(ChaosRun run)
    {
        var inbox = run.Estate.Cloud.Sns.Inbox;
        var bad = Invariants.Executions(run).Where(e => e.Status is not ("SUCCEEDED" or "RUNNING")).ToList();
        foreach (var relay in bad)
        {
            var (snapshot, database) = About(relay);
            var told = Inbox.Of(run, relay);
            if (Inbox.IsBuried(run, relay))
            {
                continue;
            }

            if (told is not [var message])
            {
                yield return new Violation(
                    Rule,
                    $"{told.Count} messages of {relay.Name} ({relay.Status}): {string.Join(" || ", told.Select(t => t.Text))}"
                );
            }
            else if (!Names(message, snapshot, database))
            {
                yield return new Violation(
                    Rule,
                    $"the message of {relay.Name} ({relay.Status}) does not name {snapshot} and {database}: {message.Text}"
                );
            }
            else if (Causes.WhyNot(run, relay, message) is { } wrong)
            {
                yield return new Violation(
                    "the cause is right",
                    $"{relay.Name} ended {relay.Status} {relay.Error}: {wrong}; the message: {message.Text}"
                );
            }
        }

        if (run.Estate.DeadLetters.Count > 0 && !Inbox.OfAlarm(run, "dead-letters").Any())
        {
            yield return new Violation(Rule, $"nobody learns of {run.Estate.DeadLetters.Count} dead letters");
        }

        if (Completeness.IsRegionLost(run) && !Inbox.OfAlarm(run, "regions-unknown").Any())
        {
            yield return new Violation(Rule, "nobody learns that a source Region is out of reach");
        }

        foreach (var function in Broken(run))
        {
            if (
                !inbox.Any(m =>
                    m.Text.Contains($"{function} has failed or been throttled", StringComparison.Ordinal)
                )
            )
            {
                yield return new Violation(Rule, $"nobody learns that {function} fails");
            }
        }

        if (inbox.Count > bad.Count + MostAlarms + (MostAlarmsADay * run.Script.World.Days))
        {
            yield return new Violation(
                "nobody is flooded",
                $"{inbox.Count} messages, {bad.Count} of relays that ended badly: {string.Join("; ", inbox.GroupBy(m => m.Text[..Math.Min(m.Text.Length, 160)], StringComparer.Ordinal).OrderByDescending(g => g.Count()).Take(5).Select(g => $"{g.Count()} like {g.Key}"))}"
            );
        }
    }

    // What is scheduled, and has failed also when Lambda tried again for the last time.
    private static IEnumerable<string> Broken(ChaosRun run) =>
        run
            .Estate.Cloud.Lambda.Invocations.Where(i =>
                i is { Attempt: 3, ErrorType: not null }
                && Estate.Scheduled.Any(s => i.FunctionName.EndsWith($"-{s}", StringComparison.Ordinal))
            )
            .Select(i => i.FunctionName.Split('-')[^1])
            .Distinct(StringComparer.Ordinal);

    // The snapshot that it was started for, and the database that the last of its steps was told of; a step that is not known says less.
    private static (string? Snapshot, string? Database) About(Execution relay)
    {
        var last = relay.History.LastOrDefault(h =>
            h.Type.EndsWith("StateEntered", StringComparison.Ordinal)
        );
        return (
            (string?)JsonNode.Parse(relay.Input)!["snapshotArn"],
            last?.Input is { } document ? (string?)JsonNode.Parse(document)!["source"]?["database"] : null
        );
    }

    private static bool Names(InboxMessage message, string? snapshot, string? database) =>
        snapshot is not null
        && message.Text.Contains(snapshot, StringComparison.Ordinal)
        && (
            database is null
            || message.Text.Contains($" {database})", StringComparison.Ordinal)
            || message.Text.Contains("at a step that could not be asked for", StringComparison.Ordinal)
        )
        && message.Text.Contains("What to do:", StringComparison.Ordinal);
}
