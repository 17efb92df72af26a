using System.Text;
using System.Text.Json.Nodes;
using LocalCloud.Backup;
using LocalCloud.Faults;
using LocalCloud.Kernel;
using LocalCloud.Kms;
using LocalCloud.Sts;
using LocalCloud.Tests.Rds;

namespace LocalCloud.Tests.Backup;

/// <summary>
/// AWS Backup in virtual time: a source account with a vault at home and one away, a DR account with a vault away, all three under keys of
/// their own, in one organization. Keys and roles are real, databases are made up.
/// </summary>
internal sealed class BackupWorld
{
    public const string Source = "111111111111";
    public const string Dr = "222222222222";
    public const string Management = "333333333333";
    public const string Home = "eu-west-1";
    public const string Away = "eu-central-1";
    public const string Role = $"arn:aws:iam::{Source}:role/snapshot-relay/backup-copier";
    public const string LinkedRole =
        $"arn:aws:iam::{Dr}:role/aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup";
    public static readonly DateTimeOffset Start = new(2026, 11, 20, 3, 1, 0, TimeSpan.Zero);

    private readonly RoleStore _roles;
    private readonly IKeys _keys;
    private int _requests;

    public BackupWorld(BackupSettings? settings = null, OrganizationSettings? organization = null)
    {
        var ids = new Ids(7);
        var kms = new KmsApi(Agenda, Log, ids);
        _keys = kms.Keys;
        _roles = new RoleStore(ids, new Credentials(ids));
        Databases = new FakeDatabases(Agenda, _keys);
        organization ??= new OrganizationSettings();
        Api = new BackupApi(
            Agenda,
            Log,
            ids,
            new BackupPorts(kms.VaultKeys, _roles, Databases, Events, Faults),
            new Organization(organization, organization.Members ?? [Source, Dr]),
            settings
        );
        PutRole(Role, "backup.amazonaws.com");
        PutRole(LinkedRole, "backup.amazonaws.com");
        HomeKey = Key(Source, Home, Source, Dr);
        RegionKey = Key(Source, Away, Source, Dr);
        AccountKey = Key(Dr, Away, Dr);
        SourceHome.CreateVault("prod", HomeKey);
        SourceAway.CreateVault("region", RegionKey);
        DrAway.CreateVault("dr", AccountKey);
        DrAway.PutPolicy("dr", Allow(Source));
    }

    public Agenda Agenda { get; } = Agenda.Virtual(Start);
    public CallLog Log { get; } = new();
    public FakeEvents Events { get; } = new();
    public FaultList Faults { get; } = new();
    public FakeDatabases Databases { get; }
    public BackupApi Api { get; }
    public string HomeKey { get; }
    public string RegionKey { get; }
    public string AccountKey { get; }

    public BackupAccount SourceHome => new(this, Source, Home);
    public BackupAccount SourceAway => new(this, Source, Away);
    public BackupAccount DrAway => new(this, Dr, Away);

    public static string Vault(string name, string region = Home, string account = Source) =>
        $"arn:aws:backup:{region}:{account}:backup-vault:{name}";

    public static string DrVault => Vault("dr", Away, Dr);

    public static string RegionVault => Vault("region", Away);

    public static string Allow(string account) =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::{{account}}:root"},"Action":"backup:CopyIntoBackupVault","Resource":"*"}]}""";

    /// <summary>A customer managed key that all of these accounts may use.</summary>
    public string Key(string account, string region, params string[] users)
    {
        var statement = new JsonObject
        {
            ["Effect"] = "Allow",
            ["Principal"] = new JsonObject
            {
                ["AWS"] = new JsonArray([.. users.Select(u => (JsonNode)$"arn:aws:iam::{u}:root")]),
            },
            ["Action"] = "kms:*",
            ["Resource"] = "*",
        };
        var policy = new JsonObject { ["Version"] = "2012-10-17", ["Statement"] = new JsonArray(statement) };
        return _keys.CreateKey(account, region, policy, "", rotation: true);
    }

    public string RdsKey(string account, string region) => _keys.DefaultRdsKey(account, region);

