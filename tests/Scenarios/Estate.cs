using System.Text.Json.Nodes;
using Amazon;
using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using Amazon.RDS;
using Amazon.RDS.Model;
using Amazon.Runtime;
using Amazon.StepFunctions;
using Amazon.StepFunctions.Model;
using LocalCloud;
using LocalCloud.Deploy;
using LocalCloud.Faults;
using LocalCloud.Rds;
using LocalCloud.States;

namespace Scenarios;

/// <summary>
/// Two accounts on the local cloud in virtual time, with the relay deployed from the repository's templates, and a person who
/// works with them through AWS's own clients.
/// </summary>
internal sealed class Estate : IAsyncDisposable
{
    public const string Source = "111111111111";
    public const string Dr = "222222222222";

    private Estate(Cloud cloud, RelayDeployment relay)
    {
        Cloud = cloud;
        Relay = relay;
    }

    public Cloud Cloud { get; }

    public RelayDeployment Relay { get; }

    public string SourceRegion => Cloud.Options.SourceRegions[0];

    public string DrRegion => Cloud.Options.DrRegion;

    /// <summary>A deployed relay.</summary>
    /// <param name="mode">copy or region.</param>
    /// <param name="options">Changes the cloud.</param>
    /// <param name="deploy">Changes what the relay is deployed with.</param>
    /// <param name="regionKey">Makes the region key; without it the relay's stack does.</param>
    public static Estate Start(
        string mode = "copy",
        Func<CloudOptions, CloudOptions>? options = null,
        Func<LocalCloud.Deploy.RelaySettings, LocalCloud.Deploy.RelaySettings>? deploy = null,
        Func<Cloud, string>? regionKey = null
    )
    {
        var plain = new CloudOptions { FunctionHost = InProcessFunctions.For };
        var cloud = Cloud.Create(options?.Invoke(plain) ?? plain);
        var relay = cloud.DeployRelay(settings =>
        {
            settings = settings with
            {
                DrAccountId = mode == "copy" ? settings.DrAccountId : null,
                RegionKeyId = regionKey?.Invoke(cloud),
            };
            return deploy?.Invoke(settings) ?? settings;
        });
        return new Estate(cloud, relay);
    }

    public AmazonRDSClient Rds(string account, string region) =>
        new(Administrator(account), Configured(new AmazonRDSConfig(), region));

    public AmazonKeyManagementServiceClient Kms(string account, string region) =>
        new(Administrator(account), Configured(new AmazonKeyManagementServiceConfig(), region));

    /// <summary>A customer managed key of the source account; returns its ARN.</summary>
    public async Task<string> Key(string? region = null)
    {
        using var kms = Kms(Source, region ?? SourceRegion);
        return (await kms.CreateKeyAsync(new CreateKeyRequest())).KeyMetadata.Arn;
    }

    /// <summary>An encrypted database; without a key it is under aws/rds.</summary>
    public Task Database(string name, string? key = null, int sizeGiB = 100, string? region = null) =>
        DatabaseIn(Source, name, region ?? SourceRegion, key, sizeGiB);

    /// <summary>An encrypted database in any account.</summary>
    public async Task DatabaseIn(
        string account,
        string name,
        string region,
        string? key = null,
        int sizeGiB = 100
    )
    {
        using var rds = Rds(account, region);
        await rds.CreateDBInstanceAsync(
            new CreateDBInstanceRequest
            {
                DBInstanceIdentifier = name,
                Engine = "postgres",
                DBInstanceClass = "db.t4g.micro",
                AllocatedStorage = sizeGiB,
                MasterUsername = "app",
                MasterUserPassword = "not-a-secret",
                StorageEncrypted = true,
                KmsKeyId = key,
            }
        );
        await Cloud.Virtual!.RunForAsync(TimeSpan.FromMinutes(6));
    }

    /// <summary>RDS begins an automated snapshot; its events follow. Returns its ARN.</summary>
    public string AutomatedSnapshot(string database, string? region = null)
    {
        lock (Cloud.Agenda.Gate)
        {
            return Cloud.Rds.CreateAutomatedSnapshot(Source, region ?? SourceRegion, database);
        }
    }

