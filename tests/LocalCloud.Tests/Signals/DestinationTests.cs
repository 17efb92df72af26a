using System.Text.Json.Nodes;
using LocalCloud.Deploy;

namespace LocalCloud.Tests.Signals;

public sealed class DestinationTests
{
    private const string Reconcile = """
          Bus: {Type: AWS::Events::EventBus, Properties: {Name: nightly}}
          ReconcileRole:
            Type: AWS::IAM::Role
            Properties:
              RoleName: Reconcile
              AssumeRolePolicyDocument: {Statement: {Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: sts:AssumeRole}}
              Policies: [{PolicyName: tell, PolicyDocument: {Statement: {Effect: Allow, Action: ACTION, Resource: !GetAtt Bus.Arn}}}]
          Reconcile:
            Type: AWS::Lambda::Function
            Properties: {FunctionName: Reconcile, Runtime: dotnet10, Handler: A::B::C, Code: code, Role: !GetAtt ReconcileRole.Arn}
          Config:
            Type: AWS::Lambda::EventInvokeConfig
            Properties:
              FunctionName: !Ref Reconcile
              Qualifier: $LATEST
              MaximumRetryAttempts: 1
              DestinationConfig: {OnSuccess: {Destination: !GetAtt Bus.Arn}, OnFailure: {Destination: !GetAtt Bus.Arn}}
          Topic: {Type: AWS::SNS::Topic, Properties: {TopicName: notifications}}
          Policy:
            Type: AWS::SNS::TopicPolicy
            Properties:
              Topics: [!Ref Topic]
              PolicyDocument: {Statement: {Effect: Allow, Principal: {Service: events.amazonaws.com}, Action: sns:Publish, Resource: !Ref Topic}}
          Tell:
            Type: AWS::Events::Rule
            Properties:
              EventBusName: !Ref Bus
              EventPattern: {source: [lambda], detail: {responsePayload: {message: [{prefix: ""}]}}}
              Targets:
                - Id: topic
                  Arn: !Ref Topic
                  InputTransformer: {InputPathsMap: {message: $.detail.responsePayload.message}, InputTemplate: '"<message>"'}
        """;

    private const string FunctionArn = "arn:aws:lambda:eu-central-1:111111111111:function:Reconcile";

    private static string Template =>
        Reconcile.Replace("ACTION", "events:PutEvents", StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"started":2,"message":"Two relays were started."}""", "\"Two relays were started.\"")]
    [InlineData("""{"started":0,"message":null}""", null)]
    public async Task What_a_function_has_to_tell_goes_over_the_bus_to_the_topic(string answer, string? told)
    {
        await using var world = new SignalsWorld();
        world.Code("Reconcile", _ => answer);
        world.Deploy(Template);

        world.Cloud.Functions.InvokeAsynchronously(FunctionArn, """{"now":"2026-11-20T03:00:00Z"}""");
        await world.Cloud.Virtual!.RunUntilIdleAsync();

        world.Cloud.Sns.Inbox.Select(m => m.Text).ShouldBe(told is null ? [] : [told]);
        var record = world.Cloud.Buses.Emitted.Single().Envelope;
        (record["source"]!.ToString(), record["detail-type"]!.ToString()).ShouldBe(
            ("lambda", "Lambda Function Invocation Result - Success")
        );
        var detail = record["detail"]!;
        detail["requestPayload"]!["now"]!.ToString().ShouldBe("2026-11-20T03:00:00Z");
        detail["requestContext"]!["condition"]!.ToString().ShouldBe("Success");
        JsonNode.DeepEquals(detail["responsePayload"], JsonNode.Parse(answer)).ShouldBeTrue();
        world
            .Cloud.CallLog.Calls.Single(c => c.Action == "events:PutEvents")
            .Caller.ShouldBe("arn:aws:iam::111111111111:role/Reconcile");
    }

    [Fact]
    public async Task A_function_that_fails_for_good_is_told_with_its_error()
    {
        await using var world = new SignalsWorld();
        world.Code("Reconcile", _ => throw new TimeoutException("no answer"));
        world.Deploy(Template);

        world.Cloud.Functions.InvokeAsynchronously(FunctionArn, "{}");
        await world.Cloud.Virtual!.RunUntilIdleAsync();

        var detail = world.Cloud.Buses.Emitted.Single().Envelope["detail"]!;
        detail["requestContext"]!["condition"]!.ToString().ShouldBe("RetriesExhausted");
        detail["requestContext"]!["approximateInvokeCount"]!.GetValue<int>().ShouldBe(2);
        detail["responseContext"]!["functionError"]!.ToString().ShouldBe("Unhandled");
        detail["responsePayload"]!["errorType"]!.ToString().ShouldBe("TimeoutException");
    }

    [Fact]
    public async Task A_destination_that_the_functions_role_may_not_write_to_is_refused_when_the_stack_is_made()
    {
        await using var world = new SignalsWorld();

        Should
            .Throw<TemplateException>(() =>
                world.Deploy(Reconcile.Replace("ACTION", "events:PutRule", StringComparison.Ordinal))
            )
            .Problem.ShouldContain("does not have permissions to call events:PutEvents");
    }
}
