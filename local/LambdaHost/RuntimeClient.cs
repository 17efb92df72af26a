using System.Globalization;

namespace LambdaHost;

/// <summary>An invocation as the Runtime API hands it out.</summary>
/// <param name="RequestId">Of the invocation.</param>
/// <param name="FunctionArn">What was invoked.</param>
/// <param name="Deadline">Real time when the function will be ended.</param>
/// <param name="Payload">JSON.</param>
internal sealed record Invocation(
    string RequestId,
    string FunctionArn,
    DateTimeOffset Deadline,
    byte[] Payload
);

/// <summary>The Lambda Runtime API, 2018-06-01 (Lambda Developer Guide, "Using the Lambda runtime API").</summary>
internal sealed class RuntimeClient(string api) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false })
    {
        BaseAddress = new Uri($"http://{api}/2018-06-01/runtime/"),
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Waits for work; null when the API is gone.</summary>
    public async Task<Invocation?> NextAsync()
    {
        try
        {
            using var reply = await _http.GetAsync(new Uri("invocation/next", UriKind.Relative));
            reply.EnsureSuccessStatusCode();
            return new Invocation(
                Header(reply, "Lambda-Runtime-Aws-Request-Id"),
                Header(reply, "Lambda-Runtime-Invoked-Function-Arn"),
                DateTimeOffset.FromUnixTimeMilliseconds(
                    long.Parse(Header(reply, "Lambda-Runtime-Deadline-Ms"), CultureInfo.InvariantCulture)
                ),
                await reply.Content.ReadAsByteArrayAsync()
            );
        }
        catch (HttpRequestException e)
        {
            Console.Error.WriteLine($"The Runtime API is gone: {e.Message}");
            return null;
        }
    }

    /// <summary>Posts a result or an error; when the API is gone, nobody wants it.</summary>
    public async Task ReportAsync(string path, byte[] json)
    {
        try
        {
            using var content = new ByteArrayContent(json);
            content.Headers.ContentType = new("application/json");
            using var reply = await _http.PostAsync(new Uri(path, UriKind.Relative), content);
        }
        catch (HttpRequestException e)
        {
            Console.Error.WriteLine($"The Runtime API is gone: {e.Message}");
        }
    }

    public void Dispose() => _http.Dispose();

    private static string Header(HttpResponseMessage reply, string name) =>
        reply.Headers.GetValues(name).First();
}
