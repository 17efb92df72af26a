using System.Text.Json.Nodes;
using Amazon;
using Amazon.Runtime;
using Amazon.StepFunctions;
using Amazon.StepFunctions.Model;
using LocalCloud;
using LocalCloud.Deploy;
using LocalCloud.Faults;
using LocalCloud.States;

namespace Scenarios;

/// <summary>
/// Two accounts on the local cloud in virtual time, with the relay deployed from the repository's templates, and a person who
/// works with them through AWS's own clients.
/// </summary>
internal sealed partial class Estate : IAsyncDisposable
{
    public const string Source = "111111111111";
    public const string Dr = "222222222222";

    private readonly List<(string Function, string Answer)> _answers;

    private Estate(Cloud cloud, RelayDeployment relay, List<(string, string)> answers)
    {
        Cloud = cloud;
        Relay = relay;
        _answers = answers;
    }

    public Cloud Cloud { get; }

    public RelayDeployment Relay { get; }

    public string SourceRegion => Cloud.Options.SourceRegions[0];

    public string DrRegion => Cloud.Options.DrRegion;

    /// <summary>A deployed relay.</summary>
    /// <param name="mode">copy, share or region.</param>
    /// <param name="options">Changes the cloud.</param>
    /// <param name="deploy">Changes what the relay is deployed with.</param>
    /// <param name="regionKey">Makes the region key; without it the relay's stack does.</param>
    public static Estate Start(
        string mode = "copy",
        Func<CloudOptions, CloudOptions>? options = null,
        Func<Deployment, Deployment>? deploy = null,
        Func<Cloud, string>? regionKey = null
    )
    {
        var answers = new List<(string, string)>();
        var plain = new CloudOptions { FunctionHost = c => InProcessFunctions.For(c, answers) };
        var cloud = Cloud.Create(options?.Invoke(plain) ?? plain);
        var relay = cloud.DeployRelay(settings =>
        {
            settings = settings with
            {
                Mode = mode,
                DrAccountId = mode == "region" ? null : settings.DrAccountId,
                OnlyShares = mode == "share",
                RegionKeyId = regionKey?.Invoke(cloud),
            };
            return deploy?.Invoke(settings) ?? settings;
        });
        // A scenario is about one thing: what comes every hour comes when it is asked for.
        cloud.Schedules.Enabled = false;
        return new Estate(cloud, relay, answers);
    }

    /// <summary>A person starts a relay by hand.</summary>
    public Task StartByHand(
        string snapshotArn,
        string? name = null,
        string? mode = null,
        string? route = null
    )
    {
        var input = new JsonObject { ["snapshotArn"] = snapshotArn };
        if (mode is not null)
        {
            input["mode"] = mode;
        }

        if (route is not null)
        {
            input["route"] = route;
        }

        return StartWith(input.ToJsonString(), name);
    }

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

    /// <summary>An event as AWS would put it on the source account's default bus in a Region.</summary>
    public void Emit(string region, string json)
    {
        lock (Cloud.Agenda.Gate)
        {
            Cloud.Events.Emit(Source, region, JsonNode.Parse(json)!.AsObject());
        }
    }

    /// <summary>RDS says something that nobody knows.</summary>
    public void EmitStrangeEvent() =>
        Emit(
            SourceRegion,
            """
            {"version":"0","id":"1","detail-type":"RDS DB Snapshot Event","source":"aws.rds","account":"111111111111","time":"2026-11-20T03:00:00Z",
             "region":"eu-west-1","resources":[],"detail":{"SourceType":"SNAPSHOT","Message":"Something new","SourceIdentifier":"x"}}
            """
        );

    public Task RunUntilIdle() => Cloud.Virtual!.RunUntilIdleAsync();

    public Task RunUntil(Func<bool> condition) => Cloud.Virtual!.RunUntilAsync(condition);

    public Task RunFor(TimeSpan time) => Cloud.Virtual!.RunForAsync(time);

    /// <summary>All executions but canaries', oldest first.</summary>
    public IReadOnlyList<Execution> Executions =>
        [
            .. Cloud
                .States.ExecutionsOf(Relay.StateMachineArn)
                .Where(e => !global::Relay.Names.IsCanary(e.Name))
                .OrderBy(e => e.StartDate),
        ];

    /// <summary>The route of an execution's plan, of the last if AWS refused the first.</summary>
    public static string? Route(Execution execution) => (string?)Output(execution)["plan"]!["route"];

    /// <summary>The route that AWS refused.</summary>
    public static string? InsteadOf(Execution execution) => (string?)Output(execution)["plan"]!["insteadOf"];

    /// <summary>Why the route is what it is.</summary>
    public static string Reason(Execution execution) => (string)Output(execution)["plan"]!["reason"]!;

    /// <summary>What has become of the events so far, in words.</summary>
    public IReadOnlyList<string> EventOutcomes =>
        [
            .. _answers
                .Where(a => a.Function.EndsWith("OnSnapshotCompleted", StringComparison.Ordinal))
                .Select(a => (string)JsonNode.Parse(a.Answer)!["reason"]!),
        ];

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

    /// <summary>The only execution so far; it has succeeded.</summary>
    public Execution Succeeded()
    {
        var execution = Executions.ShouldHaveSingleItem();
        execution.Status.ShouldBe("SUCCEEDED", execution.Cause);
        return execution;
    }

    /// <summary>The only execution so far; it has failed with this error.</summary>
    public Execution Failed(string error)
    {
        var execution = Executions.ShouldHaveSingleItem();
        execution.Status.ShouldBe("FAILED");
        execution.Error.ShouldBe(error, execution.Cause);
        return execution;
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
        where T : ClientConfig => Configured(Cloud, config, region);

    private static T Configured<T>(Cloud cloud, T config, string region)
        where T : ClientConfig
    {
        config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        config.AuthenticationRegion = region;
        Front.Configure(config, cloud.Handler);
        return config;
    }
}
