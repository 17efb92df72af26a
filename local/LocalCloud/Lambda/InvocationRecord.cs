using System.Globalization;
using System.Text.Json.Nodes;
using LocalCloud.Kernel;

namespace LocalCloud.Lambda;

/// <summary>What a destination is told of an asynchronous invocation (Lambda Developer Guide, "Retaining records of asynchronous invocations"). Pure.</summary>
internal static class InvocationRecord
{
    public static JsonObject Of(
        FunctionConfiguration function,
        string payload,
        string requestId,
        int attempts,
        string condition,
        InvocationResult result,
        DateTimeOffset now
    )
    {
        var context = new JsonObject { ["statusCode"] = result.ServiceError?.Status ?? 200 };
        if (result.ServiceError is null)
        {
            context["executedVersion"] = "$LATEST";
        }

        if (result.FunctionError is not null)
        {
            context["functionError"] = result.FunctionError;
        }

        return new JsonObject
        {
            ["version"] = "1.0",
            ["timestamp"] = now.UtcDateTime.ToString(
                "yyyy-MM-dd'T'HH:mm:ss.fff'Z'",
                CultureInfo.InvariantCulture
            ),
            ["requestContext"] = new JsonObject
            {
                ["requestId"] = requestId,
                ["functionArn"] = $"{function.Arn}:$LATEST",
                ["condition"] = condition,
                ["approximateInvokeCount"] = attempts,
            },
            ["requestPayload"] = LambdaRules.ParseJson(payload),
            ["responseContext"] = context,
            ["responsePayload"] = result.ServiceError is null ? LambdaRules.ParseJson(result.Payload) : null,
        };
    }
}
