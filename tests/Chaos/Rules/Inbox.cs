using LocalCloud.Rds;
using LocalCloud.Sns;
using LocalCloud.States;

namespace Chaos;

/// <summary>What whoever reads the topics' messages has learned.</summary>
internal static class Inbox
{
    /// <summary>The messages of a relay's end.</summary>
    public static IReadOnlyList<InboxMessage> Of(ChaosRun run, Execution relay) =>
        [
            .. run
                .Estate.Cloud.Sns.Inbox.Where(m =>
                    !Says(m, "Reconciliation of") && !Says(m, "Recoverability of")
                )
                .Where(m =>
                    Says(m, relay.Name + ",") || Says(m, relay.Name + ":") || Says(m, relay.Name + " ")
                ),
        ];

    /// <summary>The messages of an alarm.</summary>
    /// <param name="run">Which run.</param>
    /// <param name="name">Its name without the relay's.</param>
    public static IEnumerable<InboxMessage> OfAlarm(ChaosRun run, string name) =>
        run.Estate.Cloud.Sns.Inbox.Where(m => Says(m, $"\"AlarmName\":\"snapshot-relay-{name}\""));

    /// <summary>
    /// True when a relay's end is told as it should be: by one message that names the snapshot, the right cause and what to do; or, of one that
    /// was stopped, as a dead letter.
    /// </summary>
    public static bool Tells(ChaosRun run, Execution relay, DbSnapshot source) =>
        Of(run, relay) is [var message]
            ? Causes.WhyNot(run, relay, message) is null
                && Says(message, "What to do:")
                && Says(message, $"{source.Arn}")
            : IsBuried(run, relay);

    /// <summary>True of a relay that was stopped and whose end could not be explained: the alarm of the queue tells it.</summary>
    public static bool IsBuried(ChaosRun run, Execution relay) =>
        relay.Status != "FAILED" && Of(run, relay) is [] && IsBuried(run, $":{relay.Name}\"");

    /// <summary>True when an event that says so could not be handled, which the alarm of the queue that keeps it tells, with what was wrong.</summary>
    public static bool IsBuried(ChaosRun run, string text) =>
        OfAlarm(run, "dead-letters").Any()
        && run.Estate.DeadLetters.Any(l =>
            l.Body.Contains(text, StringComparison.Ordinal)
            && l.Attributes.TryGetValue("ErrorMessage", out var why)
            && Causes.Explain(run, why)
        );

    private static bool Says(InboxMessage message, string text) =>
        message.Text.Contains(text, StringComparison.Ordinal);
}
