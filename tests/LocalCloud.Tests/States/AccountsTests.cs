using System.Text.Json.Nodes;

namespace LocalCloud.Tests.States;

public sealed class AccountsTests
{
    private const string Other = "222222222222";

    [Theory]
    [InlineData("DescribeStateMachine")]
    [InlineData("StartExecution")]
    [InlineData("ListExecutions")]
    public void Another_account_may_not_touch_a_machine(string operation)
    {
        var world = new StatesWorld();
        var machine = world.Machine(""" "S":{"Type":"Succeed"} """);

        world
            .Refusal(operation, new JsonObject { ["stateMachineArn"] = machine }, Other)
            .ShouldBe("AccessDeniedException");
        world
            .Refusal(operation, new JsonObject { ["stateMachineArn"] = machine }, region: "eu-west-1")
            .ShouldBe("StateMachineDoesNotExist");
    }

    [Theory]
    [InlineData("DescribeExecution")]
    [InlineData("GetExecutionHistory")]
    [InlineData("StopExecution")]
    public void Another_account_may_not_touch_an_execution(string operation)
    {
        var world = new StatesWorld();
        var execution = world.StartExecution(world.Machine(""" "S":{"Type":"Succeed"} """));

        world
            .Refusal(operation, new JsonObject { ["executionArn"] = execution.Arn }, Other)
            .ShouldBe("AccessDeniedException");
        world
            .Refusal(operation, new JsonObject { ["executionArn"] = execution.Arn }, region: "eu-west-1")
            .ShouldBe("ExecutionDoesNotExist");
        execution.Status.ShouldBe("RUNNING");
    }

    [Fact]
    public void An_account_lists_its_own_machines_of_the_Region()
    {
        var world = new StatesWorld();
        world.Machine(""" "S":{"Type":"Succeed"} """);

        world.Call("ListStateMachines", [])["stateMachines"]!.AsArray().Count.ShouldBe(1);
        world.Call("ListStateMachines", [], Other)["stateMachines"]!.AsArray().ShouldBeEmpty();
        world.Call("ListStateMachines", [], region: "eu-west-1")["stateMachines"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public void Each_call_is_logged_with_what_it_is_about()
    {
        var world = new StatesWorld();
        var machine = world.Machine(""" "S":{"Type":"Succeed"} """);
        var execution = world.StartExecution(machine);
        world.Call("ListExecutions", new JsonObject { ["stateMachineArn"] = machine });
        world.Call("DescribeExecution", new JsonObject { ["executionArn"] = execution.Arn });
        world.Call("ListStateMachines", []);

        world
            .Log.Calls.Select(c => (c.Action, c.Resource))
            .ShouldBe([
                ("states:StartExecution", machine),
                ("sts:AssumeRole", StatesWorld.Role),
                ("states:ListExecutions", machine),
                ("states:DescribeExecution", execution.Arn),
                ("states:ListStateMachines", "*"),
            ]);
    }

    [Fact]
    public void Creating_a_machine_passes_its_role()
    {
        var world = new StatesWorld();
        world.Call(
            "CreateStateMachine",
            new JsonObject
            {
                ["name"] = "m",
                ["definition"] = StatesWorld.Definition(""" "S":{"Type":"Succeed"} """),
                ["roleArn"] = StatesWorld.Role,
            }
        );

        var passed = world.Log.Calls.Single(c => c.Action == "iam:PassRole");
        (passed.Resource, passed.Implied, passed.Context["iam:PassedToService"]).ShouldBe(
            (StatesWorld.Role, true, "states.amazonaws.com")
        );
    }
}