    /// <summary>A person begins a manual snapshot. Returns its ARN.</summary>
    public async Task<string> ManualSnapshot(
        string database,
        string name,
        string? region = null,
        params (string Key, string Value)[] tags
    )
    {
        using var rds = Rds(Source, region ?? SourceRegion);
        var reply = await rds.CreateDBSnapshotAsync(
            new CreateDBSnapshotRequest
            {
                DBInstanceIdentifier = database,
                DBSnapshotIdentifier = name,
                Tags = [.. tags.Select(t => new Amazon.RDS.Model.Tag { Key = t.Key, Value = t.Value })],
            }
        );
        return reply.DBSnapshot.DBSnapshotArn;
    }

    public async Task DeleteSnapshot(string account, string region, string name)
    {
        using var rds = Rds(account, region);
        await rds.DeleteDBSnapshotAsync(new DeleteDBSnapshotRequest { DBSnapshotIdentifier = name });
    }

    /// <summary>A person starts a relay by hand.</summary>
    public Task StartByHand(string snapshotArn, string? name = null) =>
        StartWith(new JsonObject { ["snapshotArn"] = snapshotArn }.ToJsonString(), name);

    public async Task StartWith(string input, string? name = null)
    {
        using var states = new AmazonStepFunctionsClient(
            Administrator(Source),
            Configured(new AmazonStepFunctionsConfig(), DrRegion)
        );
        await states.StartExecutionAsync(
            new StartExecutionRequest
            {
                StateMachineArn = Relay.StateMachineArn,
                Name = name,
                Input = input,
            }
        );
    }

    public void Fault(Fault fault)
    {
        lock (Cloud.Agenda.Gate)
        {
            Cloud.Faults.Add(fault);
        }
    }

    public Task RunUntilIdle() => Cloud.Virtual!.RunUntilIdleAsync();

    public Task RunUntil(Func<bool> condition) => Cloud.Virtual!.RunUntilAsync(condition);

    public Task RunFor(TimeSpan time) => Cloud.Virtual!.RunForAsync(time);

    /// <summary>All executions, oldest first.</summary>
    public IReadOnlyList<Execution> Executions =>
        [.. Cloud.States.ExecutionsOf(Relay.StateMachineArn).OrderBy(e => e.StartDate)];

    /// <summary>The output document of an execution.</summary>
    public static JsonObject Output(Execution execution) =>
        JsonNode.Parse(execution.Output ?? "{}")!.AsObject();

    /// <summary>The names of the states an execution went through, loops collapsed.</summary>
    public static IReadOnlyList<string> States(Execution execution)
    {
        var states = new List<string>();
        foreach (
            var entered in execution.History.Where(e =>
                e.Type.EndsWith("StateEntered", StringComparison.Ordinal)
            )
        )
        {
            if (!states.Contains(entered.StateName!, StringComparer.Ordinal))
            {
                states.Add(entered.StateName!);
            }
        }

        return states;
    }

    /// <summary>What an account owns in the DR Region, as its administrator sees it.</summary>
    public async Task<IReadOnlyList<DBSnapshot>> Copies(string account)
    {
        using var rds = Rds(account, DrRegion);
        return (await rds.DescribeDBSnapshotsAsync(new DescribeDBSnapshotsRequest())).DBSnapshots ?? [];
    }

    /// <summary>The accounts that a region copy is shared with.</summary>
    public async Task<IReadOnlyList<string>> SharedWith(string regionCopy)
    {
        using var rds = Rds(Source, DrRegion);
        var reply = await rds.DescribeDBSnapshotAttributesAsync(
            new DescribeDBSnapshotAttributesRequest { DBSnapshotIdentifier = regionCopy }
        );
        return (reply.DBSnapshotAttributesResult.DBSnapshotAttributes ?? [])
            .Where(a => a.AttributeName == "restore")
            .SelectMany(a => a.AttributeValues ?? [])
            .ToList();
    }

    public IReadOnlyList<LocalCloud.Kernel.QueueMessage> DeadLetters =>
        [.. Relay.QueueArns.SelectMany(((LocalCloud.Kernel.ILocalQueues)Cloud.Queues).Messages)];

    public async ValueTask DisposeAsync()
    {
        await Evidence.KeepAsync(this);
        await Cloud.DisposeAsync();
    }

    private static BasicAWSCredentials Administrator(string account) => new(account, "test");

    private T Configured<T>(T config, string region)
        where T : ClientConfig
    {
        config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        config.AuthenticationRegion = region;
        Front.Configure(config, Cloud.Handler);
        return config;
    }
}
