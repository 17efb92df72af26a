using LocalCloud.Rds;

namespace LocalCloud.Tests.Rds;

public class SharingTests
{
    private readonly RdsWorld _world = new();

    public SharingTests()
    {
        _world.SourceHome.Database("orders");
        _world.SourceHome.Snapshot("orders", "one");
        _world.SourceAway.Copy(RdsWorld.Arn("one"), "region-copy", "region");
        _world.Settle();
    }

    private static string RegionCopy => RdsWorld.Arn("region-copy", RdsWorld.Away);

    [Fact]
    public void A_shared_snapshot_is_seen_by_ARN_in_its_own_Region_only_when_asked_for()
    {
        _world.SourceAway.Share("region-copy", RdsWorld.Dr).Accounts().ShouldBe([RdsWorld.Dr]);

        _world.DrAway.List().ShouldBeEmpty();
        _world.DrAway.List(("IncludeShared", "true")).ShouldBe([RegionCopy]);
        _world.DrAway.List(("SnapshotType", "manual"), ("IncludeShared", "true")).ShouldBeEmpty();
        _world
            .DrAway.List(("SnapshotType", "shared"), ("DBSnapshotIdentifier", RegionCopy))
            .ShouldBe([RegionCopy]);
        _world.DrHome.List(("SnapshotType", "shared")).ShouldBeEmpty();
        _world
            .DrAway.Call("DescribeDBSnapshots", ("SnapshotType", "shared"))
            .Descendants("SnapshotType")
            .Single()
            .Value.ShouldBe("shared");
    }

    [Fact]
    public void The_account_it_is_shared_with_copies_it_under_its_own_key()
    {
        _world.SourceAway.Share("region-copy", RdsWorld.Dr);
        _world
            .DrAway.CopyRefusal("region-copy", "account-copy", "account")
            .ShouldBe("404 DBSnapshotNotFound: DBSnapshot region-copy not found.");
        _world
            .DrAway.CopyRefusal(RegionCopy, "account-copy")
            .ShouldBe(
                "400 InvalidParameterValue: Must specify new KMS key for shared encrypted snapshot copy."
            );

        var reply = _world.DrAway.Copy(RegionCopy, "account-copy", _world.AccountKey);
        reply.Text("SourceDBSnapshotIdentifier").ShouldBe(RegionCopy);
        reply.Text("SourceRegion").ShouldBe("eu-central-1");
        _world.Settle();

        var copy = _world.DrAway.Describe("account-copy");
        copy.Text("Status").ShouldBe("available");
        copy.Text("KmsKeyId").ShouldBe(_world.AccountKey);
        copy.Text("OriginalSnapshotCreateTime").ShouldBe("2026-11-20T03:05:00.000Z");
        _world
            .EventLines[^2..]
            .ShouldBe([
                "0196 eu-central-1 222222222222 account-copy",
                "0197 eu-central-1 222222222222 account-copy",
            ]);
    }

    [Fact]
    public void Region_and_account_may_be_crossed_in_one_step()
    {
        _world.SourceHome.Share("one", RdsWorld.Dr);
        _world.Keys.Add(RdsWorld.Source, RdsWorld.Home, "home", RdsWorld.Dr);

        _world.DrAway.Copy(RdsWorld.Arn("one"), "direct", "account");
        _world.Settle();

        _world.EventLines[^1].ShouldBe("0060 eu-central-1 222222222222 direct");
    }

    [Fact]
    public void The_caller_must_be_able_to_use_the_source_s_key_too()
    {
        _world.SourceHome.Share("one", RdsWorld.Dr);

        _world
            .DrAway.CopyRefusal(RdsWorld.Arn("one"), "direct", "account")
            .ShouldStartWith($"400 KMSKeyNotAccessibleFault: The source snapshot KMS key [{_world.HomeKey}]");
    }

    [Theory]
    [InlineData(false, "available 100")]
    [InlineData(true, "failed 50")]
    public void A_share_that_is_withdrawn_while_copying(bool fails, string expected)
    {
        var world = new RdsWorld(new RdsSettings { WithdrawnShareFailsCopy = fails });
        world.SourceHome.Database("orders");
        world.SourceHome.Snapshot("orders", "one");
        world.SourceAway.Copy(RdsWorld.Arn("one"), "region-copy", "region");
        world.Settle();
        world.SourceAway.Share("region-copy", RdsWorld.Dr);
        world.DrAway.Copy(RegionCopy, "account-copy", "account");
        world.SourceAway.Copy(RegionCopy, "own-copy");
        world.Pass(TimeSpan.FromSeconds(15 + 512));

        world.SourceAway.StopSharing("region-copy", RdsWorld.Dr).Accounts().ShouldBeEmpty();
        world.Settle();

        world.DrAway.Progress("account-copy").ShouldBe(expected);
        world.SourceAway.Progress("own-copy").ShouldBe("available 100");
        world.DrAway.CopyRefusal(RegionCopy, "again", "account").ShouldStartWith("404 DBSnapshotNotFound");
    }

