using LocalCloud.Sns;
using LocalCloud.States;
using Relay;

namespace Chaos;

/// <summary>How a relay may end because of something that a script does.</summary>
/// <param name="Error">The error's name, as Step Functions has it; ABORTED of one that was stopped.</param>
/// <param name="Word">What its message must say besides; <see cref="Causes.TheKey"/> is the key's ARN.</param>
internal sealed record Cause(string Error, string Word);

/// <summary>The right causes: which ends each kind of thing that goes wrong may bring about, and no others.</summary>
internal static class Causes
{
    /// <summary>Stands for the ARN of the key that the step is about.</summary>
    public const string TheKey = "{key}";

    private const string NotAuthorized = "is not authorized to perform";
    private const string SomebodyDeleted = "somebody deleted it";
    private const string WasDeleted = "was deleted";
    private const string KeyWasDisabled = "a key was disabled";

    private static readonly Cause[] None = [];

    // Lambda's own names: the process ended, its time was over.
    private static readonly Cause[] Killed =
    [
        new("Runtime.ExitError", "Runtime exited with error: signal: killed"),
    ];
    private static readonly Cause[] TimedOut = [new("Sandbox.Timedout", "Task timed out after")];

    private static readonly Cause[] ServerError = [new(nameof(AwsUnavailableException), "InternalFailure")];

    // AWS Backup's words where what a job makes has failed.
    private static readonly Cause JobFailed = new(
        nameof(CopyFailedException),
        "Copy job encountered a fatal error"
    );
    private static readonly Cause Exhausted = new(nameof(AttemptsExhaustedException), "attempts to make");

    // RDS tells a copy's status, and no cause.
    private static readonly Cause[] Failed =
    [
        new(nameof(CopyFailedException), "ended with status 'failed'"),
        JobFailed,
        Exhausted,
    ];

    // AWS Backup's jobs fail for want of a slot.
    private static readonly Cause NoSlotForJob = new(nameof(CopyFailedException), "snapshots across regions");

    // Those that wait for its slot may wait too long, too.
    private static readonly Cause[] Slow =
    [
        NoSlotForJob,
        new(nameof(CopyOverdueException), "raise the relay's CopyDeadlineHours"),
        new(nameof(SlotOverdueException), "No slot"),
    ];

    // AWS Backup's words where a job's source is gone.
    private static readonly Cause NoPoint = new(nameof(CopyFailedException), "Cannot find recovery point");

    private static readonly Cause[] Gone =
    [
        NoPoint,
        new(nameof(CopyVanishedException), SomebodyDeleted),
        new(nameof(CopyFailedException), WasDeleted),
    ];

    private static readonly Cause[] Unusable =
    [
        new(nameof(KeyRefusedException), TheKey),
        new(nameof(KeyNotAccessibleException), TheKey),
        new(nameof(CopyFailedException), "KMS key"),
        // AWS Backup does not say which key, and there is another one that the relay can't ask for.
        new(nameof(AwsOwnedKeyRefusedException), "See that the key of the copies can be used"),
    ];

