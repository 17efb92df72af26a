using System.Collections.Concurrent;
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

    // Kept: what reflection makes for a call lives only until the next garbage collection.
    private static readonly ConcurrentDictionary<string, Handler> Handlers = new(StringComparer.Ordinal);

    private delegate Task<string> Handler(Func<Type, object> ports, string payload);

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

    private static Task<string> Run(LocalCloud.Cloud cloud, FunctionConfiguration function, string payload) =>
        Handlers.GetOrAdd(function.Handler, Find)(ports => Ports(cloud, function, ports), payload);

    private static Handler Find(string handler)
    {
        var parts = handler.Split("::");
        var type = Assembly.Load(parts[0]).GetType(parts[1], throwOnError: true)!;
        var method = type.GetMethod(parts[2])!;
        return (Handler)
            typeof(InProcessFunctions)
                .GetMethod(nameof(HandlerOf), BindingFlags.NonPublic | BindingFlags.Static)!
                .MakeGenericMethod(
                    method.GetParameters()[0].ParameterType,
                    method.ReturnType.GetGenericArguments()[0]
                )
                .Invoke(null, [type, method])!;
    }

    private static Handler HandlerOf<TInput, TOutput>(Type type, MethodInfo method)
    {
        var constructor = method.IsStatic
            ? null
            : type.GetConstructors().Single(c => c.GetParameters().Length == 1);
        var portsOf = constructor?.GetParameters()[0].ParameterType;
        var make = constructor is null ? null : ConstructorInvoker.Create(constructor);
        return async (ports, payload) =>
        {
            var handle = method.CreateDelegate<Func<TInput, Task<TOutput>>>(make?.Invoke(ports(portsOf!)));
            using var request = new MemoryStream(Encoding.UTF8.GetBytes(payload));
            var output = await handle(Serializer.Deserialize<TInput>(request));
            using var response = new MemoryStream();
            Serializer.Serialize(output, response);
            return Encoding.UTF8.GetString(response.ToArray());
        };
    }

    private static object Ports(LocalCloud.Cloud cloud, FunctionConfiguration function, Type ports)
    {
        SessionCredentials session;
        lock (cloud.Agenda.Gate)
        {
            session = cloud.Sts.Roles.SessionFor(function.RoleArn, function.Name, Session);
        }

        var region = function.Arn.Split(':')[3];
        string? Variable(string name) =>
            name == "AWS_REGION" ? region : function.Environment.GetValueOrDefault(name);
        var access = new InCloud(cloud.Handler, session);
        return ports == typeof(KeepPorts)
            ? KeepPorts.Connect(Relay.KeepSettings.Read(Variable), access)
            : RelayPorts.Connect(Relay.RelaySettings.Read(Variable), access);
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
