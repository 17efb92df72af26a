using LocalCloud.Faults;

namespace Scenarios;

/// <summary>What Reconcile leaves alone, however often it runs: nothing twice, nothing of anyone else's, nothing that it does not know.</summary>
public sealed class ReconciliationLeaves
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task Run_twice_or_with_the_event_coming_late_it_makes_one_copy()
    {
        await using var estate = await Estate.WithDatabase();
        estate.Fault(
            new Fault
            {
                Effect = FaultEffect.Delay,
                EventId = "RDS-EVENT-0042",
                DelaySeconds = 3600 + 120,
            }
        );
        await estate.ManualSnapshot("orders", "s");
        await estate.RunFor(Hour);
        await estate.Reconcile();
        var again = await estate.Reconcile();
        again["started"]!.AsArray().ShouldBeEmpty();
        await estate.RunUntilIdle();
        estate.Succeeded();
        estate.EventOutcomes.ShouldContain("Its relay runs.", "by the same name, and so no second one");
        (await estate.Copies(Estate.Source)).ShouldHaveSingleItem();
        (await estate.Copies(Estate.Dr)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_relay_that_runs_is_left_to_run_also_when_a_person_has_started_it()
    {
        await using var estate = await Estate.WithDatabase();
        await estate.ManualSnapshot("orders", "s");
        await estate.RunUntil(() => estate.Executions.Any());
        estate.Fault(new Fault { Effect = FaultEffect.Drop, EventId = "RDS-EVENT-0042" });
        var other = await estate.ManualSnapshot("orders", "other");
        await estate.RunFor(Hour / 4);
        await estate.StartByHand(other);
        await estate.RunFor(TimeSpan.FromMinutes(2));
        var report = await estate.Reconcile();
        ((string?)report["message"]).ShouldBeNull();
        await estate.RunUntilIdle();
        estate.Executions.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_first_deployment_does_not_copy_a_month()
    {
        await using var estate = await Estate.WithDatabase();
        await ReconciliationFinds.Lost(estate, "old");
        await estate.RunFor(47.5 * Hour);
        estate.Fault(new Fault { Effect = FaultEffect.Drop, EventId = "RDS-EVENT-0042" });
        await estate.ManualSnapshot("orders", "new");
        await estate.RunFor(Hour);
        var report = await estate.Reconcile();
        report["started"]!.AsArray().ShouldHaveSingleItem()!["snapshot"]!.ToString().ShouldEndWith(":new");
    }

    [Fact]
    public async Task What_is_not_selected_or_tagged_skip_is_no_loss()
    {
        await using var estate = await Estate.WithDatabase(deploy: s =>
            s with
            {
                Parameters = new Dictionary<string, string> { ["ExcludeDatabases"] = "test-*" },
            }
        );
        await estate.Database("test-1");
        await estate.ManualSnapshot("test-1", "of-test");
        await estate.ManualSnapshot("orders", "skipped", tags: ("snapshot-relay:mode", "skip"));
        await estate.RunFor(2 * Hour);
        var report = await estate.Reconcile();
        ((string?)report["message"]).ShouldBeNull();
        ((int)report["missing"]!).ShouldBe(0);
        estate.Executions.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_Region_that_can_not_be_reached_is_unknown_and_the_others_go_on()
    {
        await using var estate = Estate.Start(options: o =>
            o with
            {
                SourceRegions = ["eu-west-1", "eu-west-3"],
            }
        );
        await estate.Database("orders", await estate.Key());
        await ReconciliationFinds.Lost(estate);
        estate.Fault(
            new Fault
            {
                Effect = FaultEffect.Error,
                Operation = "DescribeDBSnapshots",
                Region = "eu-west-3",
                CallerRole = "snapshot-relay-Reconcile",
                Status = 503,
                Times = 99,
            }
        );
        var report = await estate.Reconcile();
        report["started"]!.AsArray().Count.ShouldBe(1);
        $"{report["unknown"]!.AsArray().ShouldHaveSingleItem()}".ShouldContain("eu-west-3");
        ((string)report["message"]!).ShouldNotContain("eu-west-3");
    }

    [Theory]
    [InlineData("eu-central-1", Estate.Source)]
    [InlineData("eu-central-1", Estate.Dr)]
    public async Task Copies_that_can_not_be_listed_are_not_made_again(string region, string account)
    {
        await using var estate = await Estate.WithDatabase();
        await estate.ManualSnapshot("orders", "s");
        await estate.RunUntilIdle();
        await estate.RunFor(2 * Hour);
        estate.Fault(
            new Fault
            {
                Effect = FaultEffect.Throttle,
                Operation = "DescribeDBSnapshots",
                Region = region,
                Account = account,
                Times = 99,
            }
        );
        var report = await estate.Reconcile();
        report["unknown"]!.AsArray().ShouldNotBeEmpty();
        (report["started"]!.AsArray().Count + report["retried"]!.AsArray().Count).ShouldBe(0);
        estate.Executions.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task No_run_starts_more_than_it_may_and_the_oldest_come_first()
    {
        await using var estate = await Estate.WithDatabase(deploy: s =>
            s with
            {
                Parameters = new Dictionary<string, string> { ["ReconcileStarts"] = "2" },
            }
        );
        estate.Fault(
            new Fault
            {
                Effect = FaultEffect.Drop,
                EventId = "RDS-EVENT-0042",
                Times = 99,
            }
        );
        for (var i = 1; i <= 5; i++)
        {
            await estate.ManualSnapshot("orders", $"s{i}");
            await estate.RunFor(Hour / 4);
        }

        await estate.RunFor(Hour);
        var report = await estate.Reconcile();
        report["started"]!.AsArray().Select(s => $"{s!["snapshot"]}".Split(':')[^1]).ShouldBe(["s1", "s2"]);
        ((int)report["leftForNextRun"]!).ShouldBe(3);
        await estate.RunUntilIdle();
        await estate.Reconcile();
        await estate.RunUntilIdle();
        await estate.Reconcile();
        await estate.RunUntilIdle();
        estate.Executions.Count(e => e.Status == "SUCCEEDED").ShouldBe(5);
    }

    [Fact]
    public async Task Our_orphaned_share_is_withdrawn_and_a_person_s_stays()
    {
        await using var estate = await Estate.Directly();
        await estate.ManualSnapshot("orders", "s");
        await estate.RunUntil(() => estate.Executions.Any(e => e.CurrentState == "CopyToAccount"));
        await estate.Abort(estate.Executions[0]);
        estate.Fault(new Fault { Effect = FaultEffect.Drop, EventId = "RDS-EVENT-0042" });
        await estate.ManualSnapshot("orders", "person-s");
        await estate.RunFor(Hour / 2);
        using (var rds = estate.Rds(Estate.Source, estate.SourceRegion))
        {
            await rds.ModifyDBSnapshotAttributeAsync(
                new Amazon.RDS.Model.ModifyDBSnapshotAttributeRequest
                {
                    DBSnapshotIdentifier = "person-s",
                    AttributeName = "restore",
                    ValuesToAdd = [Estate.Dr],
                }
            );
        }

        estate.Shares.Count.ShouldBe(2);
        var report = await estate.Reconcile();
        report["sharesWithdrawn"]!.AsArray().ShouldHaveSingleItem();
        estate.Shares.ShouldBe([$"person-s with {Estate.Dr}"]);
        estate.TagsOf($"arn:aws:rds:{estate.SourceRegion}:{Estate.Source}:snapshot:s").ShouldBeEmpty();
    }

    [Fact]
    public async Task The_share_of_an_aborted_relay_s_region_copy_is_withdrawn_and_mode_share_s_stays()
    {
        await using var estate = await Estate.WithDatabase();
        await estate.ManualSnapshot("orders", "s");
        await estate.ManualSnapshot("orders", "for-good", tags: ("snapshot-relay:mode", "share"));
        await estate.RunUntil(() =>
            estate.Executions.Any(e =>
                e.CurrentState == "CopyToAccount" && e.Input.Contains(":s\"", StringComparison.Ordinal)
            )
        );
        await estate.Abort(estate.Executions.Single(e => e.Input.Contains(":s\"", StringComparison.Ordinal)));
        await estate.RunUntilIdle();
        estate.Shares.Count.ShouldBe(2);
        var report = await estate.Reconcile();
        report["sharesWithdrawn"]!.AsArray().ShouldHaveSingleItem();
        estate.Shares.ShouldHaveSingleItem().ShouldContain("for-good");
    }

    [Fact]
    public async Task What_only_PlanRelay_is_refused_is_tried_again_at_once_and_then_once_a_day()
    {
        await using var estate = await Estate.WithDatabase();
        estate.Fault(
            new Fault
            {
                Effect = FaultEffect.Deny,
                Operation = "DescribeKey",
                CallerRole = "snapshot-relay-PlanRelay",
                Times = int.MaxValue,
            }
        );
        await estate.ManualSnapshot("orders", "s");
        await estate.RunUntilIdle();
        for (var hour = 1; hour <= 12; hour++)
        {
            await estate.RunFor(Hour);
            var report = await estate.Reconcile();
            var isFirst = hour == 1;
            report["retried"]!.AsArray().Count.ShouldBe(isFirst ? 1 : 0);
            ((int)report["missing"]!).ShouldBe(isFirst ? 0 : 1);
        }

        estate.Executions.Count.ShouldBe(2);
        await estate.RunFor(14 * Hour);
        await estate.Reconcile();
        await estate.RunUntilIdle();
        estate.Executions.Count.ShouldBe(3);
    }
}
