using LocalCloud.Rds;

namespace LocalCloud.Tests.Rds;

/// <summary>100 GiB at 100 MiB/s: 1024 s of copying, after 15 s of pending.</summary>
public class CopyTests
{
    private readonly RdsWorld _world = new();

    public CopyTests()
    {
        _world.SourceHome.Database("orders");
        _world.SourceHome.Snapshot("orders", "one", new[] { ("team", "shop") }.AsTags());
    }

    private static string One => RdsWorld.Arn("one");

    [Fact]
    public void The_first_reply_is_pending_without_a_create_time()
    {
        var reply = _world.SourceAway.Copy(One, "Copy", "region");

        reply.Text("DBSnapshotIdentifier").ShouldBe("copy");
        reply.Text("Status").ShouldBe("pending");
        reply.Text("PercentProgress").ShouldBe("0");
        reply.Text("SnapshotType").ShouldBe("manual");
        reply.Text("Encrypted").ShouldBe("true");
        reply.Text("KmsKeyId").ShouldBe(_world.RegionKey);
        reply.Text("SourceRegion").ShouldBe("eu-west-1");
        reply.Text("SourceDBSnapshotIdentifier").ShouldBe(One);
        reply.Text("DBSnapshotArn").ShouldBe(RdsWorld.Arn("copy", RdsWorld.Away));
        foreach (var absent in new[] { "SnapshotCreateTime", "AvailabilityZone", "VpcId", "OptionGroupName" })
        {
            reply.Text(absent).ShouldBeNull(absent);
        }
    }

    [Fact]
    public void Progress_rises_with_time_and_ends_at_100_with_the_create_time_of_the_completion()
    {
        _world.SourceAway.Copy(One, "copy", "region");
        _world.Pass(TimeSpan.FromSeconds(15));
        _world.SourceAway.Progress("copy").ShouldBe("copying 0");
        _world.Pass(TimeSpan.FromSeconds(512));
        _world.SourceAway.Progress("copy").ShouldBe("copying 50");
        _world.Pass(TimeSpan.FromSeconds(511));
        _world.SourceAway.Progress("copy").ShouldBe("copying 99");
        _world.Pass(TimeSpan.FromSeconds(1));

        var copy = _world.SourceAway.Describe("copy");
        copy.Text("Status").ShouldBe("available");
        copy.Text("PercentProgress").ShouldBe("100");
        copy.Text("SnapshotCreateTime").ShouldBe("2026-11-20T03:24:19.000Z");
        copy.Text("OriginalSnapshotCreateTime").ShouldBe("2026-11-20T03:05:00.000Z");
        copy.Text("DBInstanceIdentifier").ShouldBe("orders");
        copy.Text("DbiResourceId").ShouldBe(_world.SourceHome.Describe("one").Text("DbiResourceId"));
        _world.Agenda.NextDue.ShouldBeNull();
    }

    [Fact]
    public void A_copy_s_length_follows_its_size_and_the_throughput()
    {
        var world = new RdsWorld(new RdsSettings { ThroughputMiBPerSecond = 50 });
        world.SourceHome.Database("big", "home", ("AllocatedStorage", "1000"));
        world.SourceHome.Snapshot("big", "one");
        world.SourceAway.Copy(One, "copy", "region");

        world.Pass(TimeSpan.FromSeconds(15 + 20_480 - 1));
        world.SourceAway.Progress("copy").ShouldBe("copying 99");
        world.Pass(TimeSpan.FromSeconds(1));
        world.SourceAway.Progress("copy").ShouldBe("available 100");
    }

    [Fact]
    public void Copies_of_the_same_instance_queue_and_others_do_not()
    {
        _world.SourceHome.Snapshot("orders", "two");
        _world.SourceHome.Database("stock");
        _world.SourceHome.Snapshot("stock", "other");
        _world.SourceAway.Copy(One, "first", "region");
        _world.SourceAway.Copy(RdsWorld.Arn("two"), "second", "region");
        _world.SourceAway.Copy(RdsWorld.Arn("other"), "third", "region");

        _world.Pass(TimeSpan.FromSeconds(15 + 512));
        _world.SourceAway.Progress("first").ShouldBe("copying 50");
        _world.SourceAway.Progress("second").ShouldBe("pending 0");
        _world.SourceAway.Progress("third").ShouldBe("copying 50");
        _world.Pass(TimeSpan.FromSeconds(512 + 15 + 256));
        _world.SourceAway.Progress("first").ShouldBe("available 100");
        _world.SourceAway.Progress("second").ShouldBe("copying 25");
        _world.Pass(TimeSpan.FromSeconds(768));
        _world.SourceAway.Progress("second").ShouldBe("available 100");
    }

