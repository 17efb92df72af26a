using System.Text.Json.Nodes;
using LocalCloud.Deploy;
using LocalCloud.Deploy.Templates;

namespace LocalCloud.Tests.Deploy;

public sealed class ServerlessTransformTests
{
    public static TheoryData<string> RecordedIds => [.. Recorded().Select(resource => resource.Key)];

    [Fact]
    public void It_generates_the_resources_that_the_SAM_translator_generates() =>
        Ours().Select(r => r.Key).Order().ShouldBe(Recorded().Select(r => r.Key).Order());

    [Theory]
    [MemberData(nameof(RecordedIds))]
    public void Each_is_what_the_SAM_translator_makes(string id)
    {
        var (ours, recorded) = (WithoutCode(Ours()[id]!), WithoutCode(Recorded()[id]!));

        JsonNode.DeepEquals(ours, recorded).ShouldBeTrue($"ours {ours}\nrecorded {recorded}");
    }

    [Theory]
    [InlineData(
        "Type: AWS::Serverless::Api",
        "Resources.X.Type: the local cloud does not know AWS::Serverless::Api"
    )]
    [InlineData(
        "Type: AWS::Serverless::Function, Properties: {SnapStart: {}}",
        "Resources.X.Properties.SnapStart: the local cloud does not know this of AWS::Serverless::Function"
    )]
    [InlineData(
        "Type: AWS::Serverless::Function, Properties: {Events: {Nightly: {Type: Schedule}}}",
        "Resources.X.Properties.Events.Nightly.Type: the local cloud knows EventBridgeRule and CloudWatchEvent, not 'Schedule'"
    )]
    [InlineData(
        "Type: AWS::Serverless::Function, Properties: {Policies: [{SQSSendMessagePolicy: {QueueName: q}}]}",
        "Resources.X.Properties.Policies[0]: the local cloud does not know SAM's policy templates (SQSSendMessagePolicy)"
    )]
    [InlineData(
        "Type: AWS::Serverless::Function, Properties: {DeadLetterQueue: {Type: SNS, TargetArn: x}}",
        "Resources.X.Properties.DeadLetterQueue.Type: the local cloud knows SQS only"
    )]
    [InlineData(
        "Type: AWS::Serverless::Function, Properties: {EventInvokeConfig: {DestinationConfig: {OnFailure: {Type: SQS}}}}",
        "Resources.X.Properties.EventInvokeConfig.DestinationConfig.OnFailure: Destination is missing"
    )]
    [InlineData(
        "Type: AWS::Serverless::StateMachine, Properties: {Events: {}}",
        "Resources.X.Properties.Events: the local cloud does not know this of AWS::Serverless::StateMachine"
    )]
    public void What_it_does_not_know_is_refused_by_name(string resource, string problem) =>
        Should
            .Throw<TemplateException>(() =>
                Template.Read($"Transform: AWS::Serverless-2016-10-31\nResources: {{X: {{{resource}}}}}")
            )
            .Message.ShouldContain(problem);

    [Fact]
    public void A_generated_name_that_is_taken_is_refused() =>
        Should
            .Throw<TemplateException>(() =>
                Template.Read(
                    """
                    Transform: AWS::Serverless-2016-10-31
                    Resources:
                      WorkRole: {Type: AWS::IAM::Role}
                      Work: {Type: AWS::Serverless::Function}
                    """
                )
            )
            .Message.ShouldContain("Resources.Work: would generate 'WorkRole', which exists already");

    // Code and definitions stay local paths here; the translator wants them in S3.
    private static JsonNode WithoutCode(JsonNode resource)
    {
        var copy = resource.DeepClone();
        if (copy["Properties"] is JsonObject properties)
        {
            foreach (var name in (string[])["Code", "DefinitionS3Location", "DefinitionString", "Definition"])
            {
                properties.Remove(name);
            }
        }

        return copy;
    }

    private static JsonObject Ours() => Template.Read(File.ReadAllText(Beside("serverless.yaml"))).Resources;

    private static JsonObject Recorded() =>
        JsonNode.Parse(File.ReadAllText(Beside("serverless.translated.json")))!.AsObject();

    private static string Beside(string name) => Path.Combine(AppContext.BaseDirectory, "Deploy", name);
}
