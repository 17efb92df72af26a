using LocalCloud.Faults;

namespace Scenarios;

/// <summary>Sources, copies and shares that change or vanish while a relay is at work, and events that come when they like.</summary>
public sealed class WhenThingsOverlap
{
    [Fact]
    public async Task A_share_that_another_relays_end_has_withdrawn_is_made_again()
    {
        await using var estate = await Estate.WithDatabase();
        await estate.ManualSnapshot("orders", "s");
        await estate.RunUntil(() => estate.Executions.Any(e => e.CurrentState == "CopyToAccount"));
        var regionCopy = (await estate.Copies(Estate.Source)).Single().DBSnapshotIdentifier;
        using var rds = estate.Rds(Estate.Source, estate.DrRegion);
        await rds.ModifyDBSnapshotAttributeAsync(
            new Amazon.RDS.Model.ModifyDBSnapshotAttributeRequest
            {
                DBSnapshotIdentifier = regionCopy,
                AttributeName = "restore",
                ValuesToRemove = [Estate.Dr],
            }
        );
        await estate.RunUntilIdle();
        var execution = estate.Succeeded();
        Estate.States(execution).ShouldContain("WaitForAccountSlot");
        estate.Shares.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_region_copy_that_the_DR_account_never_sees_is_told_after_some_minutes()
    {
        await using var estate = await Estate.WithDatabase();
        estate.Fault(
            new Fault
            {
                Effect = FaultEffect.Error,
                Operation = "CopyDBSnapshot",
                Account = Estate.Dr,
                Code = "DBSnapshotNotFound",
                Status = 404,
                Times = 99,
            }
        );
        await estate.ManualSnapshot("orders", "s");
        await estate.RunUntilIdle();
        estate.Executions.ShouldHaveSingleItem().Error.ShouldBe("SharedCopyNotVisibleException");
        (
            await estate.SharedWith((await estate.Copies(Estate.Source)).Single().DBSnapshotIdentifier)
        ).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Estate.Source)]
    [InlineData(Estate.Dr)]
    public async Task A_copy_that_is_denied_because_another_relay_has_just_made_it_is_found(string account)
    {
        // Tags are for new copies only: IAM may refuse a second one's before RDS says that the name is taken.
        await using var estate = await Estate.WithDatabase();
        estate.Fault(
            new Fault
            {
                Effect = FaultEffect.Deny,
                Operation = "CopyDBSnapshot",
                Account = account,
                After = true,
            }
        );
        await estate.ManualSnapshot("orders", "s");
        await estate.RunUntilIdle();
        estate.Succeeded();
        (await estate.Copies(account)).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("WaitForRegionCopy", "CopyVanishedException")]
    [InlineData("CopyToAccount", "CopyVanishedException")]
    [InlineData("WaitForAccountCopy", null)]
    public async Task A_region_copy_deleted_midway_is_told_or_not_needed_any_more_and_the_next_start_makes_it_good(
        string at,
        string? error
    )
    {
        await using var estate = await Estate.WithDatabase();
        var snapshot = await estate.ManualSnapshot("orders", "s");
        await estate.RunUntil(() => estate.Executions.Any(e => e.CurrentState == at));
        if (at.StartsWith("Wait", StringComparison.Ordinal))
        {
            await estate.RunFor(TimeSpan.FromMinutes(2));
        }

        await estate.DeleteSnapshot(
            Estate.Source,
            estate.DrRegion,
            (await estate.Copies(Estate.Source)).Single().DBSnapshotIdentifier
        );
        await estate.RunUntilIdle();
        var first = estate.Executions.ShouldHaveSingleItem();
        if (error is not null)
        {
            first.Error.ShouldBe(error, first.Cause);
            first.Cause.ShouldNotBeNull().ShouldNotContain("Besides");
        }

        await estate.StartByHand(snapshot);
        await estate.RunUntilIdle();
        estate.Executions[^1].Status.ShouldBe("SUCCEEDED", estate.Executions[^1].Cause);
        (await estate.Copies(Estate.Dr)).Count(c => c.Status == "available").ShouldBe(1);
    }

