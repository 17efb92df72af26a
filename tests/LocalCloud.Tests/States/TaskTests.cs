using System.Text.Json.Nodes;

namespace LocalCloud.Tests.States;

public sealed class TaskTests
{
    [Fact]
    public void A_task_sends_its_parameters_and_places_the_result()
    {
        var world = new StatesWorld();
        world.Functions.Answer("Plan", Answer.Json("""{"route":"RegionOnly","more":[1]}""").In(2));

        var execution = world.Run(
            """
            "Plan":{"Type":"Task","Resource":"FN:Plan",
              "Parameters":{"now.$":"$$.State.EnteredTime","execution":{"name.$":"$$.Execution.Name"},"relay.$":"$"},
              "ResultSelector":{"route.$":"$.route","try.$":"$$.State.RetryCount"},
              "ResultPath":"$.plan","OutputPath":"$.plan","End":true}
            """,
            """{"snapshotArn":"a"}"""
        );

        StatesWorld.ShouldBeJson(
            world.Functions.Calls.ShouldHaveSingleItem().Payload,
            $$"""{"now":"2026-11-20T03:00:00Z","execution":{"name":"{{execution.Name}}"},"relay":{"snapshotArn":"a"} }"""
        );
        StatesWorld.ShouldBeJson(execution.Output, """{"route":"RegionOnly","try":0}""");
        execution.StopDate.ShouldBe(StatesWorld.Start.AddSeconds(2));
    }

    [Fact]
    public void The_integration_lambda_invoke_names_its_function_in_its_parameters()
    {
        var world = new StatesWorld();
        world.Functions.Answer("Plan", Answer.Json("""{"a":1}"""));

        var execution = world.Run(
            """
            "Plan":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke",
              "Parameters":{"FunctionName.$":"$.function","Payload":{"x.$":"$.x"}},"OutputPath":"$.Payload","End":true}
            """,
            """{"function":"Plan","x":7}"""
        );

        world.Functions.Calls.ShouldHaveSingleItem().Payload.ShouldBe("""{"x":7}""");
        execution.Output.ShouldBe("""{"a":1}""");
        execution
            .History.Select(e => e.Type)
            .ShouldBe([
                "ExecutionStarted",
                "TaskStateEntered",
                "TaskScheduled",
                "TaskStarted",
                "TaskSucceeded",
                "TaskStateExited",
                "ExecutionSucceeded",
            ]);
    }

    [Fact]
    public void An_exception_is_named_by_its_errorType_and_its_payload_is_the_cause()
    {
        var world = new StatesWorld();
        world.Functions.Answer("Plan", Answer.Error("KeyDisabled", "the key"));

        var execution = world.Run(""" "Plan":{"Type":"Task","Resource":"FN:Plan","End":true} """);

        execution.Error.ShouldBe("KeyDisabled");
        StatesWorld.ShouldBeJson(execution.Cause, """{"errorType":"KeyDisabled","errorMessage":"the key"}""");
        execution
            .History.Select(e => e.Type)
            .ShouldBe([
                "ExecutionStarted",
                "TaskStateEntered",
                "LambdaFunctionScheduled",
                "LambdaFunctionStarted",
                "LambdaFunctionFailed",
                "ExecutionFailed",
            ]);
    }

    [Theory]
    [InlineData("TooManyRequestsException", "Rate Exceeded.", 429, "Lambda.TooManyRequestsException")]
    [InlineData(
        "ResourceNotFoundException",
        "Function not found: x",
        404,
        "Lambda.ResourceNotFoundException"
    )]
    [InlineData("ServiceException", "Internal error", 500, "Lambda.ServiceException")]
    [InlineData("AccessDeniedException", "not authorized", 403, "Lambda.AWSLambdaException")]
    public void What_Lambda_refuses_is_named_as_AWS_names_it(
        string code,
        string message,
        int status,
        string error
    )
    {
        var world = new StatesWorld();
        world.Functions.Answer("Plan", Answer.Refused(code, message, status));

        var execution = world.Run(""" "Plan":{"Type":"Task","Resource":"FN:Plan","End":true} """);

        execution.Error.ShouldBe(error);
        execution.Cause!.ShouldStartWith(
            $"{message} (Service: AWSLambda; Status Code: {status}; Error Code: {code}; Request ID: "
        );
    }

