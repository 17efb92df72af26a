using LocalCloud.Kernel;
using LocalCloud.Policies;

namespace LocalCloud.Backup;

/// <summary>What is the case as a copy job starts.</summary>
/// <param name="Job">The job.</param>
/// <param name="SourceExists">False when the source was deleted meanwhile.</param>
/// <param name="Vault">The destination, or null when there is no such vault.</param>
/// <param name="Key">The destination's key, or null when it is gone.</param>
/// <param name="SameOrganization">Whether both accounts are in one organization.</param>
/// <param name="CrossAccountBackup">Whether that has cross-account backup enabled.</param>
/// <param name="Access">What the destination's access policy says to the copy role.</param>
/// <param name="RoleTrusts">Whether AWS Backup may assume the copy role.</param>
/// <param name="ServiceLinkedRoleTrusts">Whether AWSServiceRoleForBackup is there in the destination account.</param>
/// <param name="SingleActionCopies">Whether one job may cross Region and account for databases.</param>
internal sealed record CopyFacts(
    CopyJob Job,
    bool SourceExists,
    BackupVault? Vault,
    VaultKey? Key,
    bool SameOrganization,
    bool CrossAccountBackup,
    PolicyDecision Access,
    bool RoleTrusts,
    bool ServiceLinkedRoleTrusts,
    bool SingleActionCopies
);

internal static partial class BackupRules
{
    /// <summary>
    /// Why a copy job fails as it starts, or null. Texts are those of the Guide (Reasons for problematic jobs) unless "our words"; that the
    /// job fails, and is not refused, follows from their being status messages there. Their order is assumed.
    /// </summary>
    public static string? FailureOf(CopyFacts facts) =>
        facts.Job.Fault ?? (facts.Job.CrossAccount ? AcrossAccounts(facts) : null) ?? Anywhere(facts);

    /// <summary>Guide, Creating backup copies across AWS accounts.</summary>
    private static string? AcrossAccounts(CopyFacts facts)
    {
        var (job, encryption) = (facts.Job, facts.Job.Source.Encryption);
        if (!facts.SameOrganization)
        {
            return "Copy job failed. Both source and destination account must be a member of the same organization.";
        }

        if (!facts.CrossAccountBackup)
        {
            return "Copy job failed. Cross-account copy feature is not enabled for the current organization.";
        }

        if (job is { CrossRegion: true, Resource.IsDatabase: true } && !facts.SingleActionCopies)
        {
            return FeatureNotSupported(job);
        }

        if (facts.Vault is null || facts.Access != PolicyDecision.Allowed)
        {
            return "Access Denied trying to call AWS Backup service.";
        }

        if (facts.Key?.AwsManaged == true || job.Destination.Name == "Default")
        {
            return VaultUnderDefaultKey;
        }

        // An AWS managed key's policy can't be changed, so nobody else can read what is under it.
        if (!job.Resource.FullyManaged && encryption.Key?.AwsManaged == true)
        {
            return job.Resource.Type == "EBS"
                ? "Encrypted snapshots with Amazon EBS default key cannot be shared"
                : "Snapshots encrypted with the AWS managed key can't be shared. Specify another snapshot.";
        }

        // Recorded of an account where the role was missing; that a copy needs it follows from its doing the copying there.
        return facts.ServiceLinkedRoleTrusts
            ? null
            : NotAssumable(ServiceLinkedRole(job.Destination.AccountId));
    }

    private static string? Anywhere(CopyFacts facts)
    {
        var job = facts.Job;
        if (!facts.RoleTrusts)
        {
            return NotAssumable(job.IamRoleArn);
        }

        if (!facts.SourceExists)
        {
            return $"Cannot find recovery point {job.Source.Arn}.";
        }

        // No copy of any kind (Guide, Feature availability, footnote).
        if (job.Resource.MultiAzCluster)
        {
            return FeatureNotSupported(job);
        }

        // Our words, after the published text for a backup job.
        if (facts.Vault is null)
        {
            return $"Copy job failed because backup vault {job.Destination} does not exist.";
        }

        if (facts.Access == PolicyDecision.ExplicitlyDenied)
        {
            return "Access Denied trying to call AWS Backup service.";
        }

        // aws/backup encrypts only what AWS Backup keeps itself (Guide, Encryption for backups).
        if (!job.Resource.FullyManaged && facts.Key?.IsDefaultOfBackup == true)
        {
            return VaultUnderDefaultKey;
        }

        if (facts.Key?.Usable != true)
        {
            return "KMS key is either disabled or pending deletion or access to KMS key is denied";
        }

        return Retention(facts.Vault, LifecycleOfCopy(job.Lifecycle, job.Source)) is { } outside
            ? $"Copy job failed. {outside}"
            : null;
    }

    /// <summary>Why a vault's lock does not admit a lifecycle, or null.</summary>
    public static string? Retention(BackupVault vault, Lifecycle lifecycle) =>
        vault.Lock?.Admits(lifecycle.RetentionDays) == false
            ? "The retention specified in the job is not within the range specified for the target Backup Vault."
            : null;

    private const string VaultUnderDefaultKey =
        "Copy job failed because the destination Backup vault is encrypted with the default Backup service managed key. "
        + "The contents of this vault cannot be copied. Only the contents of a Backup vault encrypted by an AWS KMS key may be copied.";

    // Its start is recorded of jobs before October 2025 (AWS Knowledge Center), its end is in the Guide's list.
    private static string FeatureNotSupported(CopyJob job) =>
        $"Copy job from {job.Region} to {job.Destination.Region} cannot be initiated for {job.Resource.Type} resources. "
        + "Feature is not supported for provided resource type.";

    private static string NotAssumable(string roleArn) =>
        $"The provided role {roleArn} cannot be assumed by AWS Backup.";
}
