using System.Text;
using System.Text.Json.Nodes;
using LocalCloud.Kernel;

namespace LocalCloud.Gateway;

/// <summary>
/// How the protocols spell the errors that come before a service is reached, told by the request itself:
/// X-Amz-Target is JSON-RPC, a form or an Action is Query, anything else is REST-JSON.
/// </summary>
public static class ErrorSpelling
{
    private enum Protocol
    {
        Query,
        JsonRpc,
        RestJson,
    }

    /// <summary>An authentication error as the request's protocol names it (DynamoDB and KMS documentation, "Common errors").</summary>
    public static AwsError Authentication(AwsHttpRequest request, AwsError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        var protocol = ProtocolOf(request);
        if (protocol == Protocol.Query)
        {
            return error;
        }

        var code = error.Code switch
        {
            "MissingAuthenticationToken" => "MissingAuthenticationTokenException",
            "IncompleteSignature" => "IncompleteSignatureException",
            "InvalidClientTokenId" => "UnrecognizedClientException",
            "SignatureDoesNotMatch" => "InvalidSignatureException",
            "ExpiredToken" => "ExpiredTokenException",
            _ => error.Code,
        };
        var status =
            code.StartsWith("Missing", StringComparison.Ordinal) || protocol == Protocol.RestJson ? 403 : 400;
        return new AwsError(code, error.Message, status);
    }

    /// <summary>AWS's throttling as the request's protocol names it.</summary>
    public static AwsError Throttling(AwsHttpRequest request) =>
        ProtocolOf(request) switch
        {
            Protocol.Query => new AwsError("Throttling", "Rate exceeded"),
            Protocol.JsonRpc => new AwsError("ThrottlingException", "Rate exceeded"),
            _ when request.RawPath.StartsWith("/schedules", StringComparison.Ordinal) => new AwsError(
                "ThrottlingException",
                "Rate exceeded",
                429
            ),
            _ when !IsLambda(request) => new AwsError("ThrottlingException", "Rate exceeded"),
            _ => new AwsError("TooManyRequestsException", "Rate Exceeded.", 429),
        };

    /// <summary>AWS's refusal by policy as the request's protocol names it.</summary>
    public static AwsError Denied(AwsHttpRequest request, string message) =>
        ProtocolOf(request) switch
        {
            Protocol.Query => new AwsError("AccessDenied", message, 403),
            Protocol.JsonRpc => new AwsError("AccessDeniedException", message),
            _ => new AwsError("AccessDeniedException", message, 403),
        };

    /// <summary>What a request without an operation is told.</summary>
    public static AwsError NoOperation(AwsHttpRequest request, string service)
    {
        ArgumentNullException.ThrowIfNull(request);
        return ProtocolOf(request) switch
        {
            Protocol.RestJson => AwsError.NotSimulated(service, $"{request.Method} {request.RawPath}"),
            Protocol.JsonRpc => new AwsError(
                "UnknownOperationException",
                "The X-Amz-Target header names no operation"
            ),
            _ => new AwsError("MissingAction", "The request must contain the parameter Action"),
        };
    }

    /// <summary>An error of no service in particular, in the request's protocol.</summary>
    public static AwsReply Reply(AwsHttpRequest request, AwsError error, string requestId)
    {
        ArgumentNullException.ThrowIfNull(error);
        if (ProtocolOf(request) == Protocol.Query)
        {
            return QueryXml.Reply(error.Status, QueryXml.Error(error, requestId));
        }

        var body = new JsonObject { ["__type"] = error.Code, ["message"] = error.Message };
        return new AwsReply(
            error.Status,
            "application/x-amz-json-1.1",
            Encoding.UTF8.GetBytes(body.ToJsonString())
        )
        {
            Headers = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["x-amzn-ErrorType"] = error.Code,
            },
        };
    }

    // Lambda names its throttling in a way of its own (Lambda API Reference, Invoke); other services as their common errors do.
    private static bool IsLambda(AwsHttpRequest request) =>
        request.RawPath.StartsWith("/2015-03-31/", StringComparison.Ordinal);

    private static Protocol ProtocolOf(AwsHttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        // Smithy's RPC v2 names errors as JSON-RPC does.
        return request.Headers.ContainsKey("X-Amz-Target") || request.Headers.ContainsKey("smithy-protocol")
                ? Protocol.JsonRpc
            : request.RawPath is "" or "/" ? Protocol.Query
            : Protocol.RestJson;
    }
}
