using System.Text.Json;
using LocalCloud.Kernel;

namespace LocalCloud.CloudWatch;

/// <summary>A value that a log line in the embedded metric format holds.</summary>
public sealed record EmbeddedMetric(MetricId Metric, double Value, DateTimeOffset At, string Unit);

/// <summary>
/// CloudWatch's embedded metric format (CloudWatch User Guide, "Specification: Embedded metric format"): a JSON object whose member
/// <c>_aws</c> says which of the others are metrics and dimensions. A line that breaks the format is a log line like any other, as in
/// AWS.
/// </summary>
public static class EmbeddedMetrics
{
    private const int MostMetrics = 100;
    private const int MostDimensions = 30;

    /// <summary>The values in a line; none when it is not in the format.</summary>
    public static IReadOnlyList<EmbeddedMetric> Read(string accountId, string region, string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        if (!line.StartsWith('{') || !line.Contains("\"_aws\"", StringComparison.Ordinal))
        {
            return [];
        }

        try
        {
            using var document = JsonDocument.Parse(line);
            return [.. Values(accountId, region, document.RootElement)];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return [];
        }
    }

    private static IEnumerable<EmbeddedMetric> Values(string account, string region, JsonElement root)
    {
        var metadata = root.GetProperty("_aws");
        var at = DateTimeOffset.FromUnixTimeMilliseconds(metadata.GetProperty("Timestamp").GetInt64());
        foreach (var directive in metadata.GetProperty("CloudWatchMetrics").EnumerateArray())
        {
            var metrics = directive.GetProperty("Metrics").EnumerateArray().ToList();
            var sets = directive
                .GetProperty("Dimensions")
                .EnumerateArray()
                .Select(set => Dimensions(root, set))
                .ToList();
            if (metrics.Count > MostMetrics || sets.Exists(s => s.Count > MostDimensions))
            {
                yield break;
            }

            var space = directive.GetProperty("Namespace").GetString()!;
            foreach (var set in sets)
            {
                foreach (var metric in metrics)
                {
                    var name = metric.GetProperty("Name").GetString()!;
                    var unit = metric.TryGetProperty("Unit", out var u) ? u.GetString()! : "None";
                    var id = new MetricId(account, region, space, name, set);
                    foreach (var value in Numbers(root, name))
                    {
                        yield return new EmbeddedMetric(id, value, at, unit);
                    }
                }
            }
        }
    }

    private static List<KeyValuePair<string, string>> Dimensions(JsonElement root, JsonElement set) =>
        [
            .. set.EnumerateArray()
                .Select(d => d.GetString()!)
                .Select(name => KeyValuePair.Create(name, root.GetProperty(name).GetString()!)),
        ];

    // A metric whose target member is missing is left out; an array holds up to 100 values.
    private static IEnumerable<double> Numbers(JsonElement root, string name) =>
        !root.TryGetProperty(name, out var value) ? []
        : value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select(v => v.GetDouble())
        : [value.GetDouble()];
}
