using LocalCloud.Faults;
using LocalCloud.Kms;

namespace Scenarios;

/// <summary>The ways of RDS's own snapshots besides the main one: share, and the direct way.</summary>
public sealed class TheRoutes
{
    private const string Direct = "DirectToAccount";

    [Fact]
    public async Task Given_mode_share_then_the_region_copy_is_shared_as_long_as_it_lives()
    {
        await using var estate = await Estate.WithDatabase("share");
        estate.AutomatedSnapshot("orders");
        await estate.RunUntilIdle();
        var execution = estate.Succeeded();
        Estate
            .States(execution)
            .ShouldBe([
                "PlanRelay",
                "ChooseRoute",
                "CopyToRegion",
                "AfterRegionCopy",
                "WaitForRegionCopy",
                "CheckRegionCopy",
                "BeforeAccountCopy",
                "ShareRegionCopy",
                "AfterShare",
                "VerifyCopy",
                "RelayCompleted",
            ]);
        var copy = (await estate.Copies(Estate.Source)).ShouldHaveSingleItem();
        copy.KmsKeyId.ShouldBe(estate.Relay.RegionKeyArn);
        estate.Shares.ShouldBe([$"{copy.DBSnapshotIdentifier} with {Estate.Dr}"]);
        estate.Owned(Estate.Dr).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Given_the_direct_way_then_the_DR_account_copies_the_source_in_one_step_and_its_share_ends(
        bool cluster
    )
    {
        await using var estate = await DirectlyFrom(await Estate.Directly(), cluster);
        var execution = estate.Succeeded();
        Estate
            .States(execution)
            .ShouldBe([
                "PlanRelay",
                "ChooseRoute",
                "BeforeAccountCopy",
                "ShareSource",
                "AfterShare",
                "CopyToAccount",
                "AfterAccountCopy",
                "WaitForAccountCopy",
                "CheckAccountCopy",
                "StopSharing",
                "AfterSharing",
                "VerifyCopy",
                "RelayCompleted",
            ]);
        estate.Owned(Estate.Source).ShouldBeEmpty();
        var copy = estate.Owned(Estate.Dr).ShouldHaveSingleItem();
        copy.Encryption.Key!.Arn.ShouldBe(estate.Relay.AccountKeyArn);
        ShouldBeAsBefore(estate);
    }

    [Fact]
    public async Task While_a_source_is_shared_it_says_so_by_a_tag()
    {
        await using var estate = await Estate.Directly();
        var snapshot = await estate.ManualSnapshot("orders", "s");
        await estate.RunUntil(() => estate.Executions.Any(e => e.CurrentState == "WaitForAccountCopy"));
        estate.Shares.ShouldBe([$"s with {Estate.Dr}"]);
        estate.TagsOf(snapshot).ShouldBe([$"snapshot-relay:shared-with={Estate.Dr}"]);
    }

    [Fact]
    public async Task An_automated_snapshot_goes_by_the_DR_Region_even_where_the_direct_way_is_on()
    {
        await using var estate = await Estate.Directly();
        estate.AutomatedSnapshot("orders");
        await estate.RunUntilIdle();
        var execution = estate.Succeeded();
        Estate.Route(execution).ShouldBe("RegionThenAccount");
        Estate.Reason(execution).ShouldContain("automated snapshots can't be shared");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Where_AWS_refuses_the_single_step_the_same_execution_goes_by_the_DR_Region(bool cluster)
    {
        await using var estate = await DirectlyFrom(
            await Estate.Directly(o => o with { Rds = o.Rds with { SingleStepCopies = false } }),
            cluster
        );
        var execution = estate.Succeeded();
        Estate.Route(execution).ShouldBe("RegionThenAccount");
        Estate.InsteadOf(execution).ShouldBe(Direct);
        Estate.Reason(execution).ShouldContain("AWS refused DirectToAccount");
        estate.Owned(Estate.Source).ShouldHaveSingleItem().Status.ShouldBe("available");
        estate.Owned(Estate.Dr).ShouldHaveSingleItem().Status.ShouldBe("available");
        ShouldBeAsBefore(estate);
    }

    [Fact]
    public async Task Where_the_sources_key_is_not_shared_the_region_copy_re_encrypts()
    {
        await using var estate = await Estate.WithDatabase(deploy: s => s with { DirectToAccount = true });
        await estate.ManualSnapshot("orders", "s");
        await estate.RunUntilIdle();
        var execution = estate.Succeeded();
        Estate.InsteadOf(execution).ShouldBe(Direct);
        (await estate.Copies(Estate.Dr)).ShouldHaveSingleItem().KmsKeyId.ShouldBe(estate.Relay.AccountKeyArn);
        ShouldBeAsBefore(estate);
    }

    [Theory]
    [InlineData("ModifyDBSnapshotAttribute")]
    [InlineData("AddTagsToResource")]
    public async Task Where_the_source_may_not_be_shared_the_relay_goes_by_the_DR_Region(string denied)
    {
        await using var estate = await Estate.Directly();
        estate.Fault(
            new Fault
            {
                Effect = FaultEffect.Deny,
                Operation = denied,
                CallerRole = "snapshot-relay-ShareSource",
            }
        );
        await estate.ManualSnapshot("orders", "s");
        await estate.RunUntilIdle();
        Estate.InsteadOf(estate.Succeeded()).ShouldBe(Direct);
        estate.Owned(Estate.Dr).ShouldHaveSingleItem();
        ShouldBeAsBefore(estate);
    }

    [Fact]
    public async Task A_direct_copy_that_fails_is_made_again_by_the_DR_Region()
    {
        await using var estate = await Estate.Directly();
        estate.Fault(
            new Fault
            {
                Effect = FaultEffect.FailCopy,
                Account = Estate.Dr,
                Percent = 40,
            }
        );
        await estate.ManualSnapshot("orders", "s");
        await estate.RunUntilIdle();
        Estate.InsteadOf(estate.Succeeded()).ShouldBe(Direct);
        estate.Owned(Estate.Dr).Select(c => c.Status).ShouldBe(["failed", "available"], ignoreOrder: true);
        ShouldBeAsBefore(estate);
    }

    [Fact]
    public async Task After_a_failure_the_source_is_not_shared_any_more()
    {
        await using var estate = await Estate.Directly();
        estate.Fault(
            new Fault
            {
                Effect = FaultEffect.Error,
                Operation = "CopyDBSnapshot",
                Account = Estate.Dr,
                Code = "SnapshotQuotaExceeded",
                Status = 400,
                Message = "Cannot create more than 100 manual snapshots",
            }
        );
        await estate.ManualSnapshot("orders", "s");
        await estate.RunUntilIdle();
        estate.Failed("ManualSnapshotQuotaException");
        ShouldBeAsBefore(estate);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_share_that_a_person_has_made_is_used_and_stays(bool accepted)
    {
        await using var estate = await Estate.Directly(o =>
            o with
            {
                Rds = o.Rds with { SingleStepCopies = accepted },
            }
        );
        estate.Fault(new Fault { Effect = FaultEffect.Drop, EventId = "RDS-EVENT-0042" });
        var snapshot = await estate.ManualSnapshot("orders", "s");
        await estate.RunUntilIdle();
        using (var rds = estate.Rds(Estate.Source, estate.SourceRegion))
        {
            await rds.ModifyDBSnapshotAttributeAsync(
                new Amazon.RDS.Model.ModifyDBSnapshotAttributeRequest
                {
                    DBSnapshotIdentifier = "s",
                    AttributeName = "restore",
                    ValuesToAdd = [Estate.Dr],
                }
            );
        }

        await estate.StartByHand(snapshot);
        await estate.RunUntilIdle();
        estate.Succeeded();
        estate.Shares.ShouldBe([$"s with {Estate.Dr}"]);
        estate.TagsOf(snapshot).ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_relays_of_a_snapshot_on_the_direct_way_make_one_copy_and_leave_no_share()
    {
        await using var estate = await Estate.Directly(o =>
            o with
            {
                Rds = o.Rds with { WithdrawnShareFailsCopy = true },
            }
        );
        var snapshot = await estate.ManualSnapshot("orders", "s");
        await estate.RunUntil(() => estate.Executions.Any(e => e.CurrentState == "CopyToAccount"));
        await estate.StartByHand(snapshot);
        await estate.RunUntilIdle();
        estate.Executions.Select(e => e.Status).ShouldBe(["SUCCEEDED", "SUCCEEDED"]);
        estate.Owned(Estate.Dr).ShouldHaveSingleItem();
        ShouldBeAsBefore(estate);
    }

    [Fact]
    public async Task The_direct_way_uses_the_slots_of_the_DR_account_only()
    {
        await using var estate = await Estate.Directly(
            o => o with { Rds = o.Rds with { CopiesInProgress = 1 } },
            ("CopiesInProgress", "1")
        );
        var key = await estate.SharedKey();
        for (var i = 1; i <= 3; i++)
        {
            await estate.Database($"db-{i}", key);
        }

        for (var i = 1; i <= 3; i++)
        {
            await estate.ManualSnapshot($"db-{i}", $"s-{i}");
        }

        await estate.RunUntilIdle();
        estate.Executions.ShouldAllBe(e => e.Status == "SUCCEEDED");
        estate.Executions.Count(e => Estate.States(e).Contains("WaitForAccountSlot")).ShouldBe(2);
        estate.Owned(Estate.Dr).Count.ShouldBe(3);
        ShouldBeAsBefore(estate);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_waits_for_a_slot_of_the_DR_account_shares_once_or_again_if_it_must(bool withdrawn)
    {
        await using var estate = await Estate.Directly(
            o => o with { Rds = o.Rds with { CopiesInProgress = 1 } },
            ("CopiesInProgress", "1")
        );
        await estate.Database("warehouse", await estate.SharedKey(), sizeGiB: 1500);
        await estate.ManualSnapshot("warehouse", "large");
        await estate.RunUntil(() => estate.Executions.Any(e => e.CurrentState == "WaitForAccountCopy"));
        await estate.ManualSnapshot("orders", "s");
        await estate.RunUntil(() => estate.Executions.Any(e => e.CurrentState == "WaitForAccountSlot"));
        if (withdrawn)
        {
            using var rds = estate.Rds(Estate.Source, estate.SourceRegion);
            await rds.ModifyDBSnapshotAttributeAsync(
                new Amazon.RDS.Model.ModifyDBSnapshotAttributeRequest
                {
                    DBSnapshotIdentifier = "s",
                    AttributeName = "restore",
                    ValuesToRemove = [Estate.Dr],
                }
            );
        }

        await estate.RunUntilIdle();
        estate.Executions.ShouldAllBe(e => e.Status == "SUCCEEDED");
        estate.Executions[^1].History.Count(e => e.StateName == "WaitForAccountSlot").ShouldBeGreaterThan(10);
        estate.CallsOf("ShareSource")["ModifyDBSnapshotAttribute"].ShouldBe(withdrawn ? 3 : 2);
        ShouldBeAsBefore(estate);
    }

    private static async Task<Estate> DirectlyFrom(Estate estate, bool cluster)
    {
        if (cluster)
        {
            await estate.Cluster("ledger", await estate.SharedKey());
            await estate.ManualClusterSnapshot("ledger", "s");
        }
        else
        {
            await estate.ManualSnapshot("orders", "s");
        }

        await estate.RunUntilIdle();
        return estate;
    }

    // Nothing of the source account's is shared, and no source snapshot says that it is.
    private static void ShouldBeAsBefore(Estate estate)
    {
        estate.Shares.ShouldBeEmpty();
        estate
            .Cloud.Rds.State.SnapshotsIn(Estate.Source, estate.SourceRegion)
            .SelectMany(s => s.Tags)
            .ShouldBeEmpty();
    }
}
