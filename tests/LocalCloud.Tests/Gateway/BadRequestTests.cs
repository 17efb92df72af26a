using System.Text;
using System.Text.Json.Nodes;
using LocalCloud.Kernel;

namespace LocalCloud.Tests.Gateway;

/// <summary>Nothing that is sent brings the cloud down, or is answered with a crash.</summary>
public sealed class BadRequestTests : IAsyncDisposable
{
    private readonly List<string> _log = [];
    private readonly Cloud _cloud;

    public BadRequestTests() => _cloud = Cloud.Create(new CloudOptions { Log = _log.Add });

    [Theory]
    [InlineData("AWS4-HMAC-SHA256")]
    [InlineData("AWS4-HMAC-SHA256 ")]
    [InlineData("AWS4-HMAC-SHA256 Credential=,SignedHeaders=,Signature=")]
    [InlineData("AWS4-HMAC-SHA256 Credential=111111111111, SignedHeaders=host, Signature=00")]
    [InlineData("AWS4-HMAC-SHA256 Credential=/////, SignedHeaders=host, Signature=00")]
    [InlineData("AWS4-HMAC-SHA256 Credential=111111111111////, SignedHeaders=;;, Signature=00")]
    [InlineData(
        "AWS4-HMAC-SHA256 Credential=111111111111/20261122/nowhere/rds/aws4_request, SignedHeaders=host, Signature=00"
    )]
    [InlineData(
        "AWS4-HMAC-SHA256 Credential=111111111111/20261122/eu-west-1/rds/aws5_request, SignedHeaders=host, Signature=00"
    )]
    [InlineData(
        "AWS4-ECDSA-P256-SHA256 Credential=111111111111/20261122/rds/aws4_request, SignedHeaders=host, Signature=00"
    )]
    [InlineData("Basic dGVzdDp0ZXN0")]
    [InlineData("")]
    public async Task An_Authorization_that_is_none_is_refused(string authorization)
    {
        foreach (var date in new[] { "20261122T000000Z", "yesterday", "" })
        {
            var reply = await SendAsync(
                "POST",
                "/",
                "",
                ("Authorization", authorization),
                ("X-Amz-Date", date),
                ("Host", "x")
            );

            reply.Status.ShouldBeInRange(400, 403);
        }

        _log.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("X-Amz-Signature=0")]
    [InlineData(
        "X-Amz-Signature=0&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=x&X-Amz-SignedHeaders=host&X-Amz-Date=1&X-Amz-Expires=-1"
    )]
    [InlineData("X-Amz-Signature=%&X-Amz-Signature=%zz&=&&===")]
    public async Task A_presigned_query_that_is_none_is_refused(string query)
    {
        (await SendAsync("GET", "/", query)).Status.ShouldBeInRange(400, 403);
        _log.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"KeyId\":\"x\",\"KeyId\":\"y\"}")]
    [InlineData("{\"KeyId\":")]
    [InlineData("\u0000")]
    public async Task A_body_that_is_no_JSON_object_is_a_SerializationException(string body)
    {
        var person = _cloud.As("111111111111", "eu-west-1");

        (await Refused(() => person.SendJsonAsync("kms", "DescribeKey", body))).Code.ShouldBe(
            "SerializationException"
        );
        _log.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_XML_can_not_carry_does_not_break_the_error_that_repeats_it()
    {
        var person = _cloud.As("111111111111", "eu-west-1");

        var error = await Refused(() => person.QueryAsync("rds", "Describe\u0001\uffffThings"));

        error.Code.ShouldBe("NotSimulated");
        error.Message.ShouldContain("rds:Describe??Things");
    }

    [Fact]
    public async Task A_request_that_names_no_operation_is_told_so()
    {
        var person = _cloud.As("111111111111", "eu-west-1");

        (await Refused(() => person.QueryAsync("rds", ""))).Code.ShouldBe("MissingAction");
        (await Refused(() => person.JsonAsync("kms", "", new JsonObject()))).Code.ShouldBe(
            "UnknownOperationException"
        );
        (await Refused(() => person.JsonAsync("kms", "Encrypt", new JsonObject()))).Message.ShouldContain(
            "kms:Encrypt"
        );
        (
            await Refused(() => person.JsonAsync("dynamodb", "ListTables", new JsonObject()))
        ).Message.ShouldContain("'dynamodb'");
    }

    public ValueTask DisposeAsync() => _cloud.DisposeAsync();

    private static Task<AwsError> Refused(Func<Task> call) => Should.ThrowAsync<AwsError>(call);

    private async Task<AwsReply> SendAsync(
        string method,
        string path,
        string query,
        params (string, string)[] headers
    )
    {
        var all = headers.ToDictionary(h => h.Item1, h => h.Item2, StringComparer.OrdinalIgnoreCase);
        var request = new AwsHttpRequest(
            method,
            path,
            query,
            all,
            Encoding.UTF8.GetBytes("Action=DescribeDBSnapshots")
        );
        return (await _cloud.Dispatcher.HandleAsync(request)).Reply!;
    }
}
