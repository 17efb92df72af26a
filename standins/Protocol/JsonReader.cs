using System.Net;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;

namespace StandIns.Protocol;

/// <summary>Answers in JSON, errors too, whichever of the two protocols asked.</summary>
internal sealed class JsonReader<TResponse>(JsonBody body, ErrorCatalog errors) : JsonResponseUnmarshaller
    where TResponse : AmazonWebServiceResponse, new()
{
    private const string RequestIdHeader = "x-amzn-RequestId";
    private const string ErrorTypeHeader = "x-amzn-ErrorType";

    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input)
    {
        var response = new TResponse
        {
            ResponseMetadata = new ResponseMetadata
            {
                RequestId = input.ResponseData.GetHeaderValue(RequestIdHeader),
            },
        };
        // An operation without an answer answers with nothing at all.
        if (Member.Of(typeof(TResponse)).Count > 0)
        {
            using var json = JsonDocument.Parse(input.Stream);
            body.Read(json.RootElement, response);
        }

        return response;
    }

    public override AmazonServiceException UnmarshallException(
        JsonUnmarshallerContext input,
        Exception innerException,
        HttpStatusCode statusCode
    )
    {
        using var json = Parsed(input);
        var root = json?.RootElement ?? default;
        var code = input.ResponseData.IsHeaderPresent(ErrorTypeHeader)
            ? input.ResponseData.GetHeaderValue(ErrorTypeHeader)
            : Text(root, "__type") ?? Text(root, "code");
        var error = errors.Create(
            Bare(code),
            Text(root, "message") ?? Text(root, "Message"),
            (int)statusCode >= 500 ? ErrorType.Receiver : ErrorType.Sender,
            input.ResponseData.GetHeaderValue(RequestIdHeader),
            statusCode,
            innerException
        );
        if (root.ValueKind == JsonValueKind.Object)
        {
            body.Read(root, error);
        }

        return error;
    }

    private static JsonDocument Parsed(JsonUnmarshallerContext input)
    {
        try
        {
            return JsonDocument.Parse(input.Stream);
        }
        catch (JsonException)
        {
            // Not the service's answer, e.g. a proxy's page: the status is all there is.
            return null;
        }
    }

    /// <summary><c>com.amazonaws.states#InvalidArn:http://…</c> is <c>InvalidArn</c>.</summary>
    private static string Bare(string code) => code?.Split(':')[0].Split('#')[^1];

    private static string Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object
        && json.TryGetProperty(name, out var found)
        && found.ValueKind == JsonValueKind.String
            ? found.GetString()
            : null;
}
