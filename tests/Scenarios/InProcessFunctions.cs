using System.Reflection;
using System.Text;
using Amazon.Runtime;
using LocalCloud.Kernel;
using LocalCloud.Lambda;
using Relay.Aws;
using Relay.Functions;

namespace Scenarios;

/// <summary>
/// Runs the real handlers inside this process, through their ports: the template's environment, the role's session, the real
/// serializer, AWS's own clients. Each invocation is a cold start.
/// </summary>
internal static class InProcessFunctions
{
    private static readonly RelaySerializer Serializer = new();
    private static readonly TimeSpan Session = TimeSpan.FromHours(6);

    /// <summary>A host for a cloud.</summary>
    public static IFunctionHost For(LocalCloud.Cloud cloud) => For(cloud, []);

    /// <summary>A host for a cloud that notes what the functions answer.</summary>
    public static IFunctionHost For(
        LocalCloud.Cloud cloud,
        ICollection<(string Function, string Answer)> answers
    ) =>
        new DelegateHost(
            async (function, payload, _) =>
            {
                var answer = await Run(cloud, function, payload);
                answers.Add((function.Name, answer));
                return answer;
            }
        );

    private static async Task<string> Run(
        LocalCloud.Cloud cloud,
        FunctionConfiguration function,
        string payload
    )
    {
        var parts = function.Handler.Split("::");
        var type = Assembly.Load(parts[0]).GetType(parts[1], throwOnError: true)!;
        var method = type.GetMethod(parts[2])!;
        var handler = method.IsStatic ? null : Activator.CreateInstance(type, Ports(cloud, function));

        var serializer = Serializer;
        using var request = new MemoryStream(Encoding.UTF8.GetBytes(payload));
        var input = Generic(
            nameof(RelaySerializer.Deserialize),
            method.GetParameters()[0].ParameterType,
            serializer,
            [request]
        );

        var task = (Task)Unwrapped(() => method.Invoke(handler, [input]))!;
        await task;
        using var response = new MemoryStream();
        var result = task.GetType().GetProperty("Result")!.GetValue(task);
        Generic(
            nameof(RelaySerializer.Serialize),
            method.ReturnType.GetGenericArguments()[0],
            serializer,
            [result, response]
        );
        return Encoding.UTF8.GetString(response.ToArray());
    }

    private static RelayPorts Ports(LocalCloud.Cloud cloud, FunctionConfiguration function)
    {
        SessionCredentials session;
        lock (cloud.Agenda.Gate)
        {
            session = cloud.Sts.Roles.SessionFor(function.RoleArn, function.Name, Session);
        }

        var region = function.Arn.Split(':')[3];
        var settings = Relay.RelaySettings.Read(name =>
            name == "AWS_REGION" ? region : function.Environment.GetValueOrDefault(name)
        );
        return RelayPorts.Connect(settings, new InCloud(cloud.Handler, session));
    }

    private static object? Generic(
        string method,
        Type type,
        RelaySerializer serializer,
        object?[] arguments
    ) =>
        Unwrapped(() =>
            typeof(RelaySerializer).GetMethod(method)!.MakeGenericMethod(type).Invoke(serializer, arguments)
        );

    private static object? Unwrapped(Func<object?> call)
    {
        try
        {
            return call();
        }
        catch (TargetInvocationException e) when (e.InnerException is { } inner)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(inner);
            throw;
        }
    }

    private sealed record InCloud(HttpMessageHandler Door, SessionCredentials Session) : AwsAccess
    {
        public override AWSCredentials Credentials() =>
            new SessionAWSCredentials(Session.AccessKeyId, Session.SecretAccessKey, Session.SessionToken);

        public override void Configure(ClientConfig config) => Front.Configure(config, Door);
    }
}

/// <summary>Points an SDK client at a cloud in this process.</summary>
internal static class Front
{
    public static void Configure(ClientConfig config, HttpMessageHandler door)
    {
        config.HttpClientFactory = new Door(door);
        // The SDK's own retries wait in real time; here they are scripted faults, and the state machine's business.
        config.MaxErrorRetry = 0;
    }

    private sealed class Door(HttpMessageHandler handler) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) =>
            new(handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
    }
}
