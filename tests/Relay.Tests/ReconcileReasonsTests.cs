namespace Relay.Tests;

/// <summary>What reconciliation says of a snapshot, and the edges of its times.</summary>
public sealed class ReconcileReasonsTests
{
    private static readonly DateTimeOffset Now = Some.Time.AddHours(30);
    private static readonly SnapshotArn Newer = Some.Snapshot("rds:orders-2026-11-21-03-00");

    [Theory]
    [InlineData("RUNNING", 0, null, null, false, "x-r1 runs")]
    [InlineData("SUCCEEDED", 60, null, "NothingToDo", true, "it has given way to {newer}")]
    [InlineData(
        "SUCCEEDED",
        60,
        null,
        "NothingToDo",
        false,
        "it had given way to {newer}, which has no copy"
    )]
    [InlineData("SUCCEEDED", 14, null, null, false, "x-r1 has just ended")]
    [InlineData("SUCCEEDED", 15, null, null, false, "x-r1 had ended well, but its copy or its share is gone")]
    [InlineData(
        "FAILED",
        60,
        "KeyRefusedException",
        null,
        false,
        "x-r1 was refused with KeyRefusedException"
    )]
    [InlineData(
        "FAILED",
        60,
        "CopyFailedException",
        null,
        false,
        "x-r1 ended FAILED with CopyFailedException at 2026-11-21 08:04:05Z; it is tried again once a day"
    )]
    [InlineData(
        "ABORTED",
        60,
        null,
        null,
        false,
        "x-r1 ended ABORTED at 2026-11-21 08:04:05Z; it is tried again once a day"
    )]
    [InlineData("TIMED_OUT", 60 * 24, null, null, false, "x-r1 ended TIMED_OUT")]
    public void Why_it_is_left_alone_or_tried_again_is_told_with_the_execution(
        string status,
        int minutes,
        string? error,
        string? route,
        bool caredFor,
        string reason
    )
    {
        var last = new ExecutionReport(
            "x-r1",
            status,
            Now.AddMinutes(-minutes),
            Now.AddMinutes(-minutes),
            error,
            error is "KeyRefusedException" ? "The relay of x failed at PlanRelay: y" : null,
            null,
            route is null ? null : new PlanReport(route, "Because", Newer)
        );
        var said = Reconciliation.Judge("x", [last], _ => caredFor, _ => false, Now) switch
        {
            ReconcileChoice.Leave leave => leave.Reason,
            ReconcileChoice.Retry retry => retry.Why,
            ReconcileChoice.RetryUnlessRefused ask => ask.Why,
            var other => $"{other}",
        };
        said.ShouldBe(reason.Replace("{newer}", $"{Newer}", StringComparison.Ordinal));
    }

    [Fact]
    public void A_copy_job_s_copy_that_is_still_there_is_named() =>
        Reconciliation
            .Judge(
                "x",
                [new ExecutionReport("x-r1", "SUCCEEDED", Some.Time, Now.AddDays(-1), Copy: Newer)],
                _ => false,
                _ => true,
                Now
            )
            .ShouldBe(new ReconcileChoice.Leave($"x-r1 has made {Newer}", false));

    [Fact]
    public void Which_place_could_not_be_listed_is_told()
    {
        Reconciliation
            .WhyUnknown(new("r", null, []), Mode.Copy)
            .ShouldBe("the copies in the DR Region could not be listed");
        Reconciliation
            .WhyUnknown(new("r", [], null), Mode.Copy)
            .ShouldBe("the copies of the DR account could not be listed");
    }

    [Theory]
    [InlineData(60, false)]
    [InlineData(61, true)]
    public void A_snapshot_counts_as_missing_when_it_is_more_than_an_hour_old(int minutes, bool counts) =>
        Reconciliation
            .Counts(Some.Facts() with { CreateTime = Now.AddMinutes(-minutes) }, Now)
            .ShouldBe(counts);

    [Theory]
    [InlineData(14, false)]
    [InlineData(15, true)]
    [InlineData(48 * 60, true)]
    [InlineData(48 * 60 + 1, false)]
    public void A_candidate_is_a_quarter_of_an_hour_old_and_within_the_window(int minutes, bool candidate) =>
        Reconciliation
            .Candidates(
                [Some.Facts() with { CreateTime = Now.AddMinutes(-minutes) }],
                new CopyCensus("snapshot-relay", [], []),
                Some.Settings(),
                Now
            )
            .Any()
            .ShouldBe(candidate);

    [Fact]
    public void Candidates_of_the_same_time_go_by_name()
    {
        var facts = Some.Facts(Some.Snapshot("b"));
        Reconciliation
            .Candidates(
                [facts, Some.Facts(Some.Snapshot("a")), Some.Facts(Some.Snapshot("c"))],
                new CopyCensus("snapshot-relay", [], []),
                Some.Settings(),
                Now
            )
            .Select(s => s.Arn.Name)
            .ShouldBe(["a", "b", "c"]);
    }

    [Fact]
    public void A_report_says_how_many_and_names_each()
    {
        var report = new ReconcileReport("snapshot-relay", Some.Time, 7, 0)
        {
            Started = [new(Some.Snapshot("a"), "x"), new(Some.Snapshot("b"), "y")],
            Retried = [new(Some.Snapshot("c"), "z", "it failed")],
            SharesWithdrawn = [Some.Snapshot("d")],
            CanariesLost = [Some.SourceRegion],
        };
        report.Message.ShouldBe(
            "Reconciliation of 2026-11-20 03:04:05Z: "
                + "2 had no relay, so their events were lost or have failed; their relays were started: "
                + $"{Some.Snapshot("a")}, {Some.Snapshot("b")}. "
                + $"1 had no copy; their relays were started again: {Some.Snapshot("c")} (it failed). "
                + $"1 were still shared with the DR account; the shares were withdrawn: {Some.Snapshot("d")}. "
                + "no canary has come from 1 source Regions for two hours, so their snapshots' events may not come either: look at the stack of templates/source-region.yaml there: eu-west-1."
        );
    }

    [Theory]
    [InlineData(10, false)]
    [InlineData(11, true)]
    public void Ten_are_named_and_the_rest_is_counted(int started, bool cut)
    {
        var report = new ReconcileReport("snapshot-relay", Some.Time, 7, 0)
        {
            Started =
            [
                .. Enumerable.Range(1, started).Select(i => new StartedRelay(Some.Snapshot($"s{i}"), "x")),
            ],
        };
        report.Message!.EndsWith(":s10.", StringComparison.Ordinal).ShouldBe(!cut);
        report.Message!.EndsWith(":s10, and 1 more.", StringComparison.Ordinal).ShouldBe(cut);
    }
}
