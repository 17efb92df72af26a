using static LocalCloud.Tests.Kms.KmsScenario;

namespace LocalCloud.Tests.Kms;

public class KeyIdentifierTests
{
    [Fact]
    public void A_key_is_found_by_id_ARN_alias_and_alias_ARN_in_its_own_Region_only()
    {
        var kms = new KmsScenario();
        var arn = kms.CreateKey();
        kms.Call(Admin, "CreateAlias", new() { ["AliasName"] = "alias/orders", ["TargetKeyId"] = arn });

        foreach (
            var name in new[] { arn, Id(arn), "alias/orders", $"arn:aws:kms:{Home}:{Source}:alias/orders" }
        )
        {
            kms.Describe(name)["Arn"]!.ToString().ShouldBe(arn);
            kms.Use(Admin, name).ShouldBe(new Kernel.KeyUse(arn, AwsManaged: false));
            kms.Use(Admin, name, DrRegion).ShouldBeNull();
        }

        kms.Refused(Admin, "DescribeKey", Key("alias/orders"), DrRegion)
            .Message.ShouldBe($"Alias arn:aws:kms:{DrRegion}:{Source}:alias/orders is not found.");
    }

    [Theory]
    [InlineData("fake-key-id", "NotFoundException", "Invalid keyId 'fake-key-id'")]
    [InlineData(
        "134f2428cec14b25a1ae9048164dba47",
        "NotFoundException",
        "Invalid keyId '134f2428cec14b25a1ae9048164dba47'"
    )]
    [InlineData("mrk-fake-key-id", "NotFoundException", "Invalid keyId 'mrk-fake-key-id'")]
    [InlineData(
        "134f2428-cec1-4b25-a1ae-9048164dba47",
        "NotFoundException",
        "Key 'arn:aws:kms:eu-west-1:111111111111:key/134f2428-cec1-4b25-a1ae-9048164dba47' does not exist"
    )]
    [InlineData(
        "arn:aws:kms:eu-west-1:111111111111:key/134f2428-cec1-4b25-a1ae-9048164dba47",
        "NotFoundException",
        "Key 'arn:aws:kms:eu-west-1:111111111111:key/134f2428-cec1-4b25-a1ae-9048164dba47' does not exist"
    )]
    [InlineData(
        "mrk-d3b95762d3b95762d3b95762d3b95762",
        "NotFoundException",
        "Key 'arn:aws:kms:eu-west-1:111111111111:key/mrk-d3b95762d3b95762d3b95762d3b95762' does not exist"
    )]
    [InlineData(
        "alias/none",
        "NotFoundException",
        "Alias arn:aws:kms:eu-west-1:111111111111:alias/none is not found."
    )]
    [InlineData(
        "arn:aws:kms:us-east-1:111111111111:key/134f2428-cec1-4b25-a1ae-9048164dba47",
        "NotFoundException",
        "Invalid arn us-east-1"
    )]
    [InlineData(
        "arn:aws:kms:eu-west-1:111111111111:grant/1",
        "InvalidArnException",
        "Invalid arn arn:aws:kms:eu-west-1:111111111111:grant/1"
    )]
    [InlineData(
        "arn:aws:rds:eu-west-1:111111111111:db:orders",
        "InvalidArnException",
        "Invalid arn arn:aws:rds:eu-west-1:111111111111:db:orders"
    )]
    [InlineData(
        "arn:aws:kms:eu-west-1:222222222222:key/134f2428-cec1-4b25-a1ae-9048164dba47",
        "AccessDeniedException",
        "User: arn:aws:iam::111111111111:root is not authorized to perform: kms:DescribeKey on this resource because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access"
    )]
    [InlineData(
        "",
        "ValidationException",
        "1 validation error detected: Value '' at 'keyId' failed to satisfy constraint: Member must have length greater than or equal to 1"
    )]
    [InlineData(
        "alias/aws/s3",
        "NotSimulated",
        "The local cloud does not simulate kms:DescribeKey of alias/aws/s3. Its README lists what it does."
    )]
    public void What_names_no_key_is_refused_in_AWS_s_words(string key, string code, string message)
    {
        var kms = new KmsScenario();
        var error = kms.Refused(Admin, "DescribeKey", Key(key));
        error.Code.ShouldBe(code);
        error.Message.ShouldBe(message);
        error.Status.ShouldBe(code == "NotSimulated" ? 501 : 400);
        kms.Use(Admin, key).ShouldBeNull();
    }

    [Fact]
    public void A_missing_KeyId_and_one_of_another_type_are_told_apart()
    {
        var kms = new KmsScenario();
        kms.Refused(Admin, "DescribeKey")
            .Message.ShouldBe(
                "1 validation error detected: Value null at 'keyId' failed to satisfy constraint: Member must not be null"
            );
        kms.Refused(Admin, "DescribeKey", new() { ["KeyId"] = 5 }).Code.ShouldBe("SerializationException");
    }

    [Theory]
    [InlineData("EnableKey")]
    [InlineData("DisableKey")]
    [InlineData("GetKeyPolicy")]
    [InlineData("ScheduleKeyDeletion")]
    [InlineData("ListAliases")]
    public void Operations_that_change_a_key_take_no_alias(string operation)
    {
        var kms = new KmsScenario();
        kms.Call(
            Admin,
            "CreateAlias",
            new() { ["AliasName"] = "alias/orders", ["TargetKeyId"] = kms.CreateKey() }
        );
        kms.Refused(Admin, operation, Key("alias/orders")).Message.ShouldBe("Invalid keyId 'alias/orders'");
    }

    [Fact]
    public void An_unknown_operation_is_named()
    {
        var error = new KmsScenario().Refused(Admin, "GenerateRandom");
        error.Code.ShouldBe("NotSimulated");
        error.Message.ShouldContain("kms:GenerateRandom");
    }
}
