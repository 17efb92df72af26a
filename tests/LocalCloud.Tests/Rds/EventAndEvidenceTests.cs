using System.Text.Json.Nodes;

namespace LocalCloud.Tests.Rds;

/// <summary>What RDS tells the world: its events, and the authorisations of each call.</summary>
public class EventAndEvidenceTests
{
    private readonly RdsWorld _world = new();

    [Fact]
    public void An_event_has_AWS_s_envelope()
    {
        _world.SourceHome.Database("orders");
        _world.Pass(TimeSpan.FromMilliseconds(1234.5));
        _world.Rds.CreateAutomatedSnapshot(RdsWorld.Source, RdsWorld.Home, "orders");

        var envelope = _world.Events.Emitted.Single().DeepClone().AsObject();
        var id = envelope["id"]!.GetValue<string>();
        Guid.TryParse(id, out _).ShouldBeTrue(id);
        const string arn = "arn:aws:rds:eu-west-1:111111111111:snapshot:rds:orders-2026-11-20-03-05";
        var expected = JsonNode.Parse(
            $$"""
            {
              "version": "0",
              "id": "{{id}}",
              "detail-type": "RDS DB Snapshot Event",
              "source": "aws.rds",
              "account": "111111111111",
              "time": "2026-11-20T03:05:01Z",
              "region": "eu-west-1",
              "resources": ["{{arn}}"],
              "detail": {
                "EventCategories": ["creation"],
                "SourceType": "SNAPSHOT",
                "SourceArn": "{{arn}}",
                "Date": "2026-11-20T03:05:01.234Z",
                "Message": "Creating automated snapshot",
                "SourceIdentifier": "rds:orders-2026-11-20-03-05",
                "EventID": "RDS-EVENT-0090"
              }
            }
            """
        );
        envelope.ToJsonString().ShouldBe(expected!.ToJsonString());
    }

    [Fact]
    public void Messages_and_categories_are_those_of_the_User_Guide()
    {
        _world.SourceHome.Database("orders");
        _world.SourceHome.Snapshot("orders", "one");
        _world.SourceAway.Copy(RdsWorld.Arn("one"), "two", "region");
        _world.Settle();
        _world.SourceAway.Copy("two", "three");
        _world.Settle();
        _world.SourceAway.Copy("two", "four");
        _world.SourceAway.Delete("four");
        _world.SourceAway.Copy(RdsWorld.Arn("one"), "five", "region");
        _world.SourceAway.Delete("five");
        _world.SourceAway.Delete("two");

        _world.EventMessages.ShouldBe([
            "RDS-EVENT-0040 creation: Creating manual snapshot",
            "RDS-EVENT-0042 creation: Manual snapshot created",
            "RDS-EVENT-0059 notification: Started copy of snapshot one from region eu-west-1",
            "RDS-EVENT-0060 notification: Finished copy of snapshot one from region eu-west-1 in 18 minutes",
            "RDS-EVENT-0196 notification: Started copy of snapshot two in region eu-central-1",
            "RDS-EVENT-0197 notification: Finished copy of snapshot two in region eu-central-1",
            "RDS-EVENT-0190 notification: Canceled snapshot copy request of two in region eu-central-1",
            "RDS-EVENT-0061 notification: Canceled snapshot copy request of one from region eu-west-1",
            "RDS-EVENT-0041 deletion: Deleted user snapshot",
        ]);
    }

    [Fact]
    public void A_copy_is_authorised_on_both_snapshots_in_both_Regions_and_its_tags_apart()
    {
        _world.SourceHome.Database("orders");
        _world.SourceHome.Snapshot("orders", "one");
        _world.Keys.Asked.Clear();
        var before = _world.Log.Calls.Count;

        _world.SourceAway.Copy(
            RdsWorld.Arn("one"),
            "copy",
            "region",
            new[] { ("a", "1"), ("b", "2") }.AsTags()
        );

        const string tags = "aws:RequestTag/a=1 aws:RequestTag/b=2 aws:TagKeys=a,b";
        Evidence(before)
            .ShouldBe([
                $"eu-central-1 rds:CopyDBSnapshot {RdsWorld.Arn("copy", RdsWorld.Away)} {tags}",
                $"(eu-central-1 rds:AddTagsToResource {RdsWorld.Arn("copy", RdsWorld.Away)} {tags})",
                $"(eu-west-1 rds:CopyDBSnapshot {RdsWorld.Arn("one")} {tags} aws:ViaAWSService=true aws:CalledVia=rds.amazonaws.com)",
            ]);
        _world.Keys.Asked.ShouldBe(["region @ eu-central-1", $"{_world.HomeKey} @ eu-west-1"]);
    }

    [Fact]
    public void A_call_is_authorised_on_what_it_names_even_when_it_is_refused()
    {
        _world.SourceHome.Database("orders");
        var before = _world.Log.Calls.Count;

        _world.SourceHome.List();
        _world.SourceHome.List(("DBInstanceIdentifier", "orders"));
        _world.SourceHome.Refusal("DescribeDBSnapshots", ("DBSnapshotIdentifier", "one"));
        _world.SourceHome.Snapshot("orders", "one");
        _world.SourceHome.Share("one", RdsWorld.Dr);
        _world.SourceHome.Delete("one");

        const string snapshot = "arn:aws:rds:eu-west-1:111111111111:snapshot:";
        const string database = "arn:aws:rds:eu-west-1:111111111111:db:orders";
        Evidence(before)
            .ShouldBe([
                $"eu-west-1 rds:DescribeDBSnapshots {snapshot}*",
                $"eu-west-1 rds:DescribeDBSnapshots {database}",
                $"eu-west-1 rds:DescribeDBSnapshots {snapshot}one",
                $"eu-west-1 rds:CreateDBSnapshot {database}",
                $"eu-west-1 rds:CreateDBSnapshot {snapshot}one",
                $"eu-west-1 rds:ModifyDBSnapshotAttribute {snapshot}one",
                $"eu-west-1 rds:DeleteDBSnapshot {snapshot}one",
            ]);
    }

