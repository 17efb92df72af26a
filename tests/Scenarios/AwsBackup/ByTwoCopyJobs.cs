using LocalCloud.Faults;

namespace Scenarios.AwsBackup;

/// <summary>
/// BackupTwoJobs: by way of the relay's vault in the DR Region, which re-encrypts; and RegionOnly by a copy job, where that vault is the
/// destination.
/// </summary>
public sealed class ByTwoCopyJobs
{
    [Theory]
    [InlineData("postgres", "an AWS managed key, which no other account can use")]
    [InlineData("aurora-mysql", "a key that AWS owns, which can't be shared")]
    [InlineData("docdb", "an AWS managed key, which no other account can use")]
    [InlineData("neptune", "an AWS managed key, which no other account can use")]
    public async Task Given_a_recovery_point_under_the_default_key_then_the_vault_in_the_DR_Region_re_encrypts_it_on_its_way(
        string engine,
        string key
    )
    {
        await using var estate = await Estate.WithVault();
        var database = await estate.Orders(engine, ownKey: false);
        var point = await estate.BackUp(database);
        await estate.RunUntilIdle();

        var relay = estate.ShouldBeRelayedBy("BackupTwoJobs");
        await ShouldHaveTakenBothSteps(estate, point, database);
        Estate.Reason(relay).ShouldContain($"Not by one copy job: it is under {key}.");
        Estate
            .States(relay)
            .ShouldBe([
                "PlanRelay",
                "ChooseRoute",
                "CopyToRegion",
                "AfterRegionCopy",
                "WaitForRegionCopy",
                "CheckRegionCopy",
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
    }

    [Fact]
    public async Task Where_AWS_Backup_refuses_Region_and_account_at_once_two_jobs_do_it_within_the_same_execution()
    {
        await using var estate = await Estate.WithVault(options: o =>
            o with
            {
                Backup = o.Backup with { SingleActionCopies = false },
            }
        );
        var database = await estate.Orders();
        var point = await estate.BackUp(database);
        await estate.RunUntilIdle();

        var relay = estate.ShouldBeRelayedBy("BackupTwoJobs");
        Estate.InsteadOf(relay).ShouldBe("BackupCopyJob");
        Estate
            .Reason(relay)
            .ShouldContain(
                "AWS refused BackupCopyJob ('Copy job from eu-west-1 to eu-central-1 cannot be initiated for RDS resources."
            );
        estate.CopyJobs[0].State.ShouldBe("FAILED");
        await ShouldHaveTakenBothSteps(estate, point, database);
    }

    [Fact]
    public async Task Where_the_databases_key_does_not_let_the_DR_account_in_two_jobs_do_it_within_the_same_execution()
    {
        await using var estate = await Estate.WithVault();
        await estate.Database("orders", await estate.Key());
        var database = estate.InstanceArn("orders");
        var point = await estate.BackUp(database);
        await estate.RunUntilIdle();

        var relay = estate.ShouldBeRelayedBy("BackupTwoJobs");
        Estate.Reason(relay).ShouldContain("The source snapshot KMS key");
        await ShouldHaveTakenBothSteps(estate, point, database);
    }

    [Theory]
    [InlineData("postgres", true)]
    [InlineData("postgres", false)]
    [InlineData("aurora-postgresql", true)]
    public async Task In_mode_region_one_copy_job_brings_it_into_the_vault_in_the_DR_Region(
        string engine,
        bool withDrAccount
    )
    {
        await using var estate = await Estate.WithVault(
            mode: "region",
            deploy: s => s with { DrAccountId = withDrAccount ? Estate.Dr : null }
        );
        var database = await estate.Orders(engine, ownKey: false);
        await estate.BackUp(database);
        await estate.RunUntilIdle();

        var relay = estate.ShouldBeRelayedBy("RegionOnly");
        Estate.Means(relay).ShouldBe("CopyJob");
        await estate.ShouldHaveVerified(relay, Estate.Source, database);
        $"{estate.CopyJobs.ShouldHaveSingleItem().Destination}".ShouldBe(estate.RegionVaultArn);
        estate.Owned(Estate.Source).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_system_goes_into_the_vault_in_the_DR_Region_too()
    {
        await using var estate = await Estate.WithVault(
            mode: "region",
            deploy: s =>
                s with
                {
                    Parameters = new Dictionary<string, string> { ["BackupResourceTypes"] = "EFS" },
                }
        );
        var files = await estate.Resource("EFS");
        await estate.BackUp(files);
        await estate.RunUntilIdle();

        await estate.ShouldHaveVerified(estate.ShouldBeRelayedBy("RegionOnly"), Estate.Source, files);
    }

    [Fact]
    public async Task The_second_job_failed_for_no_known_reason_the_next_start_takes_the_first_ones_copy_and_makes_the_second_anew()
    {
        await using var estate = await Estate.WithVault();
        estate.Fault(new Fault { Effect = FaultEffect.FailCopyJob, Identifier = estate.DrVaultArn });
        var database = await estate.Orders(ownKey: false);
        var point = await estate.BackUp(database);
        await estate.RunUntilIdle();
        estate.Failed("CopyFailedException");

        await estate.StartByHand(point);
        await estate.RunUntilIdle();
        var second = estate.Executions[1];
        second.Status.ShouldBe("SUCCEEDED", second.Cause);
        await estate.ShouldHaveVerified(second, Estate.Dr, database);
        estate.CopyJobs.Count.ShouldBe(3);
    }

    private static async Task ShouldHaveTakenBothSteps(Estate estate, string point, string database)
    {
        var jobs = estate.CopyJobs.Where(j => j.State == "COMPLETED").ToList();
        jobs.Count.ShouldBe(2);
        (jobs[0].Source.Arn, jobs[0].Region, $"{jobs[0].Destination}").ShouldBe(
            (point, estate.SourceRegion, estate.RegionVaultArn)
        );
        (jobs[1].Source.Arn, jobs[1].Region, $"{jobs[1].Destination}").ShouldBe(
            (jobs[0].Made!.Arn, estate.DrRegion, estate.DrVaultArn)
        );
        var between = (await estate.VaultCopies(Estate.Source)).ShouldHaveSingleItem();
        between.EncryptionKeyArn.ShouldBe(estate.Relay.RegionKeyArn);
        await estate.ShouldHaveVerified(estate.Succeeded(), Estate.Dr, database);
    }
}
