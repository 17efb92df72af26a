using System.Text.RegularExpressions;
using LocalCloud.Kernel;

namespace LocalCloud.CloudWatch;

/// <summary>
/// Computes metric math over a span of whole periods: <c>+ - * / ^</c>, comparisons, AND, OR; SUM, AVG, MIN, MAX, ABS, CEIL, FLOOR,
/// METRICS, FILL, IF, SEARCH. Any other function is refused by name.
/// </summary>
/// <param name="metrics">The metrics that SEARCH looks among.</param>
/// <param name="queries">What names mean.</param>
/// <param name="owner">Account and Region of SEARCH.</param>
/// <param name="from">A full period.</param>
/// <param name="to">The end of a period.</param>
/// <param name="period">Of what has none of its own.</param>
/// <param name="now">Simulated time.</param>
internal sealed partial class MathEvaluator(
    CloudWatchState metrics,
    IReadOnlyList<MetricQuery> queries,
    (string Account, string Region) owner,
    DateTimeOffset from,
    DateTimeOffset to,
    TimeSpan period,
    DateTimeOffset now
)
{
    private readonly Dictionary<string, MathValue> _known = new(StringComparer.Ordinal);

    /// <summary>The value of a query.</summary>
    public MathValue Value(MetricQuery query)
    {
        if (!_known.TryGetValue(query.Id, out var value))
        {
            // A query that needs itself would find this.
            _known[query.Id] = new MathValue.Many([]);
            _known[query.Id] = value = query.Metric is { } metric
                ? Series(
                    query.Label ?? metric.Name,
                    metrics.Series(metric),
                    query.Statistic,
                    query.Period!.Value
                )
                : Labelled(query.Label ?? query.Id, Value(query.Expression!));
        }

        return value;
    }

    private MathValue Value(MathExpression expression) =>
        expression switch
        {
            MathExpression.Constant constant => new MathValue.Scalar(constant.Value),
            MathExpression.Name name => Value(
                queries.FirstOrDefault(q => q.Id == name.Id)
                    ?? throw CloudWatchRules.Invalid(
                        $"There is no metric '{name.Id}' in the expression's request."
                    )
            ),
            MathExpression.Binary binary => Combine(
                Value(binary.Left),
                Value(binary.Right),
                (a, b) => Operate(binary.Operator, a, b)
            ),
            MathExpression.Several several => new MathValue.Many([
                .. several.Members.SelectMany(m => All(Value(m))),
            ]),
            MathExpression.Call call => Call(call.Function, call.Arguments),
            _ => throw CloudWatchRules.Invalid("A text is no value."),
        };

    private MathValue Call(string function, IReadOnlyList<MathExpression> arguments) =>
        (function, arguments) switch
        {
            ("METRICS", []) => Metrics(""),
            ("METRICS", [MathExpression.Word part]) => Metrics(part.Value),
            ("SEARCH", [MathExpression.Word search, MathExpression.Word statistic]) => Search(
                search.Value,
                statistic.Value,
                period
            ),
            (
                "SEARCH",
                [MathExpression.Word search, MathExpression.Word statistic, MathExpression.Constant every]
            ) => Search(search.Value, statistic.Value, CloudWatchRules.Period(every.Value)),
            ("FILL", [var filled, MathExpression.Name { Id: "REPEAT" }]) => Each(Value(filled), Repeated),
            ("FILL", [var filled, var by]) => Value(by) is MathValue.Scalar scalar
                ? Each(Value(filled), s => Filled(s, scalar.Value))
                : throw AwsError.NotSimulated("cloudwatch", "FILL by another metric"),
            ("IF", [var condition, var then]) => If(Value(condition), Value(then), otherwise: null),
            ("IF", [var condition, var then, var otherwise]) => If(
                Value(condition),
                Value(then),
                Value(otherwise)
            ),
            ("SUM", [var one]) => Reduce(Value(one), v => v.Sum()),
            ("AVG", [var one]) => Reduce(Value(one), v => v.Average()),
            ("MIN", [var one]) => Reduce(Value(one), v => v.Min()),
            ("MAX", [var one]) => Reduce(Value(one), v => v.Max()),
            ("ABS", [var one]) => Map(Value(one), Math.Abs),
            ("CEIL", [var one]) => Map(Value(one), Math.Ceiling),
            ("FLOOR", [var one]) => Map(Value(one), Math.Floor),
            _ => throw AwsError.NotSimulated("cloudwatch", $"{function} with {arguments.Count} arguments"),
        };

    private MathValue.Many Metrics(string part) =>
        new([
            .. queries
                .Where(q => q.Metric is not null && q.Id.Contains(part, StringComparison.Ordinal))
                .SelectMany(q => All(Value(q))),
        ]);

    // User Guide, "CloudWatch search expression syntax": a schema in braces, then tokens that must all match.
    private MathValue.Many Search(string text, string statistic, TimeSpan every)
    {
        var schema = Schema().Match(text);
        var names = schema.Groups["names"].Value.Split(',', StringSplitOptions.TrimEntries);
        var tokens = Tokens().Matches(text[schema.Length..]).ToList();
        if (!schema.Success || tokens.Exists(t => t.Value is "OR" or "NOT" || t.Value.Contains('(')))
        {
            throw AwsError.NotSimulated("cloudwatch", $"the search '{text}'");
        }

        var found = metrics.Metrics.Where(s =>
            (s.Id.AccountId, s.Id.Region, s.Id.Namespace) == (owner.Account, owner.Region, names[0].Trim('"'))
            && s.Id.Dimensions.Select(d => d.Key)
                .ToHashSet(StringComparer.Ordinal)
                .SetEquals(names.Skip(1).Select(n => n.Trim('"')))
            && tokens.TrueForAll(t => Found(s.Id, t))
        );
        return new([
            .. found.Select(s =>
                Series(
                    string.Join(' ', s.Id.Dimensions.Select(d => d.Value).Append(s.Id.Name)),
                    s,
                    statistic,
                    every
                )
            ),
        ]);
    }

    private static bool Found(MetricId metric, Match token)
    {
        var (name, value) = (token.Groups["name"].Value, token.Groups["value"].Value.Trim('"'));
        return value == "AND"
            || (
                name switch
                {
                    "" => metric.Name.Contains(value, StringComparison.OrdinalIgnoreCase)
                        || metric.Dimensions.Any(d =>
                            d.Value.Contains(value, StringComparison.OrdinalIgnoreCase)
                        ),
                    "MetricName" => metric.Name == value,
                    "Namespace" => metric.Namespace == value,
                    _ => metric.Dimensions.Any(d => d.Key == name && d.Value == value),
                }
            );
    }

    private MathValue.Series Series(string label, MetricSeries? series, string statistic, TimeSpan every)
    {
        var points = new SortedList<DateTimeOffset, double>();
        for (var at = from; series is not null && at < to; at += every)
        {
            if (CloudWatchRules.Statistic(statistic, series, at, at + every, now) is { } value)
            {
                points.Add(at, value);
            }
        }

        return new MathValue.Series(label, points);
    }

    private MathValue.Series Filled(MathValue.Series series, double by) =>
        series with
        {
            Points = Points(at => series.Points.TryGetValue(at, out var value) ? value : by),
        };

    private MathValue.Series Repeated(MathValue.Series series)
    {
        double? last = null;
        return series with
        {
            Points = Points(at => series.Points.TryGetValue(at, out var value) ? (last = value) : last),
        };
    }

    private SortedList<DateTimeOffset, double> Points(Func<DateTimeOffset, double?> value)
    {
        var points = new SortedList<DateTimeOffset, double>();
        for (var at = from; at < to; at += period)
        {
            if (value(at) is { } known)
            {
                points.Add(at, known);
            }
        }

        return points;
    }

    private static MathValue If(MathValue condition, MathValue then, MathValue? otherwise)
    {
        if (condition is MathValue.Scalar scalar)
        {
            return scalar.Value != 0 ? then : otherwise ?? new MathValue.Many([]);
        }

        var tested = All(condition) is [var first, ..] ? first : new MathValue.Series("", []);
        var points = new SortedList<DateTimeOffset, double>();
        foreach (var (at, value) in tested.Points)
        {
            if (At(value != 0 ? then : otherwise, at) is { } chosen)
            {
                points.Add(at, chosen);
            }
        }

        return tested with
        {
            Points = points,
        };
    }

    private static double? At(MathValue? value, DateTimeOffset at) =>
        value switch
        {
            MathValue.Scalar scalar => scalar.Value,
            MathValue.Series series when series.Points.TryGetValue(at, out var found) => found,
            _ => null,
        };

    // Several series become one; of one series all periods become a number.
    private static MathValue Reduce(MathValue value, Func<IEnumerable<double>, double> reduce)
    {
        if (value is not MathValue.Many many)
        {
            return value is MathValue.Series { Points.Count: > 0 } one
                ? new MathValue.Scalar(reduce(one.Points.Values))
                : value;
        }

        var points = new SortedList<DateTimeOffset, double>();
        foreach (var at in many.All.SelectMany(s => s.Points.Keys).Distinct())
        {
            points.Add(at, reduce(many.All.Where(s => s.Points.ContainsKey(at)).Select(s => s.Points[at])));
        }

        return new MathValue.Series("", points);
    }

    private static MathValue Combine(
        MathValue left,
        MathValue right,
        Func<double, double, double?> operate
    ) =>
        (left, right) switch
        {
            (MathValue.Scalar a, MathValue.Scalar b) => operate(a.Value, b.Value) is { } value
                ? new MathValue.Scalar(value)
                : new MathValue.Many([]),
            (MathValue.Many many, _) => new MathValue.Many([
                .. many.All.Select(s => (MathValue.Series)Combine(s, right, operate)),
            ]),
            (_, MathValue.Many many) => new MathValue.Many([
                .. many.All.Select(s => (MathValue.Series)Combine(left, s, operate)),
            ]),
            _ => Together(left, right, operate),
        };

    private static MathValue.Series Together(
        MathValue left,
        MathValue right,
        Func<double, double, double?> operate
    )
    {
        var points = new SortedList<DateTimeOffset, double>();
        var times = (left as MathValue.Series ?? (MathValue.Series)right).Points.Keys;
        foreach (var at in times)
        {
            if (At(left, at) is { } a && At(right, at) is { } b && operate(a, b) is { } value)
            {
                points.Add(at, value);
            }
        }

        return new MathValue.Series("", points);
    }

    private static MathValue Map(MathValue value, Func<double, double> change) =>
        Combine(value, new MathValue.Scalar(0), (a, _) => change(a));

    private static MathValue Each(MathValue value, Func<MathValue.Series, MathValue.Series> change) =>
        value switch
        {
            MathValue.Series one => change(one),
            MathValue.Many many => new MathValue.Many([.. many.All.Select(change)]),
            _ => value,
        };

    private static IReadOnlyList<MathValue.Series> All(MathValue value) =>
        value switch
        {
            MathValue.Series one => [one],
            MathValue.Many many => many.All,
            _ => [],
        };

    private static MathValue Labelled(string label, MathValue value) =>
        value is MathValue.Series series ? series with { Label = label } : value;

    private static double? Operate(string op, double a, double b) =>
        op switch
        {
            "+" => a + b,
            "-" => a - b,
            "*" => a * b,
            "/" => b == 0 ? null : a / b,
            "^" => Math.Pow(a, b),
            "==" => a == b ? 1 : 0,
            "!=" => a != b ? 1 : 0,
            "<" => a < b ? 1 : 0,
            ">" => a > b ? 1 : 0,
            "<=" => a <= b ? 1 : 0,
            ">=" => a >= b ? 1 : 0,
            "AND" => a != 0 && b != 0 ? 1 : 0,
            _ => a != 0 || b != 0 ? 1 : 0,
        };

    [GeneratedRegex(@"^\s*\{(?<names>[^}]*)\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Schema();

    [GeneratedRegex(
        @"(?:(?<name>[\w./-]+)\s*=\s*)?(?<value>""[^""]*""|[^\s""]+)",
        RegexOptions.ExplicitCapture
    )]
    private static partial Regex Tokens();
}
