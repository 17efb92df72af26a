using System.Globalization;
using LocalCloud.States;

namespace LocalCloud.Tests.States;

public sealed class RetryTests
{
    [Theory]
    [InlineData(""" "IntervalSeconds":2,"MaxAttempts":4 """, "2,4,8,16")]
    [InlineData(""" "IntervalSeconds":10,"BackoffRate":1.5,"MaxAttempts":3 """, "10,15,22.5")]
    [InlineData(
        """ "IntervalSeconds":10,"BackoffRate":3,"MaxDelaySeconds":50,"MaxAttempts":4 """,
        "10,30,50,50"
    )]
    [InlineData(""" "BackoffRate":1 """, "1,1,1")]
    [InlineData(""" "MaxAttempts":0 """, "")]
    public void A_retrier_waits_as_it_says(string fields, string delays)
    {
        var (world, execution) = RunFailing($$"""{"ErrorEquals":["Again"],{{fields}}}""");

        Delays(world)
            .ShouldBe(
                delays
                    .Split(',', StringSplitOptions.RemoveEmptyEntries)
                    .Select(d => double.Parse(d, CultureInfo.InvariantCulture))
            );
        (execution.Status, execution.Error).ShouldBe(("FAILED", "Again"));
    }

    [Fact]
    public void Full_jitter_draws_each_delay_between_zero_and_the_computed_one()
    {
        const string Retrier =
            """{"ErrorEquals":["Again"],"IntervalSeconds":8,"MaxDelaySeconds":100,"MaxAttempts":6,"JitterStrategy":"FULL"}""";
        double[] most = [8, 16, 32, 64, 100, 100];

        var runs = Enumerable.Range(1, 20).Select(seed => Delays(RunFailing(Retrier, seed).World)).ToList();

        runs.ShouldAllBe(run => run.Count == 6 && run.Zip(most).All(d => d.First >= 0 && d.First < d.Second));
        runs.Select(run => run[5]).Distinct().Count().ShouldBe(20);
        runs.Max(run => run[5]).ShouldBeGreaterThan(50);
        Delays(RunFailing(Retrier, seed: 7).World).ShouldBe(runs[6]);
    }

    [Fact]
    public void Each_retrier_counts_for_itself()
    {
        var world = new StatesWorld();
        world.Functions.Answer(
            "F",
            Answer.Error("A"),
            Answer.Error("B"),
            Answer.Error("A"),
            Answer.Error("B"),
            Answer.Json("{}")
        );

        var execution = world.Run(
            """
            "T":{"Type":"Task","Resource":"FN:F","End":true,"Retry":[
              {"ErrorEquals":["A"],"IntervalSeconds":1,"MaxAttempts":2},
              {"ErrorEquals":["B"],"IntervalSeconds":100,"MaxAttempts":2}]}
            """
        );

        execution.Status.ShouldBe("SUCCEEDED");
        Delays(world).ShouldBe([1, 100, 2, 200]);
    }

    [Fact]
    public void The_first_retrier_that_names_the_error_decides_even_when_it_is_used_up()
    {
        var world = new StatesWorld();
        world.Functions.Answer("F", Answer.Error("A"));

        var execution = world.Run(
            """
            "T":{"Type":"Task","Resource":"FN:F","End":true,"Retry":[
              {"ErrorEquals":["A"],"MaxAttempts":1},
              {"ErrorEquals":["States.ALL"],"MaxAttempts":5}]}
            """
        );

        world.Functions.Calls.Count.ShouldBe(2);
        execution.Status.ShouldBe("FAILED");
    }

    [Fact]
    public void A_retry_counts_in_the_context_object_but_does_not_enter_the_state_again()
    {
        var world = new StatesWorld();
        world.Functions.Answer("F", Answer.Error("A").In(5), Answer.Json("{}"));

        var execution = world.Run(
            """
            "T":{"Type":"Task","Resource":"FN:F","End":true,"Parameters":{"at.$":"$$.State.EnteredTime","try.$":"$$.State.RetryCount"},
              "Retry":[{"ErrorEquals":["States.TaskFailed"],"IntervalSeconds":30}]}
            """
        );

        world
            .Functions.Calls.Select(c => c.Payload)
            .ShouldBe([
                """{"at":"2026-11-20T03:00:00Z","try":0}""",
                """{"at":"2026-11-20T03:00:00Z","try":1}""",
            ]);
        execution
            .History.Select(e => e.Type)
            .ShouldBe([
                "ExecutionStarted",
                "TaskStateEntered",
                "LambdaFunctionScheduled",
                "LambdaFunctionStarted",
                "LambdaFunctionFailed",
                "LambdaFunctionScheduled",
                "LambdaFunctionStarted",
                "LambdaFunctionSucceeded",
                "TaskStateExited",
                "ExecutionSucceeded",
            ]);
        execution.StopDate.ShouldBe(StatesWorld.Start.AddSeconds(35));
    }

    [Theory]
    [InlineData("States.ALL", true)]
    [InlineData("States.TaskFailed", true)]
    [InlineData("Lambda.TooManyRequestsException", true)]
    [InlineData("Lambda.ServiceException", false)]
    public void Wildcards_match_Lambdas_refusals(string name, bool retried)
    {
        var world = new StatesWorld();
        world.Functions.Answer(
            "F",
            Answer.Refused("TooManyRequestsException", "Rate Exceeded.", 429),
            Answer.Json("{}")
        );

        var execution = world.Run(
            $$""" "T":{"Type":"Task","Resource":"FN:F","End":true,"Retry":[{"ErrorEquals":["{{name}}"]}]} """
        );

        execution.Status.ShouldBe(retried ? "SUCCEEDED" : "FAILED");
    }

    private static (StatesWorld World, Execution Execution) RunFailing(string retrier, int seed = 1)
    {
        var world = new StatesWorld(seed);
        world.Functions.Answer("F", Answer.Error("Again"));
        return (
            world,
            world.Run($$""" "T":{"Type":"Task","Resource":"FN:F","End":true,"Retry":[{{retrier}}]} """)
        );
    }

    private static List<double> Delays(StatesWorld world) =>
        [
            .. world
                .Functions.Calls.Zip(world.Functions.Calls.Skip(1))
                .Select(c => (c.Second.At - c.First.At).TotalSeconds),
        ];
}
