using System.Text.Json;
using System.Text.Json.Nodes;

namespace LocalCloud.Kernel;

/// <summary>Base of the services that speak JSON-RPC (KMS, Step Functions, EventBridge): X-Amz-Target names the operation.</summary>
/// <param name="signingName">The name in the credential scope.</param>
/// <param name="contentType">application/x-amz-json-1.0 or -1.1.</param>
public abstract class JsonService(string signingName, string contentType) : IAwsService
{
    /// <inheritdoc/>
    public string SigningName => signingName;

    /// <inheritdoc/>
    public IEnumerable<string> OperationNames => Operations.Keys;

    /// <summary>Operation name → what it does: JSON in, JSON out.</summary>
    protected abstract IReadOnlyDictionary<string, Func<AwsCall, JsonObject, JsonObject>> Operations { get; }

    /// <inheritdoc/>
    public string? OperationOf(AwsHttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Headers.TryGetValue("X-Amz-Target", out var target)
            ? target[(target.LastIndexOf('.') + 1)..]
            : null;
    }

    /// <inheritdoc/>
    public Task<AwsReply> HandleAsync(AwsCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (!Operations.TryGetValue(call.Operation, out var run))
        {
            throw AwsError.NotSimulated(signingName, call.Operation);
        }

        return Task.FromResult(Reply(200, run(call, Read(call.Request))));
    }

    /// <inheritdoc/>
    public AwsReply ErrorReply(AwsError error, string requestId)
    {
        ArgumentNullException.ThrowIfNull(error);
        return Reply(error.Status, new JsonObject { ["__type"] = error.Code, ["message"] = error.Message });
    }

    /// <summary>Seconds since 1970 with milliseconds: how JSON services write a time.</summary>
    protected static double Epoch(DateTimeOffset time) => time.ToUnixTimeMilliseconds() / 1000.0;

    /// <summary>A string member, or null.</summary>
    protected static string? Optional(JsonObject input, string name)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String
            ? value.GetValue<string>()
            : null;
    }

    /// <summary>A string member; AWS's ValidationException when it is missing.</summary>
    protected static string Required(JsonObject input, string name) =>
        Optional(input, name)
        ?? throw new AwsError(
            "ValidationException",
            $"1 validation error detected: Value null at '{name}' failed to satisfy constraint: Member must not be null"
        );

    // A duplicate member would be found only when it is read, and then as a crash.
    private static JsonDocumentOptions Strict => new() { AllowDuplicateProperties = false };

    private static JsonObject Read(AwsHttpRequest request)
    {
        try
        {
            return request.Body.Length == 0
                ? []
                : JsonNode.Parse(request.Body, documentOptions: Strict) as JsonObject
                    ?? throw new JsonException();
        }
        catch (JsonException)
        {
            throw new AwsError("SerializationException", "The request body is not a JSON object");
        }
    }

    private AwsReply Reply(int status, JsonObject body) =>
        new(status, contentType, JsonSerializer.SerializeToUtf8Bytes(body));
}
