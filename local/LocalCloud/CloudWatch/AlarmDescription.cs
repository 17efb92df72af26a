using System.Text.Json.Nodes;
using LocalCloud.Kernel;

namespace LocalCloud.CloudWatch;

/// <summary>An alarm as DescribeAlarms tells it.</summary>
internal static class AlarmDescription
{
    public static JsonObject Of(Alarm alarm)
    {
        var definition = alarm.Definition;
        var told = new JsonObject
        {
            ["AlarmName"] = definition.Name,
            ["AlarmArn"] = definition.Arn,
            ["AlarmConfigurationUpdatedTimestamp"] = JsonValue.Create(alarm.UpdatedAt),
            ["ActionsEnabled"] = definition.ActionsEnabled,
            ["OKActions"] = Texts(definition.Actions[AlarmState.Ok]),
            ["AlarmActions"] = Texts(definition.Actions[AlarmState.InAlarm]),
            ["InsufficientDataActions"] = Texts(definition.Actions[AlarmState.InsufficientData]),
            ["StateValue"] = alarm.State.Value,
            ["StateReason"] = alarm.State.Reason,
            ["StateReasonData"] = alarm.State.ReasonData,
            ["StateUpdatedTimestamp"] = JsonValue.Create(alarm.State.At),
            ["StateTransitionedTimestamp"] = JsonValue.Create(alarm.State.At),
            ["EvaluationPeriods"] = definition.EvaluationPeriods,
            ["Threshold"] = definition.Threshold,
            ["ComparisonOperator"] = definition.Comparison,
        };
        if (definition.Source["DatapointsToAlarm"] is not null)
        {
            told["DatapointsToAlarm"] = definition.DatapointsToAlarm;
        }

        if (definition.Source["TreatMissingData"] is not null)
        {
            told["TreatMissingData"] = definition.TreatMissingData;
        }

        if (definition.Description is { } description)
        {
            told["AlarmDescription"] = description;
        }

        if (definition.Simple)
        {
            AddMetric(told, definition);
        }
        else
        {
            told["Metrics"] = new JsonArray([
                .. Members.Objects(definition.Source, "Metrics").Zip(definition.Queries, Query),
            ]);
        }

        return told;
    }

    public static JsonArray Dimensions(MetricId metric) =>
        [.. metric.Dimensions.Select(d => new JsonObject { ["Name"] = d.Key, ["Value"] = d.Value })];

    private static void AddMetric(JsonObject told, AlarmDefinition definition)
    {
        var query = definition.Queries[0];
        told["MetricName"] = query.Metric!.Name;
        told["Namespace"] = query.Metric.Namespace;
        told[query.Statistic.StartsWith('p') ? "ExtendedStatistic" : "Statistic"] = query.Statistic;
        told["Dimensions"] = Dimensions(query.Metric);
        told["Period"] = (int)definition.Period.TotalSeconds;
    }

    private static JsonObject Query(JsonObject given, MetricQuery query)
    {
        var told = new JsonObject { ["Id"] = query.Id, ["ReturnData"] = query.ReturnData };
        if (query.Label is { } label)
        {
            told["Label"] = label;
        }

        if (query.Metric is { } metric)
        {
            told["MetricStat"] = new JsonObject
            {
                ["Metric"] = new JsonObject
                {
                    ["Namespace"] = metric.Namespace,
                    ["MetricName"] = metric.Name,
                    ["Dimensions"] = Dimensions(metric),
                },
                ["Period"] = (int)query.Period!.Value.TotalSeconds,
                ["Stat"] = query.Statistic,
            };
        }
        else
        {
            told["Expression"] = Members.Text(given, "Expression");
        }

        return told;
    }

    private static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(t => JsonValue.Create(t))];
}
