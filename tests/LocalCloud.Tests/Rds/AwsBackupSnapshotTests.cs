using LocalCloud.Kernel;
using static LocalCloud.Tests.Rds.AwsBackupWorld;

namespace LocalCloud.Tests.Rds;

/// <summary>The snapshots that AWS Backup has RDS take, and what people can do with them.</summary>
public class AwsBackupSnapshotTests
{
    private readonly AwsBackupWorld _backup = new();
    private readonly RdsWorld _world;

    public AwsBackupSnapshotTests() => _world = _backup.Rds;

    [Fact]
    public void A_database_is_described()
    {
        var instance = _backup.Backups.Database(Instance)!;

        (instance.Name, instance.Engine, instance.IsCluster, instance.SizeGiB, instance.OptionGroup).ShouldBe(
            ("orders", "postgres", false, 100, "default:postgres-17")
        );
        instance.Encryption.ShouldBe(StorageEncryption.Under(new KeyUse(_world.HomeKey, AwsManaged: false)));
        instance.Tags.ShouldBe(new Dictionary<string, string> { ["team"] = "shop" });
        _backup.Backups.Database(Cluster)!.IsCluster.ShouldBeTrue();
        _backup.Backups.Database(Instance + "-2").ShouldBeNull();
        _backup
            .Backups.Database("arn:aws:elasticfilesystem:eu-west-1:111111111111:file-system/fs-1")
            .ShouldBeNull();
    }

    [Fact]
    public void An_instance_s_snapshot_is_created_with_the_events_of_a_manual_one()
    {
        var arn = _backup.Take(Instance);
        _backup.Backups.Snapshot(arn)!.Status.ShouldBe("creating");
        _backup.Ended.ShouldBeEmpty();
        _world.Settle();

        arn.ShouldBe(RdsWorld.Arn(Job));
        var ended = _backup.Ended.ShouldHaveSingleItem();
        (ended.Status, ended.PercentProgress, ended.DatabaseArn, ended.TakenAt).ShouldBe(
            ("available", 100, Instance, RdsWorld.Start.AddMinutes(10))
        );
        _world.EventLines.ShouldBe([
            $"0040 eu-west-1 111111111111 {Job}",
            $"0042 eu-west-1 111111111111 {Job}",
        ]);
    }

    [Fact]
    public void With_an_automated_snapshot_there_it_is_a_copy_of_that_one()
    {
        var automated = _world.Rds.CreateAutomatedSnapshot(RdsWorld.Source, RdsWorld.Home, "orders");
        _world.Settle();
        var taken = _world.Agenda.Now.AddMinutes(-2);
        var before = _world.EventLines.Length;
        _backup.Take(Instance);
        _world.Settle();

        _backup.Ended.Single().TakenAt.ShouldBe(taken);
        _world
            .EventLines[before..]
            .ShouldBe([$"0196 eu-west-1 111111111111 {Job}", $"0197 eu-west-1 111111111111 {Job}"]);
        _world.SourceHome.List().ShouldBe([Job, automated.Split(':', 7)[6]]);
    }

    [Fact]
    public void A_cluster_s_snapshot_has_the_events_of_a_manual_one()
    {
        _backup.Take(Cluster);
        _world.Settle();

        _world.EventLines.ShouldBe([
            $"0074 eu-west-1 111111111111 {Job}",
            $"0075 eu-west-1 111111111111 {Job}",
        ]);
    }

    [Fact]
    public void A_continuous_one_is_automated()
    {
        _backup.Take(Instance, continuous: true);
        _world.Settle();

        _world.SourceHome.List(("SnapshotType", "automated")).ShouldBe([Job]);
        _world.SourceHome.Call(
            "DeleteDBInstance",
            ("DBInstanceIdentifier", "orders"),
            ("SkipFinalSnapshot", "true")
        );
        _world.Settle();
        _world.SourceHome.List(("SnapshotType", "automated")).ShouldBe([Job]);
    }

    [Fact]
    public void People_list_and_describe_them_and_they_count_for_no_quota()
    {
        _backup.Take(Instance);
        _backup.Take(Cluster);
        _world.Settle();
        _world.SourceHome.Snapshot("orders", "one");

        _world.SourceHome.List().ShouldBe([Job, "one"]);
        _world.SourceHome.List(("SnapshotType", "awsbackup")).ShouldBe([Job]);
        _world.SourceHome.List(("SnapshotType", "manual")).ShouldBe(["one"]);
        _world.SourceHome.Describe(Job).Text("SnapshotType").ShouldBe("awsbackup");
        _world.SourceHome.Clusters.Describe(Job).Text("SnapshotType").ShouldBe("manual");
        _world.SourceHome.Clusters.List(("SnapshotType", "manual")).ShouldBe([Job]);
    }

    [Theory]
    [InlineData(Instance)]
    [InlineData(Cluster)]
    public void People_copy_them_to_ordinary_snapshots_and_neither_share_nor_delete_them(string database)
    {
        var arn = _backup.Take(database);
        _world.Settle();
        var clusters = database == Cluster;
        var (home, away) = clusters
            ? (_world.SourceHome.Clusters, _world.SourceAway.Clusters)
            : (_world.SourceHome, _world.SourceAway);

        home.ShareRefusal(Job, RdsWorld.Dr)
            .ShouldStartWith(
                $"400 InvalidParameterValue: The parameter {Job} is not a valid identifier. Identifiers"
            );
        home.DeleteRefusal(Job)
            .ShouldStartWith(
                $"400 Invalid{(clusters ? "DBClusterSnapshotStateFault" : "DBSnapshotState")}: Snapshots that AWS Backup"
            );
        away.Copy(arn, "rescued", "region").Text("SnapshotType").ShouldBe("manual");
        _world.Settle();
        away.Share("rescued", RdsWorld.Dr).Accounts().ShouldBe([RdsWorld.Dr]);
        away.Delete("rescued");
    }
}
