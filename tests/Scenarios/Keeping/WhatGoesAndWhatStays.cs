using LocalCloud.Faults;

namespace Scenarios.Keeping;

/// <summary>Pruning, in both accounts.</summary>
public sealed class WhatGoesAndWhatStays
{
    [Fact]
    public async Task In_the_DR_account_what_is_old_goes_once_a_newer_one_is_verified_and_in_the_DR_Region_what_was_on_its_way()
    {
        await using var estate = await Estate.WithDatabase();
        var first = await estate.RelayedCopy();
        await estate.RunFor(TimeSpan.FromDays(20));
        var second = await estate.RelayedCopy();
        await estate.RunFor(TimeSpan.FromDays(20));
        var third = await estate.RelayedCopy();

        var dry = await estate.Report(Estate.Dr, Estate.Prune);
        ((bool)dry["dryRun"]!).ShouldBeTrue();
        Estate.Names(dry, "gone").ShouldBe([first]);
        Estate.WhyKept(dry, second).ShouldBe("it is to be kept 35 days");
        Estate.WhyKept(dry, third).ShouldBe("it is the newest verified copy of its database");
        estate.CopyNames(Estate.Dr).ShouldBe([first, second, third], ignoreOrder: true);

        (await estate.Pruned(Estate.Dr)).ShouldBe([first]);
        (await estate.Pruned(Estate.Source)).ShouldBe([first, second]);
        estate.CopyNames(Estate.Dr).ShouldBe([second, third], ignoreOrder: true);
        estate.CopyNames(Estate.Source).ShouldBe([third]);
        estate.Metric(Estate.Source, "CopiesDeleted").ShouldBe(2);
    }

    [Fact]
    public async Task The_schedules_of_both_accounts_do_it_every_day_and_measure_every_quarter_of_an_hour()
    {
        await using var estate = await Estate.WithDatabase();
        var first = await estate.RelayedCopy();
        await estate.RunFor(TimeSpan.FromDays(36));
        var second = await estate.RelayedCopy();
        estate.Cloud.Schedules.Enabled = true;
        await estate.RunFor(TimeSpan.FromDays(1));
        estate.Cloud.Schedules.Enabled = false;
        estate.CopyNames(Estate.Dr).ShouldBe([second]);
        estate.CopyNames(Estate.Source).ShouldBe([second]);
        estate.Metric(Estate.Dr, "WorstRecoverability")!.Value.ShouldBeLessThan(37 * 24 * 3600);
        first.ShouldNotBe(second);
    }

