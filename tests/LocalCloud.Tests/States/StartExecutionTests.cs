using System.Text.Json.Nodes;
using LocalCloud.Kernel;

namespace LocalCloud.Tests.States;

public sealed class StartExecutionTests
{
    private const string Waiting = """ "W":{"Type":"Wait","Seconds":60,"End":true} """;

    [Fact]
    public void The_same_name_and_input_while_it_runs_is_the_same_execution()
    {
        var world = new StatesWorld();
        var machine = world.Machine(Waiting);
        var first = Start(world, machine, "relay-1", """{"a":1}""");
        world.Agenda.JumpTo(StatesWorld.Start.AddSeconds(30));

        var second = Start(world, machine, "relay-1", """{"a":1}""");

        second.ToJsonString().ShouldBe(first.ToJsonString());
        first["executionArn"]!
            .GetValue<string>()
            .ShouldBe(
                machine.Replace(":stateMachine:", ":execution:", StringComparison.Ordinal) + ":relay-1"
            );
        world.Api.ExecutionsOf(machine).Count.ShouldBe(1);
    }

    [Fact]
    public void The_same_name_with_other_input_or_of_a_closed_execution_is_refused()
    {
        var world = new StatesWorld();
        var machine = world.Machine(Waiting);
        Start(world, machine, "relay-1", """{"a":1}""");

        ShouldExist(world, machine, """{"a":2}""");
        world.RunUntil(() => world.Api.ExecutionsOf(machine)[0].StopDate is not null);
        ShouldExist(world, machine, """{"a":1}""");
    }

    [Fact]
    public void A_name_is_free_again_90_days_after_its_execution_ended()
    {
        var world = new StatesWorld();
        var machine = world.Machine(Waiting);
        var first = world.StartExecution(machine, name: "relay-1");
        world.RunUntil(() => first.StopDate is not null);

        world.Agenda.JumpTo(first.StopDate!.Value.AddDays(90));

        var second = world.StartExecution(machine, name: "relay-1");
        second.ShouldNotBeSameAs(first);
        world.Api.ExecutionsOf(machine).ShouldBe([second]);
    }

    [Fact]
    public void Without_a_name_and_input_the_service_gives_a_UUID_and_an_empty_object()
    {
        var world = new StatesWorld();

        var reply = world.Call(
            "StartExecution",
            new JsonObject { ["stateMachineArn"] = world.Machine(Waiting) }
        );

        var execution = world.Api.Execution(reply["executionArn"]!.GetValue<string>())!;
        Guid.TryParseExact(execution.Name, "D", out _).ShouldBeTrue();
        execution.Input.ShouldBe("{}");
        reply["startDate"]!.GetValue<double>().ShouldBe(StatesWorld.Start.ToUnixTimeSeconds());
    }

    [Fact]
    public void Starting_comes_before_the_first_state()
    {
        var world = new StatesWorld();

        var execution = world.StartExecution(world.Machine(""" "S":{"Type":"Succeed"} """));

        (execution.Status, execution.History.Count, execution.CurrentState).ShouldBe(("RUNNING", 1, null));
    }

    [Theory]
    [InlineData("rds:orders", "InvalidName")]
    [InlineData("two words", "InvalidName")]
    [InlineData("a/b", "InvalidName")]
    [InlineData("question?", "InvalidName")]
    [InlineData("", "InvalidName")]
    [InlineData("tab\t", "InvalidName")]
    [InlineData(
        "81-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "ValidationException"
    )]
    public void A_name_that_AWS_does_not_take_is_refused(string name, string code)
    {
        var world = new StatesWorld();

        world
            .Refusal(
                "StartExecution",
                new JsonObject { ["stateMachineArn"] = world.Machine(Waiting), ["name"] = name }
            )
            .ShouldBe(code);
    }

    [Theory]
    [InlineData("Orders_2026.11-20")]
    [InlineData("80-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")]
    public void A_name_that_AWS_takes_is_taken(string name)
    {
        var world = new StatesWorld();

        world.StartExecution(world.Machine(Waiting), name: name).Name.ShouldBe(name);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("{'a':1}")]
    [InlineData("{\"a\":1")]
    public void Input_that_is_no_JSON_is_refused(string input)
    {
        var world = new StatesWorld();

        world
            .Refusal(
                "StartExecution",
                new JsonObject { ["stateMachineArn"] = world.Machine(Waiting), ["input"] = input }
            )
            .ShouldBe("InvalidExecutionInput");
    }

    [Theory]
    [InlineData(262_144, true)]
    [InlineData(262_145, false)]
    public void Input_has_at_most_262144_bytes(int bytes, bool accepted)
    {
        var world = new StatesWorld();
        var machine = world.Machine(Waiting);
        var input = $"\"{new string('é', (bytes - 2) / 2)}{(bytes % 2 == 0 ? "" : "x")}\"";

        if (accepted)
        {
            world.StartExecution(machine, input).Status.ShouldBe("RUNNING");
        }
        else
        {
            world
                .Refusal(
                    "StartExecution",
                    new JsonObject { ["stateMachineArn"] = machine, ["input"] = input }
                )
                .ShouldBe("InvalidExecutionInput");
        }
    }

    [Theory]
    [InlineData("7")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    public void Any_JSON_is_input(string input)
    {
        var execution = new StatesWorld().Run(""" "S":{"Type":"Succeed"} """, input);

        execution.Output.ShouldBe(input);
    }

    [Fact]
    public void Stopping_ends_a_running_execution_once()
    {
        var world = new StatesWorld();
        var execution = world.StartExecution(world.Machine(Waiting));
        world.RunUntil(() => execution.CurrentState is not null);
        world.Agenda.JumpTo(StatesWorld.Start.AddSeconds(10));

        var stop = new JsonObject
        {
            ["executionArn"] = execution.Arn,
            ["error"] = "Manual",
            ["cause"] = "enough",
        };
        var first = world.Call("StopExecution", stop);
        world.Agenda.JumpTo(StatesWorld.Start.AddSeconds(20));
        var second = world.Call("StopExecution", stop);
        while (world.Agenda.RunNext()) { }

        second.ToJsonString().ShouldBe(first.ToJsonString());
        (execution.Status, execution.Error, execution.Cause).ShouldBe(("ABORTED", "Manual", "enough"));
        execution
            .History.Select(e => (e.Type, e.PreviousEventId))
            .ShouldBe([("ExecutionStarted", 0), ("WaitStateEntered", 0), ("ExecutionAborted", 0)]);
    }

    private static JsonObject Start(StatesWorld world, string machine, string name, string input) =>
        world.Call(
            "StartExecution",
            new JsonObject
            {
                ["stateMachineArn"] = machine,
                ["name"] = name,
                ["input"] = input,
            }
        );

    private static void ShouldExist(StatesWorld world, string machine, string input) =>
        Should
            .Throw<AwsError>(() => Start(world, machine, "relay-1", input))
            .Code.ShouldBe("ExecutionAlreadyExists");
}
