using LocalCloud.Kernel;

namespace LocalCloud.Tests.Lambda;

public sealed class AsynchronousInvocationTests
{
    [Fact]
    public async Task An_event_that_is_handled_runs_once()
    {
        await using var estate = new Estate();
        var arn = estate.Function("OnSnapshotCompleted", (payload, _) => payload);

        estate.Functions.InvokeAsynchronously(arn, """{"a":1}""");
        await estate.UntilIdleAsync();

        var run = estate.LambdaState.Invocations.ShouldHaveSingleItem();
        run.Payload.ShouldBe("""{"a":1}""");
        run.FunctionName.ShouldBe("OnSnapshotCompleted");
        run.ErrorType.ShouldBeNull();
    }

    [Fact]
    public async Task A_function_that_fails_is_tried_again_one_and_two_minutes_later()
    {
        await using var estate = new Estate();
        var queue = estate.Queues.CreateQueue(Estate.Source, "eu-central-1", "dead");
        var arn = estate.Function(
            "OnSnapshotCompleted",
            (_, attempt) => attempt == 3 ? "null" : throw new InvalidOperationException("not yet"),
            queue
        );

        estate.Functions.InvokeAsynchronously(arn, "{}");
        await estate.UntilIdleAsync();

        var runs = estate.LambdaState.Invocations;
        runs.Select(r => r.ErrorType)
            .ShouldBe(["InvalidOperationException", "InvalidOperationException", null]);
        runs.Select(r => r.Attempt).ShouldBe([1, 2, 3]);
        runs.Select(r => r.RequestId).Distinct().ShouldHaveSingleItem();
        (runs[1].StartedAt - runs[0].EndedAt).ShouldBe(TimeSpan.FromMinutes(1));
        (runs[2].StartedAt - runs[1].EndedAt).ShouldBe(TimeSpan.FromMinutes(2));
        estate.In(queue).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(2, 3)]
    [InlineData(1, 2)]
    [InlineData(0, 1)]
    public async Task After_the_last_attempt_the_event_is_in_the_dead_letter_queue(int retries, int attempts)
    {
        await using var estate = new Estate();
        var queue = estate.Queues.CreateQueue(Estate.Source, "eu-central-1", "dead");
        var arn = estate.Function(
            "OnSnapshotCompleted",
            (_, _) => throw new FormatException("no RDS event"),
            queue,
            retries
        );

        estate.Functions.InvokeAsynchronously(arn, """{"odd":true}""");
        await estate.UntilIdleAsync();

        estate.LambdaState.Invocations.Count.ShouldBe(attempts);
        var letter = estate.In(queue).ShouldHaveSingleItem();
        letter.Body.ShouldBe("""{"odd":true}""");
        letter.Attributes["RequestID"].ShouldBe(estate.LambdaState.Invocations[0].RequestId);
        letter.Attributes["ErrorCode"].ShouldBe("200");
        letter.Attributes["ErrorMessage"].ShouldBe("no RDS event");
        var sent = estate.Cloud.CallLog.Calls[^1];
        $"{sent.Caller} {sent.Action} {sent.Resource}".ShouldBe(
            $"arn:aws:iam::{Estate.Source}:role/snapshot-relay/nightly/OnSnapshotCompleted sqs:SendMessage {queue}"
        );
    }

    [Fact]
    public async Task A_function_that_is_not_there_is_refused_at_once()
    {
        await using var estate = new Estate();

        var refusal = Should.Throw<AwsError>(() =>
            estate.Functions.InvokeAsynchronously(
                "arn:aws:lambda:eu-central-1:111111111111:function:Nobody",
                "{}"
            )
        );

        refusal.ShouldSatisfyAllConditions(
            r => r.Code.ShouldBe("ResourceNotFoundException"),
            r => r.Status.ShouldBe(404)
        );
    }

    [Fact]
    public void A_refusal_by_Lambda_itself_is_tried_again_with_growing_pauses_for_six_hours()
    {
        var throttled = new InvocationResult(
            "",
            ServiceError: new AwsError("TooManyRequestsException", "Rate Exceeded.", 429)
        );
        TimeSpan? Pause(int refusals, double hours) =>
            LocalCloud.Lambda.LambdaRules.NextAttempt(
                throttled,
                0,
                refusals,
                retries: 0,
                TimeSpan.FromHours(hours)
            );

        Pause(1, 0).ShouldBe(TimeSpan.FromSeconds(1));
        Pause(4, 0).ShouldBe(TimeSpan.FromSeconds(8));
        Pause(80, 5).ShouldBe(TimeSpan.FromMinutes(5));
        Pause(90, 5.99).ShouldBeNull();
    }
}
