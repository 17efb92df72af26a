using System.Text.Json.Nodes;

namespace Demo.Tests;

public class DemoReportTests
{
    private static readonly RelayResult Result = new(
        new Source(Some.Database, Some.SnapshotArn),
        new Outcome("SUCCEEDED", "RegionThenAccount", null, null),
        new Measurements(2000, 1900.12345, 20, 1.5, 25, 33, 45, 90),
        new CopyAnswer("arn:of:region:copy", "arn:of:account:copy", "arn:of:key", [])
    );

    [Fact]
    public void The_report_has_exactly_the_promised_members()
    {
        var report = JsonNode.Parse(DemoReport.Of([Result]).ToJson())!.AsObject();

        report.Select(m => m.Key).ShouldBe(["relays"]);
        report["relays"]!
            .AsArray()
            .ShouldHaveSingleItem()!
            .AsObject()
            .Select(m => m.Key)
            .ShouldBe([
                "snapshotArn",
                "route",
                "status",
                "regionCopyArn",
                "accountCopyArn",
                "kmsKeyId",
                "verified",
                "awsSeconds",
                "deadSeconds",
                "ownSeconds",
                "polls",
                "lambdaInvocations",
                "awsCalls",
                "stateTransitions",
            ]);
    }

    [Fact]
    public void A_relay_is_reported_with_what_was_measured_and_answered()
    {
        var relay = JsonNode.Parse(DemoReport.Of([Result]).ToJson())!["relays"]![0]!;

        relay["snapshotArn"]!.GetValue<string>().ShouldBe(Some.SnapshotArn);
        relay["accountCopyArn"]!.GetValue<string>().ShouldBe("arn:of:account:copy");
        relay["verified"]!.GetValue<bool>().ShouldBeTrue();
        relay["awsSeconds"]!.GetValue<double>().ShouldBe(1900.123);
        relay["polls"]!.GetValue<int>().ShouldBe(25);
    }

    [Fact]
    public void What_is_not_there_is_null_and_not_verified()
    {
        var lost = Result with
        {
            Outcome = new Outcome("NOT_STARTED", null, null, "No execution."),
            Answer = new CopyAnswer(null, null, null, ["There is no copy."]),
        };
        var relay = JsonNode.Parse(DemoReport.Of([lost]).ToJson())!["relays"]![0]!.AsObject();

        relay["verified"]!.GetValue<bool>().ShouldBeFalse();
        relay.ContainsKey("accountCopyArn").ShouldBeTrue();
        relay["accountCopyArn"].ShouldBeNull();
        Summary
            .Failures(lost)
            .ShouldContain(line => line.Contains("There is no copy.", StringComparison.Ordinal));
    }
}
