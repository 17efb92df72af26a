namespace Relay;

/// <summary>
/// How long a copied recovery point lives. AWS Backup counts from the source's creation, not from the copy's (AWS Backup Developer Guide,
/// Backup and tag copy; StartCopyJob). The relay always sends a number of days: -1 would leave the source's expiry on the copy.
/// </summary>
public static class LifecycleRules
{
    /// <summary>What is in cold storage has to stay there so long (AWS Backup API reference, Lifecycle).</summary>
    public const int ColdStorageDays = 90;

    // AWS does not say to which time of the day it rounds an end.
    private static readonly TimeSpan Rounding = TimeSpan.FromDays(1);

    // AWS Backup Developer Guide, Feature availability by resource. EBS only has it on request, which the relay never makes.
    private static readonly string[] TypesWithColdStorage =
    [
        "CloudFormation",
        "DynamoDB",
        "EFS",
        "SAP HANA on Amazon EC2",
        "Timestream",
        "VirtualMachine",
    ];

    /// <summary>When a recovery point goes to cold storage; null for never, and for a type that has none, where AWS Backup would ignore it.</summary>
    public static int? ColdStorageAfterDays(SourceSnapshot source, RelaySettings settings) =>
        settings.Retention.ColdStorageAfterDays > 0
        && TypesWithColdStorage.Contains(source.RecoveryPoint?.ResourceType, StringComparer.Ordinal)
            ? settings.Retention.ColdStorageAfterDays
            : null;

    /// <summary>
    /// Whether a copy lives as long as it is to be kept: one that somebody else has made, or that was made when less was wanted, may not.
    /// </summary>
    /// <param name="copy">The copy as AWS Backup describes it; without a time of deletion it lives for ever.</param>
    /// <param name="days">How long it is to be kept, from the source's creation, which is the copy's too.</param>
    public static bool LivesLongEnough(RecoveryPointFacts copy, int days)
    {
        ArgumentNullException.ThrowIfNull(copy);
        return copy is not { DeleteAt: { } end, CreatedAt: { } created }
            || end >= created.AddDays(days) - Rounding;
    }

    /// <summary>Why copies that are kept so long can't go to cold storage then, and what to do; null when they can.</summary>
    public static (string Problem, string ToDo)? WhyNotCold(int coldStorageAfterDays, int days) =>
        days < coldStorageAfterDays + ColdStorageDays
            ? (
                $"is to go to cold storage after {coldStorageAfterDays} days, where it has to stay {ColdStorageDays}, but it is to be kept {days} days only",
                $"Set RetentionDays to at least {coldStorageAfterDays + ColdStorageDays}, or ColdStorageAfterDays to at most {Math.Max(0, days - ColdStorageDays)} (0 for never)."
            )
            : null;

    /// <summary>Refuses a lifecycle that AWS Backup would refuse, or that would delete the copy at once.</summary>
    /// <param name="source">The recovery point.</param>
    /// <param name="plan">The plan; one without copy jobs has no lifecycle.</param>
    /// <param name="now">The time of the plan.</param>
    /// <exception cref="LifecycleRefusedException">The days don't fit.</exception>
    public static void Check(SourceSnapshot source, RelayPlan plan, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (plan is not { Means: CopyMeans.CopyJob, RetentionDays: { } days })
        {
            return;
        }

        if (plan.ColdStorageAfterDays is { } cold && WhyNotCold(cold, days) is { } why)
        {
            throw new LifecycleRefusedException(source.Arn, $"its copy {why.Problem}", why.ToDo);
        }

        var created = source.RecoveryPoint?.CreatedAt ?? source.CreateTime;
        var age = (now - created).TotalDays;
        if (age >= days)
        {
            throw new LifecycleRefusedException(
                source.Arn,
                $"it is {age:0.#} days old, and its copy, kept {days} days from then on, would be deleted at once",
                $"Lengthen its retention with the tag {Wishes.RetentionTag} of the recovery point or of what it is a backup of."
            );
        }
    }
}