    [Theory]
    [InlineData("""{"errorMessage":"Task timed out after 3.00 seconds"}""")]
    [InlineData("no json")]
    public void A_failure_without_errorType_is_unknown(string payload)
    {
        var world = new StatesWorld();
        world.Functions.Answer("Plan", new Answer(new(payload, "Unhandled")));

        var execution = world.Run(""" "Plan":{"Type":"Task","Resource":"FN:Plan","End":true} """);

        execution.Error.ShouldBe("Lambda.Unknown");
        execution.Cause!.ShouldEndWith($"Returned payload: {payload}");
    }

    [Fact]
    public void A_result_above_256_KiB_fails_the_task_and_States_ALL_does_not_catch_it()
    {
        var world = new StatesWorld();
        world.Functions.Answer("Plan", Answer.Json($"\"{new string('é', 131_072)}\""));

        var execution = world.Run(
            """
            "Plan":{"Type":"Task","Resource":"FN:Plan","Catch":[{"ErrorEquals":["States.ALL"],"Next":"Caught"}],"End":true},
            "Caught":{"Type":"Succeed"}
            """
        );

        (execution.Status, execution.Error).ShouldBe(("FAILED", "States.DataLimitExceeded"));
        execution.Cause.ShouldBe(
            $"The state/task '{StatesWorld.Function("Plan")}' returned a result with a size exceeding the maximum number of bytes service limit."
        );
    }

    [Fact]
    public void An_invocation_is_an_authorisation_of_the_machines_role()
    {
        var world = new StatesWorld();
        world.Functions.Answer("Plan", Answer.Error("Again"), Answer.Json("{}"));

        world.Run(
            """ "Plan":{"Type":"Task","Resource":"FN:Plan","Retry":[{"ErrorEquals":["Again"]}],"End":true} """
        );

        var invocations = world.Log.Calls.Where(c => c.Action == "lambda:InvokeFunction").ToList();
        invocations.Count.ShouldBe(2);
        invocations[0].Caller.ShouldBe(StatesWorld.Role);
        invocations[0].Resource.ShouldBe(StatesWorld.Function("Plan"));
        (invocations[0].AccountId, invocations[0].Region, invocations[0].Implied).ShouldBe(
            (StatesWorld.Account, StatesWorld.Region, false)
        );
    }

    [Fact]
    public void State_transitions_are_states_entered_and_retries()
    {
        var world = new StatesWorld();
        world.Functions.Answer("Plan", Answer.Error("Again"), Answer.Error("Again"), Answer.Json("{}"));

        var execution = world.Run(
            """
            "Plan":{"Type":"Task","Resource":"FN:Plan","Retry":[{"ErrorEquals":["Again"]}],"Next":"W"},
            "W":{"Type":"Wait","Seconds":1,"Next":"Done"},
            "Done":{"Type":"Succeed"}
            """
        );

        execution.StateTransitions.ShouldBe(5);
    }

    [Fact]
    public void A_relays_loop_of_wait_check_and_choice_runs_to_its_end()
    {
        var world = new StatesWorld();
        world.Functions.Answer(
            "Check",
            Answer.Json("""{"wait":{"seconds":600},"done":false}"""),
            Answer.Json("""{"wait":{"seconds":60},"done":false}"""),
            Answer.Json("""{"done":true}""")
        );

        var execution = world.Run(
            """
            "Wait":{"Type":"Wait","SecondsPath":"$.wait.seconds","Next":"Check"},
            "Check":{"Type":"Task","Resource":"FN:Check","Next":"Done?"},
            "Done?":{"Type":"Choice","Choices":[{"Variable":"$.done","BooleanEquals":true,"Next":"End"}],"Default":"Wait"},
            "End":{"Type":"Succeed"}
            """,
            """{"wait":{"seconds":120}}"""
        );

        StatesWorld
            .Way(execution)
            .ShouldBe(["Wait", "Check", "Done?", "Wait", "Check", "Done?", "Wait", "Check", "Done?", "End"]);
        execution.StopDate.ShouldBe(StatesWorld.Start.AddSeconds(780));
        JsonNode.Parse(execution.Output!)!["done"]!.GetValue<bool>().ShouldBeTrue();
    }
}
