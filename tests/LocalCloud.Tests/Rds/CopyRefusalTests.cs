using LocalCloud.Rds;

namespace LocalCloud.Tests.Rds;

/// <summary>What CopyDBSnapshot refuses, and in which order.</summary>
public class CopyRefusalTests
{
    private const string NotValid =
        " is not a valid identifier. Identifiers must begin with a letter; must contain only ASCII letters, digits, and hyphens; "
        + "and must not end with a hyphen or contain two consecutive hyphens.";

    private readonly RdsWorld _world = new(new RdsSettings { CopiesInProgress = 2, ManualSnapshots = 4 });

    public CopyRefusalTests()
    {
        _world.SourceHome.Database("orders");
        _world.SourceHome.Snapshot("orders", "one");
    }

    private static string One => RdsWorld.Arn("one");

    [Theory]
    [InlineData("", "The parameter TargetDBSnapshotIdentifier must be provided and must not be blank.")]
    [InlineData(" ", "The parameter TargetDBSnapshotIdentifier must be provided and must not be blank.")]
    [InlineData("-a", "Invalid snapshot identifier:  -a")]
    [InlineData("7up", "Invalid snapshot identifier:  7up")]
    [InlineData("a-", "The parameter TargetDBSnapshotIdentifier" + NotValid)]
    [InlineData("a--b", "The parameter TargetDBSnapshotIdentifier" + NotValid)]
    [InlineData("a_b", "The parameter TargetDBSnapshotIdentifier" + NotValid)]
    [InlineData("rds:a", "The parameter TargetDBSnapshotIdentifier" + NotValid)]
    [InlineData("änder", "Invalid snapshot identifier:  änder")]
    public void Illegal_target_names(string target, string message) =>
        _world
            .SourceAway.CopyRefusal(One, target, "region")
            .ShouldBe("400 InvalidParameterValue: " + message);

    [Fact]
    public void A_target_name_has_255_characters_at_most()
    {
        _world
            .SourceAway.CopyRefusal(One, new string('a', 256), "region")
            .ShouldBe("400 InvalidParameterValue: The parameter TargetDBSnapshotIdentifier" + NotValid);
        _world.SourceAway.Copy(One, new string('a', 255), "region").Text("Status").ShouldBe("pending");
    }

    [Theory]
    [InlineData(
        "",
        "400 InvalidParameterValue: The parameter SourceDBSnapshotIdentifier must be provided and must not be blank."
    )]
    [InlineData("a--b", "400 InvalidParameterValue: The parameter SourceDBSnapshotIdentifier" + NotValid)]
    [InlineData(
        "arn:aws:s3:::bucket",
        "400 InvalidParameterValue: Invalid resource name: arn:aws:s3:::bucket"
    )]
    [InlineData(
        "arn:aws:rds:eu-west-1:111111111111:cluster-snapshot:one",
        "400 InvalidParameterValue: Invalid resource name: arn:aws:rds:eu-west-1:111111111111:cluster-snapshot:one"
    )]
    [InlineData("one", "404 DBSnapshotNotFound: DBSnapshot one not found.")]
    [InlineData("rds:one", "404 DBSnapshotNotFound: DBSnapshot rds:one not found.")]
    [InlineData(
        "arn:aws:rds:eu-west-1:111111111111:snapshot:two",
        "404 DBSnapshotNotFound: DBSnapshot arn:aws:rds:eu-west-1:111111111111:snapshot:two not found."
    )]
    public void Sources_that_cannot_be_read_or_found(string source, string error) =>
        _world.SourceAway.CopyRefusal(source, "copy", "region").ShouldBe(error);

    [Fact]
    public void Another_account_s_snapshot_that_is_not_shared_looks_as_if_it_were_not_there() =>
        _world
            .DrAway.CopyRefusal(One, "copy", "account")
            .ShouldBe($"404 DBSnapshotNotFound: DBSnapshot {One} not found.");

    [Theory]
    [InlineData("aws:x", "v", "Tag keys cannot start with the reserved prefix aws:")]
    [InlineData("AWS:x", "v", "Tag keys cannot start with the reserved prefix aws:")]
    [InlineData("rds:x", "v", "Tag keys cannot start with the reserved prefix rds:")]
    [InlineData("", "v", "Tag key '': keys have 1 to 128 characters, values up to 256.")]
    [InlineData("semi;colon", "v", "Tag key 'semi;colon': keys and values may only contain")]
    [InlineData("k", "a*b", "Tag key 'k': keys and values may only contain")]
    public void Illegal_tags(string key, string value, string message) =>
        _world
            .SourceAway.CopyRefusal(One, "copy", "region", new[] { (key, value) }.AsTags())
            .ShouldStartWith("400 InvalidParameterValue: " + message);

