using System.Text.Json.Nodes;
using LocalCloud.Kernel;

namespace LocalCloud.Backup;

public sealed partial class BackupApi
{
    private const long LeastStartWindow = 60;
    private const long DefaultStartWindow = 8 * 60;

    private JsonObject StartBackupJob(AwsCall call, RestInput input)
    {
        var name = BackupRules.VaultName(input.Required("BackupVaultName"));
        var (resourceArn, role) = (input.Required("ResourceArn"), input.Required("IamRoleArn"));
        var arn = new VaultArn(call.Region, call.Caller.AccountId, name);
        var vault = _state.Vault(arn);
        Authorise(call, arn.ToString(), vault);
        PassRole(call, role);
        RefuseUnsimulated(call, input, "LogicallyAirGappedBackupVaultArn", "BackupOptions", "Index");
        if (Repeated(_state.BackupJobs, call, input, resourceArn, name) is { } earlier)
        {
            return BackupWire.Started(earlier);
        }

        var window = input.Number("StartWindowMinutes") ?? DefaultStartWindow;
        if (window < LeastStartWindow)
        {
            throw BackupErrors.Invalid("StartWindowMinutes must be at least 60.");
        }

        var job = new BackupJob
        {
            Id = NextJobIds.TryDequeue(out var next) ? next : _ids.NewGuid().ToUpperInvariant(),
            AccountId = call.Caller.AccountId,
            Region = call.Region,
            Resource = ResourceFor(resourceArn, call.Caller.AccountId, call.Region),
            Vault = vault ?? throw BackupErrors.NoSuchVault(name),
            IamRoleArn = role,
            Lifecycle = BackupRules.Lifecycle(input),
            Tags = input.Texts("RecoveryPointTags"),
            CreationDate = AfterTheLastOf(resourceArn, call.Now),
            StartBy = call.Now.AddMinutes(window),
            RequestId = call.RequestId,
            Token = TokenOf(call, input, resourceArn, name),
        };
        BackupRules.Role(role, call.Caller.AccountId, _ports.Roles);
        _backups.Accept(job);
        return BackupWire.Started(job);
    }

    // Assumed: a resource's backups are made one after the other, so that no two have one creation date.
    private DateTimeOffset AfterTheLastOf(string resource, DateTimeOffset now) =>
        _state
            .BackupJobs.Where(job => job.Resource.Arn == resource)
            .Max(job => (DateTimeOffset?)job.CreationDate)
            is { } last
        && last >= now
            ? last.AddSeconds(1)
            : now;

    private JsonObject StartCopyJob(AwsCall call, RestInput input)
    {
        var (arn, role) = (input.Required("RecoveryPointArn"), input.Required("IamRoleArn"));
        var name = BackupRules.VaultName(input.Required("SourceBackupVaultName"));
        var destination = input.Required("DestinationBackupVaultArn");
        var vault = _state.Vault(new VaultArn(call.Region, call.Caller.AccountId, name));
        Authorise(call, arn, vault);
        PassRole(call, role);
        if (Repeated(_state.CopyJobs, call, input, arn, destination) is { } earlier)
        {
            return BackupWire.Started(earlier);
        }

        var point = PointIn(vault ?? throw BackupErrors.NoSuchVault(name), arn);
        BackupRules.Copyable(point);
        BackupRules.Role(role, call.Caller.AccountId, _ports.Roles);
        var fault = _ports.Faults?.OnCopyJob(
            call.Caller.AccountId,
            call.Region,
            [arn, point.Resource.Arn, destination]
        );
        var job = new CopyJob
        {
            Id = _ids.NewGuid().ToUpperInvariant(),
            AccountId = call.Caller.AccountId,
            Region = call.Region,
            Resource = point.Resource,
            Source = point,
            Destination =
                VaultArn.Parse(destination)
                ?? throw BackupErrors.Invalid($"Invalid backup vault ARN: {destination}"),
            IamRoleArn = role,
            Lifecycle = BackupRules.Lifecycle(input),
            CreationDate = call.Now,
            RequestId = call.RequestId,
            Token = TokenOf(call, input, arn, destination),
            Fault = fault?.Failure,
        };
        _copies.Accept(job, fault?.Hold ?? TimeSpan.Zero);
        return BackupWire.Started(job);
    }

    private JsonObject DescribeBackupJob(AwsCall call, RestInput input) =>
        BackupWire.BackupJob(Find(_state.BackupJobs, call, input.Path("backupJobId")));

    private JsonObject DescribeCopyJob(AwsCall call, RestInput input)
    {
        var job = Find(_state.CopyJobs, call, input.Path("copyJobId"));
        return new JsonObject { ["CopyJob"] = CopyJobOf(job) };
    }

