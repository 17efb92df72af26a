using LocalCloud.Kernel;

namespace LocalCloud.Rds;

public sealed partial class RdsApi : ILocalRds
{
    /// <summary>RDS takes an automated snapshot of an instance now: events 0090, then 0091.</summary>
    /// <returns>Its ARN; its identifier is <c>rds:DATABASE-yyyy-MM-dd-HH-mm</c>.</returns>
    /// <exception cref="AwsError">DBInstanceNotFound; InvalidDBInstanceState; DBSnapshotAlreadyExists for a second one in the same minute.</exception>
    public string CreateAutomatedSnapshot(string accountId, string region, string dbInstanceIdentifier) =>
        TakeAutomated(RdsKind.Instance, accountId, region, dbInstanceIdentifier);

    /// <summary>RDS takes an automated snapshot of a cluster now: events 0168, then 0169.</summary>
    /// <returns>Its ARN; its identifier is <c>rds:DATABASE-yyyy-MM-dd-HH-mm</c>.</returns>
    /// <exception cref="AwsError">DBClusterNotFoundFault; InvalidDBClusterStateFault; DBClusterSnapshotAlreadyExistsFault for a second one in the same minute.</exception>
    public string CreateAutomatedClusterSnapshot(
        string accountId,
        string region,
        string dbClusterIdentifier
    ) => TakeAutomated(RdsKind.Cluster, accountId, region, dbClusterIdentifier);

    /// <summary>A Region is lost: copies in progress that come from there fail. AWS does not say what becomes of them.</summary>
    public void FailCopiesFrom(string region)
    {
        lock (_agenda.Gate)
        {
            _copies.FailCopiesFrom(region);
        }
    }

    /// <summary>
    /// RDS loses the grants that it has on a key: copies in progress that need it fail. AWS does not say so of RDS; of AWS Backup it does.
    /// </summary>
    public void FailCopiesUnder(string keyArn)
    {
        lock (_agenda.Gate)
        {
            _copies.FailCopiesUnder(keyArn);
        }
    }

    private string TakeAutomated(RdsKind kind, string accountId, string region, string identifier)
    {
        ArgumentNullException.ThrowIfNull(identifier);
        lock (_agenda.Gate)
        {
            var database =
                _state.Database(kind.DatabaseIn(accountId, region, identifier))
                ?? throw RdsErrors.DatabaseNotFound(kind, identifier);
            var name = _databases.AutomatedName(database);
            RdsRules.Take(database, _state.Snapshot(kind.SnapshotIn(accountId, region, name)), name);
            return _databases.TakeAutomated(database).Arn.ToString();
        }
    }
}
