using LocalCloud.Deploy;
using LocalCloud.Deploy.Templates;

namespace LocalCloud.Tests.Deploy;

public sealed class EvaluatorTests
{
    private const string Sample = """
        Parameters:
          Name: {Type: String, Default: relay}
          Mode: {Type: String, Default: copy}
          Regions: {Type: CommaDelimitedList, Default: 'eu-west-1,eu-west-3'}
          Limit: {Type: Number, Default: 20}
        Mappings:
          Sizes: {copy: {Memory: 512, Zones: [a, b]}}
        Conditions:
          Copies: !Equals [!Ref Mode, copy]
          Stays: !Not [!Condition Copies]
          Circle: !Not [!Condition Round]
          Round: !Not [!Condition Circle]
        Resources:
          Queue: {Type: AWS::SQS::Queue}
          Absent: {Type: AWS::SQS::Queue, Condition: Stays}
          Later: {Type: AWS::SQS::Queue}
        """;

    [Theory]
    [InlineData("!Ref Name", "\"relay\"")]
    [InlineData("!Ref Regions", """["eu-west-1","eu-west-3"]""")]
    [InlineData("!Ref Limit", "\"20\"")]
    [InlineData("!Ref Queue", "\"https://queue\"")]
    [InlineData("!GetAtt Queue.Arn", "\"arn:queue\"")]
    [InlineData("!Ref AWS::AccountId", "\"111111111111\"")]
    [InlineData("!Ref AWS::Region", "\"eu-central-1\"")]
    [InlineData("!Ref AWS::Partition", "\"aws\"")]
    [InlineData("!Ref AWS::StackName", "\"stack\"")]
    [InlineData("!Ref AWS::StackId", "\"arn:stack\"")]
    [InlineData("!Ref AWS::URLSuffix", "\"amazonaws.com\"")]
    [InlineData(
        "!Sub 'arn:${AWS::Partition}:${Name}:${Queue.Arn}:${Queue}'",
        "\"arn:aws:relay:arn:queue:https://queue\""
    )]
    [InlineData("!Sub 'a${!Name}b$c${Limit}'", "\"a${Name}b$c20\"")]
    [InlineData("!Sub ['${A}-${Name}', {A: !Join ['+', !Ref Regions]}]", "\"eu-west-1+eu-west-3-relay\"")]
    [InlineData("!Join ['-', [a, 1, true, !Ref Name]]", "\"a-1-true-relay\"")]
    [InlineData("!Join ['', []]", "\"\"")]
    [InlineData("!Select [1, !Ref Regions]", "\"eu-west-3\"")]
    [InlineData("!Select ['0', [a, b]]", "\"a\"")]
    [InlineData("!Split [':', 'a:b']", """["a","b"]""")]
    [InlineData("!Select [1, !Split [':', !GetAtt Queue.Arn]]", "\"queue\"")]
    [InlineData("!If [Copies, yes-it-does, !Ref Absent]", "\"yes-it-does\"")]
    [InlineData("!If [Stays, a, !If [Copies, b, c]]", "\"b\"")]
    [InlineData("!FindInMap [Sizes, !Ref Mode, Memory]", "512")]
    [InlineData("!FindInMap [Sizes, copy, Zones]", """["a","b"]""")]
    [InlineData("[a, !If [Stays, b, !Ref AWS::NoValue], c]", """["a","c"]""")]
    [InlineData("{A: 1, B: !Ref AWS::NoValue}", """{"A":1}""")]
    [InlineData(
        "{Condition: {StringEquals: {a: !Ref Name}}}",
        """{"Condition":{"StringEquals":{"a":"relay"}}}"""
    )]
    public void An_intrinsic_function_evaluates(string yaml, string expected) =>
        Evaluate(yaml).ShouldBe(expected);

