using LocalCloud.Rds;

namespace LocalCloud.Tests.Rds;

/// <summary>Copies of DB cluster snapshots: where they differ from those of DB snapshots. 100 GiB: 1024 s, after 15 s.</summary>
public class ClusterCopyTests
{
    private readonly RdsWorld _world = new();

    public ClusterCopyTests()
    {
        Home.Database("shop");
        Home.Snapshot("shop", "one", new[] { ("team", "shop") }.AsTags());
    }

    private static string One => RdsWorld.ClusterArn("one");

    private Account Home => _world.SourceHome.Clusters;

    private Account Away => _world.SourceAway.Clusters;

    [Fact]
    public void The_first_reply_is_copying_without_a_create_time()
    {
        var reply = Away.Copy(One, "Copy", "region", ("CopyTags", "true"));

        reply.Text("DBClusterSnapshotIdentifier").ShouldBe("copy");
        reply.Text("Status").ShouldBe("copying");
        reply.Text("PercentProgress").ShouldBe("0");
        reply.Text("SnapshotType").ShouldBe("manual");
        reply.Text("StorageEncrypted").ShouldBe("true");
        reply.Text("KmsKeyId").ShouldBe(_world.RegionKey);
        reply.Text("SourceDBClusterSnapshotArn").ShouldBe(One);
        reply.Text("SnapshotCreateTime").ShouldBeNull();
        reply.Text("SourceRegion").ShouldBeNull();
        reply.Tags().ShouldBe(["team=shop"]);
    }

    [Fact]
    public void It_ends_with_the_create_time_of_its_completion_and_without_any_event()
    {
        var events = _world.EventLines.Length;
        Away.Copy(One, "copy", "region");
        _world.Pass(TimeSpan.FromSeconds(15 + 512));
        Away.Progress("copy").ShouldBe("copying 50");
        Away.Copy(One, "cancelled", "region");
        Away.Delete("cancelled");
        _world.Settle();

        var copy = Away.Describe("copy");
        copy.Text("Status").ShouldBe("available");
        copy.Text("PercentProgress").ShouldBe("100");
        copy.Text("SnapshotCreateTime").ShouldBe("2026-11-20T03:24:19.000Z");
        Home.Copy("one", "here").Text("SourceDBClusterSnapshotArn").ShouldBe(One);
        _world.Settle();
        Away.Delete("copy");
        _world.EventLines.Length.ShouldBe(events);
    }

    [Fact]
    public void Later_copies_are_full_whatever_the_setting_says()
    {
        var world = new RdsWorld(new RdsSettings { IncrementalFraction = 0.1 });
        world.SourceHome.Clusters.Database("shop");
        world.SourceHome.Clusters.Snapshot("shop", "one");
        world.SourceAway.Clusters.Copy(One, "first", "region");
        world.Settle();
        world.SourceAway.Clusters.Copy(One, "second", "region");
        world.Pass(TimeSpan.FromSeconds(15 + 512));

        world.SourceAway.Clusters.Progress("second").ShouldBe("copying 50");
    }

    [Fact]
    public void Copies_of_the_same_cluster_queue()
    {
        Away.Copy(One, "first", "region");
        Away.Copy(One, "second", "region");
        _world.Pass(TimeSpan.FromSeconds(15 + 512));

        Away.Progress("first").ShouldBe("copying 50");
        Away.Progress("second").ShouldBe("copying 0");
    }

    [Fact]
    public void A_fault_and_the_source_s_end_fail_a_copy()
    {
        _world.Faults.Percents["faulty"] = 40;
        Away.Copy(One, "faulty", "region");
        _world.Settle();
        Away.Copy(One, "orphan", "region");
        Home.Delete("one");

        Away.Progress("faulty").ShouldBe("failed 40");
        Away.Progress("orphan").ShouldBe("failed 0");
    }

    [Fact]
    public void A_target_name_has_63_characters_at_most()
    {
        Away.CopyRefusal(One, new string('a', 64), "region")
            .ShouldStartWith(
                "400 InvalidParameterValue: The parameter TargetDBClusterSnapshotIdentifier is not a valid identifier."
            );
        Away.Copy(One, new string('a', 63), "region");
    }

    [Fact]
    public void A_key_for_an_unencrypted_snapshot_is_an_error()
    {
        Home.Database("plain", key: null);
        var plain = Home.Snapshot("plain", "plain");

        Away.CopyRefusal(plain, "copy", "region")
            .ShouldBe(
                "400 InvalidParameterCombination: KmsKeyId can't be specified for a copy of an unencrypted DB cluster snapshot."
            );
        Away.Copy(plain, "copy").Text("StorageEncrypted").ShouldBe("false");
    }

