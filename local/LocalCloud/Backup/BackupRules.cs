using System.Text.RegularExpressions;
using LocalCloud.Kernel;

namespace LocalCloud.Backup;

/// <summary>What AWS Backup allows, or what it answers. Pure. "Model" is the service model, "Guide" the Developer Guide.</summary>
internal static partial class BackupRules
{
    /// <summary>The role that AWS Backup itself has in an account (Guide, Using service-linked roles).</summary>
    public static string ServiceLinkedRole(string accountId) =>
        $"arn:aws:iam::{accountId}:role/aws-service-role/{Service}/AWSServiceRoleForBackup";

    /// <summary>AWS Backup's service principal.</summary>
    public const string Service = "backup.amazonaws.com";

    /// <summary>A role in use by AWS Backup.</summary>
    public static Caller SessionOf(string roleArn)
    {
        var (account, role) = (roleArn.Split(':')[4], roleArn[(roleArn.LastIndexOf('/') + 1)..]);
        return new Caller(account, $"arn:aws:sts::{account}:assumed-role/{role}/AWSBackup-{role}", roleArn);
    }

    /// <summary>The form of a vault's name (Model).</summary>
    /// <exception cref="AwsError">InvalidParameterValueException.</exception>
    public static string VaultName(string name) =>
        VaultNameForm.IsMatch(name)
            ? name
            : throw BackupErrors.Invalid(
                $"Invalid backup vault name '{name}': it must match ^[a-zA-Z0-9\\-\\_]{{2,50}}$."
            );

    /// <summary>
    /// A role must be of the caller's account and trust AWS Backup (Guide, IAM service roles). That both are checked before a job is made,
    /// and not by the job, is assumed.
    /// </summary>
    /// <exception cref="AwsError">InvalidParameterValueException, AccessDeniedException.</exception>
    public static void Role(string roleArn, string callerAccount, IPassedRoles roles)
    {
        if (!RoleForm.IsMatch(roleArn))
        {
            throw BackupErrors.Invalid($"Invalid IAM role ARN: {roleArn}");
        }

        if (roleArn.Split(':')[4] != callerAccount)
        {
            throw BackupErrors.RoleOfAnotherAccount();
        }

        if (!roles.Trusts(roleArn, Service))
        {
            throw BackupErrors.RoleNotAssumable(roleArn);
        }
    }

    /// <summary>
    /// What can be copied: a complete recovery point that is not continuous (Guide, Copying continuous backups). That both are refused
    /// before a job is made is assumed.
    /// </summary>
    /// <exception cref="AwsError">InvalidRequestException.</exception>
    public static void Copyable(RecoveryPoint point)
    {
        if (point.Continuous)
        {
            throw BackupErrors.ContinuousNotCopied(point.Arn);
        }

        if (!point.Complete)
        {
            throw BackupErrors.NotComplete(point.Arn);
        }
    }

    /// <summary>What can be restored here: a complete recovery point of a database that is not continuous. AWS restores more.</summary>
    /// <exception cref="AwsError">InvalidRequestException, NotSimulated.</exception>
    public static void Restorable(RecoveryPoint point)
    {
        if (point.Continuous || !point.Resource.IsDatabase)
        {
            throw AwsError.NotSimulated(
                "backup",
                $"restoring {(point.Continuous ? "continuous recovery points" : point.Resource.Type)}"
            );
        }

        if (!point.Complete)
        {
            throw BackupErrors.NotComplete(point.Arn);
        }
    }

    /// <summary>Settings that can work: nothing takes less than no time.</summary>
    /// <exception cref="AwsError">InvalidInput.</exception>
    public static BackupSettings Sensible(BackupSettings settings)
    {
        TimeSpan[] durations =
        [
            settings.EventSweep,
            settings.BackupStartsAfter,
            settings.CopyStartsAfter,
            settings.RetriesFor,
            settings.DisablingTakes,
        ];
        return
            durations.Min() < TimeSpan.Zero
            || settings.RetryAfter <= TimeSpan.Zero
            || settings.ThroughputMiBPerSecond <= 0
            ? throw new AwsError("InvalidInput", "A duration is negative, or a speed is not above 0.")
            : settings;
    }

    /// <summary>A page size (Model: 1 to 1000).</summary>
    public const int LargestPage = 1000;

    [GeneratedRegex(@"^[a-zA-Z0-9_-]{2,50}\z")]
    private static partial Regex VaultNameForm { get; }

    [GeneratedRegex(@"^arn:aws:iam::[0-9]{12}:role/[^\s]+\z")]
    private static partial Regex RoleForm { get; }
}
