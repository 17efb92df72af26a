using System.Globalization;
using System.Text.Json.Nodes;
using LocalCloud.Kernel;

namespace LocalCloud.CloudWatch;

/// <summary>How an alarm is read, and what it says of its datapoints. Pure.</summary>
public static class AlarmRules
{
    /// <summary>Evaluation looks this many periods further back than it must, for datapoints that stand in for missing ones.</summary>
    public const int FurtherBack = 2;

    private static readonly string[] Comparisons =
    [
        "GreaterThanOrEqualToThreshold",
        "GreaterThanThreshold",
        "LessThanThreshold",
        "LessThanOrEqualToThreshold",
    ];

    /// <summary>Reads PutMetricAlarm's members, or the properties of AWS::CloudWatch::Alarm.</summary>
    /// <exception cref="AwsError">ValidationError, MissingParameter, or NotSimulated.</exception>
    public static AlarmDefinition Read(string accountId, string region, JsonObject given)
    {
        ArgumentNullException.ThrowIfNull(given);
        var name = Members.Required(given, "AlarmName");
        var metrics = Members.Objects(given, "Metrics");
        var queries =
            metrics.Count > 0
                ? CloudWatchRules.Queries(accountId, region, metrics)
                : [Simple(accountId, region, given)];
        var returned = queries.Where(q => q.ReturnData).ToList();
        if (returned.Count != 1)
        {
            throw CloudWatchRules.Invalid(
                $"Exactly one element of the metrics list should return data, not {returned.Count}."
            );
        }

        if (queries.Any(q => q.Expression is { } e && Searches(e)))
        {
            throw CloudWatchRules.Invalid("SEARCH is not supported on metric alarms.");
        }

        var periods = Count(given, "EvaluationPeriods") ?? throw Missing("EvaluationPeriods");
        return new AlarmDefinition(
            Arn(accountId, region, name),
            accountId,
            region,
            name,
            Members.Text(given, "AlarmDescription"),
            queries,
            metrics.Count == 0,
            returned[0].Period ?? queries.First(q => q.Metric is not null).Period!.Value,
            periods,
            Count(given, "DatapointsToAlarm") is not { } points ? periods
                : points <= periods ? points
                : throw CloudWatchRules.Invalid(
                    "DatapointsToAlarm must not be greater than EvaluationPeriods."
                ),
            Members.Number(given, "Threshold") ?? throw Missing("Threshold"),
            OneOf(given, "ComparisonOperator", otherwise: null, Comparisons),
            OneOf(given, "TreatMissingData", "missing", "missing", "ignore", "breaching", "notBreaching"),
            Members.Flag(given, "ActionsEnabled", otherwise: true),
            new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
            {
                [AlarmState.Ok] = Actions(given, "OKActions"),
                [AlarmState.InAlarm] = Actions(given, "AlarmActions"),
                [AlarmState.InsufficientData] = Actions(given, "InsufficientDataActions"),
            },
            given
        );
    }

    /// <summary><c>arn:aws:cloudwatch:REGION:ID:alarm:NAME</c>.</summary>
    public static string Arn(string accountId, string region, string name) =>
        $"arn:aws:cloudwatch:{region}:{accountId}:alarm:{name}";

    /// <summary>
    /// What an alarm says of its datapoints (User Guide, "Configuring how CloudWatch alarms treat missing data"): with as many real
    /// datapoints as there are evaluation periods, the newest of them decide, and missing ones are not looked at. With fewer, the
    /// missing ones count as TreatMissingData says.
    /// </summary>
    /// <param name="definition">The alarm.</param>
    /// <param name="points">One for each period of the range, oldest first; null is a missing one.</param>
    /// <param name="current">What it says now.</param>
    /// <returns>The state, and how many datapoints breach.</returns>
    public static (string State, int Breaching) Decide(
        AlarmDefinition definition,
        IReadOnlyList<double?> points,
        string current
    )
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(points);
        var real = points
            .OfType<double>()
            .Select(p => Breaches(definition, p))
            .TakeLast(definition.EvaluationPeriods)
            .ToList();
        var breaching = real.Count(b => b);
        var missing = definition.EvaluationPeriods - real.Count;
        var needed = definition.DatapointsToAlarm;
        if (definition.TreatMissingData == "breaching")
        {
            breaching += missing;
        }