    [Fact]
    public void To_tag_what_has_tags_is_authorised_with_those_too_even_when_a_copys_name_is_taken()
    {
        _world.SourceHome.Database("orders");
        _world.SourceHome.Snapshot("orders", "one");
        _world.SourceAway.Copy(RdsWorld.Arn("one"), "copy", "region", new[] { ("a", "1") }.AsTags());
        var before = _world.Log.Calls.Count;

        _world.SourceAway.CopyRefusal(RdsWorld.Arn("one"), "copy", "region", new[] { ("a", "2") }.AsTags());

        Evidence(before)
            .ShouldContain(
                $"(eu-central-1 rds:AddTagsToResource {RdsWorld.Arn("copy", RdsWorld.Away)} aws:RequestTag/a=2 aws:TagKeys=a aws:ResourceTag/a=1)"
            );
    }

    [Fact]
    public void A_copy_of_a_cluster_snapshot_is_authorised_on_both_too()
    {
        var (home, away) = (_world.SourceHome.Clusters, _world.SourceAway.Clusters);
        home.Database("shop");
        home.Snapshot("shop", "one");
        _world.Keys.Asked.Clear();
        var before = _world.Log.Calls.Count;

        away.Copy(RdsWorld.ClusterArn("one"), "copy", "region", new[] { ("a", "1") }.AsTags());
        home.List();

        const string tags = "aws:RequestTag/a=1 aws:TagKeys=a";
        Evidence(before)
            .ShouldBe([
                $"eu-central-1 rds:CopyDBClusterSnapshot {RdsWorld.ClusterArn("copy", RdsWorld.Away)} {tags}",
                $"(eu-central-1 rds:AddTagsToResource {RdsWorld.ClusterArn("copy", RdsWorld.Away)} {tags})",
                $"(eu-west-1 rds:CopyDBClusterSnapshot {RdsWorld.ClusterArn("one")} {tags} aws:ViaAWSService=true aws:CalledVia=rds.amazonaws.com)",
                $"eu-west-1 rds:DescribeDBClusterSnapshots {RdsWorld.ClusterArn("*")}",
            ]);
        _world.Keys.Asked.ShouldBe(["region @ eu-central-1", $"{_world.HomeKey} @ eu-west-1"]);
    }

    [Fact]
    public void Clusters_and_option_groups_are_authorised_by_name()
    {
        var before = _world.Log.Calls.Count;
        _world.SourceHome.Clusters.Database("shop");
        _world.SourceHome.Clusters.Snapshot("shop", "one");
        _world.SourceHome.Call("DescribeOptionGroups");
        _world.SourceHome.Refusal("DescribeOptionGroups", ("OptionGroupName", "none"));

        Evidence(before)
            .ShouldBe([
                "eu-west-1 rds:CreateDBCluster arn:aws:rds:eu-west-1:111111111111:cluster:shop",
                "eu-west-1 rds:CreateDBClusterSnapshot arn:aws:rds:eu-west-1:111111111111:cluster:shop",
                $"eu-west-1 rds:CreateDBClusterSnapshot {RdsWorld.ClusterArn("one")}",
                "eu-west-1 rds:DescribeOptionGroups arn:aws:rds:eu-west-1:111111111111:og:*",
                "eu-west-1 rds:DescribeOptionGroups arn:aws:rds:eu-west-1:111111111111:og:none",
            ]);
    }

    [Fact]
    public void To_tag_to_untag_and_to_share_is_authorised_with_the_snapshot_s_own_tags()
    {
        _world.SourceHome.Database("orders");
        var one = _world.SourceHome.Snapshot("orders", "one", new[] { ("mine", "1") }.AsTags());
        var before = _world.Log.Calls.Count;

        _world.SourceHome.Share("one", RdsWorld.Dr);
        _world.SourceHome.Call(
            "AddTagsToResource",
            [("ResourceName", one), .. new[] { ("a", "1") }.AsTags()]
        );
        _world.SourceHome.Call("RemoveTagsFromResource", ("ResourceName", one), ("TagKeys.member.1", "mine"));

        Evidence(before)
            .ShouldBe([
                $"eu-west-1 rds:ModifyDBSnapshotAttribute {one} aws:ResourceTag/mine=1",
                $"eu-west-1 rds:AddTagsToResource {one} aws:RequestTag/a=1 aws:TagKeys=a aws:ResourceTag/mine=1",
                $"eu-west-1 rds:RemoveTagsFromResource {one} aws:TagKeys=mine aws:ResourceTag/mine=1 aws:ResourceTag/a=1",
            ]);
    }

    private IEnumerable<string> Evidence(int from) =>
        _world
            .Log.Calls.Skip(from)
            .Select(c =>
            {
                string[] words =
                [
                    c.Region,
                    c.Action,
                    c.Resource,
                    .. c.Context.Select(p => $"{p.Key}={p.Value}"),
                ];
                return c.Implied ? $"({string.Join(' ', words)})" : string.Join(' ', words);
            });
}
