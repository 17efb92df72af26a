using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Amazon.KeyManagementService;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using LocalCloud.Gateway;
using LocalCloud.Kernel;

namespace LocalCloud.Tests.Gateway;

public class AuthenticationTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_official_clients_are_understood_over_the_port_and_in_memory(bool overThePort)
    {
        await using var frame = new Frame();
        var address = overThePort ? await frame.ListenAsync() : null;
        using var kms = frame.Kms(address: address);
        using var sts = frame.Sts(frame.Session(), address);

        var key = await kms.DescribeKeyAsync("alias/orders", Cancellation);
        var identity = await sts.GetCallerIdentityAsync(new GetCallerIdentityRequest(), Cancellation);

        key.KeyMetadata.KeyId.ShouldBe("alias/orders");
        frame.Calls.ShouldBe(["eu-central-1 arn:aws:iam::111111111111:root alias/orders"]);
        identity.Account.ShouldBe("222222222222");
        identity.Arn.ShouldBe("arn:aws:sts::222222222222:assumed-role/reader/nightly");
        identity.ResponseMetadata.RequestId.ShouldBe(frame.LastRequest.RequestId);
        frame.LastRequest.RoleArn.ShouldBe(Frame.Role);
        frame.LastRequest.SessionName.ShouldBe("nightly");
    }

    [Fact]
    public async Task A_session_from_AssumeRole_works_and_belongs_to_the_roles_account()
    {
        await using var frame = new Frame();
        using var sts = frame.Sts();

        var reply = await sts.AssumeRoleAsync(
            new AssumeRoleRequest { RoleArn = Frame.Role, RoleSessionName = "by-hand" },
            Cancellation
        );
        using var assumed = frame.Sts(reply.Credentials);
        var identity = await assumed.GetCallerIdentityAsync(new GetCallerIdentityRequest(), Cancellation);

        identity.Arn.ShouldBe("arn:aws:sts::222222222222:assumed-role/reader/by-hand");
    }

    public static TheoryData<string, string, string, string> BadKeys =>
        new()
        {
            { "AKIAIOSFODNN7EXAMPLE", "test", "InvalidClientTokenId", "UnrecognizedClientException" },
            { "11111111111", "test", "InvalidClientTokenId", "UnrecognizedClientException" },
            { Frame.Account, "Test", "SignatureDoesNotMatch", "InvalidSignatureException" },
        };

    [Theory]
    [MemberData(nameof(BadKeys))]
    public async Task An_unknown_key_or_a_wrong_secret_is_refused_as_each_protocol_says_it(
        string accessKeyId,
        string secret,
        string queryCode,
        string jsonCode
    )
    {
        await using var frame = new Frame();
        var credentials = new BasicAWSCredentials(accessKeyId, secret);

        var query = await RefusedSts(frame, credentials);
        var json = await RefusedKms(frame, credentials);

        query.ErrorCode.ShouldBe(queryCode);
        query.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        json.ErrorCode.ShouldBe(jsonCode);
        json.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        frame.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_sessions_key_without_its_token_or_with_anothers_is_refused()
    {
        await using var frame = new Frame();
        var (mine, other) = (frame.Session().GetCredentials(), frame.Session().GetCredentials());

        var without = await RefusedSts(frame, new BasicAWSCredentials(mine.AccessKey, mine.SecretKey));
        var with = await RefusedSts(
            frame,
            new SessionAWSCredentials(mine.AccessKey, mine.SecretKey, other.Token)
        );

        without.ErrorCode.ShouldBe("InvalidClientTokenId");
        with.ErrorCode.ShouldBe("InvalidClientTokenId");
    }

    [Fact]
    public async Task A_session_ends_after_its_duration_of_real_time()
    {
        await using var frame = new Frame();
        var session = frame.Session(TimeSpan.FromMinutes(10));
        frame.Agenda.JumpTo(frame.Agenda.Now + TimeSpan.FromDays(1));
        using var sts = frame.Sts(session);
        await sts.GetCallerIdentityAsync(new GetCallerIdentityRequest(), Cancellation);

        frame.Clock.Shift = TimeSpan.FromMinutes(11);

        (await RefusedSts(frame, session)).ErrorCode.ShouldBe("ExpiredToken");
        (await RefusedKms(frame, session)).ErrorCode.ShouldBe("ExpiredTokenException");
    }

    [Theory]
    [InlineData(16, "Signature expired")]
    [InlineData(-16, "Signature not yet current")]
    public async Task A_signature_older_or_younger_than_a_quarter_of_an_hour_is_refused(
        int minutes,
        string message
    )
    {
        await using var frame = new Frame();
        frame.Clock.Shift = TimeSpan.FromMinutes(minutes);

        var query = await RefusedSts(frame, Frame.Administrator);
        var json = await RefusedKms(frame, Frame.Administrator);

        query.ErrorCode.ShouldBe("SignatureDoesNotMatch");
        query.Message.ShouldStartWith(message);
        json.ErrorCode.ShouldBe("InvalidSignatureException");
    }

    public static TheoryData<string> Changes =>
        ["body", "header", "path", "query", "method", "region", "hash"];

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task What_was_changed_after_signing_is_refused(string what)
    {
        await using var frame = new Frame();
        var signed = await frame.CapturedAsync();
        (await frame.Dispatcher.HandleAsync(signed)).Reply!.Status.ShouldBe(200);

        var changed = what switch
        {
            "body" => signed with { Body = Encoding.UTF8.GetBytes("""{"KeyId":"alias/other"}""") },
            "header" => signed.With("X-Amz-Target", "TrentService.EnableKey"),
            "path" => signed with { RawPath = "/x" },
            "query" => signed with { RawQuery = "a=b" },
            "method" => signed with { Method = "PUT" },
            "region" => signed.With(
                "Authorization",
                signed.Headers["Authorization"].Replace("eu-central-1", "eu-west-1", StringComparison.Ordinal)
            ),
            _ => signed.With("X-Amz-Content-Sha256", SigV4.PayloadHash([])),
        };
        var reply = (await frame.Dispatcher.HandleAsync(changed)).Reply!;

        reply.Status.ShouldBe(400);
        Encoding.UTF8.GetString(reply.Body).ShouldContain("InvalidSignatureException");
        frame.Calls.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_request_without_or_with_half_a_signature_is_told_so()
    {
        await using var frame = new Frame();
        var signed = await frame.CapturedAsync();

        var unsigned = (await frame.Dispatcher.HandleAsync(signed.Without("Authorization"))).Reply!;
        var half = (
            await frame.Dispatcher.HandleAsync(signed.With("Authorization", "AWS4-HMAC-SHA256 Signature=00"))
        ).Reply!;

        unsigned.Status.ShouldBe(403);
        Encoding.UTF8.GetString(unsigned.Body).ShouldContain("MissingAuthenticationTokenException");
        half.Status.ShouldBe(400);
        Message(half).ShouldContain("requires 'Credential' parameter");
        frame.Trace.Requests.Select(r => r.ErrorCode).ShouldContain("IncompleteSignatureException");
    }

    private static string Message(AwsReply reply) =>
        JsonNode.Parse(reply.Body)!["message"]!.GetValue<string>();

    private static Task<AmazonSecurityTokenServiceException> RefusedSts(
        Frame frame,
        AWSCredentials credentials
    ) =>
        Should.ThrowAsync<AmazonSecurityTokenServiceException>(async () =>
        {
            using var sts = frame.Sts(credentials);
            await sts.GetCallerIdentityAsync(new GetCallerIdentityRequest(), Cancellation);
        });

    private static Task<AmazonKeyManagementServiceException> RefusedKms(
        Frame frame,
        AWSCredentials credentials
    ) =>
        Should.ThrowAsync<AmazonKeyManagementServiceException>(async () =>
        {
            using var kms = frame.Kms(credentials);
            await kms.DescribeKeyAsync("alias/orders", Cancellation);
        });
}
