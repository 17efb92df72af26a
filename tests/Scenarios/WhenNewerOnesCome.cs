namespace Scenarios;

/// <summary>While an automated snapshot waits for a copy slot, a newer one of its database makes it needless.</summary>
public sealed class WhenNewerOnesCome
{
    [Fact]
    public async Task The_older_one_gives_way_and_says_so_and_the_newer_one_is_copied()
    {
        await using var estate = await AllSlotsTaken();
        var older = estate.AutomatedSnapshot("orders");
        await estate.RunFor(TimeSpan.FromHours(1));
        var newer = estate.AutomatedSnapshot("orders");
        await estate.RunUntilIdle();
        var (first, second) = (Of(estate, older), Of(estate, newer));
        (first.Status, second.Status).ShouldBe(("SUCCEEDED", "SUCCEEDED"));
        Estate
            .States(first)
            .ShouldBe([
                "PlanRelay",
                "ChooseRoute",
                "CopyToRegion",
                "AfterRegionCopy",
                "WaitForSlot",
                "NothingToDo",
            ]);
        Estate.Reason(first).ShouldContain(newer);
        ((string?)Estate.Output(first)["plan"]!["supersededBy"]).ShouldBe(newer);
        (await estate.Copies(Estate.Dr)).Count(c => c.DBInstanceIdentifier == "orders").ShouldBe(1);
    }

    [Fact]
    public async Task Another_database_s_or_a_manual_one_or_one_started_by_hand_waits_on()
    {
        await using var estate = await AllSlotsTaken();
        await estate.Database("crm");
        estate.AutomatedSnapshot("crm");
        var byHand = estate.AutomatedSnapshot("orders");
        await estate.RunFor(TimeSpan.FromHours(1));
        await estate.StartByHand(byHand, "by-hand");
        await estate.ManualSnapshot("crm", "crm-2026-11-21-03-00");
        estate.AutomatedSnapshot("orders");
        await estate.RunUntilIdle();
        estate.Executions.ShouldAllBe(e => e.Status == "SUCCEEDED");
        estate.Executions.Count(e => Estate.Route(e) == "NothingToDo").ShouldBe(1);
        estate
            .Executions.Single(e => e.Name == "by-hand")
            .ShouldSatisfyAllConditions(e => Estate.Route(e).ShouldBe("RegionThenAccount"));
        (await estate.Copies(Estate.Dr)).Count.ShouldBe(5);
    }

    private static LocalCloud.States.Execution Of(Estate estate, string snapshot) =>
        estate.Executions.Single(e => e.Input.Contains(snapshot, StringComparison.Ordinal));

    // The one slot is taken for hours by the copy of a large database.
    private static async Task<Estate> AllSlotsTaken()
    {
        var estate = await Estate.WithDatabase(
            options: o => o with { Rds = o.Rds with { CopiesInProgress = 1 } },
            deploy: s => s with { Parameters = new Dictionary<string, string> { ["CopiesInProgress"] = "1" } }
        );
        await estate.Database("warehouse", sizeGiB: 1500);
        await estate.ManualSnapshot("warehouse", "large");
        await estate.RunUntil(() => estate.Executions.Any(e => e.CurrentState == "WaitForRegionCopy"));
        return estate;
    }
}
