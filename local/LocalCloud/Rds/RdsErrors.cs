using LocalCloud.Kernel;

namespace LocalCloud.Rds;

/// <summary>
/// RDS's refusals, with AWS's codes, statuses and texts where a real reply is known. "Our words" marks a text that no
/// recorded reply was found for; its code is the one that AWS documents, or the likeliest where it documents none.
/// </summary>
internal static class RdsErrors
{
    private const string NamingRule =
        "Identifiers must begin with a letter; must contain only ASCII letters, digits, and hyphens; "
        + "and must not end with a hyphen or contain two consecutive hyphens.";

    public static AwsError InvalidValue(string message) => new("InvalidParameterValue", message);

    public static AwsError InvalidCombination(string message) => new("InvalidParameterCombination", message);

    public static AwsError NotSimulated(string what) =>
        new("NotSimulated", $"The local cloud does not simulate {what}. Its README lists what it does.", 501);

    public static AwsError BlankIdentifier(string parameter) =>
        InvalidValue($"The parameter {parameter} must be provided and must not be blank.");

    public static AwsError BadFirstCharacter(string identifier) =>
        InvalidValue($"Invalid snapshot identifier:  {identifier}");

    /// <summary>What is not valid is the parameter, or, of AWS Backup's snapshots, the identifier itself (recorded reply).</summary>
    public static AwsError BadIdentifier(string parameter) =>
        InvalidValue($"The parameter {parameter} is not a valid identifier. {NamingRule}");

    public static AwsError BadArn(string text) => InvalidValue($"Invalid resource name: {text}");

    public static AwsError SnapshotNotFound(RdsKind kind, string given) =>
        new(kind.Codes.SnapshotNotFound, $"{kind.Snapshot} {given} not found.", 404);

    public static AwsError DatabaseNotFound(RdsKind kind, string given) =>
        new(kind.Codes.DatabaseNotFound, $"{kind.Database} {given} not found.", 404);

    public static AwsError SnapshotExists(RdsKind kind, string identifier) =>
        new(
            kind.Codes.SnapshotExists,
            $"Cannot create the snapshot because a snapshot with the identifier {identifier} already exists."
        );

    public static AwsError DatabaseExists(RdsKind kind) =>
        new(kind.Codes.DatabaseExists, $"DB {Lower(kind)} already exists");

    public static AwsError InvalidSnapshotState(RdsKind kind, string message) =>
        new(kind.Codes.InvalidSnapshotState, message);

    public static AwsError InvalidDatabaseState(RdsKind kind, string message) =>
        new(kind.Codes.InvalidDatabaseState, message);

    // Our words, after the recorded text for a deletion.
    public static AwsError SourceNotAvailable(RdsKind kind) =>
        InvalidSnapshotState(
            kind,
            "Cannot copy the snapshot because it is not currently in the available state."
        );

    public static AwsError NotDeletable(RdsKind kind) =>
        InvalidSnapshotState(
            kind,
            "Cannot delete the snapshot because it is not currently in the available or failed state."
        );

    // Recorded for cluster snapshots; instances' own text is not known.
    public static AwsError OnlyManualDeleted(RdsKind kind) =>
        InvalidSnapshotState(kind, "Only manual snapshots may be deleted.");

    // Our words (RDS User Guide, Deleting a DB snapshot: it goes through AWS Backup).
    public static AwsError DeletedThroughAwsBackup(RdsKind kind) =>
        InvalidSnapshotState(kind, "Snapshots that AWS Backup manages are deleted through AWS Backup.");

    public static AwsError DatabaseNotAvailable(RdsKind kind, string identifier) =>
        InvalidDatabaseState(
            kind,
            $"Cannot create a snapshot because the database {Lower(kind)} {identifier} is not currently in the available state."
        );

    // Recorded.
    public static AwsError SnapshotOfMember() =>
        InvalidValue(
            "The specified instance is a member of a cluster and a snapshot cannot be created directly. Please use the CreateDBClusterSnapshot API instead."
        );

    // As seen in public code.
    public static AwsError ClusterHasMembers() =>
        InvalidDatabaseState(
            RdsKind.Cluster,
            "Cluster cannot be deleted, it still contains DB instances in non-deleting state."
        );

    // Our words; that it must be available is documented (model, RestoreDBClusterFromSnapshot).
    public static AwsError ClusterNotAvailable(string identifier) =>
        InvalidDatabaseState(
            RdsKind.Cluster,
            $"DB cluster {identifier} is not currently in the available state."
        );

    // Our words.
    public static AwsError EngineOfOtherCluster(string engine, string cluster) =>
        InvalidCombination($"The engine {engine} is not that of the DB cluster {cluster}.");

    // Our words and code (RDS User Guide, Sharing a DB snapshot: it must be copied first).
    public static AwsError SharedNotRestored() =>
        InvalidCombination(
            "A DB instance can't be restored from a shared encrypted snapshot. Copy the snapshot and restore from the copy."
        );

    // Our words, after the text for a copy.
    public static AwsError NotRestorable(RdsKind kind) =>
        InvalidSnapshotState(
            kind,
            "Cannot restore from the snapshot because it is not currently in the available state."
        );

