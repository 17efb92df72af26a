using System.Text.RegularExpressions;
using LocalCloud.Deploy;

namespace LocalCloud.Tests.Deploy;

/// <summary>What would fail, or lose events, on AWS fails here.</summary>
public sealed class RefusalTests
{
    private const string Role = """
          Role:
            Type: AWS::IAM::Role
            Properties:
              AssumeRolePolicyDocument:
                Statement: [{Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: sts:AssumeRole}]
        """;

    [Theory]
    [InlineData(
        "Type: AWS::S3::Bucket",
        "Type: the local cloud does not deploy AWS::S3::Bucket. It deploys AWS::Lambda::Function, "
    )]
    [InlineData(
        "Type: AWS::SQS::Queue, Properties: {FifoQueue: true}",
        "FifoQueue: the local cloud does not know this of AWS::SQS::Queue"
    )]
    [InlineData(
        "Type: AWS::SQS::Queue, Properties: {MessageRetentionPeriod: 5}",
        "'5' must be a whole number from 60 to 1209600"
    )]
    [InlineData(
        "Type: AWS::SQS::QueuePolicy, Properties: {Queues: [q], PolicyDocument: {}}",
        "'q' is no queue URL"
    )]
    [InlineData(
        "Type: AWS::Logs::LogGroup, Properties: {RetentionInDays: 31}",
        "RetentionInDays: '31' must be one of 1, 3, 5"
    )]
    [InlineData(
        "Type: AWS::KMS::Key, Properties: {MultiRegion: true}",
        "MultiRegion: 'true' is not simulated; only false is"
    )]
    [InlineData(
        "Type: AWS::KMS::Key, Properties: {KeySpec: RSA_2048}",
        "'RSA_2048' is not simulated; only SYMMETRIC_DEFAULT is"
    )]
    [InlineData(
        "Type: AWS::KMS::Key, Properties: {KeyPolicy: {Statement: [{Principal: {AWS: 'arn:aws:iam::222222222222:role/relay/x'}}]}}",
        "Invalid principal in policy: there is no role arn:aws:iam::222222222222:role/relay/x"
    )]
    [InlineData(
        "Type: AWS::KMS::Alias, Properties: {AliasName: relay, TargetKeyId: x}",
        "'relay' must begin with alias/"
    )]
    [InlineData(
        "Type: AWS::KMS::Alias, Properties: {AliasName: alias/aws/rds, TargetKeyId: x}",
        "and not with alias/aws/"
    )]
    [InlineData(
        "Type: AWS::IAM::Role, Properties: {Path: relay, AssumeRolePolicyDocument: {}}",
        "'relay' must begin and end with /"
    )]
    [InlineData("Type: AWS::IAM::Role", "AssumeRolePolicyDocument: expected a map, found nothing")]
    [InlineData(
        "Type: AWS::IAM::Policy, Properties: {PolicyName: p, Roles: [x], PolicyDocument: {}}",
        "there is no role x in account 111111111111"
    )]
    [InlineData(
        "Type: AWS::Events::EventBus, Properties: {Name: default}",
        "Event bus default already exists"
    )]
    [InlineData(
        "Type: AWS::Events::Rule, Properties: {EventBusName: x, EventPattern: {}, Targets: []}",
        "Event bus x does not exist"
    )]
    [InlineData(
        "Type: AWS::Events::Rule, Properties: {EventPattern: {}, Targets: [{Id: i, Arn: a, SqsParameters: x}]}",
        "Targets.SqsParameters: the local cloud does not know this of a rule's target"
    )]
    [InlineData(
        "Type: AWS::Events::Rule, Properties: {ScheduleExpression: rate(1 day), Targets: []}",
        "ScheduleExpression: the local cloud does not know this"
    )]
    [InlineData(
        "Type: AWS::Lambda::EventInvokeConfig, Properties: {Qualifier: '1'}",
        "'1' is not simulated; only $LATEST is"
    )]
    [InlineData(
        "Type: AWS::Lambda::Permission, Properties: {FunctionName: x, Action: 'lambda:InvokeFunction', Principal: events.amazonaws.com}",
        "Function not found: arn:aws:lambda:eu-central-1:111111111111:function:x"
    )]
    [InlineData(
        "Type: AWS::StepFunctions::StateMachine, Properties: {RoleArn: 'arn:aws:iam::111111111111:role/x', DefinitionString: x}",
        "is authorized to assume the provided role arn:aws:iam::111111111111:role/x"
    )]
    [InlineData(
        "Type: AWS::StepFunctions::StateMachine, Properties: {StateMachineType: EXPRESS}",
        "'EXPRESS' is not simulated; only STANDARD is"
    )]
    [InlineData(
        "Type: AWS::IAM::ServiceLinkedRole, Properties: {AWSServiceName: es.amazonaws.com}",
        "the local cloud knows no role of es.amazonaws.com; it knows those of backup.amazonaws.com, rds.amazonaws.com"
    )]
    [InlineData(
        "Type: AWS::IAM::ServiceLinkedRole, Properties: {AWSServiceName: rds.amazonaws.com}}, Y: {Type: AWS::IAM::ServiceLinkedRole, Properties: {AWSServiceName: rds.amazonaws.com}",
        "Service role name AWSServiceRoleForRDS has been taken in this account"
    )]
    [InlineData(
        "Type: AWS::Backup::BackupVault, Properties: {BackupVaultName: relay, LockConfiguration: {MaxRetentionDays: 7}}",
        "LockConfiguration: MinRetentionDays is missing"
    )]
    [InlineData(
        "Type: AWS::Backup::BackupVault, Properties: {BackupVaultName: relay, Notifications: {}}",
        "Notifications: the local cloud does not know this of AWS::Backup::BackupVault"
    )]
    public void A_resource_that_would_not_come_up_is_refused(string resource, string problem) =>
        Refusal($"Resources: {{X: {{{resource}}}}}").ShouldMatch("Resources.[XY].*" + Regex.Escape(problem));

