namespace LocalCloud.Tests.Rds;

public class RestoreTests
{
    private readonly RdsWorld _world = new();

    private Account Home => _world.SourceHome;

    [Fact]
    public void An_instance_comes_out_of_a_snapshot_as_it_was_under_the_snapshot_s_key_in_some_minutes()
    {
        Snapshot();

        var creating = Restore(Home, "orders-2", "one").Element("DBInstance")!;

        creating.Text("DBInstanceStatus").ShouldBe("creating");
        _world.Pass(TimeSpan.FromMinutes(5));
        var restored = Home.DescribeDatabase("orders-2");
        restored.Text("DBInstanceStatus").ShouldBe("available");
        restored.Text("DBInstanceClass").ShouldBe("db.t4g.micro");
        restored.Text("KmsKeyId").ShouldBe(_world.HomeKey);
        restored.Text("Engine").ShouldBe("postgres");
        restored.Text("AllocatedStorage").ShouldBe("100");
        restored.Text("DbiResourceId").ShouldNotBe(Home.DescribeDatabase("orders").Text("DbiResourceId"));
        restored.Tags().ShouldBe(["team=shop"]);
    }

    [Fact]
    public void Tags_that_are_given_are_all_it_has_and_its_groups_must_be_there()
    {
        Snapshot();
        Home.Call(
            "CreateDBSubnetGroup",
            ("DBSubnetGroupName", "There"),
            ("DBSubnetGroupDescription", "."),
            ("SubnetIds.SubnetIdentifier.1", "subnet-1"),
            ("SubnetIds.SubnetIdentifier.2", "subnet-2")
        );

        Restore(Home, "new", "one", [("DBSubnetGroupName", "there"), .. new[] { ("a", "1") }.AsTags()]);

        var restored = Home.DescribeDatabase("new");
        restored.Tags().ShouldBe(["a=1"]);
        restored.Element("DBSubnetGroup")!.Text("DBSubnetGroupName").ShouldBe("there");
        RestoreRefusal(Home, "other", "one", ("DBParameterGroupName", "none"))
            .ShouldBe("404 DBParameterGroupNotFound: DBParameterGroup none not found.");
    }

    [Fact]
    public void An_instance_does_not_come_out_of_a_shared_encrypted_snapshot_until_that_is_copied()
    {
        Snapshot();
        _world.SourceAway.Copy(RdsWorld.Arn("one"), "region-copy", "region");
        _world.Settle();
        _world.SourceAway.Share("region-copy", RdsWorld.Dr);
        var shared = RdsWorld.Arn("region-copy", RdsWorld.Away);

        RestoreRefusal(_world.DrAway, "orders", shared)
            .ShouldStartWith(
                "400 InvalidParameterCombination: A DB instance can't be restored from a shared"
            );
        _world.DrAway.Copy(shared, "own", _world.AccountKey);
        _world.Settle();
        Restore(_world.DrAway, "orders", "own");

        _world.DrAway.DescribeDatabase("orders").Text("KmsKeyId").ShouldBe(_world.AccountKey);
    }

    [Fact]
    public void What_is_not_shared_or_not_in_the_Region_is_not_there()
    {
        Snapshot();

        RestoreRefusal(_world.DrHome, "orders", RdsWorld.Arn("one"))
            .ShouldStartWith("404 DBSnapshotNotFound");
        RestoreRefusal(_world.SourceAway, "orders", RdsWorld.Arn("one"))
            .ShouldStartWith("404 DBSnapshotNotFound");
        RestoreRefusal(Home, "orders", "one")
            .ShouldBe("400 DBInstanceAlreadyExists: DB instance already exists");
    }

    [Fact]
    public void A_snapshot_whose_key_can_not_be_used_or_that_is_not_available_is_not_restored()
    {
        Snapshot();
        Home.Call("CreateDBSnapshot", ("DBInstanceIdentifier", "orders"), ("DBSnapshotIdentifier", "two"));

        RestoreRefusal(Home, "new", "two").ShouldStartWith("400 InvalidDBSnapshotState: Cannot restore");
        _world.Keys.Disable(_world.HomeKey);
        RestoreRefusal(Home, "new", "one")
            .ShouldStartWith("400 KMSKeyNotAccessibleFault: The source snapshot");
    }

