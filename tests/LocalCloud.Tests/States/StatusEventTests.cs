using System.Text.Json.Nodes;

namespace LocalCloud.Tests.States;

public sealed class StatusEventTests
{
    [Fact]
    public void A_start_and_an_end_are_told_on_the_accounts_default_bus()
    {
        var world = new StatesWorld();
        var execution = world.Run(""" "W":{"Type":"Wait","Seconds":7,"End":true} """, """{"a":1}""");

        world
            .Events.Emitted.Select(e => (e.Account, e.Region))
            .Distinct()
            .ShouldBe([(StatesWorld.Account, StatesWorld.Region)]);
        var (started, ended) = (world.Events.Emitted[0].Envelope, world.Events.Emitted[1].Envelope);
        (started["source"]!.ToString(), started["detail-type"]!.ToString()).ShouldBe(
            ("aws.states", "Step Functions Execution Status Change")
        );
        (started["resources"]![0]!.ToString(), ended["time"]!.ToString()).ShouldBe(
            (execution.Arn, "2026-11-20T03:00:07Z")
        );
        started["id"]!.ToString().ShouldNotBe(ended["id"]!.ToString());
        (started["detail"]!["status"]!.ToString(), started["detail"]!["stopDate"]).ShouldBe(
            ("RUNNING", (JsonNode?)null)
        );
        var at = StatesWorld.Start.ToUnixTimeMilliseconds();
        StatesWorld.ShouldBeJson(
            ended["detail"]!.ToJsonString(),
            $$"""
            {"executionArn":"{{execution.Arn}}","stateMachineArn":"{{execution.Machine.Arn}}","stateMachineVersionArn":null,"stateMachineAliasArn":null,
             "name":"{{execution.Name}}","status":"SUCCEEDED","startDate":{{at}},"stopDate":{{at + 7000}},
             "input":"{\"a\":1}","inputDetails":{"included":true},"output":"{\"a\":1}","outputDetails":{"included":true},
             "error":null,"cause":null,"redriveCount":0,"redriveDate":null,
             "redriveStatus":"NOT_REDRIVABLE","redriveStatusReason":"Execution is SUCCEEDED and cannot be redriven"}
            """
        );
    }

    [Fact]
    public void A_failure_tells_its_error_and_cause()
    {
        var world = new StatesWorld();
        world.Run(""" "F":{"Type":"Fail","Error":"CopyFailed","Cause":"at 40 %"} """);

        var detail = world.Events.Emitted[^1].Envelope["detail"]!;
        (detail["status"]!.ToString(), detail["error"]!.ToString(), detail["cause"]!.ToString()).ShouldBe(
            ("FAILED", "CopyFailed", "at 40 %")
        );
        detail["output"].ShouldBeNull();
    }

    [Fact]
    public void Input_that_is_too_large_for_an_event_is_left_out()
    {
        var world = new StatesWorld();
        world.Run(""" "S":{"Type":"Succeed"} """, $"\"{new string('x', 200_000)}\"");

        var detail = world.Events.Emitted[^1].Envelope["detail"]!;
        (
            detail["inputDetails"]!["included"]!.GetValue<bool>(),
            detail["outputDetails"]!["included"]!.GetValue<bool>()
        ).ShouldBe((false, true));
        detail["input"].ShouldBeNull();
    }
}
