using LocalCloud.Faults;

namespace Scenarios.AwsBackup;

/// <summary>Where AWS Backup is not ready, or gives up: the cause names the job or the vault, and says what to do.</summary>
public sealed class WhatAPersonReadsOfAwsBackup
{
    [Fact]
    public async Task A_copy_job_that_failed_for_no_known_reason_is_named_and_the_next_start_makes_a_new_attempt()
    {
        await using var estate = await Estate.WithVault();
        estate.Fault(new Fault { Effect = FaultEffect.FailCopyJob });
        var database = await estate.Orders();
        var point = await estate.BackUp(database);
        await estate.RunUntilIdle();

        var failed = estate.Failed("CopyFailedException");
        failed
            .Cause.ShouldNotBeNull()
            .ShouldStartWith(
                $"The relay of {point} (database orders) failed at CheckAccountCopy: The copy job {estate.CopyJobs[0].Id} of AWS Backup ended with status 'FAILED': Copy job encountered a fatal error. What to do: "
            );

        await estate.StartByHand(point, "again");
        await estate.RunUntilIdle();
        var again = estate.Executions[1];
        again.Status.ShouldBe("SUCCEEDED", again.Cause);
        await estate.ShouldHaveVerified(again, Estate.Dr, database);
        estate.CopyJobs.Select(j => j.State).ShouldBe(["FAILED", "COMPLETED"]);
    }

    [Fact]
    public async Task A_DR_account_where_AWS_Backup_was_never_used_lacks_its_role_and_the_cause_says_how_to_make_it()
    {
        await using var estate = await Estate.WithVault(deploy: s =>
            s with
            {
                DrAccountParameters = new Dictionary<string, string> { ["MakeBackupServiceRole"] = "no" },
            }
        );
        await estate.BackUp(await estate.Orders());
        await estate.RunUntilIdle();

        var failed = estate.Failed("BackupServiceRoleMissingException");
        failed
            .Cause.ShouldNotBeNull()
            .ShouldContain(
                "The provided role arn:aws:iam::222222222222:role/aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup cannot be assumed by AWS Backup"
            );
        failed.Cause.ShouldContain("MakeBackupServiceRole");
    }

    [Theory]
    [InlineData("copy", "222222222222")]
    [InlineData("region", "111111111111")]
    public async Task A_vault_that_is_not_there_is_refused_before_anything_is_changed(
        string mode,
        string account
    )
    {
        await using var estate = await Estate.WithVault(mode: mode);
        await estate.DeleteRelayVault(account);
        await estate.BackUp(await estate.Orders());
        await estate.RunUntilIdle();

        var failed = estate.Failed("VaultRefusedException");
        failed
            .Cause.ShouldNotBeNull()
            .ShouldContain(
                $"arn:aws:backup:eu-central-1:{account}:backup-vault:snapshot-relay does not exist."
            );
        estate.CopyJobs.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_recovery_point_that_is_deleted_before_its_job_starts_fails_the_relay_with_AWS_Backups_words()
    {
        await using var estate = await Estate.WithVault();
        estate.Fault(new Fault { Effect = FaultEffect.HoldCopyJob, DelaySeconds = 3600 });
        var point = await estate.BackUp(await estate.Orders());
        await estate.RunUntil(() => estate.CopyJobs.Count == 1);
        await estate.DeleteRecoveryPoint(point);
        await estate.RunUntilIdle();

        var failed = estate.Failed("CopyFailedException");
        failed.Cause.ShouldNotBeNull().ShouldContain($"Cannot find recovery point {point}");
    }

    [Fact]
    public async Task A_recovery_point_that_is_deleted_before_its_relay_copies_it_is_told()
    {
        await using var estate = await Estate.WithVault();
        estate.Fault(
            new Fault
            {
                Effect = FaultEffect.Throttle,
                Operation = "StartCopyJob",
                Times = 3,
            }
        );
        var point = await estate.BackUp(await estate.Orders());
        await estate.RunUntil(() =>
            estate.Executions.Any(e => e.CurrentState == "CopyToAccount" && e.StateTransitions > 4)
        );
        await estate.DeleteRecoveryPoint(point);
        await estate.RunUntilIdle();

        estate.Failed("SnapshotNotFoundException");
    }

    [Fact]
    public async Task A_copy_deleted_before_it_is_verified_is_told()
    {
        await using var estate = await Estate.WithVault();
        await estate.BackUp(await estate.Orders());
        await estate.RunUntil(() => estate.Executions.Any(e => e.CurrentState == "VerifyCopy"));
        await estate.DeleteVaultCopy((await estate.VaultCopies(Estate.Dr)).Single().RecoveryPointArn);
        await estate.RunUntilIdle();

        estate.Failed("CopyVanishedException");
    }
}
