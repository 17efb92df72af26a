using LocalCloud.Backup;
using LocalCloud.Faults;

namespace Scenarios;

/// <summary>AWS Backup's recovery points: copied by copy jobs, or rescued by RDS where AWS Backup can't.</summary>
public sealed class RecoveryPointsToo
{
    private const string OneJob = "BackupCopyJob";
    private const string TwoJobs = "BackupTwoJobs";
    private const string Rescue = "RegionThenAccount";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Given_a_customer_managed_key_then_one_copy_job_leads_into_the_DR_accounts_vault(
        bool cluster
    )
    {
        await using var estate = await Estate.WithVault();
        var point = await BackUp(estate, await estate.SharedKey(), cluster);
        await estate.RunUntilIdle();

        var execution = estate.Succeeded();
        Estate.Route(execution).ShouldBe(OneJob);
        Estate
            .States(execution)
            .ShouldBe([
                "PlanRelay",
                "ChooseRoute",
                "BeforeAccountCopy",
                "CopyToAccount",
                "AfterAccountCopy",
                "WaitForAccountCopy",
                "CheckAccountCopy",
                "StopSharing",
                "AfterSharing",
                "VerifyCopy",
                "RelayCompleted",
            ]);
        var copy = estate.Points(Estate.Dr).ShouldHaveSingleItem();
        copy.Encryption.Key!.Arn.ShouldBe(estate.Relay.AccountKeyArn);
        copy.Resource.ShouldBe(estate.Cloud.Backup.State.Point(point)!.Resource);
        copy.Lifecycle.DeleteAfterDays.ShouldBe(35);
        ((string?)Estate.Output(execution)["verification"]!["copyArn"]).ShouldBe(copy.Arn);
        Untouched(estate);
        estate.Points(Estate.Source).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Given_the_default_key_then_a_first_job_re_encrypts_and_a_second_leads_to_the_DR_account(
        bool cluster
    )
    {
        await using var estate = await Estate.WithVault();
        await BackUp(estate, key: null, cluster);
        await estate.RunUntilIdle();
        var execution = estate.Succeeded();
        Estate.Route(execution).ShouldBe(TwoJobs);
        estate.Points(Estate.Source).Single().Encryption.Key!.Arn.ShouldBe(estate.Relay.RegionKeyArn);
        estate.Points(Estate.Dr).Single().Encryption.Key!.Arn.ShouldBe(estate.Relay.AccountKeyArn);
        Untouched(estate);
    }

    [Fact]
    public async Task Where_AWS_refuses_the_single_job_the_same_execution_goes_on_with_two()
    {
        await using var estate = await Estate.WithVault(options: o =>
            o with
            {
                Backup = o.Backup with { SingleActionCopies = false },
            }
        );
        await BackUp(estate, await estate.SharedKey());
        await estate.RunUntilIdle();
        var execution = estate.Succeeded();
        Estate.Route(execution).ShouldBe(TwoJobs);
        Estate.InsteadOf(execution).ShouldBe(OneJob);
        estate.Points(Estate.Dr).ShouldHaveSingleItem();
        Jobs(estate).ShouldBe(["FAILED", "COMPLETED", "COMPLETED"]);
        Untouched(estate);
    }

    [Fact]
    public async Task Given_mode_region_then_one_job_leads_into_the_relays_own_vault()
    {
        await using var estate = await Estate.WithVault(mode: "region");
        await BackUp(estate, await estate.Key());
        await estate.RunUntilIdle();
        var execution = estate.Succeeded();
        Estate.Route(execution).ShouldBe("RegionOnly");
        ((string?)Estate.Output(execution)["plan"]!["means"]).ShouldBe("CopyJob");
        estate.Points(Estate.Source).Single().Encryption.Key!.Arn.ShouldBe(estate.Relay.RegionKeyArn);
        Untouched(estate);
    }

    [Theory]
    [InlineData("EFS")]
    [InlineData("EBS")]
    public async Task What_only_AWS_Backup_copies_goes_the_same_way_when_the_setting_lists_it(string type)
    {
        await using var estate = await Estate.WithVault(deploy: s =>
            s with
            {
                Parameters = new Dictionary<string, string> { ["BackupResourceTypes"] = $"RDS,{type}" },
            }
        );
        await estate.BackUp(await estate.Resource(type));
        await estate.RunUntilIdle();
        Estate.Route(estate.Succeeded()).ShouldBe(OneJob);
        estate.Points(Estate.Dr).ShouldHaveSingleItem().Resource.Type.ShouldBe(type);
    }

    [Fact]
    public async Task What_the_setting_does_not_list_is_left_alone_and_the_log_says_why()
    {
        await using var estate = await Estate.WithVault();
        await estate.BackUp(await estate.Resource("EFS"));
        await estate.RunUntilIdle();
        estate.Executions.ShouldBeEmpty();
        estate.DeadLetters.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_job_that_stays_CREATED_for_two_hours_is_waited_for_with_few_looks()
    {
        await using var estate = await Estate.WithVault();
        estate.Fault(new Fault { Effect = FaultEffect.HoldCopyJob, DelaySeconds = 7200 });
        await BackUp(estate, await estate.SharedKey());
        await estate.RunUntilIdle();
        var execution = estate.Succeeded();
        (execution.StopDate! - execution.StartDate).Value.TotalHours.ShouldBeGreaterThan(2);
        ((int)Estate.Output(execution)["accountCopy"]!["polls"]!).ShouldBeLessThan(60);
    }

    [Fact]
    public async Task A_job_that_fails_is_told_in_AWSs_words_and_the_next_start_makes_a_new_one()
    {
        await using var estate = await Estate.WithVault();
        estate.Fault(
            new Fault
            {
                Effect = FaultEffect.FailCopyJob,
                Message = "Access denied exception while trying to list tags",
            }
        );
        var point = await BackUp(estate, await estate.SharedKey());
        await estate.RunUntilIdle();
        estate
            .Failed("CopyFailedException")
            .Cause.ShouldNotBeNull()
            .ShouldContain("Access denied exception while trying to list tags");
        estate.Points(Estate.Dr).ShouldBeEmpty();

        await estate.StartByHand(point);
        await estate.RunUntilIdle();
        estate.Executions[^1].Status.ShouldBe("SUCCEEDED", estate.Executions[^1].Cause);
        estate.Points(Estate.Dr).ShouldHaveSingleItem();
        Jobs(estate).ShouldBe(["FAILED", "COMPLETED"]);
    }

    [Fact]
    public async Task Two_relays_of_a_recovery_point_have_one_job_made()
    {
        await using var estate = await Estate.WithVault();
        var point = await BackUp(estate, await estate.SharedKey());
        await estate.RunUntil(() => estate.Executions.Count == 1);
        await estate.StartByHand(point);
        await estate.RunUntilIdle();
        estate.Executions.Select(e => e.Status).ShouldBe(["SUCCEEDED", "SUCCEEDED"]);
        Jobs(estate).ShouldBe(["COMPLETED"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task By_setting_RDS_rescues_the_snapshot_behind_the_recovery_point(bool cluster)
    {
        await using var estate = await Estate.WithVault("rescue");
        await BackUp(estate, key: null, cluster);
        await estate.RunUntilIdle();
        Rescued(estate, estate.Succeeded());
        Jobs(estate).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_rescued_recovery_point_can_be_shared_too()
    {
        await using var estate = await Estate.WithVault("rescue", "share");
        await BackUp(estate, key: null);
        await estate.RunUntilIdle();
        Estate.Route(estate.Succeeded()).ShouldBe("RegionThenShare");
        estate.Shares.ShouldHaveSingleItem().ShouldEndWith($" with {Estate.Dr}");
    }

    [Fact]
    public async Task In_another_organization_the_same_execution_rescues_the_snapshot()
    {
        await using var estate = await Estate.WithVault(options: o =>
            o with
            {
                Organization = o.Organization with { Members = [Estate.Source] },
            }
        );
        await BackUp(estate, await estate.SharedKey());
        await estate.RunUntilIdle();
        var execution = estate.Succeeded();
        Estate.InsteadOf(execution).ShouldBe(OneJob);
        Estate.Reason(execution).ShouldContain("member of the same organization");
        Rescued(estate, execution);
    }

    [Theory]
    [InlineData(false, "cross-account backup is off")]
    [InlineData(true, "in no organization")]
    public async Task Where_AWS_Backup_may_not_cross_accounts_RDS_rescues_the_snapshot_at_once(
        bool outside,
        string reason
    )
    {
        await using var estate = await Estate.WithVault(options: o =>
            o with
            {
                Organization = outside
                    ? o.Organization with
                    {
                        Members = [],
                    }
                    : o.Organization with
                    {
                        CrossAccountBackup = false,
                    },
            }
        );
        await BackUp(estate, await estate.SharedKey());
        await estate.RunUntilIdle();
        var execution = estate.Succeeded();
        Estate.Reason(execution).ShouldContain(reason);
        Estate.InsteadOf(execution).ShouldBeNull();
        Rescued(estate, execution);
        Jobs(estate).ShouldBeEmpty();
    }

    [Fact]
    public async Task Cross_account_backup_switched_off_after_the_plan_is_no_end_either()
    {
        await using var estate = await Estate.WithVault();
        estate.Fault(new Fault { Effect = FaultEffect.HoldCopyJob, DelaySeconds = 600 });
        await BackUp(estate, key: null);
        await estate.RunUntil(() => estate.Executions.Any(e => e.CurrentState == "WaitForRegionCopy"));
        lock (estate.Cloud.Agenda.Gate)
        {
            estate.Cloud.Backup.Organization.SetCrossAccountBackup(enabled: false, estate.Cloud.Agenda.Now);
        }

        await estate.RunUntilIdle();
        var execution = estate.Succeeded();
        Estate.InsteadOf(execution).ShouldBe(TwoJobs);
        Rescued(estate, execution);
    }

    [Fact]
    public async Task A_continuous_recovery_point_is_refused_in_words()
    {
        await using var estate = await Estate.WithVault();
        await estate.Database("orders", await estate.SharedKey());
        await estate.BackUpContinuously(estate.InstanceArn("orders"));
        await estate.RunUntilIdle();
        var refused = estate.Failed("RouteRefusedException");
        refused.Cause.ShouldNotBeNull().ShouldContain("continuous");
        refused.Cause.ShouldContain("Have the backup plan make a snapshot as well");
        Jobs(estate).ShouldBeEmpty();
    }

    [Fact]
    public async Task Left_off_AWS_Backups_snapshots_are_left_alone_and_by_hand_the_reason_is_told()
    {
        await using var estate = await Estate.WithVault("off");
        var point = await BackUp(estate, key: null);
        await estate.RunUntilIdle();
        estate.Executions.ShouldBeEmpty();
        estate.DeadLetters.ShouldBeEmpty();

        await estate.StartByHand(point);
        await estate.RunUntilIdle();
        var execution = estate.Succeeded();
        Estate.States(execution).ShouldBe(["PlanRelay", "ChooseRoute", "NothingToDo"]);
        Estate.Reason(execution).ShouldContain("the setting RecoveryPoints is off");
    }

    [Fact]
    public async Task A_locked_vault_that_would_not_take_the_copy_is_told_before_anything_is_changed()
    {
        await using var estate = await Estate.WithVault(deploy: s =>
            s with
            {
                DrAccountParameters = new Dictionary<string, string>
                {
                    ["VaultLock"] = "governance",
                    ["VaultLockMinRetentionDays"] = "90",
                },
            }
        );
        await BackUp(estate, await estate.SharedKey());
        await estate.RunUntilIdle();
        estate
            .Failed("VaultRefusedException")
            .Cause.ShouldNotBeNull()
            .ShouldContain("Set RetentionDays to at least 90");
        Jobs(estate).ShouldBeEmpty();
    }

    [Fact]
    public async Task By_hand_a_recovery_point_may_be_rescued_instead_of_copied()
    {
        await using var estate = await Estate.WithVault();
        estate.Fault(
            new Fault
            {
                Effect = FaultEffect.Drop,
                Source = "aws.backup",
                Times = 99,
            }
        );
        var point = await BackUp(estate, key: null);
        await estate.StartByHand(point, route: Rescue);
        await estate.RunUntilIdle();
        Rescued(estate, estate.Succeeded());
    }

    private static async Task<string> BackUp(Estate estate, string? key, bool cluster = false)
    {
        if (cluster)
        {
            await estate.Cluster("ledger", key, key is null ? "docdb" : "aurora-postgresql");
        }
        else
        {
            await estate.Database("orders", key);
        }

        return await estate.BackUp(cluster ? estate.ClusterArn("ledger") : estate.InstanceArn("orders"));
    }

    private static void Rescued(Estate estate, LocalCloud.States.Execution execution)
    {
        Estate.Route(execution).ShouldBe(Rescue);
        estate
            .Owned(Estate.Dr)
            .ShouldHaveSingleItem()
            .Encryption.Key!.Arn.ShouldBe(estate.Relay.AccountKeyArn);
        estate.Shares.ShouldBeEmpty();
    }

    // Copy jobs leave nothing of RDS's behind, and no share.
    private static void Untouched(Estate estate)
    {
        estate.Owned(Estate.Source).ShouldBeEmpty();
        estate.Owned(Estate.Dr).ShouldBeEmpty();
        estate.Shares.ShouldBeEmpty();
        estate.DeadLetters.ShouldBeEmpty();
    }

    private static IReadOnlyList<string> Jobs(Estate estate) =>
        [.. estate.Cloud.Backup.State.CopyJobs.OrderBy(j => j.CreationDate).Select(j => j.State)];
}
