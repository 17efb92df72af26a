namespace Relay;

/// <summary>Who can end a failure.</summary>
public enum ErrorKind
{
    /// <summary>It passes by itself within minutes: the state machine retries it.</summary>
    Passes,

    /// <summary>A person has to do something first.</summary>
    NeedsPerson,
}

/// <summary>
/// The root of every error that the relay reports. The message says what happened, why most likely, and what to do.
/// Lambda reports an exception by its short type name, so these names are a contract with Retry and Catch in
/// <c>statemachine/snapshot-relay.asl.json</c>; a test holds both sides together.
/// </summary>
#pragma warning disable MA0048, CA1032 // All errors on one page; each is made from its facts, never from a bare message.
public abstract class RelayException(ErrorKind kind, string what, string toDo, Exception? inner = null)
    : Exception($"{what} What to do: {toDo}", inner)
{
    /// <summary>Who can end it.</summary>
    public ErrorKind Kind => kind;

    /// <summary>What happened.</summary>
    public string What => what;

    /// <summary>One sentence in the imperative.</summary>
    public string ToDo => toDo;

    /// <summary>The database of the snapshot that a relay is for, once somebody has seen it: the message names it then.</summary>
    public string? Database { get; set; }

    /// <inheritdoc/>
    public override string Message =>
        Database is { } database
            ? $"{what} {IsOf}{RelaySubject.Whose(database)}.) What to do: {toDo}"
            : base.Message;

    /// <summary>How a message names the database.</summary>
    internal const string IsOf = "(The snapshot is of ";
}

/// <summary>An input has a missing or wrong field. Nothing was changed.</summary>
public sealed class InputInvalidException(string path, string problem, string toDo)
    : RelayException(ErrorKind.NeedsPerson, $"{Shown.Input(path)} is wrong: {problem}", toDo)
{
    /// <summary>The JSON path of the field.</summary>
    public string Path => path;
}

/// <summary>An environment variable of the function has a wrong value.</summary>
public sealed class SettingInvalidException(string variable, string? value, string expected)
    : RelayException(
        ErrorKind.NeedsPerson,
        $"The setting {variable} is {Shown.Value(value)}; expected {expected}.",
        $"Correct the parameter that sets {variable} in the relay's stack and deploy it again."
    )
{
    /// <summary>The environment variable.</summary>
    public string Variable => variable;
}

/// <summary>An event looks like a snapshot event, but can't be understood. It belongs into the dead-letter queue.</summary>
public sealed class EventNotUnderstoodException(string path, string problem)
    : RelayException(
        ErrorKind.NeedsPerson,
        $"The event's field '{path}' can't be understood: {problem}",
        "Look at the event in the dead-letter queue; if it tells of a completed snapshot, start its relay by hand with {\"snapshotArn\": …}."
    )
{
    /// <summary>The JSON path of the field.</summary>
    public string Path => path;
}

/// <summary>The snapshot was announced as complete, but RDS does not show it as available yet. Normal for seconds after the event.</summary>
public sealed class SnapshotNotReadyException(SnapshotArn snapshot, string status)
    : RelayException(
        ErrorKind.Passes,
        $"Snapshot {snapshot} was announced as complete but has status '{status}'.",
        "Nothing: Lambda tries the event twice more; if it still is not available, the event lands in the dead-letter queue."
    );

/// <summary>The source snapshot does not exist, or exists no more.</summary>
public sealed class SnapshotNotFoundException(SnapshotArn snapshot)
    : RelayException(
        ErrorKind.NeedsPerson,
        snapshot.IsAwsBackups
            ? $"AWS finds no recovery point {snapshot}; it was deleted, or its ARN is misspelt, or no vault of SourceVaults holds it."
            : $"RDS finds no snapshot {snapshot}; it was deleted, or its name is misspelt.",
        "Check the ARN; a snapshot that was deleted before it was copied can't be relayed any more, so take a new one."
    );

/// <summary>Under the snapshot's name there is another one now: it was deleted and made again.</summary>
public sealed class SnapshotReplacedException(
    SnapshotArn snapshot,
    DateTimeOffset expected,
    DateTimeOffset? found
)
    : RelayException(
        ErrorKind.NeedsPerson,
        $"Snapshot {snapshot} of {expected:O} no longer exists; one {(found is { } time ? $"of {time:O}" : "that is just being made")} has its name.",
        "Nothing for the old one, which is lost; the newer snapshot has a relay of its own."
    );