    [Fact]
    public void Copies_in_progress_and_manual_snapshots_are_counted_apart_from_instances()
    {
        var world = new RdsWorld(new RdsSettings { CopiesInProgress = 1, ManualClusterSnapshots = 6 });
        var (home, away) = (world.SourceHome.Clusters, world.SourceAway.Clusters);
        world.SourceHome.Database("orders");
        world.SourceHome.Snapshot("orders", "one");
        home.Database("shop");
        home.Snapshot("shop", "one");
        world.SourceAway.Copy(RdsWorld.Arn("one"), "instance", "region");
        for (var i = 0; i < 5; i++)
        {
            away.Copy(One, $"copy-{i}", "region");
        }

        away.CopyRefusal(One, "one-more", "region")
            .ShouldBe("400 SnapshotQuotaExceeded: Cannot copy more than 5 snapshots across regions");
        world.Settle();
        away.Copy(One, "one-more", "region");
        world.Settle();
        away.CopyRefusal(One, "too-many", "region")
            .ShouldBe("400 SnapshotQuotaExceeded: Cannot create more than 6 manual snapshots");
    }

    [Theory]
    [InlineData("mysql")]
    [InlineData("postgres")]
    public void Snapshots_of_Multi_AZ_clusters_are_neither_copied_nor_shared(string engine)
    {
        Home.Database("multi", "home", ("Engine", engine), ("DBClusterInstanceClass", "db.m6gd.large"));
        var multi = Home.Snapshot("multi", "multi");

        Away.CopyRefusal(multi, "copy", "region")
            .ShouldBe("400 InvalidParameterCombination: Snapshots of Multi-AZ DB clusters can't be copied.");
        Home.ShareRefusal("multi", RdsWorld.Dr)
            .ShouldBe("400 InvalidParameterCombination: Snapshots of Multi-AZ DB clusters can't be shared.");
    }

    [Theory]
    [InlineData("aurora-mysql")]
    [InlineData("docdb")]
    [InlineData("neptune")]
    public void A_shared_one_is_copied_by_the_other_account_under_its_own_key(string engine)
    {
        Home.Database("other", "home", ("Engine", engine));
        var arn = Home.Snapshot("other", "shared");
        Away.Copy(arn, "region-copy", "region");
        _world.Settle();
        var copy = RdsWorld.ClusterArn("region-copy", RdsWorld.Away);
        var dr = _world.DrAway.Clusters;

        dr.CopyRefusal(copy, "account-copy", "account")
            .ShouldBe($"404 DBClusterSnapshotNotFoundFault: DBClusterSnapshot {copy} not found.");
        var shared = Away.Share("region-copy", RdsWorld.Dr);
        shared.Accounts().ShouldBe([RdsWorld.Dr]);
        shared
            .Element("DBClusterSnapshotAttributesResult")!
            .Text("DBClusterSnapshotIdentifier")
            .ShouldBe("region-copy");
        dr.List().ShouldBeEmpty();
        dr.List(("IncludeShared", "true")).ShouldBe([copy]);
        dr.CopyRefusal(copy, "account-copy")
            .ShouldStartWith("400 InvalidParameterValue: Must specify new KMS");
        dr.Copy(copy, "account-copy", "account").Text("SourceDBClusterSnapshotArn").ShouldBe(copy);
        _world.Settle();

        dr.Describe("account-copy").Text("KmsKeyId").ShouldBe(_world.AccountKey);
        Away.StopSharing("region-copy", RdsWorld.Dr).Accounts().ShouldBeEmpty();
        dr.List(("SnapshotType", "shared")).ShouldBeEmpty();
    }

    /// <summary>Every request is wrong in one more respect than the next: the first wrong thing is named.</summary>
    [Fact]
    public void Checks_come_in_order()
    {
        Home.Call(
            "CreateDBClusterSnapshot",
            ("DBClusterIdentifier", "shop"),
            ("DBClusterSnapshotIdentifier", "young")
        );
        Away.Copy(One, "taken", "region");
        var bad = new[] { ("rds:x", "v") }.AsTags();

        Away.CopyRefusal(RdsWorld.Arn("one"), "a--b", "nobody", bad)
            .ShouldStartWith("400 InvalidParameterValue: Invalid resource name");
        Away.CopyRefusal("nothing", "a--b", "nobody", bad)
            .ShouldStartWith("400 InvalidParameterValue: The parameter Target");
        Away.CopyRefusal("nothing", "taken", "nobody", bad)
            .ShouldStartWith("400 InvalidParameterValue: Tag keys");
        Away.CopyRefusal("nothing", "taken", "nobody").ShouldStartWith("404 DBClusterSnapshotNotFoundFault");
        Away.CopyRefusal(RdsWorld.ClusterArn("young"), "taken", "nobody")
            .ShouldStartWith("400 InvalidDBClusterSnapshotStateFault: Cannot copy the snapshot because");
        Away.CopyRefusal(One, "Taken").ShouldStartWith("400 DBClusterSnapshotAlreadyExistsFault");
        Away.CopyRefusal(One, "free")
            .ShouldBe(
                "400 InvalidParameterValue: Must specify new KMS key for cross region encrypted snapshot copy."
            );
        _world.Keys.Disable(_world.HomeKey);
        Away.CopyRefusal(One, "free", "nobody")
            .ShouldStartWith("400 KMSKeyNotAccessibleFault: The target KMS key");
        Away.CopyRefusal(One, "free", "region")
            .ShouldStartWith("400 KMSKeyNotAccessibleFault: The source snapshot KMS");
    }
}
