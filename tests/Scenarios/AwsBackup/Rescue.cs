using LocalCloud;
using LocalCloud.Faults;
using LocalCloud.States;

namespace Scenarios.AwsBackup;

/// <summary>What AWS Backup can't take, RDS does: it copies the snapshot behind the recovery point.</summary>
public sealed class Rescue
{
    [Theory]
    [InlineData("postgres", true)]
    [InlineData("postgres", false)]
    [InlineData("aurora-postgresql", true)]
    [InlineData("docdb", false)]
    public async Task By_the_setting_rescue_RDS_copies_it_whatever_key_it_is_under(string engine, bool ownKey)
    {
        await using var estate = await Estate.WithVault(recoveryPoints: "rescue");
        var relay = await Relayed(estate, engine, ownKey);

        Estate.Reason(relay).ShouldContain("RDS rescues the snapshot behind the recovery point");
        estate.CopyJobs.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_setting_rescue_needs_no_list_of_vaults()
    {
        await using var estate = await Estate.WithVault(
            recoveryPoints: "rescue",
            deploy: s => s with { SourceVaults = [] }
        );
        await Relayed(estate);
    }

    [Fact]
    public async Task A_second_start_finds_what_the_rescue_has_made()
    {
        await using var estate = await Estate.WithVault(options: o =>
            o with
            {
                Organization = o.Organization with { Members = [Estate.Source] },
            }
        );
        var point = await estate.BackUp(await estate.Orders());
        await estate.RunUntilIdle();
        await estate.StartByHand(point);
        await estate.RunUntilIdle();

        estate.Executions.Select(e => e.Status).ShouldBe(["SUCCEEDED", "SUCCEEDED"]);
        Estate.Route(estate.Executions[1]).ShouldBe("RegionThenAccount");
        estate.Owned(Estate.Source).ShouldHaveSingleItem();
        estate.Owned(Estate.Dr).ShouldHaveSingleItem();
        estate.Shares.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("jobs", "postgres")]
    [InlineData("rescue", "aurora-postgresql")]
    public async Task In_mode_share_the_region_copy_is_shared_since_AWS_Backups_own_can_not_be(
        string recoveryPoints,
        string engine
    )
    {
        await using var estate = await Estate.WithVault(recoveryPoints, mode: "share");
        await estate.BackUp(await estate.Orders(engine));
        await estate.RunUntilIdle();

        var relay = estate.Succeeded();
        Estate.Route(relay).ShouldBe("RegionThenShare");
        Estate.Reason(relay).ShouldContain("RDS rescues the snapshot behind the recovery point");
        var copy = estate.Owned(Estate.Source).ShouldHaveSingleItem();
        copy.SharedWith.ShouldBe([Estate.Dr]);
        copy.Encryption.Key!.Arn.ShouldBe(estate.Relay.RegionKeyArn);
        $"{Estate.Output(relay)["verification"]!["copyArn"]}".ShouldBe($"{copy.Arn}");
    }

    [Fact]
    public async Task In_no_organization_RDS_copies_it_and_no_copy_job_is_tried()
    {
        await using var estate = await Estate.WithVault(options: o =>
            o with
            {
                Organization = o.Organization with { Members = [] },
            }
        );
        var relay = await Relayed(estate);

        Estate
            .Reason(relay)
            .ShouldContain(
                "Not by one copy job: cross-account backup is off in AWS Organizations, or the account is in no organization."
            );
        estate.CopyJobs.ShouldBeEmpty();
    }

    [Fact]
    public async Task With_cross_account_backup_off_RDS_copies_it_and_no_copy_job_is_tried()
    {
        await using var estate = await Estate.WithVault(options: WithoutCrossAccountBackup);
        var relay = await Relayed(estate);

        Estate.Reason(relay).ShouldContain("Not by one copy job: cross-account backup is off");
        estate.CopyJobs.ShouldBeEmpty();
    }

    // The source account can't see who else is in its organization: the copy job's failure tells.
    [Theory]
    [InlineData(true, "BackupCopyJob")]
    [InlineData(false, "BackupTwoJobs")]
    public async Task With_the_DR_account_in_another_organization_the_job_fails_and_RDS_copies_it_within_the_same_execution(
        bool ownKey,
        string insteadOf
    )
    {
        await using var estate = await Estate.WithVault(options: o =>
            o with
            {
                Organization = o.Organization with { Members = [Estate.Source] },
            }
        );
        var relay = await Relayed(estate, ownKey: ownKey);

        Estate.InsteadOf(relay).ShouldBe(insteadOf);
        Estate
            .Reason(relay)
            .ShouldContain(
                $"AWS refused {insteadOf} ('Copy job failed. Both source and destination account must be a member of the same organization.'), so it goes on as RegionThenAccount by RDS, which rescues the snapshot behind the recovery point."
            );
        estate.CopyJobs[^1].State.ShouldBe("FAILED");
        (await estate.VaultCopies(Estate.Dr)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true, "BackupCopyJob")]
    [InlineData(false, "BackupTwoJobs")]
    public async Task With_cross_account_backup_turned_off_while_the_job_waits_RDS_copies_it_within_the_same_execution(
        bool ownKey,
        string insteadOf
    )
    {
        await using var estate = await Estate.WithVault();
        estate.Fault(
            new Fault
            {
                Effect = FaultEffect.HoldCopyJob,
                Identifier = estate.DrVaultArn,
                DelaySeconds = 3600,
            }
        );
        await estate.BackUp(await estate.Orders(ownKey: ownKey));
        await estate.RunUntil(() => estate.CopyJobs.Any(j => $"{j.Destination}" == estate.DrVaultArn));
        await estate.Local("organization", new() { ["crossAccountBackup"] = false });
        await estate.RunUntilIdle();

        var relay = ShouldBeRescued(estate);
        Estate.InsteadOf(relay).ShouldBe(insteadOf);
        Estate
            .Reason(relay)
            .ShouldContain("Cross-account copy feature is not enabled for the current organization.");
    }

    [Fact]
    public async Task In_mode_region_a_region_copy_by_RDS_where_the_copy_job_is_not_to_be_used()
    {
        await using var estate = await Estate.WithVault(mode: "region", recoveryPoints: "rescue");
        await estate.BackUp(await estate.Orders());
        await estate.RunUntilIdle();

        var relay = estate.ShouldBeRelayedBy("RegionOnly");
        Estate.Means(relay).ShouldBe("Snapshot");
        estate.Owned(Estate.Source).ShouldHaveSingleItem().Status.ShouldBe("available");
    }

    [Fact]
    public async Task What_only_AWS_Backup_can_copy_is_left_alone_by_the_setting_rescue()
    {
        await using var estate = await Estate.WithVault(
            recoveryPoints: "rescue",
            deploy: s =>
                s with
                {
                    Parameters = new Dictionary<string, string> { ["BackupResourceTypes"] = "RDS,EFS" },
                }
        );
        await estate.BackUp(await estate.Resource("EFS"));
        await estate.RunUntilIdle();

        estate.Executions.ShouldBeEmpty();
        estate.EventOutcomes.ShouldContain(outcome =>
            outcome.Contains(
                "is no snapshot of RDS, and the setting RecoveryPoints is rescue, which only copies those",
                StringComparison.Ordinal
            )
        );
    }

    private static CloudOptions WithoutCrossAccountBackup(CloudOptions options) =>
        options with
        {
            Organization = options.Organization with { CrossAccountBackup = false },
        };

    private static async Task<Execution> Relayed(
        Estate estate,
        string engine = "postgres",
        bool ownKey = true
    )
    {
        await estate.BackUp(await estate.Orders(engine, ownKey));
        await estate.RunUntilIdle();
        return ShouldBeRescued(estate);
    }

    private static Execution ShouldBeRescued(Estate estate)
    {
        var relay = estate.ShouldBeRelayedBy("RegionThenAccount");
        Estate.Means(relay).ShouldBe("Snapshot");
        var copy = estate.Owned(Estate.Dr).ShouldHaveSingleItem();
        copy.Status.ShouldBe("available");
        copy.Encryption.Key!.Arn.ShouldBe(estate.Relay.AccountKeyArn);
        $"{Estate.Output(relay)["verification"]!["copyArn"]}".ShouldBe($"{copy.Arn}");
        return relay;
    }
}
