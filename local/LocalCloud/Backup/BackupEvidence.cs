using LocalCloud.Kernel;

namespace LocalCloud.Backup;

/// <summary>
/// Notes what AWS Backup does in the name of the role that a job was given, for the IAM check (Developer Guide, Managed policies,
/// AWSBackupServiceRolePolicyForBackup; the cross-account prerequisites). What RDS and KMS are asked for a copy, they note themselves.
/// </summary>
internal sealed class BackupEvidence(CallLog log, Agenda agenda)
{
    /// <summary>
    /// A copy starts: out of the source, into the destination. Across accounts the copy role shares a database's snapshot with the
    /// destination and withdraws that later ("Failed to unshare snapshot" when the role was deleted meanwhile).
    /// </summary>
    public void CopyStarts(CopyJob job)
    {
        var (source, destination) = (job.Source.Arn, job.Destination.ToString());
        Note(job, "backup:CopyFromBackupVault", source, ("backup:CopyTargets", destination));
        Note(job, "backup:CopyIntoBackupVault", destination);
        if (job.Resource.IsDatabase)
        {
            Note(job, $"rds:Describe{Snapshot(source)}s", source);
            Note(job, "rds:ListTagsForResource", source);
            NoteSharing(job);
        }
    }

    /// <summary>A copy was accepted: its tags were given with it.</summary>
    /// <param name="job">The job.</param>
    /// <param name="caller">In whose name the copy is made.</param>
    /// <param name="copyArn">The copy.</param>
    public void Copied(CopyJob job, Caller caller, string copyArn)
    {
        if (job.Resource.IsDatabase)
        {
            Note(caller.PrincipalArn, job.RequestId, "rds:AddTagsToResource", copyArn);
        }
    }

    /// <summary>A copy ended, well or not.</summary>
    public void CopyEnds(CopyJob job)
    {
        if (job.Resource.IsDatabase)
        {
            NoteSharing(job);
        }
    }

    /// <summary>A backup starts.</summary>
    public void BackupStarts(BackupJob job, string pointArn)
    {
        if (job.Resource.IsDatabase && !job.Continuous)
        {
            var isCluster = pointArn.Contains(":cluster-snapshot:", StringComparison.Ordinal);
            Note(job, $"rds:DescribeDB{(isCluster ? "Clusters" : "Instances")}", job.Resource.Arn);
            Note(job, "rds:ListTagsForResource", job.Resource.Arn);
            Note(job, $"rds:Create{Snapshot(pointArn)}", pointArn);
            Note(job, "rds:AddTagsToResource", pointArn);
        }
    }

    /// <summary>A recovery point is deleted, by hand or because it expired: with the role that it was made with.</summary>
    public void Deleted(RecoveryPoint point)
    {
        if (point.Resource.IsDatabase && !point.Continuous)
        {
            Note(point.IamRoleArn, "", $"rds:Delete{Snapshot(point.Arn)}", point.Arn);
        }
    }

    private void NoteSharing(CopyJob job)
    {
        if (job.CrossAccount)
        {
            Note(job, $"rds:Modify{Snapshot(job.Source.Arn)}Attribute", job.Source.Arn);
        }
    }

    private static string Snapshot(string arn) =>
        arn.Contains(":cluster-snapshot:", StringComparison.Ordinal) ? "DBClusterSnapshot" : "DBSnapshot";

    private void Note(Job job, string action, string resource, params (string Key, string Value)[] context) =>
        Note(job.IamRoleArn, job.RequestId, action, resource, context);

    private void Note(
        string roleArn,
        string requestId,
        string action,
        string resource,
        params (string Key, string Value)[] context
    ) =>
        log.Add(
            new LoggedCall(
                agenda.Now,
                roleArn,
                roleArn.Split(':')[4],
                resource.Split(':')[3],
                action,
                resource,
                context.ToDictionary(c => c.Key, c => c.Value, StringComparer.Ordinal),
                Implied: true,
                requestId
            )
        );
}
