using System.Text.Json.Nodes;
using LocalCloud.Kernel;

namespace LocalCloud.Lambda;

/// <summary>A function that is there.</summary>
/// <param name="Configuration">As it was deployed.</param>
/// <param name="LastModified">Simulated time.</param>
public sealed record DeployedFunction(FunctionConfiguration Configuration, DateTimeOffset LastModified);

/// <summary>What is known of one run of a function's code.</summary>
/// <param name="FunctionArn">Whose code.</param>
/// <param name="RequestId">The same for every attempt of an asynchronous invocation.</param>
/// <param name="Attempt">1 for the first.</param>
/// <param name="Payload">What the function was given.</param>
/// <param name="StartedAt">Simulated time.</param>
/// <param name="EndedAt">Simulated time.</param>
/// <param name="Took">Real time, the start of an environment and the wait for one included.</param>
/// <param name="ColdStart">True when an environment was started for it.</param>
/// <param name="ErrorType">What the function failed with, or null.</param>
public sealed record Invocation(
    string FunctionArn,
    string RequestId,
    int Attempt,
    string Payload,
    DateTimeOffset StartedAt,
    DateTimeOffset EndedAt,
    TimeSpan Took,
    bool ColdStart,
    string? ErrorType
)
{
    /// <summary>The function's name.</summary>
    public string FunctionName => FunctionArn[(FunctionArn.LastIndexOf(':') + 1)..];

    /// <summary>What an invocation failed with: the errorType that the function returned, or Lambda's own code; null when it succeeded.</summary>
    internal static string? ErrorTypeOf(InvocationResult result) =>
        result.ServiceError is { } refused ? refused.Code
        : result.FunctionError is null ? null
        : LambdaRules.ParseJson(result.Payload) is JsonObject error && error["errorType"] is { } type
            ? type.ToString()
        : result.FunctionError;
}

/// <summary>A line that a function wrote.</summary>
/// <param name="At">Simulated time.</param>
/// <param name="FunctionArn">Which function.</param>
/// <param name="RequestId">Which invocation; null when a process wrote it between two.</param>
/// <param name="Line">As written.</param>
public sealed record LogLine(DateTimeOffset At, string FunctionArn, string? RequestId, string Line)
{
    /// <summary>The function's name.</summary>
    public string FunctionName => FunctionArn[(FunctionArn.LastIndexOf(':') + 1)..];
}

/// <summary>All functions of a local cloud, and what they did. Touched under the agenda's gate.</summary>
public sealed class LambdaState
{
    private readonly SortedDictionary<string, DeployedFunction> _functions = new(StringComparer.Ordinal);
    private readonly List<Invocation> _invocations = [];
    private readonly List<LogLine> _lines = [];

    /// <summary>All functions, by ARN.</summary>
    public IEnumerable<DeployedFunction> Functions => _functions.Values;

    /// <summary>Every run so far, in the order of their ends.</summary>
    public IReadOnlyList<Invocation> Invocations => _invocations;

    /// <summary>What the functions wrote so far.</summary>
    public IReadOnlyList<LogLine> Lines => _lines;

    /// <summary>Makes or replaces a function.</summary>
    public void Put(FunctionConfiguration configuration, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        _functions[configuration.Arn] = new DeployedFunction(configuration, now);
    }

    /// <summary>A function by its ARN, with or without <c>:$LATEST</c>; ResourceNotFoundException when there is none.</summary>
    public DeployedFunction Function(string arn)
    {
        ArgumentNullException.ThrowIfNull(arn);
        return _functions.GetValueOrDefault(
                arn.EndsWith(":$LATEST", StringComparison.Ordinal) ? arn[..^8] : arn
            ) ?? throw LambdaRules.NotFound(arn);
    }

    /// <summary>Notes a run.</summary>
    public void Add(Invocation invocation) => _invocations.Add(invocation);

    /// <summary>Keeps a line of a function's log.</summary>
    public void Add(LogLine line) => _lines.Add(line);
}
