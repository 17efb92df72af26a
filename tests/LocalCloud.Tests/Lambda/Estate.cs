using System.Text;
using System.Text.Json.Nodes;
using LocalCloud.Events;
using LocalCloud.Kernel;
using LocalCloud.Lambda;
using LocalCloud.Queues;

namespace LocalCloud.Tests.Lambda;

/// <summary>EventBridge, Lambda and queues in virtual time, with functions that are lambdas of the test.</summary>
internal sealed class Estate : IAsyncDisposable
{
    public const string Source = "111111111111";
    public const string Dr = "222222222222";

    private readonly Dictionary<string, Func<string, int, string>> _code = new(StringComparer.Ordinal);

    public Estate()
    {
        Cloud = Cloud.Create(new CloudOptions());
        Queues = new QueuesState(Cloud.Agenda, Cloud.Ids);
        Functions = new Functions(
            Cloud.Agenda,
            Cloud.CallLog,
            Cloud.Ids,
            LambdaState,
            Queues,
            Cloud.Invocations,
            new DelegateHost(RunAsync)
        );
        Router = new EventRouter(
            Cloud.Agenda,
            Cloud.CallLog,
            Cloud.Ids,
            EventsState,
            Functions,
            Queues,
            Cloud.Faults
        );
        EventsApi = new EventsApi(EventsState, Router, Cloud.CallLog, Cloud.Ids);
        LambdaApi = new LambdaApi(LambdaState, Functions, Cloud.CallLog);
        QueuesApi = new QueuesApi(Queues);
    }

    public Cloud Cloud { get; }
    public LambdaState LambdaState { get; } = new();
    public EventsState EventsState { get; } = new();
    public QueuesState Queues { get; }
    public Functions Functions { get; }
    public EventRouter Router { get; }
    public EventsApi EventsApi { get; }
    public LambdaApi LambdaApi { get; }
    public QueuesApi QueuesApi { get; }

    /// <summary>A function whose code gets the payload and the number of the attempt, from 1.</summary>
    public string Function(
        string name,
        Func<string, int, string> code,
        string? deadLetterArn = null,
        int retries = 2,
        string region = "eu-central-1"
    )
    {
        var arn = $"arn:aws:lambda:{region}:{Source}:function:{name}";
        _code[name] = code;
        Functions.CreateFunction(
            new FunctionConfiguration(
                arn,
                $"Relay.Functions::Relay.Functions.{name}::HandleAsync",
                "/code",
                new Dictionary<string, string> { ["RELAY_NAME"] = "nightly" },
                $"arn:aws:iam::{Source}:role/snapshot-relay/nightly/{name}",
                TimeSpan.FromSeconds(30),
                256,
                deadLetterArn,
                retries
            )
        );
        return arn;
    }

    public IReadOnlyList<QueueMessage> In(string queueArn) => ((ILocalQueues)Queues).Messages(queueArn);

    public Task UntilIdleAsync() => Cloud.Virtual!.RunUntilIdleAsync();

    /// <summary>A call as the gateway hands it to a service; the reply, or the error's.</summary>
    public async Task<(AwsReply Reply, JsonObject Body)> CallAsync(
        IAwsService service,
        AwsHttpRequest request,
        string account = Source,
        string region = "eu-central-1"
    )
    {
        var call = new AwsCall(
            service.SigningName,
            service.OperationOf(request)!,
            region,
            Caller.Administrator(account),
            Cloud.Ids.NewGuid(),
            Cloud.Agenda.Now,
            request
        );
        Task<AwsReply> reply;
        try
        {
            lock (Cloud.Agenda.Gate)
            {
                reply = service.HandleAsync(call);
            }

            await UntilIdleAsync();
        }
        catch (AwsError error)
        {
            reply = Task.FromResult(service.ErrorReply(error, call.RequestId));
        }

        var body = (await reply).Body;
        return (await reply, body.Length > 0 && JsonNode.Parse(body) is JsonObject json ? json : []);
    }

    /// <summary>A JSON-RPC call.</summary>
    public Task<(AwsReply Reply, JsonObject Body)> CallAsync(
        IAwsService service,
        string operation,
        JsonObject input,
        string account = Source,
        string region = "eu-central-1"
    ) =>
        CallAsync(
            service,
            new AwsHttpRequest(
                "POST",
                "/",
                "",
                new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
                {
                    ["X-Amz-Target"] = $"Service.{operation}",
                    ["Host"] = "127.0.0.1:4566",
                },
                Encoding.UTF8.GetBytes(input.ToJsonString())
            ),
            account,
            region
        );

    public ValueTask DisposeAsync() => Cloud.DisposeAsync();

    private Task<string> RunAsync(FunctionConfiguration function, string payload, string requestId)
    {
        int attempt;
        lock (Cloud.Agenda.Gate)
        {
            attempt = 1 + LambdaState.Invocations.Count(i => i.RequestId == requestId);
        }

        return Task.FromResult(_code[function.Name](payload, attempt));
    }
}
