using System.Text;
using System.Text.Json.Nodes;
using LocalCloud.Kernel;
using LocalCloud.States;

namespace LocalCloud.Tests.States;

/// <summary>Step Functions alone: virtual time, scripted functions, one account and Region unless said otherwise.</summary>
internal sealed class StatesWorld
{
    public const string Account = "111111111111";
    public const string Region = "eu-central-1";
    public const string Role = $"arn:aws:iam::{Account}:role/snapshot-relay/test/machine";
    public static readonly DateTimeOffset Start = new(2026, 11, 20, 3, 0, 0, TimeSpan.Zero);
    private int _machines;

    public StatesWorld(int seed = 1)
    {
        Functions = new FakeFunctions(Agenda);
        Api = new StatesApi(Agenda, Functions, Events, Log, new Ids(seed));
    }

    public Agenda Agenda { get; } = Agenda.Virtual(Start);

    public FakeFunctions Functions { get; }

    public FakeEvents Events { get; } = new();

    public CallLog Log { get; } = new();

    public StatesApi Api { get; }

    public static string Function(string name) => $"arn:aws:lambda:{Region}:{Account}:function:{name}";

    /// <summary>Makes a machine; <paramref name="states"/> is the content of States, its first state the first to run.</summary>
    public string Machine(string states, string top = "", string? name = null) =>
        Api.CreateStateMachine(
            Account,
            Region,
            name ?? $"machine-{++_machines}",
            Definition(states, top),
            Role
        );

    /// <summary>A definition: FN:name stands for the ARN of a function.</summary>
    public static string Definition(string states, string top = "")
    {
        states = System.Text.RegularExpressions.Regex.Replace(
            states,
            "FN:([A-Za-z]+)",
            m => Function(m.Groups[1].Value)
        );
        var first = JsonNode.Parse($"{{{states}}}")!.AsObject().First().Key;
        return $$"""{"StartAt":"{{first}}",{{top}} "States":{{{states}}} }""";
    }

    public Execution StartExecution(string machine, string input = "{}", string? name = null)
    {
        var request = new JsonObject { ["stateMachineArn"] = machine, ["input"] = input };
        if (name is not null)
        {
            request["name"] = name;
        }

        return Api.Execution(Call("StartExecution", request)["executionArn"]!.GetValue<string>())!;
    }

    /// <summary>Makes a machine, starts it and lets time run until it ended.</summary>
    public Execution Run(string states, string input = "{}", string top = "")
    {
        var execution = StartExecution(Machine(states, top), input);
        RunUntil(() => execution.StopDate is not null);
        return execution;
    }

    public void RunUntil(Func<bool> condition)
    {
        while (!condition() && Agenda.RunNext()) { }

        condition().ShouldBeTrue("the agenda is empty");
    }

    public JsonObject Call(
        string operation,
        JsonObject input,
        string account = Account,
        string region = Region
    )
    {
        var request = new AwsHttpRequest(
            "POST",
            "/",
            "",
            new Dictionary<string, string>(StringComparer.Ordinal),
            Encoding.UTF8.GetBytes(input.ToJsonString())
        );
        var call = new AwsCall(
            "states",
            operation,
            region,
            Caller.Administrator(account),
            "request",
            Agenda.Now,
            request
        );
        lock (Agenda.Gate)
        {
            var reply = Api.HandleAsync(call).GetAwaiter().GetResult();
            return JsonNode.Parse(reply.Body)!.AsObject();
        }
    }

    public string Refusal(
        string operation,
        JsonObject input,
        string account = Account,
        string region = Region
    ) => Should.Throw<AwsError>(() => Call(operation, input, account, region)).Code;

    public static void ShouldBeJson(string? actual, string expected) =>
        JsonNode
            .DeepEquals(JsonNode.Parse(actual ?? "null"), JsonNode.Parse(expected))
            .ShouldBeTrue($"{actual} is not {expected}");

    /// <summary>The states that were entered, in order.</summary>
    public static IEnumerable<string?> Way(Execution execution) =>
        execution
            .History.Where(e => e.Type.EndsWith("StateEntered", StringComparison.Ordinal))
            .Select(e => e.StateName);
}
