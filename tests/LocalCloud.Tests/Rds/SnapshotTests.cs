namespace LocalCloud.Tests.Rds;

public class SnapshotTests
{
    private readonly RdsWorld _world = new();

    [Fact]
    public void A_manual_snapshot_is_creating_with_progress_and_then_available_with_a_create_time()
    {
        _world.SourceHome.Database("orders");
        var reply = _world
            .SourceHome.Call(
                "CreateDBSnapshot",
                [
                    ("DBInstanceIdentifier", "Orders"),
                    ("DBSnapshotIdentifier", "Before-Upgrade"),
                    .. new[] { ("why", "upgrade") }.AsTags(),
                ]
            )
            .Element("DBSnapshot")!;

        reply.Text("DBSnapshotIdentifier").ShouldBe("before-upgrade");
        reply.Text("Status").ShouldBe("creating");
        reply.Text("PercentProgress").ShouldBe("0");
        reply.Text("SnapshotCreateTime").ShouldBeNull();
        _world.Pass(TimeSpan.FromSeconds(45));
        _world.SourceHome.Progress("before-upgrade").ShouldBe("creating 37");
        _world.Pass(TimeSpan.FromSeconds(75));
        var snapshot = _world.SourceHome.Describe("before-upgrade");
        snapshot.Text("Status").ShouldBe("available");
        snapshot.Text("SnapshotType").ShouldBe("manual");
        snapshot.Text("SnapshotCreateTime").ShouldBe("2026-11-20T03:05:00.000Z");
        snapshot.Text("OriginalSnapshotCreateTime").ShouldBe("2026-11-20T03:05:00.000Z");
        snapshot.Text("KmsKeyId").ShouldBe(_world.HomeKey);
        snapshot.Text("AllocatedStorage").ShouldBe("100");
        snapshot.Tags().ShouldBe(["why=upgrade"]);
        _world.EventLines.ShouldBe([
            "0040 eu-west-1 111111111111 before-upgrade",
            "0042 eu-west-1 111111111111 before-upgrade",
        ]);
    }

    [Fact]
    public void An_automated_snapshot_has_its_name_from_the_minute_and_its_own_events()
    {
        _world.SourceHome.Database("orders");

        var arn = _world.Rds.CreateAutomatedSnapshot(RdsWorld.Source, RdsWorld.Home, "orders");
        _world.Settle();

        arn.ShouldBe("arn:aws:rds:eu-west-1:111111111111:snapshot:rds:orders-2026-11-20-03-05");
        _world.SourceHome.List(("SnapshotType", "automated")).ShouldBe(["rds:orders-2026-11-20-03-05"]);
        _world.EventLines.ShouldBe([
            "0090 eu-west-1 111111111111 rds:orders-2026-11-20-03-05",
            "0091 eu-west-1 111111111111 rds:orders-2026-11-20-03-05",
        ]);
        Should
            .Throw<LocalCloud.Kernel.AwsError>(() =>
                _world.Rds.CreateAutomatedSnapshot(RdsWorld.Source, RdsWorld.Home, "nothing")
            )
            .Code.ShouldBe("DBInstanceNotFound");
    }

