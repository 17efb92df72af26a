using LocalCloud.States;

namespace Demo.Tests;

public class MeasurementsTests
{
    private static readonly RelayFacts Nothing = new(null, [], [], [], 0, 0);

    [Fact]
    public void Waiting_counts_only_where_no_copy_runs()
    {
        // Two looks at a copy that ends at 100 s and is noticed at 112 s; then 8 s of waiting with no copy at all.
        var measured = Measurements.Of(
            Nothing with
            {
                Whole = Some.From(0, 130),
                Copies = [Some.From(10, 100)],
                Waits = [Some.From(11, 60), Some.From(61, 112), Some.From(120, 128)],
            }
        );

        measured.AwsSeconds.ShouldBe(90);
        measured.DeadSeconds.ShouldBe(20);
        measured.TookSeconds.ShouldBe(130);
    }

    [Fact]
    public void Two_copies_at_once_are_no_more_of_AWS_time_than_one()
    {
        var measured = Measurements.Of(
            Nothing with
            {
                Copies = [Some.From(50, 150), Some.From(0, 100)],
                Waits = [Some.From(20, 160)],
            }
        );

        measured.AwsSeconds.ShouldBe(150);
        measured.DeadSeconds.ShouldBe(10);
    }

    [Fact]
    public void Looks_are_polls_and_every_run_costs_time()
    {
        FunctionRun Run(string function) => new($"snapshot-relay-{function}", TimeSpan.FromSeconds(0.5));

        var measured = Measurements.Of(
            Nothing with
            {
                Runs =
                [
                    Run("CopyToRegion"),
                    Run("CheckRegionCopy"),
                    Run("CheckAccountCopy"),
                    Run("VerifyCopy"),
                ],
            }
        );

        measured.Polls.ShouldBe(2);
        measured.LambdaInvocations.ShouldBe(4);
        measured.OwnSeconds.ShouldBe(2);
    }

    [Fact]
    public void The_history_tells_waits_and_the_pauses_before_retries()
    {
        (double At, string Type)[] events =
        [
            (0, "ExecutionStarted"),
            (0, "TaskStateEntered"),
            (0, "LambdaFunctionScheduled"),
            (0, "LambdaFunctionStarted"),
            (1, "LambdaFunctionFailed"),
            (6, "LambdaFunctionScheduled"),
            (6, "LambdaFunctionStarted"),
            (7, "LambdaFunctionFailed"),
            (7, "TaskStateExited"),
            (7, "WaitStateEntered"),
            (37, "WaitStateExited"),
        ];

        Pauses
            .In([.. events.Select((e, i) => new HistoryEvent(i + 1, i, Some.At(e.At), e.Type))])
            .ShouldBe([Some.From(1, 6), Some.From(7, 37)]);
    }
}
