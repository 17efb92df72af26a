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

    public static AwsError BlankIdentifier(string parameter) =>
        InvalidValue($"The parameter {parameter} must be provided and must not be blank.");

    public static AwsError BadFirstCharacter(string identifier) =>
        InvalidValue($"Invalid snapshot identifier:  {identifier}");

    public static AwsError BadIdentifier(string parameter) =>
        InvalidValue($"The parameter {parameter} is not a valid identifier. {NamingRule}");

    public static AwsError BadArn(string text) => InvalidValue($"Invalid resource name: {text}");

    public static AwsError SnapshotNotFound(string given) =>
        new("DBSnapshotNotFound", $"DBSnapshot {given} not found.", 404);

    public static AwsError InstanceNotFound(string given) =>
        new("DBInstanceNotFound", $"DBInstance {given} not found.", 404);

    public static AwsError SnapshotExists(string identifier) =>
        new(
            "DBSnapshotAlreadyExists",
            $"Cannot create the snapshot because a snapshot with the identifier {identifier} already exists."
        );

    public static AwsError InstanceExists() => new("DBInstanceAlreadyExists", "DB instance already exists");

    public static AwsError InvalidSnapshotState(string message) => new("InvalidDBSnapshotState", message);

    // Our words, after the recorded text for a deletion.
    public static AwsError SourceNotAvailable() =>
        InvalidSnapshotState("Cannot copy the snapshot because it is not currently in the available state.");

    public static AwsError NotDeletable() =>
        InvalidSnapshotState(
            "Cannot delete the snapshot because it is not currently in the available or failed state."
        );

    // Recorded for cluster snapshots; instances' own text is not known.
    public static AwsError OnlyManualDeleted() =>
        InvalidSnapshotState("Only manual snapshots may be deleted.");

    public static AwsError InstanceNotAvailable(string identifier) =>
        new(
            "InvalidDBInstanceState",
            $"Cannot create a snapshot because the database instance {identifier} is not currently in the available state."
        );

    public static AwsError KeyNeededAcrossRegions() =>
        InvalidValue("Must specify new KMS key for cross region encrypted snapshot copy.");

    // Our words: only the text for another Region is recorded.
    public static AwsError KeyNeededForShared() =>
        InvalidValue("Must specify new KMS key for shared encrypted snapshot copy.");

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

    // The text is known, its code is not for certain.
    public static AwsError DefaultKeyNotShared() =>
        InvalidCombination(
            "Sharing snapshots encrypted with the default service key for RDS is currently not supported"
        );

    // Our words; the start is known.
    public static AwsError ReservedTagKey(string prefix) =>
        InvalidValue($"Tag keys cannot start with the reserved prefix {prefix}");

    private static AwsError KeyNotAccessible(string which, string key) =>
        new(
            "KMSKeyNotAccessibleFault",
            $"{which} [{key}] does not exist, is not enabled or you do not have permissions to access it."
        );
}
