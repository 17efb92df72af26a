using LocalCloud.Kernel;

namespace LocalCloud.Backup;

internal static partial class BackupRules
{
    private const int LeastDaysInColdStorage = 90;

    /// <summary>
    /// Cold storage lasts 90 days at least, expiry is after 1 to 36,500 days, -1 is never (Guide, StartCopyJob; the texts are recorded ones
    /// of CreateBackupPlan). DeleteAfterEvent is "not valid as an input" (Model).
    /// </summary>
    /// <exception cref="AwsError">InvalidParameterValueException.</exception>
    public static Lifecycle? Lifecycle(RestInput input)
    {
        if (input.Object("Lifecycle") is not { } given)
        {
            return null;
        }

        if (given["DeleteAfterEvent"] is not null)
        {
            throw BackupErrors.Invalid("Invalid lifecycle. DeleteAfterEvent is not a valid input.");
        }

        var lifecycle = new Lifecycle(
            RestInput.Number(given, "MoveToColdStorageAfterDays"),
            RestInput.Number(given, "DeleteAfterDays")
        );
        InRange("DeleteAfterDays", lifecycle.DeleteAfterDays);
        InRange("MoveToColdStorageAfterDays", lifecycle.MoveToColdStorageAfterDays);
        return
            lifecycle is { RetentionDays: { } delete, MoveToColdStorageAfterDays: { } cold and not -1 }
            && delete < cold + LeastDaysInColdStorage
            ? throw BackupErrors.Invalid(
                "Invalid lifecycle. DeleteAfterDays cannot be less than 90 days apart from MoveToColdStorageAfterDays"
            )
            : lifecycle;
    }

    /// <summary>
    /// A backup's lifecycle: as asked for, or for ever. Cold storage is ignored where there is none (Model, Lifecycle).
    /// </summary>
    public static Lifecycle LifecycleOfBackup(Lifecycle? wanted, ProtectedResource resource) =>
        WithoutCold(wanted ?? Backup.Lifecycle.ForEver, resource);

    /// <summary>
    /// A copy's lifecycle: as asked for, else its source's. One that is asked never to be deleted keeps its source's expiry all the same
    /// (Guide, Backup and tag copy).
    /// </summary>
    public static Lifecycle LifecycleOfCopy(Lifecycle? wanted, RecoveryPoint source) =>
        wanted?.RetentionDays is null
            ? source.Lifecycle with
            {
                MoveToColdStorageAfterDays = wanted is null
                    ? source.Lifecycle.MoveToColdStorageAfterDays
                    : WithoutCold(wanted, source.Resource).MoveToColdStorageAfterDays,
            }
            : WithoutCold(wanted, source.Resource);

    /// <summary>When a recovery point expires: so many days after its creation date, which of a copy is its source's.</summary>
    public static DateTimeOffset? DeleteAt(Lifecycle lifecycle, DateTimeOffset creationDate) =>
        lifecycle.RetentionDays is { } days ? creationDate.AddDays(days) : null;

    private static Lifecycle WithoutCold(Lifecycle lifecycle, ProtectedResource resource) =>
        resource.HasColdStorage ? lifecycle : lifecycle with { MoveToColdStorageAfterDays = null };

    private static void InRange(string name, long? days)
    {
        if (days is { } given && given is not -1 and (< 1 or > LongestDays))
        {
            throw BackupErrors.Invalid(
                $"Invalid lifecycle. {name} cannot be less than 1 or more than {LongestDays} days"
            );
        }
    }
}
