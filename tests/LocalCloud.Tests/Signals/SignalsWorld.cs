using System.Text.Json.Nodes;
using LocalCloud.Deploy;
using LocalCloud.Kernel;
using LocalCloud.Lambda;

namespace LocalCloud.Tests.Signals;

/// <summary>A cloud in virtual time with a small template of the test's own, whose functions are code of the test's own.</summary>
internal sealed class SignalsWorld : IAsyncDisposable
{
    public const string Account = "111111111111";
    public const string Region = "eu-central-1";

    private readonly Dictionary<string, Func<string, string>> _code = new(StringComparer.Ordinal);

    public SignalsWorld(CloudOptions? options = null) =>
        Cloud = Cloud.Create(
            (options ?? new CloudOptions()) with
            {
                FunctionHost = _ => new DelegateHost(
                    (function, payload, _) => Task.FromResult(_code[function.Name](payload))
                ),
            }
        );

    public Cloud Cloud { get; }

    /// <summary>The start of time: 2026-11-20T03:00:00Z.</summary>
    public DateTimeOffset Start { get; } = new(2026, 11, 20, 3, 0, 0, TimeSpan.Zero);

    /// <summary>What a function does with its payload.</summary>
    public void Code(string function, Func<string, string> code) => _code[function] = code;

    /// <summary>Deploys resources given as YAML, indented by two.</summary>
    public Stack Deploy(string resources)
    {
        var folder = Directory.CreateTempSubdirectory("signals-");
        try
        {
            Directory.CreateDirectory(Path.Combine(folder.FullName, "code"));
            var path = Path.Combine(folder.FullName, "template.yaml");
            File.WriteAllText(path, $"Resources:\n{resources}\n");
            return Cloud.Deployer.Deploy(
                new StackRequest(path, "signals", Account, Region, new Dictionary<string, string>())
            );
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public Task RunFor(TimeSpan time) => Cloud.Virtual!.RunForAsync(time);

    /// <summary>An administrator's call of a JSON service.</summary>
    public Task<JsonObject> Call(string service, string operation, JsonObject input) =>
        Cloud.As(Account, Region).JsonAsync(service, operation, input);

    public static MetricId Metric(
        string space,
        string name,
        params (string Name, string Value)[] dimensions
    ) => new(Account, Region, space, name, dimensions.Select(d => KeyValuePair.Create(d.Name, d.Value)));

    public ValueTask DisposeAsync() => Cloud.DisposeAsync();

    /// <summary>A function NAME and its role.</summary>
    public static string FunctionYaml(string name) =>
        $$$"""
              {{{name}}}Role:
                Type: AWS::IAM::Role
                Properties:
                  RoleName: {{{name}}}
                  AssumeRolePolicyDocument:
                    {Statement: {Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: sts:AssumeRole}}
              {{{name}}}:
                Type: AWS::Lambda::Function
                Properties:
                  FunctionName: {{{name}}}
                  Runtime: dotnet10
                  Handler: A::B::C
                  Code: code
                  Role: !GetAtt {{{name}}}Role.Arn

            """;
}
