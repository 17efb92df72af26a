using System.Text.Json.Serialization;

namespace Relay;

/// <summary>
/// The one document of a relay: the execution's input, richer after each step. What the state machine's choices read
/// (<c>$.plan.route</c>, <c>$.wait.for</c>, <c>$.errors</c>) is here under the same names.
/// </summary>
public sealed record RelayDocument
{
    /// <summary>The snapshot to relay. All that a person gives.</summary>
    public SnapshotArn? SnapshotArn { get; init; }

    /// <summary>Which snapshot of that name; set when an event started the relay.</summary>
    public DateTimeOffset? SnapshotCreateTime { get; init; }

    /// <summary>A canary in place of a snapshot: it shows that events come this far.</summary>
    public Canary? Canary { get; init; }

    /// <summary>By hand: region, share or copy, instead of what the settings and tags say.</summary>
    public Mode? Mode { get; init; }

    /// <summary>By hand: the route to take, where it is possible.</summary>
    public Route? Route { get; init; }

    /// <summary>Facts of the source, from PlanRelay on.</summary>
    public SourceSnapshot? Source { get; init; }

    /// <summary>Which way it goes and why, from PlanRelay on.</summary>
    public RelayPlan? Plan { get; init; }

    /// <summary>What the relay waits for; absent when it does not.</summary>
    public Wait? Wait { get; init; }

    /// <summary>The copy in the DR Region.</summary>
    public CopyProgress? RegionCopy { get; init; }

    /// <summary>The copy that the DR account owns.</summary>
    public CopyProgress? AccountCopy { get; init; }

    /// <summary>What the owner of the copy answered.</summary>
    public Verification? Verification { get; init; }

    /// <summary>What went wrong, by the name of the state: caught by the state machine.</summary>
    public IReadOnlyDictionary<string, CaughtError>? Errors { get; init; }
}

/// <summary>What is to become of a snapshot.</summary>
[JsonConverter(typeof(LowerCaseEnumConverter<Mode>))]
public enum Mode
{
    /// <summary>A copy in the DR Region, owned by the source account.</summary>
    Region,

    /// <summary>That copy, shared with the DR account as long as it lives.</summary>
    Share,

    /// <summary>A copy that the DR account owns, under its own key.</summary>
    Copy,
}

/// <summary>The route of a relay.</summary>
[JsonConverter(typeof(NamedEnumConverter<Route>))]
public enum Route
{
    /// <summary>This snapshot needs no relay; the plan's reason says why.</summary>
    NothingToDo,

    /// <summary>Copy to the DR Region under the region key.</summary>
    RegionOnly,

    /// <summary>Copy to the DR Region and share it with the DR account.</summary>
    RegionThenShare,

    /// <summary>Copy to the DR Region, share, copy into the DR account under the account key, stop sharing.</summary>
    RegionThenAccount,

    /// <summary>Share the source snapshot, copy it into the DR account in the DR Region in one step, stop sharing.</summary>
    DirectToAccount,

    /// <summary>One copy job of AWS Backup into the DR account's vault.</summary>
    BackupCopyJob,

    /// <summary>A copy job into the relay's vault in the DR Region, which re-encrypts, and one from there into the DR account's.</summary>
    BackupTwoJobs,
}

/// <summary>Which of AWS's services makes the copies of a plan.</summary>
[JsonConverter(typeof(NamedEnumConverter<CopyMeans>))]
public enum CopyMeans
{
    /// <summary>RDS: CopyDBSnapshot, CopyDBClusterSnapshot.</summary>
    Snapshot,

    /// <summary>AWS Backup: StartCopyJob.</summary>
    CopyJob,
}

/// <summary>A route, the reason for it in words, and what the steps need.</summary>
/// <param name="Route">The way.</param>
/// <param name="Reason">Why, for whoever reads the execution.</param>
/// <param name="RegionKeyArn">Key of the region copy, also of one that only a way out would make; null when it can't be encrypted.</param>
/// <param name="AccountKeyArn">Key of the account copy; null when none is made, or it can't be encrypted.</param>
/// <param name="CopyName">Name of the copies, without attempt suffix.</param>
public sealed record RelayPlan(
    Route Route,
    string Reason,
    KeyArn? RegionKeyArn = null,
    KeyArn? AccountKeyArn = null,
    string? CopyName = null
)
{
    /// <summary>Who makes the copies.</summary>
    public CopyMeans Means { get; init; }

    /// <summary>What is to become of the snapshot.</summary>
    public Mode Mode { get; init; }

    /// <summary>Option group of the region copy; null for the default one.</summary>
    public string? OptionGroup { get; init; }

    /// <summary>How long copies are to be kept: the setting, or what a tag of the source asks for if that is longer.</summary>
    public int? RetentionDays { get; init; }

    /// <summary>When a recovery point goes to cold storage; null for never.</summary>
    public int? ColdStorageAfterDays { get; init; }

    /// <summary>The relay's vault in the DR Region; with copy jobs that lead there, and where it will do as the way out of one job that AWS refuses.</summary>
    public VaultArn? RegionVaultArn { get; init; }

    /// <summary>The DR account's vault; with copy jobs that lead there.</summary>
    public VaultArn? AccountVaultArn { get; init; }

    /// <summary>The route that AWS refused, when this one is the way out.</summary>
    public Route? InsteadOf { get; init; }

    /// <summary>The newer snapshot of the same database that this one has given way to.</summary>
    public SnapshotArn? SupersededBy { get; init; }

    /// <summary>A copy in the DR Region is made, owned by the source account.</summary>
    [JsonIgnore]
    public bool MakesRegionCopy =>
        Route is Route.RegionOnly or Route.RegionThenShare or Route.RegionThenAccount or Route.BackupTwoJobs;

    /// <summary>That copy is shared with the DR account; AWS Backup shares by itself what it copies.</summary>
    [JsonIgnore]
    public bool SharesRegionCopy => Route is Route.RegionThenShare or Route.RegionThenAccount;

    /// <summary>A copy is made that the DR account owns.</summary>
    [JsonIgnore]
    public bool MakesAccountCopy =>
        Route
            is Route.RegionThenAccount
                or Route.DirectToAccount
                or Route.BackupCopyJob
                or Route.BackupTwoJobs;

    /// <summary>The source snapshot itself is shared with the DR account.</summary>
    [JsonIgnore]
    public bool SharesSource => Route == Route.DirectToAccount;
}

