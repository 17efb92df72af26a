using LocalCloud.Kernel;

namespace LocalCloud.Backup;

/// <summary>
/// DB instances and DB clusters: their recovery points are RDS's own snapshots, named <c>awsbackup:job-…</c> and <c>awsbackup:copyjob-…</c>
/// (Developer Guide, Amazon RDS backups; copies' names as seen in public).
/// </summary>
internal sealed class DatabaseFamily(IBackedUpDatabases databases, Ids ids) : IResourceFamily
{
    /// <inheritdoc/>
    public ProtectedResource? Find(string resourceArn) =>
        IsDatabase(resourceArn) && databases.Database(resourceArn) is { } database
            ? new ProtectedResource(database.Arn, TypeOf(database), database.Name, database.SizeGiB)
            {
                MultiAzCluster = database.IsMultiAzCluster,
                IsDatabase = true,
            }
            : null;

    /// <inheritdoc/>
    public string Backup(BackupOrder order, Action<Finished> ended)
    {
        var snapshot = databases.TakeSnapshot(
            new BackupSnapshotRequest(
                order.Resource.Arn,
                $"awsbackup:job-{order.Id}",
                order.Tags,
                order.Continuous
            ),
            made => ended(Finish(made, "Backup job encountered a fatal error."))
        );
        return order.Continuous ? ContinuousArn(order) : snapshot;
    }

    /// <inheritdoc/>
    public string Copy(CopyOrder order, Action<Finished> ended) =>
        databases.CopySnapshot(
            new BackupCopyRequest(
                order.Caller,
                order.Source.Arn,
                order.Vault.Arn.AccountId,
                order.Vault.Arn.Region,
                $"awsbackup:copyjob-{order.Id}",
                order.Vault.KeyArn,
                databases.Snapshot(order.Source.Arn)?.Tags
                    ?? new Dictionary<string, string>(StringComparer.Ordinal),
                order.RequestId
            ),
            made => ended(Finish(made, "Copy job encountered a fatal error."))
        );

    /// <inheritdoc/>
    public void Delete(RecoveryPoint point)
    {
        if (!point.Continuous)
        {
            databases.DeleteSnapshot(point.Arn);
        }
    }

    private static bool IsDatabase(string arn) =>
        arn.Split(':') is [_, _, "rds", _, _, "db" or "cluster", ..];

    // An instance of an Aurora cluster is backed up with its cluster; a Multi-AZ DB cluster counts as RDS (Developer Guide, Feature availability).
    private static string TypeOf(BackedUpDatabase database) =>
        database.Engine switch
        {
            _ when database.Engine.StartsWith("aurora", StringComparison.Ordinal) => "Aurora",
            "docdb" => "DocumentDB",
            "neptune" => "Neptune",
            _ => "RDS",
        };

    // Form of one seen in an error message of RDS; its first part is the DbiResourceId or DbClusterResourceId, here any.
    private string ContinuousArn(BackupOrder order)
    {
        var (kind, id) = (IsCluster(order.Resource) ? "cluster" : "db", ids.NewToken(26).ToLowerInvariant());
        var place = $"{order.Resource.Region}:{order.Resource.AccountId}";
        return $"arn:aws:backup:{place}:recovery-point:continuous:{kind}-{id}-{ids.NewGuid()[..8]}";
    }

    private static bool IsCluster(ProtectedResource resource) =>
        resource.Arn.Contains(":cluster:", StringComparison.Ordinal);

    private static Finished Finish(BackedUpSnapshot made, string failure) =>
        new(made.Status == "available" ? null : failure, made.Encryption);
}
