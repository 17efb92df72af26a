using LocalCloud.Policies;
using static LocalCloud.Tests.Policies.PolicyScenario;

namespace LocalCloud.Tests.Policies;

/// <summary>One condition on the key <c>key</c>; the request holds the values that the row names, "-" when it has none.</summary>
public class PolicyConditionTests
{
    [Theory]
    [InlineData("StringEquals", "\"a\"", "a", true)]
    [InlineData("StringEquals", "\"a\"", "A", false)]
    [InlineData("StringEquals", "\"a\"", "-", false)]
    [InlineData("StringEquals", """["b","a"]""", "a", true)]
    [InlineData("StringEquals", "\"a*\"", "ab", false)]
    [InlineData("StringEqualsIfExists", "\"a\"", "-", true)]
    [InlineData("StringEqualsIfExists", "\"a\"", "b", false)]
    [InlineData("StringEqualsIgnoreCase", "\"a\"", "A", true)]
    [InlineData("StringNotEquals", "\"a\"", "b", true)]
    [InlineData("StringNotEquals", "\"a\"", "a", false)]
    [InlineData("StringNotEquals", """["a","b"]""", "b", false)]
    [InlineData("StringNotEquals", "\"a\"", "-", true)]
    [InlineData("StringNotEqualsIgnoreCase", "\"a\"", "A", false)]
    [InlineData("StringLike", "\"rds.*.amazonaws.com\"", "rds.eu-west-1.amazonaws.com", true)]
    [InlineData("StringLike", "\"rds.*.amazonaws.com\"", "ec2.eu-west-1.amazonaws.com", false)]
    [InlineData("StringLike", "\"*\"", "", true)]
    [InlineData("StringLike", "\"a?c\"", "abc", true)]
    [InlineData("StringLike", "\"a?c\"", "ac", false)]
    [InlineData("StringLike", "\"*-*-b\"", "a-b-b", true)]
    [InlineData("StringNotLike", "\"a*\"", "abc", false)]
    [InlineData("StringNotLike", "\"a*\"", "-", true)]
    [InlineData(
        "ArnLike",
        "\"arn:aws:iam::1:role/snapshot-relay/orders/*\"",
        "arn:aws:iam::1:role/snapshot-relay/orders/PlanRelay",
        true
    )]
    [InlineData(
        "ArnLike",
        "\"arn:aws:iam::1:role/snapshot-relay/orders/*\"",
        "arn:aws:iam::1:role/snapshot-relay/other/PlanRelay",
        false
    )]
    [InlineData(
        "ArnLike",
        "\"arn:aws:iam::1:role/snapshot-relay/orders/*\"",
        "arn:aws:iam::1:role/PlanRelay",
        false
    )]
    [InlineData("ArnLike", "\"arn:aws:*:1:role/x\"", "arn:aws:iam::1:role/x", false)]
    [InlineData("ArnLike", "\"arn:aws:iam:*:*:role/x\"", "arn:aws:iam::1:role/x", true)]
    [InlineData("ArnLike", "\"*\"", "arn:aws:iam::1:role/x", false)]
    [InlineData("ArnEquals", "\"arn:aws:iam::1:role/?\"", "arn:aws:iam::1:role/x", true)]
    [InlineData("ArnNotLike", "\"arn:aws:iam::1:role/x\"", "arn:aws:iam::1:role/y", true)]
    [InlineData("ArnNotEquals", "\"arn:aws:iam::1:role/x\"", "arn:aws:iam::1:role/x", false)]
    [InlineData("ArnLikeIfExists", "\"arn:aws:iam::1:role/x\"", "-", true)]
    [InlineData("Bool", "\"true\"", "true", true)]
    [InlineData("Bool", "true", "true", true)]
    [InlineData("Bool", "\"True\"", "true", true)]
    [InlineData("Bool", "\"false\"", "true", false)]
    [InlineData("Bool", "\"false\"", "-", false)]
    [InlineData("BoolIfExists", "\"false\"", "-", true)]
    [InlineData("Null", "\"true\"", "-", true)]
    [InlineData("Null", "\"true\"", "a", false)]
    [InlineData("Null", "\"false\"", "a", true)]
    [InlineData("Null", "false", "-", false)]
    [InlineData("ForAnyValue:StringEquals", """["a","b"]""", "b,c", true)]
    [InlineData("ForAnyValue:StringEquals", """["a","b"]""", "c,d", false)]
    [InlineData("ForAnyValue:StringEquals", "\"a\"", "-", false)]
    [InlineData("ForAnyValue:StringNotEquals", "\"a\"", "a,b", true)]
    [InlineData("ForAllValues:StringEquals", """["a","b"]""", "a,b", true)]
    [InlineData("ForAllValues:StringEquals", """["a","b"]""", "a,c", false)]
    [InlineData("ForAllValues:StringEquals", "\"a\"", "-", true)]
    [InlineData("ForAllValues:StringLike", "\"a*\"", "ab,ac", true)]
    public void A_condition_holds_or_not(string operation, string expected, string actual, bool holds)
    {
        var policy = Policy(Statement(condition: $$"""{"{{operation}}":{"key":{{expected}} } }"""));
        Decide(
                policy,
                Owner,
                context: c => actual == "-" ? c.Without("KEY") : c.With("KEY", actual.Split(','))
            )
            .ShouldBe(holds ? PolicyDecision.Allowed : PolicyDecision.NotAllowed);
    }

    [Theory]
    [InlineData("a", "x", true)]
    [InlineData("a", "y", false)]
    [InlineData("b", "x", false)]
    public void All_conditions_of_a_statement_must_hold(string first, string second, bool holds)
    {
        var policy = Policy(
            Statement(condition: """{"StringEquals":{"first":"a","second":"x"},"Bool":{"third":"true"}}""")
        );
        Decide(
                policy,
                Owner,
                context: c => c.With("first", first).With("second", second).With("third", "true")
            )
            .ShouldBe(holds ? PolicyDecision.Allowed : PolicyDecision.NotAllowed);
    }
}