/// <summary>The source snapshot can't be copied in the state that it is in.</summary>
public sealed class SnapshotUnusableException(SnapshotArn snapshot, string status)
    : RelayException(
        ErrorKind.NeedsPerson,
        $"Snapshot {snapshot} has status '{status}' and can't be copied.",
        "Take a new snapshot of the database, and look in its RDS events for the reason."
    );

/// <summary>The source snapshot did not become available in time.</summary>
public sealed class SnapshotOverdueException(SnapshotArn snapshot, TimeSpan waited)
    : RelayException(
        ErrorKind.NeedsPerson,
        $"Snapshot {snapshot} is still not available after {waited.TotalHours:0.#} hours.",
        "Look at the snapshot and its database in the RDS console; start the relay again when the snapshot is available."
    );

/// <summary>AWS copies such a snapshot by no means, or a setting says that it is not to be tried. Found before anything was changed.</summary>
public sealed class SnapshotRefusedException(SnapshotArn snapshot, string problem, string toDo)
    : RelayException(ErrorKind.NeedsPerson, $"Snapshot {snapshot} can't be relayed: {problem}.", toDo);

/// <summary>What is wanted is not possible for this snapshot with the relay's settings. Found before anything was changed.</summary>
public sealed class RouteRefusedException(SnapshotArn snapshot, string wish, string problem, string toDo)
    : RelayException(
        ErrorKind.NeedsPerson,
        $"Snapshot {snapshot} can't be relayed as wanted ({wish}): {problem}.",
        toDo
    );

/// <summary>A tag that overrides the settings has a wrong value. Nothing was changed.</summary>
public sealed class TagInvalidException(string tag, string whose, string value, string expected)
    : RelayException(
        ErrorKind.NeedsPerson,
        $"The tag {tag} of {whose} is {Shown.Value(value)}; expected {expected}.",
        $"Correct the tag {tag} of {whose}, or remove it; then start the relay again."
    );

/// <summary>A DB snapshot's option group does not let it go where it is wanted. Found before anything was changed.</summary>
public sealed class OptionGroupRefusedException(
    SnapshotArn snapshot,
    string optionGroup,
    string problem,
    string toDo
)
    : RelayException(
        ErrorKind.NeedsPerson,
        $"Snapshot {snapshot} can't be relayed: its option group {optionGroup} {problem}.",
        toDo
    );

/// <summary>A backup vault can't take the copy. Found before anything was changed.</summary>
public sealed class VaultRefusedException(SnapshotArn? snapshot, string vault, string problem, string toDo)
    : RelayException(
        ErrorKind.NeedsPerson,
        $"{(snapshot is null ? "Nothing can" : $"Recovery point {snapshot} can't")} be relayed: the {vault} {problem}.",
        toDo
    )
{
    /// <summary>The vault, and what is wrong with it.</summary>
    public string Problem => $"the {vault} {problem}";
}

/// <summary>The days that a copied recovery point is to be kept don't make a lifecycle. Found before anything was changed.</summary>
public sealed class LifecycleRefusedException(SnapshotArn snapshot, string problem, string toDo)
    : RelayException(ErrorKind.NeedsPerson, $"Recovery point {snapshot} can't be relayed: {problem}.", toDo);

/// <summary>RDS refused a snapshot under a key that AWS owns (sse-rds), or to share its copy: AWS documents neither, and so it was tried.</summary>
public sealed class AwsOwnedKeyRefusedException(SnapshotArn snapshot, string answer)
    : RelayException(
        ErrorKind.NeedsPerson,
        $"Snapshot {snapshot} is under a key that AWS owns (sse-rds), and AWS refused to copy or to share it: {answer}",
        "See that the key of the copies can be used (Doctor tells), since AWS may mean that one. If it can, put the database under a customer managed key: restore a snapshot of it with that key, and go on with the restored one; until then set SseRds to refuse."
    );

/// <summary>A key can't be used for what the relay needs it for. Found before anything was changed.</summary>
public sealed class KeyRefusedException(
    SnapshotArn? snapshot,
    string keyName,
    string key,
    string problem,
    string toDo
)
    : RelayException(
        ErrorKind.NeedsPerson,
        $"{(snapshot is null ? "Nothing can" : $"Snapshot {snapshot} can't")} be relayed: the {keyName} {key} {problem}.",
        toDo
    )
{
    /// <summary>The key, and what is wrong with it.</summary>
    public string Problem => $"the {keyName} {key} {problem}";

    /// <summary>"source key", "region key" or "account key".</summary>
    public string KeyName => keyName;
}

