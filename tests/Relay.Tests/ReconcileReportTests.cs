using System.Text.Json;

namespace Relay.Tests;

public sealed class ReconcileReportTests
{
    private static readonly ReconcileReport Nothing = new("snapshot-relay", Some.Time, 7, 1);

    [Fact]
    public void Where_nothing_is_new_nobody_is_told() =>
        (
            Nothing with
            {
                CanariesMissing = [Some.SourceRegion],
                WaitingLong = ["z"],
                Unknown = ["Region eu-west-2"],
                LeftForNextRun = 3,
            }
        ).Message.ShouldBeNull();

    [Fact]
    public void A_message_names_what_was_done_and_why_in_one_plain_text()
    {
        var message = (
            Nothing with
            {
                Started = [new(Some.Snapshot(), "x")],
                Retried = [new(Some.Snapshot("b"), "y-r1", "y \"fell\"\nover \\ there")],
                CanariesLost = [Some.SourceRegion],
                SharesWithdrawn = [Some.Snapshot("c")],
                LeftForNextRun = 3,
            }
        ).Message!;
        foreach (
            var word in (string[])
                [$"{Some.Snapshot()}", "y 'fell'", "canary", "withdrawn", "3 more", "2026-11-20"]
        )
        {
            message.ShouldContain(word);
        }

        message.IndexOfAny(['"', '\\', '\n', '\r']).ShouldBe(-1);
    }

    [Fact]
    public void A_long_list_is_cut()
    {
        var many = Enumerable.Range(0, 200).Select(i => new StartedRelay(Some.Snapshot($"s{i}"), $"x{i}"));
        var message = (Nothing with { Started = [.. many] }).Message!;
        message.ShouldContain("200 had no relay");
        message.ShouldContain("and 190 more");
        message.Length.ShouldBeLessThan(1200);
    }

    [Fact]
    public void Its_metrics_are_a_line_of_the_embedded_metric_format()
    {
        var line = EmbeddedMetrics.Line(Some.Time, [("Relay", "r")], "Count", Nothing.Metrics());
        using var document = JsonDocument.Parse(line);
        var root = document.RootElement;
        var directive = root.GetProperty("_aws").GetProperty("CloudWatchMetrics")[0];
        directive.GetProperty("Namespace").GetString().ShouldBe("SnapshotRelay");
        directive.GetProperty("Dimensions")[0][0].GetString().ShouldBe("Relay");
        root.GetProperty("_aws")
            .GetProperty("Timestamp")
            .GetInt64()
            .ShouldBe(Some.Time.ToUnixTimeMilliseconds());
        root.GetProperty("Relay").GetString().ShouldBe("r");
        root.GetProperty("SnapshotsMissing").GetDouble().ShouldBe(1);
        directive
            .GetProperty("Metrics")
            .EnumerateArray()
            .Select(m => m.GetProperty("Name").GetString())
            .ShouldBe([
                "RelaysStarted",
                "RelaysRetried",
                "SnapshotsMissing",
                "RelaysRunning",
                "RelaysWaitingLong",
                "RegionsUnknown",
                "CanariesMissing",
                "SharesWithdrawn",
            ]);
        line.ShouldNotContain("\n");
    }

    [Fact]
    public void How_many_wait_is_a_metric_where_it_is_known()
    {
        Nothing.Metrics().ShouldNotContain(m => m.Name == "RelaysWaiting");
        (Nothing with { RelaysWaiting = 0 }).Metrics().ShouldContain(("RelaysWaiting", 0));
    }

    [Fact]
    public void A_canary_s_event_names_Region_and_time()
    {
        var sent = Some.Time.UtcDateTime;
        Read("111111111111", "eu-west-1", sent)
            .ShouldBe(new EventReading.CanaryCame(new Canary(Some.SourceRegion, Some.Time)));
        Read("333333333333", "eu-west-1", sent).ShouldBeOfType<EventReading.Ignored>();
        Should.Throw<EventNotUnderstoodException>(() => Read("111111111111", "us-east-1", sent));
        Should.Throw<EventNotUnderstoodException>(() => Read("111111111111", null, sent));
        Should.Throw<EventNotUnderstoodException>(() => Read("111111111111", "eu-west-1", default));
        var plan = CanaryEvents.Plan(new Canary(Some.SourceRegion, Some.Time));
        plan.Route.ShouldBe(Route.NothingToDo);
        plan.Reason.ShouldContain("eu-west-1");

        static EventReading Read(string? account, string? region, DateTime time) =>
            CanaryEvents.Read(account, region, time, Some.Settings());
    }
}
