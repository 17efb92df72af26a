namespace Scenarios;

/// <summary>What a run of Reconcile asks of AWS, what it reports, and the canaries that it looks for.</summary>
public sealed class ReconciliationCosts
{
    [Theory]
    [InlineData(10)]
    [InlineData(250)]
    public async Task Calls_grow_with_the_pages_and_with_what_is_missing_and_with_nothing_else(int snapshots)
    {
        await using var estate = await Estate.WithDatabase(
            "region",
            o => o with { Rds = o.Rds with { ManualSnapshots = 2500 } }
        );
        await estate.ManualSnapshot("orders", "s");
        await estate.RunUntilIdle();
        for (var i = 1; i < snapshots; i++)
        {
            await estate.ManualSnapshot("orders", $"s{i}", tags: ("snapshot-relay:mode", "skip"));
        }

        await estate.RunFor(TimeSpan.FromHours(1));
        ((string?)(await estate.Reconcile())["message"]).ShouldBeNull();
        var calls = estate.CallsOf("Reconcile");
        var pages = 1 + (snapshots / 100);
        calls["DescribeDBSnapshots"].ShouldBe(pages + 1, "source and copies");
        calls["DescribeDBClusterSnapshots"].ShouldBe(2);
        calls["ListExecutions"].ShouldBe(1);
        calls["DescribeExecution"].ShouldBe(3, "the canary's");
        calls["ListTagsForResource"].ShouldBe(1, "the one database of those that are not there");
        calls.Keys.Count().ShouldBe(5);
    }

    [Fact]
    public async Task A_wave_that_nobody_was_told_of_costs_a_few_calls_a_snapshot()
    {
        const int wave = 60;
        await using var estate = await Estate.WithDatabase(
            "region",
            o => o with { Rds = o.Rds with { ManualSnapshots = 2500 } }
        );
        estate.Fault(
            new LocalCloud.Faults.Fault
            {
                Effect = LocalCloud.Faults.FaultEffect.Drop,
                EventId = "RDS-EVENT-0042",
                Times = int.MaxValue,
            }
        );
        for (var i = 0; i < wave; i++)
        {
            await estate.ManualSnapshot("orders", $"s{i}");
        }

        await estate.RunFor(TimeSpan.FromHours(1));
        var report = await estate.Reconcile();
        report["started"]!.AsArray().Count.ShouldBe(wave);
        ((string)report["message"]!).Length.ShouldBeLessThan(2000);
        var calls = estate.CallsOf("Reconcile");
        calls["StartExecution"].ShouldBe(wave);
        calls["DescribeExecution"].ShouldBe(wave + 3);
        calls["ListTagsForResource"].ShouldBe(1, "one database");
        calls.Values.Sum().ShouldBeLessThan((2 * wave) + 20);
    }

    [Fact]
    public async Task Many_that_are_refused_are_planned_in_turn_and_keep_no_other_one_waiting()
    {
        const int refused = 40;
        const int inARun = 10;
        await using var estate = await Estate.WithDatabase(deploy: s =>
            s with
            {
                Parameters = new Dictionary<string, string> { ["ReconcileStarts"] = $"{inARun}" },
            }
        );
        using var kms = estate.Kms(Estate.Source, estate.DrRegion);
        await kms.DisableKeyAsync(
            new Amazon.KeyManagementService.Model.DisableKeyRequest { KeyId = estate.Relay.RegionKeyArn! }
        );
        for (var i = 0; i < refused; i++)
        {
            await estate.ManualSnapshot("orders", $"s{i}");
        }

        await estate.RunUntilIdle();
        estate.Executions.Count.ShouldBe(refused);
        estate.Fault(
            new LocalCloud.Faults.Fault
            {
                Effect = LocalCloud.Faults.FaultEffect.Drop,
                EventId = "RDS-EVENT-0042",
            }
        );
        await estate.ManualSnapshot("orders", "new");
        await estate.RunFor(TimeSpan.FromHours(1));
        var report = await estate.Reconcile();
        $"{report["started"]!.AsArray().ShouldHaveSingleItem()!["snapshot"]}".ShouldEndWith(":new");
        ((int)report["missing"]!).ShouldBe(refused);
        ((int)report["leftForNextRun"]!).ShouldBe(refused - inARun);
        var calls = estate.CallsOf("Reconcile");
        calls["DescribeKey"].ShouldBeLessThanOrEqualTo(2, "each key once");
        calls["DescribeExecution"].ShouldBe((2 * refused) + 1 + 3, "attempts, and the canary's");
        calls["DescribeDBSnapshots"].ShouldBe(inARun + 2, "those whose turn it is, and the lists");

        var planned = new HashSet<string>(Planned(report));
        for (var hour = 0; hour < 5; hour++)
        {
            await estate.RunFor(TimeSpan.FromHours(1));
            report = await estate.Reconcile();
            ((string?)report["message"]).ShouldBeNull("nothing new");
            planned.UnionWith(Planned(report));
        }

        planned.Count.ShouldBe(refused + 1);
        estate.Executions.Count.ShouldBe(refused + 1);

        static IEnumerable<string> Planned(System.Text.Json.Nodes.JsonNode report) =>
            from missing in report["stillMissing"]!.AsArray()
            where !$"{missing!["reason"]}".Contains("in its turn", StringComparison.Ordinal)
            select $"{missing!["snapshot"]}";
    }

    [Fact]
    public async Task Canaries_come_every_hour_all_the_way_and_one_that_stays_away_is_told_once()
    {
        await using var estate = Estate.Start();
        estate.TurnSchedulesOn();
        await estate.RunFor(TimeSpan.FromHours(3.5));
        estate.Canaries.Count.ShouldBeInRange(3, 4);
        estate.Canaries.ShouldAllBe(e => e.Status == "SUCCEEDED");
        Estate.States(estate.Canaries[0]).ShouldBe(["PlanRelay", "ChooseRoute", "NothingToDo"]);
        Estate.Reason(estate.Canaries[0]).ShouldContain("eu-west-1");
        estate.Executions.ShouldBeEmpty();
        (await estate.Reconcile())["canariesMissing"]!.AsArray().ShouldBeEmpty();

        estate.Cloud.Schedules.Enabled = false;
        var told = 0;
        for (var hour = 0; hour < 5; hour++)
        {
            await estate.RunFor(TimeSpan.FromHours(1));
            told += (string?)(await estate.Reconcile())["message"] is null ? 0 : 1;
        }

        told.ShouldBe(1);
        (await estate.Reconcile())["canariesMissing"]!.AsArray().ShouldHaveSingleItem();
    }
}
