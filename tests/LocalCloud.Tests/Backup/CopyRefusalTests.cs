using System.Text.Json.Nodes;
using LocalCloud.Backup;
using LocalCloud.Kernel;

namespace LocalCloud.Tests.Backup;

/// <summary>What AWS Backup does not copy: some it refuses, the rest becomes a job that fails.</summary>
public class CopyRefusalTests
{
    private const string UnderDefaultKey =
        "FAILED Copy job failed because the destination Backup vault is encrypted with the default Backup service managed key.";

    [Theory]
    [InlineData("RecoveryPointArn", "arn:aws:rds:eu-west-1:111111111111:snapshot:none", "ResourceNotFound")]
    [InlineData("SourceBackupVaultName", "region", "ResourceNotFound")]
    [InlineData("DestinationBackupVaultArn", "dr", "InvalidParameterValue")]
    [InlineData("IamRoleArn", "arn:aws:iam::111111111111:role/none", "InvalidParameterValue")]
    [InlineData("RecoveryPointArn", "", "MissingParameterValue")]
    public void A_call_that_makes_no_sense_is_refused(string member, string value, string code)
    {
        var world = new BackupWorld();
        var point = Point(world);

        BackupAccount
            .Refusal(() =>
                world.SourceHome.StartCopy(point, BackupWorld.DrVault, new JsonObject { [member] = value })
            )
            .ShouldStartWith($"400 {code}Exception: ");
    }

    [Fact]
    public void Accounts_of_different_organizations_do_not_copy_to_each_other()
    {
        var world = new BackupWorld(
            organization: new OrganizationSettings { Members = [BackupWorld.Source] }
        );
        var point = Point(world);

        world
            .SourceHome.Outcome(point, BackupWorld.DrVault)
            .ShouldBe(
                "FAILED Copy job failed. Both source and destination account must be a member of the same organization."
            );
        world.SourceHome.Outcome(point, BackupWorld.RegionVault).ShouldBe("COMPLETED");
    }

    [Fact]
    public void Cross_account_backup_must_be_enabled()
    {
        var world = new BackupWorld(organization: new OrganizationSettings { CrossAccountBackup = false });

        world
            .SourceHome.Outcome(Point(world), BackupWorld.DrVault)
            .ShouldBe(
                "FAILED Copy job failed. Cross-account copy feature is not enabled for the current organization."
            );
    }

    [Fact]
    public void Before_October_2025_one_job_did_not_cross_Region_and_account_of_a_database()
    {
        var world = new BackupWorld(new BackupSettings { SingleActionCopies = false });
        var point = Point(world);

        world
            .SourceHome.Outcome(point, BackupWorld.DrVault)
            .ShouldBe(
                "FAILED Copy job from eu-west-1 to eu-central-1 cannot be initiated for RDS resources. Feature is not supported for provided resource type."
            );
        var region = world.SourceHome.Copy(point, BackupWorld.RegionVault);
        world.SourceAway.Copy(region, BackupWorld.DrVault, vault: "region");
    }

    [Fact]
    public void A_running_cloud_changes_such_switches_by_its_own_path()
    {
        var world = new BackupWorld();
        var changed = world.Local(
            "POST",
            "/_local/backup-settings",
            new JsonObject { ["singleActionCopies"] = false }
        );

        world.SourceHome.Outcome(Point(world), BackupWorld.DrVault).ShouldStartWith("FAILED Copy job from");
        changed["singleActionCopies"]!.GetValue<bool>().ShouldBeFalse();
        world.Local("GET", "/_local/backup-settings").ToJsonString().ShouldBe(changed.ToJsonString());
        foreach (var wrong in new[] { """{"retryAfter":"00:00:00"}""", """{"speed":1}""" })
        {
            Should
                .Throw<AwsError>(() =>
                    world.Local("POST", "/_local/backup-settings", JsonNode.Parse(wrong)!.AsObject())
                )
                .Code.ShouldBe("InvalidInput");
        }
    }

