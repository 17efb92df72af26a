using System.Reflection;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace StandIns.Protocol;

/// <summary>
/// AWS REST-JSON: a method and path for each operation (<see cref="RouteAttribute" />); a member stands in the path, in
/// the query string, or in a JSON object. AWS Backup speaks it.
/// </summary>
public sealed class RestJsonProtocol(string serviceName, string apiVersion, ErrorCatalog errors) : Protocol
{
    private static readonly JsonBody Body = new(name => name);

    protected override IMarshaller<IRequest, AmazonWebServiceRequest> Writer { get; } =
        new RestWriter(serviceName, apiVersion, errors);

    protected override ResponseUnmarshaller Reader<TResponse>() => new JsonReader<TResponse>(Body, errors);

    private sealed class RestWriter(string serviceName, string apiVersion, ErrorCatalog errors)
        : IMarshaller<IRequest, AmazonWebServiceRequest>
    {
        // Milliseconds only where there are any.
        private const string Times = "yyyy-MM-dd'T'HH:mm:ss.FFF'Z'";

        public IRequest Marshall(AmazonWebServiceRequest input)
        {
            var route = input.GetType().GetCustomAttribute<RouteAttribute>();
            var request = new DefaultRequest(input, serviceName)
            {
                HttpMethod = route.Method,
                ResourcePath = route.Path,
            };
            request.Headers["x-amz-api-version"] = apiVersion;
            var members = Member.Of(input.GetType());
            foreach (var member in members.Where(member => member.InPath is not null))
            {
                // AWSSDK.Core encodes it, slashes and colons too, for the address and once more for the signature.
                var value = member.Get(input) ?? throw errors.Incomplete(member.Name);
                request.AddPathResource($"{{{member.InPath}}}", Scalar.Format(value));
            }

            foreach (var member in members.Where(member => member.InQuery is not null))
            {
                request.UseQueryString = true;
                if (member.Get(input) is { } value)
                {
                    request.Parameters[member.InQuery] = Scalar.Format(value, Times);
                }
            }

            if (members.Any(member => member.InBody))
            {
                request.Headers["Content-Type"] = "application/json";
                request.Content = Content(input);
            }

            return request;
        }

        private static byte[] Content(AmazonWebServiceRequest input)
        {
            using var buffer = new MemoryStream();
            using (var json = new Utf8JsonWriter(buffer))
            {
                Body.Write(json, input);
            }

            return buffer.ToArray();
        }
    }
}
