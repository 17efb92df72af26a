using Amazon.KeyManagementService.Model;
using LocalCloud.Faults;

namespace Scenarios;

public sealed class WhenSomethingFails
{
    private const string Copy = "CopyDBSnapshot";

    [Fact]
    public async Task A_throttled_call_is_tried_again_and_the_relay_completes()
    {
        await using var estate = await Estate.WithDatabase();
        estate.Fault(
            new Fault
            {
                Effect = FaultEffect.Throttle,
                Operation = Copy,
                Times = 2,
            }
        );
        estate.Fault(
            new Fault
            {
                Effect = FaultEffect.Throttle,
                Operation = "DescribeDBSnapshots",
                Nth = 3,
                Times = 3,
            }
        );
        await Relayed(estate);
    }

    [Theory]
    [InlineData(Copy, false)]
    [InlineData(Copy, true)]
    [InlineData("ModifyDBSnapshotAttribute", true)]
    [InlineData("DescribeKey", false)]
    [InlineData("AssumeRole", false)]
    public async Task A_function_that_dies_at_a_call_is_run_again_and_there_is_one_copy(
        string operation,
        bool after
    )
    {
        await using var estate = await Estate.WithDatabase();
        estate.Fault(
            new Fault
            {
                Effect = FaultEffect.Crash,
                Operation = operation,
                After = after,
                CallerRole = "snapshot-relay-*",
            }
        );
        await Relayed(estate);
    }

    [Fact]
    public async Task A_500_after_the_copy_took_effect_makes_no_second_copy()
    {
        await using var estate = await Estate.WithDatabase();
        estate.Fault(
            new Fault
            {
                Effect = FaultEffect.Error,
                Operation = Copy,
                After = true,
            }
        );
        await Relayed(estate);
    }

