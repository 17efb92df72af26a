using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCloud.Kernel;
using LocalCloud.States.Language;

namespace LocalCloud.States;

/// <summary>How a failed invocation is called (Developer Guide, Handling errors; names and texts of recorded histories).</summary>
/// <param name="Error">The function's errorType, or Lambda.… for what Lambda refused.</param>
/// <param name="Cause">The function's error payload, or Lambda's text.</param>
internal sealed record TaskError(string Error, string Cause)
{
    /// <summary>The error of an invocation, or null when it went well.</summary>
    public static TaskError? Of(InvocationResult result, string task, Ids ids)
    {
        if (result.ServiceError is { } refused)
        {
            return Refused(refused, ids);
        }

        if (result.FunctionError is not null)
        {
            return Thrown(result.Payload);
        }

        if (Json.Size(result.Payload) > Data.Limit)
        {
            var failure = StateFailure.DataLimitExceeded(task);
            return new TaskError(failure.Error, failure.Cause);
        }

        return TryParse(result.Payload, out _)
            ? null
            : new TaskError(Errors.Runtime, $"The function's result is no JSON: {result.Payload}");
    }

    private static TaskError Refused(AwsError refused, Ids ids)
    {
        // Only what Lambda's service model names has a name of its own; access denied, for example, does not.
        var error =
            refused.Code.EndsWith("Exception", StringComparison.Ordinal)
            && refused.Code != "AccessDeniedException"
                ? refused.Code
                : "AWSLambdaException";
        return new TaskError(
            $"Lambda.{error}",
            $"{refused.Message} (Service: AWSLambda; Status Code: {refused.Status}; Error Code: {refused.Code}; Request ID: {ids.NewGuid()}; Proxy: null)"
        );
    }

    private static TaskError Thrown(string payload) =>
        TryParse(payload, out var error)
        && Json.String((error as JsonObject)?["errorType"]) is { Length: > 0 } type
            ? new TaskError(type, payload)
            : new TaskError(
                "Lambda.Unknown",
                $"The cause could not be determined because Lambda did not return an error type. Returned payload: {payload}"
            );

    private static bool TryParse(string payload, out JsonNode? node)
    {
        node = null;
        try
        {
            node = Json.Parse(payload);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
