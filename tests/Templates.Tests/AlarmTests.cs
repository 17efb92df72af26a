using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Templates.Tests;

public sealed class AlarmTests
{
    private const int LongestDescription = 1024;

    // AWS's own metrics, by what their dimension must name.
    private static readonly Dictionary<string, (string Dimension, string Names)> OfAws = new(
        StringComparer.Ordinal
    )
    {
        ["AWS/SQS ApproximateNumberOfMessagesVisible"] = ("QueueName", "GetAtt:{0}.QueueName"),
        ["AWS/Lambda Errors"] = ("FunctionName", "Ref:{0}"),
        ["AWS/Lambda Throttles"] = ("FunctionName", "Ref:{0}"),
        ["AWS/Lambda Invocations"] = ("FunctionName", "Ref:{0}"),
    };

    private static readonly (Template Template, Resource Alarm)[] Alarms =
    [
        .. Template.All.SelectMany(t => t.ResourcesOrNone("AWS::CloudWatch::Alarm").Select(a => (t, a))),
    ];

    [Fact]
    public void Every_alarm_has_the_topic_as_action_and_that_of_a_source_Region_is_forwarded()
    {
        Alarms.Length.ShouldBeGreaterThan(2);
        foreach (var (template, alarm) in Alarms)
        {
            var actions = Actions(alarm, "AlarmActions")
                .Union(Actions(alarm, "InsufficientDataActions"), StringComparer.Ordinal);
            if (template != Template.SourceRegion)
            {
                actions.ShouldBe(["Ref:Notifications"], alarm.Id);
                continue;
            }

            actions.ShouldBeEmpty();
            var name = alarm.Property("AlarmName").Short();
            foreach (
                var rule in new[]
                {
                    Template.SourceRegion.Resource("ForwardAlarms"),
                    Template.Relay.Resource("SourceRegionAlarms"),
                }
            )
            {
                rule.Property("EventPattern/detail/alarmName")
                    .Items()
                    .Select(n => n.Short())
                    .ShouldContain(name);
            }
        }
    }

    [Fact]
    public void Every_alarm_is_named_after_the_relay_and_says_what_to_do_and_where_to_look()
    {
        foreach (var (_, alarm) in Alarms)
        {
            alarm.Property("AlarmName").Short().ShouldStartWith("${RelayName}-");
            var description = alarm.Property("AlarmDescription").Short();
            description.ShouldContain("What to do: ", Case.Sensitive, alarm.Id);
            description.ShouldMatch("docs/[a-z]+\\.md|log group", alarm.Id);
            description.ShouldContain("${AWS::Region}", Case.Sensitive, alarm.Id);
            description.ShouldNotContain("\"");
            description.Length.ShouldBeLessThan(LongestDescription);
        }
    }

    [Fact]
    public void Every_alarm_says_what_missing_data_means_and_tells_it_where_it_means_that_nothing_is_known()
    {
        foreach (var (_, alarm) in Alarms)
        {
            var missing = alarm.Body["Properties"]!["TreatMissingData"].ShouldNotBeNull(alarm.Id);
            string[] means =
                missing is JsonObject either && either["Fn::If"] is { } choice
                    ? [$"{choice[1]}", $"{choice[2]}"]
                    : [$"{missing}"];
            means.ShouldBeSubsetOf(["missing", "breaching", "notBreaching", "ignore"], alarm.Id);
            Actions(alarm, "InsufficientDataActions").Any().ShouldBe(means.Contains("missing"), alarm.Id);
            if (means.Contains("missing"))
            {
                alarm.Property("AlarmDescription").Short().ShouldContain("nsufficient data");
            }
        }
    }

    [Fact]
    public void What_runs_once_a_day_has_an_alarm_for_when_it_does_not_that_looks_back_further_than_a_day()
    {
        var daily = Template
            .All.SelectMany(t =>
                t.ResourcesOrNone("AWS::Scheduler::Schedule")
                    .Where(s => s.Property("ScheduleExpression").ToString().Contains("* * ? *"))
                    .Where(s =>
                        s.Property("Target/Arn").Short().StartsWith("GetAtt:", StringComparison.Ordinal)
                    )
                    .Select(s => (t, s.Property("Target/Arn").Short()["GetAtt:".Length..^".Arn".Length]))
            )
            .ToList();
        daily.Count.ShouldBe(3);
        foreach (var (template, function) in daily)
        {
            var alarm = template.Resource(function + "NotRunAlarm");
            alarm.Property("MetricName").ToString().ShouldBe("Invocations");
            alarm.Property("Dimensions/0/Value").Short().ShouldBe("Ref:" + function);
            var range =
                int.Parse(alarm.Property("Period").ToString(), null)
                * int.Parse(alarm.Property("EvaluationPeriods").ToString(), null);
            // CloudWatch API Reference, PutMetricAlarm: seven days at most.
            range.ShouldBeInRange(26 * 3600, 7 * 24 * 3600);
        }
    }

