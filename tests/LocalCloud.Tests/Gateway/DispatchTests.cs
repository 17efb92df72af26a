using System.Net;
using System.Text.Json.Nodes;
using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using LocalCloud.Gateway;
using LocalCloud.Kernel;
using Microsoft.AspNetCore.Http;

namespace LocalCloud.Tests.Gateway;

public class DispatchTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_unknown_service_is_named()
    {
        await using var frame = new Frame();
        var signed = await frame.CapturedAsync();
        var request = Resigned(signed, service: "dynamodb");

        var reply = (await frame.Dispatcher.HandleAsync(request)).Reply!;

        reply.Status.ShouldBe(501);
        JsonNode.Parse(reply.Body)!["message"]!.GetValue<string>().ShouldContain("the service 'dynamodb'");
    }

    [Fact]
    public async Task An_operation_that_is_not_simulated_is_named()
    {
        await using var frame = new Frame();
        using var kms = frame.Kms();
        using var sts = frame.Sts();

        var json = await Should.ThrowAsync<AmazonKeyManagementServiceException>(() =>
            kms.ListGrantsAsync(new ListGrantsRequest { KeyId = "x" }, Cancellation)
        );
        var query = await Should.ThrowAsync<AmazonSecurityTokenServiceException>(() =>
            sts.GetSessionTokenAsync(new GetSessionTokenRequest(), Cancellation)
        );

        json.ErrorCode.ShouldBe("NotSimulated");
        json.Message.ShouldContain("kms:ListGrants");
        query.ErrorCode.ShouldBe("NotSimulated");
        query.Message.ShouldContain("sts:GetSessionToken");
    }

    [Fact]
    public async Task A_refusal_keeps_its_code_and_carries_the_request_id()
    {
        await using var frame = new Frame();
        using var kms = frame.Kms();

        var error = await Should.ThrowAsync<NotFoundException>(() => kms.EnableKeyAsync("x", Cancellation));

        error.RequestId.ShouldBe(frame.LastRequest.RequestId);
        frame.LastRequest.Status.ShouldBe(400);
        frame.LastRequest.ErrorCode.ShouldBe("NotFoundException");
    }

    [Fact]
    public async Task A_crash_inside_a_handler_is_an_InternalFailure_and_the_server_lives_on()
    {
        await using var frame = new Frame();
        using var kms = frame.Kms(address: await frame.ListenAsync());

        var error = await Should.ThrowAsync<AmazonKeyManagementServiceException>(() =>
            kms.DisableKeyAsync("x", Cancellation)
        );

        error.ErrorCode.ShouldBe("InternalFailure");
        error.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        frame.Log.ShouldHaveSingleItem().ShouldContain("a bug in the local cloud");
        (await kms.DescribeKeyAsync("x", Cancellation)).KeyMetadata.Enabled.ShouldBe(true);
    }

    [Fact]
    public async Task An_unsigned_route_answers_beside_the_signed_services()
    {
        await using var frame = new Frame();
        var address = await frame.ListenAsync(new Greeting());
        using var http = new HttpClient { BaseAddress = address };

        (
            await http.GetStringAsync(new Uri("/env/2018-06-01/hello", UriKind.Relative), Cancellation)
        ).ShouldBe("hello");
        (await http.GetAsync(address, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_call_is_attributed_to_the_invocation_whose_session_or_whose_assumed_session_made_it()
    {
        await using var frame = new Frame();
        var session = frame.Session();
        frame.Credentials.Bind(session.GetCredentials().AccessKey, "invocation-1");
        using var sts = frame.Sts(session);

        var reply = await sts.AssumeRoleAsync(
            new AssumeRoleRequest { RoleArn = Frame.Role, RoleSessionName = "copier" },
            Cancellation
        );
        using var assumed = frame.Sts(reply.Credentials);
        await assumed.GetCallerIdentityAsync(new GetCallerIdentityRequest(), Cancellation);
        using var person = frame.Sts();
        await person.GetCallerIdentityAsync(new GetCallerIdentityRequest(), Cancellation);

        frame
            .Trace.Requests.Select(r => (r.Operation, r.InvocationId))
            .ShouldBe([
                ("AssumeRole", "invocation-1"),
                ("GetCallerIdentity", "invocation-1"),
                ("GetCallerIdentity", null),
            ]);
    }

    private static AwsHttpRequest Resigned(AwsHttpRequest request, string service)
    {
        var claim = SignatureClaim.Read(request)!;
        var scope = claim.Scope.Replace("/kms/", $"/{service}/", StringComparison.Ordinal);
        claim = claim with { Scope = scope };
        var signature = SigV4.Signature(request, claim, Kernel.Credentials.AdministratorSecret);
        return request.With(
            "Authorization",
            $"{SigV4.Algorithm} Credential={claim.AccessKeyId}/{scope}, SignedHeaders={string.Join(';', claim.SignedHeaders)}, Signature={signature}"
        );
    }

    private sealed class Greeting : IUnsignedRoute
    {
        public bool Matches(string path) => path.StartsWith("/env/", StringComparison.Ordinal);

        public Task HandleAsync(HttpContext context) => context.Response.WriteAsync("hello");
    }
}
