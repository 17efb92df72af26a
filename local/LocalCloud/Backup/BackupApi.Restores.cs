using System.Text.Json.Nodes;
using LocalCloud.Kernel;

namespace LocalCloud.Backup;

public sealed partial class BackupApi
{
    private JsonObject GetRestoreMetadata(AwsCall call, RestInput input)
    {
        OwnVaultOnly(call, input);
        var point = PointOf(call, input);
        BackupRules.Restorable(point);
        return BackupWire.RestoreMetadata(point, _ports.Databases.Snapshot(point.Arn)!);
    }

    /// <summary>
    /// A restore needs a complete recovery point of the caller's in this Region, metadata, and a role that trusts AWS Backup (service model;
    /// Developer Guide, Restore a backup). All else is RDS's to refuse, once the job runs.
    /// </summary>
    private JsonObject StartRestoreJob(AwsCall call, RestInput input)
    {
        var (arn, role) = (input.Required("RecoveryPointArn"), input.Required("IamRoleArn"));
        if (!input.Has("Metadata"))
        {
            throw BackupErrors.Missing("Metadata");
        }

        var metadata = input.Texts("Metadata");
        var token = TokenOf(call, input, [arn, .. metadata.Select(m => $"{m.Key}={m.Value}")]);
        Authorise(call, arn, _state.Point(arn)?.Vault);
        PassRole(call, role);
        if (token is not null && _state.RestoreJobs.FirstOrDefault(j => j.Token == token) is { } earlier)
        {
            return new JsonObject { ["RestoreJobId"] = earlier.Id };
        }

        _points.Expire();
        var point =
            _state.Point(arn) is { } found && Has(call, found) ? found : throw BackupErrors.NoSuchPoint(arn);
        BackupRules.Restorable(point);
        BackupRules.Role(role, call.Caller.AccountId, _ports.Roles);
        var job = new RestoreJob
        {
            Id = _ids.NewGuid().ToUpperInvariant(),
            Source = point,
            IamRoleArn = role,
            Metadata = metadata,
            CreationDate = call.Now,
            RequestId = call.RequestId,
            Token = token,
        };
        _restores.Accept(job);
        return new JsonObject { ["RestoreJobId"] = job.Id };
    }

    private JsonObject DescribeRestoreJob(AwsCall call, RestInput input)
    {
        Authorise(call, "*");
        var id = input.Path("restoreJobId");
        return BackupWire.RestoreJob(
            _state.RestoreJobs.FirstOrDefault(j => j.Id == id && Has(call, j.Source))
                ?? throw BackupErrors.NoSuchJob(id)
        );
    }

    private static bool Has(AwsCall call, RecoveryPoint point) =>
        point.Vault.Arn.AccountId == call.Caller.AccountId && point.Vault.Arn.Region == call.Region;
}
