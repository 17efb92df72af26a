using System.Collections;
using System.Net;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace StandIns.Protocol;

/// <summary>
/// AWS JSON 1.0: one POST for each operation, named in <c>X-Amz-Target</c>; members begin with a lower-case letter,
/// as those of Step Functions do. Written without JsonSerializer, whose reflection the functions turn off.
/// </summary>
public sealed class JsonProtocol(string serviceName, string targetPrefix, ErrorCatalog errors) : Protocol
{
    protected override IMarshaller<IRequest, AmazonWebServiceRequest> Writer { get; } =
        new BodyWriter(serviceName, targetPrefix);

    protected override ResponseUnmarshaller Reader<TResponse>() => new BodyReader<TResponse>(errors);

    /// <summary>A member's name on the wire.</summary>
    public static string WireName(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private sealed class BodyWriter(string serviceName, string targetPrefix)
        : IMarshaller<IRequest, AmazonWebServiceRequest>
    {
        public IRequest Marshall(AmazonWebServiceRequest input)
        {
            using var buffer = new MemoryStream();
            using (var json = new Utf8JsonWriter(buffer))
            {
                Write(json, input);
            }

            var request = new DefaultRequest(input, serviceName)
            {
                HttpMethod = "POST",
                ResourcePath = "/",
                Content = buffer.ToArray(),
            };
            request.Headers["Content-Type"] = "application/x-amz-json-1.0";
            request.Headers["X-Amz-Target"] = $"{targetPrefix}.{OperationOf(input)}";
            return request;
        }

        private static void Write(Utf8JsonWriter json, object structure)
        {
            json.WriteStartObject();
            foreach (var member in Member.Of(structure.GetType()))
            {
                if (member.Get(structure) is { } value)
                {
                    json.WritePropertyName(WireName(member.Name));
                    WriteValue(json, value);
                }
            }

            json.WriteEndObject();
        }

        private static void WriteValue(Utf8JsonWriter json, object value)
        {
            switch (value)
            {
                case bool flag:
                    json.WriteBooleanValue(flag);
                    break;
                case int number:
                    json.WriteNumberValue(number);
                    break;
                case long number:
                    json.WriteNumberValue(number);
                    break;
                case DateTime time:
                    json.WriteNumberValue((time.ToUniversalTime() - DateTime.UnixEpoch).TotalSeconds);
                    break;
                case IList list:
                    json.WriteStartArray();
                    foreach (var item in list)
                    {
                        WriteValue(json, item);
                    }

                    json.WriteEndArray();
                    break;
                case var other when Member.IsStructure(other.GetType()):
                    Write(json, other);
                    break;
                default:
                    json.WriteStringValue(value.ToString());
                    break;
            }
        }
    }

    private sealed class BodyReader<TResponse>(ErrorCatalog errors) : JsonResponseUnmarshaller
        where TResponse : AmazonWebServiceResponse, new()
    {
        private const string RequestIdHeader = "x-amzn-RequestId";

        public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input)
        {
            var response = new TResponse
            {
                ResponseMetadata = new ResponseMetadata
                {
                    RequestId = input.ResponseData.GetHeaderValue(RequestIdHeader),
                },
            };
            using var body = JsonDocument.Parse(input.Stream);
            Read(body.RootElement, response);
            return response;
        }

        public override AmazonServiceException UnmarshallException(
            JsonUnmarshallerContext input,
            Exception innerException,
            HttpStatusCode statusCode
        )
        {
            string code = null;
            string message = null;
            try
            {
                using var body = JsonDocument.Parse(input.Stream);
                code = Text(body.RootElement, "__type") ?? Text(body.RootElement, "code");
                message = Text(body.RootElement, "message") ?? Text(body.RootElement, "Message");
            }
            catch (JsonException)
            {
                // Not the service's answer, e.g. a proxy's page: the status is all there is.
            }

            if (input.ResponseData.IsHeaderPresent("x-amzn-ErrorType"))
            {
                code = input.ResponseData.GetHeaderValue("x-amzn-ErrorType");
            }

            return errors.Create(
                Bare(code),
                message,
                (int)statusCode >= 500 ? ErrorType.Receiver : ErrorType.Sender,
                input.ResponseData.GetHeaderValue(RequestIdHeader),
                statusCode,
                innerException
            );
        }

        /// <summary><c>com.amazonaws.states#InvalidArn:http://…</c> is <c>InvalidArn</c>.</summary>
        private static string Bare(string code) => code?.Split(':')[0].Split('#')[^1];

        private static string Text(JsonElement body, string name) =>
            body.ValueKind == JsonValueKind.Object
            && body.TryGetProperty(name, out var found)
            && found.ValueKind == JsonValueKind.String
                ? found.GetString()
                : null;

        private static void Read(JsonElement json, object structure)
        {
            foreach (var member in Member.Of(structure.GetType()))
            {
                if (
                    !json.TryGetProperty(WireName(member.Name), out var found)
                    || found.ValueKind == JsonValueKind.Null
                )
                {
                    continue;
                }

                if (!member.IsList)
                {
                    member.Set(structure, ReadValue(found, member.Type));
                    continue;
                }

                var list = member.NewList();
                foreach (var item in found.EnumerateArray())
                {
                    list.Add(ReadValue(item, member.Type));
                }

                member.Set(structure, list);
            }
        }

        private static object ReadValue(JsonElement json, Type type)
        {
            if (Member.IsStructure(type))
            {
                var structure = Activator.CreateInstance(type);
                Read(json, structure);
                return structure;
            }

            return type switch
            {
                _ when type == typeof(DateTime) => DateTime.UnixEpoch.AddTicks(
                    (long)(json.GetDecimal() * TimeSpan.TicksPerSecond)
                ),
                _ when type == typeof(bool) => json.GetBoolean(),
                _ when type == typeof(int) => json.GetInt32(),
                _ when type == typeof(long) => json.GetInt64(),
                _ => Scalar.Parse(json.GetString(), type),
            };
        }
    }
}
