using LocalCloud.Faults;

namespace Scenarios.AwsBackup;

/// <summary>Copy jobs that wait, come twice, were there before, or are gone.</summary>
public sealed class WhenJobsTakeTheirTime
{
    [Fact]
    public async Task An_event_that_comes_twice_and_a_start_by_hand_beside_it_make_one_copy()
    {
        await using var estate = await Estate.WithVault();
        estate.Fault(
            new Fault
            {
                Effect = FaultEffect.Double,
                DetailType = "Backup Job State Change",
                Times = 9,
                DelaySeconds = 90,
            }
        );
        var database = await estate.Orders();
        var point = await estate.BackUp(database);
        await estate.RunUntil(() => estate.Executions.Any(e => e.CurrentState == "WaitForAccountCopy"));
        await estate.StartByHand(point, "by-hand");
        await estate.RunUntilIdle();

        estate.Executions.Select(e => e.Status).ShouldBe(["SUCCEEDED", "SUCCEEDED"]);
        await estate.ShouldHaveVerified(estate.Executions[1], Estate.Dr, database);
        estate.CopyJobs.ShouldHaveSingleItem();
        estate.DeadLetters.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_copy_job_that_AWS_Backup_leaves_CREATED_for_two_hours_is_waited_for()
    {
        await using var estate = await Estate.WithVault();
        estate.Fault(new Fault { Effect = FaultEffect.HoldCopyJob, DelaySeconds = 7200 });
        var database = await estate.Orders();
        await estate.BackUp(database);
        await estate.RunUntilIdle();

        var relay = estate.ShouldBeRelayedBy("BackupCopyJob");
        (relay.StopDate!.Value - relay.StartDate).ShouldBeGreaterThan(TimeSpan.FromHours(2));
        relay.StateTransitions.ShouldBeLessThan(150);
        await estate.ShouldHaveVerified(relay, Estate.Dr, database);
    }

    [Fact]
    public async Task A_copy_job_that_is_not_done_by_its_deadline_fails_the_relay_and_the_next_start_waits_for_the_same_job()
    {
        await using var estate = await Estate.WithVault(deploy: s =>
            s with
            {
                Parameters = new Dictionary<string, string> { ["CopyDeadlineHours"] = "1" },
            }
        );
        estate.Fault(new Fault { Effect = FaultEffect.HoldCopyJob, DelaySeconds = 7200 });
        var database = await estate.Orders();
        var point = await estate.BackUp(database);
        await estate.RunUntil(() => estate.Executions.Any(e => e.Status == "FAILED"));
        estate
            .Failed("CopyOverdueException")
            .Cause.ShouldNotBeNull()
            .ShouldContain($"The copy job {estate.CopyJobs[0].Id} of AWS Backup is at 0 % after ");

        await estate.StartByHand(point);
        await estate.RunUntilIdle();
        estate.Executions[1].Status.ShouldBe("SUCCEEDED", estate.Executions[1].Cause);
        await estate.ShouldHaveVerified(estate.Executions[1], Estate.Dr, database);
        estate.CopyJobs.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(true, "BackupCopyJob", "WaitForAccountSlot")]
    [InlineData(false, "BackupTwoJobs", "WaitForSlot")]
    public async Task Where_AWS_Backup_takes_no_more_jobs_the_relay_waits_for_its_turn(
        bool ownKey,
        string route,
        string state
    )
    {
        await using var estate = await Estate.WithVault();
        estate.Fault(
            new Fault
            {
                Effect = FaultEffect.Error,
                Operation = "StartCopyJob",
                Code = "LimitExceededException",
                Status = 400,
                Times = 2,
            }
        );
        var database = await estate.Orders(ownKey: ownKey);
        await estate.BackUp(database);
        await estate.RunUntilIdle();

        var relay = estate.ShouldBeRelayedBy(route);
        Estate.States(relay).ShouldContain(state);
        await estate.ShouldHaveVerified(relay, Estate.Dr, database);
    }

    [Theory]
    [InlineData(Estate.CopyRole, "COMPLETED")]
    [InlineData(Estate.BackupRole, "FAILED COMPLETED")]
    public async Task Somebody_elses_copy_into_the_same_vault_is_taken_and_one_that_the_vault_did_not_let_in_is_made_again(
        string role,
        string jobs
    )
    {
        await using var estate = await Estate.WithVault();
        var database = await estate.Orders();
        await estate.CopyRecoveryPoint(await estate.BackUp(database), estate.DrVaultArn, role);

        await estate.ShouldHaveVerified(estate.ShouldBeRelayedBy("BackupCopyJob"), Estate.Dr, database);
        string.Join(' ', estate.CopyJobs.Select(j => j.State)).ShouldBe(jobs);
    }

    [Fact]
    public async Task A_copy_that_was_deleted_since_is_made_again_by_the_next_start()
    {
        await using var estate = await Estate.WithVault();
        var database = await estate.Orders();
        var point = await estate.BackUp(database);
        await estate.RunUntilIdle();
        await estate.DeleteVaultCopy((await estate.VaultCopies(Estate.Dr)).Single().RecoveryPointArn);
        await estate.StartByHand(point);
        await estate.RunUntilIdle();

        estate.Executions[1].Status.ShouldBe("SUCCEEDED", estate.Executions[1].Cause);
        await estate.ShouldHaveVerified(estate.Executions[1], Estate.Dr, database);
    }

    [Fact]
    public async Task Two_recovery_points_of_a_database_are_copied_one_after_the_other_as_AWS_Backup_does_it()
    {
        await using var estate = await Estate.WithVault();
        var database = await estate.Orders();
        await estate.BackUp(database);
        await estate.BackUp(database);
        await estate.RunUntilIdle();

        estate.Executions.Select(e => e.Status).ShouldBe(["SUCCEEDED", "SUCCEEDED"]);
        (await estate.VaultCopies(Estate.Dr)).Count.ShouldBe(2);
        estate.CopyJobs.Count.ShouldBe(2);
    }
}
