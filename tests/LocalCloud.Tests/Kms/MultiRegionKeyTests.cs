using System.Text.Json.Nodes;
using static LocalCloud.Tests.Kms.KmsScenario;

namespace LocalCloud.Tests.Kms;

public class MultiRegionKeyTests
{
    private static string InDr(string arn) => arn.Replace(Home, DrRegion, StringComparison.Ordinal);

    private static JsonObject Replicate(
        KmsScenario kms,
        string arn,
        string region = DrRegion,
        string? policy = null
    ) =>
        kms.Call(
            Admin,
            "ReplicateKey",
            new()
            {
                ["KeyId"] = arn,
                ["ReplicaRegion"] = region,
                ["Policy"] = policy,
            }
        );

    [Fact]
    public void A_replica_shares_the_id_and_is_a_key_of_its_own()
    {
        var kms = new KmsScenario();
        var primary = kms.CreateKey(
            new()
            {
                ["MultiRegion"] = true,
                ["Description"] = "orders",
                ["Policy"] = Policy(UseByDr, GrantsByDr),
            }
        );
        Id(primary).ShouldStartWith("mrk-");
        Id(primary).Length.ShouldBe(36);
        kms.Describe(primary)["MultiRegionConfiguration"]!["ReplicaKeys"]!.AsArray().ShouldBeEmpty();
        kms.Use(Admin, Id(primary), DrRegion).ShouldBeNull();

        var reply = Replicate(kms, Id(primary));
        var replica = reply["ReplicaKeyMetadata"]!;
        replica["Arn"]!.ToString().ShouldBe(InDr(primary));
        replica["KeyState"]!.ToString().ShouldBe("Creating");
        replica["Description"]!.ToString().ShouldBe("");
        reply["ReplicaPolicy"]!.ToString().ShouldNotContain(Dr);
        kms.Use(Admin, InDr(primary), DrRegion).ShouldBeNull();

        kms.Pass(TimeSpan.FromSeconds(10));
        kms.Use(Admin, Id(primary), DrRegion)!.Arn.ShouldBe(InDr(primary));
        kms.Use(Admin, primary, DrRegion).ShouldBeNull();
        kms.Use(Copier, primary).ShouldNotBeNull();
        kms.Use(Copier, InDr(primary), DrRegion).ShouldBeNull();

        kms.Call(Admin, "DisableKey", Key(primary));
        kms.State(InDr(primary), DrRegion).ShouldBe("Enabled");
    }

    [Fact]
    public void Related_keys_name_each_other()
    {
        var kms = new KmsScenario();
        var primary = kms.CreateKey(new() { ["MultiRegion"] = true });
        Replicate(kms, primary);
        Replicate(kms, primary, "us-east-1");
        foreach (
            var (region, type) in new[] { (Home, "PRIMARY"), (DrRegion, "REPLICA"), ("us-east-1", "REPLICA") }
        )
        {
            var family = kms.Describe(Id(primary), region: region)["MultiRegionConfiguration"]!;
            family["MultiRegionKeyType"]!.ToString().ShouldBe(type);
            family["PrimaryKey"]!["Arn"]!.ToString().ShouldBe(primary);
            family["PrimaryKey"]!["Region"]!.ToString().ShouldBe(Home);
            family["ReplicaKeys"]!
                .AsArray()
                .Select(k => k!["Region"]!.ToString())
                .ShouldBe([DrRegion, "us-east-1"]);
        }
    }

    [Fact]
    public void Only_an_enabled_primary_is_replicated_once_into_a_Region()
    {
        var kms = new KmsScenario();
        var single = kms.CreateKey();
        var primary = kms.CreateKey(new() { ["MultiRegion"] = true });
        JsonObject To(string arn, string region) => new() { ["KeyId"] = arn, ["ReplicaRegion"] = region };

        kms.Refused(Admin, "ReplicateKey", To(single, DrRegion))
            .Code.ShouldBe("UnsupportedOperationException");
        Replicate(kms, primary);
        kms.Refused(Admin, "ReplicateKey", To(primary, DrRegion)).Code.ShouldBe("AlreadyExistsException");
        kms.Refused(Admin, "ReplicateKey", To(primary, Home)).Code.ShouldBe("AlreadyExistsException");
        kms.Refused(Admin, "ReplicateKey", To(InDr(primary), "us-east-1"), DrRegion)
            .Code.ShouldBe("UnsupportedOperationException");
        kms.Refused(Admin, "ReplicateKey", To(InDr(primary), "us-east-1"))
            .Message.ShouldBe($"Invalid arn {DrRegion}");
        kms.Refused(Admin, "ReplicateKey", To(primary, "nowhere")).Code.ShouldBe("ValidationException");
        kms.Call(Admin, "DisableKey", Key(primary));
        kms.Refused(Admin, "ReplicateKey", To(primary, "us-east-1")).Code.ShouldBe("DisabledException");
    }

    [Fact]
    public void A_primary_goes_after_its_replicas()
    {
        var kms = new KmsScenario();
        var primary = kms.CreateKey(new() { ["MultiRegion"] = true });
        Replicate(kms, primary);
        kms.Pass(TimeSpan.FromMinutes(1));

        var reply = kms.Call(
            Admin,
            "ScheduleKeyDeletion",
            new() { ["KeyId"] = primary, ["PendingWindowInDays"] = 10 }
        );
        reply["KeyState"]!.ToString().ShouldBe("PendingReplicaDeletion");
        reply.ContainsKey("DeletionDate").ShouldBeFalse();
        kms.Describe(primary)["PendingDeletionWindowInDays"]!.GetValue<int>().ShouldBe(10);
        kms.Pass(TimeSpan.FromDays(60));
        kms.State(primary).ShouldBe("PendingReplicaDeletion");

        kms.Call(
            Admin,
            "ScheduleKeyDeletion",
            new() { ["KeyId"] = InDr(primary), ["PendingWindowInDays"] = 7 },
            DrRegion
        );
        kms.Pass(TimeSpan.FromDays(8));
        kms.Refused(Admin, "DescribeKey", Key(InDr(primary)), DrRegion).Code.ShouldBe("NotFoundException");
        kms.State(primary).ShouldBe("PendingDeletion");
        kms.Pass(TimeSpan.FromDays(10));
        kms.Refused(Admin, "DescribeKey", Key(primary)).Code.ShouldBe("NotFoundException");
    }
}
