using System.Text.Json.Nodes;
using LocalCloud.Deploy;
using LocalCloud.Kernel;

namespace LocalCloud.Tests.Deploy;

public sealed class StackDeployerTests
{
    private const string Sample = """
        Transform: AWS::Serverless-2016-10-31
        Parameters:
          Name: {Type: String, Default: relay}
          MakesKey: {Type: String, Default: 'yes'}
        Conditions:
          Key: !Equals [!Ref MakesKey, 'yes']
        Resources:
          Work:
            Type: AWS::Serverless::Function
            Properties:
              FunctionName: !Sub '${Name}-Work'
              Handler: Assembly::Name.Space.Type::Method
              CodeUri: code/
              Runtime: dotnet10
              Timeout: 60
              MemorySize: 512
              Role: !GetAtt WorkRole.Arn
              Environment: {Variables: {KEY: !If [Key, !GetAtt RegionKey.Arn, ''], LIMIT: 20, ON: true}}
              DeadLetterQueue: {Type: SQS, TargetArn: !GetAtt DeadLetters.Arn}
              EventInvokeConfig: {MaximumRetryAttempts: 1}
          WorkRole:
            Type: AWS::IAM::Role
            Properties:
              Path: !Sub '/relay/${Name}/'
              RoleName: work
              AssumeRolePolicyDocument:
                Statement: [{Effect: Allow, Principal: {Service: [lambda.amazonaws.com, states.amazonaws.com]}, Action: sts:AssumeRole}]
              Policies:
                - PolicyName: work
                  PolicyDocument:
                    Statement: [{Effect: Allow, Action: 'sqs:*', Resource: !GetAtt DeadLetters.Arn}]
          MorePolicy:
            Type: AWS::IAM::Policy
            Properties:
              PolicyName: more
              Roles: [!Ref WorkRole]
              PolicyDocument: {Statement: [{Effect: Allow, Action: kms:DescribeKey, Resource: '*'}]}
          RegionKey:
            Type: AWS::KMS::Key
            Condition: Key
            DeletionPolicy: Retain
            Properties: {Description: Copies, EnableKeyRotation: true}
          KeyAlias:
            Type: AWS::KMS::Alias
            Condition: Key
            Properties: {AliasName: !Sub 'alias/${Name}', TargetKeyId: !Ref RegionKey}
          DeadLetters: {Type: AWS::SQS::Queue}
          Bus: {Type: AWS::Events::EventBus, Properties: {Name: !Ref Name}}
          BusPolicy:
            Type: AWS::Events::EventBusPolicy
            Properties:
              EventBusName: !Ref Bus
              StatementId: other
              Statement: {Effect: Allow, Principal: {AWS: '222222222222'}, Action: events:PutEvents, Resource: !GetAtt Bus.Arn}
          Rule:
            Type: AWS::Events::Rule
            Properties:
              EventBusName: !Ref Bus
              EventPattern: {account: [!Ref AWS::AccountId]}
              Targets: [{Id: work, Arn: !GetAtt Work.Arn, DeadLetterConfig: {Arn: !GetAtt DeadLetters.Arn}}]
          MayInvoke:
            Type: AWS::Lambda::Permission
            Properties: {FunctionName: !Ref Work, Action: lambda:InvokeFunction, Principal: events.amazonaws.com, SourceArn: !GetAtt Rule.Arn}
          MayWrite:
            Type: AWS::SQS::QueuePolicy
            Properties:
              Queues: [!Ref DeadLetters]
              PolicyDocument:
                Statement: [{Effect: Allow, Principal: {Service: events.amazonaws.com}, Action: sqs:SendMessage, Resource: !GetAtt DeadLetters.Arn}]
          Log: {Type: AWS::Logs::LogGroup, Properties: {RetentionInDays: 90}}
          Machine:
            Type: AWS::Serverless::StateMachine
            Properties:
              Name: !Ref Name
              DefinitionUri: machine.json
              DefinitionSubstitutions: {WorkArn: !GetAtt Work.Arn}
              Role: !GetAtt WorkRole.Arn
        Outputs:
          Machine: {Value: !Ref Machine}
          Bus: {Value: !GetAtt Bus.Arn}
          Rule: {Value: !Ref Rule}
          Queue: {Value: !Ref DeadLetters}
          Log: {Value: !GetAtt Log.Arn}
          Key: {Value: !Ref RegionKey, Condition: Key}
        """;