    /// <summary>The ends that a kind may bring about.</summary>
    public static IReadOnlyList<Cause> Of(ChaosKind kind) =>
        kind switch
        {
            ChaosKind.AutomatedSnapshot or ChaosKind.ManualSnapshot or ChaosKind.Backup => None,
            // Late or twice or never: no relay ends badly by that.
            ChaosKind.DropEvent or ChaosKind.DoubleEvent or ChaosKind.DelayEvent => None,
            ChaosKind.Throttle => [new(nameof(AwsThrottledException), "was throttled")],
            ChaosKind.Deny =>
            [
                new(nameof(AwsAccessDeniedException), NotAuthorized),
                new(nameof(RoleNotAssumableException), NotAuthorized),
                new(nameof(KeyRefusedException), NotAuthorized),
            ],
            ChaosKind.Fail or ChaosKind.FailAfter => ServerError,
            ChaosKind.Crash or ChaosKind.CrashAfter => Killed,
            ChaosKind.Silence => TimedOut,
            ChaosKind.ExpireCredentials => [new(nameof(AwsUnavailableException), "is expired")],
            ChaosKind.FailRegionCopy or ChaosKind.FailAccountCopy => Failed,
            ChaosKind.FailCopyJob => [JobFailed, Exhausted],
            ChaosKind.HoldRegionCopy
            or ChaosKind.HoldAccountCopy
            or ChaosKind.StallRegionCopy
            or ChaosKind.StallAccountCopy
            or ChaosKind.HoldCopyJob => Slow,
            ChaosKind.DeleteSource =>
            [
                NoPoint,
                new(nameof(SnapshotNotFoundException), WasDeleted),
                new(nameof(CopyFailedException), WasDeleted),
            ],
            ChaosKind.RecreateSource =>
            [
                new(nameof(SnapshotReplacedException), "no longer exists"),
                new(nameof(SnapshotNotFoundException), WasDeleted),
                new(nameof(CopyFailedException), WasDeleted),
                // It was made anew between the look at it and the copy.
                new(nameof(AwsRefusedException), "not currently in the available state"),
            ],
            ChaosKind.DeleteRegionCopy
            or ChaosKind.DeleteAccountCopy
            or ChaosKind.CancelRegionCopy
            or ChaosKind.CancelAccountCopy => Gone,
            ChaosKind.RevokeGrants => [new(nameof(CopyFailedException), KeyWasDisabled), JobFailed],
            // Where RDS fails a copy whose share is withdrawn, it does not say so.
            ChaosKind.EndShares =>
            [
                new(nameof(SharedCopyNotVisibleException), "does not see the snapshot"),
                new(nameof(CopyFailedException), "ended with status 'failed'"),
            ],
            ChaosKind.DisableKey or ChaosKind.ScheduleKeyDeletion => Unusable,
            ChaosKind.FillCopySlots => [new(nameof(SlotOverdueException), "No slot"), NoSlotForJob],
            ChaosKind.FillManualSnapshots =>
            [
                new(nameof(ManualSnapshotQuotaException), "manual snapshots that nobody needs"),
            ],
            ChaosKind.FillShares => [new(nameof(ShareRefusedException), "can't be shared with account")],
            ChaosKind.StopExecution => [new("ABORTED", "(ABORTED)")],
            ChaosKind.LoseSourceRegion =>
            [
                new(nameof(AwsUnavailableException), "is not available"),
                new(nameof(CopyFailedException), "its source"),
            ],
            // What is scheduled leaves relays alone, and a hostile account can't do them harm.
            ChaosKind.Reconcile or ChaosKind.Prune or ChaosKind.Measure or ChaosKind.Hostile => None,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "What may it lead to?"),
        };

    // A recovery point's copy is kept as long as if it had been made at once, and what has failed is tried again a day later.
    private static IEnumerable<Cause> OfRetention(World world) =>
        world is { IsBackup: true, RetentionDays: > 0 }
            ?
            [
                new(nameof(LifecycleRefusedException), "would be deleted at once"),
                new(nameof(CopyVanishedException), "RetentionDays have passed since its backup"),
            ]
            : [];

    /// <summary>Why a message is not the right one for how a relay has ended in a script; null when it is.</summary>
    public static string? WhyNot(ChaosRun run, Execution relay, InboxMessage message)
    {
        var error = relay.Error ?? relay.Status;
        var known = run
            .Script.Steps.SelectMany(step =>
                Of(step.Do).Select(c => c with { Word = InFull(run, step, c.Word) })
            )
            .Concat(OfRetention(run.Script.World))
            .Where(c => c.Error == error)
            .ToList();
        return known is [] ? $"nothing in the script leads to {error}"
            : !Says(message, error) ? $"it does not name {error}"
            : !known.Exists(c => Says(message, c.Word))
                ? $"it says none of: {string.Join(" | ", known.Select(c => c.Word))}"
            : null;
    }

    /// <summary>True when an event's dead letter says something that the script leads to.</summary>
    public static bool Explain(ChaosRun run, string deadLetter) =>
        run.Script.Steps.Any(step =>
            Of(step.Do).Any(c => deadLetter.Contains(InFull(run, step, c.Word), StringComparison.Ordinal))
        );

    private static string InFull(ChaosRun run, ChaosStep step, string word) =>
        word == TheKey ? run.Doings.KeyOf(step) ?? "no key" : word;

    private static bool Says(InboxMessage message, string word) =>
        message.Text.Contains(word, StringComparison.Ordinal);
}
