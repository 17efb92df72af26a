using LocalCloud.Rds;

namespace LocalCloud.Tests.Rds;

/// <summary>Snapshots under an AWS owned key (sse-rds): what AWS documents, and what a setting decides.</summary>
public class OwnedKeyTests
{
    private static string Owned => RdsWorld.ClusterArn("owned");

    [Fact]
    public void A_snapshot_says_that_it_is_encrypted_and_names_no_key()
    {
        var world = World(new RdsSettings());
        world.Keys.Asked.Clear();
        var snapshot = world.SourceHome.Clusters.Describe("owned");

        snapshot.Text("StorageEncrypted").ShouldBe("true");
        snapshot.Text("StorageEncryptionType").ShouldBe("sse-rds");
        snapshot.Text("KmsKeyId").ShouldBeNull();
        world.SourceHome.Clusters.Copy("owned", "here").Text("StorageEncryptionType").ShouldBe("sse-rds");
        world.Keys.Asked.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(SseRdsCopies.Accepted, "sse-kms arn:aws:kms:eu-central-1:111111111111:key/region")]
    [InlineData(SseRdsCopies.KeepsOwnedKey, "sse-rds ")]
    public void A_copy_with_a_key_is_accepted_whether_the_key_counts_or_not(
        SseRdsCopies setting,
        string expected
    )
    {
        var world = World(new RdsSettings { SseRdsCopies = setting });
        world.SourceAway.Clusters.Copy(Owned, "copy", "region");
        world.Settle();

        var copy = world.SourceAway.Clusters.Describe("copy");
        copy.Text("Status").ShouldBe("available");
        $"{copy.Text("StorageEncryptionType")} {copy.Text("KmsKeyId")}".ShouldBe(expected);
        world.Keys.Asked.ShouldBe(["region @ eu-central-1"]);
    }

    [Fact]
    public void A_copy_with_a_key_may_be_refused()
    {
        var world = World(new RdsSettings { SseRdsCopies = SseRdsCopies.Refused });

        world
            .SourceAway.Clusters.CopyRefusal(Owned, "copy", "region")
            .ShouldBe(
                "400 InvalidParameterCombination: KmsKeyId can't be specified for a copy of a snapshot that is encrypted with an AWS owned key."
            );
        world.SourceHome.Clusters.Copy("owned", "here").Text("StorageEncryptionType").ShouldBe("sse-rds");
    }

    [Fact]
    public void A_copy_without_a_key_stays_in_its_Region()
    {
        var world = World(new RdsSettings());

        world
            .SourceAway.Clusters.CopyRefusal(Owned, "copy")
            .ShouldBe(
                "400 InvalidParameterValue: Must specify new KMS key for cross region encrypted snapshot copy."
            );
    }

    [Fact]
    public void Nobody_shares_it_but_its_copy_under_a_key_is_shared()
    {
        var world = World(new RdsSettings());
        var away = world.SourceAway.Clusters;
        away.Copy(Owned, "copy", "region");
        world.Settle();

        world
            .SourceHome.Clusters.ShareRefusal("owned", RdsWorld.Dr)
            .ShouldBe(
                "400 InvalidParameterCombination: Snapshots that are encrypted with an AWS owned key can't be shared."
            );
        away.Share("copy", RdsWorld.Dr).Accounts().ShouldBe([RdsWorld.Dr]);
    }

    private static RdsWorld World(RdsSettings settings)
    {
        var world = new RdsWorld(settings);
        world.SourceHome.Clusters.Database("shop", key: "");
        world.SourceHome.Clusters.Snapshot("shop", "owned");
        return world;
    }
}
