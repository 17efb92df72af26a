using System.Text.Json.Nodes;
using LocalCloud.Deploy;
using LocalCloud.Scheduler;

namespace LocalCloud.Tests.Signals;

public sealed class ScheduleTests
{
    private const string Role = """
          SchedulerRole:
            Type: AWS::IAM::Role
            Properties:
              RoleName: scheduler
              AssumeRolePolicyDocument:
                Statement:
                  - Effect: Allow
                    Principal: {Service: scheduler.amazonaws.com}
                    Action: sts:AssumeRole
                    Condition:
                      StringEquals: {aws:SourceAccount: !Ref AWS::AccountId}
                      ArnLike: {aws:SourceArn: !Sub "arn:aws:scheduler:${AWS::Region}:${AWS::AccountId}:schedule-group/default"}

        """;

    private const string Hourly = """
          Hourly:
            Type: AWS::Scheduler::Schedule
            Properties:
              Name: hourly
              ScheduleExpression: rate(1 hour)
              FlexibleTimeWindow: {Mode: "OFF"}
              Target:
                Arn: !GetAtt Reconcile.Arn
                RoleArn: !GetAtt SchedulerRole.Arn
                Input: '{"now":"<aws.scheduler.scheduled-time>"}'
        """;

    [Fact]
    public async Task A_function_is_invoked_each_hour_by_the_schedules_role_and_told_the_scheduled_time()
    {
        await using var world = new SignalsWorld();
        world.Code("Reconcile", _ => "null");
        world.Deploy(Role + SignalsWorld.FunctionYaml("Reconcile") + Hourly);

        await world.RunFor(TimeSpan.FromHours(2.5));

        world
            .Cloud.Lambda.Invocations.Select(i => i.Payload)
            .ShouldBe([
                """{"now":"2026-11-20T03:00:00Z"}""",
                """{"now":"2026-11-20T04:00:00Z"}""",
                """{"now":"2026-11-20T05:00:00Z"}""",
            ]);
        world
            .Cloud.CallLog.Calls.Take(2)
            .Select(c => $"{c.Caller} {c.Action} {c.Resource}")
            .ShouldBe([
                "scheduler.amazonaws.com sts:AssumeRole arn:aws:iam::111111111111:role/scheduler",
                "arn:aws:iam::111111111111:role/scheduler lambda:InvokeFunction arn:aws:lambda:eu-central-1:111111111111:function:Reconcile",
            ]);
    }

    [Fact]
    public async Task A_schedule_keeps_nobody_waiting_and_can_be_silent()
    {
        await using var world = new SignalsWorld(new CloudOptions { Schedules = false });
        world.Code("Reconcile", _ => "null");
        world.Deploy(Role + SignalsWorld.FunctionYaml("Reconcile") + Hourly);

        await world.Cloud.Virtual!.RunUntilIdleAsync();
        await world.RunFor(TimeSpan.FromHours(5));
        world.Cloud.Lambda.Invocations.ShouldBeEmpty();

        world.Cloud.Schedules.Run(world.Cloud.Scheduler.Schedules.Single());
        await world.Cloud.Virtual.RunUntilIdleAsync();
        world
            .Cloud.Lambda.Invocations.ShouldHaveSingleItem()
            .Payload.ShouldBe("""{"now":"2026-11-20T08:00:00Z"}""");
    }

    [Theory]
    [InlineData(
        "{Arn: 'arn:aws:scheduler:::aws-sdk:eventbridge:putEvents', Input: '{\"Entries\":[{\"Source\":\"snapshot-relay.canary\",\"DetailType\":\"Snapshot Relay Canary\",\"Detail\":\"{}\"}]}'"
    )]
    [InlineData(
        "{Arn: !Sub 'arn:aws:events:${AWS::Region}:${AWS::AccountId}:event-bus/default', Input: '{}', EventBridgeParameters: {Source: snapshot-relay.canary, DetailType: Snapshot Relay Canary}"
    )]
    public async Task An_event_is_put_on_the_default_bus_by_the_schedules_role(string target)
    {
        await using var world = new SignalsWorld();
        world.Deploy(
            Role
                + $$"""
                  Canary:
                    Type: AWS::Scheduler::Schedule
                    Properties:
                      ScheduleExpression: cron(30 * * * ? *)
                      FlexibleTimeWindow: {Mode: "OFF"}
                      Target: {{target}}, RoleArn: !GetAtt SchedulerRole.Arn}
                """
        );

        await world.RunFor(TimeSpan.FromHours(2));

        world
            .Cloud.Buses.Emitted.Select(e =>
                $"{e.Envelope["time"]} {e.Envelope["source"]} {e.Envelope["detail-type"]}"
            )
            .ShouldBe([
                "2026-11-20T03:30:00Z snapshot-relay.canary Snapshot Relay Canary",
                "2026-11-20T04:30:00Z snapshot-relay.canary Snapshot Relay Canary",
            ]);
        var put = world.Cloud.CallLog.Calls.First(c => c.Action == "events:PutEvents");
        (put.Caller, put.Context["events:source"]).ShouldBe(
            ("arn:aws:iam::111111111111:role/scheduler", "snapshot-relay.canary")
        );
        world.Cloud.Scheduler.Runs.ShouldAllBe(r => r.Error == null);
    }

