namespace Templates.Tests;

public sealed class TrustTests
{
    private const string Path = "role/snapshot-relay/${RelayName}/${RelayName}-";

    [Fact]
    public void No_role_of_the_DR_account_that_the_source_account_may_assume_can_delete_change_or_share_anything()
    {
        string[] harmless =
        [
            "rds:CopyDBSnapshot",
            "rds:CopyDBClusterSnapshot",
            "rds:DescribeDBSnapshots",
            "rds:DescribeDBClusterSnapshots",
            "rds:AddTagsToResource",
            "rds:DescribeAccountAttributes",
            "backup:DescribeBackupVault",
            "backup:GetBackupVaultAccessPolicy",
            "backup:DescribeRecoveryPoint",
            "backup:ListRecoveryPointsByBackupVault",
            "kms:CreateGrant",
            .. KeyTests.Use,
        ];
        var actions = Template
            .DrAccount.Resources("AWS::IAM::Role")
            .Where(r =>
                !Statement
                    .Of(r.Property("AssumeRolePolicyDocument"))
                    .All(s => s.Body["Principal"]!["Service"] is not null)
            )
            .SelectMany(r => r.Statements())
            .SelectMany(s => s.Actions)
            .ToList();
        actions.ShouldNotBeEmpty();
        actions.Except(harmless).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Copier", "copier")]
    [InlineData("Reader", "reader")]
    public void The_DR_account_trusts_exactly_the_functions_that_may_assume_the_role(string id, string name)
    {
        var trust = Statement
            .Of(Template.DrAccount.Resource(id).Property("AssumeRolePolicyDocument"))
            .ShouldHaveSingleItem();
        trust.Body["Principal"]!["AWS"]!
            .Short()
            .ShouldBe("arn:${AWS::Partition}:iam::${SourceAccountId}:root");
        trust.When("StringEquals", "sts:ExternalId").ShouldBe("Ref:ExternalId");

        var trusted = trust.Body["Condition"]!["ArnLike"]!
            ["aws:PrincipalArn"]
            .Items()
            .Select(n => n.Short())
            .ToList();
        var assuming = Template
            .Relay.Resources("AWS::IAM::Role")
            .Where(r =>
                r.Statements()
                    .Any(s =>
                        s.Actions.Contains("sts:AssumeRole")
                        && s.Resources.Contains($"arn:${{AWS::Partition}}:iam::${{DrAccountId}}:{Path}{name}")
                    )
            )
            .Select(r => $"arn:${{AWS::Partition}}:iam::${{SourceAccountId}}:{Path}{r.Id[..^"Role".Length]}")
            .ToList();
        assuming.ShouldNotBeEmpty();
        trusted.ShouldBe(assuming, ignoreOrder: true);
    }

    [Fact]
    public void Every_role_is_under_the_path_of_the_relay_with_a_name_that_can_be_computed()
    {
        var roles = Template.All.SelectMany(t => t.Resources("AWS::IAM::Role")).ToList();
        roles.Count.ShouldBe(26);
        roles.ShouldAllBe(r => r.Property("Path").Short() == "/snapshot-relay/${RelayName}/");
        roles.ShouldAllBe(r => r.Property("RoleName").Short().StartsWith("${RelayName}-"));
        foreach (var template in Template.All)
        {
            template.Resources("AWS::IAM::Role").Select(r => r.Property("RoleName").Short()).ShouldBeUnique();
        }
    }
}
