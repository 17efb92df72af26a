using System.Text.Json.Nodes;

namespace LocalCloud.Tests.States;

public sealed class ListAndDescribeTests
{
    [Fact]
    public void Executions_are_listed_newest_first_page_by_page()
    {
        var world = new StatesWorld();
        var machine = world.Machine(""" "W":{"Type":"Wait","Seconds":60,"End":true} """);
        for (var i = 1; i <= 5; i++)
        {
            world.StartExecution(machine, name: $"e{i}");
        }

        var first = List(world, machine, new JsonObject { ["maxResults"] = 2 });
        world.StartExecution(machine, name: "e6");
        var second = List(
            world,
            machine,
            new JsonObject { ["maxResults"] = 2, ["nextToken"] = first["nextToken"]!.DeepClone() }
        );
        var third = List(
            world,
            machine,
            new JsonObject { ["maxResults"] = 2, ["nextToken"] = second["nextToken"]!.DeepClone() }
        );

        Names(first).ShouldBe(["e5", "e4"]);
        Names(second).ShouldBe(["e3", "e2"]);
        Names(third).ShouldBe(["e1"]);
        third.ContainsKey("nextToken").ShouldBeFalse();
    }

    [Fact]
    public void The_status_filter_keeps_what_it_names()
    {
        var world = new StatesWorld();
        var machine = world.Machine(""" "W":{"Type":"Wait","SecondsPath":"$.s","End":true} """);
        var quick = world.StartExecution(machine, """{"s":1}""", "quick");
        world.StartExecution(machine, """{"s":100}""", "slow");
        world.StartExecution(machine, """{}""", "broken");
        world.RunUntil(() => quick.StopDate is not null);

        Names(List(world, machine, new JsonObject { ["statusFilter"] = "RUNNING" })).ShouldBe(["slow"]);
        Names(List(world, machine, new JsonObject { ["statusFilter"] = "SUCCEEDED" })).ShouldBe(["quick"]);
        Names(List(world, machine, new JsonObject { ["statusFilter"] = "FAILED" })).ShouldBe(["broken"]);
        Names(List(world, machine, new JsonObject { ["statusFilter"] = "ABORTED" })).ShouldBeEmpty();
        Names(List(world, machine, [])).ShouldBe(["broken", "slow", "quick"]);
    }

    [Fact]
    public void A_description_has_the_members_that_the_execution_has()
    {
        var world = new StatesWorld();
        var machine = world.Machine(
            """ "C":{"Type":"Choice","Choices":[{"Variable":"$.a","NumericEquals":1,"Next":"S"}],"Default":"F"},"S":{"Type":"Succeed"},"F":{"Type":"Fail","Error":"E"} """
        );
        var good = world.StartExecution(machine, """{"a": 1}""", "good");
        var running = Describe(world, good.Arn);
        var bad = world.StartExecution(machine, """{"a":2}""", "bad");
        world.RunUntil(() => bad.StopDate is not null);
        var at = StatesWorld.Start.ToUnixTimeSeconds();

        StatesWorld.ShouldBeJson(
            running,
            $$"""{"executionArn":"{{good.Arn}}","stateMachineArn":"{{machine}}","name":"good","status":"RUNNING","startDate":{{at}},"redriveCount":0,"input":"{\"a\": 1}","inputDetails":{"included":true},"redriveStatus":"NOT_REDRIVABLE","redriveStatusReason":"Execution is RUNNING and cannot be redriven"}"""
        );
        StatesWorld.ShouldBeJson(
            Describe(world, good.Arn),
            $$"""{"executionArn":"{{good.Arn}}","stateMachineArn":"{{machine}}","name":"good","status":"SUCCEEDED","startDate":{{at}},"stopDate":{{at}},"redriveCount":0,"input":"{\"a\": 1}","inputDetails":{"included":true},"output":"{\"a\": 1}","outputDetails":{"included":true},"redriveStatus":"NOT_REDRIVABLE","redriveStatusReason":"Execution is SUCCEEDED and cannot be redriven"}"""
        );
        StatesWorld.ShouldBeJson(
            Describe(world, bad.Arn),
            $$"""{"executionArn":"{{bad.Arn}}","stateMachineArn":"{{machine}}","name":"bad","status":"FAILED","startDate":{{at}},"stopDate":{{at}},"redriveCount":0,"input":"{\"a\":2}","inputDetails":{"included":true},"error":"E","redriveStatus":"REDRIVABLE"}"""
        );
    }