    [Fact]
    public async Task What_the_target_refuses_is_in_the_schedules_dead_letter_queue()
    {
        await using var world = new SignalsWorld();
        world.Deploy(
            Role
                + """
                  Dead: {Type: AWS::SQS::Queue, Properties: {QueueName: dead}}
                  Lost:
                    Type: AWS::Scheduler::Schedule
                    Properties:
                      ScheduleExpression: at(2026-11-20T04:00:00)
                      FlexibleTimeWindow: {Mode: "OFF"}
                      Target:
                        Arn: !Sub "arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:function:nobody"
                        RoleArn: !GetAtt SchedulerRole.Arn
                        Input: '{"a":1}'
                        DeadLetterConfig: {Arn: !GetAtt Dead.Arn}
                """
        );

        await world.RunFor(TimeSpan.FromHours(3));

        var letter = world
            .Cloud.Queues.Read("arn:aws:sqs:eu-central-1:111111111111:dead")
            .ShouldHaveSingleItem();
        letter.Message.Body.ShouldBe("""{"a":1}""");
        letter.Message.Attributes["ERROR_CODE"].ShouldBe("ResourceNotFoundException");
        letter.Message.Attributes["SCHEDULED_TIME"].ShouldBe("2026-11-20T04:00:00Z");
    }

    [Fact]
    public async Task A_role_that_Scheduler_may_not_assume_is_refused_when_the_stack_is_made()
    {
        await using var world = new SignalsWorld();
        var foreign = Role.Replace("!Ref AWS::AccountId", "'222222222222'", StringComparison.Ordinal);

        Should
            .Throw<TemplateException>(() =>
                world.Deploy(foreign + SignalsWorld.FunctionYaml("Reconcile") + Hourly)
            )
            .Problem.ShouldContain("must allow AWS EventBridge Scheduler to assume the role");
    }

    [Theory]
    [InlineData("rate(15 minutes)", "20 03:00:00", "20 03:15:00")]
    [InlineData("rate(1 day)", "20 03:00:00", "21 03:00:00")]
    [InlineData("cron(0 3 * * ? *)", "20 03:00:00", "21 03:00:00")]
    [InlineData("cron(5/20 4 ? * MON-FRI *)", "20 04:05:00", "20 04:25:00")]
    [InlineData("cron(0 12 1 1 ? 2027)", "01 12:00:00", null)]
    [InlineData("cron(0 0 ? * 1 *)", "22 00:00:00", "29 00:00:00")]
    [InlineData("at(2026-11-21T00:00:00)", "21 00:00:00", null)]
    public void Expressions_tell_when_they_are_due(string text, string first, string? second)
    {
        var start = new DateTimeOffset(2026, 11, 20, 3, 0, 0, TimeSpan.Zero);
        var expression = ScheduleExpression.Parse(text, TimeZoneInfo.Utc, start);

        var one = expression.Next(start.AddTicks(-1))!.Value;
        one.ToString("dd HH:mm:ss").ShouldBe(first);
        expression.Next(one)?.ToString("dd HH:mm:ss").ShouldBe(second);
    }

    [Theory]
    [InlineData("rate(0 minutes)")]
    [InlineData("rate(1 week)")]
    [InlineData("cron(0 3 * * * *)")]
    [InlineData("cron(0 3 L * ? *)")]
    [InlineData("every hour")]
    public void Expressions_that_are_none_are_refused(string text) =>
        Should.Throw<FormatException>(() =>
            ScheduleExpression.Parse(text, TimeZoneInfo.Utc, DateTimeOffset.UnixEpoch)
        );
}
