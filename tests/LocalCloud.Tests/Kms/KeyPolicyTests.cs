using System.Text.Json.Nodes;
using static LocalCloud.Tests.Kms.KmsScenario;

namespace LocalCloud.Tests.Kms;

/// <summary>Who may use a key: the key policy decides, across accounts and at home.</summary>
public class KeyPolicyTests
{
    private const string OneRole =
        """{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::222222222222:role/snapshot-relay/orders/copier"},"Action":"kms:*","Resource":"*"}""";

    private const string GrantsOverRdsInHome =
        """{"Effect":"Allow","Principal":{"AWS":"222222222222"},"Action":"kms:CreateGrant","Resource":"*","Condition":{"StringEquals":{"kms:ViaService":"rds.eu-west-1.amazonaws.com"},"Bool":{"kms:GrantIsForAWSResource":true}}}""";

    private const string GrantsOverRdsElsewhere =
        """{"Effect":"Allow","Principal":{"AWS":"222222222222"},"Action":"kms:CreateGrant","Resource":"*","Condition":{"StringEquals":{"kms:ViaService":"rds.eu-central-1.amazonaws.com"}}}""";

    private const string GrantsForOneOperation =
        """{"Effect":"Allow","Principal":{"AWS":"222222222222"},"Action":"kms:CreateGrant","Resource":"*","Condition":{"ForAllValues:StringEquals":{"kms:GrantOperations":["Decrypt"]}}}""";

    private const string DenyOthers =
        """{"Effect":"Deny","Principal":"*","Action":"kms:Decrypt","Resource":"*","Condition":{"StringNotEquals":{"kms:CallerAccount":"111111111111"}}}""";

    private const string RelayPath =
        """{"Effect":"Allow","Principal":{"AWS":"222222222222"},"Action":"kms:*","Resource":"*","Condition":{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::222222222222:role/snapshot-relay/orders/*"}}}""";

    [Theory]
    [InlineData(false)]
    [InlineData(true, UseByDr, GrantsByDr)]
    [InlineData(false, UseByDr)]
    [InlineData(false, GrantsByDr)]
    [InlineData(true, OneRole)]
    [InlineData(true, RelayPath)]
    [InlineData(true, UseByDr, GrantsOverRdsInHome)]
    [InlineData(false, UseByDr, GrantsOverRdsElsewhere)]
    [InlineData(false, UseByDr, GrantsForOneOperation)]
    [InlineData(false, UseByDr, GrantsByDr, DenyOthers)]
    public void Another_account_s_role_uses_a_key_where_its_policy_lets_it(
        bool usable,
        params string[] statements
    )
    {
        var kms = new KmsScenario();
        var arn = kms.CreateKey(new() { ["Policy"] = Policy(statements) });
        (kms.Use(Copier, arn) is not null).ShouldBe(usable);
        kms.Use(Relay, arn).ShouldNotBeNull();
    }

    [Theory]
    [InlineData(OneRole)]
    [InlineData(RelayPath)]
    public void A_policy_for_one_role_is_not_for_others_of_that_account(string statement)
    {
        var kms = new KmsScenario();
        var arn = kms.CreateKey(new() { ["Policy"] = Policy(statement) });
        kms.Use(DrAdmin, arn).ShouldBeNull();
        kms.Refused(DrAdmin, "DescribeKey", Key(arn)).Code.ShouldBe("AccessDeniedException");
        kms.Describe(arn, Copier)["Arn"]!.ToString().ShouldBe(arn);
    }

    [Fact]
    public void Another_account_describes_a_key_by_its_ARN_or_alias_ARN_and_changes_nothing()
    {
        var kms = new KmsScenario();
        var arn = kms.CreateKey(new() { ["Policy"] = Policy(UseByDr) });
        kms.Call(Admin, "CreateAlias", new() { ["AliasName"] = "alias/shared", ["TargetKeyId"] = arn });

        kms.Describe(arn, DrAdmin)["AWSAccountId"]!.ToString().ShouldBe(Source);
        kms.Describe($"arn:aws:kms:{Home}:{Source}:alias/shared", DrAdmin)["Arn"]!.ToString().ShouldBe(arn);
        kms.Refused(DrAdmin, "DescribeKey", Key(Id(arn))).Code.ShouldBe("NotFoundException");
        kms.Refused(DrAdmin, "DescribeKey", Key("alias/shared")).Code.ShouldBe("NotFoundException");
        kms.Refused(DrAdmin, "DisableKey", Key(arn)).Code.ShouldBe("AccessDeniedException");
        kms.Refused(DrAdmin, "ListAliases", Key(arn)).Code.ShouldBe("AccessDeniedException");
        kms.Refused(DrAdmin, "CreateAlias", new() { ["AliasName"] = "alias/mine", ["TargetKeyId"] = arn })
            .Code.ShouldBe("AccessDeniedException");
    }

