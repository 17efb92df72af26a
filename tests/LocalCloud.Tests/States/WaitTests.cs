namespace LocalCloud.Tests.States;

public sealed class WaitTests
{
    [Theory]
    [InlineData(""" "Seconds":90 """, 90)]
    [InlineData(""" "Seconds":0 """, 0)]
    [InlineData(""" "SecondsPath":"$.wait.seconds" """, 600)]
    [InlineData(""" "Timestamp":"2026-11-20T03:05:00Z" """, 300)]
    [InlineData(""" "TimestampPath":"$.wait.until" """, 3600)]
    [InlineData(""" "Timestamp":"2026-11-20T02:00:00Z" """, 0)]
    public void A_wait_ends_when_it_says(string end, int seconds)
    {
        var execution = new StatesWorld().Run(
            $$""" "W":{"Type":"Wait",{{end}},"End":true} """,
            """{"wait":{"seconds":600,"until":"2026-11-20T05:00:00+01:00"}}"""
        );

        execution.StopDate.ShouldBe(StatesWorld.Start.AddSeconds(seconds));
        execution
            .History.Select(e => e.Type)
            .ShouldBe(["ExecutionStarted", "WaitStateEntered", "WaitStateExited", "ExecutionSucceeded"]);
    }

    [Theory]
    [InlineData(""" "SecondsPath":"$.wait" """, """{}""")]
    [InlineData(""" "SecondsPath":"$.wait" """, """{"wait":"7"}""")]
    [InlineData(""" "SecondsPath":"$.wait" """, """{"wait":7.5}""")]
    [InlineData(""" "SecondsPath":"$.wait" """, """{"wait":-1}""")]
    [InlineData(""" "SecondsPath":"$.wait" """, """{"wait":100000000}""")]
    [InlineData(""" "TimestampPath":"$.wait" """, """{"wait":"2026-11-20T03:00:00"}""")]
    [InlineData(""" "TimestampPath":"$.wait" """, """{"wait":1}""")]
    public void A_wait_for_something_else_fails(string end, string input)
    {
        var execution = new StatesWorld().Run($$""" "W":{"Type":"Wait",{{end}},"End":true} """, input);

        (execution.Status, execution.Error).ShouldBe(("FAILED", "States.Runtime"));
        execution.Cause!.ShouldContain("$.wait");
    }

    [Fact]
    public void Executions_that_wait_together_go_on_in_the_order_of_their_ends()
    {
        var world = new StatesWorld();
        var machine = world.Machine(""" "W":{"Type":"Wait","SecondsPath":"$.s","End":true} """);
        var late = world.StartExecution(machine, """{"s":20}""");
        var soon = world.StartExecution(machine, """{"s":10}""");

        world.RunUntil(() => soon.StopDate is not null);

        late.Status.ShouldBe("RUNNING");
        late.CurrentState.ShouldBe("W");
        world.Agenda.Now.ShouldBe(StatesWorld.Start.AddSeconds(10));
    }
}
