using System.Text.Json.Nodes;
using static LocalCloud.Tests.Kms.KmsScenario;

namespace LocalCloud.Tests.Kms;

public class KmsOperationTests
{
    [Fact]
    public void A_new_key_is_what_was_recorded_of_AWS()
    {
        var kms = new KmsScenario();
        var reply = kms.Call(Admin, "CreateKey", new() { ["Description"] = "test key 123" });
        var arn = reply["KeyMetadata"]!["Arn"]!.ToString();
        var expected = new JsonObject
        {
            ["AWSAccountId"] = Source,
            ["Arn"] = arn,
            ["CreationDate"] = (double)kms.Time.Now.ToUnixTimeSeconds(),
            ["CustomerMasterKeySpec"] = "SYMMETRIC_DEFAULT",
            ["Description"] = "test key 123",
            ["Enabled"] = true,
            ["EncryptionAlgorithms"] = new JsonArray("SYMMETRIC_DEFAULT"),
            ["KeyId"] = Id(arn),
            ["KeyManager"] = "CUSTOMER",
            ["KeySpec"] = "SYMMETRIC_DEFAULT",
            ["KeyState"] = "Enabled",
            ["KeyUsage"] = "ENCRYPT_DECRYPT",
            ["MultiRegion"] = false,
            ["Origin"] = "AWS_KMS",
        };
        Sorted(reply["KeyMetadata"]!.AsObject()).ShouldBe(Sorted(expected));
        Sorted(kms.Describe(arn)).ShouldBe(Sorted(expected));
    }

    [Theory]
    [InlineData(
        """{"KeySpec":"HMAC_256"}""",
        "You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys."
    )]
    [InlineData(
        """{"KeySpec":"HMAC_random"}""",
        "Value 'HMAC_random' at 'keySpec' failed to satisfy constraint: Member must satisfy enum value set: ["
    )]
    [InlineData(
        """{"KeyUsage":"RANDOM"}""",
        "Value 'RANDOM' at 'keyUsage' failed to satisfy constraint: Member must satisfy enum value set: ["
    )]
    [InlineData(
        """{"KeyUsage":"SIGN_VERIFY"}""",
        "KeyUsage SIGN_VERIFY is not compatible with KeySpec SYMMETRIC_DEFAULT"
    )]
    [InlineData(
        """{"KeySpec":"RSA_2048","CustomerMasterKeySpec":"RSA_2048"}""",
        "You cannot specify KeySpec and CustomerMasterKeySpec"
    )]
    public void CreateKey_refuses_what_does_not_fit(string input, string text)
    {
        var error = new KmsScenario().Refused(Admin, "CreateKey", JsonNode.Parse(input)!.AsObject());
        error.Code.ShouldBe("ValidationException");
        error.Message.ShouldContain(text);
    }

    [Theory]
    [InlineData("""{"Origin":"AWS_CLOUDHSM"}""", "AWS_CLOUDHSM")]
    [InlineData("""{"CustomKeyStoreId":"cks-1"}""", "CustomKeyStoreId")]
    [InlineData("""{"XksKeyId":"x"}""", "XksKeyId")]
    public void Custom_key_stores_are_not_simulated(string input, string named)
    {
        var error = new KmsScenario().Refused(Admin, "CreateKey", JsonNode.Parse(input)!.AsObject());
        error.Code.ShouldBe("NotSimulated");
        error.Message.ShouldContain(named);
    }