    [Fact]
    public void A_Multi_AZ_DB_cluster_is_not_copied_at_all()
    {
        var world = new BackupWorld();
        var point = world.SourceHome.Point(
            world.Databases.Add("cluster", "postgres", world.HomeKey, multiAz: true)
        );

        world
            .SourceHome.Outcome(point, BackupWorld.RegionVault)
            .ShouldStartWith("FAILED Copy job from eu-west-1 to eu-central-1 cannot be initiated for RDS");
    }

    [Fact]
    public void The_destinations_access_policy_must_let_the_source_account_in()
    {
        var world = new BackupWorld();
        var point = Point(world);
        const string denied = "FAILED Access Denied trying to call AWS Backup service.";
        world.DrAway.Call("DELETE", "/backup-vaults/dr/access-policy");

        world.SourceHome.Outcome(point, BackupWorld.DrVault).ShouldBe(denied);
        world
            .SourceHome.Outcome(point, BackupWorld.Vault("none", BackupWorld.Away, BackupWorld.Dr))
            .ShouldBe(denied);
        world.DrAway.PutPolicy("dr", OrganizationPolicy("o-a1b2c3d4e5"));
        world.SourceHome.Outcome(point, BackupWorld.DrVault).ShouldBe("COMPLETED");
        world.DrAway.PutPolicy("dr", OrganizationPolicy("o-another000"));
        world.SourceHome.Outcome(point, BackupWorld.DrVault).ShouldBe(denied);
        world.SourceAway.PutPolicy(
            "region",
            """{"Statement":[{"Effect":"Deny","Principal":"*","Action":"backup:CopyIntoBackupVault","Resource":"*"}]}"""
        );
        world.SourceHome.Outcome(point, BackupWorld.RegionVault).ShouldBe(denied);
    }

    [Fact]
    public void A_policy_that_nobody_here_can_judge_fails_the_job_by_name()
    {
        var world = new BackupWorld();
        world.DrAway.PutPolicy(
            "dr",
            """{"Statement":[{"Effect":"Allow","Principal":"*","Action":"backup:CopyIntoBackupVault","Resource":"*","Condition":{"DateLessThan":{"aws:CurrentTime":"2030-01-01T00:00:00Z"}}}]}"""
        );

        world
            .SourceHome.Outcome(Point(world), BackupWorld.DrVault)
            .ShouldContain("does not simulate: DateLessThan on aws:CurrentTime");
    }

    [Fact]
    public void The_destination_needs_a_customer_managed_key_and_not_the_default_vault()
    {
        var world = new BackupWorld();
        var point = Point(world);
        world.SourceAway.CreateVault("plain");
        world.DrAway.CreateVault("plain");
        world.DrAway.PutPolicy("plain", BackupWorld.Allow(BackupWorld.Source));
        world.DrAway.CreateVault("Default", world.AccountKey);
        world.DrAway.PutPolicy("Default", BackupWorld.Allow(BackupWorld.Source));

        world
            .SourceHome.Outcome(point, BackupWorld.Vault("plain", BackupWorld.Away))
            .ShouldStartWith(UnderDefaultKey);
        foreach (var name in new[] { "plain", "Default" })
        {
            world
                .SourceHome.Outcome(point, BackupWorld.Vault(name, BackupWorld.Away, BackupWorld.Dr))
                .ShouldStartWith(UnderDefaultKey);
        }
    }

    [Fact]
    public void Within_one_account_RDSs_own_key_will_do_for_a_vault()
    {
        var world = new BackupWorld();
        world.SourceAway.CreateVault("rds", world.RdsKey(BackupWorld.Source, BackupWorld.Away));

        world
            .SourceHome.Outcome(Point(world), BackupWorld.Vault("rds", BackupWorld.Away))
            .ShouldBe("COMPLETED");
    }

    [Fact]
    public void A_backup_under_an_AWS_managed_key_does_not_leave_its_account()
    {
        var world = new BackupWorld();
        var key = world.RdsKey(BackupWorld.Source, BackupWorld.Home);

        world
            .SourceHome.Outcome(
                world.SourceHome.Point(world.Databases.Add("orders", key: key)),
                BackupWorld.DrVault
            )
            .ShouldBe(
                "FAILED Snapshots encrypted with the AWS managed key can't be shared. Specify another snapshot."
            );
    }