    [Theory]
    [InlineData("Runtime: dotnet8", "Runtime: 'dotnet8' is not simulated; only dotnet10 is")]
    [InlineData(
        "Role: 'arn:aws:iam::111111111111:role/nobody'",
        "cannot be assumed by Lambda: arn:aws:iam::111111111111:role/nobody"
    )]
    [InlineData("Code: elsewhere/", "CodeUri: there is no folder elsewhere/ beside the template")]
    [InlineData("Timeout: 901", "Timeout: '901' must be a whole number from 1 to 900")]
    [InlineData(
        "Environment: {Variables: {AWS_REGION: x}}",
        "Environment.Variables.AWS_REGION: Lambda reserves this name"
    )]
    [InlineData(
        "Environment: {Variables: {LIST: [x]}}",
        "Environment.Variables.LIST: expected a string, found a list of 1"
    )]
    [InlineData(
        "DeadLetterConfig: {TargetArn: 'arn:aws:sqs:x'}",
        "does not have permissions to call SendMessage on SQS (arn:aws:sqs:x)"
    )]
    [InlineData("VpcConfig: {}", "VpcConfig: the local cloud does not know this of AWS::Lambda::Function")]
    public void A_function_that_Lambda_would_not_make_is_refused(string property, string problem)
    {
        var name = property.Split(':')[0];
        var others = (
            (string[])["Runtime: dotnet10", "Role: !GetAtt Role.Arn", "Code: code", "Handler: A::B::C"]
        ).Where(other => !other.StartsWith(name + ":", StringComparison.Ordinal));

        Refusal(
                $"Resources:\n{Role}\n  X: {{Type: AWS::Lambda::Function, Properties: {{{string.Join(", ", [.. others, property])}}}}}"
            )
            .ShouldContain(problem);
    }

    [Fact]
    public void A_placeholder_without_a_value_is_refused()
    {
        var given = MachineWith("DefinitionS3Location: machine.json, DefinitionSubstitutions: {WorkArn: x}");
        var missing = MachineWith("DefinitionS3Location: machine.json, DefinitionSubstitutions: {Other: x}");

        new RecordingPorts().Deploy(given).Resources.Keys.ShouldContain("X");
        Refusal(missing).ShouldContain("the definition asks for ${WorkArn}, which is not given");
    }

    [Theory]
    [InlineData(
        "DefinitionS3Location: nowhere.json",
        "DefinitionUri: there is no file nowhere.json beside the template"
    )]
    [InlineData("DefinitionString: '{'", "Definition: is no JSON")]
    public void A_definition_that_cannot_be_read_is_refused(string definition, string problem) =>
        Refusal(MachineWith(definition)).ShouldContain(problem);

    [Theory]
    [InlineData("Permission", "no AWS::Lambda::Permission lets events.amazonaws.com invoke arn:aws:lambda:")]
    [InlineData(
        "QueuePolicy",
        "no AWS::SQS::QueuePolicy lets events.amazonaws.com send messages to the dead-letter queue"
    )]
    [InlineData("RoleArn", "is a bus and needs a RoleArn")]
    [InlineData("nothing", null)]
    public void What_would_lose_events_silently_is_refused(string missing, string? problem)
    {
        var wanted = Wired
            .Split('\n')
            .Where(line => !line.Contains($"# {missing}", StringComparison.Ordinal));
        var deploy = () => new RecordingPorts().Deploy($"Resources:\n{Role}\n{string.Join('\n', wanted)}");

        if (problem is null)
        {
            deploy();
        }
        else
        {
            Should.Throw<TemplateException>(deploy).Message.ShouldContain(problem);
        }
    }