    [Fact]
    public async Task A_failed_copy_fails_the_relay_in_words_and_the_next_start_makes_a_new_attempt()
    {
        await using var estate = await Estate.WithDatabase();
        estate.Fault(
            new Fault
            {
                Effect = FaultEffect.FailCopy,
                Account = Estate.Dr,
                Percent = 40,
            }
        );
        var snapshot = await estate.ManualSnapshot("orders", "s");
        await estate.RunUntilIdle();
        var failed = estate.Failed("CopyFailedException");
        failed
            .Cause.ShouldNotBeNull()
            .ShouldContain($"The relay of {snapshot} (database orders) failed at CheckAccountCopy");
        failed.Cause.ShouldContain("What to do: ");
        (await estate.Copies(Estate.Source)).ShouldHaveSingleItem();
        estate.Shares.ShouldBeEmpty();

        await estate.StartByHand(snapshot);
        await estate.RunUntilIdle();
        estate.Executions[^1].Status.ShouldBe("SUCCEEDED", estate.Executions[^1].Cause);
        (await estate.Copies(Estate.Dr)).Select(c => c.Status).ShouldBe(["failed", "available"]);
        (await estate.Copies(Estate.Dr))[^1].DBSnapshotIdentifier.ShouldEndWith("-r1");
        (await estate.Copies(Estate.Source)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Someone_elses_snapshot_under_the_copys_name_is_refused()
    {
        await using var estate = await Estate.WithDatabase();
        await estate.ManualSnapshot("orders", "s");
        await estate.RunUntilIdle();
        var name = (await estate.Copies(Estate.Dr)).Single().DBSnapshotIdentifier;
        await estate.DeleteSnapshot(Estate.Dr, estate.DrRegion, name);
        using var rds = estate.Rds(Estate.Dr, estate.DrRegion);
        await estate.DatabaseIn(Estate.Dr, "theirs", estate.DrRegion);
        await rds.CreateDBSnapshotAsync(
            new Amazon.RDS.Model.CreateDBSnapshotRequest
            {
                DBInstanceIdentifier = "theirs",
                DBSnapshotIdentifier = name,
            }
        );
        await estate.RunUntilIdle();
        await estate.StartByHand($"arn:aws:rds:eu-west-1:{Estate.Source}:snapshot:s");
        await estate.RunUntilIdle();
        estate.Executions[^1].Error.ShouldBe("CopyNameTakenException", estate.Executions[^1].Cause);
    }

    [Fact]
    public async Task A_full_DR_Region_stops_the_relay_and_says_so()
    {
        await using var estate = await Estate.WithDatabase(options: o =>
            o with
            {
                Rds = o.Rds with { ManualSnapshots = 1 },
            }
        );
        await estate.ManualSnapshot("orders", "first");
        await estate.RunUntilIdle();
        estate.AutomatedSnapshot("orders");
        await estate.RunUntilIdle();
        estate.Executions[^1].Error.ShouldBe("ManualSnapshotQuotaException", estate.Executions[^1].Cause);
    }

    [Fact]
    public async Task With_all_copy_slots_taken_the_later_relays_wait_their_turn_and_all_complete()
    {
        await using var estate = await Estate.WithDatabase(
            options: o => o with { Rds = o.Rds with { CopiesInProgress = 2 } },
            deploy: s => s with { Parameters = new Dictionary<string, string> { ["CopiesInProgress"] = "2" } }
        );
        foreach (var i in Enumerable.Range(1, 5))
        {
            await estate.Database($"db-{i}", sizeGiB: 200);
        }

        foreach (var i in Enumerable.Range(1, 5))
        {
            await estate.ManualSnapshot($"db-{i}", $"s-{i}");
        }

        await estate.RunUntilIdle();
        estate.Executions.Select(e => e.Status).ShouldAllBe(s => s == "SUCCEEDED");
        estate.Executions.ShouldContain(e => Estate.States(e).Contains("WaitForSlot"));
        (await estate.Copies(Estate.Dr)).Count.ShouldBe(5);
    }

    [Fact]
    public async Task With_all_copy_slots_of_the_DR_account_taken_by_others_the_relay_waits_there()
    {
        await using var estate = await Estate.WithDatabase();
        estate.Fault(
            new Fault
            {
                Effect = FaultEffect.Error,
                Operation = Copy,
                Account = Estate.Dr,
                Code = "SnapshotQuotaExceeded",
                Message = "Cannot copy more than 20 snapshots across regions",
                Times = 2,
            }
        );
        await Relayed(estate);
        Estate.States(estate.Executions.ShouldHaveSingleItem()).ShouldContain("WaitForAccountSlot");
    }

    [Fact]
    public async Task In_a_wave_the_slots_of_both_accounts_are_busy_at_the_same_time()
    {
        await using var estate = await Estate.WithDatabase(
            options: o => o with { Rds = o.Rds with { CopiesInProgress = 2 } },
            deploy: s => s with { Parameters = new Dictionary<string, string> { ["CopiesInProgress"] = "2" } }
        );
        for (var i = 1; i <= 8; i++)
        {
            await estate.Database($"db-{i}");
        }

        for (var i = 1; i <= 8; i++)
        {
            await estate.ManualSnapshot($"db-{i}", $"s-{i}");
        }

        await estate.RunUntilIdle();
        estate.Executions.ShouldAllBe(e => e.Status == "SUCCEEDED");
        // A copy takes 1040 s: one account after the other would take 8 × 2 × 1040 / 2 = 8320 s, side by side is 5200 s at best.
        var all = estate.Executions.Max(e => e.StopDate)!.Value - estate.Executions[0].StartDate;
        all.TotalSeconds.ShouldBeLessThan(7000);
    }

    [Fact]
    public async Task A_key_that_RDS_cannot_use_yet_is_tried_again_and_then_refused_by_name()
    {
        await using var estate = await Estate.WithDatabase();
        estate.Fault(
            new Fault
            {
                Effect = FaultEffect.Error,
                Operation = Copy,
                Code = "KMSKeyNotAccessibleFault",
                Status = 400,
                Message =
                    "The target KMS key [k] does not exist, is not enabled or you do not have permissions to access it.",
                Times = 2,
            }
        );
        await Relayed(estate);

        estate.Fault(
            new Fault
            {
                Effect = FaultEffect.Error,
                Operation = Copy,
                Code = "KMSKeyNotAccessibleFault",
                Status = 400,
                Message = "no",
                Times = 99,
            }
        );
        await estate.ManualSnapshot("orders", "another");
        await estate.RunUntilIdle();
        estate.Executions[^1].Error.ShouldBe("KeyNotAccessibleException");
    }

    [Theory]
    [InlineData("source")]
    [InlineData("region")]
    [InlineData("account")]
    public async Task A_disabled_key_is_refused_before_anything_is_changed_and_named_with_its_fix(
        string which
    )
    {
        await using var estate = Estate.Start();
        var source = await estate.Key();
        await estate.Database("orders", source);
        var (account, region, key) = which switch
        {
            "source" => (Estate.Source, estate.SourceRegion, source),
            "region" => (Estate.Source, estate.DrRegion, estate.Relay.RegionKeyArn),
            _ => (Estate.Dr, estate.DrRegion, estate.Relay.AccountKeyArn!),
        };
        await estate.ManualSnapshot("orders", "s");
        using var kms = estate.Kms(account, region);
        await kms.DisableKeyAsync(new DisableKeyRequest { KeyId = key });
        await estate.RunUntilIdle();
        var refused = estate.Executions.ShouldHaveSingleItem();
        refused.Error.ShouldBe("KeyRefusedException");
        refused.Cause.ShouldNotBeNull().ShouldContain(key);
        refused.Cause.ShouldContain($"the {which} key");
        refused.Cause.ShouldContain("Enable ");
        (await estate.Copies(Estate.Source)).ShouldBeEmpty();
        Estate.States(refused).ShouldBe(["PlanRelay", "ExplainFailure", "RelayFailed"]);
    }

    [Fact]
    public async Task A_DR_account_role_that_cannot_be_assumed_is_refused_before_anything_is_changed()
    {
        await using var estate = await Estate.WithDatabase();
        estate.Fault(
            new Fault
            {
                Effect = FaultEffect.Deny,
                Operation = "AssumeRole",
                Times = 99,
            }
        );
        await estate.ManualSnapshot("orders", "s");
        await estate.RunUntilIdle();
        estate.Executions.ShouldHaveSingleItem().Error.ShouldBe("RoleNotAssumableException");
        (await estate.Copies(Estate.Source)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_source_that_vanishes_before_it_is_copied_fails_the_relay_by_name()
    {
        await using var estate = await Estate.WithDatabase();
        estate.Fault(
            new Fault
            {
                Effect = FaultEffect.Throttle,
                Operation = Copy,
                Times = 3,
            }
        );
        await estate.ManualSnapshot("orders", "s");
        await estate.RunUntil(() =>
            estate.Executions.Any(e => e.CurrentState == "CopyToRegion" && e.StateTransitions > 4)
        );
        await estate.DeleteSnapshot(Estate.Source, estate.SourceRegion, "s");
        await estate.RunUntilIdle();
        estate.Executions.ShouldHaveSingleItem().Error.ShouldBe("SnapshotNotFoundException");
    }

    [Fact]
    public async Task A_share_that_cannot_be_withdrawn_is_told()
    {
        await using var estate = await Estate.WithDatabase();
        estate.Fault(
            new Fault
            {
                Effect = FaultEffect.Deny,
                Operation = "ModifyDBSnapshotAttribute",
                CallerRole = "snapshot-relay-StopSharing",
            }
        );
        await estate.ManualSnapshot("orders", "s");
        await estate.RunUntilIdle();
        var failed = estate.Executions.ShouldHaveSingleItem();
        failed.Error.ShouldBe("AwsAccessDeniedException");
        failed.Cause.ShouldNotBeNull().ShouldContain("failed at StopSharing");
    }

    [Fact]
    public async Task The_share_stays_while_another_executions_account_copy_is_in_progress()
    {
        await using var estate = await Estate.WithDatabase();
        var snapshot = await estate.ManualSnapshot("orders", "s");
        await estate.RunUntil(() => estate.Executions.Any(e => e.CurrentState == "WaitForAccountCopy"));
        var regionCopy = (await estate.Copies(Estate.Source)).Single().DBSnapshotIdentifier;

        // A second relay of the same snapshot fails while the first one's account copy runs.
        estate.Fault(
            new Fault
            {
                Effect = FaultEffect.Deny,
                Operation = "ModifyDBSnapshotAttribute",
                CallerRole = "snapshot-relay-ShareRegionCopy",
            }
        );
        await estate.StartByHand(snapshot, "second");
        await estate.RunUntil(() => estate.Executions.Any(e => e.Name == "second" && e.Status == "FAILED"));
        (await estate.SharedWith(regionCopy)).ShouldBe([Estate.Dr]);
        await estate.RunUntilIdle();
        estate.Executions[0].Status.ShouldBe("SUCCEEDED");
        estate.Shares.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_event_that_cannot_be_understood_reaches_the_dead_letter_queue_with_a_clear_error()
    {
        await using var estate = Estate.Start();
        estate.EmitStrangeEvent();
        await estate.RunUntilIdle();
        var letter = estate.DeadLetters.ShouldHaveSingleItem();
        letter.Attributes["ErrorMessage"].ShouldContain("detail.Message");
        estate.Executions.ShouldBeEmpty();
    }

    // Whatever was scripted: one verified copy in each place, no share left, nothing in a dead-letter queue.
    private static async Task Relayed(Estate estate)
    {
        await estate.ManualSnapshot("orders", "s");
        await estate.RunUntilIdle();
        estate.Succeeded();
        (await estate.Copies(Estate.Source)).ShouldHaveSingleItem();
        (await estate.Copies(Estate.Dr)).ShouldHaveSingleItem();
        estate.Shares.ShouldBeEmpty();
        estate.DeadLetters.ShouldBeEmpty();
        estate.Cloud.Faults.All.ShouldAllBe(f => f.Matches > 0);
    }
}
