using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCloud.Kernel;

namespace LocalCloud.Lambda;

/// <summary>Lambda's wire: REST-JSON under /2015-03-31/functions.</summary>
public sealed class LambdaApi : IAwsService
{
    private const string Root = "/2015-03-31/functions";

    private readonly LambdaState _state;
    private readonly Functions _functions;
    private readonly CallLog _log;
    private readonly Dictionary<string, Func<AwsCall, Task<AwsReply>>> _operations;

    /// <summary>Serves the functions of <paramref name="state"/>.</summary>
    public LambdaApi(LambdaState state, Functions functions, CallLog log)
    {
        (_state, _functions, _log) = (state, functions, log);
        _operations = new Dictionary<string, Func<AwsCall, Task<AwsReply>>>(StringComparer.Ordinal)
        {
            ["ListFunctions"] = call => Task.FromResult(List(call)),
            ["GetFunction"] = call => Task.FromResult(Get(call)),
            ["GetFunctionConfiguration"] = call => Task.FromResult(Json(200, Describe(Find(call)))),
            ["Invoke"] = InvokeAsync,
        };
    }

    /// <inheritdoc/>
    public string SigningName => "lambda";

    /// <inheritdoc/>
    public IEnumerable<string> OperationNames => _operations.Keys;

    /// <inheritdoc/>
    public string? OperationOf(AwsHttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return (request.Method, Segments(request)) switch
        {
            ("GET", []) => "ListFunctions",
            ("GET", [_]) => "GetFunction",
            ("GET", [_, "configuration"]) => "GetFunctionConfiguration",
            ("POST", [_, "invocations"]) => "Invoke",
            ("POST", []) => "CreateFunction",
            ("DELETE", [_]) => "DeleteFunction",
            ("PUT", [_, "code"]) => "UpdateFunctionCode",
            ("PUT", [_, "configuration"]) => "UpdateFunctionConfiguration",
            ("GET", [_, "versions"]) => "ListVersionsByFunction",
            ("POST", [_, "versions"]) => "PublishVersion",
            ("GET", [_, "policy"]) => "GetPolicy",
            ("POST", [_, "policy"]) => "AddPermission",
            _ => $"{request.Method} {Uri.UnescapeDataString(request.RawPath)}",
        };
    }

    /// <inheritdoc/>
    public Task<AwsReply> HandleAsync(AwsCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return _operations.TryGetValue(call.Operation, out var run)
            ? run(call)
            : throw AwsError.NotSimulated("lambda", call.Operation);
    }

    /// <inheritdoc/>
    public AwsReply ErrorReply(AwsError error, string requestId)
    {
        ArgumentNullException.ThrowIfNull(error);
        var body = new JsonObject
        {
            ["Type"] = error.Status < 500 ? "User" : "Service",
            ["Message"] = error.Message,
        };
        return Json(error.Status, body) with { Headers = Header("X-Amzn-ErrorType", error.Code) };
    }

    private Task<AwsReply> InvokeAsync(AwsCall call)
    {
        var function = Find(call).Configuration;
        switch (call.Request.Headers.GetValueOrDefault("X-Amz-Invocation-Type") ?? "RequestResponse")
        {
            case "RequestResponse":
                return RequestResponseAsync(call, function.Arn);
            case "Event":
                var payload = LambdaRules.CheckPayload(call.Request.Body, LambdaRules.EventLimit);
                _functions.InvokeAsynchronously(function.Arn, payload, call.RequestId);
                return Task.FromResult(new AwsReply(202, "application/json", []));
            case "DryRun":
                return Task.FromResult(new AwsReply(204, "application/json", []));
            case var unknown:
                throw new AwsError(
                    "InvalidParameterValueException",
                    $"Invocation type {unknown} is none of RequestResponse, Event, DryRun"
                );
        }
    }