    [Fact]
    public void Fifty_tags_are_allowed_and_a_key_only_once()
    {
        var fifty = Enumerable.Range(0, 50).Select(i => ($"snapshot-relay:t{i}", "ä ö_.:/=+-@")).ToList();

        _world
            .SourceAway.CopyRefusal(One, "copy", "region", fifty.Append(("more", "")).AsTags())
            .ShouldBe("400 InvalidParameterValue: A resource can have no more than 50 tags.");
        _world
            .SourceAway.CopyRefusal(One, "copy", "region", new[] { ("a", "1"), ("a", "2") }.AsTags())
            .ShouldBe("400 InvalidParameterValue: Tag keys must be unique.");
        _world.SourceAway.Copy(One, "copy", "region", fifty.AsTags()).Tags().Length.ShouldBe(50);
    }

    [Theory]
    [InlineData("home")]
    [InlineData("nobody")]
    [InlineData("alias/nothing")]
    [InlineData("arn:aws:kms:eu-west-1:111111111111:key/home")]
    [InlineData("arn:aws:kms:eu-central-1:222222222222:key/account")]
    public void Target_keys_that_cannot_be_used_in_the_destination(string key) =>
        _world
            .SourceAway.CopyRefusal(One, "copy", key)
            .ShouldBe(
                $"400 KMSKeyNotAccessibleFault: The target KMS key [{key}] does not exist, is not enabled or you do not have permissions to access it."
            );

    [Fact]
    public void A_source_key_that_cannot_be_used()
    {
        _world.Keys.Disable(_world.HomeKey);
        var error =
            $"400 KMSKeyNotAccessibleFault: The source snapshot KMS key [{_world.HomeKey}] does not exist, is not enabled or you do not have permissions to access it.";

        _world.SourceAway.CopyRefusal(One, "copy", "region").ShouldBe(error);
        _world.SourceHome.CopyRefusal("one", "copy").ShouldBe(error);
    }

    [Fact]
    public void Quotas_name_what_they_count()
    {
        _world.SourceHome.Database("stock");
        _world.SourceHome.Snapshot("stock", "two");
        _world.SourceAway.Copy(One, "a", "region");
        _world.SourceAway.Copy(RdsWorld.Arn("two"), "b", "region");

        _world
            .SourceAway.CopyRefusal(One, "c", "region")
            .ShouldBe("400 SnapshotQuotaExceeded: Cannot copy more than 2 snapshots across regions");
        _world.SourceHome.Copy("one", "elsewhere").Text("Status").ShouldBe("pending");
        _world.Settle();
        _world.SourceAway.Copy(One, "c", "region");
        _world.SourceAway.Copy(One, "d", "region");
        _world.Settle();
        _world
            .SourceAway.CopyRefusal(One, "e", "region")
            .ShouldBe("400 SnapshotQuotaExceeded: Cannot create more than 4 manual snapshots");
    }

    /// <summary>Every request is wrong in one more respect than the next: the first wrong thing is named.</summary>
    [Fact]
    public void Checks_come_in_order()
    {
        var home = _world.SourceHome;
        var away = _world.SourceAway;
        home.Call("CreateDBSnapshot", ("DBInstanceIdentifier", "orders"), ("DBSnapshotIdentifier", "young"));
        away.Copy(One, "taken", "region");
        away.Copy(One, "more", "region");
        var bad = new[] { ("aws:x", "v") }.AsTags();

        away.CopyRefusal("nothing", "a--b", "nobody", bad)
            .ShouldStartWith("400 InvalidParameterValue: The parameter Target");
        away.CopyRefusal("nothing", "taken", "nobody", bad)
            .ShouldStartWith("400 InvalidParameterValue: Tag keys");
        away.CopyRefusal("nothing", "taken", "nobody").ShouldStartWith("404 DBSnapshotNotFound");
        away.CopyRefusal(RdsWorld.Arn("young"), "taken", "nobody")
            .ShouldBe(
                "400 InvalidDBSnapshotState: Cannot copy the snapshot because it is not currently in the available state."
            );
        away.CopyRefusal(One, "Taken")
            .ShouldBe(
                "400 DBSnapshotAlreadyExists: Cannot create the snapshot because a snapshot with the identifier taken already exists."
            );
        away.CopyRefusal(One, "free")
            .ShouldBe(
                "400 InvalidParameterValue: Must specify new KMS key for cross region encrypted snapshot copy."
            );
        _world.Keys.Disable(_world.HomeKey);
        away.CopyRefusal(One, "free", "nobody")
            .ShouldStartWith("400 KMSKeyNotAccessibleFault: The target KMS key");
        away.CopyRefusal(One, "free", "region")
            .ShouldStartWith("400 KMSKeyNotAccessibleFault: The source snapshot KMS");
        _world.Keys.Add(RdsWorld.Source, RdsWorld.Home, "home");
        away.CopyRefusal(One, "free", "region")
            .ShouldStartWith("400 SnapshotQuotaExceeded: Cannot copy more than 2");
    }
}