    [Fact]
    public void A_state_machine_is_created_once_and_described_as_it_was_given()
    {
        var world = new StatesWorld();
        var input = new JsonObject
        {
            ["name"] = "relay",
            ["definition"] = StatesWorld.Definition(""" "S":{"Type":"Succeed"} """),
            ["roleArn"] = StatesWorld.Role,
        };

        var created = world.Call("CreateStateMachine", input);
        world.Call("CreateStateMachine", input).ToJsonString().ShouldBe(created.ToJsonString());
        var described = world.Call(
            "DescribeStateMachine",
            new JsonObject { ["stateMachineArn"] = created["stateMachineArn"]!.DeepClone() }
        );

        described["definition"]!.ToJsonString().ShouldBe(input["definition"]!.ToJsonString());
        (
            described["type"]!.ToString(),
            described["status"]!.ToString(),
            described["roleArn"]!.ToString()
        ).ShouldBe(("STANDARD", "ACTIVE", StatesWorld.Role));
        world.Call("ListStateMachines", [])["stateMachines"]!.AsArray().Count.ShouldBe(1);
        input["definition"] = StatesWorld.Definition(""" "Other":{"Type":"Succeed"} """);
        world.Refusal("CreateStateMachine", input).ShouldBe("StateMachineAlreadyExists");
    }

    [Fact]
    public void A_machine_that_is_deployed_anew_serves_new_executions_only()
    {
        var world = new StatesWorld();
        var machine = world.Machine(
            """ "W":{"Type":"Wait","Seconds":60,"Next":"Old"},"Old":{"Type":"Succeed"} """,
            name: "relay"
        );
        var old = world.StartExecution(machine);
        world.RunUntil(() => old.CurrentState is not null);

        world.Machine(""" "New":{"Type":"Succeed"} """, name: "relay").ShouldBe(machine);
        var young = world.StartExecution(machine);
        world.RunUntil(() => old.StopDate is not null);

        StatesWorld.Way(old).ShouldBe(["W", "Old"]);
        StatesWorld.Way(young).ShouldBe(["New"]);
        world.Api.ExecutionsOf(machine).Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("maxResults", 1001, "ValidationException")]
    [InlineData("maxResults", -1, "ValidationException")]
    [InlineData("nextToken", "nonsense", "InvalidToken")]
    [InlineData("nextToken", "NSBleGVjdXRpb25z", "InvalidToken")]
    [InlineData("statusFilter", "DONE", "ValidationException")]
    [InlineData("redriveFilter", "REDRIVEN", "NotSimulated")]
    public void What_can_not_be_listed_is_refused(string member, object value, string code)
    {
        var world = new StatesWorld();
        var input = new JsonObject
        {
            ["stateMachineArn"] = world.Machine(""" "S":{"Type":"Succeed"} """),
            [member] = JsonValue.Create(value),
        };

        world.Refusal("ListExecutions", input).ShouldBe(code);
    }

    [Theory]
    [InlineData(
        "StartExecution",
        "stateMachineArn",
        "arn:aws:states:eu-central-1:111111111111:stateMachine:none",
        "StateMachineDoesNotExist"
    )]
    [InlineData("DescribeStateMachine", "stateMachineArn", "relay", "InvalidArn")]
    [InlineData(
        "ListExecutions",
        "stateMachineArn",
        "arn:aws:states:eu-central-1:111111111111:execution:a:b",
        "InvalidArn"
    )]
    [InlineData(
        "DescribeExecution",
        "executionArn",
        "arn:aws:states:eu-central-1:111111111111:execution:a:b",
        "ExecutionDoesNotExist"
    )]
    [InlineData(
        "GetExecutionHistory",
        "executionArn",
        "arn:aws:states:eu-central-1:111111111111:stateMachine:a",
        "InvalidArn"
    )]
    [InlineData(
        "StopExecution",
        "executionArn",
        "arn:aws:states:eu-central-1:111111111111:execution:a:b",
        "ExecutionDoesNotExist"
    )]
    [InlineData("StopExecution", "other", "x", "ValidationException")]
    [InlineData(
        "RedriveExecution",
        "executionArn",
        "arn:aws:states:eu-central-1:111111111111:execution:a:b",
        "NotSimulated"
    )]
    public void What_is_not_there_is_refused_by_name(
        string operation,
        string member,
        string value,
        string code
    ) => new StatesWorld().Refusal(operation, new JsonObject { [member] = value }).ShouldBe(code);

    private static JsonObject List(StatesWorld world, string machine, JsonObject input)
    {
        input["stateMachineArn"] = machine;
        return world.Call("ListExecutions", input);
    }

    private static string Describe(StatesWorld world, string arn) =>
        world.Call("DescribeExecution", new JsonObject { ["executionArn"] = arn }).ToJsonString();

    private static IEnumerable<string> Names(JsonObject list) =>
        list["executions"]!.AsArray().Select(e => e!["name"]!.GetValue<string>());
}