/// <summary>What a relay can wait for.</summary>
[JsonConverter(typeof(NamedEnumConverter<WaitFor>))]
public enum WaitFor
{
    /// <summary>The source snapshot is not complete yet.</summary>
    Snapshot,

    /// <summary>As many copies run as AWS allows at once.</summary>
    CopySlot,

    /// <summary>The DR account does not see the region copy that is shared with it.</summary>
    Share,

    /// <summary>A copy runs.</summary>
    Copy,
}

/// <summary>A pause that the state machine makes.</summary>
/// <param name="For">What for.</param>
/// <param name="Seconds">How long until the next look.</param>
/// <param name="Since">When this waiting began.</param>
/// <param name="Times">The how-manieth look follows.</param>
/// <param name="Queue">What the latest look at the queue for a copy slot has seen.</param>
public sealed record Wait(
    WaitFor For,
    int Seconds,
    DateTimeOffset Since,
    int Times,
    QueueSighting? Queue = null
)
{
    /// <summary>The next pause of the same waiting, or the first of a new one.</summary>
    public static Wait Next(Wait? before, WaitFor what, int seconds, DateTimeOffset now) =>
        before?.For == what
            ? new Wait(what, seconds, before.Since, before.Times + 1)
            : new Wait(what, seconds, now, 1);
}

/// <summary>How long a queue was.</summary>
public sealed record QueueSighting(DateTimeOffset At, int Ahead);

/// <summary>A copy on its way.</summary>
/// <param name="Arn">Its ARN; null while a copy job has not told it.</param>
/// <param name="Status">As AWS last said.</param>
/// <param name="RequestedAt">When the relay asked for it, or found it.</param>
/// <param name="Polls">How often the relay has looked since.</param>
/// <param name="Before">The look before the latest that saw progress.</param>
/// <param name="Last">The latest look that saw progress.</param>
/// <param name="JobId">The copy job of AWS Backup that makes it.</param>
public sealed record CopyProgress(
    // Without a default, so it is written even when it is null: a reader that finds it missing refuses the document.
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] SnapshotArn? Arn,
    string Status,
    DateTimeOffset RequestedAt,
    int Polls = 0,
    Sighting? Before = null,
    Sighting? Last = null,
    string? JobId = null
)
{
    /// <summary>What a person looks for, after "the copy": its ARN, or the job that makes it.</summary>
    public override string ToString() => JobId is null ? $"{Arn}" : $"job {JobId} of AWS Backup";
}

/// <summary>A progress that was seen: AWS shows whole percents.</summary>
public sealed record Sighting(DateTimeOffset At, int Percent);

/// <summary>What the owner of the copy answered.</summary>
/// <param name="Verified">Always true in a document: the opposite is an error.</param>
/// <param name="CopyArn">The copy that was asked about.</param>
/// <param name="KmsKeyId">The key it is under; null when it is not encrypted, as its source is not.</param>
public sealed record Verification(bool Verified, SnapshotArn CopyArn, string? KmsKeyId = null);

/// <summary>An error as Step Functions catches it: the exception's short name, and Lambda's error payload or a text.</summary>
public sealed record CaughtError(
    [property: JsonPropertyName("Error")] string? Error = null,
    [property: JsonPropertyName("Cause")] string? Cause = null
);

/// <summary>What each step gets from the state machine.</summary>
/// <param name="Now">When the state was entered; no function reads a clock.</param>
/// <param name="Execution">The execution, for its place in the queue.</param>
/// <param name="Relay">The document.</param>
public sealed record StepInput(
    DateTimeOffset? Now = null,
    ExecutionFacts? Execution = null,
    RelayDocument? Relay = null
);

/// <summary>An execution of the state machine.</summary>
public sealed record ExecutionFacts(string? Name = null, DateTimeOffset? StartedAt = null);

/// <summary>What ExplainFailure gives to the Fail state, in the spelling that a caught error has too.</summary>
public sealed record Failure(
    [property: JsonPropertyName("Error")] string Error,
    [property: JsonPropertyName("Cause")] string Cause
);
