using LocalCloud.Rds;

namespace LocalCloud.Tests.Rds;

/// <summary>DB cluster snapshots: where they differ from DB snapshots.</summary>
public class ClusterSnapshotTests
{
    private const string Automated = "rds:shop-2026-11-20-03-05";
    private readonly RdsWorld _world = new();

    public ClusterSnapshotTests() => Home.Database("shop");

    private Account Home => _world.SourceHome.Clusters;

    [Fact]
    public void A_manual_snapshot_is_creating_with_its_create_time_and_then_available()
    {
        var reply = Home.Call(
                "CreateDBClusterSnapshot",
                ("DBClusterIdentifier", "Shop"),
                ("DBClusterSnapshotIdentifier", "Before-Upgrade")
            )
            .Element("DBClusterSnapshot")!;

        reply.Text("Status").ShouldBe("creating");
        reply.Text("SnapshotCreateTime").ShouldBe("2026-11-20T03:05:00.000Z");
        _world.Pass(TimeSpan.FromMinutes(2));
        var snapshot = Home.Describe("before-upgrade");
        snapshot.Text("Status").ShouldBe("available");
        snapshot.Text("DBClusterIdentifier").ShouldBe("shop");
        snapshot.Text("SnapshotType").ShouldBe("manual");
        snapshot.Text("SnapshotCreateTime").ShouldBe("2026-11-20T03:05:00.000Z");
        snapshot.Text("ClusterCreateTime").ShouldBe("2026-11-20T03:00:00.000Z");
        snapshot.Text("StorageEncrypted").ShouldBe("true");
        snapshot.Text("StorageEncryptionType").ShouldBe("sse-kms");
        snapshot.Text("KmsKeyId").ShouldBe(_world.HomeKey);
        snapshot.Text("DBClusterSnapshotArn").ShouldBe(RdsWorld.ClusterArn("before-upgrade"));
        var absent =
            "Encrypted SourceRegion OriginalSnapshotCreateTime OptionGroupName SourceDBClusterSnapshotArn";
        foreach (var name in absent.Split(' '))
        {
            snapshot.Text(name).ShouldBeNull(name);
        }
    }

    [Fact]
    public void Their_events_have_their_own_envelope_and_ids_and_a_deletion_has_none()
    {
        Home.Snapshot("shop", "one");
        _world.Rds.CreateAutomatedClusterSnapshot(RdsWorld.Source, RdsWorld.Home, "shop");
        _world.Settle();
        Home.Delete("one");

        _world.EventMessages.ShouldBe([
            "RDS-EVENT-0074 backup: Creating manual cluster snapshot",
            "RDS-EVENT-0075 backup: Manual cluster snapshot created",
            "RDS-EVENT-0168 backup: Creating automated cluster snapshot",
            "RDS-EVENT-0169 backup: Automated cluster snapshot created",
        ]);
        var event0075 = _world.Events.Emitted[1];
        event0075["detail-type"]!.GetValue<string>().ShouldBe("RDS DB Cluster Snapshot Event");
        event0075["resources"]!.ToJsonString().ShouldBe($"[\"{RdsWorld.ClusterArn("one")}\"]");
        RdsWorld.Detail(event0075, "SourceType").ShouldBe("CLUSTER_SNAPSHOT");
        RdsWorld.Detail(event0075, "SourceArn").ShouldBe(RdsWorld.ClusterArn("one"));
        RdsWorld.Detail(event0075, "SourceIdentifier").ShouldBe("one");
    }

    [Fact]
    public void An_automated_one_is_found_by_name_only_with_its_type_and_is_neither_deleted_nor_shared()
    {
        _world
            .Rds.CreateAutomatedClusterSnapshot(RdsWorld.Source, RdsWorld.Home, "Shop")
            .ShouldBe(RdsWorld.ClusterArn("rds:shop-2026-11-20-03-05"));
        _world.Settle();

        Home.Refusal("DescribeDBClusterSnapshots", ("DBClusterSnapshotIdentifier", Automated))
            .ShouldBe($"404 DBClusterSnapshotNotFoundFault: DBClusterSnapshot {Automated} not found.");
        Home.List(("DBClusterSnapshotIdentifier", Automated), ("SnapshotType", "automated"))
            .ShouldBe([Automated]);
        Home.DeleteRefusal(Automated)
            .ShouldBe("400 InvalidDBClusterSnapshotStateFault: Only manual snapshots may be deleted.");
        Home.ShareRefusal(Automated, RdsWorld.Dr)
            .ShouldBe("400 InvalidDBClusterSnapshotStateFault: automated snapshots cannot be modified.");
        Should
            .Throw<LocalCloud.Kernel.AwsError>(() =>
                _world.Rds.CreateAutomatedClusterSnapshot(RdsWorld.Source, RdsWorld.Home, "nothing")
            )
            .Code.ShouldBe("DBClusterNotFoundFault");
    }

