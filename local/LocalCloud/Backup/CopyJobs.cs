using LocalCloud.Kernel;
using LocalCloud.Policies;

namespace LocalCloud.Backup;

/// <summary>
/// Copy jobs on the agenda: CREATED, RUNNING, then COMPLETED or FAILED. One whose turn has not come, or whom a quota of RDS keeps from
/// starting, stays CREATED: for two hours AWS Backup tries again by itself (Developer Guide, Backup and tag copy, Copy job retry).
/// </summary>
internal sealed class CopyJobs(
    Agenda agenda,
    BackupPorts ports,
    BackupState state,
    Organization organization,
    RecoveryPoints points,
    ResourceFamilies families,
    ResourceSlots slots,
    BackupEvents events,
    BackupEvidence evidence,
    Func<BackupSettings> settings
)
{
    /// <summary>A job was accepted.</summary>
    /// <param name="job">The job.</param>
    /// <param name="hold">How much longer than usual it stays CREATED.</param>
    public void Accept(CopyJob job, TimeSpan hold)
    {
        state.Add(job);
        events.Changed(job);
        agenda.After(
            settings().CopyStartsAfter + hold,
            $"start of copy job {job.Id}",
            () => slots.Enter(job.Resource.Arn, () => Start(job))
        );
    }

    private void Start(CopyJob job)
    {
        try
        {
            points.Expire();
            if (BackupRules.FailureOf(FactsOf(job)) is { } failure)
            {
                Fail(job, failure);
                return;
            }

            evidence.CopyStarts(job);
            var vault = state.Vault(job.Destination)!;
            var caller = BackupRules.SessionOf(
                job.CrossAccount ? BackupRules.ServiceLinkedRole(job.Destination.AccountId) : job.IamRoleArn
            );
            var order = new CopyOrder(job.Source, vault, job.Id.ToLowerInvariant(), caller, job.RequestId);
            var arn = families.Of(job.Resource).Copy(order, finished => Finish(job, finished));
            evidence.Copied(job, caller, arn);
            job.Run(points.Begin(job, arn, vault, caller.RoleArn!));
            events.Changed(job);
        }
        catch (AwsError e) when (e.Code == "SnapshotQuotaExceeded" && IsYoung(job))
        {
            agenda.After(settings().RetryAfter, $"next start of copy job {job.Id}", () => Start(job));
        }
        catch (AwsError e)
        {
            Fail(job, e.Message);
        }
    }

    private bool IsYoung(CopyJob job) => agenda.Now - job.CreationDate < settings().RetriesFor;

    private CopyFacts FactsOf(CopyJob job)
    {
        var vault = state.Vault(job.Destination);
        var (source, destination) = (job.AccountId, job.Destination.AccountId);
        return new CopyFacts(
            job,
            SourceExists: state.Point(job.Source.Arn) == job.Source,
            vault,
            vault is null ? null : ports.Keys.Key(vault.KeyArn),
            organization.Has(source) && organization.Has(destination),
            organization.AllowsCopies(agenda.Now, settings().DisablingTakes),
            vault is null ? PolicyDecision.NotAllowed : Access(job, vault),
            ports.Roles.Trusts(job.IamRoleArn, BackupRules.Service),
            ports.Roles.Trusts(BackupRules.ServiceLinkedRole(destination), BackupRules.Service),
            settings().SingleActionCopies
        );
    }

    private PolicyDecision Access(CopyJob job, BackupVault vault)
    {
        var caller = BackupRules.SessionOf(job.IamRoleArn);
        var context = BackupRules.Context(caller, vault.Arn.Region, organization);
        return BackupRules.Ask(vault, caller, "backup:CopyIntoBackupVault", vault.Arn.ToString(), context);
    }

    private void Finish(CopyJob job, Finished finished)
    {
        evidence.CopyEnds(job);
        if (finished.Failure is { } failure)
        {
            state.Remove(job.Made!);
            Fail(job, failure);
            return;
        }

        job.Complete(agenda.Now);
        points.Complete(job.Made!, finished.Encryption);
        events.Changed(job);
        events.Changed(job.Made!, "COMPLETED");
        slots.Leave(job.Resource.Arn);
    }

    private void Fail(CopyJob job, string why)
    {
        job.Fail("FAILED", why, agenda.Now);
        events.Changed(job);
        slots.Leave(job.Resource.Arn);
    }
}