    [Theory]
    [InlineData(
        "orders",
        "",
        "400 InvalidParameterValue: The parameter DBSnapshotIdentifier must be provided and must not be blank."
    )]
    [InlineData("orders", "1st", "400 InvalidParameterValue: Invalid snapshot identifier:  1st")]
    [InlineData(
        "orders",
        "rds:s",
        "400 InvalidParameterValue: The parameter DBSnapshotIdentifier is not a valid identifier."
    )]
    [InlineData(
        "orders",
        "Taken",
        "400 DBSnapshotAlreadyExists: Cannot create the snapshot because a snapshot with the identifier taken already exists."
    )]
    [InlineData("nothing", "s", "404 DBInstanceNotFound: DBInstance nothing not found.")]
    [InlineData(
        "young",
        "s",
        "400 InvalidDBInstanceState: Cannot create a snapshot because the database instance young is not currently in the available state."
    )]
    public void What_cannot_be_taken_is_refused(string database, string name, string error)
    {
        _world.SourceHome.Database("orders");
        _world.SourceHome.Snapshot("orders", "taken");
        _world.SourceHome.Call(
            "CreateDBInstance",
            ("DBInstanceIdentifier", "young"),
            ("DBInstanceClass", "db.t4g.micro"),
            ("Engine", "postgres"),
            ("AllocatedStorage", "20")
        );

        _world
            .SourceHome.Refusal(
                "CreateDBSnapshot",
                ("DBInstanceIdentifier", database),
                ("DBSnapshotIdentifier", name)
            )
            .ShouldStartWith(error);
    }

    [Fact]
    public void A_name_used_again_after_a_delete_is_another_snapshot()
    {
        _world.SourceHome.Database("orders");
        _world.SourceHome.Snapshot("orders", "nightly");
        var first = _world.SourceHome.Describe("nightly").Text("SnapshotCreateTime");

        _world.SourceHome.Delete("nightly").Element("DBSnapshot")!.Text("Status").ShouldBe("deleted");
        _world.SourceHome.List().ShouldBeEmpty();
        _world.SourceHome.Snapshot("orders", "nightly");

        _world.SourceHome.Describe("nightly").Text("SnapshotCreateTime").ShouldNotBe(first);
        _world.EventLines.ShouldContain("0041 eu-west-1 111111111111 nightly");
    }

    [Fact]
    public void A_snapshot_in_creation_and_an_automated_one_cannot_be_deleted()
    {
        _world.SourceHome.Database("orders");
        _world.Rds.CreateAutomatedSnapshot(RdsWorld.Source, RdsWorld.Home, "orders");
        _world.SourceHome.Call(
            "CreateDBSnapshot",
            ("DBInstanceIdentifier", "orders"),
            ("DBSnapshotIdentifier", "young")
        );

        _world
            .SourceHome.DeleteRefusal("young")
            .ShouldBe(
                "400 InvalidDBSnapshotState: Cannot delete the snapshot because it is not currently in the available or failed state."
            );
        _world
            .SourceHome.DeleteRefusal("rds:orders-2026-11-20-03-05")
            .ShouldBe("400 InvalidDBSnapshotState: Only manual snapshots may be deleted.");
        _world
            .SourceHome.DeleteRefusal("nothing")
            .ShouldBe("404 DBSnapshotNotFound: DBSnapshot nothing not found.");
    }

    [Fact]
    public void The_quota_of_manual_snapshots_leaves_automated_ones_out()
    {
        var world = new RdsWorld(new LocalCloud.Rds.RdsSettings { ManualSnapshots = 2 });
        world.SourceHome.Database("orders");
        world.Rds.CreateAutomatedSnapshot(RdsWorld.Source, RdsWorld.Home, "orders");
        world.SourceHome.Snapshot("orders", "one");
        world.SourceHome.Snapshot("orders", "two");

        world
            .SourceHome.Refusal(
                "CreateDBSnapshot",
                ("DBInstanceIdentifier", "orders"),
                ("DBSnapshotIdentifier", "three")
            )
            .ShouldBe("400 SnapshotQuotaExceeded: Cannot create more than 2 manual snapshots");
    }

    [Fact]
    public void An_instance_s_tags_go_to_its_snapshots_when_it_says_so()
    {
        _world.SourceHome.Database(
            "orders",
            "home",
            [("CopyTagsToSnapshot", "true"), .. new[] { ("team", "shop"), ("tier", "1") }.AsTags()]
        );
        _world.SourceHome.Snapshot("orders", "one", new[] { ("tier", "2") }.AsTags());

        _world.SourceHome.Describe("one").Tags().ShouldBe(["tier=2", "team=shop"]);
    }
}