    [Fact]
    public void Every_alarms_metric_is_one_that_AWS_or_a_function_of_ours_sends()
    {
        foreach (var (template, alarm) in Alarms)
        {
            foreach (var metric in Metrics(alarm))
            {
                var (space, name) = (metric["Namespace"]!.ToString(), metric["MetricName"]!.ToString());
                var dimension = metric["Dimensions"].Items().ShouldHaveSingleItem();
                var value = dimension["Value"]!.Short();
                if (space == "SnapshotRelay")
                {
                    (dimension["Name"]!.ToString(), value).ShouldBe(("Relay", "Ref:RelayName"));
                    Sent.ShouldContain(name, alarm.Id);
                    continue;
                }

                var (expected, names) = OfAws[$"{space} {name}"];
                dimension["Name"]!.ToString().ShouldBe(expected);
                template
                    .Section("Resources")
                    .Select(r => string.Format(null, names, r.Key))
                    .ShouldContain(value, alarm.Id);
            }
        }
    }

    [Fact]
    public void Every_queue_and_every_function_that_no_execution_calls_has_an_alarm()
    {
        foreach (var template in Template.All)
        {
            var watched = template
                .ResourcesOrNone("AWS::CloudWatch::Alarm")
                .SelectMany(a =>
                    Metrics(a).Select(m => $"{m["MetricName"]} {m["Dimensions"]![0]!["Value"]!.Short()}")
                )
                .ToList();
            template
                .ResourcesOrNone("AWS::SQS::Queue")
                .Select(q => $"ApproximateNumberOfMessagesVisible GetAtt:{q.Id}.QueueName")
                .Concat(
                    template
                        .ResourcesOrNone("AWS::Serverless::Function")
                        .Where(f => !FunctionTests.Workflow.Contains(f.Id))
                        .SelectMany(f => new[] { $"Errors Ref:{f.Id}", $"Throttles Ref:{f.Id}" })
                )
                .Except(watched)
                .ShouldBeEmpty(template.Path);
        }
    }

    [Theory]
    [InlineData("template.yaml")]
    [InlineData("templates/dr-account.yaml")]
    public void A_dashboard_shows_only_metrics_that_are_sent_and_recoverability_for_each_database(string path)
    {
        var template = Template.All.Single(t => t.Path == path);
        var body = template
            .Resources("AWS::CloudWatch::Dashboard")
            .ShouldHaveSingleItem()
            .Property("DashboardBody")
            .Short();
        var metrics = JsonNode.Parse(body)!["widgets"]!
            .AsArray()
            .SelectMany(w => w!["properties"]!["metrics"]!.AsArray())
            .ToList();
        metrics.Count.ShouldBeGreaterThan(5);
        metrics[0]![0]!["expression"]!
            .ToString()
            .ShouldStartWith("SEARCH('{SnapshotRelay,Relay,Database} Relay=\"${RelayName}\"");
        foreach (var metric in metrics.Skip(1))
        {
            var (space, name) = (metric![0]!.ToString(), metric[1]!.ToString());
            (
                space == "SnapshotRelay" ? Sent.Contains(name)
                : space == "AWS/States" ? name.StartsWith("Executions", StringComparison.Ordinal)
                : OfAws.ContainsKey($"{space} {name}")
            ).ShouldBeTrue($"{space} {name}");
        }
    }

    private static IEnumerable<string> Actions(Resource alarm, string when) =>
        alarm.Body["Properties"]![when].Items().Select(a => a.Short());

    private static IEnumerable<JsonNode> Metrics(Resource alarm) =>
        alarm.Body["Properties"]!["Metrics"] is { } several
            ? several.Items().Select(m => m["MetricStat"]?["Metric"]).OfType<JsonNode>()
            : [alarm.Body["Properties"]!];

    // The names of all embedded metrics: the only texts of the functions that stand before a comma and a value in a list of pairs.
    private static readonly HashSet<string> Sent =
    [
        .. Directory
            .EnumerateFiles(Repository.File("functions"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file =>
                Regex
                    .Matches(File.ReadAllText(file), "\\(\"([A-Z][A-Za-z]+)\", [a-zA-Z(]")
                    .Select(m => m.Groups[1].Value)
            ),
    ];
}