    [Fact]
    public void A_copy_that_stands_still_goes_on_where_it_was()
    {
        var world = new RdsWorld();
        world.Faults.Stalled["copy"] = (50, TimeSpan.FromHours(1));
        world.SourceHome.Database("orders");
        world.SourceHome.Snapshot("orders", "one");
        world.SourceAway.Copy(One, "copy", "region");
        world.Pass(TimeSpan.FromSeconds(15 + 256));
        world.SourceAway.Progress("copy").ShouldBe("copying 25");
        world.Pass(TimeSpan.FromSeconds(256));
        world.SourceAway.Progress("copy").ShouldBe("copying 50");
        world.Pass(TimeSpan.FromHours(1));
        world.SourceAway.Progress("copy").ShouldBe("copying 50");
        world.Pass(TimeSpan.FromSeconds(511));
        world.SourceAway.Progress("copy").ShouldBe("copying 99");
        world.Pass(TimeSpan.FromSeconds(1));
        world.SourceAway.Progress("copy").ShouldBe("available 100");
    }

    [Fact]
    public void A_copy_whose_key_RDS_loses_its_grants_on_fails()
    {
        _world.SourceAway.Copy(One, "copy", "region");
        _world.Pass(TimeSpan.FromSeconds(15 + 512));
        _world.Rds.FailCopiesUnder("arn:aws:kms:eu-central-1:111111111111:key/another");
        _world.SourceAway.Progress("copy").ShouldBe("copying 50");
        _world.Rds.FailCopiesUnder(_world.RegionKey);
        _world.SourceAway.Progress("copy").ShouldBe("failed 50");
    }

    [Fact]
    public void A_cancelled_copy_disappears_with_its_event_and_the_next_one_starts()
    {
        _world.SourceAway.Copy(One, "first", "region");
        _world.SourceAway.Copy(One, "second", "region");
        _world.SourceAway.Copy(One, "third", "region");
        _world.Pass(TimeSpan.FromSeconds(500));

        _world.SourceAway.Delete("second").Element("DBSnapshot")!.Text("Status").ShouldBe("deleted");
        _world.SourceAway.Delete("first");
        _world.Pass(TimeSpan.FromSeconds(15 + 512));

        _world.SourceAway.List().ShouldBe(["third"]);
        _world.SourceAway.Progress("third").ShouldBe("copying 50");
        _world
            .EventLines[2..]
            .ShouldBe([
                "0059 eu-central-1 111111111111 first",
                "0061 eu-central-1 111111111111 second",
                "0061 eu-central-1 111111111111 first",
                "0059 eu-central-1 111111111111 third",
            ]);
    }

