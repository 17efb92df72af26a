using LocalCloud.Kernel;
using LocalCloud.Policies;
using static LocalCloud.Tests.Policies.PolicyScenario;

namespace LocalCloud.Tests.Policies;

public class PolicyEvaluatorTests
{
    [Theory]
    [InlineData("""{"AWS":"*"}""", true)]
    [InlineData("\"*\"", true)]
    [InlineData("""{"AWS":"222222222222"}""", true)]
    [InlineData("""{"AWS":"arn:aws:iam::222222222222:root"}""", true)]
    [InlineData("""{"AWS":["arn:aws:iam::111111111111:root","arn:aws:iam::222222222222:root"]}""", true)]
    [InlineData("""{"AWS":"arn:aws:iam::222222222222:role/snapshot-relay/orders/copier"}""", true)]
    [InlineData("""{"AWS":"arn:aws:sts::222222222222:assumed-role/copier/relay"}""", true)]
    [InlineData("""{"AWS":"arn:aws:iam::222222222222:role/copier"}""", false)]
    [InlineData("""{"AWS":"arn:aws:sts::222222222222:assumed-role/copier/other"}""", false)]
    [InlineData("""{"AWS":"arn:aws:iam::111111111111:root"}""", false)]
    [InlineData("""{"AWS":"111111111111"}""", false)]
    [InlineData("""{"Service":"rds.amazonaws.com"}""", false)]
    [InlineData("""{"Federated":"cognito-identity.amazonaws.com"}""", false)]
    [InlineData("""{"Service":"rds.amazonaws.com","AWS":"222222222222"}""", true)]
    public void A_principal_is_meant_by_its_account_its_role_or_its_session(string principal, bool meant) =>
        Decide(Policy(Statement(principal: principal)), Copier)
            .ShouldBe(meant ? PolicyDecision.Allowed : PolicyDecision.NotAllowed);

    [Fact]
    public void A_service_is_meant_by_its_name_only()
    {
        var policy = Policy(
            Statement(principal: """{"Service":"events.amazonaws.com"}""", action: "\"sqs:SendMessage\"")
        );
        PolicyDecision Ask(string service) =>
            PolicyEvaluator.Decide(
                policy,
                new PolicyRequest(
                    PolicyPrincipal.OfService(service),
                    "sqs:SendMessage",
                    Key,
                    PolicyContext.Empty
                )
            );

        Ask("events.amazonaws.com").ShouldBe(PolicyDecision.Allowed);
        Ask("rds.amazonaws.com").ShouldBe(PolicyDecision.NotAllowed);
    }

    [Theory]
    [InlineData("\"kms:CreateGrant\"", true)]
    [InlineData("\"KMS:creategrant\"", true)]
    [InlineData("\"kms:Create*\"", true)]
    [InlineData("\"kms:*Grant\"", true)]
    [InlineData("\"kms:Create?rant\"", true)]
    [InlineData("\"*\"", true)]
    [InlineData("""["kms:Decrypt","kms:CreateGrant"]""", true)]
    [InlineData("\"kms:CreateGrants\"", false)]
    [InlineData("\"kms:Create\"", false)]
    [InlineData("[]", false)]
    public void An_action_matches_with_wildcards_and_without_case(string action, bool matches) =>
        Decide(Policy(Statement(action: action)), Copier)
            .ShouldBe(matches ? PolicyDecision.Allowed : PolicyDecision.NotAllowed);

    [Theory]
    [InlineData("\"*\"", true)]
    [InlineData("\"" + Key + "\"", true)]
    [InlineData("\"arn:aws:kms:*:111111111111:key/*\"", true)]
    [InlineData("\"arn:aws:kms:eu-west-1:111111111111:key/*\"", false)]
    [InlineData(null, false)]
    public void A_statement_speaks_about_its_resource_and_without_one_about_nothing(
        string? resource,
        bool matches
    ) =>
        Decide(Policy(Statement(resource: resource)), Copier)
            .ShouldBe(matches ? PolicyDecision.Allowed : PolicyDecision.NotAllowed);

    [Fact]
    public void A_trust_policy_needs_no_resource() =>
        PolicyEvaluator
            .Decide(
                Policy(Statement(action: "\"sts:AssumeRole\"", resource: null)),
                new PolicyRequest(
                    PolicyPrincipal.Of(Copier),
                    "sts:AssumeRole",
                    Resource: null,
                    PolicyContext.Empty
                )
            )
            .ShouldBe(PolicyDecision.Allowed);

    [Fact]
    public void NotAction_and_NotResource_mean_all_others()
    {
        const string Others =
            """{"Effect":"Allow","Principal":"*","NotAction":"kms:ScheduleKeyDeletion","NotResource":"arn:aws:kms:eu-west-1:*:key/*"}""";
        Decide(Policy(Others), Copier).ShouldBe(PolicyDecision.Allowed);
        Decide(Policy(Others), Copier, "kms:ScheduleKeyDeletion").ShouldBe(PolicyDecision.NotAllowed);
    }

