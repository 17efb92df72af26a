namespace LocalCloud.Tests.States;

public sealed class CatchTests
{
    private const string Ends = """
        "A":{"Type":"Succeed"},"B":{"Type":"Succeed"},"All":{"Type":"Succeed"}
        """;

    [Theory]
    [InlineData("ErrorA", "A")]
    [InlineData("ErrorB", "B")]
    [InlineData("Other", "All")]
    public void The_first_catcher_that_names_the_error_takes_it(string error, string end)
    {
        var world = new StatesWorld();
        world.Functions.Answer("F", Answer.Error(error));

        var execution = world.Run(
            $$"""
            "T":{"Type":"Task","Resource":"FN:F","Next":"A","Catch":[
              {"ErrorEquals":["ErrorA"],"Next":"A","ResultPath":"$.errors.T"},
              {"ErrorEquals":["ErrorB","ErrorA"],"Next":"B","ResultPath":"$.errors.T"},
              {"ErrorEquals":["States.ALL"],"Next":"All","ResultPath":"$.errors.T"}]},
            {{Ends}}
            """,
            """{"a":1}"""
        );

        StatesWorld.Way(execution).ShouldBe(["T", end]);
        StatesWorld.ShouldBeJson(
            execution.Output,
            $$"""{"a":1,"errors":{"T":{"Error":"{{error}}","Cause":"{\"errorType\":\"{{error}}\",\"errorMessage\":\"it went wrong\"}"} } }"""
        );
    }

    [Theory]
    [InlineData("", """{"Error":"E","Cause":"{\"errorType\":\"E\",\"errorMessage\":\"it went wrong\"}"}""")]
    [InlineData(""","ResultPath":null""", """{"a":1}""")]
    public void The_error_replaces_the_input_unless_a_ResultPath_says_otherwise(
        string resultPath,
        string output
    )
    {
        var world = new StatesWorld();
        world.Functions.Answer("F", Answer.Error("E"));

        var execution = world.Run(
            $$"""
            "T":{"Type":"Task","Resource":"FN:F","OutputPath":"$.not.for.errors","End":true,"Catch":[{"ErrorEquals":["E"],"Next":"S"{{resultPath}}}]},
            "S":{"Type":"Succeed"}
            """,
            """{"a":1}"""
        );

        StatesWorld.ShouldBeJson(execution.Output, output);
    }

    [Fact]
    public void Retry_comes_before_Catch()
    {
        var world = new StatesWorld();
        world.Functions.Answer("F", Answer.Error("E"));

        var execution = world.Run(
            """
            "T":{"Type":"Task","Resource":"FN:F","End":true,
              "Retry":[{"ErrorEquals":["E"],"MaxAttempts":2}],
              "Catch":[{"ErrorEquals":["E"],"Next":"S"}]},
            "S":{"Type":"Succeed"}
            """
        );

        world.Functions.Calls.Count.ShouldBe(3);
        execution.Status.ShouldBe("SUCCEEDED");
    }

    [Theory]
    [InlineData(""" "Parameters":{"p.$":"$.no"} """)]
    [InlineData(""" "ResultSelector":{"p.$":"$.no"} """)]
    public void A_runtime_error_is_neither_retried_nor_caught(string broken)
    {
        var world = new StatesWorld();
        world.Functions.Answer("F", Answer.Json("{}"));

        var execution = world.Run(
            $$"""
            "T":{"Type":"Task","Resource":"FN:F",{{broken}},"End":true,
              "Retry":[{"ErrorEquals":["States.ALL"]}],
              "Catch":[{"ErrorEquals":["States.Runtime","States.TaskFailed"],"Next":"S"},{"ErrorEquals":["States.ALL"],"Next":"S"}]},
            "S":{"Type":"Succeed"}
            """
        );

        (execution.Status, execution.Error).ShouldBe(("FAILED", "States.Runtime"));
        execution.Cause!.ShouldStartWith(
            "An error occurred while executing the state 'T' (entered at the event id #2). The JSONPath '$.no'"
        );
        execution.History[^1].Type.ShouldBe("ExecutionFailed");
    }

    [Fact]
    public void A_result_that_can_not_be_placed_is_caught_by_its_name()
    {
        var world = new StatesWorld();
        world.Functions.Answer("F", Answer.Json("{}"));

        var execution = world.Run(
            """
            "T":{"Type":"Task","Resource":"FN:F","ResultPath":"$.a.b","End":true,"Catch":[{"ErrorEquals":["States.ResultPathMatchFailure"],"Next":"S"}]},
            "S":{"Type":"Succeed"}
            """,
            """{"a":null}"""
        );

        execution.Status.ShouldBe("SUCCEEDED");
    }
}
