using Amazon.Lambda.Core;

namespace Relay.Functions;

/// <summary>All that the functions say, one line each, in words for whoever reads the log group at 3 a.m.</summary>
internal static class Log
{
    public static void EventRead(string? id, EventOutcome outcome) =>
        Say($"Event {id}: {outcome.Reason}{(outcome.Execution is { } name ? $" Execution {name}." : "")}");

    public static void Planned(SnapshotArn snapshot, RelayPlan plan) =>
        Say($"{snapshot}: {plan.Route}. {plan.Reason}");

    public static void NotReady(SnapshotArn snapshot, string status, Wait wait) =>
        Say($"{snapshot} has status '{status}'; next look in {wait.Seconds} s.");

    public static void TagsDropped(string copy, IReadOnlyList<string> keys)
    {
        if (keys.Count > 0)
        {
            Say(
                $"{copy} does not get the source's tags {string.Join(", ", keys)}: reserved, not legal, or more than {CopyTags.Most} in all."
            );
        }
    }

    public static void WaitsForSlot(string copy, int rank, Wait wait) =>
        Say(
            $"{copy} waits for a copy slot since {wait.Since:O}: {rank} relays are ahead; next look in {wait.Seconds} s."
        );

    public static void Copying(CopyProgress copy) => Say($"{copy} has status '{copy.Status}'.");

    public static void Seen(CopyProgress copy, int percent, int? seconds) =>
        Say(
            $"{copy} has status '{copy.Status}' at {percent} %, look {copy.Polls}; {(seconds is { } s ? $"next look in {s} s" : "done")}."
        );

    public static void Shared(SnapshotArn copy, AccountId account) =>
        Say($"{copy} is shared with account {account}.");

    public static void SharedByAPerson(SnapshotArn snapshot, AccountId account) =>
        Say(
            $"{snapshot} is shared with account {account} already, and not by the relay ({Sharing.IntentTag} is missing): that share is used, and stays."
        );

    public static void SharingStopped(SnapshotArn copy, AccountId account) =>
        Say($"{copy} is no longer shared with account {account}.");

    public static void SharingKept(string copyName) =>
        Say(
            $"The share for {copyName} stays: an account copy is in progress, and whoever waits for that copy withdraws the share."
        );

    public static void Verified(Verification verification) =>
        Say(
            $"{verification.CopyArn} is verified: its owner says that it is what it should be, under {verification.KmsKeyId ?? "no key, like its source"}."
        );

    public static void Took(string relay, DateTimeOffset now, DateTimeOffset taken) =>
        Say(
            EmbeddedMetrics.Line(
                now,
                [("Relay", relay)],
                "Seconds",
                [("SecondsToCopy", (now - taken).TotalSeconds)]
            )
        );

    public static void Failed(Failure failure) => Say(failure.Cause);

    public static void Stopped(StopReport report) => Say(report.Message);

    public static void Measured(RecoverabilityReport report, IReadOnlyList<DatabaseRecoverability> databases)
    {
        if (report.KeyProblem is { } problem)
        {
            Say($"No copy here counts as verified: {problem}.");
        }

        foreach (var one in databases)
        {
            Say(
                EmbeddedMetrics.Line(
                    report.Now,
                    [("Relay", report.Relay), ("Database", one.Database)],
                    "Seconds",
                    [("Recoverability", one.Seconds)]
                )
            );
        }

        (string, string)[] all = [("Relay", report.Relay)];
        if (report.WorstSeconds is { } worst)
        {
            Say(EmbeddedMetrics.Line(report.Now, all, "Seconds", [("WorstRecoverability", worst)]));
        }

        Say(
            EmbeddedMetrics.Line(report.Now, all, "Count", [("NewestExpiresSoon", report.NewestExpiresSoon)])
        );
    }

    public static void Pruned(PruneReport report, IReadOnlyList<PruneDecision> decisions)
    {
        foreach (var one in decisions)
        {
            Say($"{one.Copy} {(one.Deletes ? "goes" : "stays")}: {one.Reason}.");
        }

        foreach (var failure in report.Failures)
        {
            Say(failure);
        }

        Say(
            $"Pruning of {report.Now:u}{(report.DryRun ? ", a dry run" : "")}: {report.Deleted} of {report.Copies} copies {(report.DryRun ? "would go" : "went")}."
        );
        Say(EmbeddedMetrics.Line(report.Now, [("Relay", report.Relay)], "Count", report.Metrics()));
    }

    public static void Unknown(string place, string why) => Say($"{place} is unknown in this run: {why}");

    public static void Judged(SnapshotArn snapshot, string what) => Say($"{snapshot}: {what}");

    public static void WaitLong(IEnumerable<ExecutionFacts> relays)
    {
        foreach (var relay in relays)
        {
            Say($"{relay.Name} runs since {relay.StartedAt:u}, for more than half the objective.");
        }
    }

    public static void Reconciled(ReconcileReport report)
    {
        Say(
            report.Message
                ?? $"Reconciliation of {report.Now:u}: {report.Snapshots} snapshots compared, nothing to do, {report.Missing} missing, {report.Unknown.Count} places unknown."
        );
        Say(EmbeddedMetrics.Line(report.Now, [("Relay", report.Relay)], "Count", report.Metrics()));
    }

    public static void Examined(DoctorReport report)
    {
        foreach (var one in report.Findings)
        {
            Say($"Finding ({one.Check}): {one.What} ({one.Value}). What to do: {one.Fix}");
        }

        foreach (var one in report.NotProven)
        {
            Say($"Not proven ({one.Check}): {one.What}: {one.Why}");
        }

        Say(
            $"Doctor of {report.Now:u}: {report.Findings.Count} findings; {report.Databases} databases' newest snapshots were planned."
        );
        Say(EmbeddedMetrics.Line(report.Now, [("Relay", report.Relay)], "Count", report.Metrics()));
    }

    private static void Say(string line) => LambdaLogger.Log(line);
}
