using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace LocalCloud.Tests.Gateway;

public sealed class LocalApiTests : IAsyncDisposable
{
    private readonly Cloud _cloud = Cloud.Create(new CloudOptions { Time = CloudTime.Paced, Scale = 600 });
    private readonly HttpClient _http;

    public LocalApiTests() =>
        _http = new HttpClient(_cloud.Handler, disposeHandler: false)
        {
            BaseAddress = new Uri("http://cloud"),
        };

    [Fact]
    public async Task The_scale_is_changed_and_told()
    {
        var (status, answer) = await SendAsync(HttpMethod.Post, "/_local/scale", """{"scale": 60}""");

        status.ShouldBe(HttpStatusCode.OK);
        answer["scale"]!.GetValue<double>().ShouldBe(60);
        (await SendAsync(HttpMethod.Get, "/_local/time")).Answer["scale"]!.GetValue<double>().ShouldBe(60);
    }

    [Fact]
    public async Task What_can_be_called_is_told_by_service()
    {
        var (_, answer) = await SendAsync(HttpMethod.Get, "/_local/operations");

        answer
            .AsObject()
            .Select(s => s.Key)
            .ShouldBe(
                [
                    "rds",
                    "backup",
                    "kms",
                    "sts",
                    "iam",
                    "states",
                    "events",
                    "lambda",
                    "sqs",
                    "scheduler",
                    "sns",
                    "monitoring",
                ],
                ignoreOrder: true
            );
        Names("sts").ShouldBe(["AssumeRole", "GetCallerIdentity"], ignoreOrder: true);
        Names("lambda").ShouldContain("Invoke");
        Names("rds").ShouldContain("CopyDBSnapshot");

        IEnumerable<string> Names(string service) =>
            answer[service]!.AsArray().Select(n => n!.GetValue<string>());
    }

    [Fact]
    public async Task Who_has_an_access_key_is_told_and_with_which_secret()
    {
        const string role = "arn:aws:iam::222222222222:role/path/reader";
        var session = _cloud.Credentials.Issue(role, "engineer", TimeSpan.FromHours(1));

        var (_, answer) = await SendAsync(HttpMethod.Get, $"/_local/access-key?id={session.AccessKeyId}");

        answer["caller"]!
            .GetValue<string>()
            .ShouldBe("arn:aws:sts::222222222222:assumed-role/reader/engineer");
        answer["roleArn"]!.GetValue<string>().ShouldBe(role);
        answer["secretAccessKey"]!.GetValue<string>().ShouldBe(session.SecretAccessKey);
        answer["sessionToken"]!.GetValue<string>().ShouldBe(session.SessionToken);
        (await SendAsync(HttpMethod.Get, "/_local/access-key?id=ASIAUNKNOWN")).Status.ShouldBe(
            HttpStatusCode.NotFound
        );
    }

    [Theory]
    [InlineData("POST", "/_local/scale", "{}", 400, "scale is missing")]
    [InlineData("POST", "/_local/scale", """{"scale":"fast"}""", 400, "scale is \"fast\"; expected a number")]
    [InlineData("POST", "/_local/scale", """{"scale":0}""", 400, "expected a number above 0")]
    [InlineData("POST", "/_local/scale", "[", 400, "not a JSON object")]
    [InlineData("POST", "/_local/fault", """{"effect":"explode"}""", 400, "effect")]
    [InlineData("POST", "/_local/fault", """{"effect":"throttle","operatoin":"x"}""", 400, "operatoin")]
    [InlineData("POST", "/_local/fault", """{"operation":"x"}""", 400, "effect")]
    [InlineData(
        "POST",
        "/_local/fault",
        """{"effect":"throttle","times":0}""",
        400,
        "times is 0; expected 1 or more"
    )]
    [InlineData("GET", "/_local/nothing", "", 404, "GET /_local/time")]
    public async Task Bad_input_is_refused_and_named(
        string method,
        string path,
        string body,
        int status,
        string message
    )
    {
        var reply = await SendAsync(new HttpMethod(method), path, body);

        ((int)reply.Status).ShouldBe(status);
        reply.Answer["message"]!.GetValue<string>().ShouldContain(message);
    }

    [Fact]
    public async Task Faults_are_set_shown_and_forgotten()
    {
        await SendAsync(
            HttpMethod.Post,
            "/_local/fault",
            """{"effect":"fail-copy","identifier":"nightly-*","percent":40}"""
        );

        var shown = (await SendAsync(HttpMethod.Get, "/_local/faults"))
            .Answer.AsArray()
            .ShouldHaveSingleItem()!;
        shown["effect"]!.GetValue<string>().ShouldBe("fail-copy");
        shown["percent"]!.GetValue<int>().ShouldBe(40);
        shown["matches"]!.GetValue<int>().ShouldBe(0);

        (await SendAsync(HttpMethod.Delete, "/_local/faults")).Answer.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Requests_can_be_followed()
    {
        await _http.PostAsync(
            new Uri("http://cloud/"),
            new StringContent(""),
            TestContext.Current.CancellationToken
        );

        var all = (await SendAsync(HttpMethod.Get, "/_local/requests")).Answer;
        var rest = (await SendAsync(HttpMethod.Get, "/_local/requests?from=1")).Answer;

        all["count"]!.GetValue<int>().ShouldBe(1);
        all["items"]![0]!["errorCode"]!.GetValue<string>().ShouldBe("MissingAuthenticationToken");
        rest["items"]!.AsArray().ShouldBeEmpty();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _cloud.DisposeAsync();
    }

    private async Task<(HttpStatusCode Status, JsonNode Answer)> SendAsync(
        HttpMethod method,
        string path,
        string body = ""
    )
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await _http.SendAsync(request);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }
}
