using System.Text.RegularExpressions;
using LocalCloud.Deploy;
using LocalCloud.States;

namespace LocalCloud.Tests.States;

/// <summary>The relay's own state machine, with functions that answer as theirs do.</summary>
public sealed partial class RelayMachineTests
{
    private const string RegionCopy = ",\"regionCopy\":{}";
    private const string AccountCopy = ",\"accountCopy\":{}";

    [Fact]
    public void A_relay_to_the_DR_account_goes_through_every_step_once()
    {
        var world = new StatesWorld();
        world
            .Functions.Answer("PlanRelay", On("RegionThenAccount"))
            .Answer(
                "CopyToRegion",
                On("RegionThenAccount", Wait("CopySlot", 60)),
                On("RegionThenAccount", RegionCopy + Wait("Copy", 600))
            )
            .Answer(
                "CheckRegionCopy",
                On("RegionThenAccount", RegionCopy + Wait("Copy", 30)),
                On("RegionThenAccount", RegionCopy)
            )
            .Answer("ShareRegionCopy", On("RegionThenAccount", RegionCopy))
            .Answer("CopyToAccount", On("RegionThenAccount", RegionCopy + AccountCopy + Wait("Copy", 600)))
            .Answer("CheckAccountCopy", On("RegionThenAccount", RegionCopy + AccountCopy))
            .Answer("StopSharing", On("RegionThenAccount", RegionCopy + AccountCopy))
            .Answer("VerifyCopy", On("RegionThenAccount", RegionCopy + AccountCopy));

        var execution = Relay(world);

        Way(
            execution,
            "PlanRelay ChooseRoute CopyToRegion AfterRegionCopy WaitForSlot CopyToRegion AfterRegionCopy WaitForRegionCopy "
                + "CheckRegionCopy AfterRegionCopy WaitForRegionCopy CheckRegionCopy AfterRegionCopy BeforeAccountCopy ShareRegionCopy AfterShare "
                + "CopyToAccount AfterAccountCopy WaitForAccountCopy CheckAccountCopy AfterAccountCopy StopSharing AfterSharing VerifyCopy RelayCompleted"
        );
        execution.StopDate.ShouldBe(StatesWorld.Start.AddSeconds(1290));
    }

    [Theory]
    [InlineData("RegionOnly", "Snapshot", "AfterRegionCopy")]
    [InlineData("RegionOnly", "CopyJob", "AfterRegionCopy")]
    [InlineData(
        "RegionThenShare",
        "Snapshot",
        "AfterRegionCopy BeforeAccountCopy ShareRegionCopy AfterShare"
    )]
    public void A_relay_that_ends_in_the_DR_Region_makes_no_account_copy(
        string route,
        string means,
        string way
    )
    {
        var world = new StatesWorld();
        world
            .Functions.Answer("PlanRelay", On(route, means: means))
            .Answer("CopyToRegion", On(route, RegionCopy, means))
            .Answer("ShareRegionCopy", On(route, RegionCopy, means))
            .Answer("VerifyCopy", On(route, RegionCopy, means));

        Way(Relay(world), $"PlanRelay ChooseRoute CopyToRegion {way} VerifyCopy RelayCompleted");
    }

    [Theory]
    [InlineData("DirectToAccount", "Snapshot", "BeforeAccountCopy ShareSource AfterShare")]
    [InlineData("BackupCopyJob", "CopyJob", "BeforeAccountCopy")]
    [InlineData("BackupTwoJobs", "CopyJob", "CopyToRegion AfterRegionCopy BeforeAccountCopy")]
    public void Each_way_to_the_DR_account_begins_in_its_own_manner(string route, string means, string way)
    {
        var world = new StatesWorld();
        world
            .Functions.Answer("PlanRelay", On(route, means: means))
            .Answer("CopyToRegion", On(route, RegionCopy, means))
            .Answer("ShareSource", On(route, means: means))
            .Answer("CopyToAccount", On(route, AccountCopy, means))
            .Answer("StopSharing", On(route, AccountCopy, means))
            .Answer("VerifyCopy", On(route, AccountCopy, means));

        Way(
            Relay(world),
            $"PlanRelay ChooseRoute {way} CopyToAccount AfterAccountCopy StopSharing AfterSharing VerifyCopy RelayCompleted"
        );
    }

    [Theory]
    [InlineData("CopySlot", "")]
    [InlineData("Share", "ShareRegionCopy AfterShare ")]
    public void Who_waits_for_a_slot_shares_once_and_who_is_not_seen_shares_again(string what, string way)
    {
        var world = new StatesWorld();
        world
            .Functions.Answer("PlanRelay", On("RegionThenAccount"))
            .Answer("CopyToRegion", On("RegionThenAccount", RegionCopy))
            .Answer(
                "ShareRegionCopy",
                On("RegionThenAccount", RegionCopy),
                On("RegionThenAccount", RegionCopy)
            )
            .Answer(
                "CopyToAccount",
                On("RegionThenAccount", RegionCopy + Wait(what, 60)),
                On("RegionThenAccount", RegionCopy + AccountCopy)
            )
            .Answer("StopSharing", On("RegionThenAccount", RegionCopy + AccountCopy))
            .Answer("VerifyCopy", On("RegionThenAccount", RegionCopy + AccountCopy));

        Way(
            Relay(world),
            "PlanRelay ChooseRoute CopyToRegion AfterRegionCopy BeforeAccountCopy ShareRegionCopy AfterShare CopyToAccount "
                + $"AfterAccountCopy WaitForAccountSlot BeforeAccountCopy {way}CopyToAccount AfterAccountCopy "
                + "StopSharing AfterSharing VerifyCopy RelayCompleted"
        );
    }