    private readonly RecordingPorts _ports = new();

    [Fact]
    public void A_function_is_made_with_all_that_Lambda_needs()
    {
        _ports.Deploy(Sample);

        var work = _ports.Functions["arn:aws:lambda:eu-central-1:111111111111:function:relay-Work"];
        work.Name.ShouldBe("relay-Work");
        work.Handler.ShouldBe("Assembly::Name.Space.Type::Method");
        Path.IsPathFullyQualified(work.CodeFolder).ShouldBeTrue();
        Path.GetFileName(work.CodeFolder).ShouldBe("code");
        work.Environment.ShouldBe(
            new Dictionary<string, string>
            {
                ["KEY"] = "arn:aws:kms:eu-central-1:111111111111:key/1",
                ["LIMIT"] = "20",
                ["ON"] = "true",
            },
            ignoreOrder: true
        );
        work.RoleArn.ShouldBe("arn:aws:iam::111111111111:role/relay/relay/work");
        work.Timeout.ShouldBe(TimeSpan.FromSeconds(60));
        work.MemoryMegabytes.ShouldBe(512);
        work.DeadLetterArn.ShouldStartWith("arn:aws:sqs:eu-central-1:111111111111:stack-DeadLetters-");
        work.MaximumRetryAttempts.ShouldBe(1);
    }

    [Fact]
    public void A_role_keeps_its_policies_of_both_resources()
    {
        _ports.Deploy(Sample);

        var (trust, policies) = _ports.Roles["arn:aws:iam::111111111111:role/relay/relay/work"];
        trust["Statement"]![0]!["Principal"]!["Service"]![0]!.ToString().ShouldBe("lambda.amazonaws.com");
        policies.Keys.ShouldBe(["work", "more"]);
    }

    [Fact]
    public void A_state_machine_gets_its_definition_filled_in()
    {
        _ports.Deploy(Sample);

        var (definition, role) = _ports.StateMachines[
            "arn:aws:states:eu-central-1:111111111111:stateMachine:relay"
        ];
        JsonNode.Parse(definition)!["States"]!["Work"]!["Resource"]!
            .ToString()
            .ShouldBe("arn:aws:lambda:eu-central-1:111111111111:function:relay-Work");
        role.ShouldBe("arn:aws:iam::111111111111:role/relay/relay/work");
    }

    [Fact]
    public void A_rule_gets_its_pattern_and_targets_and_a_bus_its_policy()
    {
        var stack = _ports.Deploy(Sample);

        var (pattern, targets) = _ports.Rules[stack.Resources["Rule"].Arn!];
        pattern.ToJsonString().ShouldBe("""{"account":["111111111111"]}""");
        targets.ShouldBe([
            new EventTarget(
                "work",
                "arn:aws:lambda:eu-central-1:111111111111:function:relay-Work",
                null,
                stack.Resources["DeadLetters"].Arn
            ),
        ]);
        _ports.BusPolicies[stack.Outputs["Bus"]]["Statement"]![0]!["Sid"]!.ToString().ShouldBe("other");
    }

    [Fact]
    public void A_key_gets_its_alias_and_AWS_default_policy()
    {
        var stack = _ports.Deploy(Sample);

        _ports.Aliases.ShouldBe(
            new Dictionary<string, string>
            {
                ["111111111111 eu-central-1 alias/relay"] = "arn:aws:kms:eu-central-1:111111111111:key/1",
            }
        );
        _ports.Keys.Values.Single()["Statement"]![0]!["Principal"]!["AWS"]!
            .ToString()
            .ShouldBe("arn:aws:iam::111111111111:root");
        _ports.Orders.ShouldContain("key Copies rotating arn:aws:kms:eu-central-1:111111111111:key/1");
        stack.Resources["RegionKey"].DeletionPolicy.ShouldBe("Retain");
    }

