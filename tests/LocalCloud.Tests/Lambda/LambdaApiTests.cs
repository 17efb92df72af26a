using System.Text;
using System.Text.Json.Nodes;
using LocalCloud.Kernel;

namespace LocalCloud.Tests.Lambda;

public sealed class LambdaApiTests
{
    private const string Arn = "arn:aws:lambda:eu-central-1:111111111111:function:Plan";

    [Theory]
    [InlineData("Plan")]
    [InlineData("Plan:$LATEST")]
    [InlineData("111111111111:function:Plan")]
    [InlineData("arn:aws:lambda:eu-central-1:111111111111:function:Plan")]
    [InlineData("arn%3Aaws%3Alambda%3Aeu-central-1%3A111111111111%3Afunction%3APlan")]
    [InlineData("arn:aws:lambda:eu-central-1:111111111111:function:Plan:%24LATEST")]
    public async Task A_function_is_invoked_by_any_of_its_names(string name)
    {
        await using var estate = new Estate();
        estate.Function("Plan", (payload, _) => payload);

        var (reply, body) = await InvokeAsync(estate, name, """{"hello":"there"}""");

        reply.Status.ShouldBe(200);
        reply.Headers["X-Amz-Executed-Version"].ShouldBe("$LATEST");
        reply.Headers.Keys.ShouldNotContain("X-Amz-Function-Error");
        body["hello"]!.ToString().ShouldBe("there");
        estate
            .Cloud.CallLog.Calls[0]
            .ShouldSatisfyAllConditions(
                c => c.Action.ShouldBe("lambda:InvokeFunction"),
                c => c.Resource.ShouldBe(Arn)
            );
    }

    [Fact]
    public async Task A_failed_function_answers_200_with_its_error()
    {
        await using var estate = new Estate();
        estate.Function("Plan", (_, _) => throw new InvalidOperationException("no"));

        var (reply, body) = await InvokeAsync(estate, "Plan", "{}");

        reply.Status.ShouldBe(200);
        reply.Headers["X-Amz-Function-Error"].ShouldBe("Unhandled");
        body["errorType"]!.ToString().ShouldBe("InvalidOperationException");
        body["errorMessage"]!.ToString().ShouldBe("no");
    }

    [Fact]
    public async Task An_event_is_accepted_and_handled_later_under_the_calls_request_id()
    {
        await using var estate = new Estate();
        estate.Function("Plan", (payload, _) => payload);

        var (reply, _) = await InvokeAsync(estate, "Plan", "{}", ("X-Amz-Invocation-Type", "Event"));

        reply.ShouldSatisfyAllConditions(r => r.Status.ShouldBe(202), r => r.Body.ShouldBeEmpty());
        estate.LambdaState.Invocations.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_dry_run_runs_nothing()
    {
        await using var estate = new Estate();
        estate.Function("Plan", (payload, _) => payload);

        var (reply, _) = await InvokeAsync(estate, "Plan", "{}", ("X-Amz-Invocation-Type", "DryRun"));

        reply.Status.ShouldBe(204);
        estate.LambdaState.Invocations.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Nobody", "{}", 404, "ResourceNotFoundException")]
    [InlineData("Plan:7", "{}", 404, "ResourceNotFoundException")]
    [InlineData(
        "arn:aws:lambda:us-east-1:111111111111:function:Plan",
        "{}",
        404,
        "ResourceNotFoundException"
    )]
    [InlineData("222222222222:function:Plan", "{}", 403, "AccessDeniedException")]
    [InlineData("Plan", "{", 400, "InvalidRequestContentException")]
    public async Task What_Lambda_refuses_is_refused(string name, string payload, int status, string code)
    {
        await using var estate = new Estate();
        estate.Function("Plan", (p, _) => p);

        var (reply, body) = await InvokeAsync(estate, name, payload);

        reply.Status.ShouldBe(status);
        reply.Headers["X-Amzn-ErrorType"].ShouldBe(code);
        body["Message"]!.ToString().ShouldNotBeEmpty();
        estate.LambdaState.Invocations.ShouldBeEmpty();
    }

    [Fact]
    public async Task Functions_are_described_and_listed()
    {
        await using var estate = new Estate();
        estate.Function("Plan", (p, _) => p);
        estate.Function("Elsewhere", (p, _) => p, region: "eu-west-1");

        var (_, described) = await estate.CallAsync(
            estate.LambdaApi,
            Request("GET", "/2015-03-31/functions/Plan", "")
        );
        var (_, listed) = await estate.CallAsync(
            estate.LambdaApi,
            Request("GET", "/2015-03-31/functions/", "")
        );

        described["Configuration"]!["Environment"]!["Variables"]!["RELAY_NAME"]!
            .ToString()
            .ShouldBe("nightly");
        listed["Functions"]!.AsArray().ShouldHaveSingleItem()!["FunctionArn"]!.ToString().ShouldBe(Arn);
    }

    [Theory]
    [InlineData("DELETE", "/2015-03-31/functions/Plan", "lambda:DeleteFunction")]
    [InlineData("POST", "/2015-03-31/functions", "lambda:CreateFunction")]
    [InlineData("PUT", "/2015-03-31/functions/Plan/code", "lambda:UpdateFunctionCode")]
    [InlineData("GET", "/2018-10-31/layers", "lambda:GET /2018-10-31/layers")]
    public async Task An_operation_that_is_missing_is_refused_by_name(string method, string path, string name)
    {
        await using var estate = new Estate();

        var (reply, body) = await estate.CallAsync(estate.LambdaApi, Request(method, path, ""));

        reply.Status.ShouldBe(501);
        body["Message"]!.ToString().ShouldContain(name);
    }

    private static Task<(AwsReply Reply, JsonObject Body)> InvokeAsync(
        Estate estate,
        string name,
        string payload,
        params (string Name, string Value)[] headers
    ) =>
        estate.CallAsync(
            estate.LambdaApi,
            Request("POST", $"/2015-03-31/functions/{name}/invocations", payload, headers)
        );

    private static AwsHttpRequest Request(
        string method,
        string path,
        string body,
        params (string Name, string Value)[] headers
    ) =>
        new(
            method,
            path,
            "",
            headers.ToDictionary(h => h.Name, h => h.Value, StringComparer.OrdinalIgnoreCase),
            Encoding.UTF8.GetBytes(body)
        );
}