    [Fact]
    public void Only_the_owner_sees_and_changes_the_attributes()
    {
        _world.SourceAway.Share("region-copy", RdsWorld.Dr);
        var missing = $"404 DBSnapshotNotFound: DBSnapshot {RegionCopy} not found.";

        _world.DrAway.ShareRefusal(RegionCopy, "333333333333").ShouldBe(missing);
        _world
            .DrAway.Refusal("DescribeDBSnapshotAttributes", ("DBSnapshotIdentifier", RegionCopy))
            .ShouldBe(missing);
        _world.DrAway.Refusal("DeleteDBSnapshot", ("DBSnapshotIdentifier", RegionCopy)).ShouldBe(missing);
        _world.SourceHome.ShareRefusal(RegionCopy, "333333333333").ShouldBe(missing);
        _world
            .SourceAway.Call("DescribeDBSnapshotAttributes", ("DBSnapshotIdentifier", "region-copy"))
            .Accounts()
            .ShouldBe([RdsWorld.Dr]);
    }

    [Fact]
    public void Automated_snapshots_are_not_shared_but_have_an_empty_attribute()
    {
        var arn = _world.Rds.CreateAutomatedSnapshot(RdsWorld.Source, RdsWorld.Home, "orders");
        _world.Settle();
        var name = arn[(arn.IndexOf("rds:orders", StringComparison.Ordinal))..];

        foreach (var given in new[] { name, arn })
        {
            _world
                .SourceHome.ShareRefusal(given, RdsWorld.Dr)
                .ShouldStartWith(
                    "400 InvalidParameterValue: The parameter DBSnapshotIdentifier is not a valid identifier."
                );
        }

        _world
            .SourceHome.Call("DescribeDBSnapshotAttributes", ("DBSnapshotIdentifier", name))
            .Accounts()
            .ShouldBeEmpty();
    }

    [Fact]
    public void Snapshots_under_the_default_key_are_not_shared()
    {
        _world.SourceHome.Database("stock", key: "");
        _world.SourceHome.Snapshot("stock", "defaulted");

        _world
            .SourceHome.ShareRefusal("defaulted", RdsWorld.Dr)
            .ShouldBe(
                "400 InvalidParameterCombination: Sharing snapshots encrypted with the default service key for RDS is currently not supported"
            );
        _world.SourceHome.StopSharing("defaulted", RdsWorld.Dr);
    }

    [Fact]
    public void Encrypted_snapshots_are_never_public_and_plain_ones_may_be()
    {
        _world.SourceHome.Database("plain", key: null);
        var plain = _world.SourceHome.Snapshot("plain", "plain");
        var stranger = new Account(_world, "333333333333", RdsWorld.Home);

        _world.SourceHome.ShareRefusal("one", "all").ShouldStartWith("400 InvalidParameterCombination");
        _world.SourceHome.Share("plain", "all");
        stranger.List(("IncludePublic", "true")).ShouldBe([plain]);
        stranger.List(("SnapshotType", "public")).ShouldBe([plain]);
        stranger.List(("SnapshotType", "shared")).ShouldBeEmpty();
        stranger.Copy(plain, "mine").Text("Status").ShouldBe("pending");
    }

    [Fact]
    public void A_snapshot_is_shared_with_twenty_accounts_at_most()
    {
        var accounts = Enumerable.Range(0, 20).Select(i => $"4444444444{i:00}").ToArray();
        _world.SourceHome.Share("one", accounts);

        _world
            .SourceHome.ShareRefusal("one", RdsWorld.Dr)
            .ShouldBe(
                "400 SharedSnapshotQuotaExceeded: You have exceeded the maximum number of accounts that you can share a manual DB snapshot with."
            );
        _world.SourceHome.Share("one", accounts[3]);
        _world.SourceHome.StopSharing("one", accounts[0]);
        _world.SourceHome.Share("one", RdsWorld.Dr).Accounts().Length.ShouldBe(20);
    }

    [Theory]
    [InlineData("AttributeName", "copy", "400 InvalidParameterValue: Invalid snapshot attribute copy")]
    [InlineData("ValuesToAdd.AttributeValue.1", "me", "400 InvalidParameterValue: Invalid account id me")]
    [InlineData("ValuesToRemove.AttributeValue.1", "222222222222", "400 InvalidParameterCombination: ")]
    [InlineData("DBSnapshotIdentifier", "nothing", "404 DBSnapshotNotFound: DBSnapshot nothing not found.")]
    [InlineData("DBSnapshotIdentifier", "young", "400 InvalidDBSnapshotState: ")]
    public void What_cannot_be_shared_is_refused(string parameter, string value, string error)
    {
        _world.SourceHome.Call(
            "CreateDBSnapshot",
            ("DBInstanceIdentifier", "orders"),
            ("DBSnapshotIdentifier", "young")
        );
        var request = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["DBSnapshotIdentifier"] = "one",
            ["AttributeName"] = "restore",
            ["ValuesToAdd.AttributeValue.1"] = RdsWorld.Dr,
            [parameter] = value,
        };

        _world
            .SourceHome.Refusal("ModifyDBSnapshotAttribute", [.. request.Select(p => (p.Key, p.Value))])
            .ShouldStartWith(error);
    }
}
