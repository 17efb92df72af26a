using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using LocalCloud.Kernel;

namespace LocalCloud.CloudWatch;

/// <summary>
/// The three protocols that CloudWatch speaks: Smithy RPC v2 with CBOR (today's SDKs and the AWS CLI), AWS JSON 1.0, and Query. All
/// become one JSON document and back.
/// </summary>
internal static class CloudWatchWire
{
    private const string Service = "GraniteServiceVersion20100801";
    private const string Path = $"/service/{Service}/operation/";
    private static readonly XNamespace Space = "http://monitoring.amazonaws.com/doc/2010-08-01/";

    // Query's codes → the names of the model's shapes, which the other two protocols say.
    private static readonly Dictionary<string, string> Shapes = new(StringComparer.Ordinal)
    {
        ["InvalidParameterValue"] = "InvalidParameterValueException",
        ["InvalidParameterCombination"] = "InvalidParameterCombinationException",
        ["MissingParameter"] = "MissingRequiredParameterException",
        ["InvalidParameterInput"] = "DashboardInvalidInputError",
        ["InvalidFormat"] = "InvalidFormatFault",
    };

    private enum Protocol
    {
        Cbor,
        Json,
        Query,
    }

    public static string? OperationOf(AwsHttpRequest request) =>
        ProtocolOf(request) switch
        {
            Protocol.Cbor => request.RawPath[Path.Length..],
            Protocol.Json => request.Headers["X-Amz-Target"].Split('.')[^1],
            _ => QueryInput.Parse(Unpacked(request)).Optional("Action"),
        };

    /// <summary>A request's members.</summary>
    public static JsonObject Read(AwsHttpRequest request)
    {
        request = Unpacked(request);
        try
        {
            return ProtocolOf(request) switch
                {
                    Protocol.Cbor => Cbor.Read(request.Body) as JsonObject,
                    Protocol.Json => JsonNode.Parse(request.Body) as JsonObject,
                    _ => Form(QueryInput.Parse(request)),
                } ?? throw new JsonException();
        }
        catch (JsonException)
        {
            throw new AwsError("SerializationException", "The request body is not an object");
        }
    }

    // SDKs pack the larger bodies of PutMetricData.
    private static AwsHttpRequest Unpacked(AwsHttpRequest request)
    {
        if (request.Headers.GetValueOrDefault("Content-Encoding") != "gzip")
        {
            return request;
        }

        try
        {
            using var packed = new GZipStream(new MemoryStream(request.Body), CompressionMode.Decompress);
            using var unpacked = new MemoryStream();
            packed.CopyTo(unpacked);
            return request with { Body = unpacked.ToArray() };
        }
        catch (InvalidDataException e)
        {
            throw new AwsError(
                "SerializationException",
                $"The request body is not packed by gzip: {e.Message}"
            );
        }
    }

    /// <summary>A reply. Null is an operation without output.</summary>
    public static AwsReply Reply(AwsCall call, JsonObject? output)
    {
        var protocol = ProtocolOf(call.Request);
        return protocol == Protocol.Query
            ? QueryXml.Reply(200, QueryXml.Response(call, output is null ? null : Elements(output)), Space)
            : Body(200, protocol, output ?? []);
    }

    /// <summary>An error in the request's protocol.</summary>
    public static AwsReply Error(AwsHttpRequest request, AwsError error, string requestId)
    {
        var protocol = ProtocolOf(request);
        var kind = error.Status < 500 ? "Sender" : "Receiver";
        if (protocol == Protocol.Query)
        {
            return QueryXml.Reply(error.Status, QueryXml.Error(error, requestId), Space);
        }

        var shape = Shapes.GetValueOrDefault(error.Code, error.Code);
        var reply = Body(
            error.Status,
            protocol,
            new JsonObject { ["__type"] = $"com.amazonaws.cloudwatch#{shape}", ["message"] = error.Message }
        );
        return reply with
        {
            Headers = new Dictionary<string, string>(reply.Headers, StringComparer.Ordinal)
            {
                ["x-amzn-query-error"] = $"{error.Code};{kind}",
            },
        };
    }

    private static AwsReply Body(int status, Protocol protocol, JsonObject body) =>
        protocol == Protocol.Cbor
            ? new AwsReply(status, "application/cbor", Cbor.Write(body))
            {
                Headers = new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["smithy-protocol"] = "rpc-v2-cbor",
                },
            }
            : new AwsReply(
                status,
                "application/x-amz-json-1.0",
                JsonSerializer.SerializeToUtf8Bytes(Plain(body))
            );

    // AWS JSON writes a time as a number.
    private static JsonNode? Plain(JsonNode? node) =>
        node switch
        {
            JsonObject map => new JsonObject(map.Select(m => KeyValuePair.Create(m.Key, Plain(m.Value)))),
            JsonArray list => new JsonArray([.. list.Select(Plain)]),
            JsonValue value when Timestamps.Of(value) is { } time => JsonValue.Create(
                time.ToUnixTimeMilliseconds() / 1000.0
            ),
            _ => node?.DeepClone(),
        };

    private static IEnumerable<XElement> Elements(JsonObject from) =>
        from.Select(m => new XElement(
            m.Key,
            m is { Key: "ExtendedStatistics", Value: JsonObject map } ? Entries(map) : Content(m.Value)
        ));

    // The one map among CloudWatch's replies.
    private static IEnumerable<XElement> Entries(JsonObject map) =>
        map.Select(m => new XElement(
            "entry",
            new XElement("key", m.Key),
            new XElement("value", Content(m.Value))
        ));

    private static object? Content(JsonNode? node) =>
        node switch
        {
            JsonObject map => Elements(map),
            JsonArray list => list.Select(item => new XElement("member", Content(item))),
            JsonValue value when Timestamps.Of(value) is { } time => time.UtcDateTime.ToString(
                "yyyy-MM-dd'T'HH:mm:ss.fff'Z'",
                System.Globalization.CultureInfo.InvariantCulture
            ),
            _ => node?.ToString(),
        };

    // MetricData.member.1.Dimensions.member.1.Name=… → lists and objects.
    private static JsonObject Form(QueryInput input)
    {
        var root = new JsonObject();
        foreach (
            var name in input.Names.Where(n => n is not ("Action" or "Version")).Order(StringComparer.Ordinal)
        )
        {
            Put(root, name.Split('.'), input.Optional(name)!);
        }

        return root;
    }

    private static void Put(JsonObject into, string[] path, string value)
    {
        switch (path)
        {
            case [var name]:
                into[name] = value;
                break;
            case [var name, "member", _]:
                List(into, name).Add(value);
                break;
            case [var name, "member", var number, .. var rest]:
                var list = List(into, name);
                var item = list.OfType<JsonObject>().FirstOrDefault(i => i["#"]?.ToString() == number);
                if (item is null)
                {
                    list.Add(item = new JsonObject { ["#"] = number });
                }

                Put(item, rest, value);
                break;
            case [var name, .. var rest]:
                into[name] ??= new JsonObject();
                Put(into[name]!.AsObject(), rest, value);
                break;
        }
    }

    private static JsonArray List(JsonObject into, string name)
    {
        into[name] ??= new JsonArray();
        return into[name]!.AsArray();
    }

    private static Protocol ProtocolOf(AwsHttpRequest request) =>
        request.RawPath.StartsWith(Path, StringComparison.Ordinal) ? Protocol.Cbor
        : request.Headers.ContainsKey("X-Amz-Target") ? Protocol.Json
        : Protocol.Query;
}
