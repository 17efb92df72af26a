using System.Text;
using System.Text.Json;

namespace Relay;

/// <summary>
/// Metrics as a line of a function's log, which CloudWatch reads (CloudWatch User Guide, Specification: Embedded metric format). The line must
/// stand alone in its log event.
/// </summary>
public static class EmbeddedMetrics
{
    /// <summary>The namespace of all the relay's metrics.</summary>
    public const string Namespace = "SnapshotRelay";

    /// <summary>The line.</summary>
    /// <param name="at">The time of the values.</param>
    /// <param name="dimensions">By name, like Relay.</param>
    /// <param name="unit">Count, Seconds.</param>
    /// <param name="metrics">By name.</param>
    public static string Line(
        DateTimeOffset at,
        IReadOnlyList<(string Name, string Value)> dimensions,
        string unit,
        IReadOnlyList<(string Name, double Value)> metrics
    )
    {
        ArgumentNullException.ThrowIfNull(dimensions);
        ArgumentNullException.ThrowIfNull(metrics);
        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            json.WriteStartObject("_aws");
            json.WriteNumber("Timestamp", at.ToUnixTimeMilliseconds());
            json.WriteStartArray("CloudWatchMetrics");
            Directive(json, dimensions, unit, metrics);
            json.WriteEndArray();
            json.WriteEndObject();
            foreach (var (name, value) in dimensions)
            {
                json.WriteString(name, value);
            }

            foreach (var (name, value) in metrics)
            {
                json.WriteNumber(name, value);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(line.ToArray());
    }

    private static void Directive(
        Utf8JsonWriter json,
        IReadOnlyList<(string Name, string Value)> dimensions,
        string unit,
        IReadOnlyList<(string Name, double Value)> metrics
    )
    {
        json.WriteStartObject();
        json.WriteString("Namespace", Namespace);
        json.WriteStartArray("Dimensions");
        json.WriteStartArray();
        foreach (var (name, _) in dimensions)
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
        json.WriteEndArray();
        json.WriteStartArray("Metrics");
        foreach (var (name, _) in metrics)
        {
            json.WriteStartObject();
            json.WriteString("Name", name);
            json.WriteString("Unit", unit);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
