using System.Text.Json.Nodes;
using LocalCloud.Deploy;
using LocalCloud.Kernel;
using LocalCloud.Lambda;
using LocalCloud.Lambda.Hosting;

namespace LocalCloud.Tests.Lambda;

/// <summary>A cloud that hosts the functions of LocalCloud.Tests.Handlers as processes.</summary>
public sealed class HostingScenario : IAsyncLifetime
{
    private const string RoleArn = "arn:aws:iam::111111111111:role/snapshot-relay/echo";

    private readonly string _logs = Directory.CreateTempSubdirectory("lambda-logs-").FullName;
    private Cloud? _cloud;
    private ProcessHost? _host;

    internal ProcessHost Host => _host!;

    internal Credentials Credentials => _cloud!.Credentials;

    public ValueTask InitializeAsync() => OpenAsync(places: 8);

    internal async ValueTask OpenAsync(int places)
    {
        _cloud = Cloud.Create(
            new CloudOptions { Time = CloudTime.Paced, FunctionHost = cloud => HostOf(cloud, places) }
        );
        await _cloud.ListenAsync(port: 0);
    }

    private ProcessHost HostOf(Cloud cloud, int places)
    {
        var options = new ProcessHostOptions
        {
            Endpoint = () => cloud.Address!,
            LogFolder = _logs,
            MaximumEnvironments = places,
        };
        return _host = new ProcessHost(
            options,
            cloud.Agenda,
            cloud.Credentials,
            new RolesWithoutTrust(cloud.Credentials)
        );
    }

    public async ValueTask DisposeAsync()
    {
        await _cloud!.DisposeAsync();
        Directory.Delete(_logs, recursive: true);
    }

    internal static FunctionConfiguration Function(
        string name,
        string method,
        string type = "Echo",
        double timeout = 30
    ) =>
        new(
            $"arn:aws:lambda:eu-central-1:111111111111:function:{name}",
            $"LocalCloud.Tests.Handlers::LocalCloud.Tests.Handlers.{type}::{method}",
            Path.Combine(RepositoryRoot.Find(), "tests", "LocalCloud.Tests.Handlers"),
            new Dictionary<string, string> { ["RELAY_NAME"] = "echo" },
            RoleArn,
            TimeSpan.FromSeconds(timeout),
            256,
            DeadLetterArn: null,
            MaximumRetryAttempts: 2
        );

    internal async Task<(InvocationResult Result, JsonObject Answer)> AskAsync(
        FunctionConfiguration function,
        string requestId,
        string text = "anyone there?"
    )
    {
        var result = await Host.RunAsync(
            function,
            new JsonObject { ["Text"] = text }.ToJsonString(),
            requestId
        );
        return (result, LambdaRules.ParseJson(result.Payload)?.AsObject() ?? []);
    }

    internal string LogOf(FunctionConfiguration function)
    {
        using var file = new FileStream(
            Path.Combine(_logs, function.Name + ".log"),
            FileMode.Open,
            FileAccess.Read,
            FileShare.ReadWrite
        );
        using var reader = new StreamReader(file);
        return reader.ReadToEnd();
    }

    private sealed class RolesWithoutTrust(Credentials credentials) : IRoles
    {
        public void PutRole(
            string roleArn,
            JsonObject trustPolicy,
            IReadOnlyDictionary<string, JsonObject> policies
        ) => throw new InvalidOperationException("No template is deployed here.");

        public SessionCredentials SessionFor(string roleArn, string sessionName, TimeSpan duration) =>
            credentials.Issue(roleArn, sessionName, duration);
    }
}
