using System.Text.Json.Nodes;
using LocalCloud.Kernel;

namespace LocalCloud.Tests.States;

/// <summary>Functions whose answers a test scripts, by function name; the last answer repeats.</summary>
internal sealed class FakeFunctions(Agenda agenda) : IFunctions
{
    private readonly Dictionary<string, Queue<Answer>> _answers = new(StringComparer.Ordinal);

    /// <summary>Name, payload and time of each invocation.</summary>
    public List<(string Name, string Payload, DateTimeOffset At)> Calls { get; } = [];

    /// <summary>The next answers of a function.</summary>
    public FakeFunctions Answer(string name, params Answer[] answers)
    {
        _answers[name] = new Queue<Answer>(answers);
        return this;
    }

    public void Invoke(string functionArn, string payload, Action<InvocationResult> done)
    {
        var name = functionArn.Split(':')[6];
        Calls.Add((name, payload, agenda.Now));
        var queue = _answers[name];
        var answer = queue.Count > 1 ? queue.Dequeue() : queue.Peek();
        if (answer.Result is { } result)
        {
            agenda.After(answer.After, name, () => done(result));
        }
    }

    public void CreateFunction(FunctionConfiguration configuration) => throw new NotSupportedException();

    public void InvokeAsynchronously(string functionArn, string payload) => throw new NotSupportedException();
}

/// <summary>How a fake function answers, and after what time; no result is a function that never returns.</summary>
internal sealed record Answer(InvocationResult? Result, TimeSpan After = default)
{
    public static Answer Never { get; } = new(Result: null);

    public static Answer Json(string payload) => new(new InvocationResult(payload));

    public static Answer Error(string type, string message = "it went wrong") =>
        new(
            new InvocationResult(
                new JsonObject { ["errorType"] = type, ["errorMessage"] = message }.ToJsonString(),
                "Unhandled"
            )
        );

    public static Answer Refused(string code, string message, int status) =>
        new(new InvocationResult("", ServiceError: new AwsError(code, message, status)));

    public Answer In(int seconds) => this with { After = TimeSpan.FromSeconds(seconds) };
}
