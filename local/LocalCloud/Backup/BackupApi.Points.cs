using System.Text.Json.Nodes;
using LocalCloud.Kernel;

namespace LocalCloud.Backup;

public sealed partial class BackupApi
{
    private JsonObject DescribePoint(AwsCall call, RestInput input)
    {
        OwnVaultOnly(call, input);
        return BackupWire.Described(PointOf(call, input));
    }

    private JsonObject ListPointsByVault(AwsCall call, RestInput input)
    {
        OwnVaultOnly(call, input);
        var vault = VaultOf(call, input.Path("backupVaultName"));
        _points.Expire();
        var (resource, type) = (input.Query("resourceArn"), input.Query("resourceType"));
        var (before, after) = (input.QueryTime("createdBefore"), input.QueryTime("createdAfter"));
        var byPlan = input.Query("backupPlanId") ?? input.Query("parentRecoveryPointArn");
        var found = _state
            .PointsIn(vault)
            .Where(p =>
                byPlan is null
                && (resource is null || p.Resource.Arn == resource)
                && (type is null || p.Resource.Type == type)
                && (before is null || p.CreationDate < before)
                && (after is null || p.CreationDate > after)
            );
        return BackupPage.Of(input, "RecoveryPoints", found, BackupWire.Point);
    }

    private JsonObject ListPointsByResource(AwsCall call, RestInput input)
    {
        Authorise(call, "*");
        var resource = input.Path("resourceArn");
        _points.Expire();
        var found = _state.Points.Where(p =>
            p.Resource.Arn == resource
            && p.Vault.Arn.AccountId == call.Caller.AccountId
            && p.Vault.Arn.Region == call.Region
        );
        return BackupPage.Of(input, "RecoveryPoints", found, BackupWire.PointOfResource);
    }

    /// <summary>
    /// A role that may not delete what is behind it leaves the recovery point EXPIRED, and the reply is 200 all the same (service model,
    /// DeleteRecoveryPoint). Only that the role is gone is seen here: identity policies are not judged.
    /// </summary>
    private JsonObject? DeletePoint(AwsCall call, RestInput input)
    {
        var point = PointOf(call, input);
        BackupRules.Delete(point, _state.CopyJobs);
        if (_ports.Roles.Trusts(point.IamRoleArn, BackupRules.Service))
        {
            _points.Delete(point);
        }
        else
        {
            point.Status = "EXPIRED";
            _events.Changed(point, "EXPIRED");
        }

        return null;
    }

    private RecoveryPoint PointOf(AwsCall call, RestInput input)
    {
        var arn = input.Path("recoveryPointArn");
        var vault = VaultOf(call, input.Path("backupVaultName"), arn);
        return PointIn(vault, arn);
    }

    private RecoveryPoint PointIn(BackupVault vault, string arn)
    {
        _points.Expire();
        return _state.Point(arn) is { } point && point.Vault == vault
            ? point
            : throw BackupErrors.NoSuchPoint(arn);
    }
}
