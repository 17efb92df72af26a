using System.Net;
using System.Text;
using Amazon.Runtime;
using Relay.Aws;

namespace Relay.Functions.Tests.Adapters;

/// <summary>AWS at the end of the wire: answers as told, and keeps what it was asked. Whoever assumes a role gets a session.</summary>
internal sealed record AwsAnswers(Func<Asked, Answer> To) : AwsAccess
{
    private const string Session = """
        <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
          <AccessKeyId>ASIAREADER</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>
          <Expiration>2100-01-01T00:00:00Z</Expiration>
        </Credentials></AssumeRoleResult></AssumeRoleResponse>
        """;

    /// <summary>Always the same answer.</summary>
    public AwsAnswers(Answer always)
        : this(_ => always) { }

    public List<Asked> Requests { get; } = [];

    public AwsConnection Connection => new(Some.Settings, this);

    public override AWSCredentials Credentials() => new BasicAWSCredentials("AKIARELAY", "test");

    public override void Configure(ClientConfig config)
    {
        config.HttpClientFactory = new Door(this);
        config.MaxErrorRetry = 0;
    }

    private async Task<HttpResponseMessage> Reply(HttpRequestMessage request)
    {
        var body = request.Content is { } content ? await content.ReadAsStringAsync() : "";
        if (body.Contains("Action=AssumeRole", StringComparison.Ordinal))
        {
            return new HttpResponseMessage { Content = new StringContent(Session) };
        }

        var asked = new Asked(
            request.Method.Method,
            request.RequestUri!,
            request.Headers.GetValues("Authorization").Single(),
            body
        );
        Requests.Add(asked);
        var answer = To(asked);
        var response = new HttpResponseMessage(answer.Status)
        {
            Content = new StringContent(answer.Body, Encoding.UTF8),
        };
        if (answer.Error is { } error)
        {
            response.Headers.Add("x-amzn-ErrorType", error);
        }

        return response;
    }

    private sealed class Door(AwsAnswers aws) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new Handler(aws));
    }

    private sealed class Handler(AwsAnswers aws) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        ) => aws.Reply(request);
    }
}

/// <summary>A request, as it was sent.</summary>
internal sealed record Asked(string Method, Uri Address, string Authorization, string Body)
{
    /// <summary>A parameter of a form, or of the query string; null when it was not sent.</summary>
    public string? this[string name] =>
        (Body.StartsWith('{') || Body.Length == 0 ? Address.Query.TrimStart('?') : Body)
            .Split('&')
            .Where(pair => pair.StartsWith(name + "=", StringComparison.Ordinal))
            .Select(pair => Uri.UnescapeDataString(pair[(name.Length + 1)..]))
            .SingleOrDefault();

    /// <summary>The path in words, and the ARN that ends it: /backup-vaults/prod/recovery-points/arn:aws:….</summary>
    public string Path => Uri.UnescapeDataString(Address.AbsolutePath);
}

/// <summary>What AWS answers.</summary>
/// <param name="Status">Of HTTP.</param>
/// <param name="Body">XML or JSON.</param>
/// <param name="Error">Of REST-JSON: the error's code.</param>
internal sealed record Answer(HttpStatusCode Status, string Body, string? Error = null)
{
    /// <summary>Good.</summary>
    public static Answer Ok(string body) => new(HttpStatusCode.OK, body);

    /// <summary>A good one of RDS.</summary>
    public static Answer Rds(string operation, string result) =>
        Ok($"<{operation}Response><{operation}Result>{result}</{operation}Result></{operation}Response>");

    /// <summary>An error of RDS.</summary>
    public static Answer RdsError(string code, string message = "AWS says no.", int status = 400) =>
        new(
            (HttpStatusCode)status,
            $"<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message></Error></ErrorResponse>"
        );

    /// <summary>An error of AWS Backup.</summary>
    public static Answer BackupError(string code, string message = "AWS says no.", int status = 400) =>
        new((HttpStatusCode)status, $$"""{"Code":"{{code}}","Message":"{{message}}"}""", code);
}