    [Fact]
    public async Task A_copy_that_RDS_does_not_show_at_once_is_looked_for_again()
    {
        await using var estate = await Estate.WithDatabase();
        foreach (var look in new[] { "CheckRegionCopy", "reader" })
        {
            estate.Fault(
                new Fault
                {
                    Effect = FaultEffect.Error,
                    Operation = "DescribeDBSnapshots",
                    CallerRole = $"snapshot-relay-{look}",
                    Code = "DBSnapshotNotFound",
                    Status = 404,
                }
            );
        }

        await estate.ManualSnapshot("orders", "s");
        await estate.RunUntilIdle();
        estate.Succeeded();
    }

    [Theory]
    [InlineData("CopyToRegion")]
    [InlineData("WaitForRegionCopy")]
    [InlineData("WaitForAccountCopy")]
    public async Task A_snapshot_deleted_and_made_again_while_its_relay_runs_gets_a_relay_and_a_copy_of_its_own(
        string at
    )
    {
        await using var estate = await Estate.WithDatabase();
        await estate.ManualSnapshot("orders", "nightly");
        await estate.RunUntil(() => estate.Executions.Any(e => e.CurrentState == at));
        await estate.DeleteSnapshot(Estate.Source, estate.SourceRegion, "nightly");
        await estate.ManualSnapshot("orders", "nightly");
        await estate.RunUntilIdle();
        estate.Executions.Count.ShouldBe(2);
        estate.Executions[1].Status.ShouldBe("SUCCEEDED", estate.Executions[1].Cause);
        var copies = (await estate.Copies(Estate.Dr)).Where(c => c.Status == "available").ToList();
        copies.Count.ShouldBe(estate.Executions.Count(e => e.Status == "SUCCEEDED"));
        estate.Shares.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_event_that_comes_when_its_snapshot_is_deleted_is_kept_as_a_dead_letter_and_starts_nothing()
    {
        await using var estate = await Estate.WithDatabase();
        estate.Fault(
            new Fault
            {
                Effect = FaultEffect.Delay,
                EventId = "RDS-EVENT-0042",
                DelaySeconds = 3600,
            }
        );
        await estate.ManualSnapshot("orders", "s");
        await estate.RunFor(TimeSpan.FromMinutes(30));
        await estate.DeleteSnapshot(Estate.Source, estate.SourceRegion, "s");
        await estate.RunUntilIdle();
        estate.Executions.ShouldBeEmpty();
        estate
            .DeadLetters.ShouldHaveSingleItem()
            .Attributes["ErrorMessage"]
            .ShouldContain("RDS finds no snapshot");
    }

    [Fact]
    public async Task A_late_event_of_a_snapshot_that_was_made_again_starts_the_new_ones_relay_once()
    {
        await using var estate = await Estate.WithDatabase();
        estate.Fault(
            new Fault
            {
                Effect = FaultEffect.Double,
                EventId = "RDS-EVENT-0042",
                DelaySeconds = 7200,
            }
        );
        await estate.ManualSnapshot("orders", "nightly");
        await estate.RunFor(TimeSpan.FromHours(1));
        await estate.DeleteSnapshot(Estate.Source, estate.SourceRegion, "nightly");
        await estate.ManualSnapshot("orders", "nightly");
        await estate.RunUntilIdle();
        estate.Executions.Select(e => e.Status).ShouldBe(["SUCCEEDED", "SUCCEEDED"]);
        (await estate.Copies(Estate.Dr)).Count.ShouldBe(2);
        estate.DeadLetters.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("region")]
    [InlineData("copy")]
    public async Task An_ARN_typed_in_capitals_names_the_same_snapshot(string mode)
    {
        await using var estate = Estate.Start(mode);
        await estate.Database("orders", await estate.Key());
        await estate.ManualSnapshot("orders", "before-upgrade");
        await estate.RunUntilIdle();
        await estate.StartByHand(
            $"arn:aws:rds:{estate.SourceRegion}:{Estate.Source}:snapshot:Before-Upgrade"
        );
        await estate.RunUntilIdle();
        estate.Executions[^1].Status.ShouldBe("SUCCEEDED", estate.Executions[^1].Cause);
        (await estate.Copies(mode == "copy" ? Estate.Dr : Estate.Source)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_relay_named_with_one_letter_works()
    {
        await using var estate = Estate.Start(deploy: s => s with { RelayName = "r" });
        await estate.Database("orders", await estate.Key());
        await estate.ManualSnapshot("orders", "s");
        await estate.RunUntilIdle();
        estate.Succeeded();
    }
}