    [Fact]
    public void An_explicit_deny_wins_wherever_it_stands()
    {
        var allow = Statement();
        var deny = Statement("Deny", """{"AWS":"222222222222"}""");
        Decide(Policy(allow, deny), Copier).ShouldBe(PolicyDecision.ExplicitlyDenied);
        Decide(Policy(deny, allow), Copier).ShouldBe(PolicyDecision.ExplicitlyDenied);
        Decide(Policy(deny, allow), Owner).ShouldBe(PolicyDecision.Allowed);
    }

    [Fact]
    public void The_console_s_two_statements_for_another_account_allow_its_use_and_its_grants_for_AWS_resources_only()
    {
        var policy = Policy(
            Statement(principal: """{"AWS":"arn:aws:iam::111111111111:root"}"""),
            Statement(
                principal: """{"AWS":"arn:aws:iam::222222222222:root"}""",
                action: """["kms:Encrypt","kms:Decrypt","kms:ReEncrypt*","kms:GenerateDataKey*","kms:DescribeKey"]"""
            ),
            Statement(
                principal: """{"AWS":"arn:aws:iam::222222222222:root"}""",
                action: """["kms:CreateGrant","kms:ListGrants","kms:RevokeGrant"]""",
                condition: """{"Bool":{"kms:GrantIsForAWSResource":"true"}}"""
            )
        );

        Decide(policy, Copier, "kms:ReEncryptFrom").ShouldBe(PolicyDecision.Allowed);
        Decide(policy, Copier, context: c => c.With("kms:GrantIsForAWSResource", "true"))
            .ShouldBe(PolicyDecision.Allowed);
        Decide(policy, Copier, context: c => c.With("kms:GrantIsForAWSResource", "false"))
            .ShouldBe(PolicyDecision.NotAllowed);
        Decide(policy, Copier, context: c => c.Without("kms:GrantIsForAWSResource"))
            .ShouldBe(PolicyDecision.NotAllowed);
        Decide(policy, Copier, "kms:PutKeyPolicy").ShouldBe(PolicyDecision.NotAllowed);
        Decide(policy, Owner, "kms:PutKeyPolicy").ShouldBe(PolicyDecision.Allowed);
    }

    [Theory]
    [InlineData(
        """{"NumericLessThan":{"aws:PrincipalAccount":"5"}}""",
        "NumericLessThan on aws:PrincipalAccount"
    )]
    [InlineData("""{"StringEquals":{"aws:PrincipalOrgID":"o-1"}}""", "StringEquals on aws:PrincipalOrgID")]
    [InlineData(
        """{"StringEqualsIfExists":{"aws:PrincipalOrgID":"o-1"}}""",
        "StringEqualsIfExists on aws:PrincipalOrgID"
    )]
    [InlineData(
        """{"ForSomeValue:StringEquals":{"aws:PrincipalAccount":"1"}}""",
        "ForSomeValue:StringEquals"
    )]
    [InlineData(
        """{"StringEquals":{"aws:PrincipalAccount":"${aws:PrincipalAccount}"}}""",
        "StringEquals on aws:PrincipalAccount"
    )]
    public void A_condition_that_nobody_simulates_is_an_error_that_names_it(string condition, string named)
    {
        var error = Should.Throw<AwsError>(() => Decide(Policy(Statement(condition: condition)), Copier));
        error.Code.ShouldBe("NotSimulated");
        error.Status.ShouldBe(501);
        error.Message.ShouldContain(named);
        error.Message.ShouldContain("kms:CreateGrant");
    }

    [Fact]
    public void NotPrincipal_is_not_simulated()
    {
        const string Statement =
            """{"Effect":"Deny","NotPrincipal":{"AWS":"222222222222"},"Action":"kms:*","Resource":"*"}""";
        Should
            .Throw<AwsError>(() => Decide(Policy(PolicyScenario.Statement(), Statement), Copier))
            .Message.ShouldContain("NotPrincipal");
    }

    [Fact]
    public void What_nobody_simulates_does_not_matter_where_the_answer_is_clear_without_it()
    {
        var org = Statement(condition: """{"StringEquals":{"aws:PrincipalOrgID":"o-1"}}""");
        var denyOrg = Statement("Deny", condition: """{"StringNotEquals":{"aws:PrincipalOrgID":"o-1"}}""");
        var alsoWrongAccount = Statement(
            condition: """{"StringEquals":{"aws:PrincipalOrgID":"o-1","aws:PrincipalAccount":"333333333333"}}"""
        );

        Decide(Policy(org, Statement()), Copier).ShouldBe(PolicyDecision.Allowed);
        Decide(Policy(org, Statement("Deny")), Copier).ShouldBe(PolicyDecision.ExplicitlyDenied);
        Decide(Policy(alsoWrongAccount), Copier).ShouldBe(PolicyDecision.NotAllowed);
        Decide(Policy(denyOrg), Copier).ShouldBe(PolicyDecision.NotAllowed);
        Should.Throw<AwsError>(() => Decide(Policy(denyOrg, Statement()), Copier));
    }
}