    [Fact]
    public void A_shared_cluster_snapshot_is_restored_as_it_is_under_another_key_and_gets_its_instances_later()
    {
        Home.Clusters.Database("ledger");
        Home.Clusters.Snapshot("ledger", "one");
        _world.SourceAway.Clusters.Copy(RdsWorld.ClusterArn("one"), "region-copy", "region");
        _world.Settle();
        _world.SourceAway.Clusters.Share("region-copy", RdsWorld.Dr);
        var there = _world.DrAway.Clusters;

        var cluster = there
            .Call(
                "RestoreDBClusterFromSnapshot",
                ("DBClusterIdentifier", "ledger"),
                ("SnapshotIdentifier", RdsWorld.ClusterArn("region-copy", RdsWorld.Away)),
                ("Engine", "aurora-postgresql"),
                ("EngineVersion", "16.4"),
                ("KmsKeyId", _world.AccountKey)
            )
            .Element("DBCluster")!;

        cluster.Text("KmsKeyId").ShouldBe(_world.AccountKey);
        cluster.Text("EngineVersion").ShouldBe("16.4");
        there
            .Refusal("CreateDBInstance", Member("ledger-1"))
            .ShouldBe(
                "400 InvalidDBClusterStateFault: DB cluster ledger is not currently in the available state."
            );
        _world.Pass(TimeSpan.FromMinutes(5));
        there.Call("CreateDBInstance", Member("ledger-1"));
        _world.Pass(TimeSpan.FromMinutes(5));
        there.Call("CreateDBInstance", Member("ledger-0"));
        there
            .DescribeDatabase("ledger")
            .Descendants("DBClusterMember")
            .Select(m => $"{m.Text("DBInstanceIdentifier")} {m.Text("IsClusterWriter")}")
            .ShouldBe(["ledger-1 true", "ledger-0 false"]);
        _world.DrAway.DescribeDatabase("ledger-1").Text("KmsKeyId").ShouldBe(_world.AccountKey);
        there
            .Refusal("DeleteDBCluster", ("DBClusterIdentifier", "ledger"), ("SkipFinalSnapshot", "true"))
            .ShouldStartWith("400 InvalidDBClusterStateFault: Cluster cannot be deleted, it still contains");
    }

    [Fact]
    public void An_unencrypted_Aurora_snapshot_becomes_a_cluster_under_a_key_that_AWS_owns()
    {
        Home.Clusters.Database("plain", null);
        Home.Clusters.Snapshot("plain", "one");

        Home.Clusters.Call(
            "RestoreDBClusterFromSnapshot",
            ("DBClusterIdentifier", "new"),
            ("SnapshotIdentifier", "one"),
            ("Engine", "aurora-postgresql")
        );

        Home.Clusters.DescribeDatabase("new").Text("StorageEncryptionType").ShouldBe("sse-rds");
    }

    [Fact]
    public void A_database_gets_another_name_and_leaves_its_own_to_the_restored_one()
    {
        Snapshot();

        Home.Call(
            "ModifyDBInstance",
            ("DBInstanceIdentifier", "orders"),
            ("NewDBInstanceIdentifier", "orders-old"),
            ("DeletionProtection", "true")
        );
        Restore(Home, "orders", "one");

        Home.Databases().ShouldBe(["orders", "orders-old"]);
        Home.DescribeDatabase("orders-old").Text("DeletionProtection").ShouldBe("true");
        Home.Describe("one").Text("DBInstanceIdentifier").ShouldBe("orders");
    }

    private void Snapshot()
    {
        Home.Database(
            "orders",
            "home",
            [("CopyTagsToSnapshot", "true"), .. new[] { ("team", "shop") }.AsTags()]
        );
        Home.Snapshot("orders", "one");
    }

    private static System.Xml.Linq.XElement Restore(
        Account account,
        string name,
        string snapshot,
        params (string, string)[] more
    ) => account.Call("RestoreDBInstanceFromDBSnapshot", Request(name, snapshot, more));

    private static string RestoreRefusal(
        Account account,
        string name,
        string snapshot,
        params (string, string)[] more
    ) => account.Refusal("RestoreDBInstanceFromDBSnapshot", Request(name, snapshot, more));

    private static (string, string)[] Request(string name, string snapshot, (string, string)[] more) =>
        [("DBInstanceIdentifier", name), ("DBSnapshotIdentifier", snapshot), .. more];

    private static (string, string)[] Member(string name) =>
        [
            ("DBClusterIdentifier", "ledger"),
            ("DBInstanceIdentifier", name),
            ("DBInstanceClass", "db.r6g.large"),
            ("Engine", "aurora-postgresql"),
        ];
}
