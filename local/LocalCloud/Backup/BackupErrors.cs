using LocalCloud.Kernel;

namespace LocalCloud.Backup;

/// <summary>
/// AWS Backup's refusals: 400 for every client fault (service model), 403 for a missing permission. "Our words" marks a text that no
/// recorded reply was found for.
/// </summary>
internal static class BackupErrors
{
    // Recorded (aws-sdk-js issue 2625, boto3 issue 2269): a vault that is not there looks like one that the caller may not see.
    public static AwsError NoSuchVault() =>
        new("AccessDeniedException", "Insufficient privileges to perform this action.", 403);

    // Our words.
    public static AwsError NoSuchVault(string name) => NotFound($"Backup vault {name} does not exist.");

    // "Cannot find recovery point" is known (Developer Guide, Reasons for problematic jobs).
    public static AwsError NoSuchPoint(string arn) => NotFound($"Cannot find recovery point {arn}.");

    // Our words.
    public static AwsError NoSuchJob(string id) => NotFound($"Cannot find job {id}.");

    // Our words.
    public static AwsError NoPolicy(string vault) =>
        NotFound($"Backup vault {vault} has no access policy attached.");

    // Our words; "Could not find resource" is known (Developer Guide, Reasons for problematic jobs).
    public static AwsError NoSuchResource(string arn) => NotFound($"Could not find resource {arn}.");

    // "Unsupported resource type" is known (Developer Guide, Reasons for problematic jobs).
    public static AwsError UnsupportedResource(string arn) => Invalid($"Unsupported resource type: {arn}");

    public static AwsError Missing(string member) =>
        new("MissingParameterValueException", $"Missing value for required parameter {member}.");

    public static AwsError Invalid(string message) => new("InvalidParameterValueException", message);

    public static AwsError InvalidRequest(string message) => new("InvalidRequestException", message);

    // Our words.
    public static AwsError VaultExists() =>
        new("AlreadyExistsException", "Backup vault with the same name already exists.");

    // Recorded (cloud-nuke issue 730).
    public static AwsError VaultNotEmpty() =>
        InvalidRequest("Backup vault cannot be deleted because it contains recovery points.");

    // Our words; the model documents the error.
    public static AwsError LockIsImmutable() =>
        InvalidRequest("The vault lock configuration is immutable and cannot be changed or deleted.");

    // Our words.
    public static AwsError VaultIsLocked() =>
        InvalidRequest("The recovery point cannot be deleted because its backup vault is locked.");

    // The model's words.
    public static AwsError PointIsBusy() =>
        new(
            "InvalidResourceStateException",
            "AWS Backup is already performing an action on this recovery point. Try again later."
        );

    // Our words; StartCopyJob has no InvalidResourceStateException (service model).
    public static AwsError NotComplete(string arn) =>
        InvalidRequest($"The recovery point is not complete: {arn}");

    // Recorded of CreateBackupSelection (terraform-provider-aws).
    public static AwsError RoleNotAssumable(string roleArn) =>
        Invalid($"IAM Role {roleArn} cannot be assumed by AWS Backup");

    // IAM's words where a service is passed another account's role.
    public static AwsError RoleOfAnotherAccount() =>
        new("AccessDeniedException", "Cross-account pass role is not allowed.", 403);

    // Our words; StartCopyJob "does not support continuous backups" (service model).
    public static AwsError ContinuousNotCopied(string arn) =>
        InvalidRequest($"Copying a continuous backup is not supported: {arn}");

    // Recorded, with ERROR_9601 in the body; the model has this error.
    public static AwsError NotInOrganization() =>
        InvalidRequest("Your account is not a member of an organization.");

    // Our words; the model documents the error, not its code.
    public static AwsError NotManagementAccount(string account) =>
        InvalidRequest($"Account {account} is not the management account of an organization.");

    // Our words; IAM's shape.
    public static AwsError DeniedByVault(Caller caller, string action, string resource) =>
        new(
            "AccessDeniedException",
            $"User: {caller.Arn} is not authorized to perform: {action} on resource: {resource} with an explicit deny in a resource-based policy",
            403
        );

    // The text for an alias was seen in public; the other is ours.
    public static AwsError KeyNotUsable(string key) =>
        Invalid(
            key.Contains("alias/", StringComparison.Ordinal)
                ? "KMS key Alias is not supported by AWS Backup."
                : $"The encryption key {key} does not exist, is not enabled or may not be used."
        );

    private static AwsError NotFound(string message) => new("ResourceNotFoundException", message);
}
