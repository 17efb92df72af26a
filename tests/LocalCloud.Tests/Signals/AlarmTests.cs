using System.Text.Json.Nodes;
using LocalCloud.CloudWatch;

namespace LocalCloud.Tests.Signals;

public sealed class AlarmTests
{
    private const string Topic = """
          Topic: {Type: AWS::SNS::Topic, Properties: {TopicName: notifications}}

        """;

    [Fact]
    public async Task A_message_in_a_dead_letter_queue_alarms_at_the_periods_end_and_the_topic_and_the_bus_are_told()
    {
        await using var world = new SignalsWorld();
        world.Deploy(
            Topic
                + """
                  Dead: {Type: AWS::SQS::Queue, Properties: {QueueName: dead}}
                  Lost:
                    Type: AWS::CloudWatch::Alarm
                    Properties:
                      AlarmName: dead-letters
                      AlarmDescription: An event was lost.
                      Namespace: AWS/SQS
                      MetricName: ApproximateNumberOfMessagesVisible
                      Dimensions: [{Name: QueueName, Value: !GetAtt Dead.QueueName}]
                      Statistic: Maximum
                      Period: 300
                      EvaluationPeriods: 1
                      Threshold: 0
                      ComparisonOperator: GreaterThanThreshold
                      TreatMissingData: notBreaching
                      AlarmActions: [!Ref Topic]
                """
        );
        await world.RunFor(TimeSpan.FromMinutes(7));
        var alarm = world.Cloud.Alarms.Alarms.Single();
        alarm.State.Value.ShouldBe("OK");
        world.Cloud.Sns.Inbox.ShouldBeEmpty();

        world.Cloud.Queues.Send(
            "arn:aws:sqs:eu-central-1:111111111111:dead",
            "{}",
            new Dictionary<string, string>()
        );
        await world.RunFor(TimeSpan.FromMinutes(5));

        alarm.State.Value.ShouldBe("ALARM");
        var message = world.Cloud.Sns.Inbox.ShouldHaveSingleItem();
        (message.At, message.TopicName, message.Subject).ShouldBe(
            (world.Start.AddMinutes(10), "notifications", "ALARM: \"dead-letters\" in EU (Frankfurt)")
        );
        var text = JsonNode.Parse(message.Text)!;
        (text["AlarmDescription"]!.ToString(), text["NewStateReason"]!.ToString()).ShouldBe(
            (
                "An event was lost.",
                "Threshold Crossed: 1 out of the last 1 datapoints [1.0 (20/11/26 03:05:00)] was greater than the threshold (0.0) (minimum 1 datapoint for OK -> ALARM transition)."
            )
        );
        var told = world.Cloud.Buses.Emitted.Last().Envelope;
        (told["detail-type"]!.ToString(), told["detail"]!["state"]!["value"]!.ToString()).ShouldBe(
            ("CloudWatch Alarm State Change", "ALARM")
        );
        world
            .Cloud.CallLog.Calls.Last(c => c.Action == "sns:Publish")
            .ShouldSatisfyAllConditions(
                c => c.Caller.ShouldBe("cloudwatch.amazonaws.com"),
                c => c.Context["aws:SourceArn"].ShouldBe(alarm.Definition.Arn)
            );

        world.Cloud.Queues.Purge("arn:aws:sqs:eu-central-1:111111111111:dead");
        await world.RunFor(TimeSpan.FromMinutes(15));
        alarm.State.Value.ShouldBe("OK");
        world.Cloud.Sns.Inbox.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Errors_and_throttles_of_a_function_alarm_as_one_sum()
    {
        await using var world = new SignalsWorld();
        world.Code("Fails", _ => throw new InvalidOperationException("no"));
        world.Deploy(
            Topic
                + SignalsWorld.FunctionYaml("Fails")
                + """
                  Failing:
                    Type: AWS::CloudWatch::Alarm
                    Properties:
                      AlarmName: failing
                      EvaluationPeriods: 1
                      Threshold: 1
                      ComparisonOperator: GreaterThanOrEqualToThreshold
                      TreatMissingData: notBreaching
                      AlarmActions: [!Ref Topic]
                      Metrics:
                        - {Id: all, Expression: SUM(METRICS()), ReturnData: true}
                        - Id: errors
                          ReturnData: false
                          MetricStat: {Stat: Sum, Period: 300, Metric: {Namespace: AWS/Lambda, MetricName: Errors, Dimensions: [{Name: FunctionName, Value: !Ref Fails}]}}
                        - Id: throttles
                          ReturnData: false
                          MetricStat: {Stat: Sum, Period: 300, Metric: {Namespace: AWS/Lambda, MetricName: Throttles, Dimensions: [{Name: FunctionName, Value: !Ref Fails}]}}
                """
        );
        world.Cloud.Functions.InvokeAsynchronously(
            "arn:aws:lambda:eu-central-1:111111111111:function:Fails",
            "{}"
        );

        await world.RunFor(TimeSpan.FromMinutes(6));
        world.Cloud.Alarms.Alarms.Single().State.Reason.ShouldContain("1 out of the last 1 datapoints [3.0 ");
        world.Cloud.Sns.Inbox.ShouldHaveSingleItem();

        await world.RunFor(TimeSpan.FromHours(1));
        world.Cloud.Alarms.Alarms.Single().State.Value.ShouldBe("OK");
        world.Cloud.Agenda.NextDue.ShouldBeNull("nothing can change any more, so nothing is evaluated");
    }

    [Fact]
    public async Task Missing_data_alarms_where_it_is_breaching()
    {
        await using var world = new SignalsWorld();
        world.Deploy(
            Topic
                + """
                  Silent:
                    Type: AWS::CloudWatch::Alarm
                    Properties:
                      Namespace: SnapshotRelay
                      MetricName: WorstRecoverability
                      Dimensions: [{Name: Relay, Value: nightly}]
                      Statistic: Maximum
                      Period: 900
                      EvaluationPeriods: 2
                      Threshold: 108000
                      ComparisonOperator: GreaterThanOrEqualToThreshold
                      TreatMissingData: breaching
                      AlarmActions: [!Ref Topic]
                      OKActions: [!Ref Topic]
                """
        );
        await world.RunFor(TimeSpan.FromMinutes(16));
        var alarm = world.Cloud.Alarms.Alarms.Single();
        alarm.State.Reason.ShouldBe(
            "Threshold Crossed: no datapoints were received for 2 periods and 2 missing datapoints were treated as [Breaching]."
        );

        for (var quarter = 0; quarter < 2; quarter++)
        {
            world.Cloud.CloudWatch.Put(
                SignalsWorld.Metric("SnapshotRelay", "WorstRecoverability", ("Relay", "nightly")),
                3600,
                world.Cloud.Agenda.Now,
                "Seconds"
            );
            await world.RunFor(TimeSpan.FromMinutes(15));
        }

        world.Cloud.Sns.Inbox.Select(m => m.Subject.Split(':')[0]).ShouldBe(["ALARM", "OK"]);
    }

    [Fact]
    public async Task A_topic_policy_that_leaves_CloudWatch_out_silences_the_alarm_and_its_history_says_so()
    {
        await using var world = new SignalsWorld();
        world.Deploy(
            Topic
                + """
                  Policy:
                    Type: AWS::SNS::TopicPolicy
                    Properties:
                      Topics: [!Ref Topic]
                      PolicyDocument: {Statement: {Effect: Allow, Principal: {Service: events.amazonaws.com}, Action: sns:Publish, Resource: !Ref Topic}}
                  Alarm:
                    Type: AWS::CloudWatch::Alarm
                    Properties:
                      {Namespace: Mine, MetricName: Count, Statistic: Sum, Period: 60, EvaluationPeriods: 1, Threshold: 0, ComparisonOperator: GreaterThanThreshold, TreatMissingData: breaching, AlarmActions: [!Ref Topic]}
                """
        );

        await world.RunFor(TimeSpan.FromMinutes(2));

        world.Cloud.Sns.Inbox.ShouldBeEmpty();
        world.Cloud.Alarms.Alarms.Single().History[^1].Summary.ShouldContain("Failed to execute action");
    }

    [Theory]
    // Two rows for each of the tables in the User Guide: three of three, two of three. Oldest first; - is missing.
    [InlineData(3, "0 - X - X", "OK OK OK OK")]
    [InlineData(3, "- - - - 0", "OK OK OK OK")]
    [InlineData(3, "- - - - -", "INSUFFICIENT_DATA CURRENT ALARM OK")]
    [InlineData(3, "0 X X - X", "ALARM ALARM ALARM ALARM")]
    [InlineData(3, "- - X - -", "ALARM CURRENT ALARM OK")]
    [InlineData(2, "0 - X - X", "ALARM ALARM ALARM ALARM")]
    [InlineData(2, "0 0 X 0 X", "ALARM ALARM ALARM ALARM")]
    [InlineData(2, "0 - X - -", "OK OK ALARM OK")]
    [InlineData(2, "- - - - 0", "OK OK ALARM OK")]
    public void Missing_data_is_treated_as_the_user_guides_tables_say(
        int needed,
        string data,
        string expected
    )
    {
        var points = data.Split(' ')
            .Select(p =>
                p switch
                {
                    "-" => (double?)null,
                    "X" => 1,
                    _ => 0,
                }
            )
            .ToList();
        var states = ((string[])["missing", "ignore", "breaching", "notBreaching"]).Select(treat =>
            AlarmRules.Decide(Definition(needed, treat), points, "CURRENT").State
        );

        string.Join(' ', states).ShouldBe(expected);
    }

    private static AlarmDefinition Definition(int needed, string treat) =>
        AlarmRules.Read(
            "111111111111",
            "eu-central-1",
            new JsonObject
            {
                ["AlarmName"] = "a",
                ["Namespace"] = "N",
                ["MetricName"] = "M",
                ["Statistic"] = "Sum",
                ["Period"] = 60,
                ["EvaluationPeriods"] = 3,
                ["DatapointsToAlarm"] = needed,
                ["Threshold"] = 0.5,
                ["ComparisonOperator"] = "GreaterThanThreshold",
                ["TreatMissingData"] = treat,
            }
        );
}
