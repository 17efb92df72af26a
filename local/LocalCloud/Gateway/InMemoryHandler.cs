using System.Net;
using LocalCloud.Kernel;

namespace LocalCloud.Gateway;

/// <summary>
/// The front door for SDK clients in this process: whatever address they call, this cloud answers. Give the HttpClient an infinite
/// time-out and, in virtual time, the SDK no retries (<c>MaxErrorRetry = 0</c>): its retries wait in real time.
/// </summary>
/// <param name="gate">Tells a person's calls from a function's.</param>
public sealed class InMemoryHandler(InvocationGate gate) : HttpMessageHandler
{
    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        var body = request.Content is null
            ? []
            : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        var reply = await gate.CallAsync(Read(request, body), cancellationToken);
        var response = new HttpResponseMessage((HttpStatusCode)reply.Status)
        {
            RequestMessage = request,
            Content = new ByteArrayContent(reply.Body),
        };
        response.Content.Headers.TryAddWithoutValidation("Content-Type", reply.ContentType);
        foreach (var (name, value) in reply.Headers)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        return response;
    }

    private static AwsHttpRequest Read(HttpRequestMessage request, byte[] body)
    {
        var uri = request.RequestUri!;
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["Host"] = uri.Authority,
        };
        foreach (var (name, values) in request.Headers.NonValidated)
        {
            headers[name] = string.Join(',', values);
        }

        foreach (var (name, values) in request.Content?.Headers.NonValidated ?? default)
        {
            headers[name] = string.Join(',', values);
        }

        return new AwsHttpRequest(
            request.Method.Method,
            uri.AbsolutePath,
            uri.Query.TrimStart('?'),
            headers,
            body
        );
    }
}
