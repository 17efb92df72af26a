using System.Text.Json.Nodes;
using LocalCloud.States;

namespace LocalCloud.Tests.States;

public sealed class HistoryTests
{
    [Fact]
    public void Events_have_AWSs_types_ids_and_details()
    {
        var world = new StatesWorld();
        world.Functions.Answer("F", Answer.Error("Bad").In(1));
        var execution = world.Run(
            """
            "T":{"Type":"Task","Resource":"FN:F","TimeoutSeconds":60,"End":true,"Catch":[{"ErrorEquals":["Bad"],"ResultPath":"$.error","Next":"F"}]},
            "F":{"Type":"Fail","ErrorPath":"$.error.Error","Cause":"told"}
            """,
            """{"a":1}"""
        );

        var failed = """{\"errorType\":\"Bad\",\"errorMessage\":\"it went wrong\"}""";
        var caught =
            """{\"a\":1,\"error\":{\"Error\":\"Bad\",\"Cause\":\"{\\\"errorType\\\":\\\"Bad\\\",\\\"errorMessage\\\":\\\"it went wrong\\\"}\"}}""";
        var at = StatesWorld.Start.ToUnixTimeSeconds();
        StatesWorld.ShouldBeJson(
            History(world, execution, new JsonObject())["events"]!.ToJsonString(),
            $$"""
            [
              {"timestamp":{{at}},"type":"ExecutionStarted","id":1,"previousEventId":0,
               "executionStartedEventDetails":{"input":"{\"a\":1}","inputDetails":{"truncated":false},"roleArn":"{{StatesWorld.Role}}"} },
              {"timestamp":{{at}},"type":"TaskStateEntered","id":2,"previousEventId":0,
               "stateEnteredEventDetails":{"name":"T","input":"{\"a\":1}","inputDetails":{"truncated":false} } },
              {"timestamp":{{at}},"type":"LambdaFunctionScheduled","id":3,"previousEventId":2,
               "lambdaFunctionScheduledEventDetails":{"resource":"{{StatesWorld.Function(
                "F"
            )}}","input":"{\"a\":1}","inputDetails":{"truncated":false},"timeoutInSeconds":60} },
              {"timestamp":{{at}},"type":"LambdaFunctionStarted","id":4,"previousEventId":3},
              {"timestamp":{{at + 1}},"type":"LambdaFunctionFailed","id":5,"previousEventId":4,
               "lambdaFunctionFailedEventDetails":{"error":"Bad","cause":"{{failed}}"} },
              {"timestamp":{{at + 1}},"type":"TaskStateExited","id":6,"previousEventId":5,
               "stateExitedEventDetails":{"name":"T","output":"{{caught}}","outputDetails":{"truncated":false} } },
              {"timestamp":{{at + 1}},"type":"FailStateEntered","id":7,"previousEventId":6,
               "stateEnteredEventDetails":{"name":"F","input":"{{caught}}","inputDetails":{"truncated":false} } },
              {"timestamp":{{at + 1}},"type":"ExecutionFailed","id":8,"previousEventId":7,
               "executionFailedEventDetails":{"error":"Bad","cause":"told"} }
            ]
            """
        );
    }

    [Fact]
    public void Success_ends_with_the_output()
    {
        var world = new StatesWorld();
        var execution = world.Run(
            """
            "W":{"Type":"Wait","Seconds":1,"Next":"C"},
            "C":{"Type":"Choice","Choices":[{"Variable":"$.a","IsPresent":true,"Next":"P"}]},
            "P":{"Type":"Pass","Next":"S"},
            "S":{"Type":"Succeed"}
            """,
            """{"a":1}"""
        );

        execution
            .History.Select(e => e.Type)
            .ShouldBe([
                "ExecutionStarted",
                "WaitStateEntered",
                "WaitStateExited",
                "ChoiceStateEntered",
                "ChoiceStateExited",
                "PassStateEntered",
                "PassStateExited",
                "SucceedStateEntered",
                "SucceedStateExited",
                "ExecutionSucceeded",
            ]);
        var last = History(world, execution, new JsonObject { ["reverseOrder"] = true, ["maxResults"] = 1 })[
            "events"
        ]![0]!;
        StatesWorld.ShouldBeJson(
            last["executionSucceededEventDetails"]!.ToJsonString(),
            """{"output":"{\"a\":1}","outputDetails":{"truncated":false}}"""
        );
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Pages_follow_each_other_without_gaps(bool reverse)
    {
        var world = new StatesWorld();
        var execution = world.Run(
            """ "A":{"Type":"Pass","Next":"B"},"B":{"Type":"Pass","Next":"C"},"C":{"Type":"Pass","End":true} """
        );

        var ids = new List<long>();
        JsonNode? token = null;
        do
        {
            var page = History(
                world,
                execution,
                new JsonObject
                {
                    ["maxResults"] = 3,
                    ["reverseOrder"] = reverse,
                    ["nextToken"] = token,
                }
            );
            page["events"]!.AsArray().Count.ShouldBeLessThanOrEqualTo(3);
            ids.AddRange(page["events"]!.AsArray().Select(e => e!["id"]!.GetValue<long>()));
            token = page["nextToken"]?.DeepClone();
        } while (token is not null);

        var expected = Enumerable.Range(1, 8).Select(i => (long)i);
        ids.ShouldBe(reverse ? expected.Reverse() : expected);
    }

    [Fact]
    public void Execution_data_is_left_out_on_request()
    {
        var world = new StatesWorld();
        var execution = world.Run(""" "A":{"Type":"Pass","End":true} """, """{"secret":1}""");

        var reply = History(world, execution, new JsonObject { ["includeExecutionData"] = false })
            .ToJsonString();

        reply.ShouldNotContain("secret");
        reply.ShouldContain("\"name\":\"A\"");
    }

    [Fact]
    public void With_the_25000th_event_an_endless_execution_ends()
    {
        var execution = new StatesWorld().Run(
            """ "C":{"Type":"Choice","Choices":[{"Variable":"$","IsPresent":true,"Next":"C"}]} """
        );

        (execution.Status, execution.Error).ShouldBe(("FAILED", "States.Runtime"));
        execution.Cause.ShouldBe("The execution reached the maximum number of history events (25000).");
        execution.History.Count.ShouldBe(Execution.MostEvents);
        (execution.History[^1].Id, execution.History[^1].PreviousEventId).ShouldBe((25_000, 24_999));
        execution.History[^2].Type.ShouldBe("ChoiceStateExited");
    }

    private static JsonObject History(StatesWorld world, Execution execution, JsonObject input)
    {
        input["executionArn"] = execution.Arn;
        return world.Call("GetExecutionHistory", input);
    }
}
