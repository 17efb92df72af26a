using System.Net;
using System.Text;
using Amazon;
using Amazon.Backup;
using Amazon.RDS;
using Amazon.Runtime;
using Amazon.StepFunctions;

namespace StandIns.Tests;

/// <summary>A service at the end of the wire that answers as told and keeps what it was asked.</summary>
internal sealed class Wire(HttpStatusCode status, string answer) : HttpClientFactory
{
    private readonly HttpStatusCode status = status;
    private readonly string answer = answer;

    private static readonly BasicAWSCredentials Credentials = new("111111111111", "test");

    public List<Call> Calls { get; } = [];

    /// <summary>What the answer's <c>x-amzn-ErrorType</c> says, where it has one.</summary>
    public string? ErrorType { get; init; }

    public AmazonBackupClient Backup(Action<AmazonBackupConfig>? set = null) =>
        new(Credentials, Configure(new AmazonBackupConfig(), set));

    public AmazonRDSClient Rds(Action<AmazonRDSConfig>? set = null) =>
        new(Credentials, Configure(new AmazonRDSConfig(), set));

    public AmazonStepFunctionsClient StepFunctions(Action<AmazonStepFunctionsConfig>? set = null) =>
        new(Credentials, Configure(new AmazonStepFunctionsConfig(), set));

    public AmazonStepFunctionsClient StepFunctions(AWSCredentials credentials) =>
        new(credentials, Configure(new AmazonStepFunctionsConfig(), set: null));

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new Answering(this));

    private T Configure<T>(T config, Action<T>? set)
        where T : ClientConfig
    {
        config.RegionEndpoint = RegionEndpoint.EUCentral1;
        config.HttpClientFactory = this;
        config.MaxErrorRetry = 0;
        set?.Invoke(config);
        return config;
    }

    /// <summary>One request, as it was sent.</summary>
    public sealed record Call(
        string Method,
        string Address,
        string ContentType,
        string Target,
        string Authorization,
        string Body,
        IReadOnlyDictionary<string, string> Headers
    )
    {
        /// <summary>A form's parameters.</summary>
        public Dictionary<string, string> Form =>
            Body.Split('&')
                .Select(pair => pair.Split('='))
                .ToDictionary(
                    pair => pair[0],
                    pair => Uri.UnescapeDataString(pair[1]),
                    StringComparer.Ordinal
                );

        /// <summary>The path, percent-encoded as it was sent.</summary>
        public string Path => new Uri(Address).AbsolutePath;

        /// <summary>The query string's parameters.</summary>
        public Dictionary<string, string> Query =>
            new Uri(Address)
                .Query.TrimStart('?')
                .Split('&', StringSplitOptions.RemoveEmptyEntries)
                .Select(pair => pair.Split('='))
                .ToDictionary(
                    pair => pair[0],
                    pair => Uri.UnescapeDataString(pair[1]),
                    StringComparer.Ordinal
                );

        /// <summary>Region and service that the signature is for: <c>eu-central-1/rds</c>.</summary>
        public string Scope => string.Join('/', Authorization.Split('/')[2..4]);
    }

    private sealed class Answering(Wire wire) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            var body = request.Content is { } content
                ? await content.ReadAsStringAsync(cancellationToken)
                : "";
            wire.Calls.Add(
                new Call(
                    request.Method.Method,
                    request.RequestUri!.AbsoluteUri,
                    request.Content?.Headers.ContentType?.MediaType ?? "",
                    Header(request, "X-Amz-Target"),
                    Header(request, "Authorization"),
                    body,
                    request
                        .Headers.Concat(request.Content?.Headers.AsEnumerable() ?? [])
                        .ToDictionary(
                            header => header.Key.ToLowerInvariant(),
                            header => string.Join(',', header.Value),
                            StringComparer.Ordinal
                        )
                )
            );
            var response = new HttpResponseMessage(wire.status)
            {
                Content = new StringContent(wire.answer, Encoding.UTF8),
            };
            response.Headers.Add("x-amzn-RequestId", "from-the-header");
            if (wire.ErrorType is not null)
            {
                response.Headers.Add("x-amzn-ErrorType", wire.ErrorType);
            }

            return response;
        }

        private static string Header(HttpRequestMessage request, string name) =>
            request.Headers.TryGetValues(name, out var values) ? values.Single() : "";
    }
}
