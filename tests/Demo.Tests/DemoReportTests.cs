using System.Text.Json.Nodes;

namespace Demo.Tests;

public class DemoReportTests
{
    [Fact]
    public void The_report_has_exactly_the_promised_members()
    {
        var report = JsonNode.Parse(DemoReport.Of([Some.Result]).ToJson())!.AsObject();

        report.Select(m => m.Key).ShouldBe(["relays"]);
        var relay = report["relays"]!.AsArray().ShouldHaveSingleItem()!.AsObject();
        relay
            .Select(m => m.Key)
            .ShouldBe([
                "snapshotArn",
                "database",
                "engine",
                "way",
                "route",
                "means",
                "reason",
                "status",
                "regionCopyArn",
                "accountCopyArn",
                "kmsKeyId",
                "copies",
                "verified",
                "problems",
                "tookSeconds",
                "awsSeconds",
                "deadSeconds",
                "ownSeconds",
                "polls",
                "lambdaInvocations",
                "awsCalls",
                "stateTransitions",
            ]);
        relay["copies"]![0]!
            .AsObject()
            .Select(m => m.Key)
            .ShouldBe(["arn", "owner", "region", "kmsKeyId", "vaultArn", "sharedWith", "answeredBy"]);
    }

    [Fact]
    public void A_relay_is_reported_with_what_was_measured_and_answered()
    {
        var relay = JsonNode.Parse(DemoReport.Of([Some.Result]).ToJson())!["relays"]![0]!;

        relay["snapshotArn"]!.GetValue<string>().ShouldBe(Some.SnapshotArn);
        relay["accountCopyArn"]!.GetValue<string>().ShouldBe("arn:of:account:copy");
        relay["kmsKeyId"]!.GetValue<string>().ShouldBe("arn:of:key");
        relay["copies"]!.AsArray().Count.ShouldBe(2);
        relay["verified"]!.GetValue<bool>().ShouldBeTrue();
        relay["awsSeconds"]!.GetValue<double>().ShouldBe(1900.123);
        relay["polls"]!.GetValue<int>().ShouldBe(25);
    }

    [Fact]
    public void What_is_not_there_is_null_and_not_verified()
    {
        var lost = Some.Result with
        {
            Outcome = new Outcome("NOT_STARTED", null, null, null, null, "No execution."),
            Answer = new CopyAnswer(null, null, ["There is no copy."]),
        };
        var relay = JsonNode.Parse(DemoReport.Of([lost]).ToJson())!["relays"]![0]!.AsObject();

        relay["verified"]!.GetValue<bool>().ShouldBeFalse();
        relay.ContainsKey("accountCopyArn").ShouldBeTrue();
        relay["accountCopyArn"].ShouldBeNull();
        lost.Good.ShouldBeFalse();
        Summary
            .Failures(lost)
            .ShouldContain(line => line.Contains("There is no copy.", StringComparison.Ordinal));
    }

    [Fact]
    public void A_relay_that_went_another_way_is_a_failure_though_its_copies_are_right()
    {
        Some.Result.Good.ShouldBeTrue();
        var other = Some.Result with
        {
            Outcome = Some.Result.Outcome with { Route = "DirectToAccount", Reason = "It was possible." },
        };

        Summary
            .Failures(other)
            .ShouldHaveSingleItem()
            .ShouldBe(
                "orders: It went by DirectToAccount (Snapshot), not by RegionThenAccount (Snapshot). It was possible."
            );
    }
}
