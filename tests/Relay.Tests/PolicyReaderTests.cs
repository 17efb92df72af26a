namespace Relay.Tests;

/// <summary>What a policy answers, as far as it can be read without AWS.</summary>
public sealed class PolicyReaderTests
{
    private const string Copier = "arn:aws:iam::222222222222:role/snapshot-relay/snapshot-relay/copier";

    private const string Root = """ "Principal":{"AWS":"arn:aws:iam::222222222222:root"} """;

    private static readonly PolicyQuestion Question = new(
        "the copier",
        Copier,
        ["kms:Decrypt", "kms:CreateGrant"],
        new Dictionary<string, string?>
        {
            ["aws:PrincipalArn"] = Copier,
            ["kms:ViaService"] = "rds.eu-central-1.amazonaws.com",
            ["kms:GrantIsForAWSResource"] = "true",
            ["kms:EncryptionContextKeys"] = null,
        }
    );

    [Theory]
    [InlineData("""{"Effect":"Allow",ROOT,"Action":"kms:*"}""")]
    [InlineData("""{"Effect":"Allow",ROOT,"Action":["kms:Decrypt","kms:Create*"],"Resource":"*"}""")]
    [InlineData("""{"Effect":"Allow",ROOT,"NotAction":"kms:PutKeyPolicy"}""")]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"KMS:*"}""")]
    [InlineData("""{"Effect":"Allow","Principal":{"AWS":"222222222222"},"Action":"*"}""")]
    [InlineData("""{"Effect":"Allow","Principal":{"AWS":["x","COPIER"]},"Action":"*"}""")]
    [InlineData(
        """{"Effect":"Allow",ROOT,"Action":"*","Condition":{"StringEquals":{"kms:viaservice":["rds.eu-west-1.amazonaws.com","rds.eu-central-1.amazonaws.com"]},"Bool":{"kms:GrantIsForAWSResource":true}}}"""
    )]
    [InlineData(
        """{"Effect":"Allow",ROOT,"Action":"*","Condition":{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::222222222222:role/snapshot-relay/*"}}}"""
    )]
    [InlineData(
        """{"Effect":"Allow",ROOT,"Action":"*","Condition":{"StringNotLike":{"kms:ViaService":"ec2.*"},"StringEqualsIfExists":{"kms:EncryptionContextKeys":"x"},"Null":{"kms:EncryptionContextKeys":"true"}}}"""
    )]
    [InlineData(
        """{"Effect":"Allow",ROOT,"Action":"*","Condition":{"StringLike":{"kms:ViaService":"rds.*.amazonaws.com"},"ArnEquals":{"aws:PrincipalArn":"COPIER"},"Null":{"kms:ViaService":"false"}}}"""
    )]
    [InlineData(
        """{"Effect":"Allow",ROOT,"Action":"*","Condition":{"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::333333333333:*"},"ArnNotEquals":{"aws:PrincipalArn":"arn:aws:iam::222222222222:role/another"}}}"""
    )]
    [InlineData(
        """{"Effect":"Allow",ROOT,"Action":"*"},{"Effect":"Deny","Principal":"*","Action":"kms:ScheduleKeyDeletion"}"""
    )]
    [InlineData(
        """{"Effect":"Allow",ROOT,"Action":"*"},{"Effect":"Deny","Principal":"*","Action":"*","Condition":{"StringNotEquals":{"aws:PrincipalArn":"COPIER"}}}"""
    )]
    public void It_lets_in(string statements) => Ask(statements).ShouldBe(new PolicyAnswer.Allows());

    [Theory]
    [InlineData("""{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111111111111:root"},"Action":"*"}""")]
    [InlineData("""{"Effect":"Allow","Principal":{"Service":"rds.amazonaws.com"},"Action":"*"}""")]
    [InlineData(
        """{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::222222222222:role/another"},"Action":"*"}"""
    )]
    [InlineData("""{"Effect":"Allow",ROOT,"Action":"*","Condition":{"Null":{"kms:ViaService":"true"}}}""")]
    [InlineData(
        """{"Effect":"Allow",ROOT,"Action":"*","Condition":{"Null":{"kms:EncryptionContextKeys":"false"}}}"""
    )]
    [InlineData(
        """{"Effect":"Allow",ROOT,"Action":"*"},{"Effect":"Deny","Principal":"*","Action":"*","Condition":{"StringLike":{"kms:ViaService":"rds.*"}}}"""
    )]
    [InlineData(
        """{"Effect":"Allow",ROOT,"Action":"*"},{"Effect":"Deny","Principal":"*","Action":"*","Condition":{"ArnNotEquals":{"aws:PrincipalArn":"arn:aws:iam::222222222222:role/another"}}}"""
    )]
    [InlineData("""{"Effect":"Allow",ROOT,"Action":"kms:Describe*"}""")]
    [InlineData("""{"Effect":"Allow",ROOT,"NotAction":"kms:*"}""")]
    [InlineData(
        """{"Effect":"Allow",ROOT,"Action":"*","Condition":{"StringEquals":{"kms:ViaService":"rds.eu-west-1.amazonaws.com"}}}"""
    )]
    [InlineData(
        """{"Effect":"Allow",ROOT,"Action":"*","Condition":{"Bool":{"kms:GrantIsForAWSResource":"false"}}}"""
    )]
    [InlineData(
        """{"Effect":"Allow",ROOT,"Action":"*","Condition":{"StringEquals":{"kms:EncryptionContextKeys":"x"}}}"""
    )]
    [InlineData(
        """{"Effect":"Allow",ROOT,"Action":"*"},{"Effect":"Deny","Principal":"*","Action":"kms:*"}"""
    )]
    // Wherever the unknown condition leads, the other keeps the copier out.
    [InlineData(
        """{"Effect":"Allow",ROOT,"Action":"*","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-1","kms:ViaService":"ec2.eu-central-1.amazonaws.com"}}}"""
    )]
    public void It_does_not_let_in(string statements) =>
        Ask(statements).ShouldBeOfType<PolicyAnswer.Refuses>().Actions.ShouldBe(Question.Actions);

    [Fact]
    public void What_it_refuses_is_named() =>
        Ask("""{"Effect":"Allow",ROOT,"Action":"kms:Decrypt"}""")
            .ShouldBeOfType<PolicyAnswer.Refuses>()
            .Actions.ShouldBe(["kms:CreateGrant"]);

    [Theory]
    [InlineData(
        """{"Effect":"Allow",ROOT,"Action":"*","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-1"}}}"""
    )]
    [InlineData(
        """{"Effect":"Allow",ROOT,"Action":"*","Condition":{"NumericLessThan":{"kms:ViaService":"1"}}}"""
    )]
    [InlineData(
        """{"Effect":"Allow","NotPrincipal":{"AWS":"arn:aws:iam::111111111111:root"},"Action":"*"}"""
    )]
    [InlineData(
        """{"Effect":"Allow",ROOT,"Action":"*"},{"Effect":"Deny","Principal":"*","Action":"*","Condition":{"StringNotEquals":{"aws:SourceVpce":"vpce-1"}}}"""
    )]
    public void It_can_not_be_told_and_nobody_guesses(string statements) =>
        Ask(statements).ShouldBeOfType<PolicyAnswer.Unsure>().Why.ShouldContain("kms:Decrypt");

    [Theory]
    [InlineData("")]
    [InlineData("not JSON")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"Statement":[7]}""")]
    [InlineData("""{"Statement":[{"Principal":"*","Action":"*"}]}""")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Condition":"x"}]}""")]
    public void What_is_no_policy_proves_nothing(string policy) =>
        PolicyReader.Ask(policy, Question).ShouldBeOfType<PolicyAnswer.Unsure>().Why.ShouldContain("read");

    private static PolicyAnswer Ask(string statements)
    {
        var filled = statements
            .Replace("ROOT", Root, StringComparison.Ordinal)
            .Replace("COPIER", Copier, StringComparison.Ordinal);
        return PolicyReader.Ask($$"""{"Version":"2012-10-17","Statement":[{{filled}}]}""", Question);
    }
}
