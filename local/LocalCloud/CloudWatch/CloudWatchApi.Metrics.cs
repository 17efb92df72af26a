using System.Text.Json.Nodes;
using LocalCloud.Kernel;

namespace LocalCloud.CloudWatch;

public sealed partial class CloudWatchApi
{
    private JsonObject? PutMetricData(AwsCall call, JsonObject input)
    {
        var space = Members.Required(input, "Namespace");
        _log.Add(call, "cloudwatch:PutMetricData", "*", context: ("cloudwatch:namespace", space));
        foreach (var datum in Members.Objects(input, "MetricData"))
        {
            var at = Members.Time(datum, "Timestamp") ?? call.Now;
            CloudWatchRules.CheckDatum(space, at, call.Now);
            Put(call, space, datum, at);
        }

        return null;
    }

    private void Put(AwsCall call, string space, JsonObject datum, DateTimeOffset at)
    {
        var metric = new MetricId(
            call.Caller.AccountId,
            call.Region,
            space,
            Members.Required(datum, "MetricName"),
            Members.Dimensions(datum)
        );
        var unit = Members.Text(datum, "Unit") ?? "None";
        var values = Members.Numbers(datum, "Values");
        if (Members.Number(datum, "Value") is { } value)
        {
            _state.Put(metric, value, at, unit);
        }
        else if (datum["StatisticValues"] is JsonObject set)
        {
            double Of(string name) => Members.Number(set, name) ?? throw Missing($"StatisticValues.{name}");
            _state.Put(
                metric,
                new Summary(Of("Sum"), Of("SampleCount"), Of("Minimum"), Of("Maximum")),
                at,
                unit
            );
        }
        else if (values.Count > 0)
        {
            var counts = Members.Numbers(datum, "Counts");
            foreach (var (number, index) in values.Select((v, i) => (v, i)))
            {
                _state.Put(
                    metric,
                    number,
                    at,
                    unit,
                    counts.ElementAtOrDefault(index) is var n and > 0 ? n : 1
                );
            }
        }
        else
        {
            throw new AwsError(
                "InvalidParameterCombination",
                "At least one of the parameters must be specified: Value, Values, StatisticValues."
            );
        }
    }

    private JsonObject ListMetrics(AwsCall call, JsonObject input)
    {
        _log.Add(call, "cloudwatch:ListMetrics", "*");
        var space = Members.Text(input, "Namespace");
        var name = Members.Text(input, "MetricName");
        var dimensions = Members
            .Objects(input, "Dimensions")
            .Select(d => (Name: Members.Required(d, "Name"), Value: Members.Text(d, "Value")))
            .ToList();
        var found = _state
            .Metrics.Select(s => s.Id)
            .Where(m => (m.AccountId, m.Region) == (call.Caller.AccountId, call.Region))
            .Where(m => (space is null || m.Namespace == space) && (name is null || m.Name == name))
            .Where(m =>
                dimensions.TrueForAll(d =>
                    m.Dimensions.Any(own => own.Key == d.Name && (d.Value is null || own.Value == d.Value))
                )
            )
            .Select(m => new JsonObject
            {
                ["Namespace"] = m.Namespace,
                ["MetricName"] = m.Name,
                ["Dimensions"] = AlarmDescription.Dimensions(m),
            });
        return Page(input, "Metrics", "", found);
    }

    private JsonObject GetMetricData(AwsCall call, JsonObject input)
    {
        _log.Add(call, "cloudwatch:GetMetricData", "*");
        var queries = CloudWatchRules.Queries(
            call.Caller.AccountId,
            call.Region,
            Members.Objects(input, "MetricDataQueries")
        );
        var period = queries
            .Select(q => q.Period)
            .OfType<TimeSpan>()
            .DefaultIfEmpty(TimeSpan.FromMinutes(5))
            .Min();
        var (from, to) = Span(input, period);
        var newestFirst = Members.Text(input, "ScanBy") is null or "TimestampDescending";
        var math = new MathEvaluator(
            _state,
            queries,
            (call.Caller.AccountId, call.Region),
            from,
            to,
            period,
            call.Now
        );
        var results = queries
            .Where(q => q.ReturnData)
            .SelectMany(q => Series(math.Value(q), q).Select(s => Result(q, s, newestFirst)));
        return new JsonObject
        {
            ["MetricDataResults"] = new JsonArray([.. results]),
            ["Messages"] = new JsonArray(),
        };
    }

