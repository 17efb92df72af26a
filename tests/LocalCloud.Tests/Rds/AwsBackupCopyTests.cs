using LocalCloud.Kernel;
using static LocalCloud.Tests.Rds.AwsBackupWorld;

namespace LocalCloud.Tests.Rds;

/// <summary>The copies that AWS Backup has RDS make, into another account and Region.</summary>
public class AwsBackupCopyTests
{
    private readonly AwsBackupWorld _backup = new();
    private readonly RdsWorld _world;

    public AwsBackupCopyTests() => _world = _backup.Rds;

    [Fact]
    public void A_copy_goes_to_another_account_and_Region_under_the_vault_s_key_and_keeps_when_the_data_was_taken()
    {
        _backup.ShareKey();
        _world.Rds.Settings = _world.Rds.Settings with { SingleStepCopies = false };
        var arn = _backup.Copy(_backup.Taken(Instance), tags: new Dictionary<string, string> { ["a"] = "1" });
        _world.Pass(TimeSpan.FromSeconds(15 + 512));
        _backup.Backups.Snapshot(arn)!.PercentProgress.ShouldBe(50);
        _world.Settle();

        arn.ShouldBe(RdsWorld.Arn(CopyJob, RdsWorld.Away, RdsWorld.Dr));
        var copy = _backup.Ended.Single();
        (copy.Status, copy.DatabaseArn, copy.TakenAt, copy.Encryption.Key!.Arn).ShouldBe(
            ("available", Instance, RdsWorld.Start.AddMinutes(10), _world.AccountKey)
        );
        _world.DrAway.Describe(CopyJob).Tags().ShouldBe(["a=1"]);
        _world.EventLines[^1].ShouldBe($"0060 eu-central-1 222222222222 {CopyJob}");
        _world
            .Log.Calls.Where(c => c.Caller == AwsBackupWorld.ServiceRole.RoleArn)
            .Select(c => $"{c.Region} {c.Action} {c.Resource} {c.Implied}")
            .ShouldBe([
                $"eu-central-1 rds:CopyDBSnapshot {arn} True",
                $"eu-west-1 rds:CopyDBSnapshot {RdsWorld.Arn(Job)} True",
            ]);
        _world
            .Keys.Asked[^2..]
            .ShouldBe([$"{_world.AccountKey} @ eu-central-1", $"{_world.HomeKey} @ eu-west-1"]);
    }

    [Fact]
    public void Unencrypted_clusters_stay_unencrypted_and_unencrypted_instances_get_the_vault_s_key()
    {
        _world.SourceHome.Clusters.Database("plain", key: null);
        _world.SourceHome.Database("plain", key: null);

        _backup.Copy(_backup.Taken("arn:aws:rds:eu-west-1:111111111111:cluster:plain"));
        _backup.Copy(_backup.Taken("arn:aws:rds:eu-west-1:111111111111:db:plain"));
        _world.Settle();

        _world.DrAway.Clusters.Describe(CopyJob).Text("StorageEncryptionType").ShouldBe("none");
        _world.DrAway.Describe(CopyJob).Text("KmsKeyId").ShouldBe(_world.AccountKey);
    }

    [Fact]
    public void What_AWS_refuses_is_refused()
    {
        var mine = _backup.Taken(Instance);
        _backup.CopyRefusal(mine).ShouldStartWith("KMSKeyNotAccessibleFault: The source snapshot KMS key");
        _backup.ShareKey();
        _world.SourceHome.Clusters.Database("owned", key: "");
        _backup
            .CopyRefusal(_backup.Taken("arn:aws:rds:eu-west-1:111111111111:cluster:owned"))
            .ShouldStartWith(
                "InvalidParameterCombination: Snapshots that are encrypted with an AWS owned key"
            );
        _world.SourceHome.Clusters.Database(
            "multi",
            "home",
            ("Engine", "mysql"),
            ("DBClusterInstanceClass", "db.m6gd.large")
        );
        _backup
            .CopyRefusal(_backup.Taken("arn:aws:rds:eu-west-1:111111111111:cluster:multi"))
            .ShouldBe("InvalidParameterCombination: Snapshots of Multi-AZ DB clusters can't be copied.");
        _backup.CopyRefusal(RdsWorld.Arn("awsbackup:job-none")).ShouldStartWith("DBSnapshotNotFound");
        Should.Throw<AwsError>(() => _backup.Take(Instance + "-2")).Code.ShouldBe("DBInstanceNotFound");
        _world.DrAway.List().ShouldBeEmpty();
    }

    [Fact]
    public void Copies_in_progress_are_counted_and_manual_snapshots_are_not()
    {
        _backup.ShareKey();
        var source = _backup.Taken(Instance);
        _world.DrAway.Database("theirs", "account");
        _world.DrAway.Snapshot("theirs", "manual");
        _backup.Copy(source);
        _backup.Copy(source, name: CopyJob + "-2");

        _backup
            .CopyRefusal(source, CopyJob + "-3")
            .ShouldStartWith("SnapshotQuotaExceeded: Cannot copy more than 2");
    }

    [Fact]
    public void Options_that_persist_need_an_option_group_of_the_same_name()
    {
        _backup.ShareKey();
        OptionGroup(_world.SourceHome, "TDE");
        _world.SourceHome.Database("ora", "home", ("Engine", "oracle-ee"), ("OptionGroupName", "tde"));
        var source = _backup.Taken("arn:aws:rds:eu-west-1:111111111111:db:ora");

        _backup
            .CopyRefusal(source)
            .ShouldBe(
                "InvalidParameterValue: The snapshot requires a target option group with the following options: [TDE]"
            );
        OptionGroup(_world.DrAway, "SSL");
        _backup
            .CopyRefusal(source)
            .ShouldBe(
                "InvalidParameterValue: The snapshot requires a target option group with the following options: [TDE]"
            );
        _world.DrAway.Call(
            "ModifyOptionGroup",
            ("OptionGroupName", "tde"),
            ("OptionsToInclude.OptionConfiguration.1.OptionName", "TDE")
        );
        _backup.Copy(source);
        _world.Settle();
        _backup.Ended[^1].OptionGroup.ShouldBe("tde");
    }

    [Fact]
    public void A_failed_copy_is_told_and_a_deleted_one_is_not()
    {
        _backup.ShareKey();
        var source = _backup.Taken(Instance);
        _world.Faults.Percents[CopyJob] = 40;
        _backup.Copy(source);
        _world.Settle();
        (_backup.Ended.Single().Status, _backup.Ended.Single().PercentProgress).ShouldBe(("failed", 40));

        var second = _backup.Copy(source, name: CopyJob + "-2");
        _backup.Backups.DeleteSnapshot(second);
        _backup.Backups.DeleteSnapshot(second);
        _backup.Backups.DeleteSnapshot(source);
        _world.Settle();
        _backup.Ended.Count.ShouldBe(1);
        _backup.Backups.Snapshot(source).ShouldBeNull();
        _world
            .EventLines[^2..]
            .ShouldBe([$"0061 eu-central-1 222222222222 {CopyJob}-2", $"0041 eu-west-1 111111111111 {Job}"]);
    }

    private static void OptionGroup(Account account, string option)
    {
        account.Call(
            "CreateOptionGroup",
            ("OptionGroupName", "tde"),
            ("EngineName", "oracle-ee"),
            ("MajorEngineVersion", "19"),
            ("OptionGroupDescription", "For a test")
        );
        account.Call(
            "ModifyOptionGroup",
            ("OptionGroupName", "tde"),
            ("OptionsToInclude.OptionConfiguration.1.OptionName", option)
        );
    }
}