    private JsonObject ListBackupJobs(AwsCall call, RestInput input)
    {
        var found = List(_state.BackupJobs, call, input)
            .Where(j => input.Query("backupVaultName") is not { } vault || j.Vault.Arn.Name == vault);
        return BackupPage.Of(input, "BackupJobs", found, BackupWire.BackupJob);
    }

    private JsonObject ListCopyJobs(AwsCall call, RestInput input)
    {
        var (destination, source) = (
            input.Query("destinationVaultArn"),
            input.Query("sourceRecoveryPointArn")
        );
        var found = List(_state.CopyJobs, call, input)
            .Where(j =>
                (destination is null || j.Destination.ToString() == destination)
                && (source is null || j.Source.Arn == source)
            );
        return BackupPage.Of(input, "CopyJobs", found, CopyJobOf);
    }

    private JsonObject CopyJobOf(CopyJob job) => BackupWire.CopyJob(job, _state.Vault(job.Destination));

    private T Find<T>(IEnumerable<T> jobs, AwsCall call, string id)
        where T : Job
    {
        Authorise(call, "*");
        return Own(jobs, call).FirstOrDefault(j => j.Id == id) ?? throw BackupErrors.NoSuchJob(id);
    }

    /// <summary>The filters that both lists have; the newest job first, which is assumed.</summary>
    private IEnumerable<T> List<T>(IEnumerable<T> jobs, AwsCall call, RestInput input)
        where T : Job
    {
        Authorise(call, "*");
        if (input.Query("accountId") is { } account && account != call.Caller.AccountId)
        {
            throw AwsError.NotSimulated("backup", $"{call.Operation} with ByAccountId of another account");
        }

        var (resource, type, state) = (
            input.Query("resourceArn"),
            input.Query("resourceType"),
            input.Query("state")
        );
        var (before, after) = (input.QueryTime("createdBefore"), input.QueryTime("createdAfter"));
        var (endedBefore, endedAfter) = (input.QueryTime("completeBefore"), input.QueryTime("completeAfter"));
        var (parent, category) = (input.Query("parentJobId"), input.Query("messageCategory"));
        return Own(jobs, call)
            .Where(j =>
                parent is null
                && (category is null || BackupWire.CategoryOf(j) == category)
                && (resource is null || j.Resource.Arn == resource)
                && (type is null || j.Resource.Type == type)
                && (state is null || j.State == state)
                && (before is null || j.CreationDate < before)
                && (after is null || j.CreationDate > after)
                && (endedBefore is null || j.CompletionDate < endedBefore)
                && (endedAfter is null || j.CompletionDate > endedAfter)
            )
            .Reverse();
    }

    private static IEnumerable<T> Own<T>(IEnumerable<T> jobs, AwsCall call)
        where T : Job => jobs.Where(j => j.AccountId == call.Caller.AccountId && j.Region == call.Region);

    private ProtectedResource ResourceFor(string arn, string accountId, string region)
    {
        var parts = arn.Split(':');
        var isKnown = parts is ["arn", _, "rds" or "elasticfilesystem" or "ec2", _, _, _, ..];
        return !isKnown ? throw BackupErrors.UnsupportedResource(arn)
            : parts[3] == region && parts[4] == accountId && _families.Find(arn) is { } found ? found
            : throw BackupErrors.NoSuchResource(arn);
    }

    /// <summary>Who starts a job passes its role to AWS Backup.</summary>
    private void PassRole(AwsCall call, string roleArn) =>
        _log.Add(call, "iam:PassRole", roleArn, context: ("iam:PassedToService", BackupRules.Service));

    /// <summary>
    /// A token tells "otherwise identical calls" apart (service model), so a call is repeated when token and parameters are. Tokens are
    /// remembered for ever; how long AWS does is not documented.
    /// </summary>
    private static string? TokenOf(AwsCall call, RestInput input, params string[] parameters) =>
        input.Text("IdempotencyToken") is not { } token
            ? null
            : string.Join(
                ' ',
                [
                    token,
                    call.Operation,
                    call.Caller.AccountId,
                    call.Region,
                    .. parameters,
                    input.Required("IamRoleArn"),
                    input.Object("Lifecycle")?.ToJsonString() ?? "",
                ]
            );

    private static T? Repeated<T>(
        IEnumerable<T> jobs,
        AwsCall call,
        RestInput input,
        params string[] parameters
    )
        where T : Job =>
        TokenOf(call, input, parameters) is { } token ? jobs.FirstOrDefault(j => j.Token == token) : null;

    private static void RefuseUnsimulated(AwsCall call, RestInput input, params string[] members)
    {
        if (Array.Find(members, input.Has) is { } member)
        {
            throw AwsError.NotSimulated("backup", $"{call.Operation} with {member}");
        }
    }
}
