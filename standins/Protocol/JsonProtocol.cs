using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace StandIns.Protocol;

/// <summary>
/// AWS JSON 1.0: one POST for each operation, named in <c>X-Amz-Target</c>; members begin with a lower-case letter,
/// as those of Step Functions do.
/// </summary>
public sealed class JsonProtocol(string serviceName, string targetPrefix, ErrorCatalog errors) : Protocol
{
    private static readonly JsonBody Body = new(WireName);

    protected override IMarshaller<IRequest, AmazonWebServiceRequest> Writer { get; } =
        new BodyWriter(serviceName, targetPrefix);

    protected override ResponseUnmarshaller Reader<TResponse>() => new JsonReader<TResponse>(Body, errors);

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
                Body.Write(json, input);
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
    }
}