    private static IReadOnlyList<MathValue.Series> Series(MathValue value, MetricQuery query) =>
        value switch
        {
            MathValue.Series one => [one],
            MathValue.Many many => many.All,
            _ => throw CloudWatchRules.Invalid(
                $"The expression of '{query.Id}' gives a number, not a time series."
            ),
        };

    private static JsonObject Result(MetricQuery query, MathValue.Series series, bool newestFirst)
    {
        var points = newestFirst ? series.Points.Reverse() : series.Points;
        return new JsonObject
        {
            ["Id"] = query.Id,
            ["Label"] = series.Label.Length > 0 ? series.Label : query.Id,
            ["Timestamps"] = new JsonArray([.. points.Select(p => JsonValue.Create(p.Key))]),
            ["Values"] = new JsonArray([.. points.Select(p => JsonValue.Create(p.Value))]),
            ["StatusCode"] = "Complete",
        };
    }

    private JsonObject GetMetricStatistics(AwsCall call, JsonObject input)
    {
        _log.Add(call, "cloudwatch:GetMetricStatistics", "*");
        var name = Members.Required(input, "MetricName");
        var metric = new MetricId(
            call.Caller.AccountId,
            call.Region,
            Members.Required(input, "Namespace"),
            name,
            Members.Dimensions(input)
        );
        List<string> statistics =
        [
            .. Members.Texts(input, "Statistics").Concat(Members.Texts(input, "ExtendedStatistics")),
        ];
        if (statistics.Count == 0)
        {
            throw new AwsError(
                "InvalidParameterCombination",
                "At least one of the parameters Statistics and ExtendedStatistics must be specified."
            );
        }

        var period = CloudWatchRules.Period(Members.Number(input, "Period"));
        var (from, to) = Span(input, period);
        var points = new JsonArray();
        for (var at = from; _state.Series(metric) is { } series && at < to; at += period)
        {
            if (Datapoint(series, statistics, at, at + period, call.Now) is { } point)
            {
                points.Add(point);
            }
        }

        return new JsonObject { ["Label"] = name, ["Datapoints"] = points };
    }

    private static JsonObject? Datapoint(
        MetricSeries series,
        List<string> statistics,
        DateTimeOffset from,
        DateTimeOffset to,
        DateTimeOffset now
    )
    {
        var point = new JsonObject { ["Timestamp"] = JsonValue.Create(from), ["Unit"] = series.Unit };
        var extended = new JsonObject();
        foreach (var statistic in statistics.Select(CloudWatchRules.CheckStatistic))
        {
            if (CloudWatchRules.Statistic(statistic, series, from, to, now) is not { } value)
            {
                return null;
            }

            (statistic.StartsWith('p') ? extended : point)[statistic] = value;
        }

        if (extended.Count > 0)
        {
            point["ExtendedStatistics"] = extended;
        }

        return point;
    }

    // Rounded to whole periods, as CloudWatch does.
    private static (DateTimeOffset From, DateTimeOffset To) Span(JsonObject input, TimeSpan period)
    {
        var from = Members.Time(input, "StartTime") ?? throw Missing("StartTime");
        var to = Members.Time(input, "EndTime") ?? throw Missing("EndTime");
        return from < to
            ? (Floor(from, period), Floor(to.AddTicks(period.Ticks - 1), period))
            : throw new AwsError(
                "InvalidParameterValue",
                "The parameter StartTime must be less than the parameter EndTime."
            );
    }

    private static DateTimeOffset Floor(DateTimeOffset time, TimeSpan period) =>
        new(time.UtcTicks - (time.UtcTicks % period.Ticks), TimeSpan.Zero);

    private static AwsError Missing(string name) =>
        new("MissingParameter", $"The parameter {name} is required.");
}
