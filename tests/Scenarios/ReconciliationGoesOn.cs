using LocalCloud.Faults;
using static Scenarios.ReconciliationFinds;

namespace Scenarios;

/// <summary>What Reconcile finishes though its source is gone: a region copy needs none any more.</summary>
public sealed class ReconciliationGoesOn
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Theory]
    [InlineData("deleted")]
    [InlineData("replaced")]
    [InlineData("out of reach")]
    public async Task A_region_copy_that_was_to_go_on_and_whose_source_is(string become)
    {
        await using var estate = await Estate.WithDatabase();
        estate.Fault(new Fault { Effect = FaultEffect.FailCopy, Account = Estate.Dr });
        await estate.ManualSnapshot("orders", "s");
        await estate.RunUntilIdle();
        var first = estate.Failed("CopyFailedException");
        if (become == "out of reach")
        {
            estate.Cloud.LoseRegion(estate.SourceRegion);
        }
        else
        {
            await estate.DeleteSnapshot(Estate.Source, estate.SourceRegion, "s");
        }

        if (become == "replaced")
        {
            await estate.ManualSnapshot("orders", "s", tags: ("snapshot-relay:mode", "skip"));
        }

        await estate.RunFor(25 * Hour);
        var report = await estate.Reconcile();
        $"{report["retried"]!.AsArray().ShouldHaveSingleItem()!["why"]}".ShouldContain("CopyFailedException");
        await estate.RunUntilIdle();
        var second = estate.Executions.Single(e => e.Name == first.Name + "-r1");
        second.Status.ShouldBe("SUCCEEDED", second.Cause);
        Estate.Reason(second).ShouldStartWith("The snapshot is gone, or out of reach");
        (await estate.Copies(Estate.Source)).ShouldHaveSingleItem();
        (await estate.Copies(Estate.Dr)).Count(c => c.Status == "available").ShouldBe(1);
        estate.Shares.ShouldBeEmpty();
        await ShouldFindNothingMore(estate);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public async Task A_copy_that_was_to_be_shared_and_whose_source_is_gone_or_out_of_reach(
        bool hasReader,
        bool isRegionLost
    )
    {
        await using var estate = await Estate.WithDatabase(
            "share",
            deploy: s => s with { OnlyShares = !hasReader }
        );
        estate.Fault(new Fault { Effect = FaultEffect.Deny, Operation = "ModifyDBSnapshotAttribute" });
        await estate.ManualSnapshot("orders", "s");
        await estate.RunUntilIdle();
        estate.Failed("AwsAccessDeniedException");
        if (isRegionLost)
        {
            estate.Cloud.LoseRegion(estate.SourceRegion);
        }
        else
        {
            await estate.DeleteSnapshot(Estate.Source, estate.SourceRegion, "s");
        }

        await estate.RunFor(25 * Hour);
        await estate.Reconcile();
        await estate.RunUntilIdle();
        var second = estate.Executions[^1];
        second.Status.ShouldBe("SUCCEEDED", second.Cause);
        Estate.Reason(second).ShouldContain("to be shared with the DR account, is shared.");
        estate.Shares.ShouldHaveSingleItem();
        (await estate.Copies(Estate.Source)).ShouldHaveSingleItem();
        await ShouldFindNothingMore(estate);
    }
}