    [Theory]
    [InlineData("!Ref Nothing", "there is no parameter and no resource 'Nothing'")]
    [InlineData("!Ref Absent", "'Absent' does not exist here (it hangs on the condition Stays)")]
    [InlineData("!Ref Later", "'Later' cannot be referred to here")]
    [InlineData("!GetAtt Queue.Url", "'Queue', of type AWS::SQS::Queue, has no attribute Url; it has [Arn]")]
    [InlineData("!GetAtt [Queue]", "expected a list of 2, found a list of 1")]
    [InlineData("!Sub '${Nothing}'", "there is no parameter and no resource 'Nothing'")]
    [InlineData("!Sub '${Regions}'", "Test, ${Regions}: expected a string, found a list of 2")]
    [InlineData("!Join ['-', !Ref Name]", "expected a list, found 'relay'")]
    [InlineData("!Select [2, !Ref Regions]", "Fn::Select of '2' from a list of 2")]
    [InlineData("!Select [x, !Ref Regions]", "Fn::Select of 'x' from a list of 2")]
    [InlineData("!FindInMap [Sizes, none, Memory]", "the Mappings hold no Sizes.none.Memory")]
    [InlineData("!If [Nothing, a, b]", "there is no condition 'Nothing'")]
    [InlineData("!If [Circle, a, b]", "Conditions.Circle: refers to itself: Circle → Round → Circle")]
    [InlineData("!If [Copies, a]", "expected a list of 3, found a list of 2")]
    [InlineData("!ImportValue x", "Fn::ImportValue is not known here")]
    [InlineData("!GetAZs ''", "Fn::GetAZs is not known here")]
    [InlineData("!Equals [a, a]", "Fn::Equals is not known here")]
    [InlineData("{'Fn::Sub': x, B: 1}", "Test.Fn::Sub: a function stands alone in its map")]
    public void What_cannot_be_evaluated_is_refused_with_its_path(string yaml, string problem)
    {
        var refusal = Should.Throw<TemplateException>(() => Evaluate(yaml));

        refusal.Message.ShouldContain(problem);
        refusal.Where.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("!Equals [1, '1']", true)]
    [InlineData("!Equals [a, A]", false)]
    [InlineData("!Equals [!Ref Regions, [eu-west-1, eu-west-3]]", true)]
    [InlineData("!And [!Equals [a, a], !Condition Copies]", true)]
    [InlineData("!And [!Equals [a, a], !Condition Stays]", false)]
    [InlineData("!Or [!Equals [a, b], !Condition Copies]", true)]
    [InlineData("!Not [!Equals [!Join ['', !Ref Regions], '']]", true)]
    [InlineData("!Contains [[copy, none], !Ref Mode]", true)]
    [InlineData("!Contains [!Ref Regions, eu-central-1]", false)]
    [InlineData("!EachMemberIn [!Ref Regions, [eu-west-1, eu-west-2, eu-west-3]]", true)]
    [InlineData("!EachMemberEquals [!Ref Regions, eu-west-1]", false)]
    public void A_condition_holds_or_not(string yaml, bool expected)
    {
        var node = TemplateYaml.Read($"A: {yaml}")["A"];

        new Evaluator(SampleScope()).Conditions.IsTrue(node, "Test").ShouldBe(expected);
    }

    [Theory]
    [InlineData("!And [!Equals [a, a]]", "Fn::And and Fn::Or take 2 to 10 conditions")]
    [InlineData("!Ref Mode", "expected a condition function, found Ref")]
    [InlineData("'true'", "expected a condition function, found 'true'")]
    [InlineData("!Not [Copies]", "expected a condition function, found 'Copies'")]
    public void What_is_no_condition_is_refused(string yaml, string problem)
    {
        var node = TemplateYaml.Read($"A: {yaml}")["A"];

        Should
            .Throw<TemplateException>(() => new Evaluator(SampleScope()).Conditions.IsTrue(node, "Test"))
            .Message.ShouldContain(problem);
    }

    private static string Evaluate(string yaml) =>
        new Evaluator(SampleScope())
            .Evaluate(TemplateYaml.Read($"A: {yaml}")["A"]!, "Test")!
            .ToJsonString(SampleJson.Readable);

    private static Scope SampleScope()
    {
        var template = Template.Read(Sample);
        var scope = new Scope(
            template,
            Parameters.Resolve(template.Parameters, new Dictionary<string, string>()),
            new PseudoParameters("111111111111", "eu-central-1", "stack", "arn:stack")
        );
        scope.Add(
            "Queue",
            new Created(
                "AWS::SQS::Queue",
                "https://queue",
                new Dictionary<string, string> { ["Arn"] = "arn:queue" }
            )
        );
        return scope;
    }
}