    private Task<AwsReply> RequestResponseAsync(AwsCall call, string functionArn)
    {
        var payload = LambdaRules.CheckPayload(call.Request.Body, LambdaRules.RequestLimit);
        var reply = new TaskCompletionSource<AwsReply>(TaskCreationOptions.RunContinuationsAsynchronously);
        _functions.Invoke(
            functionArn,
            payload,
            call.RequestId,
            result =>
                reply.SetResult(
                    result.ServiceError is { } e ? ErrorReply(e, call.RequestId) : Reply(call, result)
                )
        );
        return reply.Task;
    }

    private static AwsReply Reply(AwsCall call, InvocationResult result)
    {
        var headers = Header("X-Amz-Executed-Version", "$LATEST");
        if (result.FunctionError is not null)
        {
            headers["X-Amz-Function-Error"] = result.FunctionError;
        }

        if (call.Request.Headers.GetValueOrDefault("X-Amz-Log-Type") == "Tail")
        {
            headers["X-Amz-Log-Result"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(result.LogTail));
        }

        return new AwsReply(200, "application/json", Encoding.UTF8.GetBytes(result.Payload))
        {
            Headers = headers,
        };
    }

    private AwsReply List(AwsCall call)
    {
        _log.Add(call, "lambda:ListFunctions", "*");
        var own = $"arn:aws:lambda:{call.Region}:{call.Caller.AccountId}:";
        var all = _state.Functions.Where(f => f.Configuration.Arn.StartsWith(own, StringComparison.Ordinal));
        return Json(200, new JsonObject { ["Functions"] = new JsonArray([.. all.Select(Describe)]) });
    }

    private AwsReply Get(AwsCall call) =>
        Json(
            200,
            new JsonObject
            {
                ["Configuration"] = Describe(Find(call)),
                ["Code"] = new JsonObject { ["RepositoryType"] = "LocalFolder" },
            }
        );

    private DeployedFunction Find(AwsCall call)
    {
        var qualifier = QueryInput.Parse(call.Request with { Body = [] }).Optional("Qualifier");
        var arn = LambdaRules.ResolveArn(call, Segments(call.Request)![0], qualifier);
        _log.Add(
            call,
            call.Operation == "Invoke" ? "lambda:InvokeFunction" : $"lambda:{call.Operation}",
            arn
        );
        LambdaRules.CheckOwner(call, arn);
        return _state.Function(arn);
    }

    private static JsonObject Describe(DeployedFunction function)
    {
        var configuration = function.Configuration;
        var description = new JsonObject
        {
            ["FunctionName"] = configuration.Name,
            ["FunctionArn"] = configuration.Arn,
            ["Runtime"] = "dotnet10",
            ["Role"] = configuration.RoleArn,
            ["Handler"] = configuration.Handler,
            ["Timeout"] = (int)configuration.Timeout.TotalSeconds,
            ["MemorySize"] = configuration.MemoryMegabytes,
            ["LastModified"] = function.LastModified.UtcDateTime.ToString(
                "yyyy-MM-dd'T'HH:mm:ss.fff'+0000'",
                CultureInfo.InvariantCulture
            ),
            ["Version"] = "$LATEST",
            ["PackageType"] = "Zip",
            ["State"] = "Active",
            ["LastUpdateStatus"] = "Successful",
            ["Environment"] = new JsonObject
            {
                ["Variables"] = JsonSerializer.SerializeToNode(configuration.Environment),
            },
        };
        if (configuration.DeadLetterArn is not null)
        {
            description["DeadLetterConfig"] = new JsonObject { ["TargetArn"] = configuration.DeadLetterArn };
        }

        return description;
    }

    // What follows /2015-03-31/functions, decoded; null for other paths. A function's ARN is one segment, percent-encoded or not.
    private static string[]? Segments(AwsHttpRequest request) =>
        request.RawPath.StartsWith(Root, StringComparison.Ordinal)
            ?
            [
                .. request
                    .RawPath[Root.Length..]
                    .Split('/', StringSplitOptions.RemoveEmptyEntries)
                    .Select(Uri.UnescapeDataString),
            ]
            : null;

    private static Dictionary<string, string> Header(string name, string value) =>
        new(StringComparer.Ordinal) { [name] = value };

    private static AwsReply Json(int status, JsonObject body) =>
        new(status, "application/json", JsonSerializer.SerializeToUtf8Bytes(body));
}