    [Fact]
    public async Task Nothing_goes_with_its_source()
    {
        await using var estate = await Estate.WithDatabase();
        await estate.ManualSnapshot("orders", "before-the-release");
        await estate.RunUntilIdle();
        await estate.RunFor(TimeSpan.FromDays(60));
        await estate.DeleteSnapshot(Estate.Source, estate.SourceRegion, "before-the-release");
        (await estate.Pruned(Estate.Dr)).ShouldBeEmpty();
        (await estate.Pruned(Estate.Source)).ShouldBeEmpty();
        estate.CopyNames(Estate.Dr).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_failed_copy_goes_after_a_day_and_is_no_successor()
    {
        await using var estate = await Estate.WithDatabase();
        var good = await estate.RelayedCopy();
        await estate.RunFor(TimeSpan.FromDays(40));
        estate.Fault(
            new Fault
            {
                Effect = FaultEffect.FailCopy,
                Account = Estate.Dr,
                Percent = 40,
            }
        );
        var failed = await estate.RelayedCopy();
        var soon = await estate.Report(Estate.Dr, Estate.Prune, ("dryRun", false));
        Estate.Names(soon, "gone").ShouldBeEmpty();
        Estate.WhyKept(soon, good).ShouldContain("newest verified");
        Estate.WhyKept(soon, failed).ShouldBe("it has failed less than a day ago");
        // Its region copy waits for the next attempt.
        Estate
            .WhyKept(await estate.Report(Estate.Source, Estate.Prune, ("dryRun", false)), failed)
            .ShouldContain("newest verified");

        await estate.RunFor(TimeSpan.FromDays(1.1));
        (await estate.Pruned(Estate.Dr)).ShouldBe([failed]);
        estate.CopyNames(Estate.Dr).ShouldBe([good]);
    }

    [Fact]
    public async Task A_successor_under_another_key_lets_nothing_go()
    {
        await using var estate = await Estate.WithDatabase();
        var good = await estate.RelayedCopy();
        await estate.RunFor(TimeSpan.FromDays(40));
        await estate.CopyBy(
            Estate.AdministratorOf(Estate.Dr),
            await estate.ShareRegionCopy(good),
            "snapshot-relay-other-key",
            "alias/aws/rds",
            ("snapshot-relay:relay", "snapshot-relay"),
            ("snapshot-relay:source-region", estate.SourceRegion)
        );
        await estate.RunFor(TimeSpan.FromDays(40));
        (await estate.Pruned(Estate.Dr)).ShouldBeEmpty();
    }

    [Fact]
    public async Task While_the_key_is_disabled_nothing_goes_and_the_run_fails()
    {
        await using var estate = await Estate.WithDatabase();
        await estate.RelayedCopy();
        await estate.RunFor(TimeSpan.FromDays(40));
        await estate.RelayedCopy();
        using (var kms = estate.Kms(Estate.Dr, estate.DrRegion))
        {
            await kms.DisableKeyAsync(
                new Amazon.KeyManagementService.Model.DisableKeyRequest { KeyId = estate.Relay.AccountKeyArn }
            );
        }

        var result = await estate.Run(Estate.Dr, Estate.Prune, ("dryRun", false));
        result.FunctionError.ShouldNotBeNull();
        result.Payload.ShouldContain("PruningIncompleteException");
        estate.CopyNames(Estate.Dr).Count.ShouldBe(2);
        await estate.Report(Estate.Dr, Estate.Measure);
        estate.Metric(Estate.Dr, "WorstRecoverability")!.Value.ShouldBeGreaterThan(40 * 24 * 3600);
    }

    [Fact]
    public async Task Somebody_elses_snapshot_that_is_named_like_ours_stays_tagged_or_not()
    {
        await using var estate = await Estate.WithDatabase();
        var ours = await estate.RelayedCopy();
        var administrator = Estate.AdministratorOf(Estate.Dr);
        var key = estate.Relay.AccountKeyArn!;
        await estate.CopyBy(administrator, ours, "snapshot-relay-kept-for-audit", key);
        await estate.CopyBy(
            administrator,
            ours,
            "snapshot-relay-looks-like-it",
            key,
            ("snapshot-relay:relay", "snapshot-relay")
        );
        await estate.RunFor(TimeSpan.FromDays(60));
        var newer = await estate.RelayedCopy();
        var report = await estate.Report(Estate.Dr, Estate.Prune, ("dryRun", false));
        Estate.Names(report, "gone").ShouldBe([ours]);
        Estate.WhyKept(report, "snapshot-relay-looks-like-it").ShouldContain("somebody else's");
        estate
            .CopyNames(Estate.Dr)
            .ShouldBe(
                ["snapshot-relay-kept-for-audit", "snapshot-relay-looks-like-it", newer],
                ignoreOrder: true
            );
    }

    [Fact]
    public async Task What_a_hostile_source_account_writes_on_a_copy_makes_none_go_sooner()
    {
        await using var estate = await Estate.WithDatabase();
        var good = await estate.RelayedCopy();
        await estate.RunFor(TimeSpan.FromDays(10));
        await estate.CopyBy(
            estate.SessionOf(estate.Relay.CopierRoleArn!),
            await estate.ShareRegionCopy(good),
            "snapshot-relay-forged",
            estate.Relay.AccountKeyArn!,
            ("snapshot-relay:relay", "snapshot-relay"),
            ("snapshot-relay:source-region", estate.SourceRegion),
            ("snapshot-relay:source-create-time", "2001-01-01T00:00:00.000Z"),
            ("snapshot-relay:retention-days", "1")
        );
        await estate.RunFor(TimeSpan.FromDays(10));
        var newer = await estate.RelayedCopy();
        (await estate.Pruned(Estate.Dr)).ShouldBeEmpty();
        await estate.RunFor(TimeSpan.FromDays(26));
        (await estate.Pruned(Estate.Dr)).ShouldBe(["snapshot-relay-forged", good], ignoreOrder: true);
        estate.CopyNames(Estate.Dr).ShouldBe([newer]);
    }

    [Fact]
    public async Task Where_the_DR_account_can_not_be_asked_its_region_copies_stay_and_the_run_fails()
    {
        await using var estate = await Estate.WithDatabase();
        await estate.RelayedCopy();
        await estate.RunFor(TimeSpan.FromDays(20));
        await estate.RelayedCopy();
        estate.Fault(
            new Fault
            {
                Effect = FaultEffect.Deny,
                Operation = "AssumeRole",
                CallerRole = "snapshot-relay-PruneCopies",
            }
        );
        var result = await estate.Run(Estate.Source, Estate.Prune, ("dryRun", false));
        result.Payload.ShouldContain("what the DR account has is not known");
        result.FunctionError.ShouldNotBeNull();
        estate.CopyNames(Estate.Source).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_tag_of_the_source_keeps_its_copies_longer()
    {
        await using var estate = await Estate.WithDatabase("region");
        await estate.ManualSnapshot(
            "orders",
            "for-the-auditor",
            tags: ("snapshot-relay:retention-days", "400")
        );
        await estate.RunUntilIdle();
        var plain = await estate.RelayedCopy();
        await estate.RunFor(TimeSpan.FromDays(60));
        await estate.RelayedCopy();
        (await estate.Pruned(Estate.Source)).ShouldBe([plain]);
        estate.CopyNames(Estate.Source).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Cluster_copies_go_by_the_same_rules()
    {
        await using var estate = Estate.Start();
        await estate.Cluster("shop", await estate.Key());
        estate.AutomatedClusterSnapshot("shop");
        await estate.RunUntilIdle();
        await estate.RunFor(TimeSpan.FromDays(40));
        estate.AutomatedClusterSnapshot("shop");
        await estate.RunUntilIdle();
        (await estate.Pruned(Estate.Dr)).ShouldHaveSingleItem();
        (await estate.Pruned(Estate.Source)).ShouldHaveSingleItem();
        await estate.Report(Estate.Dr, Estate.Measure);
        estate
            .Metric(
                Estate.Dr,
                "Recoverability",
                $"arn:aws:rds:{estate.SourceRegion}:{Estate.Source}:cluster:shop"
            )!
            .Value.ShouldBeLessThan(3 * 3600);
    }
}
