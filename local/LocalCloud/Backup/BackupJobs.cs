using LocalCloud.Kernel;

namespace LocalCloud.Backup;

/// <summary>Backup jobs on the agenda: CREATED, RUNNING, then COMPLETED or FAILED; EXPIRED when they could not start in time.</summary>
internal sealed class BackupJobs(
    Agenda agenda,
    BackupState state,
    RecoveryPoints points,
    ResourceFamilies families,
    ResourceSlots slots,
    BackupEvents events,
    BackupEvidence evidence,
    Func<BackupSettings> settings
)
{
    /// <summary>A job was accepted.</summary>
    public void Accept(BackupJob job)
    {
        state.Add(job);
        events.Changed(job);
        agenda.After(
            settings().BackupStartsAfter,
            $"start of backup job {job.Id}",
            () =>
            {
                if (!slots.Enter(job.Resource.Arn, () => Start(job)))
                {
                    agenda.At(job.StartBy, $"expiry of backup job {job.Id}", () => Expire(job));
                }
            }
        );
    }

    private void Start(BackupJob job)
    {
        if (job.State != "CREATED")
        {
            slots.Leave(job.Resource.Arn);
            return;
        }

        var lifecycle = BackupRules.LifecycleOfBackup(job.Lifecycle, job.Resource);
        if (Failure(job, lifecycle) is { } failure)
        {
            End(job, failure);
            return;
        }

        try
        {
            var order = new BackupOrder(
                job.Resource,
                job.Vault,
                job.Id.ToLowerInvariant(),
                job.Tags,
                job.Continuous
            );
            var arn = families.Of(job.Resource).Backup(order, finished => Finish(job, finished));
            evidence.BackupStarts(job, arn);
            job.Run(points.Begin(job, arn, lifecycle));
            events.Changed(job);
        }
        catch (AwsError e)
        {
            End(job, e.Message);
        }
    }

    // The first text is published; the second is that of a copy job.
    private string? Failure(BackupJob job, Lifecycle lifecycle) =>
        state.Vault(job.Vault.Arn) != job.Vault
            ? $"Backup job failed because backup vault {job.Vault.Arn} does not exist."
        : BackupRules.Retention(job.Vault, lifecycle) is { } outside ? $"Backup job failed. {outside}"
        : null;

    private void Finish(BackupJob job, Finished finished)
    {
        var point = job.Made!;
        if (finished.Failure is { } failure)
        {
            state.Remove(point);
            End(job, failure);
            return;
        }

        job.Complete(agenda.Now);
        points.Complete(point, finished.Encryption);
        events.Changed(job);
        events.Changed(point, "COMPLETED");
        slots.Leave(job.Resource.Arn);
    }

    private void End(BackupJob job, string why)
    {
        Fail(job, "FAILED", why);
        slots.Leave(job.Resource.Arn);
    }

    private void Expire(BackupJob job)
    {
        if (job.State == "CREATED")
        {
            Fail(job, "EXPIRED", "Backup job failed because there was a running job for the same resource.");
        }
    }

    private void Fail(BackupJob job, string how, string why)
    {
        job.Fail(how, why, agenda.Now);
        events.Changed(job);
    }
}
