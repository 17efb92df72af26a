using LocalCloud.Faults;

namespace Scenarios;

/// <summary>What Reconcile finds and finishes: what a lost event, an expired queue or a dead execution has left behind.</summary>
public sealed class ReconciliationFinds
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Theory]
    [InlineData("copy")]
    [InlineData("share")]
    [InlineData("region")]
    public async Task A_snapshot_whose_event_was_lost(string mode)
    {
        await using var estate = await Estate.WithDatabase(mode);
        await Lost(estate);
        var report = await estate.Reconcile();
        ((string?)report["message"]).ShouldNotBeNull().ShouldContain("snapshot:s");
        await estate.RunUntilIdle();
        estate.Succeeded();
        await ShouldFindNothingMore(estate);
    }

    [Fact]
    public async Task An_automated_cluster_snapshot_whose_event_was_lost()
    {
        await using var estate = await Estate.WithDatabase();
        await estate.Cluster("ledger", await estate.Key());
        estate.Fault(new Fault { Effect = FaultEffect.Drop, EventId = "RDS-EVENT-0169" });
        estate.AutomatedClusterSnapshot("ledger");
        await estate.RunFor(Hour);
        await estate.Reconcile();
        await estate.RunUntilIdle();
        estate.Succeeded();
        (await estate.ClusterCopies(Estate.Dr)).ShouldHaveSingleItem();
        await ShouldFindNothingMore(estate);
    }

    [Fact]
    public async Task A_snapshot_whose_event_was_never_handled_and_lies_in_a_queue_that_nobody_reads()
    {
        await using var estate = await Estate.WithDatabase();
        estate.Fault(
            new Fault
            {
                Effect = FaultEffect.Error,
                Operation = "StartExecution",
                CallerRole = "snapshot-relay-OnSnapshotCompleted",
                Times = 99,
            }
        );
        await estate.ManualSnapshot("orders", "s");
        await estate.RunUntilIdle();
        estate.DeadLetters.ShouldHaveSingleItem();
        await estate.RunFor(Hour);
        await estate.Reconcile();
        await estate.RunUntilIdle();
        estate.Succeeded();
    }

    [Fact]
    public async Task A_failed_execution_once_a_day()
    {
        await using var estate = await Estate.WithDatabase();
        estate.Fault(new Fault { Effect = FaultEffect.FailCopy, Percent = 40 });
        await estate.ManualSnapshot("orders", "s");
        await estate.RunUntilIdle();
        var first = estate.Failed("CopyFailedException");
        await estate.RunFor(23 * Hour);
        ((int)(await estate.Reconcile())["missing"]!).ShouldBe(1);
        estate.Executions.ShouldHaveSingleItem();
        await estate.RunFor(Hour);
        var report = await estate.Reconcile();
        ((string?)report["message"]).ShouldNotBeNull().ShouldContain("CopyFailedException");
        await estate.RunUntilIdle();
        estate.Executions.Select(e => e.Name).ShouldBe([first.Name, first.Name + "-r1"]);
        estate.Executions[^1].Status.ShouldBe("SUCCEEDED", estate.Executions[^1].Cause);
        await ShouldFindNothingMore(estate);
    }

    [Theory]
    [InlineData("WaitForRegionCopy")]
    [InlineData("ShareRegionCopy")]
    [InlineData("WaitForAccountCopy")]
    public async Task An_aborted_execution_s_half_done_relay(string at)
    {
        await using var estate = await Estate.WithDatabase();
        await estate.ManualSnapshot("orders", "s");
        await estate.RunUntil(() => estate.Executions.Any(e => e.CurrentState == at));
        await estate.Abort(estate.Executions[0]);
        await estate.RunFor(25 * Hour);
        var report = await estate.Reconcile();
        await estate.RunUntilIdle();
        estate.Shares.ShouldBeEmpty();
        if (at == "WaitForAccountCopy")
        {
            report["retried"]!.AsArray().ShouldBeEmpty("the account copy was made all the same");
        }
        else
        {
            estate.Executions[^1].Status.ShouldBe("SUCCEEDED", estate.Executions[^1].Cause);
        }

        (await estate.Copies(Estate.Source)).ShouldHaveSingleItem();
        (await estate.Copies(Estate.Dr)).ShouldHaveSingleItem();
        await ShouldFindNothingMore(estate);
    }

    [Theory]
    [InlineData(Estate.Source, "WaitForRegionCopy")]
    [InlineData(Estate.Dr, "WaitForAccountCopy")]
    public async Task A_timed_out_execution_s_half_done_relay(string account, string at)
    {
        await using var estate = await Estate.WithDatabase();
        estate.GiveRelays("3600");
        estate.Fault(
            new Fault
            {
                Effect = FaultEffect.HoldCopy,
                Account = account,
                DelaySeconds = 3 * 3600,
            }
        );
        await estate.ManualSnapshot("orders", "s");
        await estate.RunFor(2 * Hour);
        var first = estate.Executions.ShouldHaveSingleItem();
        (first.Status, Estate.States(first)[^2]).ShouldBe(
            ("TIMED_OUT", at),
            string.Join(' ', Estate.States(first))
        );
        estate.GiveRelays("1728000");
        await estate.RunFor(22 * Hour);
        (await estate.Reconcile())["retried"]!.AsArray().ShouldBeEmpty("it rests for a day");
        estate.Shares.ShouldBeEmpty();
        await estate.RunFor(2 * Hour);
        var report = await estate.Reconcile();
        await estate.RunUntilIdle();
        if (account == Estate.Dr)
        {
            report["retried"]!.AsArray().ShouldBeEmpty("the account copy was made all the same");
        }
        else
        {
            $"{report["retried"]![0]!["why"]}".ShouldContain("TIMED_OUT");
            estate.Executions[^1].Name.ShouldBe(first.Name + "-r1");
            estate.Executions[^1].Status.ShouldBe("SUCCEEDED", estate.Executions[^1].Cause);
        }

        (await estate.Copies(Estate.Source)).ShouldHaveSingleItem();
        (await estate.Copies(Estate.Dr)).ShouldHaveSingleItem();
        await ShouldFindNothingMore(estate);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_copy_that_was_to_be_shared_and_never_was(bool hasReader)
    {
        await using var estate = await Estate.WithDatabase(
            "share",
            deploy: s => s with { OnlyShares = !hasReader }
        );
        estate.Fault(new Fault { Effect = FaultEffect.Deny, Operation = "ModifyDBSnapshotAttribute" });
        await estate.ManualSnapshot("orders", "s");
        await estate.RunUntilIdle();
        estate.Failed("AwsAccessDeniedException");
        estate.Shares.ShouldBeEmpty();
        await estate.RunFor(25 * Hour);
        await estate.Reconcile();
        await estate.RunUntilIdle();
        estate.Shares.ShouldHaveSingleItem();
        (await estate.Copies(Estate.Source)).ShouldHaveSingleItem();
        await ShouldFindNothingMore(estate);
    }

    [Fact]
    public async Task A_copy_that_waited_a_day_before_its_relay_failed()
    {
        await using var estate = await Estate.WithDatabase("region");
        estate.Fault(new Fault { Effect = FaultEffect.HoldCopy, DelaySeconds = 25 * 3600 });
        await estate.ManualSnapshot("orders", "s");
        await estate.RunUntil(() => estate.Executions is [{ Status: "FAILED" }]);
        estate.Failed("CopyOverdueException");
        await estate.RunFor(Hour);
        var report = await estate.Reconcile();
        report["retried"]!.AsArray().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_copy_that_is_to_be_shared_since_a_tag_has_come_to_say_so()
    {
        await using var estate = await Estate.WithDatabase();
        var snapshot = await estate.ManualSnapshot("orders", "s", tags: ("snapshot-relay:mode", "region"));
        await estate.RunUntilIdle();
        await estate.Tag(snapshot, "snapshot-relay:mode", "share");
        await estate.RunFor(Hour);
        await estate.Reconcile();
        await estate.RunUntilIdle();
        estate.Shares.ShouldHaveSingleItem();
        await ShouldFindNothingMore(estate);
        estate.Shares.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_refused_one_stays_refused_until_its_cause_is_mended_and_is_then_relayed_at_once()
    {
        var key = "";
        await using var estate = await Estate.WithDatabase();
        using var kms = estate.Kms(Estate.Source, estate.DrRegion);
        key = estate.Relay.RegionKeyArn!;
        await kms.DisableKeyAsync(new Amazon.KeyManagementService.Model.DisableKeyRequest { KeyId = key });
        await estate.ManualSnapshot("orders", "s");
        await estate.RunUntilIdle();
        estate.Failed("KeyRefusedException");
        foreach (var _ in Enumerable.Range(0, 26))
        {
            await estate.RunFor(Hour);
            var report = await estate.Reconcile();
            ((int)report["missing"]!).ShouldBe(1);
            $"{report["stillMissing"]![0]!["reason"]}".ShouldContain("disabled", Case.Insensitive);
        }

        estate.Executions.ShouldHaveSingleItem();
        await kms.EnableKeyAsync(new Amazon.KeyManagementService.Model.EnableKeyRequest { KeyId = key });
        await estate.Reconcile();
        await estate.RunUntilIdle();
        estate.Executions[^1].Status.ShouldBe("SUCCEEDED", estate.Executions[^1].Cause);
        await ShouldFindNothingMore(estate);
    }

    [Fact]
    public async Task One_that_was_refused_since_the_copier_can_not_be_assumed_is_not_started_blindly()
    {
        await using var estate = await Estate.WithDatabase();
        estate.Fault(
            new Fault
            {
                Effect = FaultEffect.Deny,
                Operation = "AssumeRole",
                Mentions = "-copier",
                Times = int.MaxValue,
            }
        );
        await estate.ManualSnapshot("orders", "s");
        await estate.RunUntilIdle();
        estate.Failed("RoleNotAssumableException");
        foreach (var _ in Enumerable.Range(0, 26))
        {
            await estate.RunFor(Hour);
            var report = await estate.Reconcile();
            $"{report["stillMissing"]![0]!["reason"]}".ShouldContain("-copier");
        }

        estate.Executions.ShouldHaveSingleItem();
        estate.Cloud.Faults.Clear();
        await estate.RunFor(Hour);
        await estate.Reconcile();
        await estate.RunUntilIdle();
        estate.Executions[^1].Status.ShouldBe("SUCCEEDED", estate.Executions[^1].Cause);
    }

    [Fact]
    public async Task One_that_gave_way_to_a_newer_one_that_was_never_copied()
    {
        await using var estate = await Estate.WithDatabase(
            options: o => o with { Rds = o.Rds with { CopiesInProgress = 1 } },
            deploy: s => s with { Parameters = new Dictionary<string, string> { ["CopiesInProgress"] = "1" } }
        );
        await estate.Database("warehouse", sizeGiB: 1500);
        await estate.ManualSnapshot("warehouse", "large");
        await estate.RunUntil(() => estate.Executions.Any(e => e.CurrentState == "WaitForRegionCopy"));
        var older = estate.AutomatedSnapshot("orders");
        await estate.RunFor(Hour);
        var newer = estate.AutomatedSnapshot("orders");
        await estate.RunFor(Hour);
        await estate.Abort(estate.Executions.Single(e => e.Input.Contains(newer, StringComparison.Ordinal)));
        await estate.RunFor(Hour);
        await estate.Reconcile();
        await estate.RunUntilIdle();
        var last = estate.Executions[^1];
        last.Input.ShouldContain(older);
        last.Status.ShouldBe("SUCCEEDED", last.Cause);
        Estate.Route(last).ShouldBe("RegionThenAccount");
    }

    [Fact]
    public async Task A_recovery_point_whose_event_was_lost()
    {
        await using var estate = await Estate.WithVault();
        var database = await estate.Orders();
        estate.Fault(
            new Fault
            {
                Effect = FaultEffect.Drop,
                DetailType = "Backup Job State Change",
                Times = 99,
            }
        );
        await estate.BackUp(database);
        await estate.RunFor(2 * Hour);
        estate.Executions.ShouldBeEmpty();
        await estate.Reconcile();
        await estate.RunUntilIdle();
        Estate.Route(estate.Succeeded()).ShouldBe("BackupCopyJob");
        await ShouldFindNothingMore(estate);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public async Task The_one_of_two_backups_of_a_moment_whose_copy_failed(int which, bool isTheOtherDeleted)
    {
        await using var estate = await Estate.WithVault();
        var database = await estate.Orders();
        estate.Fault(new Fault { Effect = FaultEffect.FailCopyJob, Nth = which });
        var (first, _) = await estate.BackUpTwice(database);
        await estate.RunUntilIdle();
        estate.Executions.Select(e => e.Status).ShouldBe(["FAILED", "SUCCEEDED"], ignoreOrder: true);
        if (isTheOtherDeleted)
        {
            await estate.DeleteRecoveryPoint(first);
        }

        await estate.RunFor(25 * Hour);
        var report = await estate.Reconcile();
        report["retried"]!.AsArray().ShouldHaveSingleItem();
        await estate.RunUntilIdle();
        estate.Executions[^1].Status.ShouldBe("SUCCEEDED", estate.Executions[^1].Cause);
        await ShouldFindNothingMore(estate);
    }

    [Fact]
    public async Task One_that_was_tagged_skip_when_it_was_planned_and_is_not_any_more()
    {
        await using var estate = await Estate.WithDatabase();
        await estate.ManualSnapshot("orders", "s");
        await estate.RunUntil(() => estate.Executions.Count == 1);
        var snapshot = $"arn:aws:rds:{estate.SourceRegion}:{Estate.Source}:snapshot:s";
        await estate.Tag(snapshot, "snapshot-relay:mode", "skip");
        await estate.RunUntilIdle();
        Estate.Route(estate.Succeeded()).ShouldBe("NothingToDo");
        await estate.RunFor(Hour);
        await ShouldFindNothingMore(estate);
        await estate.Tag(snapshot, "snapshot-relay:mode", "copy");
        await estate.Reconcile();
        await estate.RunUntilIdle();
        estate.Executions[^1].Status.ShouldBe("SUCCEEDED", estate.Executions[^1].Cause);
        (await estate.Copies(Estate.Dr)).ShouldHaveSingleItem();
        await ShouldFindNothingMore(estate);
    }

    internal static async Task Lost(Estate estate, string name = "s")
    {
        estate.Fault(new Fault { Effect = FaultEffect.Drop, EventId = "RDS-EVENT-0042" });
        await estate.ManualSnapshot("orders", name);
        await estate.RunFor(Hour);
        estate.Executions.ShouldBeEmpty();
    }

    internal static async Task ShouldFindNothingMore(Estate estate)
    {
        var before = estate.Executions.Count;
        await estate.RunFor(Hour);
        var report = await estate.Reconcile();
        ((string?)report["message"]).ShouldBeNull();
        ((int)report["missing"]!).ShouldBe(0);
        await estate.RunUntilIdle();
        estate.Executions.Count.ShouldBe(before);
    }
}