        if (breaching >= needed)
        {
            return (AlarmState.InAlarm, breaching);
        }

        var certain = missing == 0 || definition.TreatMissingData is "breaching" or "notBreaching";
        if (certain || real.Contains(false))
        {
            return (AlarmState.Ok, breaching);
        }

        // Nothing is known but what breaches, and that is too little: or nothing at all.
        return definition.TreatMissingData == "ignore" ? (current, breaching)
            : real.Count == 0 ? (AlarmState.InsufficientData, 0)
            : (IsOldEnough(definition, points) ? AlarmState.InAlarm : AlarmState.Ok, breaching);
    }

    /// <summary>Whether a value is beyond the threshold.</summary>
    public static bool Breaches(AlarmDefinition definition, double value)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return definition.Comparison switch
        {
            "GreaterThanOrEqualToThreshold" => value >= definition.Threshold,
            "GreaterThanThreshold" => value > definition.Threshold,
            "LessThanThreshold" => value < definition.Threshold,
            _ => value <= definition.Threshold,
        };
    }

    // "the oldest available breaching datapoint … is at least as old as the value of Datapoints to Alarm"
    private static bool IsOldEnough(AlarmDefinition definition, IReadOnlyList<double?> points)
    {
        var oldest = 0;
        for (var age = 1; age <= points.Count; age++)
        {
            oldest = points[^age] is null ? oldest : age;
        }

        return oldest >= definition.DatapointsToAlarm;
    }

    private static MetricQuery Simple(string accountId, string region, JsonObject given) =>
        new(
            "m1",
            new MetricId(
                accountId,
                region,
                Members.Required(given, "Namespace"),
                Members.Required(given, "MetricName"),
                Members.Dimensions(given)
            ),
            CloudWatchRules.CheckStatistic(
                Members.Text(given, "ExtendedStatistic") ?? Members.Required(given, "Statistic")
            ),
            CloudWatchRules.Period(Members.Number(given, "Period")),
            Expression: null,
            Label: null,
            ReturnData: true
        );

    private static IReadOnlyList<string> Actions(JsonObject given, string name)
    {
        var arns = Members.Texts(given, name);
        return arns.FirstOrDefault(a => a.Split(':') is not [_, _, "sns", ..]) is { } other
            ? throw AwsError.NotSimulated("cloudwatch", $"an action like {other}; topics are")
            : arns;
    }

    private static bool Searches(MathExpression expression) =>
        expression switch
        {
            MathExpression.Call call => call.Function == "SEARCH" || call.Arguments.Any(Searches),
            MathExpression.Binary binary => Searches(binary.Left) || Searches(binary.Right),
            MathExpression.Several several => several.Members.Any(Searches),
            _ => false,
        };

    private static int? Count(JsonObject given, string name) =>
        Members.Number(given, name) is not { } number ? null
        : number >= 1 && number % 1 == 0 ? (int)number
        : throw CloudWatchRules.Invalid($"{name} must be a whole number from 1.");

    private static string OneOf(JsonObject given, string name, string? otherwise, params string[] allowed)
    {
        var value = Members.Text(given, name) ?? otherwise ?? throw Missing(name);
        return allowed.Contains(value)
            ? value
            : throw CloudWatchRules.Invalid(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name} '{value}' is none of {string.Join(", ", allowed)}."
                )
            );
    }

    private static AwsError Missing(string name) =>
        new("MissingParameter", $"The parameter {name} is required.");
}
