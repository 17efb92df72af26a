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

    [Fact]
    public void Plain_lines_tell_steps_that_ended_and_quarters_of_copies()
    {
        var before = Some.Frame(Some.Sight("PlanRelay"));
        var now = Some.Frame(Some.Sight(ToTheRegionCopy) with { RegionCopyPercent = 27 });

        PlainLines
            .Between(before, now)
            .ShouldBe(["03:00:00Z  orders   PlanRelay done", "03:00:00Z  orders   CopyToRegion 27 %"]);
        PlainLines
            .Between(now, Some.Frame(Some.Sight(ToTheRegionCopy) with { RegionCopyPercent = 49 }))
            .ShouldBeEmpty();
    }

    [Fact]
    public void The_first_plain_line_says_what_the_snapshot_is() =>
        PlainLines
            .Between(null, Some.Frame(Some.Sight() with { SnapshotPercent = 10 }))
            .ShouldBe(["03:00:00Z  orders   snapshot begins (100 GiB, automated, CMK)"]);

    private static List<StepState> Steps(RelaySight sight) =>
        [.. RelayView.Of(sight).Steps.Select(s => s.State)];
}