    [Fact]
    public void A_role_name_is_taken_once_in_an_account_whatever_its_path() =>
        Refusal(
                """
                Resources:
                  A: {Type: AWS::IAM::Role, Properties: {RoleName: r, Path: /a/, AssumeRolePolicyDocument: {}}}
                  B: {Type: AWS::IAM::Role, Properties: {RoleName: r, Path: /b/, AssumeRolePolicyDocument: {}}}
                """
            )
            .ShouldContain(
                "Resources.B.Properties.RoleName: Role with name r already exists in account 111111111111"
            );

    [Fact]
    public void Policies_longer_than_IAM_allows_are_refused() =>
        Refusal(
                $$$"""
                Resources:
                  A:
                    Type: AWS::IAM::Role
                    Properties:
                      AssumeRolePolicyDocument: {}
                      Policies: [{PolicyName: p, PolicyDocument: {Statement: [{Resource: {{{new string(
                    'x',
                    11_000
                )}}}}]}}]
                """
            )
            .ShouldContain("characters of inline policies; IAM allows 10240");

    [Theory]
    [InlineData(
        "Hooks: {}\nResources: {X: {Type: T}}",
        "Template.Hooks: the local cloud does not know this of a template"
    )]
    [InlineData(
        "Transform: AWS::LanguageExtensions\nResources: {X: {Type: T}}",
        "Transform: the local cloud knows AWS::Serverless-2016-10-31 only"
    )]
    [InlineData("Description: empty", "Resources: a template has at least one resource")]
    [InlineData("Resources: {X: {Properties: {}}}", "Resources.X.Type: expected a string, found nothing")]
    [InlineData(
        "Resources: {X: {Type: T, CreationPolicy: {}}}",
        "Resources.X.CreationPolicy: the local cloud does not know this of a resource"
    )]
    [InlineData(
        "Resources: {X: {Type: AWS::Serverless::Function}}",
        "the local cloud does not deploy AWS::Serverless::Function"
    )]
    [InlineData(
        "Transform: AWS::Serverless-2016-10-31\nGlobals: {Api: {}}\nResources: {X: {Type: T}}",
        "Globals.Api: the local cloud does not know this"
    )]
    public void A_template_that_is_none_is_refused(string yaml, string problem) =>
        Refusal(yaml).ShouldContain(problem);

    private const string Wired = """
          Work: {Type: AWS::Lambda::Function, Properties: {Runtime: dotnet10, Role: !GetAtt Role.Arn, Code: code, Handler: A::B::C}}
          DeadLetters: {Type: AWS::SQS::Queue}
          Bus: {Type: AWS::Events::EventBus, Properties: {Name: bus}}
          Rule:
            Type: AWS::Events::Rule
            Properties:
              EventPattern: {source: [aws.rds]}
              Targets:
                - {Id: work, Arn: !GetAtt Work.Arn, DeadLetterConfig: {Arn: !GetAtt DeadLetters.Arn}}
                - Id: bus
                  Arn: !GetAtt Bus.Arn
                  RoleArn: !GetAtt Role.Arn # RoleArn
          MayInvoke: {Type: AWS::Lambda::Permission, Properties: {FunctionName: !GetAtt Work.Arn, Action: 'lambda:InvokeFunction', Principal: events.amazonaws.com, SourceArn: !GetAtt Rule.Arn}} # Permission
          MayWrite: {Type: AWS::SQS::QueuePolicy, Properties: {Queues: [!Ref DeadLetters], PolicyDocument: {Statement: {Effect: Allow, Principal: {Service: events.amazonaws.com}, Action: 'sqs:SendMessage', Resource: !GetAtt DeadLetters.Arn}}}} # QueuePolicy
        """;

    private static string MachineWith(string properties) =>
        $$$"""
            Resources:
              X: {Type: AWS::StepFunctions::StateMachine, Properties: {RoleArn: !GetAtt States.Arn, {{{properties}}}}}
              States:
                Type: AWS::IAM::Role
                Properties:
                  AssumeRolePolicyDocument:
                    Statement: [{Effect: Allow, Principal: {Service: states.amazonaws.com}, Action: sts:AssumeRole}]
            """;

    private static string Refusal(string yaml) =>
        Should.Throw<TemplateException>(() => new RecordingPorts().Deploy(yaml)).Message;
}
