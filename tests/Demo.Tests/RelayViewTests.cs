namespace Demo.Tests;

public class RelayViewTests
{
    private static readonly string[] ToTheRegionCopy =
    [
        "PlanRelay",
        "ChooseRoute",
        "CopyToRegion",
        "AfterRegionCopy",
        "WaitForRegionCopy",
    ];

    private static readonly string[] ToTheAccountCopy =
    [
        .. ToTheRegionCopy,
        "CheckRegionCopy",
        "AfterRegionCopy",
        "ShareRegionCopy",
        "CopyToAccount",
        "AfterAccountCopy",
    ];

    [Fact]
    public void Before_the_execution_starts_all_is_ahead() =>
        Steps(Some.Sight() with { Status = null }).ShouldAllBe(s => s == StepState.Ahead);

    [Fact]
    public void A_step_runs_until_the_next_begins()
    {
        var view = RelayView.Of(Some.Sight(ToTheRegionCopy) with { RegionCopyPercent = 40 });

        view.Steps[0].State.ShouldBe(StepState.Done);
        view.Steps[1].ShouldBe(new StepView("CopyToRegion", StepState.Running, 40));
        view.Steps.Skip(2).ShouldAllBe(s => s.State == StepState.Ahead);
        view.Ended.ShouldBeFalse();
    }

    [Fact]
    public void A_completed_relay_has_every_step_done()
    {
        string[] all = [.. ToTheAccountCopy, "StopSharing", "AfterSharing", "VerifyCopy", "RelayCompleted"];

        Steps(Some.Sight(all) with { Status = "SUCCEEDED" }).ShouldAllBe(s => s == StepState.Done);
    }

    [Fact]
    public void A_failed_relay_stays_at_the_step_that_failed_though_it_stopped_sharing_since()
    {
        string[] failed =
        [
            .. ToTheRegionCopy,
            "CheckRegionCopy",
            "StopSharing",
            "AfterSharing",
            "ExplainFailure",
        ];

        Steps(Some.Sight(failed)).Take(3).ShouldBe([StepState.Done, StepState.Failed, StepState.Ahead]);
    }

    [Fact]
    public void Stopping_to_share_after_the_account_copy_is_a_step_of_its_own() =>
        Steps(Some.Sight([.. ToTheAccountCopy, "StopSharing"]))[4].ShouldBe(StepState.Running);

    public static TheoryData<string, string[]> Routes =>
        new()
        {
            { "RegionOnly", ["PlanRelay", "CopyToRegion", "VerifyCopy"] },
            { "RegionThenShare", ["PlanRelay", "CopyToRegion", "ShareRegionCopy", "VerifyCopy"] },
            {
                "RegionThenAccount",
                ["PlanRelay", "CopyToRegion", "ShareRegionCopy", "CopyToAccount", "StopSharing", "VerifyCopy"]
            },
            { "DirectToAccount", ["PlanRelay", "ShareSource", "CopyToAccount", "StopSharing", "VerifyCopy"] },
            { "BackupCopyJob", ["PlanRelay", "CopyToAccount", "VerifyCopy"] },
            { "BackupTwoJobs", ["PlanRelay", "CopyToRegion", "CopyToAccount", "VerifyCopy"] },
        };

    [Theory]
    [MemberData(nameof(Routes))]
    public void A_route_shows_the_steps_that_it_has(string route, string[] steps) =>
        RelayView
            .Of(Some.Sight("PlanRelay") with { Route = route })
            .Steps.Where(s => s.State != StepState.None)
            .Select(s => s.Name)
            .ShouldBe(steps);

    [Fact]
    public void A_relay_whose_source_AWS_refused_to_share_goes_on_by_the_region_copy()
    {
        string[] turned =
        [
            "PlanRelay",
            "ShareSource",
            "AfterShare",
            "StopSharing",
            "AfterSharing",
            "CopyToRegion",
        ];

        Steps(Some.Sight(turned) with { Route = "RegionThenAccount" })
            .ShouldBe([
                StepState.Done,
                StepState.Running,
                StepState.Ahead,
                StepState.Ahead,
                StepState.Ahead,
                StepState.Ahead,
            ]);
    }

    [Fact]
    public void Plain_lines_tell_the_route_steps_that_ended_and_halves_of_copies()
    {
        var before = Some.Frame(Some.Sight("PlanRelay"));
        var planned = Some.Sight(ToTheRegionCopy) with { Route = "RegionThenAccount" };
        var now = Some.Frame(planned with { RegionCopyPercent = 57 });

        PlainLines
            .Between(before, now)
            .ShouldBe(["03:00:00Z  orders   route RegionThenAccount, CopyToRegion 57 %"]);
        PlainLines.Between(now, Some.Frame(planned with { RegionCopyPercent = 99 })).ShouldBeEmpty();
        PlainLines
            .Between(now, Some.Frame(planned with { Entered = ToTheAccountCopy, RegionCopyPercent = 100 }))
            .ShouldBe(["03:00:00Z  orders   CopyToRegion done, ShareRegionCopy done"]);
    }

    [Fact]
    public void The_first_plain_line_says_what_the_snapshot_is() =>
        PlainLines
            .Between(null, Some.Frame(Some.Sight() with { SnapshotPercent = 10 }))
            .ShouldBe(["03:00:00Z  orders   snapshot begins (postgres, 100 GiB, automated, CMK)"]);

    [Fact]
    public void The_rescue_of_a_recovery_point_is_called_so()
    {
        var graph = Some.Database with { Way = Way.Rescue };

        Spoken.Way(graph, "RegionThenAccount").ShouldBe("rescue");
        Spoken.Way(graph, "BackupCopyJob").ShouldBe("BackupCopyJob");
        Spoken.Way(graph, null).ShouldBe("none");
    }

    private static List<StepState> Steps(RelaySight sight) =>
        [.. RelayView.Of(sight).Steps.Select(s => s.State)];
}
