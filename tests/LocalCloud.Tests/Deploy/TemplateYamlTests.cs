using LocalCloud.Deploy;
using LocalCloud.Deploy.Templates;

namespace LocalCloud.Tests.Deploy;

public sealed class TemplateYamlTests
{
    [Theory]
    [InlineData("!Ref Bus", """{"Ref":"Bus"}""")]
    [InlineData("!Condition Wanted", """{"Condition":"Wanted"}""")]
    [InlineData("!GetAtt Queue.Arn", """{"Fn::GetAtt":["Queue","Arn"]}""")]
    [InlineData("!GetAtt Outer.Outputs.Inner", """{"Fn::GetAtt":["Outer","Outputs.Inner"]}""")]
    [InlineData("!GetAtt [Queue, Arn]", """{"Fn::GetAtt":["Queue","Arn"]}""")]
    [InlineData("!Sub 'arn:${Name}'", """{"Fn::Sub":"arn:${Name}"}""")]
    [InlineData("!Sub ['${A}', {A: 1}]", """{"Fn::Sub":["${A}",{"A":1}]}""")]
    [InlineData("!If [Wanted, !Ref A, !Ref B]", """{"Fn::If":["Wanted",{"Ref":"A"},{"Ref":"B"}]}""")]
    [InlineData(
        "!Not [!Equals [!Ref A, ''], !Condition B]",
        """{"Fn::Not":[{"Fn::Equals":[{"Ref":"A"},""]},{"Condition":"B"}]}"""
    )]
    [InlineData("!Join [',', [a, b]]", """{"Fn::Join":[",",["a","b"]]}""")]
    [InlineData("!ImportValue x", """{"Fn::ImportValue":"x"}""")]
    [InlineData("{'Fn::Sub': x}", """{"Fn::Sub":"x"}""")]
    public void A_short_form_becomes_its_long_form(string yaml, string json) => Read(yaml).ShouldBe(json);

    [Theory]
    [InlineData("60", "60")]
    [InlineData("'60'", "\"60\"")]
    [InlineData("0.50", "0.50")]
    [InlineData("true", "true")]
    [InlineData("'true'", "\"true\"")]
    [InlineData("111111111111", "111111111111")]
    [InlineData("012345678901", "\"012345678901\"")]
    [InlineData("2012-10-17", "\"2012-10-17\"")]
    [InlineData("1e3", "\"1e3\"")]
    [InlineData("''", "\"\"")]
    public void A_scalar_keeps_its_type(string yaml, string json) => Read(yaml).ShouldBe(json);

    [Theory]
    [InlineData("A:", "line 1: CloudFormation allows no null value.")]
    [InlineData("A: 1\nA: 2", "Duplicate key")]
    [InlineData("A: &anchor 1\nB: *anchor", "reads no anchors (&anchor)")]
    [InlineData("A: !GetAtt Queue", "!GetAtt Queue: expected Resource.Attribute.")]
    [InlineData("[1]", "a template is one YAML document, a map")]
    [InlineData("", "a template is one YAML document, a map")]
    [InlineData("A: [1", "line ")]
    [InlineData("[a]: 1", "a key is not a string")]
    public void What_CloudFormation_does_not_read_is_refused(string yaml, string problem) =>
        Should.Throw<TemplateException>(() => TemplateYaml.Read(yaml)).Message.ShouldContain(problem);

    private static string Read(string yaml) =>
        TemplateYaml.Read($"A: {yaml}")["A"]!.ToJsonString(SampleJson.Readable);
}