/// <summary>A role in the DR account can't be assumed. Found before anything was changed.</summary>
public sealed class RoleNotAssumableException(RoleArn role, string answer)
    : RelayException(
        ErrorKind.NeedsPerson,
        $"The DR account's role {role} can't be assumed: {answer}",
        "Deploy templates/dr-account.yaml in the DR account with the same RelayName, source account and external id as the relay's stack."
    );

/// <summary>RDS can't use a KMS key for a copy. Policies take minutes to spread, so this is retried for a while.</summary>
public sealed class KeyNotAccessibleException(string copy, string answer)
    : RelayException(
        ErrorKind.Passes,
        $"The copy {copy} was refused: {answer}",
        "Check that the named key is enabled and that its policy allows the role that copies (docs/keys.md); then start the relay again."
    )
{
    /// <summary>What AWS said.</summary>
    public string Answer => answer;
}

/// <summary>The DR account does not see a snapshot, though it was shared several times. Normal for seconds after sharing only.</summary>
public sealed class SharedCopyNotVisibleException(string copy, AccountId account)
    : RelayException(
        ErrorKind.NeedsPerson,
        $"Account {account} does not see the snapshot {copy} that was shared with it.",
        "Check that the snapshot still exists and is shared with the account; then start the relay again."
    );

/// <summary>A snapshot of ours would get a name that somebody else's snapshot has.</summary>
public sealed class CopyNameTakenException(string copy)
    : RelayException(
        ErrorKind.NeedsPerson,
        $"The snapshot {copy} exists, but the relay did not make it from this snapshot (its creation tags do not say so).",
        "Rename or delete that snapshot, or give the relay another RelayName; then start the relay again."
    );

/// <summary>Every attempt that a copy may have has failed.</summary>
public sealed class AttemptsExhaustedException(string copy, int attempts)
    : RelayException(
        ErrorKind.NeedsPerson,
        $"All {attempts} attempts to make {copy} have failed.",
        "Read the failed copies' events for the cause, delete the failed copies, and start the relay again; failed jobs of AWS Backup can't be deleted, so of what only AWS Backup copies take a new recovery point."
    );

/// <summary>The Region holds as many manual snapshots as its quota allows.</summary>
public sealed class ManualSnapshotQuotaException(string copy, string answer)
    : RelayException(
        ErrorKind.NeedsPerson,
        $"The copy {copy} was refused: {answer}",
        "Delete manual snapshots that nobody needs, or raise the quota of manual DB snapshots (or DB cluster snapshots) of that account and Region; then start the relay again."
    );

/// <summary>No copy slot became free in time.</summary>
public sealed class SlotOverdueException(string copy, TimeSpan waited)
    : RelayException(
        ErrorKind.NeedsPerson,
        $"No slot for the copy {copy} became free within {waited.TotalHours:0.#} hours.",
        "Look which copies hold the slots, or raise the quota of copies in progress and the relay's CopiesInProgress or ClusterCopiesInProgress with it; then start the relay again."
    );

/// <summary>AWS gave up on a copy.</summary>
public sealed class CopyFailedException(string copy, string status, string? answer = null)
    : RelayException(
        ErrorKind.NeedsPerson,
        $"The copy {copy} ended with status '{status}'{(answer is { Length: > 0 } ? $": {answer.TrimEnd('.')}" : "; most often its source was deleted, or a key was disabled, while it ran")}.",
        "See to what AWS names, else check the source snapshot and the keys; then start the relay again: it makes a new attempt and leaves the failed copy."
    )
{
    /// <summary>The copy, or the job that makes it.</summary>
    public string Copy => copy;

    /// <summary>What AWS says to it, if anything.</summary>
    public string? Answer => answer;
}

/// <summary>The DR account lacks the service-linked role that AWS Backup copies as there (AWS Backup Developer Guide, Creating backup copies across AWS accounts).</summary>
public sealed class BackupServiceRoleMissingException(string copy, string answer)
    : RelayException(
        ErrorKind.NeedsPerson,
        $"The copy {copy} failed, since the DR account lacks a role of AWS Backup's own: {answer}",
        "Set MakeBackupServiceRole to yes in the DR account's stack, which makes AWSServiceRoleForBackup; then start the relay again."
    );

