namespace Scenarios.AwsBackup;

/// <summary>BackupCopyJob: AWS Backup copies across Region and account at once.</summary>
public sealed class ByOneCopyJob
{
    [Theory]
    [InlineData("postgres")]
    [InlineData("aurora-postgresql")]
    [InlineData("docdb")]
    [InlineData("neptune")]
    public async Task Given_a_recovery_point_when_its_event_arrives_then_one_copy_job_brings_it_into_the_DR_accounts_vault(
        string engine
    )
    {
        await using var estate = await Estate.WithVault();
        var database = await estate.Orders(engine);
        var point = await estate.BackUp(database);
        await estate.RunUntilIdle();

        var relay = estate.ShouldBeRelayedBy("BackupCopyJob");
        Estate
            .States(relay)
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
        await estate.ShouldHaveVerified(relay, Estate.Dr, database);
        var job = estate.CopyJobs.ShouldHaveSingleItem();
        (job.Source.Arn, $"{job.Destination}", job.State).ShouldBe((point, estate.DrVaultArn, "COMPLETED"));
        (job.AccountId, job.Region).ShouldBe((Estate.Source, estate.SourceRegion));
        estate.Owned(Estate.Source).ShouldBeEmpty();
        estate
            .Cloud.Requests.Requests.Select(r => r.Operation)
            .ShouldNotContain(
                o => o.StartsWith("Modify", StringComparison.Ordinal),
                "AWS Backup shares by itself"
            );
    }

    [Fact]
    public async Task The_event_waits_for_AWS_Backups_sweep_of_five_minutes_and_neither_RDSs_event_nor_the_copys_own_starts_anything()
    {
        await using var estate = await Estate.WithVault();
        await estate.BackUp(await estate.Orders());
        await estate.RunUntilIdle();

        (estate.Succeeded().StartDate.Minute % 5).ShouldBe(0);
        string[] expected = ["RDS DB Snapshot Event", "Backup Job State Change", "Copy Job State Change"];
        expected.ShouldBeSubsetOf(estate.Cloud.Buses.Emitted.Select(e => $"{e.Envelope["detail-type"]}"));
    }

    [Theory]
    [InlineData("CreateDBInstance", false)]
    [InlineData("CreateDBCluster", true)]
    public async Task What_is_not_encrypted_is_copied_too_and_a_clusters_copy_stays_so(
        string operation,
        bool staysSo
    )
    {
        await using var estate = await Estate.WithVault();
        var isCluster = operation == "CreateDBCluster";
        await estate
            .Cloud.As(Estate.Source, estate.SourceRegion)
            .QueryAsync(
                "rds",
                operation,
                (isCluster ? "DBClusterIdentifier" : "DBInstanceIdentifier", "plain"),
                ("Engine", isCluster ? "aurora-mysql" : "mysql"),
                ("DBInstanceClass", "db.t4g.micro"),
                ("AllocatedStorage", "100"),
                ("MasterUsername", "app"),
                ("MasterUserPassword", "not-a-secret"),
                ("StorageEncrypted", "false")
            );
        await estate.RunFor(TimeSpan.FromMinutes(6));
        await estate.BackUp(isCluster ? estate.ClusterArn("plain") : estate.InstanceArn("plain"));
        await estate.RunUntilIdle();

        estate.ShouldBeRelayedBy("BackupCopyJob");
        var copy = (await estate.VaultCopies(Estate.Dr)).ShouldHaveSingleItem();
        copy.IsEncrypted.ShouldBe(!staysSo);
        copy.EncryptionKeyArn.ShouldBe(staysSo ? null : estate.Relay.AccountKeyArn);
    }

    [Theory]
    [InlineData("EFS")]
    [InlineData("EBS")]
    public async Task Another_resource_type_goes_the_same_way_when_BackupResourceTypes_lists_it(string type)
    {
        await using var estate = await Estate.WithVault(deploy: s =>
            s with
            {
                Parameters = new Dictionary<string, string>
                {
                    ["BackupResourceTypes"] = "RDS,Aurora,DocumentDB,Neptune,EFS,EBS",
                },
            }
        );
        var resource = await estate.Resource(type);
        await estate.BackUp(resource);
        await estate.RunUntilIdle();

        var relay = estate.ShouldBeRelayedBy("BackupCopyJob");
        await estate.ShouldHaveVerified(relay, Estate.Dr, resource);
    }

    [Theory]
    [InlineData("EFS", Estate.Vault, "resource type EFS is not in BackupResourceTypes")]
    [InlineData("EBS", Estate.Vault, "resource type EBS is not in BackupResourceTypes")]
    [InlineData(null, "test", "its vault test is not in SourceVaults (prod)")]
    public async Task What_the_settings_do_not_name_is_left_alone_and_the_log_says_why(
        string? type,
        string vault,
        string reason
    )
    {
        await using var estate = await Estate.WithVault();
        if (vault != Estate.Vault)
        {
            await estate.MakeVault(vault);
        }

        await estate.BackUp(type is null ? await estate.Orders() : await estate.Resource(type), vault);
        await estate.RunUntilIdle();

        estate.Executions.ShouldBeEmpty();
        estate.DeadLetters.ShouldBeEmpty();
        estate.CopyJobs.ShouldBeEmpty();
        estate.EventOutcomes.ShouldContain(outcome => outcome.Contains(reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Left_off_recovery_points_are_left_alone_and_by_hand_the_reason_is_told()
    {
        await using var estate = await Estate.WithVault(recoveryPoints: "off");
        var point = await estate.BackUp(await estate.Orders());
        await estate.RunUntilIdle();
        estate.Executions.ShouldBeEmpty();
        estate.DeadLetters.ShouldBeEmpty();

        await estate.StartByHand(point);
        await estate.RunUntilIdle();
        Estate.States(estate.Succeeded()).ShouldBe(["PlanRelay", "ChooseRoute", "NothingToDo"]);
        Estate.Reason(estate.Succeeded()).ShouldContain("the setting RecoveryPoints is off");
    }
}
