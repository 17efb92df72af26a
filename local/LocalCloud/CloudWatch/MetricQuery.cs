using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCloud.Kernel;

namespace LocalCloud.CloudWatch;

/// <summary>A metric with its statistic, or an expression over others (API Reference, MetricDataQuery).</summary>
/// <param name="Id">How expressions name it.</param>
/// <param name="Metric">Null of an expression.</param>
/// <param name="Statistic">Sum, Average, Minimum, Maximum, SampleCount, p99, …; empty of an expression.</param>
/// <param name="Period">Of a metric always given, of an expression maybe.</param>
/// <param name="Expression">Null of a metric.</param>
/// <param name="Label">Or null.</param>
/// <param name="ReturnData">Whether it is an answer, or only material for expressions.</param>
public sealed record MetricQuery(
    string Id,
    MetricId? Metric,
    string Statistic,
    TimeSpan? Period,
    MathExpression? Expression,
    string? Label,
    bool ReturnData
);

/// <summary>Reads members of CloudWatch's requests, and the same of templates: there and in the Query protocol, numbers are texts.</summary>
internal static class Members
{
    public static string? Text(JsonObject from, string name) =>
        from[name] is not JsonValue value ? null
        : value.GetValueKind() == JsonValueKind.String ? value.ToString()
        : value.ToJsonString();

    public static string Required(JsonObject from, string name) =>
        Text(from, name) is { Length: > 0 } text
            ? text
            : throw new AwsError("MissingParameter", $"The parameter {name} is required.");

    public static double? Number(JsonObject from, string name) =>
        Text(from, name) is not { } text ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
        : throw CloudWatchRules.Invalid($"{name} '{text}' is not a number.");

    public static bool Flag(JsonObject from, string name, bool otherwise) =>
        Text(from, name) switch
        {
            null => otherwise,
            var text => text.Equals("true", StringComparison.OrdinalIgnoreCase),
        };

    public static IReadOnlyList<JsonObject> Objects(JsonObject from, string name) =>
        [.. (from[name] as JsonArray ?? []).OfType<JsonObject>()];

    public static IReadOnlyList<string> Texts(JsonObject from, string name) =>
        [.. (from[name] as JsonArray ?? []).Select(t => t?.ToString() ?? "")];

    public static IReadOnlyList<double> Numbers(JsonObject from, string name) =>
        [
            .. Texts(from, name)
                .Select(t =>
                    double.TryParse(t, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                        ? number
                        : throw CloudWatchRules.Invalid($"{name}: '{t}' is not a number.")
                ),
        ];

    public static DateTimeOffset? Time(JsonObject from, string name) =>
        Text(from, name) is not { } text ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.UnixEpoch.AddSeconds(seconds)
        : DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var time
        )
            ? time
        : throw CloudWatchRules.Invalid($"{name} '{text}' is not a time.");

    public static IEnumerable<KeyValuePair<string, string>> Dimensions(JsonObject from) =>
        Objects(from, "Dimensions")
            .Select(d => KeyValuePair.Create(Required(d, "Name"), Required(d, "Value")));
}
