using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LocalCloud.CloudWatch;

/// <summary>How CloudWatch words an alarm: the reason of a state, the event, the notification. Pure.</summary>
internal static class AlarmWords
{
    private static readonly JsonSerializerOptions Plain = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    // As far as templates here go; any other Region goes by its code.
    private static readonly Dictionary<string, string> Regions = new(StringComparer.Ordinal)
    {
        ["eu-west-1"] = "EU (Ireland)",
        ["eu-central-1"] = "EU (Frankfurt)",
        ["us-east-1"] = "US East (N. Virginia)",
        ["us-west-2"] = "US West (Oregon)",
    };

    /// <summary>Why an alarm says what it says, with the datapoints behind it.</summary>
    public static AlarmState State(
        AlarmDefinition alarm,
        string value,
        int breaching,
        IReadOnlyList<(DateTimeOffset At, double? Value)> points,
        DateTimeOffset now
    )
    {
        var real = points.Where(p => p.Value is not null).TakeLast(alarm.EvaluationPeriods).ToList();
        var data = new JsonObject
        {
            ["version"] = "1.0",
            ["queryDate"] = Stamp(now),
            ["period"] = (int)alarm.Period.TotalSeconds,
            ["recentDatapoints"] = new JsonArray([.. real.Select(p => JsonValue.Create(p.Value!.Value))]),
            ["threshold"] = alarm.Threshold,
        };
        return new AlarmState(value, Reason(alarm, value, breaching, real), data.ToJsonString(Plain), now);
    }

    private static string Reason(
        AlarmDefinition alarm,
        string value,
        int breaching,
        List<(DateTimeOffset At, double? Value)> real
    )
    {
        var periods = alarm.EvaluationPeriods;
        if (value == AlarmState.InsufficientData)
        {
            return $"Insufficient Data: {Counted(periods, "datapoint was", "datapoints were")} unknown.";
        }

        if (real.Count == 0)
        {
            var treated = alarm.TreatMissingData == "breaching" ? "Breaching" : "NonBreaching";
            return $"Threshold Crossed: no datapoints were received for {Counted(periods, "period", "periods")} and {Counted(periods, "missing datapoint was", "missing datapoints were")} treated as [{treated}].";
        }

        var shown = string.Join(
            ", ",
            Enumerable
                .Reverse(real)
                .Select(p =>
                    $"{Number(p.Value!.Value)} ({p.At.UtcDateTime.ToString("dd/MM/yy HH:mm:ss", CultureInfo.InvariantCulture)})"
                )
        );
        return value == AlarmState.InAlarm
            ? $"Threshold Crossed: {breaching} out of the last {periods} datapoints [{shown}] {(breaching == 1 ? "was" : "were")} {Compared(alarm)} the threshold ({Number(alarm.Threshold)}) (minimum {Counted(alarm.DatapointsToAlarm, "datapoint", "datapoints")} for OK -> ALARM transition)."
            : $"Threshold Crossed: {Counted(real.Count, "datapoint", "datapoints")} [{shown}] {(real.Count == 1 ? "was" : "were")} not {Compared(alarm)} the threshold ({Number(alarm.Threshold)}).";
    }

    /// <summary>The event "CloudWatch Alarm State Change" (User Guide, "Alarm events and EventBridge").</summary>
    public static JsonObject Event(AlarmDefinition alarm, AlarmState previous, AlarmState state, string id) =>
        new()
        {
            ["version"] = "0",
            ["id"] = id,
            ["detail-type"] = "CloudWatch Alarm State Change",
            ["source"] = "aws.cloudwatch",
            ["account"] = alarm.AccountId,
            ["time"] = state.At.UtcDateTime.ToString(
                "yyyy-MM-dd'T'HH:mm:ss'Z'",
                CultureInfo.InvariantCulture
            ),
            ["region"] = alarm.Region,
            ["resources"] = new JsonArray(alarm.Arn),
            ["detail"] = new JsonObject
            {
                ["alarmName"] = alarm.Name,
                ["state"] = Told(state),
                ["previousState"] = Told(previous),
                ["configuration"] = new JsonObject
                {
                    ["description"] = alarm.Description,
                    ["metrics"] = new JsonArray([.. alarm.Queries.Select(q => Query(alarm, q))]),
                },
            },
        };

