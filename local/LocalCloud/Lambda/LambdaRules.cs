using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCloud.Kernel;

namespace LocalCloud.Lambda;

/// <summary>What Lambda refuses, how it names things, and when it tries again. Pure.</summary>
public static class LambdaRules
{
    /// <summary>Bytes of a synchronous invocation's payload (Lambda quotas).</summary>
    public const int RequestLimit = 6 * 1024 * 1024;

    /// <summary>Bytes of an asynchronous invocation's payload (Lambda quotas).</summary>
    public const int EventLimit = 1024 * 1024;

    /// <summary>How long an asynchronous invocation that Lambda could not start is tried again (default MaximumEventAgeInSeconds).</summary>
    public static readonly TimeSpan MaximumEventAge = TimeSpan.FromHours(6);

    /// <summary>ResourceNotFoundException for a function.</summary>
    public static AwsError NotFound(string arn) =>
        new("ResourceNotFoundException", $"Function not found: {arn}", 404);

    /// <summary>
    /// The ARN of a function that a request names: by name, by <c>ID:function:NAME</c>, or by ARN, each with or without a qualifier,
    /// of which only $LATEST exists here.
    /// </summary>
    public static string ResolveArn(AwsCall call, string nameOrArn, string? qualifier)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(nameOrArn);
        var (region, account, name, version) = nameOrArn.Split(':') switch
        {
            ["arn", _, "lambda", var r, var a, "function", var n] => (r, a, n, qualifier),
            ["arn", _, "lambda", var r, var a, "function", var n, var v] => (r, a, n, v),
            [var a, "function", var n] => (call.Region, a, n, qualifier),
            [var a, "function", var n, var v] => (call.Region, a, n, v),
            [var n] => (call.Region, call.Caller.AccountId, n, qualifier),
            [var n, var v] => (call.Region, call.Caller.AccountId, n, v),
            _ => throw new AwsError(
                "ValidationException",
                $"1 validation error detected: Value '{nameOrArn}' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern of a function name or ARN"
            ),
        };
        if (region != call.Region)
        {
            throw new AwsError(
                "ResourceNotFoundException",
                $"Functions from '{region}' are not reachable in this region ('{call.Region}')",
                404
            );
        }

        var arn = $"arn:aws:lambda:{region}:{account}:function:{name}";
        return version is null or "$LATEST" ? arn : throw NotFound($"{arn}:{version}");
    }

    /// <summary>Another account's functions need a resource policy, which functions here do not have.</summary>
    public static void CheckOwner(AwsCall call, string arn)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(arn);
        if (arn.Split(':')[4] != call.Caller.AccountId)
        {
            var action = call.Operation == "Invoke" ? "InvokeFunction" : call.Operation;
            throw new AwsError(
                "AccessDeniedException",
                $"User: {call.Caller.Arn} is not authorized to perform: lambda:{action} on resource: {arn} because no resource-based policy allows the lambda:{action} action",
                403
            );
        }
    }

    /// <summary>A payload must be JSON of a bounded size. None is <c>{}</c>.</summary>
    public static string CheckPayload(byte[] body, int limit)
    {
        ArgumentNullException.ThrowIfNull(body);
        if (body.Length > limit)
        {
            throw new AwsError(
                "RequestTooLargeException",
                $"Request must be smaller than {limit} bytes for the InvokeFunction operation",
                413
            );
        }

        var text = System.Text.Encoding.UTF8.GetString(body);
        return string.IsNullOrWhiteSpace(text) ? "{}"
            : IsJson(text) ? text
            : throw new AwsError(
                "InvalidRequestContentException",
                "Could not parse request body into json: the payload is not JSON"
            );
    }

    /// <summary>
    /// When an asynchronous invocation is tried again ("How Lambda handles errors and retries with asynchronous invocation"): after a
    /// function's error 1 and 2 minutes later, as often as configured; after a refusal of Lambda's own with growing pauses up to five
    /// minutes for six hours. Null: not any more.
    /// </summary>
    /// <param name="result">How the last attempt ended.</param>
    /// <param name="failures">Attempts that the function failed so far.</param>
    /// <param name="refusals">Attempts that Lambda refused so far.</param>
    /// <param name="retries">MaximumRetryAttempts.</param>
    /// <param name="age">Since the event was accepted.</param>
    public static TimeSpan? NextAttempt(
        InvocationResult result,
        int failures,
        int refusals,
        int retries,
        TimeSpan age
    )
    {
        ArgumentNullException.ThrowIfNull(result);
        if (result.ServiceError is not null)
        {
            var pause = TimeSpan.FromSeconds(Math.Min(300, Math.Pow(2, Math.Min(refusals - 1, 10))));
            return age + pause <= MaximumEventAge ? pause : null;
        }

        return failures <= retries ? TimeSpan.FromMinutes(failures) : null;
    }

    /// <summary>A failed function's payload.</summary>
    public static string ErrorPayload(string errorType, string errorMessage) =>
        new JsonObject { ["errorType"] = errorType, ["errorMessage"] = errorMessage }.ToJsonString();

    /// <summary>JSON from text; null also when it is none.</summary>
    public static JsonNode? ParseJson(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