    [Fact]
    public void Tags_are_kept_and_listed_and_bad_ones_refused()
    {
        var kms = new KmsScenario();
        JsonObject With(params string[] keys) =>
            new()
            {
                ["Tags"] = new JsonArray([
                    .. keys.Select(k => new JsonObject { ["TagKey"] = k, ["TagValue"] = "v" }),
                ]),
            };

        var arn = kms.CreateKey(With("team", "cost"));
        kms.Call(Admin, "ListResourceTags", Key(arn))["Tags"]!
            .AsArray()
            .Select(t => t!["TagKey"]!.ToString())
            .ShouldBe(["cost", "team"]);
        kms.Refused(Admin, "CreateKey", With("aws:x")).Code.ShouldBe("TagException");
        kms.Refused(Admin, "CreateKey", With("a", "a")).Code.ShouldBe("TagException");
        kms.Refused(Admin, "CreateKey", new() { ["Tags"] = "x" }).Code.ShouldBe("SerializationException");
    }

    [Theory]
    [InlineData(
        "orders",
        "ValidationException",
        "Alias must start with the prefix \"alias/\". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html"
    )]
    [InlineData("alias/aws/mine", "NotAuthorizedException", null)]
    [InlineData("alias/", "ValidationException", null)]
    [InlineData(
        "alias/a b",
        "ValidationException",
        "1 validation error detected: Value 'alias/a b' at 'aliasName' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[a-zA-Z0-9:/_-]+$"
    )]
    [InlineData("alias/a:b", "ValidationException", "alias/a:b contains invalid characters for an alias")]
    [InlineData(
        "alias/taken",
        "AlreadyExistsException",
        "An alias with the name arn:aws:kms:eu-west-1:111111111111:alias/taken already exists"
    )]
    public void An_alias_name_is_checked(string name, string code, string? message)
    {
        var kms = new KmsScenario();
        var arn = kms.CreateKey();
        kms.Call(Admin, "CreateAlias", new() { ["AliasName"] = "alias/taken", ["TargetKeyId"] = arn });
        var error = kms.Refused(Admin, "CreateAlias", new() { ["AliasName"] = name, ["TargetKeyId"] = arn });
        error.Code.ShouldBe(code);
        error.Message.ShouldBe(message ?? error.Message);
        kms.Call(
            Admin,
            "CreateAlias",
            new() { ["AliasName"] = "alias/taken", ["TargetKeyId"] = kms.CreateKey(region: DrRegion) },
            DrRegion
        );
    }

    [Fact]
    public void An_alias_names_a_living_key()
    {
        var kms = new KmsScenario();
        var arn = kms.CreateKey();
        JsonObject To(string target) => new() { ["AliasName"] = "alias/new", ["TargetKeyId"] = target };
        kms.Call(Admin, "CreateAlias", new() { ["AliasName"] = "alias/old", ["TargetKeyId"] = arn });
        kms.Refused(Admin, "CreateAlias", To("alias/old"))
            .Message.ShouldBe("Aliases must refer to keys. Not aliases");
        kms.Refused(Admin, "CreateAlias", To(arn.Replace(Home, DrRegion, StringComparison.Ordinal)))
            .Code.ShouldBe("NotFoundException");
        kms.Call(Admin, "ScheduleKeyDeletion", Key(arn));
        kms.Refused(Admin, "CreateAlias", To(arn)).Message.ShouldBe($"{arn} is pending deletion.");
    }