    public void PutRole(string arn, string service)
    {
        var trust = JsonNode.Parse(
            $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"{{service}}"},"Action":"sts:AssumeRole"}]}"""
        )!;
        _roles.PutRole(arn, trust.AsObject(), new Dictionary<string, JsonObject>(StringComparer.Ordinal));
    }

    /// <summary>Runs what is due within a time, then moves to its end.</summary>
    public void Pass(TimeSpan time)
    {
        var until = Agenda.Now + time;
        while (Agenda.NextDue <= until)
        {
            Agenda.RunNext();
        }

        Agenda.JumpTo(until);
    }

    /// <summary>Runs all that is due, ever.</summary>
    public void Settle()
    {
        while (Agenda.RunNext()) { }
    }

    /// <summary>The details of the events of a kind, in order.</summary>
    public JsonObject[] Details(string detailType) =>
        [
            .. Events
                .Emitted.Where(e => $"{e["detail-type"]}" == detailType)
                .Select(e => e["detail"]!.AsObject()),
        ];

    public JsonObject Send(string account, string region, string method, string path, JsonObject? body)
    {
        var cut = path.IndexOf('?', StringComparison.Ordinal);
        var request = new AwsHttpRequest(
            method,
            cut < 0 ? path : path[..cut],
            cut < 0 ? "" : path[(cut + 1)..],
            new Dictionary<string, string>(StringComparer.Ordinal),
            body is null ? [] : Encoding.UTF8.GetBytes(body.ToJsonString())
        );
        var operation = Api.OperationOf(request).ShouldNotBeNull($"{method} {path}");
        var caller = Caller.Administrator(account);
        var call = new AwsCall(
            "backup",
            operation,
            region,
            caller,
            $"request-{++_requests}",
            Agenda.Now,
            request
        );
        lock (Agenda.Gate)
        {
            var reply = Api.HandleAsync(call).GetAwaiter().GetResult();
            reply.Status.ShouldBe(200);
            return reply.Body.Length == 0 ? [] : JsonNode.Parse(reply.Body)!.AsObject();
        }
    }

    /// <summary>A path of the local cloud's own.</summary>
    public JsonObject Local(string method, string path, JsonObject? input = null)
    {
        var found = Api.LocalPaths.Single(p => p.Method == method && p.Path == path);
        lock (Agenda.Gate)
        {
            return found.Handle(input ?? []).AsObject();
        }
    }
}

/// <summary>An account in a Region: who calls.</summary>
internal sealed record BackupAccount(BackupWorld World, string Id, string Region)
{
    public JsonObject Call(string method, string path, JsonObject? body = null) =>
        World.Send(Id, Region, method, path, body);

    /// <summary>Calls and expects a refusal: "status code: message".</summary>
    public string Refusal(string method, string path, JsonObject? body = null) =>
        Refusal(() => Call(method, path, body));

    public static string Refusal(Action call)
    {
        var error = Should.Throw<AwsError>(call);
        return $"{error.Status} {error.Code}: {error.Message}";
    }

    public JsonObject CreateVault(string name, string? keyArn = null) =>
        Call(
            "PUT",
            $"/backup-vaults/{name}",
            keyArn is null ? [] : new JsonObject { ["EncryptionKeyArn"] = keyArn }
        );

    public JsonObject PutPolicy(string vault, string policy) =>
        Call("PUT", $"/backup-vaults/{vault}/access-policy", new JsonObject { ["Policy"] = policy });

    public JsonObject PutLock(string vault, JsonObject days) =>
        Call("PUT", $"/backup-vaults/{vault}/vault-lock", days);

    /// <summary>Starts a backup job into the vault prod.</summary>
    public JsonObject StartBackup(string resourceArn, JsonObject? more = null) =>
        Call(
            "PUT",
            "/backup-jobs",
            With(
                new JsonObject
                {
                    ["BackupVaultName"] = "prod",
                    ["ResourceArn"] = resourceArn,
                    ["IamRoleArn"] = BackupWorld.Role,
                },
                more
            )
        );

    public JsonObject BackupJob(JsonObject started) => Call("GET", $"/backup-jobs/{started["BackupJobId"]}");

    /// <summary>The ARN of a recovery point in the vault prod that is complete.</summary>
    public string Point(string resourceArn, JsonObject? more = null)
    {
        var job = StartBackup(resourceArn, more);
        World.Pass(TimeSpan.FromMinutes(30));
        var described = BackupJob(job);
        $"{described["State"]} {described["StatusMessage"]}".ShouldBe("COMPLETED ");
        return $"{described["RecoveryPointArn"]}";
    }

    public JsonObject StartCopy(
        string point,
        string destination,
        JsonObject? more = null,
        string vault = "prod"
    ) =>
        Call(
            "PUT",
            "/copy-jobs",
            With(
                new JsonObject
                {
                    ["RecoveryPointArn"] = point,
                    ["SourceBackupVaultName"] = vault,
                    ["DestinationBackupVaultArn"] = destination,
                    ["IamRoleArn"] = BackupWorld.Role,
                },
                more
            )
        );

    public JsonObject CopyJob(JsonObject started) =>
        Call("GET", $"/copy-jobs/{started["CopyJobId"]}")["CopyJob"]!.AsObject();

    /// <summary>State and message of a copy job, when all that happens has happened.</summary>
    public string Outcome(string point, string destination, JsonObject? more = null)
    {
        var job = StartCopy(point, destination, more);
        World.Settle();
        var described = CopyJob(job);
        return $"{described["State"]} {described["StatusMessage"]}".TrimEnd();
    }

    /// <summary>The ARN of a finished copy.</summary>
    public string Copy(string point, string destination, JsonObject? more = null, string vault = "prod")
    {
        var job = StartCopy(point, destination, more, vault);
        World.Settle();
        var described = CopyJob(job);
        $"{described["State"]} {described["StatusMessage"]}".ShouldBe("COMPLETED ");
        return $"{described["DestinationRecoveryPointArn"]}";
    }

    public JsonObject Describe(string vault, string point) => Call("GET", PointPath(vault, point));

    public JsonObject Delete(string vault, string point) => Call("DELETE", PointPath(vault, point));

    public static string PointPath(string vault, string point) =>
        $"/backup-vaults/{vault}/recovery-points/{Uri.EscapeDataString(point)}";

    private static JsonObject With(JsonObject body, JsonObject? more)
    {
        foreach (var (name, value) in more ?? [])
        {
            body[name] = value?.DeepClone();
        }

        return body;
    }
}