    /// <summary>The subject of the notification.</summary>
    public static string Subject(AlarmDefinition alarm, AlarmState state)
    {
        var subject = $"{state.Value}: \"{alarm.Name}\" in {Place(alarm.Region)}";
        return subject.Length > 100 ? subject[..100] : subject;
    }

    /// <summary>The notification itself, JSON.</summary>
    public static string Notification(AlarmDefinition alarm, AlarmState previous, AlarmState state) =>
        new JsonObject
        {
            ["AlarmName"] = alarm.Name,
            ["AlarmDescription"] = alarm.Description,
            ["AWSAccountId"] = alarm.AccountId,
            ["NewStateValue"] = state.Value,
            ["NewStateReason"] = state.Reason,
            ["StateChangeTime"] = Stamp(state.At),
            ["Region"] = Place(alarm.Region),
            ["AlarmArn"] = alarm.Arn,
            ["OldStateValue"] = previous.Value,
            ["OKActions"] = Texts(alarm.Actions[AlarmState.Ok]),
            ["AlarmActions"] = Texts(alarm.Actions[AlarmState.InAlarm]),
            ["InsufficientDataActions"] = Texts(alarm.Actions[AlarmState.InsufficientData]),
            ["Trigger"] = Trigger(alarm),
        }.ToJsonString(Plain);

    private static JsonObject Trigger(AlarmDefinition alarm)
    {
        var trigger = new JsonObject
        {
            ["Period"] = (int)alarm.Period.TotalSeconds,
            ["EvaluationPeriods"] = alarm.EvaluationPeriods,
            ["DatapointsToAlarm"] = alarm.DatapointsToAlarm,
            ["ComparisonOperator"] = alarm.Comparison,
            ["Threshold"] = alarm.Threshold,
            ["TreatMissingData"] = alarm.TreatMissingData,
        };
        if (alarm.Simple && alarm.Queries[0].Metric is { } metric)
        {
            trigger["MetricName"] = metric.Name;
            trigger["Namespace"] = metric.Namespace;
            trigger["Statistic"] = alarm.Queries[0].Statistic;
            trigger["Dimensions"] = new JsonArray([
                .. metric.Dimensions.Select(d => new JsonObject { ["name"] = d.Key, ["value"] = d.Value }),
            ]);
        }
        else
        {
            trigger["Metrics"] = alarm.Source["Metrics"]?.DeepClone();
        }

        return trigger;
    }

    private static JsonObject Query(AlarmDefinition alarm, MetricQuery query)
    {
        var told = new JsonObject { ["id"] = query.Id };
        if (query.Metric is { } metric)
        {
            told["metricStat"] = new JsonObject
            {
                ["metric"] = new JsonObject
                {
                    ["namespace"] = metric.Namespace,
                    ["name"] = metric.Name,
                    ["dimensions"] = new JsonObject(
                        metric.Dimensions.Select(d => KeyValuePair.Create<string, JsonNode?>(d.Key, d.Value))
                    ),
                },
                ["period"] = (int)query.Period!.Value.TotalSeconds,
                ["stat"] = query.Statistic,
            };
        }
        else
        {
            told["expression"] = Members
                .Objects(alarm.Source, "Metrics")
                .First(m => Members.Text(m, "Id") == query.Id)["Expression"]
                ?.DeepClone();
        }

        told["returnData"] = query.ReturnData;
        return told;
    }

    private static JsonObject Told(AlarmState state) =>
        new()
        {
            ["value"] = state.Value,
            ["reason"] = state.Reason,
            ["reasonData"] = state.ReasonData,
            ["timestamp"] = Stamp(state.At),
        };

    private static string Compared(AlarmDefinition alarm) =>
        alarm.Comparison switch
        {
            "GreaterThanOrEqualToThreshold" => "greater than or equal to",
            "GreaterThanThreshold" => "greater than",
            "LessThanThreshold" => "less than",
            _ => "less than or equal to",
        };

    private static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(t => JsonValue.Create(t))];

    private static string Place(string region) => Regions.GetValueOrDefault(region, region);

    private static string Counted(int count, string one, string many) =>
        $"{count} {(count == 1 ? one : many)}";

    private static string Number(double value) =>
        value % 1 == 0
            ? value.ToString("0.0", CultureInfo.InvariantCulture)
            : value.ToString(CultureInfo.InvariantCulture);

    private static string Stamp(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'+0000'", CultureInfo.InvariantCulture);
}