    [Fact]
    public void Ref_and_GetAtt_return_what_CloudFormation_returns()
    {
        var stack = _ports.Deploy(Sample);

        var queue = stack.Resources["DeadLetters"].Attributes["QueueName"];
        stack.Outputs["Machine"].ShouldBe("arn:aws:states:eu-central-1:111111111111:stateMachine:relay");
        stack.Outputs["Bus"].ShouldBe("arn:aws:events:eu-central-1:111111111111:event-bus/relay");
        stack.Outputs["Rule"].ShouldStartWith("relay|stack-Rule-");
        stack.Outputs["Queue"].ShouldBe($"https://sqs.eu-central-1.amazonaws.com/111111111111/{queue}");
        stack.Outputs["Log"].ShouldEndWith(":*");
        stack.Outputs["Key"].ShouldBe("1");
        stack.StackId.ShouldStartWith("arn:aws:cloudformation:eu-central-1:111111111111:stack/stack/");
    }

    [Fact]
    public void A_false_condition_leaves_resources_and_outputs_out()
    {
        var stack = _ports.Deploy(Sample, ("MakesKey", "no"));

        stack.Resources.Keys.ShouldNotContain("RegionKey");
        stack.Resources.Keys.ShouldNotContain("KeyAlias");
        stack.Outputs.Keys.ShouldNotContain("Key");
        _ports.Keys.ShouldBeEmpty();
        _ports.Functions.Values.Single().Environment["KEY"].ShouldBe("");
    }

    [Fact]
    public void What_has_no_effect_here_is_kept_as_evidence()
    {
        var stack = _ports.Deploy(Sample);

        stack.Resources["Log"].Properties["RetentionInDays"]!.ToString().ShouldBe("90");
        stack.Resources["MayWrite"].Properties["PolicyDocument"]!
            .ToJsonString()
            .ShouldContain("sqs:SendMessage");
        stack.OfType("AWS::Lambda::Permission").Single().Properties["SourceArn"]!
            .ToString()
            .ShouldBe(stack.Resources["Rule"].Arn);
    }

    [Fact]
    public void Every_resource_comes_after_what_it_refers_to()
    {
        var order = _ports.Deploy(Sample).Resources.Keys.ToList();

        order.IndexOf("DeadLetters").ShouldBeLessThan(order.IndexOf("WorkRole"));
        order.IndexOf("WorkRole").ShouldBeLessThan(order.IndexOf("Work"));
        order.IndexOf("Work").ShouldBeLessThan(order.IndexOf("Rule"));
        order.IndexOf("Bus").ShouldBeLessThan(order.IndexOf("Rule"));
        order.IndexOf("Rule").ShouldBeLessThan(order.IndexOf("MayInvoke"));
    }

    [Fact]
    public void The_same_deployment_gives_the_same_names() =>
        new RecordingPorts()
            .Deploy(Sample)
            .Resources.Values.Select(r => r.PhysicalId)
            .ShouldBe(_ports.Deploy(Sample).Resources.Values.Select(r => r.PhysicalId));

    [Fact]
    public void What_a_service_refuses_is_told_with_the_resource()
    {
        _ports.Refusal = new AwsError("InvalidDefinition", "Invalid State Machine Definition");

        Should
            .Throw<TemplateException>(() => _ports.Deploy(Sample))
            .Message.ShouldBe(
                "Stack stack (template.yaml): Resources.RegionKey: InvalidDefinition: Invalid State Machine Definition"
            );
    }

    [Fact]
    public void A_stack_that_exists_is_not_updated()
    {
        _ports.Deploy("Resources: {Queue: {Type: AWS::SQS::Queue}}");

        Should
            .Throw<TemplateException>(() => _ports.Deploy("Resources: {Queue: {Type: AWS::SQS::Queue}}"))
            .Message.ShouldContain("Stack [stack] already exists");
    }
}
