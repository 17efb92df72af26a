using LocalCloud.Kernel;

namespace LocalCloud.Backup;

/// <summary>How recovery points come and go.</summary>
internal sealed class RecoveryPoints(
    Agenda agenda,
    Ids ids,
    BackupState state,
    ResourceFamilies families,
    BackupEvents events,
    BackupEvidence evidence
)
{
    // "At a randomly chosen point over the following 8 hours" (Developer Guide, Backup and tag copy).
    private const double HoursUntilGone = 8;

    /// <summary>A backup job makes one.</summary>
    public RecoveryPoint Begin(BackupJob job, string arn, Lifecycle lifecycle) =>
        Add(
            new RecoveryPoint
            {
                Arn = arn,
                Vault = job.Vault,
                Resource = job.Resource,
                IamRoleArn = job.IamRoleArn,
                CreationDate = job.CreationDate,
                InitiationDate = job.CreationDate,
                Lifecycle = lifecycle,
                DeleteAt = BackupRules.DeleteAt(lifecycle, job.CreationDate),
                GoneAt = GoneAt(BackupRules.DeleteAt(lifecycle, job.CreationDate)),
                Continuous = job.Continuous,
            }
        );

    /// <summary>A copy job makes one: its creation date is its source's.</summary>
    public RecoveryPoint Begin(CopyJob job, string arn, BackupVault vault, string roleArn)
    {
        var source = job.Source;
        var lifecycle = BackupRules.LifecycleOfCopy(job.Lifecycle, source);
        var deleteAt = BackupRules.DeleteAt(lifecycle, source.CreationDate);
        return Add(
            new RecoveryPoint
            {
                Arn = arn,
                Vault = vault,
                Resource = source.Resource,
                SourceVaultArn = source.Vault.Arn.ToString(),
                IamRoleArn = roleArn,
                CreationDate = source.CreationDate,
                InitiationDate = job.CreationDate,
                Lifecycle = lifecycle,
                DeleteAt = deleteAt,
                GoneAt = GoneAt(deleteAt),
            }
        );
    }

    /// <summary>It is complete.</summary>
    public void Complete(RecoveryPoint point, StorageEncryption encryption)
    {
        (point.CompletionDate, point.Encryption) = (agenda.Now, encryption);
        // A continuous one never ends (Developer Guide, Recovery point status).
        point.Status = point.Continuous ? "AVAILABLE" : "COMPLETED";
    }

    /// <summary>Deletes one, with what is behind it.</summary>
    public void Delete(RecoveryPoint point)
    {
        state.Remove(point);
        evidence.Deleted(point);
        families.Of(point.Resource).Delete(point);
        events.Changed(point, "DELETING");
    }

    /// <summary>
    /// Deletes those whose time has come. That is looked at when somebody asks, so that nothing is on the agenda for months.
    /// </summary>
    public void Expire()
    {
        foreach (var point in state.Points.Where(p => p.Complete && p.GoneAt <= agenda.Now).ToList())
        {
            Delete(point);
        }
    }

    private RecoveryPoint Add(RecoveryPoint point)
    {
        state.Add(point);
        return point;
    }

    private DateTimeOffset? GoneAt(DateTimeOffset? deleteAt) =>
        deleteAt?.AddHours(ids.NextDouble() * HoursUntilGone);
}