    [Fact]
    public void The_destination_account_needs_AWS_Backups_service_linked_role()
    {
        var world = new BackupWorld();
        world.PutRole(BackupWorld.LinkedRole, "another.amazonaws.com");

        world
            .SourceHome.Outcome(Point(world), BackupWorld.DrVault)
            .ShouldBe($"FAILED The provided role {BackupWorld.LinkedRole} cannot be assumed by AWS Backup.");
    }

    [Fact]
    public void What_RDS_refuses_is_the_jobs_message()
    {
        var world = new BackupWorld();
        var text = $"The source snapshot KMS key [{world.HomeKey}] does not exist, is not enabled or …";
        var point = Point(world);
        world.Databases.Refusals.Enqueue(new AwsError("KMSKeyNotAccessibleFault", text));

        world.SourceHome.Outcome(point, BackupWorld.DrVault).ShouldBe($"FAILED {text}");
    }

    [Fact]
    public void A_lock_fails_a_copy_whose_retention_it_does_not_admit()
    {
        const string outside =
            "FAILED Copy job failed. The retention specified in the job is not within the range specified for the target Backup Vault.";
        var world = new BackupWorld();
        var point = Point(world);
        world.DrAway.PutLock("dr", new JsonObject { ["MinRetentionDays"] = 7, ["MaxRetentionDays"] = 35 });

        world.SourceHome.Outcome(point, BackupWorld.DrVault).ShouldBe(outside);
        world.SourceHome.Outcome(point, BackupWorld.DrVault, BackupJobTests.Days(6)).ShouldBe(outside);
        world.SourceHome.Outcome(point, BackupWorld.DrVault, BackupJobTests.Days(36)).ShouldBe(outside);
        var copy = world.SourceHome.Copy(point, BackupWorld.DrVault, BackupJobTests.Days(35));
        BackupAccount
            .Refusal(() => world.DrAway.Delete("dr", copy))
            .ShouldBe(
                "400 InvalidRequestException: The recovery point cannot be deleted because its backup vault is locked."
            );
    }

    [Fact]
    public void A_source_that_is_deleted_before_the_job_starts_is_not_found()
    {
        var world = new BackupWorld();
        var point = Point(world);
        var job = world.SourceHome.StartCopy(point, BackupWorld.DrVault);
        world.SourceHome.Delete("prod", point);
        world.Settle();

        $"{world.SourceHome.CopyJob(job)["StatusMessage"]}".ShouldBe($"Cannot find recovery point {point}.");
    }

    [Fact]
    public void A_recovery_point_that_is_being_copied_can_not_be_deleted()
    {
        var world = new BackupWorld();
        var point = Point(world);
        world.SourceHome.StartCopy(point, BackupWorld.DrVault);
        world.Pass(TimeSpan.FromMinutes(2));

        BackupAccount
            .Refusal(() => world.SourceHome.Delete("prod", point))
            .ShouldStartWith("400 InvalidResourceStateException");
    }

    [Fact]
    public void A_recovery_point_whose_role_is_gone_is_EXPIRED_instead_of_deleted()
    {
        var world = new BackupWorld();
        var point = Point(world);
        world.PutRole(BackupWorld.Role, "another.amazonaws.com");

        world.SourceHome.Delete("prod", point).ShouldBeEmpty();

        $"{world.SourceHome.Describe("prod", point)["Status"]}".ShouldBe("EXPIRED");
    }

    private static string OrganizationPolicy(string id) =>
        """{"Statement":[{"Effect":"Allow","Principal":"*","Action":"backup:CopyIntoBackupVault","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalOrgID":["ID"]}}}]}""".Replace(
            "ID\"]",
            id + "\"]",
            StringComparison.Ordinal
        );

    private static string Point(BackupWorld world) =>
        world.SourceHome.Point(world.Databases.Add("orders", key: world.HomeKey));
}
