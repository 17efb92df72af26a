namespace Relay;

/// <summary>
/// What to do when AWS refuses a route. Each way out is taken for the refusals that it cures, known by AWS's own words where there are any;
/// everything else stays the failure that it is.
/// </summary>
internal static class Fallbacks
{
    // AWS Knowledge Center, Why did my cross-account copy fail in AWS Backup?
    private static readonly string[] OtherOrganization = ["member of the same organization"];

    // AWS Knowledge Center, likewise; what AWS Backup says of a copy across Region and account at once where it can't.
    private static readonly string[] NotSupported = ["Feature is not supported", "cannot be initiated"];

    // RDS's words for a key that the caller can't use (recorded replies), EC2's in a copy job, and AWS Backup's for a snapshot under an AWS
    // managed key (AWS Backup Developer Guide, Reasons for problematic jobs).
    private static readonly string[] SourceKey =
    [
        "source snapshot KMS key",
        "key ID is not accessible",
        "AWS Managed CMK",
        "default service key",
        "encrypted with the AWS managed key",
        "default key cannot be shared",
    ];

    // The same list: it does not tell which key; one of a single job's may be the source's, which the DR account can't use.
    private static readonly string[] SomeKey = ["access to KMS key is denied"];

    // AWS Backup Developer Guide, Creating backup copies across AWS Regions.
    private static readonly string[] OptionGroup = ["target option group"];

    // AWS Backup names the role that it can't assume (recorded; AWS re:Post): this one is AWS's own, in the DR account.
    private const string ServiceRole = "AWSServiceRoleForBackup";

    /// <summary>The plan to go on with; null when there is none.</summary>
    public static RelayPlan? After(RelayPlan plan, SourceSnapshot source, RelayException refusal)
    {
        var answer = AnswerOf(refusal);
        bool Says(params string[][] texts) =>
            texts.SelectMany(t => t).Any(t => answer.Contains(t, StringComparison.OrdinalIgnoreCase));
        // Failed jobs can't be deleted, and AWS Backup lists them for weeks: another start would meet them again.
        var exhausted = refusal is AttemptsExhaustedException;
        var rescue = source.Arn.IsRds && plan.Means == CopyMeans.CopyJob && (exhausted || IsOfJobs(refusal));
        return plan.Route switch
        {
            Route.DirectToAccount when CuredByRegionCopy(refusal, Says(SourceKey)) => Descend(
                plan,
                Route.RegionThenAccount,
                CopyMeans.Snapshot,
                answer
            ),
            // The plan names the region vault only where that will do.
            Route.BackupCopyJob
                when IsOfJobs(refusal)
                    && plan.RegionVaultArn is not null
                    && Says(NotSupported, SourceKey, SomeKey) => Descend(
                plan,
                Route.BackupTwoJobs,
                CopyMeans.CopyJob,
                answer
            ),
            Route.BackupCopyJob
                when rescue
                    && (
                        exhausted
                        || Says(OtherOrganization, NotSupported, SourceKey, SomeKey)
                        || IsCrossAccountOff(answer)
                    ) => Descend(plan, Route.RegionThenAccount, CopyMeans.Snapshot, answer),
            Route.BackupTwoJobs
                when rescue
                    && (
                        exhausted
                        || Says(OtherOrganization, NotSupported, SourceKey)
                        || IsCrossAccountOff(answer)
                    ) => Descend(plan, Route.RegionThenAccount, CopyMeans.Snapshot, answer),
            Route.RegionOnly when rescue && (exhausted || Says(NotSupported, SourceKey, OptionGroup)) =>
                Descend(plan, Route.RegionOnly, CopyMeans.Snapshot, answer),
            _ => null,
        };
    }

    /// <summary>The refusal to report.</summary>
    public static RelayException InWords(SourceSnapshot source, RelayException refusal) =>
        (refusal, source) switch
        {
            (CopyFailedException { Answer: { } answer } failed, _)
                when answer.Contains(ServiceRole, StringComparison.Ordinal) =>
                new BackupServiceRoleMissingException(failed.Copy, answer),
            (_, { UnderAwsOwnedKey: true, Arn.IsRds: true }) when MayBeOfSourceKey(refusal) =>
                new AwsOwnedKeyRefusedException(source.Arn, AnswerOf(refusal)),
            _ => refusal,
        };

    // The other key of a copy has nothing to do with it.
    private static bool MayBeOfSourceKey(RelayException refusal) =>
        refusal switch
        {
            KeyNotAccessibleException key => key.Answer.Contains("source", StringComparison.Ordinal),
            // A copy job fails for many reasons.
            CopyFailedException { Answer: { } answer } => answer.Contains(
                "key",
                StringComparison.OrdinalIgnoreCase
            ) || answer.Contains("encrypt", StringComparison.OrdinalIgnoreCase),
            _ => refusal is AwsRefusedException or ShareRefusedException,
        };

    // The guides contradict each other on one step across Region and account, so no text is known: what RDS refuses of it for the
    // snapshot's sake, not the caller's or the quota's, the region copy gets around. A region copy is shared under the region key.
    private static bool CuredByRegionCopy(RelayException refusal, bool ofSourceKey) =>
        refusal switch
        {
            ShareRefusedException or SharedCopyNotVisibleException or AwsAccessDeniedException => true,
            CopyFailedException => true,
            KeyNotAccessibleException => ofSourceKey,
            AwsRefusedException { Code: var code } => code.StartsWith(
                "InvalidParameter",
                StringComparison.Ordinal
            ),
            _ => false,
        };

    private static bool IsOfJobs(RelayException refusal) =>
        refusal is AwsRefusedException or CopyFailedException or KeyNotAccessibleException;

    // The same list: "Cross-account copy feature is not enabled for the current organization."
    private static bool IsCrossAccountOff(string answer) =>
        answer.Contains("cross-account", StringComparison.OrdinalIgnoreCase)
        && (
            answer.Contains("not enabled", StringComparison.OrdinalIgnoreCase)
            || answer.Contains("disabled", StringComparison.OrdinalIgnoreCase)
        );

    private static string AnswerOf(RelayException refusal) =>
        refusal switch
        {
            AwsRefusedException refused => refused.Answer,
            AwsAccessDeniedException denied => denied.Answer,
            CopyFailedException failed => failed.Answer ?? "",
            KeyNotAccessibleException key => key.Answer,
            ShareRefusedException share => share.Answer,
            AttemptsExhaustedException => $"{Names.Attempts} copy jobs have failed",
            _ => refusal.Message,
        };

    private static RelayPlan Descend(RelayPlan plan, Route route, CopyMeans means, string answer) =>
        plan with
        {
            Route = route,
            Means = means,
            InsteadOf = plan.Route,
            Reason =
                $"{plan.Reason} AWS refused {Name(plan)} ({Shown.Value(answer)}), so it goes on as {route}{(means == CopyMeans.Snapshot && plan.Means == CopyMeans.CopyJob ? " by RDS, which rescues the snapshot behind the recovery point" : "")}.",
            RegionVaultArn = means == CopyMeans.CopyJob ? plan.RegionVaultArn : null,
            AccountVaultArn = means == CopyMeans.CopyJob ? plan.AccountVaultArn : null,
            ColdStorageAfterDays = means == CopyMeans.CopyJob ? plan.ColdStorageAfterDays : null,
        };

    private static string Name(RelayPlan plan) =>
        plan is { Route: Route.RegionOnly, Means: CopyMeans.CopyJob }
            ? "the copy job"
            : plan.Route.ToString();
}
