using LocalCloud.Kernel;

namespace LocalCloud.Backup;

/// <summary>Restore jobs of databases on the agenda: PENDING, RUNNING, then COMPLETED or FAILED.</summary>
internal sealed class RestoreJobs(
    Agenda agenda,
    BackupState state,
    IBackedUpDatabases databases,
    Func<BackupSettings> settings
)
{
    /// <summary>A job was accepted.</summary>
    public void Accept(RestoreJob job)
    {
        state.RestoreJobs.Add(job);
        agenda.After(settings().BackupStartsAfter, $"start of restore job {job.Id}", () => Start(job));
    }

    private void Start(RestoreJob job)
    {
        try
        {
            var request = new BackupRestoreRequest(
                BackupRules.SessionOf(job.IamRoleArn),
                job.Source.Arn,
                job.Metadata,
                new Dictionary<string, string>(StringComparer.Ordinal),
                job.RequestId
            );
            job.Run(databases.RestoreDatabase(request, () => job.Complete(agenda.Now)));
        }
        catch (AwsError e)
        {
            // A failed restore job tells the words of the service that it asked (Developer Guide, Restore job statuses).
            job.Fail(e.Message, agenda.Now);
        }
    }
}
