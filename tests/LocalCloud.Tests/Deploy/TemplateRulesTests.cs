using LocalCloud.Deploy;

namespace LocalCloud.Tests.Deploy;

public sealed class TemplateRulesTests
{
    [Theory]
    [InlineData("none", "", null)]
    [InlineData("copy", "222222222222", null)]
    [InlineData("copy", "", "Rules.CopyNeedsAnAccount: Mode copy needs DrAccountId.")]
    [InlineData("copy", "111111111111", "Rules.CopyNeedsAnAccount: an assertion does not hold.")]
    public void An_assertion_is_judged_before_anything_is_created(
        string mode,
        string account,
        string? problem
    )
    {
        var ports = new RecordingPorts();
        var deploy = () =>
            ports.Deploy(
                """
                Parameters: {Mode: {Type: String}, DrAccountId: {Type: String}}
                Rules:
                  CopyNeedsAnAccount:
                    RuleCondition: !Equals [!Ref Mode, copy]
                    Assertions:
                      - Assert: !Not [!Equals [!Ref DrAccountId, '']]
                        AssertDescription: Mode copy needs DrAccountId.
                      - Assert: !Not [!Equals [!Ref DrAccountId, !Ref AWS::AccountId]]
                Resources: {Queue: {Type: AWS::SQS::Queue}}
                """,
                ("Mode", mode),
                ("DrAccountId", account)
            );

        if (problem is null)
        {
            deploy().Resources.Keys.ShouldContain("Queue");
            return;
        }

        Should.Throw<TemplateException>(deploy).Message.ShouldContain(problem);
        ports.Orders.ShouldBeEmpty();
    }

    [Fact]
    public void A_function_that_AWS_does_not_allow_in_rules_is_refused() =>
        Should
            .Throw<TemplateException>(() =>
                new RecordingPorts().Deploy(
                    """
                    Rules: {R: {Assertions: [{Assert: !Equals [!Sub '${AWS::Region}', eu-central-1]}]}}
                    Resources: {Queue: {Type: AWS::SQS::Queue}}
                    """
                )
            )
            .Message.ShouldContain("Fn::Sub is not allowed in Rules");
}
