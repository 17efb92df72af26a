using LocalCloud.Deploy;
using LocalCloud.Deploy.Templates;

namespace LocalCloud.Tests.Deploy;

public sealed class CreationOrderTests
{
    [Fact]
    public void What_is_needed_comes_first_else_the_order_of_the_template_stays() =>
        Order(
                """
                Last: {Type: T, DependsOn: [Third, First], Properties: {X: 1}}
                First: {Type: T}
                Third: {Type: T, Properties: {A: [{B: !Sub '${Second.Arn}'}]}}
                Second: {Type: T, Properties: {A: !GetAtt First.Arn, B: !Ref AWS::Region, C: !Ref Setting}}
                """
            )
            .ShouldBe("First Second Third Last");

    [Fact]
    public void Only_the_branch_that_is_taken_counts() =>
        Order(
                """
                A: {Type: T, Properties: {X: !If [Wanted, !Ref C, !Ref B]}}
                B: {Type: T, Properties: {X: !Ref A}}
                C: {Type: T}
                """
            )
            .ShouldBe("C A B");

    [Fact]
    public void A_literal_and_a_variable_of_Sub_are_no_references() =>
        Order(
                """
                A: {Type: T, Properties: {X: !Sub ['${!B}${B}${V}', {B: 1, V: !Ref C}]}}
                B: {Type: T}
                C: {Type: T}
                """
            )
            .ShouldBe("C A B");

    [Fact]
    public void A_circle_is_refused_by_its_names() =>
        Should
            .Throw<TemplateException>(() =>
                Order(
                    """
                    Start: {Type: T, Properties: {X: !Ref A}}
                    A: {Type: T, Properties: {X: !GetAtt B.Arn}}
                    B: {Type: T, DependsOn: C}
                    C: {Type: T, Properties: {X: !Sub '${A}'}}
                    """
                )
            )
            .Message.ShouldContain("circular dependency between resources: A → B → C → A.");

    [Fact]
    public void DependsOn_something_unknown_is_refused() =>
        Should
            .Throw<TemplateException>(() => Order("A: {Type: T, DependsOn: B}"))
            .Message.ShouldBe("Resources.A.DependsOn: there is no resource 'B'.");

    private static string Order(string resources)
    {
        var template = Template.Read(
            $"Parameters: {{Setting: {{Type: String, Default: x}}}}\nConditions: {{Wanted: !Equals [a, a]}}\nResources:\n  {resources.ReplaceLineEndings("\n  ")}"
        );
        var scope = new Scope(
            template,
            Parameters.Resolve(template.Parameters, new Dictionary<string, string>()),
            new PseudoParameters("111111111111", "eu-central-1", "stack", "arn:stack")
        );
        var conditions = new Evaluator(scope).Conditions;
        return string.Join(
            ' ',
            CreationOrder.Sort(
                [.. template.Resources.Select(r => r.Key)],
                id => References.Of(template.Resources[id]!.AsObject(), scope, conditions, $"Resources.{id}")
            )
        );
    }
}