/// <summary>A copy was there and is gone. A recovery point's lifecycle counts from its backup (AWS Backup Developer Guide, StartCopyJob), not from its copy.</summary>
public sealed class CopyVanishedException(string copy)
    : RelayException(
        ErrorKind.NeedsPerson,
        $"The copy {copy} is gone; somebody deleted it, which also cancels a copy in progress{(copy.Contains(":awsbackup:", StringComparison.Ordinal) ? ", or RetentionDays have passed since its backup" : "")}.",
        "Find out in CloudTrail who deleted it; then start the relay again."
    );

/// <summary>A copy takes longer than its deadline.</summary>
public sealed class CopyOverdueException(string copy, int percent, TimeSpan waited)
    : RelayException(
        ErrorKind.NeedsPerson,
        $"The copy {copy} is at {percent} % after {waited.TotalHours:0.#} hours.",
        "Look at the copy in the console of RDS or AWS Backup; if it still runs, raise the relay's CopyDeadlineHours, and start the relay again: it carries on with the same copy, and withdraws the share when the DR account has its own."
    );

/// <summary>RDS refuses to share a snapshot.</summary>
public sealed class ShareRefusedException(string copy, AccountId account, string answer)
    : RelayException(
        ErrorKind.NeedsPerson,
        $"The snapshot {copy} can't be shared with account {account}: {answer}",
        "Check that the snapshot is under a customer managed key and that no option group forbids sharing (RDS User Guide, Sharing a DB snapshot); then start the relay again."
    )
{
    /// <summary>What AWS said.</summary>
    public string Answer => answer;
}

/// <summary>The owner of the copy was asked, and the answer is not what it should be.</summary>
public sealed class CopyNotVerifiedException(string copy, IReadOnlyList<string> mismatches)
    : RelayException(
        ErrorKind.NeedsPerson,
        $"The copy {copy} is not what it should be: {string.Join("; ", mismatches)}.",
        "Do not rely on this copy; find out who made or changed it, delete it, and start the relay again."
    )
{
    /// <summary>What differs, one sentence each.</summary>
    public IReadOnlyList<string> Mismatches => mismatches;
}

/// <summary>AWS asks for fewer calls.</summary>
public sealed class AwsThrottledException(string call, string answer)
    : RelayException(
        ErrorKind.Passes,
        $"{call} was throttled: {answer}",
        "If it lasts, raise the API rate quota or slow the other callers."
    );

/// <summary>AWS could not be reached, or failed on its side.</summary>
public sealed class AwsUnavailableException(string call, string answer, Exception? inner = null)
    : RelayException(
        ErrorKind.Passes,
        $"{call} got no proper answer: {answer}",
        "Look at the AWS Health Dashboard of the Region; start the relay again when the service answers.",
        inner
    );

/// <summary>A permission is missing.</summary>
public sealed class AwsAccessDeniedException(string call, string answer)
    : RelayException(
        ErrorKind.NeedsPerson,
        $"{call} was denied: {answer}",
        "Compare the deployed stacks with their templates, look for a service control policy or permissions boundary that forbids the call, then start the relay again."
    )
{
    /// <summary>What AWS said.</summary>
    public string Answer => answer;
}

/// <summary>AWS refused a call for a reason that the relay does not know.</summary>
public sealed class AwsRefusedException(string call, string code, string answer)
    : RelayException(
        ErrorKind.NeedsPerson,
        $"{call} was refused with {code}: {answer}",
        "Act on what AWS says; then start the relay again."
    )
{
    /// <summary>AWS's error code.</summary>
    public string Code => code;

    /// <summary>What AWS said.</summary>
    public string Answer => answer;
}

/// <summary>Some copies that are to go could not be deleted, or it was not known whether they may; the others were.</summary>
public sealed class PruningIncompleteException(IReadOnlyList<string> failures)
    : RelayException(
        ErrorKind.NeedsPerson,
        $"Pruning could not do all of its work: {Shown.First(10, failures)}.",
        "Act on what AWS says; the next run tries again."
    )
{
    /// <summary>What could not be done, and why.</summary>
    public IReadOnlyList<string> Failures => failures;
}
#pragma warning restore MA0048, CA1032
