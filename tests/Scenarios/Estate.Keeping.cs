using System.Text.Json.Nodes;
using Amazon.RDS;
using Amazon.RDS.Model;
using Amazon.Runtime;
using LocalCloud.Kernel;

namespace Scenarios;

/// <summary>What measures and prunes, and what people and intruders do beside it.</summary>
internal sealed partial class Estate
{
    public const string Measure = "MeasureRecoverability";
    public const string Prune = "PruneCopies";

    /// <summary>What schedules call: no execution does.</summary>
    public static readonly IReadOnlyList<string> Scheduled = ["Reconcile", Preflight, Prune, Measure];

    /// <summary>A function of an account runs as its schedule, or a person, has it run.</summary>
    public async Task<InvocationResult> Run(
        string account,
        string function,
        params (string Name, JsonNode Value)[] input
    )
    {
        var payload = new JsonObject { ["now"] = Cloud.Agenda.Now.ToString("O") };
        foreach (var (name, value) in input)
        {
            payload[name] = value;
        }

        InvocationResult? result = null;
        lock (Cloud.Agenda.Gate)
        {
            Cloud.Functions.Invoke(
                $"arn:aws:lambda:{DrRegion}:{account}:function:snapshot-relay-{function}",
                payload.ToJsonString(),
                r => result = r
            );
        }

        await RunUntil(() => result is not null);
        return result!;
    }

    /// <summary>The report of a run that ended well.</summary>
    public async Task<JsonNode> Report(
        string account,
        string function,
        params (string Name, JsonNode Value)[] input
    )
    {
        var result = await Run(account, function, input);
        result.FunctionError.ShouldBeNull(result.Payload);
        return JsonNode.Parse(result.Payload)!;
    }

    /// <summary>PruneCopies of an account, as its schedule runs it; returns the names of what went.</summary>
    public async Task<IReadOnlyList<string>> Pruned(string account) =>
        Names(await Report(account, Prune, ("dryRun", false)), "gone");

    /// <summary>Why a copy stays, by its name.</summary>
    public static string WhyKept(JsonNode report, string name) =>
        (string)
            report["kept"]!
                .AsArray()
                .Single(k => ((string)k!["copy"]!).EndsWith($":{name}", StringComparison.Ordinal))![
                "reason"
            ]!;

    public static IReadOnlyList<string> Names(JsonNode report, string list) =>
        [.. report[list]!.AsArray().Select(c => ((string)c!["copy"]!).Split(':')[^1])];

    /// <summary>The latest value of a metric of the relay's in an account; null while there is none.</summary>
    public double? Metric(string account, string name, string? database = null)
    {
        Dictionary<string, string> dimensions = new() { ["Relay"] = "snapshot-relay" };
        if (database is not null)
        {
            dimensions["Database"] = database;
        }

        lock (Cloud.Agenda.Gate)
        {
            return Cloud
                .CloudWatch.Series(new MetricId(account, DrRegion, "SnapshotRelay", name, dimensions))
                ?.Summarise(
                    DateTimeOffset.UnixEpoch,
                    Cloud.Agenda.Now.AddMinutes(1),
                    Cloud.Agenda.Now.AddMinutes(1)
                )
                ?.Maximum;
        }
    }

    public string DatabaseArn(string name) => $"arn:aws:rds:{SourceRegion}:{Source}:db:{name}";

    /// <summary>An automated snapshot of a database is taken and relayed; returns the name of its copies.</summary>
    public async Task<string> RelayedCopy(string database = "orders")
    {
        var before = Owned(Source).Select(s => s.Arn.Identifier).ToHashSet(StringComparer.Ordinal);
        AutomatedSnapshot(database);
        await RunUntilIdle();
        return Owned(Source).Single(s => !before.Contains(s.Arn.Identifier)).Arn.Identifier;
    }

    public IReadOnlyList<string> CopyNames(string account) =>
        [.. Owned(account).Select(s => s.Arn.Identifier)];

    /// <summary>Somebody copies a snapshot into the DR Region: an administrator, or whoever has a role's session.</summary>
    public async Task CopyBy(
        AWSCredentials who,
        string source,
        string name,
        string key,
        params (string Key, string Value)[] tags
    )
    {
        using var rds = new AmazonRDSClient(who, Configured(new AmazonRDSConfig(), DrRegion));
        await rds.CopyDBSnapshotAsync(
            new CopyDBSnapshotRequest
            {
                SourceDBSnapshotIdentifier = source,
                TargetDBSnapshotIdentifier = name,
                KmsKeyId = key,
                Tags = [.. tags.Select(t => new Amazon.RDS.Model.Tag { Key = t.Key, Value = t.Value })],
            }
        );
        await RunUntilIdle();
    }

    public static AWSCredentials AdministratorOf(string account) => Administrator(account);

    /// <summary>A session of a role, however it was come by.</summary>
    public AWSCredentials SessionOf(string roleArn)
    {
        lock (Cloud.Agenda.Gate)
        {
            var session = Cloud.Sts.Roles.SessionFor(roleArn, "intruder", TimeSpan.FromHours(1));
            return new SessionAWSCredentials(
                session.AccessKeyId,
                session.SecretAccessKey,
                session.SessionToken
            );
        }
    }

    /// <summary>A region copy is shared by the source account's administrator, and so can be copied.</summary>
    public async Task<string> ShareRegionCopy(string name)
    {
        using var rds = Rds(Source, DrRegion);
        await rds.ModifyDBSnapshotAttributeAsync(
            new ModifyDBSnapshotAttributeRequest
            {
                DBSnapshotIdentifier = name,
                AttributeName = "restore",
                ValuesToAdd = [Dr],
            }
        );
        return $"arn:aws:rds:{DrRegion}:{Source}:snapshot:{name}";
    }
}