    [Fact]
    public void Aliases_and_keys_come_in_pages_of_their_account_and_Region()
    {
        var kms = new KmsScenario();
        kms.CreateKey(caller: DrAdmin);
        kms.CreateKey(region: DrRegion);
        var arn = kms.CreateKey();
        var other = kms.CreateKey();
        foreach (var name in new[] { "c", "a", "e", "b", "d" })
        {
            kms.Call(
                Admin,
                "CreateAlias",
                new() { ["AliasName"] = "alias/" + name, ["TargetKeyId"] = name == "e" ? other : arn }
            );
        }

        var names = new List<string>();
        string? marker = null;
        var pages = 0;
        do
        {
            var page = kms.Call(Admin, "ListAliases", new() { ["Limit"] = 2, ["Marker"] = marker });
            names.AddRange(page["Aliases"]!.AsArray().Select(a => a!["AliasName"]!.ToString()));
            marker = page["NextMarker"]?.ToString();
            page["Truncated"]!.GetValue<bool>().ShouldBe(marker is not null);
            pages++;
        } while (marker is not null);

        names.ShouldBe(["alias/a", "alias/b", "alias/c", "alias/d", "alias/e"]);
        pages.ShouldBe(3);
        kms.Call(Admin, "ListAliases", Key(Id(other)))["Aliases"]!.AsArray().ShouldHaveSingleItem()![
            "TargetKeyId"
        ]!
            .ToString()
            .ShouldBe(Id(other));
        kms.Call(Admin, "ListKeys")["Keys"]!
            .AsArray()
            .Select(k => k!["KeyArn"]!.ToString())
            .ShouldBe([arn, other], ignoreOrder: true);
        kms.Refused(Admin, "ListAliases", new() { ["Marker"] = "%" }).Code.ShouldBe("InvalidMarkerException");
        kms.Refused(Admin, "ListAliases", new() { ["Limit"] = 0 }).Code.ShouldBe("ValidationException");
        kms.Refused(Admin, "ListAliases", Key("134f2428-cec1-4b25-a1ae-9048164dba47"))
            .Code.ShouldBe("NotFoundException");
    }

    [Fact]
    public void Rotation_is_told_with_its_next_date()
    {
        var kms = new KmsScenario();
        var arn = kms.CreateKey();
        kms.Call(Admin, "GetKeyRotationStatus", Key(arn))["KeyRotationEnabled"]!
            .GetValue<bool>()
            .ShouldBeFalse();
        kms.Call(Admin, "EnableKeyRotation", Key(arn));
        var status = kms.Call(Admin, "GetKeyRotationStatus", Key(arn));
        status["KeyRotationEnabled"]!.GetValue<bool>().ShouldBeTrue();
        status["RotationPeriodInDays"]!.GetValue<int>().ShouldBe(365);
        status["NextRotationDate"]!
            .GetValue<double>()
            .ShouldBe(kms.Time.Now.AddDays(365).ToUnixTimeSeconds());
        kms.Call(Admin, "DisableKeyRotation", Key(arn));
        kms.Call(Admin, "GetKeyRotationStatus", Key(arn))["KeyRotationEnabled"]!
            .GetValue<bool>()
            .ShouldBeFalse();

        var signing = kms.CreateKey(new() { ["KeySpec"] = "RSA_2048", ["KeyUsage"] = "SIGN_VERIFY" });
        kms.Refused(Admin, "EnableKeyRotation", Key(signing)).Code.ShouldBe("UnsupportedOperationException");
    }

    [Fact]
    public void A_deployed_key_rotates_has_its_policy_and_its_alias()
    {
        var kms = new KmsScenario();
        var policy = JsonNode.Parse(Policy(UseByDr, GrantsByDr))!.AsObject();
        var arn = kms.Keys.CreateKey(Source, DrRegion, policy, "region key", rotation: true);
        kms.Keys.CreateAlias(Source, DrRegion, "alias/orders", arn);

        kms.Describe("alias/orders", region: DrRegion)["Description"]!.ToString().ShouldBe("region key");
        kms.Call(Admin, "GetKeyRotationStatus", Key(arn), DrRegion)["KeyRotationEnabled"]!
            .GetValue<bool>()
            .ShouldBeTrue();
        kms.Use(Copier, arn, DrRegion).ShouldNotBeNull();
        Should
            .Throw<Kernel.AwsError>(() => kms.Keys.CreateAlias(Source, DrRegion, "alias/orders", arn))
            .Code.ShouldBe("AlreadyExistsException");
    }

    private static string Sorted(JsonObject json) =>
        new JsonObject(
            json.OrderBy(m => m.Key, StringComparer.Ordinal)
                .Select(m => KeyValuePair.Create(m.Key, m.Value?.DeepClone()))
        ).ToJsonString();
}