    [Fact]
    public void A_name_cancelled_and_used_again_is_not_ended_by_the_old_copy()
    {
        _world.SourceAway.Copy(One, "copy", "region");
        _world.Pass(TimeSpan.FromSeconds(500));
        _world.SourceAway.Delete("copy");
        _world.SourceAway.Copy(One, "copy", "region");

        _world.Pass(TimeSpan.FromSeconds(15 + 1023));
        _world.SourceAway.Progress("copy").ShouldBe("copying 99");
        _world.Settle();
        _world.SourceAway.Progress("copy").ShouldBe("available 100");
        _world.EventLines.Count(e => e.StartsWith("0060", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public void Deleting_the_source_fails_its_copies_that_are_not_available_without_an_event()
    {
        _world.SourceHome.Snapshot("orders", "two");
        _world.SourceAway.Copy(One, "done", "region");
        _world.Settle();
        _world.SourceAway.Copy(One, "running", "region");
        _world.SourceAway.Copy(One, "waiting", "region");
        _world.SourceAway.Copy(RdsWorld.Arn("two"), "unharmed", "region");
        _world.Pass(TimeSpan.FromSeconds(15 + 512));
        _world.SourceHome.Delete("one");
        var events = _world.EventLines.Length;

        _world.SourceAway.Progress("done").ShouldBe("available 100");
        _world.SourceAway.Progress("running").ShouldBe("failed 50");
        _world.SourceAway.Progress("waiting").ShouldBe("failed 0");
        _world.Settle();
        _world.SourceAway.Progress("unharmed").ShouldBe("available 100");
        _world.EventLines[events..].Select(e => e[..4]).ShouldBe(["0059", "0060"]);
        _world.SourceAway.Delete("running");
        _world.SourceAway.List().ShouldBe(["done", "unharmed", "waiting"]);
    }

    [Theory]
    [InlineData(40, "failed 40")]
    [InlineData(0, "failed 0")]
    [InlineData(33, "failed 33")]
    [InlineData(100, "failed 99")]
    public void A_fault_fails_a_copy_at_a_percentage(int percent, string expected)
    {
        _world.Faults.Percents["copy"] = percent;
        _world.SourceAway.Copy(One, "copy", "region");
        _world.SourceAway.Copy(One, "next", "region");
        _world.Settle();

        _world.SourceAway.Progress("copy").ShouldBe(expected);
        _world.SourceAway.Progress("next").ShouldBe("available 100");
        _world.SourceAway.Describe("copy").Text("SnapshotCreateTime").ShouldBeNull();
    }

    [Fact]
    public void Copies_within_the_Region_keep_the_key_and_name_no_source()
    {
        var reply = _world.SourceHome.Copy("one", "copy");
        _world.Settle();

        reply.Text("KmsKeyId").ShouldBe(_world.HomeKey);
        reply.Text("SourceRegion").ShouldBeNull();
        reply.Text("SourceDBSnapshotIdentifier").ShouldBeNull();
        _world
            .EventLines[2..]
            .ShouldBe(["0196 eu-west-1 111111111111 copy", "0197 eu-west-1 111111111111 copy"]);
        _world.SourceHome.Copy("one", "cancelled");
        _world.SourceHome.Delete("cancelled");
        _world.EventLines[^1].ShouldBe("0190 eu-west-1 111111111111 cancelled");
    }

    [Fact]
    public void An_automated_snapshot_under_the_default_key_becomes_a_manual_one_under_the_given_key()
    {
        _world.SourceHome.Database("stock", key: "");
        var arn = _world.Rds.CreateAutomatedSnapshot(RdsWorld.Source, RdsWorld.Home, "stock");
        _world.Settle();
        _world.SourceAway.Copy(arn, "copy", _world.RegionKey);
        _world.Settle();

        var copy = _world.SourceAway.Describe("copy");
        copy.Text("SnapshotType").ShouldBe("manual");
        copy.Text("KmsKeyId").ShouldBe(_world.RegionKey);
        copy.Text("SourceDBSnapshotIdentifier").ShouldBe(arn);
    }

    [Fact]
    public void An_unencrypted_snapshot_needs_no_key_and_becomes_encrypted_with_one()
    {
        _world.SourceHome.Database("plain", key: null);
        var plain = _world.SourceHome.Snapshot("plain", "plain");

        _world.SourceAway.Copy(plain, "still-plain").Text("Encrypted").ShouldBe("false");
        _world.SourceAway.Copy(plain, "encrypted", "region").Text("KmsKeyId").ShouldBe(_world.RegionKey);
    }

    [Theory]
    [InlineData("region")]
    [InlineData("alias/relay")]
    [InlineData("alias/aws/rds")]
    [InlineData("arn:aws:kms:eu-central-1:111111111111:key/region")]
    public void A_key_may_be_given_as_id_alias_or_ARN(string key)
    {
        _world.Keys.CreateAlias(RdsWorld.Source, RdsWorld.Away, "alias/relay", _world.RegionKey);

        _world
            .SourceAway.Copy(One, "copy", key)
            .Text("KmsKeyId")
            .ShouldBe(
                key.EndsWith("rds", StringComparison.Ordinal)
                    ? _world.Keys.DefaultRdsKey(RdsWorld.Source, RdsWorld.Away)
                    : _world.RegionKey
            );
    }

    [Fact]
    public void The_source_s_tags_are_copied_only_when_asked_and_when_none_are_given()
    {
        var given = new[] { ("ours", "1") }.AsTags();

        _world.SourceAway.Copy(One, "a", "region").Tags().ShouldBeEmpty();
        _world.SourceAway.Copy(One, "b", "region", ("CopyTags", "true")).Tags().ShouldBe(["team=shop"]);
        _world
            .SourceAway.Copy(One, "c", "region", [("CopyTags", "true"), .. given])
            .Tags()
            .ShouldBe(["ours=1"]);
    }

    [Fact]
    public void Later_copies_may_be_incremental()
    {
        var world = new RdsWorld(new RdsSettings { IncrementalFraction = 0.1 });
        world.SourceHome.Database("orders");
        world.SourceHome.Snapshot("orders", "one");
        world.SourceAway.Copy(One, "full", "region");
        world.Settle();
        world.SourceAway.Copy(One, "incremental", "region");
        world.Pass(TimeSpan.FromSeconds(15 + 103));

        world.SourceAway.Progress("incremental").ShouldBe("available 100");
    }
}
