using System.Text.Json;
using System.Text.Json.Nodes;

namespace LocalCloud.Kernel;

/// <summary>Where a REST-JSON service has an operation.</summary>
/// <param name="Operation">For example DescribeRecoveryPoint.</param>
/// <param name="Method">GET, PUT, POST, DELETE.</param>
/// <param name="Path">The model's requestUri; <c>{name}</c> stands for one percent-encoded segment.</param>
public sealed record RestRoute(string Operation, string Method, string Path)
{
    private readonly string[] _segments = Split(Path.Split('?')[0]);

    /// <summary>How many segments are not parameters: the more, the better a match is.</summary>
    internal int Literals => _segments.Count(s => !IsParameter(s));

    /// <summary>The decoded path parameters, or null when a request goes elsewhere. Slashes at the end mean nothing.</summary>
    public IReadOnlyDictionary<string, string>? Match(AwsHttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var actual = Split(request.RawPath);
        if (request.Method != Method || actual.Length != _segments.Length)
        {
            return null;
        }

        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (expected, segment) in _segments.Zip(actual))
        {
            if (IsParameter(expected))
            {
                parameters[expected[1..^1]] = Uri.UnescapeDataString(segment);
            }
            else if (expected != segment)
            {
                return null;
            }
        }

        return parameters;
    }

    private static bool IsParameter(string segment) => segment is ['{', .., '}'];

    private static string[] Split(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>Base of the services that speak REST-JSON (AWS Backup): method and path name the operation.</summary>
/// <param name="signingName">The name in the credential scope.</param>
/// <param name="routes">Every operation of the service's model, so that the ones that are not simulated are refused by name.</param>
public abstract class RestJsonService(string signingName, IEnumerable<RestRoute> routes) : IAwsService
{
    private readonly RestRoute[] _routes = [.. routes.OrderByDescending(r => r.Literals)];

    /// <inheritdoc/>
    public string SigningName => signingName;

    /// <inheritdoc/>
    public IEnumerable<string> OperationNames => Operations.Keys;

    /// <summary>Operation name → what it does. Null is a reply without a body.</summary>
    protected abstract IReadOnlyDictionary<string, Func<AwsCall, RestInput, JsonObject?>> Operations { get; }

    /// <summary>The refusal of a request that lacks a member.</summary>
    protected abstract AwsError Missing(string member);

    /// <summary>The refusal of a member's value.</summary>
    /// <param name="member">Its name in the model.</param>
    /// <param name="problem">What is wrong with it.</param>
    protected abstract AwsError Invalid(string member, string problem);

    /// <inheritdoc/>
    public string? OperationOf(AwsHttpRequest request) =>
        Array.Find(_routes, r => r.Match(request) is not null)?.Operation;

    /// <inheritdoc/>
    public Task<AwsReply> HandleAsync(AwsCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (!Operations.TryGetValue(call.Operation, out var run))
        {
            throw AwsError.NotSimulated(signingName, call.Operation);
        }

        var path = Array.Find(_routes, r => r.Operation == call.Operation)?.Match(call.Request);
        var input = new RestInput(call.Request, path ?? NoParameters, Missing, Invalid);
        return Task.FromResult(Reply(200, run(call, input)));
    }

    /// <inheritdoc/>
    public AwsReply ErrorReply(AwsError error, string requestId)
    {
        ArgumentNullException.ThrowIfNull(error);
        var body = new JsonObject { ["Code"] = error.Code, ["Message"] = error.Message };
        return Reply(error.Status, body) with
        {
            Headers = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["x-amzn-ErrorType"] = error.Code,
            },
        };
    }

    private static Dictionary<string, string> NoParameters { get; } = new(StringComparer.Ordinal);

    private static AwsReply Reply(int status, JsonObject? body) =>
        new(status, "application/json", body is null ? [] : JsonSerializer.SerializeToUtf8Bytes(body));
}