    [Fact]
    public void A_key_policy_without_the_own_account_shuts_even_its_administrator_out()
    {
        var kms = new KmsScenario();
        var arn = kms.CreateKey(
            new()
            {
                ["Policy"] =
                    $$"""{"Statement":[{{OneRole.Replace(Dr, Source, StringComparison.Ordinal)}}]}""",
                ["BypassPolicyLockoutSafetyCheck"] = true,
            }
        );
        kms.Use(Admin, arn).ShouldBeNull();
        kms.Use(Role(Source, "copier"), arn).ShouldNotBeNull();
        kms.Refused(Admin, "DescribeKey", Key(arn))
            .Message.ShouldBe(
                $"User: arn:aws:iam::{Source}:root is not authorized to perform: kms:DescribeKey on resource: {arn} because no resource-based policy allows the kms:DescribeKey action"
            );
    }

    [Fact]
    public void An_explicit_deny_is_told_as_one()
    {
        const string Deny =
            """{"Effect":"Deny","Principal":"*","Action":"kms:ScheduleKeyDeletion","Resource":"*","Condition":{"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::111111111111:role/security"}}}""";
        var kms = new KmsScenario();
        var arn = kms.CreateKey(new() { ["Policy"] = Policy(Deny) });
        kms.Refused(Admin, "ScheduleKeyDeletion", Key(arn))
            .Message.ShouldEndWith(
                $"kms:ScheduleKeyDeletion on resource: {arn} with an explicit deny in a resource-based policy"
            );
    }

    [Fact]
    public void A_condition_that_nobody_simulates_is_named_loudly()
    {
        const string Grants =
            """{"Effect":"Allow","Principal":{"AWS":"222222222222"},"Action":"kms:CreateGrant","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-1"}}}""";
        var kms = new KmsScenario();
        var arn = kms.CreateKey(new() { ["Policy"] = Policy(UseByDr, Grants) });
        var error = Should.Throw<Kernel.AwsError>(() => kms.Use(Copier, arn));
        error.Code.ShouldBe("NotSimulated");
        error.Message.ShouldContain("aws:PrincipalOrgID");
    }

    [Fact]
    public void A_changed_policy_holds_at_once()
    {
        var kms = new KmsScenario();
        var arn = kms.CreateKey();
        kms.Use(Copier, arn).ShouldBeNull();

        var policy = Policy(UseByDr, GrantsByDr);
        kms.Call(
            Admin,
            "PutKeyPolicy",
            new()
            {
                ["KeyId"] = arn,
                ["PolicyName"] = "default",
                ["Policy"] = policy,
            }
        );
        kms.Use(Copier, arn).ShouldNotBeNull();
        var got = kms.Call(Admin, "GetKeyPolicy", Key(arn));
        got["Policy"]!.ToString().ShouldBe(policy);
        got["PolicyName"]!.ToString().ShouldBe("default");
    }

    [Theory]
    [InlineData("{", "MalformedPolicyDocumentException", "Policy contains invalid JSON")]
    [InlineData("[]", "MalformedPolicyDocumentException", "Policy contains invalid JSON")]
    [InlineData("{}", "MalformedPolicyDocumentException", "no Statement")]
    [InlineData(
        """{"Statement":{"Effect":"Allow","Action":"kms:*","Resource":"*"}}""",
        "MalformedPolicyDocumentException",
        "invalid principals"
    )]
    [InlineData(
        """{"Statement":{"Effect":"Allow","Principal":{"AWS":"222222222222"},"Action":"kms:*","Resource":"*"}}""",
        "MalformedPolicyDocumentException",
        "The new key policy will not allow you to update the key policy in the future."
    )]
    public void A_policy_that_KMS_refuses_changes_nothing(string policy, string code, string text)
    {
        var kms = new KmsScenario();
        var arn = kms.CreateKey();
        foreach (
            var error in new[]
            {
                kms.Refused(Admin, "PutKeyPolicy", new() { ["KeyId"] = arn, ["Policy"] = policy }),
                kms.Refused(Admin, "CreateKey", new() { ["Policy"] = policy }),
            }
        )
        {
            error.Code.ShouldBe(code);
            error.Message.ShouldContain(text);
        }

        kms.Use(Relay, arn).ShouldNotBeNull();
        kms.Call(Admin, "ListKeys")["Keys"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public void A_policy_is_32_KB_at_most_and_is_called_default()
    {
        var kms = new KmsScenario();
        var arn = kms.CreateKey();
        kms.Refused(
                Admin,
                "PutKeyPolicy",
                new() { ["KeyId"] = arn, ["Policy"] = Policy() + new string(' ', 32768) }
            )
            .Code.ShouldBe("LimitExceededException");
        kms.Refused(Admin, "GetKeyPolicy", new() { ["KeyId"] = arn, ["PolicyName"] = "other" })
            .Code.ShouldBe("NotFoundException");
    }

    [Fact]
    public void The_default_policy_leaves_the_key_to_its_account()
    {
        var kms = new KmsScenario();
        var text = kms.Call(Admin, "GetKeyPolicy", Key(kms.CreateKey()))["Policy"]!.ToString();
        JsonNode.Parse(text)!["Statement"]![0]!["Principal"]!["AWS"]!
            .ToString()
            .ShouldBe($"arn:aws:iam::{Source}:root");
    }
}
