using System.Text.RegularExpressions;
using LocalCloud.Deploy;
using LocalCloud.States;

namespace LocalCloud.Tests.States;

/// <summary>The relay's own state machine, with functions that answer as theirs do.</summary>
public sealed partial class RelayMachineTests
{
    private static readonly string[] Quiet = ["ShareRegionCopy", "StopSharing", "VerifyCopy"];

    [Fact]
    public void A_relay_to_the_DR_account_goes_through_every_step_once()
    {
        var world = new StatesWorld();
        world
            .Functions.Answer("PlanRelay", Answer.Json("""{"plan":{"route":"RegionThenAccount"}}"""))
            .Answer("CopyToRegion", Waiting("CopySlot", 60), Waiting("Copy", 600))
            .Answer("CheckRegionCopy", Waiting("Copy", 30), Planned)
            .Answer("CopyToAccount", Waiting("Copy", 600))
            .Answer("CheckAccountCopy", Planned);
        Array.ForEach(Quiet, name => world.Functions.Answer(name, Planned));

        var execution = Relay(world);

        execution.Status.ShouldBe("SUCCEEDED");
        string.Join(' ', StatesWorld.Way(execution))
            .ShouldBe(
                "PlanRelay ChooseRoute CopyToRegion AfterRegionCopy WaitForSlot CopyToRegion AfterRegionCopy WaitForRegionCopy "
                    + "CheckRegionCopy AfterRegionCopy WaitForRegionCopy CheckRegionCopy AfterRegionCopy ShareRegionCopy "
                    + "CopyToAccount AfterAccountCopy WaitForAccountCopy CheckAccountCopy AfterAccountCopy StopSharing AfterSharing VerifyCopy RelayCompleted"
            );
        execution.StopDate.ShouldBe(StatesWorld.Start.AddSeconds(1290));
    }

    [Fact]
    public void A_refusal_withdraws_the_share_and_is_explained()
    {
        var world = new StatesWorld();
        world
            .Functions.Answer("PlanRelay", Planned)
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

    private static Answer Planned => Answer.Json("""{"plan":{"route":"RegionThenAccount"}}""");

    private static Answer Waiting(string what, int seconds) =>
        Answer.Json(
            $$"""{"plan":{"route":"RegionThenAccount"},"wait":{"for":"{{what}}","seconds":{{seconds}}} }"""
        );

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
