using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LocalCloud.Kernel;

namespace LocalCloud.CloudWatch;

/// <summary>What CloudWatch refuses, and how it reads metrics and statistics. Pure.</summary>
public static partial class CloudWatchRules
{
    private static readonly TimeSpan Oldest = TimeSpan.FromDays(14);
    private static readonly TimeSpan Newest = TimeSpan.FromHours(2);

    /// <summary>A request that breaks a rule.</summary>
    public static AwsError Invalid(string problem) => new("ValidationError", problem);

    /// <summary>A value that a member may not have.</summary>
    public static AwsError InvalidValue(string problem) => new("InvalidParameterValue", problem);

    /// <summary>PutMetricData: namespaces that begin with AWS/ are AWS's; a timestamp is at most two weeks old and two hours ahead.</summary>
    public static void CheckDatum(string space, DateTimeOffset at, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(space);
        if (space.StartsWith("AWS/", StringComparison.Ordinal))
        {
            throw InvalidValue("The value AWS/ for parameter Namespace is invalid.");
        }

        if (at < now - Oldest || at > now + Newest)
        {
            throw InvalidValue(
                $"The parameter MetricData.Timestamp must specify a time within the past two weeks and the next two hours, not {at:O}."
            );
        }
    }

    /// <summary>A period: 10, 20, 30 seconds are of high-resolution metrics, which are not simulated; else a multiple of 60.</summary>
    public static TimeSpan Period(double? seconds) =>
        seconds is { } given && given >= 60 && given % 60 == 0 && given <= 604_800
            ? TimeSpan.FromSeconds(given)
            : throw Invalid(
                $"Period {seconds?.ToString(CultureInfo.InvariantCulture) ?? "null"} must be a multiple of 60 seconds, at most 604800."
            );

    /// <summary>The queries of an alarm or of GetMetricData.</summary>
    public static IReadOnlyList<MetricQuery> Queries(
        string accountId,
        string region,
        IEnumerable<JsonObject> given
    ) => [.. given.Select(q => Query(accountId, region, q))];

    /// <summary>A statistic of several values, or null when it is none of the simulated ones.</summary>
    public static double? Statistic(
        string statistic,
        MetricSeries series,
        DateTimeOffset from,
        DateTimeOffset to,
        DateTimeOffset now
    )
    {
        ArgumentNullException.ThrowIfNull(series);
        if (Percent(statistic) is { } percent)
        {
            return series.Percentile(percent, from, to, now);
        }

        return series.Summarise(from, to, now) is not { } all
            ? null
            : statistic switch
            {
                "Sum" => all.Sum,
                "SampleCount" => all.SampleCount,
                "Average" => all.Sum / all.SampleCount,
                "Minimum" => all.Minimum,
                "Maximum" => all.Maximum,
                _ => throw NoStatistic(statistic),
            };
    }

    /// <summary>Refuses a statistic that is none, or is not simulated.</summary>
    public static string CheckStatistic(string statistic) =>
        statistic is "Sum" or "SampleCount" or "Average" or "Minimum" or "Maximum"
        || Percent(statistic) is not null
            ? statistic
            : throw NoStatistic(statistic);

    /// <summary>PutDashboard: a name of letters, digits, - and _, a body that is JSON.</summary>
    public static string CheckDashboard(string name, string body)
    {
        if (!Names().IsMatch(name))
        {
            throw new AwsError("InvalidParameterInput", $"The dashboard name {name} is invalid.");
        }

        return IsJson(body)
            ? body
            : throw new AwsError(
                "InvalidParameterInput",
                "The field DashboardBody must be a valid JSON object."
            );
    }

    /// <summary>True of a JSON object.</summary>
    public static bool IsJson(string text)
    {
        try
        {
            return JsonNode.Parse(text) is JsonObject;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static MetricQuery Query(string accountId, string region, JsonObject given)
    {
        var id = Members.Required(given, "Id");
        if (!Ids().IsMatch(id))
        {
            throw Invalid($"Id '{id}' must begin with a lower-case letter and hold letters, digits and _.");
        }

        var expression = Members.Text(given, "Expression");
        var stat = given["MetricStat"] as JsonObject;
        if (expression is null == stat is null)
        {
            throw Invalid($"'{id}' must have either Expression or MetricStat.");
        }

        var returns = Members.Flag(given, "ReturnData", otherwise: true);
        var label = Members.Text(given, "Label");
        if (stat is null)
        {
            var every = Members.Number(given, "Period") is { } seconds ? Period(seconds) : (TimeSpan?)null;
            return new MetricQuery(id, null, "", every, MathParser.Parse(expression!), label, returns);
        }

        var metric = stat["Metric"] as JsonObject ?? throw Invalid($"'{id}' has no MetricStat.Metric.");
        var own = Members.Text(given, "AccountId") is not { } account || account == accountId;
        return own
            ? new MetricQuery(
                id,
                new MetricId(
                    accountId,
                    region,
                    Members.Required(metric, "Namespace"),
                    Members.Required(metric, "MetricName"),
                    Members.Dimensions(metric)
                ),
                CheckStatistic(Members.Required(stat, "Stat")),
                Period(Members.Number(stat, "Period")),
                Expression: null,
                label,
                returns
            )
            : throw AwsError.NotSimulated("cloudwatch", "metrics of another account");
    }

    private static AwsError NoStatistic(string statistic) =>
        Invalid(
            $"The statistic '{statistic}' is not simulated; Sum, Average, Minimum, Maximum, SampleCount and pNN are."
        );

    private static double? Percent(string statistic) =>
        statistic.StartsWith('p')
        && double.TryParse(statistic.AsSpan(1), CultureInfo.InvariantCulture, out var percent)
        && percent is >= 0 and <= 100
            ? percent
            : null;

    [GeneratedRegex("^[A-Za-z0-9_-]{1,255}$")]
    private static partial Regex Names();

    [GeneratedRegex("^[a-z][A-Za-z0-9_]{0,254}$")]
    private static partial Regex Ids();
}