    [Theory]
    [InlineData("ShareSource AfterShare")]
    [InlineData("ShareSource AfterShare CopyToAccount AfterAccountCopy")]
    public void Where_AWS_refuses_the_direct_way_the_share_is_withdrawn_and_the_relay_begins_anew_in_the_DR_Region(
        string refused
    )
    {
        var world = new StatesWorld();
        var fallen = On("RegionThenAccount");
        var copies = refused.Contains("CopyToAccount", StringComparison.Ordinal);
        world
            .Functions.Answer("PlanRelay", On("DirectToAccount"))
            .Answer("ShareSource", copies ? On("DirectToAccount") : fallen)
            .Answer("StopSharing", fallen, On("RegionThenAccount", RegionCopy + AccountCopy))
            .Answer("CopyToRegion", On("RegionThenAccount", RegionCopy))
            .Answer("ShareRegionCopy", On("RegionThenAccount", RegionCopy))
            .Answer(
                "CopyToAccount",
                copies
                    ? [fallen, On("RegionThenAccount", RegionCopy + AccountCopy)]
                    : [On("RegionThenAccount", RegionCopy + AccountCopy)]
            )
            .Answer("VerifyCopy", On("RegionThenAccount", RegionCopy + AccountCopy));

        Way(
            Relay(world),
            $"PlanRelay ChooseRoute BeforeAccountCopy {refused} StopSharing AfterSharing "
                + "CopyToRegion AfterRegionCopy BeforeAccountCopy ShareRegionCopy AfterShare CopyToAccount AfterAccountCopy "
                + "StopSharing AfterSharing VerifyCopy RelayCompleted"
        );
    }

    [Fact]
    public void Where_AWS_refuses_the_first_copy_job_the_next_copy_is_made()
    {
        var world = new StatesWorld();
        world
            .Functions.Answer("PlanRelay", On("RegionOnly", means: "CopyJob"))
            .Answer(
                "CopyToRegion",
                On("RegionOnly", RegionCopy + Wait("Copy", 60), "CopyJob"),
                On("RegionOnly", RegionCopy)
            )
            .Answer("CheckRegionCopy", On("RegionOnly"))
            .Answer("VerifyCopy", On("RegionOnly", RegionCopy));

        Way(
            Relay(world),
            "PlanRelay ChooseRoute CopyToRegion AfterRegionCopy WaitForRegionCopy CheckRegionCopy AfterRegionCopy "
                + "CopyToRegion AfterRegionCopy VerifyCopy RelayCompleted"
        );
    }

    [Fact]
    public void A_refusal_withdraws_the_share_and_is_explained()
    {
        var world = new StatesWorld();
        world
            .Functions.Answer("PlanRelay", On("RegionThenAccount"))
            .Answer("CopyToRegion", Answer.Error("ManualSnapshotQuotaException"))
            .Answer("StopSharing", Answer.Json("""{"errors":{"CopyToRegion":{}}}"""))
            .Answer(
                "ExplainFailure",
                Answer.Json("""{"Error":"ManualSnapshotQuotaException","Cause":"prune"}""")
            );

        var execution = Relay(world);

        (execution.Status, execution.Error, execution.Cause).ShouldBe(
            ("FAILED", "ManualSnapshotQuotaException", "prune")
        );
        string.Join(' ', StatesWorld.Way(execution))
            .ShouldBe(
                "PlanRelay ChooseRoute CopyToRegion StopSharing AfterSharing ExplainFailure RelayFailed"
            );
    }

    private static Answer On(string route, string rest = "", string means = "Snapshot") =>
        Answer.Json($$"""{"plan":{"route":"{{route}}","means":"{{means}}"}{{rest}}}""");

    private static string Wait(string what, int seconds) =>
        $$""","wait":{"for":"{{what}}","seconds":{{seconds}}}""";

    private static void Way(Execution execution, string way)
    {
        execution.Status.ShouldBe("SUCCEEDED", execution.Cause);
        string.Join(' ', StatesWorld.Way(execution)).ShouldBe(way);
    }

    private static Execution Relay(StatesWorld world)
    {
        var definition = File.ReadAllText(
            Path.Combine(RepositoryRoot.Find(), "statemachine", "snapshot-relay.asl.json")
        );
        definition = Placeholder().Replace(definition, m => StatesWorld.Function(m.Groups["function"].Value));
        var machine = world.Api.CreateStateMachine(
            StatesWorld.Account,
            StatesWorld.Region,
            "relay",
            definition,
            StatesWorld.Role
        );
        var execution = world.StartExecution(machine, """{"snapshotArn":"arn"}""");
        world.RunUntil(() => execution.StopDate is not null);
        return execution;
    }

    [GeneratedRegex(@"\$\{(?<function>[A-Za-z]+)Arn\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Placeholder();
}
