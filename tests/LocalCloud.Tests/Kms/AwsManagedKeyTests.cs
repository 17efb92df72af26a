using System.Text.Json.Nodes;
using static LocalCloud.Tests.Kms.KmsScenario;

namespace LocalCloud.Tests.Kms;

/// <summary>The default key aws/rds: made on first use, one for each account and Region, nobody's to change or to share.</summary>
public class AwsManagedKeyTests
{
    [Fact]
    public void It_is_made_on_first_use_and_stays_the_same()
    {
        var kms = new KmsScenario();
        kms.Call(Admin, "ListAliases")["Aliases"]!.AsArray().ShouldBeEmpty();

        var described = kms.Describe("alias/aws/rds");
        var arn = described["Arn"]!.ToString();
        described["KeyManager"]!.ToString().ShouldBe("AWS");
        described["MultiRegion"]!.GetValue<bool>().ShouldBeFalse();
        kms.Keys.DefaultRdsKey(Source, Home).ShouldBe(arn);
        kms.Use(Admin, "alias/aws/rds").ShouldBe(new Kernel.KeyUse(arn, AwsManaged: true));
        kms.Keys.DefaultRdsKey(Source, DrRegion).ShouldNotBe(arn);
        kms.Keys.DefaultRdsKey(Dr, Home).ShouldNotBe(arn);

        var alias = kms.Call(Admin, "ListAliases", Key(arn))["Aliases"]!.AsArray().ShouldHaveSingleItem()!;
        alias["AliasName"]!.ToString().ShouldBe("alias/aws/rds");
    }

    [Fact]
    public void Only_its_own_account_can_use_it_and_only_through_RDS()
    {
        var kms = new KmsScenario();
        var arn = kms.Keys.DefaultRdsKey(Source, Home);
        kms.Use(Relay, arn).ShouldNotBeNull();
        kms.Use(Copier, arn).ShouldBeNull();
        kms.Refused(DrAdmin, "DescribeKey", Key(arn)).Code.ShouldBe("AccessDeniedException");
        kms.Refused(DrAdmin, "DescribeKey", Key($"arn:aws:kms:{Home}:{Source}:alias/aws/rds"))
            .Code.ShouldBe("AccessDeniedException");
    }

    [Fact]
    public void Another_account_s_question_does_not_make_it()
    {
        var kms = new KmsScenario();
        kms.Refused(DrAdmin, "DescribeKey", Key($"arn:aws:kms:{Home}:{Source}:alias/aws/rds"));
        kms.Call(Admin, "ListKeys")["Keys"]!.AsArray().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("DisableKey")]
    [InlineData("ScheduleKeyDeletion")]
    [InlineData("PutKeyPolicy")]
    [InlineData("ReplicateKey")]
    [InlineData("CreateAlias")]
    [InlineData("DisableKeyRotation")]
    public void Nobody_changes_it(string operation)
    {
        var kms = new KmsScenario();
        var arn = kms.Keys.DefaultRdsKey(Source, Home);
        var input = new JsonObject
        {
            ["KeyId"] = arn,
            ["Policy"] = Policy(),
            ["ReplicaRegion"] = DrRegion,
            ["AliasName"] = "alias/mine",
            ["TargetKeyId"] = arn,
        };
        var error = kms.Refused(Admin, operation, input);
        error.Code.ShouldBe("AccessDeniedException");
        error.Message.ShouldEndWith($"because no resource-based policy allows the kms:{operation} action");
        kms.Call(Admin, "GetKeyPolicy", Key(arn))["Policy"]!.ToString().ShouldContain("kms:CallerAccount");
    }
}
