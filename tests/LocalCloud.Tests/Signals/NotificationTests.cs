using System.Text.Json.Nodes;
using LocalCloud.Deploy;
using LocalCloud.Events;

namespace LocalCloud.Tests.Signals;

public sealed class NotificationTests
{
    private const string Template = """
          Topic: {Type: AWS::SNS::Topic, Properties: {TopicName: notifications}}
          Subscription: {Type: AWS::SNS::Subscription, Properties: {TopicArn: !Ref Topic, Protocol: email, Endpoint: team@example.com}}
          Policy:
            Type: AWS::SNS::TopicPolicy
            Properties:
              Topics: [!Ref Topic]
              PolicyDocument: {Statement: {Effect: Allow, Principal: {Service: SERVICE}, Action: sns:Publish, Resource: !Ref Topic}}
          Dead: {Type: AWS::SQS::Queue, Properties: {QueueName: dead}}
          DeadPolicy:
            Type: AWS::SQS::QueuePolicy
            Properties:
              Queues: [!Ref Dead]
              PolicyDocument: {Statement: {Effect: Allow, Principal: {Service: events.amazonaws.com}, Action: sqs:SendMessage, Resource: !GetAtt Dead.Arn}}
          MachineRole:
            Type: AWS::IAM::Role
            Properties: {RoleName: machine, AssumeRolePolicyDocument: {Statement: {Effect: Allow, Principal: {Service: states.amazonaws.com}, Action: sts:AssumeRole}}}
          Machine:
            Type: AWS::StepFunctions::StateMachine
            Properties:
              StateMachineName: relay
              RoleArn: !GetAtt MachineRole.Arn
              DefinitionString: '{"StartAt":"F","States":{"F":{"Type":"Fail","Error":"CopyFailed","Cause":"The copy failed at 40 %."}}}'
          Failed:
            Type: AWS::Events::Rule
            Properties:
              Name: failed
              EventPattern: {source: [aws.states], detail: {stateMachineArn: [!Ref Machine], status: [FAILED, TIMED_OUT, ABORTED]}}
              Targets:
                - Id: topic
                  Arn: !Ref Topic
                  DeadLetterConfig: {Arn: !GetAtt Dead.Arn}
                  InputTransformer:
                    InputPathsMap: {name: $.detail.name, status: $.detail.status, cause: $.detail.cause, error: $.detail.error}
                    InputTemplate: |
                      "The relay <name> ended <status>."
                      "<error>: <cause>"
        """;

    [Fact]
    public async Task A_failed_execution_is_a_message_in_the_topics_inbox()
    {
        await using var world = new SignalsWorld();
        world.Deploy(Template.Replace("SERVICE", "events.amazonaws.com", StringComparison.Ordinal));

        await StartAsync(world);

        var message = world.Cloud.Sns.Inbox.ShouldHaveSingleItem();
        message.Text.ShouldBe(
            """
            "The relay instance-orders ended FAILED."
            "CopyFailed: The copy failed at 40 %."

            """
        );
        (message.Subject, message.Sender, message.To).ShouldSatisfyAllConditions(m =>
            (m.Subject, m.Sender, m.To.Single()).ShouldBe(
                ("AWS Notification Message", "events.amazonaws.com", "team@example.com")
            )
        );
        world
            .Cloud.CloudWatch.Series(
                SignalsWorld.Metric(
                    "AWS/States",
                    "ExecutionsFailed",
                    ("StateMachineArn", "arn:aws:states:eu-central-1:111111111111:stateMachine:relay")
                )
            )
            .ShouldNotBeNull();
    }

    [Fact]
    public async Task Without_a_statement_for_EventBridge_the_stack_is_refused_as_the_message_would_be_lost()
    {
        await using var world = new SignalsWorld();

        Should
            .Throw<TemplateException>(() =>
                world.Deploy(
                    Template.Replace("SERVICE", "cloudwatch.amazonaws.com", StringComparison.Ordinal)
                )
            )
            .Problem.ShouldContain("no AWS::SNS::TopicPolicy lets events.amazonaws.com publish");
    }

    [Theory]
    [InlineData(
        """ArnLike: {"aws:SourceArn": !Sub "arn:aws:events:${AWS::Region}:${AWS::AccountId}:rule/*"}"""
    )]
    [InlineData("""StringEquals: {"aws:SourceAccount": !Ref AWS::AccountId}""")]
    public async Task A_condition_in_the_topics_policy_never_holds_for_a_rule_and_its_message_is_a_dead_letter(
        string condition
    )
    {
        await using var world = new SignalsWorld();
        var template = Template.Replace("SERVICE", "events.amazonaws.com", StringComparison.Ordinal);
        world.Deploy(
            template.Replace(
                "Resource: !Ref Topic}}",
                "Resource: !Ref Topic, Condition: {" + condition + "}}}",
                StringComparison.Ordinal
            )
        );

        await StartAsync(world);

        world.Cloud.Sns.Inbox.ShouldBeEmpty();
        world
            .Cloud.Queues.Read("arn:aws:sqs:eu-central-1:111111111111:dead")
            .ShouldHaveSingleItem()
            .Message.Attributes["ERROR_CODE"]
            .ShouldBe("NO_PERMISSIONS");
    }

    [Theory]
    [InlineData("\"<name> is <status>\"", "\"orders is FAILED\"")]
    [InlineData(
        "{\"n\": <name>, \"s\": \"<status>!\", \"x\": [<size>, true]}",
        "{\"n\": \"orders\", \"s\": \"FAILED!\", \"x\": [7, true]}"
    )]
    [InlineData("{\"n\": <none>, \"s\": \"<none>\"}", "{\"n\": \"\", \"s\": \"\"}")]
    [InlineData(
        "{\"o\": <all>, \"s\": \"<all>\"}",
        "{\"o\": {\"name\":\"orders\",\"size\":7}, \"s\": \"{name:orders,size:7}\"}"
    )]
    [InlineData("{\"rule\": <aws.events.rule-name>}", "{\"rule\": \"r\"}")]
    [InlineData("\"is <unknown> a variable?\"", "\"is <unknown> a variable?\"")]
    public void A_template_puts_variables_together(string template, string expected)
    {
        var transformer = new InputTransformer(
            new Dictionary<string, string>
            {
                ["name"] = "$.detail.name",
                ["size"] = "$.detail['size']",
                ["status"] = "$.resources[0]",
                ["none"] = "$.detail.none",
                ["all"] = "$.detail",
            },
            template
        );
        var envelope = JsonNode
            .Parse("""{"resources":["FAILED"],"detail":{"name":"orders","size":7}}""")!
            .AsObject();

        transformer.Apply(envelope, "arn:aws:events:eu-central-1:111111111111:rule/r").ShouldBe(expected);
    }

    private static async Task StartAsync(SignalsWorld world)
    {
        await world.Call(
            "states",
            "StartExecution",
            new JsonObject
            {
                ["stateMachineArn"] = "arn:aws:states:eu-central-1:111111111111:stateMachine:relay",
                ["name"] = "instance-orders",
            }
        );
        await world.Cloud.Virtual!.RunUntilIdleAsync();
    }
}
