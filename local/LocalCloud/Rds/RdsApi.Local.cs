using LocalCloud.Kernel;

namespace LocalCloud.Rds;

public sealed partial class RdsApi : ILocalRds
{
    /// <summary>RDS takes an automated snapshot of an instance now: events 0090, then 0091.</summary>
    /// <returns>Its ARN; its identifier is <c>rds:DATABASE-yyyy-MM-dd-HH-mm</c>.</returns>
    /// <exception cref="AwsError">DBInstanceNotFound; InvalidDBInstanceState; DBSnapshotAlreadyExists for a second one in the same minute.</exception>
    public string CreateAutomatedSnapshot(string accountId, string region, string dbInstanceIdentifier)
    {
        ArgumentNullException.ThrowIfNull(dbInstanceIdentifier);
        lock (_agenda.Gate)
        {
            var instance =
                _state.Instance(RdsArn.Instance(accountId, region, dbInstanceIdentifier))
                ?? throw RdsErrors.InstanceNotFound(dbInstanceIdentifier);
            var name = _instances.AutomatedName(instance);
            var sameName = _state.Snapshot(RdsArn.Snapshot(accountId, region, name));
            RdsRules.Create(instance, sameName, name, manualSnapshots: 0, _settings);
            return _instances.Take(instance, name, []).Arn.ToString();
        }
    }
}
