using System.Text.Json.Nodes;
using LocalCloud.Deploy;
using LocalCloud.Kernel;

namespace LocalCloud.Tests.Deploy;

/// <summary>The services as a deployment sees them: every order is noted, nothing else happens.</summary>
internal sealed class RecordingPorts
    : IKeys,
        IRoles,
        IEvents,
        IFunctions,
        IStateMachines,
        IQueues,
        IBackupVaults,
        ISchedules,
        ITopics,
        IAlarms
{
    private readonly Agenda _agenda = Agenda.Virtual(DateTimeOffset.UnixEpoch);

    public RecordingPorts() =>
        Deployer = new StackDeployer(
            _agenda,
            new Ids(1),
            new DeploymentPorts(this, this, this, this, this, this, this, this, this, this)
        );

    public StackDeployer Deployer { get; }

    /// <summary>What was ordered, in order: the verb and its main name.</summary>
    public List<string> Orders { get; } = [];

    public Dictionary<string, JsonObject> Keys { get; } = [];

    public Dictionary<string, string> Aliases { get; } = [];

    public Dictionary<
        string,
        (JsonObject Trust, IReadOnlyDictionary<string, JsonObject> Policies)
    > Roles { get; } = [];

    public Dictionary<string, FunctionConfiguration> Functions { get; } = [];

    public Dictionary<string, (string Definition, string Role)> StateMachines { get; } = [];

    public Dictionary<string, (JsonObject Pattern, IReadOnlyList<EventTarget> Targets)> Rules { get; } = [];

    public Dictionary<string, JsonObject> BusPolicies { get; } = [];

    public Dictionary<string, NewBackupVault> Vaults { get; } = [];

    /// <summary>What a service answers instead of making the thing.</summary>
    public AwsError? Refusal { get; set; }

    /// <summary>Deploys a template given as text, from a folder that holds a <c>code</c> folder and a definition.</summary>
    public Stack Deploy(string yaml, params (string Name, string Value)[] parameters)
    {
        var folder = Directory.CreateTempSubdirectory("deploy-");
        try
        {
            Directory.CreateDirectory(Path.Combine(folder.FullName, "code"));
            var path = Path.Combine(folder.FullName, "template.yaml");
            File.WriteAllText(path, yaml);
            File.WriteAllText(
                Path.Combine(folder.FullName, "machine.json"),
                """{"StartAt":"Work","States":{"Work":{"Type":"Task","Resource":"${WorkArn}","End":true}}}"""
            );
            return Deployer.Deploy(
                new StackRequest(
                    path,
                    "stack",
                    "111111111111",
                    "eu-central-1",
                    parameters.ToDictionary(p => p.Name, p => p.Value)
                )
            );
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    string IKeys.CreateKey(
        string accountId,
        string region,
        JsonObject policy,
        string description,
        bool rotation
    )
    {
        var arn = $"arn:aws:kms:{region}:{accountId}:key/{Keys.Count + 1}";
        Keys.Add(arn, policy);
        return Note($"key {description} {(rotation ? "rotating" : "")}", arn);
    }

    void IKeys.CreateAlias(string accountId, string region, string alias, string keyArn)
    {
        Note("alias", alias);
        Aliases.Add($"{accountId} {region} {alias}", keyArn);
    }

    void IRoles.PutRole(
        string roleArn,
        JsonObject trustPolicy,
        IReadOnlyDictionary<string, JsonObject> policies
    ) => Roles[Note("role", roleArn)] = (trustPolicy, policies);

    string IEvents.CreateBus(string accountId, string region, string name) =>
        Note("bus", $"arn:aws:events:{region}:{accountId}:event-bus/{name}");

    void IEvents.PutBusPolicy(string busArn, JsonObject policy) =>
        BusPolicies[Note("bus policy", busArn)] = policy;

    string IEvents.PutRule(
        string accountId,
        string region,
        string busName,
        string ruleName,
        JsonObject pattern,
        IReadOnlyList<EventTarget> targets
    )
    {
        var bus = busName == "default" ? "" : busName + "/";
        var arn = Note("rule", $"arn:aws:events:{region}:{accountId}:rule/{bus}{ruleName}");
        Rules.Add(arn, (pattern, targets));
        return arn;
    }

    void IFunctions.CreateFunction(FunctionConfiguration configuration) =>
        Functions[Note("function", configuration.Arn)] = configuration;

    string IStateMachines.CreateStateMachine(
        string accountId,
        string region,
        string name,
        string definition,
        string roleArn
    )
    {
        var arn = Note("state machine", $"arn:aws:states:{region}:{accountId}:stateMachine:{name}");
        StateMachines.Add(arn, (definition, roleArn));
        return arn;
    }

    string IQueues.CreateQueue(string accountId, string region, string name) =>
        Note("queue", $"arn:aws:sqs:{region}:{accountId}:{name}");

    string IBackupVaults.CreateVault(NewBackupVault vault)
    {
        var arn = Note("vault", $"arn:aws:backup:{vault.Region}:{vault.AccountId}:backup-vault:{vault.Name}");
        Vaults.Add(arn, vault);
        return arn;
    }

    string ISchedules.CreateSchedule(string accountId, string region, string name, JsonObject schedule) =>
        Note("schedule", $"arn:aws:scheduler:{region}:{accountId}:schedule/default/{name}");

    string ITopics.CreateTopic(string accountId, string region, string name, string? displayName) =>
        Note("topic", $"arn:aws:sns:{region}:{accountId}:{name}");

    void ITopics.PutTopicPolicy(string topicArn, JsonObject policy) => Note("topic policy", topicArn);

    string ITopics.Subscribe(string topicArn, string protocol, string endpoint) =>
        Note("subscription", $"{topicArn}:{protocol}:{endpoint}");

    void ITopics.PublishAsService(
        string service,
        string cause,
        string topicArn,
        string? subject,
        string message
    ) => throw new NotSupportedException();

    string IAlarms.PutAlarm(string accountId, string region, JsonObject alarm) =>
        Note("alarm", $"arn:aws:cloudwatch:{region}:{accountId}:alarm:{alarm["AlarmName"]}");

    string IAlarms.PutDashboard(string accountId, string region, string name, string body) =>
        Note("dashboard", $"arn:aws:cloudwatch::{accountId}:dashboard/{name}");

    KeyUse? IKeys.UseThroughRds(AwsCall call, string key, string region) => throw new NotSupportedException();

    string IKeys.DefaultRdsKey(string accountId, string region) => throw new NotSupportedException();

    SessionCredentials IRoles.SessionFor(string roleArn, string sessionName, TimeSpan duration) =>
        throw new NotSupportedException();

    void IEvents.Emit(string accountId, string region, JsonObject envelope) =>
        throw new NotSupportedException();

    void IFunctions.Invoke(string functionArn, string payload, Action<InvocationResult> done) =>
        throw new NotSupportedException();

    void IFunctions.InvokeAsynchronously(string functionArn, string payload) =>
        throw new NotSupportedException();

    void IQueues.Send(string queueArn, string body, IReadOnlyDictionary<string, string> attributes) =>
        throw new NotSupportedException();

    private string Note(string what, string arn)
    {
        Monitor.IsEntered(_agenda.Gate).ShouldBeTrue("the services are called with the gate held");
        if (Refusal is not null)
        {
            throw Refusal;
        }

        Orders.Add($"{what.Trim()} {arn}");
        return arn;
    }
}