    // Our words.
    public static AwsError RestoredToOtherEngine(string engine, string source) =>
        InvalidCombination($"The engine {engine} is not compatible with the snapshot's, {source}.");

    public static AwsError KeyNeededAcrossRegions() =>
        InvalidValue("Must specify new KMS key for cross region encrypted snapshot copy.");

    // Our words: only the text for another Region is recorded.
    public static AwsError KeyNeededForShared() =>
        InvalidValue("Must specify new KMS key for shared encrypted snapshot copy.");

    // Our words; that it is an error is documented (model, CopyDBClusterSnapshot, KmsKeyId), its code is not.
    public static AwsError KeyForUnencrypted() =>
        InvalidCombination("KmsKeyId can't be specified for a copy of an unencrypted DB cluster snapshot.");

    // Our words and code: AWS does not say what happens.
    public static AwsError KeyForOwnedKey() =>
        InvalidCombination(
            "KmsKeyId can't be specified for a copy of a snapshot that is encrypted with an AWS owned key."
        );

    // Our words and code: AWS's guides only say that it isn't possible.
    public static AwsError MultiAzCluster(string verb) =>
        InvalidCombination($"Snapshots of Multi-AZ DB clusters can't be {verb}.");

    // Our words and code, after the guides' older sentence that such copies stay in their Region.
    public static AwsError SingleStep() =>
        InvalidValue("A snapshot shared from another account can be copied in its own Region only.");

    // Recorded, 2019 (cloud-custodian issue 4955).
    public static AwsError OptionGroupNeeded(IEnumerable<string> options) =>
        InvalidValue(
            $"The snapshot requires a target option group with the following options: [{string.Join(", ", options)}]"
        );

    public static AwsError OptionGroupNotFound(string given) =>
        new("OptionGroupNotFoundFault", $"Specified OptionGroupName: {given} not found.", 404);

    // Our words. Of cluster parameter groups, describing has another code than using them (model).
    public static AwsError GroupNotFound(RdsGroupKind kind, string given, bool described = false) =>
        new(
            described && kind == RdsGroupKind.ClusterParameters
                ? RdsGroupKind.Parameters.GroupNotFound
                : kind.GroupNotFound,
            $"{kind.Name} {given} not found.",
            404
        );

    // Our words.
    public static AwsError GroupExists(RdsGroupKind kind, string given) =>
        new(kind.GroupExists, $"{kind.Name} {given} already exists.");

    // As seen in public.
    public static AwsError TooFewZones() =>
        new(
            "DBSubnetGroupDoesNotCoverEnoughAZs",
            "The DB subnet group doesn't meet Availability Zone (AZ) coverage requirement. Add subnets to cover at least 2 AZs."
        );

    // Our words.
    public static AwsError OptionGroupExists(string name) =>
        new("OptionGroupAlreadyExistsFault", $"An option group named {name} already exists.");

    // Our words.
    public static AwsError OptionGroupOfOtherEngine(string name, string engine, string version) =>
        InvalidCombination($"The option group {name} is not for {engine} {version}.");

    // Our words (RDS User Guide, Sharing a DB snapshot).
    public static AwsError OptionsNotShared(IEnumerable<string> options) =>
        InvalidCombination(
            $"Snapshots with permanent or persistent options can't be shared: [{string.Join(", ", options)}]"
        );

    public static AwsError SourceKeyNotAccessible(string key) =>
        KeyNotAccessible("The source snapshot KMS key", key);

    public static AwsError TargetKeyNotAccessible(string key) => KeyNotAccessible("The target KMS key", key);

    public static AwsError KeyNotAccessible(string key) => KeyNotAccessible("Specified KMS key", key);

    public static AwsError TooManyCopies(int quota) =>
        new("SnapshotQuotaExceeded", $"Cannot copy more than {quota} snapshots across regions");

    public static AwsError TooManyManualSnapshots(int quota) =>
        new("SnapshotQuotaExceeded", $"Cannot create more than {quota} manual snapshots");

    // The words of the service model's documentation of the error.
    public static AwsError SharedWithTooMany() =>
        new(
            "SharedSnapshotQuotaExceeded",
            "You have exceeded the maximum number of accounts that you can share a manual DB snapshot with."
        );

    // Recorded for cluster snapshots.
    public static AwsError AutomatedNotShared(RdsKind kind) =>
        InvalidSnapshotState(kind, "automated snapshots cannot be modified.");

    // The text is known, its code is not for certain.
    public static AwsError DefaultKeyNotShared() =>
        InvalidCombination(
            "Sharing snapshots encrypted with the default service key for RDS is currently not supported"
        );

    // Our words and code: there is no key that could be granted to anybody.
    public static AwsError OwnedKeyNotShared() =>
        InvalidCombination("Snapshots that are encrypted with an AWS owned key can't be shared.");

    // Our words; the start is known.
    public static AwsError ReservedTagKey(string prefix) =>
        InvalidValue($"Tag keys cannot start with the reserved prefix {prefix}");

    private static string Lower(RdsKind kind) => kind.Word.ToLowerInvariant();

    private static AwsError KeyNotAccessible(string which, string key) =>
        new(
            "KMSKeyNotAccessibleFault",
            $"{which} [{key}] does not exist, is not enabled or you do not have permissions to access it."
        );
}
