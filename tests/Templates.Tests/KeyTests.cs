using System.Text.RegularExpressions;

namespace Templates.Tests;

public sealed class KeyTests
{
    // KMS Developer Guide, "Allowing users in other accounts to use a KMS key": the two statements of the console, with
    // ReEncrypt* and GenerateDataKey* spelled out as the permissions that exist and that copying a snapshot needs.
    internal static readonly string[] Use =
    [
        "kms:DescribeKey",
        "kms:Encrypt",
        "kms:Decrypt",
        "kms:ReEncryptFrom",
        "kms:ReEncryptTo",
        "kms:GenerateDataKey",
        "kms:GenerateDataKeyWithoutPlaintext",
    ];

    private static readonly string[] Grants = ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"];

    private static readonly Resource RegionKey = Template.Relay.Resource("RegionKey");
    private static readonly Resource AccountKey = Template.DrAccount.Resource("AccountKey");

    [Fact]
    public void Keys_outlive_their_stack_and_rotate()
    {
        var keys = Template.All.SelectMany(t => t.ResourcesOrNone("AWS::KMS::Key")).ToList();
        keys.Select(k => k.Id).ShouldBe(["RegionKey", "AccountKey"]);
        foreach (var key in keys)
        {
            key.Body["DeletionPolicy"]!.ToString().ShouldBe("Retain");
            key.Body["UpdateReplacePolicy"]!.ToString().ShouldBe("Retain");
            key.Property("EnableKeyRotation").ToString().ShouldBe("true");
        }
    }

    [Fact]
    public void Each_account_administers_its_key_and_delegates_to_its_IAM_policies()
    {
        foreach (var key in new[] { RegionKey, AccountKey })
        {
            var statement = Policy(key)[0];
            statement.If.ShouldBeNull();
            statement.Body["Principal"]!["AWS"]!
                .Short()
                .ShouldBe("arn:${AWS::Partition}:iam::${AWS::AccountId}:root");
            statement.Actions.ShouldBe(["kms:*"]);
        }
    }

    [Fact]
    public void The_DR_account_may_use_the_region_key_through_RDS_where_there_is_one() =>
        ShouldLetUse(Policy(RegionKey)[1..3], "${DrAccountId}", null, "HasDrAccount");

    [Fact]
    public void The_copier_may_use_the_account_key_through_RDS() =>
        ShouldLetUse(Policy(AccountKey)[1..3], "${AWS::AccountId}", "${RelayName}-copier", null);

    [Fact]
    public void The_source_account_has_no_say_over_the_account_key() =>
        AccountKey.Property("KeyPolicy").Short().ShouldNotContain("SourceAccountId");

    [Fact]
    public void A_key_that_is_given_is_used_and_no_other_made()
    {
        RegionKey.Body["Condition"]!.ToString().ShouldBe("MakesRegionKey");
        Template.Relay.Resource("RegionKeyAlias").Body["Condition"]!.ToString().ShouldBe("MakesRegionKey");
        Template.Relay.Section("Conditions")["MakesRegionKey"]!
            .ToJsonString()
            .ShouldBe("""{"Fn::Equals":[{"Ref":"RegionKeyId"},""]}""");
        AccountKey.Body["Condition"]!.ToString().ShouldBe("MakesAccountKey");
        Template.DrAccount.Section("Outputs")["AccountKeyArn"]!["Value"]!
            .Short()
            .ShouldBe(
                """{"Fn::If":["MakesAccountKey",{"Fn::GetAtt":["AccountKey","Arn"]},{"Ref":"AccountKeyArn"}]}"""
            );
    }

    // KMS API reference, DescribeKey: key ARN, key id, alias name, alias ARN.
    [Theory]
    [InlineData("", true)]
    [InlineData("1234abcd-12ab-34cd-56ef-1234567890ab", true)]
    [InlineData("mrk-1234abcd12ab34cd56ef1234567890ab", true)]
    [InlineData("arn:aws:kms:eu-central-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab", true)]
    [InlineData("arn:aws:kms:eu-west-1:111111111111:key/mrk-1234abcd12ab34cd56ef1234567890ab", true)]
    [InlineData("alias/copies/of_orders", true)]
    [InlineData("arn:aws:kms:eu-central-1:111111111111:alias/copies", true)]
    [InlineData("copies", false)]
    [InlineData("alias/", false)]
    [InlineData("arn:aws:kms:eu-central-1:111111111111:copies", false)]
    [InlineData("arn:aws:iam::111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab", false)]
    public void A_key_is_given_in_any_form_that_KMS_takes(string key, bool taken)
    {
        foreach (var name in new[] { "RegionKeyId", "AccountKeyId" })
        {
            var pattern = Template.Relay.Section("Parameters")[name]!["AllowedPattern"]!.ToString();
            Regex.IsMatch(key, pattern).ShouldBe(taken, name);
        }
    }

    private static void ShouldLetUse(Statement[] statements, string account, string? role, string? condition)
    {
        statements.Length.ShouldBe(2);
        statements[0].Actions.ShouldBe(Use, ignoreOrder: true);
        statements[1].Actions.ShouldBe(Grants, ignoreOrder: true);
        statements[1].When("Bool", "kms:GrantIsForAWSResource").ShouldBe("true");
        foreach (var statement in statements)
        {
            statement.If.ShouldBe(condition);
            statement.Body["Principal"]!["AWS"]!
                .Short()
                .ShouldBe($"arn:${{AWS::Partition}}:iam::{account}:root");
            statement
                .When("ArnLike", "aws:PrincipalArn")
                .ShouldBe(
                    role is null
                        ? null
                        : $"arn:${{AWS::Partition}}:iam::{account}:role/snapshot-relay/${{RelayName}}/{role}"
                );
            statement
                .When("StringEquals", "kms:ViaService")!
                .ShouldContain("rds.${AWS::Region}.amazonaws.com");
        }
    }

    private static Statement[] Policy(Resource key) => [.. Statement.Of(key.Property("KeyPolicy"))];
}
