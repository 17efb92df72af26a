namespace LocalCloud.Tests.States;

public sealed class TimeoutTests
{
    [Fact]
    public void A_task_that_does_not_answer_times_out()
    {
        var world = new StatesWorld();
        world.Functions.Answer("F", Answer.Never);

        var execution = world.Run(
            """ "T":{"Type":"Task","Resource":"FN:F","TimeoutSeconds":60,"End":true} """
        );

        (execution.Status, execution.Error, execution.Cause).ShouldBe(("FAILED", "States.Timeout", null));
        execution.StopDate.ShouldBe(StatesWorld.Start.AddSeconds(60));
        execution.History[2].TimeoutInSeconds.ShouldBe(60);
        execution
            .History.Select(e => e.Type)
            .TakeLast(2)
            .ShouldBe(["LambdaFunctionTimedOut", "ExecutionFailed"]);
    }

    [Fact]
    public void An_answer_after_the_time_out_is_lost()
    {
        var world = new StatesWorld();
        world.Functions.Answer("F", Answer.Json("\"late\"").In(90), Answer.Json("\"second\"").In(59));

        var execution = world.Run(
            """ "T":{"Type":"Task","Resource":"FN:F","TimeoutSeconds":60,"Retry":[{"ErrorEquals":["States.Timeout"],"IntervalSeconds":10}],"End":true} """
        );

        execution.Output.ShouldBe("\"second\"");
        execution.StopDate.ShouldBe(StatesWorld.Start.AddSeconds(129));
    }

    [Theory]
    [InlineData("States.Timeout", "SUCCEEDED")]
    [InlineData("States.ALL", "SUCCEEDED")]
    [InlineData("States.TaskFailed", "FAILED")]
    public void A_time_out_is_caught_by_its_name_or_by_States_ALL(string name, string status)
    {
        var world = new StatesWorld();
        world.Functions.Answer("F", Answer.Never);

        var execution = world.Run(
            $$"""
            "T":{"Type":"Task","Resource":"FN:F","TimeoutSeconds":60,"End":true,"Catch":[{"ErrorEquals":["{{name}}"],"Next":"S"}]},
            "S":{"Type":"Succeed"}
            """
        );

        execution.Status.ShouldBe(status);
        if (status == "SUCCEEDED")
        {
            StatesWorld.ShouldBeJson(execution.Output, """{"Error":"States.Timeout","Cause":""}""");
        }
    }

    [Theory]
    [InlineData(""" "W":{"Type":"Wait","Seconds":3600,"End":true} """)]
    [InlineData(""" "T":{"Type":"Task","Resource":"FN:Never","End":true} """)]
    [InlineData(""" "T":{"Type":"Task","Resource":"FN:Never","TimeoutSeconds":900,"End":true} """)]
    [InlineData(
        """ "T":{"Type":"Task","Resource":"FN:Fails","Retry":[{"ErrorEquals":["States.ALL"],"IntervalSeconds":3600}],"End":true} """
    )]
    public void The_machines_time_out_ends_whatever_the_execution_waits_for(string states)
    {
        var world = new StatesWorld();
        world.Functions.Answer("Never", Answer.Never).Answer("Fails", Answer.Error("E"));

        var execution = world.Run(states, top: """ "TimeoutSeconds":300, """);

        (execution.Status, execution.Error, execution.Cause).ShouldBe(("TIMED_OUT", null, null));
        execution.StopDate.ShouldBe(StatesWorld.Start.AddSeconds(300));
        var last = execution.History[^1];
        (last.Type, last.Error, last.PreviousEventId).ShouldBe(("ExecutionTimedOut", "States.Timeout", 0));
    }

    [Fact]
    public void An_execution_that_ends_in_time_is_not_disturbed_by_its_time_outs()
    {
        var world = new StatesWorld();
        world.Functions.Answer("F", Answer.Json("{}"));

        var execution = world.Run(
            """ "T":{"Type":"Task","Resource":"FN:F","TimeoutSeconds":60,"Next":"W"},"W":{"Type":"Wait","Seconds":120,"End":true} """,
            top: """ "TimeoutSeconds":300, """
        );
        while (world.Agenda.RunNext()) { }

        execution.Status.ShouldBe("SUCCEEDED");
        execution.History.Count(e => e.Type.StartsWith("Execution", StringComparison.Ordinal)).ShouldBe(2);
    }
}