    [Fact]
    public void They_are_listed_and_filtered_apart_from_DB_snapshots()
    {
        _world.SourceHome.Database("shop");
        _world.SourceHome.Snapshot("shop", "one");
        Home.Database("graph", null, ("Engine", "neptune"));
        Home.Snapshot("shop", "one");
        Home.Snapshot("graph", "two");
        _world.Rds.CreateAutomatedClusterSnapshot(RdsWorld.Source, RdsWorld.Home, "shop");
        _world.Settle();
        const string automated = "rds:shop-2026-11-20-03-21";

        Home.List().ShouldBe(["one", automated, "two"]);
        _world.SourceHome.List().ShouldBe(["one"]);
        Home.List(("DBClusterIdentifier", "Shop")).ShouldBe(["one", automated]);
        Home.List(ClusterTests.Filter("db-cluster-id", "graph", "none")).ShouldBe(["two"]);
        Home.List(ClusterTests.Filter("db-cluster-snapshot-id", "one")).ShouldBe(["one"]);
        Home.List(ClusterTests.Filter("snapshot-type", "automated")).ShouldBe([automated]);
        Home.List(ClusterTests.Filter("engine", "neptune")).ShouldBe(["two"]);
        Home.List(("SnapshotType", "manual")).ShouldBe(["one", "two"]);
    }

    [Theory]
    [InlineData("SnapshotType", "awsbackup", "400 InvalidParameterValue: Unknown snapshot type: awsbackup")]
    [InlineData(
        "DBClusterIdentifier",
        "shop",
        "400 InvalidParameterCombination: DBClusterIdentifier can't be used"
    )]
    [InlineData(
        "DBClusterSnapshotIdentifier",
        "arn:aws:rds:eu-west-1:111111111111:snapshot:one",
        "400 InvalidParameterValue: Invalid resource name"
    )]
    public void What_cannot_be_asked_is_refused(string parameter, string value, string error)
    {
        var request = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["DBClusterSnapshotIdentifier"] = "one",
            [parameter] = value,
        };

        Home.Refusal("DescribeDBClusterSnapshots", [.. request.Select(p => (p.Key, p.Value))])
            .ShouldStartWith(error);
    }

    [Fact]
    public void A_long_list_comes_in_pages()
    {
        var world = new RdsWorld(new RdsSettings { ManualSnapshots = 0 });
        var home = world.SourceHome.Clusters;
        home.Database("shop");
        for (var i = 0; i < 25; i++)
        {
            home.Snapshot("shop", $"page-{i:00}");
        }

        var first = home.Call("DescribeDBClusterSnapshots", ("MaxRecords", "20"));
        first.Descendants("DBClusterSnapshot").Count().ShouldBe(20);
        home.List(("MaxRecords", "20"), ("Marker", first.Text("Marker")!)).Length.ShouldBe(5);
    }

    [Theory]
    [InlineData(
        "shop",
        "a--b",
        "400 InvalidParameterValue: The parameter DBClusterSnapshotIdentifier is not"
    )]
    [InlineData("shop", "7up", "400 InvalidParameterValue: Invalid snapshot identifier:  7up")]
    [InlineData(
        "shop",
        "Taken",
        "400 DBClusterSnapshotAlreadyExistsFault: Cannot create the snapshot because"
    )]
    [InlineData("nothing", "s", "404 DBClusterNotFoundFault: DBCluster nothing not found.")]
    [InlineData(
        "young",
        "s",
        "400 InvalidDBClusterStateFault: Cannot create a snapshot because the database cluster young is not currently in the available state."
    )]
    public void What_cannot_be_taken_is_refused(string cluster, string name, string error)
    {
        Home.Snapshot("shop", "taken");
        Home.Call("CreateDBCluster", ClusterTests.Request("young", "docdb"));

        Home.Refusal(
                "CreateDBClusterSnapshot",
                ("DBClusterIdentifier", cluster),
                ("DBClusterSnapshotIdentifier", name)
            )
            .ShouldStartWith(error);
    }

    [Fact]
    public void The_quota_of_manual_snapshots_is_another_than_that_of_instances()
    {
        var world = new RdsWorld(new RdsSettings { ManualClusterSnapshots = 1, ManualSnapshots = 1 });
        world.SourceHome.Database("orders");
        world.SourceHome.Snapshot("orders", "one");
        var home = world.SourceHome.Clusters;
        home.Database("shop");
        home.Snapshot("shop", "one");

        home.Refusal(
                "CreateDBClusterSnapshot",
                ("DBClusterIdentifier", "shop"),
                ("DBClusterSnapshotIdentifier", "two")
            )
            .ShouldBe("400 SnapshotQuotaExceeded: Cannot create more than 1 manual snapshots");
    }
}
