using System.Text.Json.Nodes;
using LocalCloud.States.Language;

namespace LocalCloud.States;

/// <summary>When a Wait state ends.</summary>
internal static class WaitEnds
{
    public static DateTimeOffset Of(WaitEnd end, Scope scope, DateTimeOffset now) =>
        end switch
        {
            WaitEnd.AfterSeconds after => now + TimeSpan.FromSeconds(after.Seconds),
            WaitEnd.AfterSecondsAt after => now + TimeSpan.FromSeconds(Seconds(after.Path, scope)),
            WaitEnd.At at => at.Time,
            WaitEnd.AtTimeAt at => Time(at.Path, scope),
            _ => throw new InvalidOperationException("No such end"),
        };

    private static long Seconds(DataPath path, Scope scope) =>
        Json.Whole(Read("SecondsPath", path, scope, out var value)) is { } seconds and >= 0 and <= 99_999_999
            ? seconds
            : throw StateFailure.Runtime(
                $"The SecondsPath parameter does not reference a non-negative integer of at most 99999999: {path.Text} == {Json.Text(value)}"
            );

    private static DateTimeOffset Time(DataPath path, Scope scope) =>
        Timestamps.Parse(Json.String(Read("TimestampPath", path, scope, out var value)))
        ?? throw StateFailure.Runtime(
            "The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: "
                + $"{path.Text} == {Json.String(value) ?? Json.Text(value)}"
        );

    private static JsonNode? Read(string field, DataPath path, Scope scope, out JsonNode? value) =>
        path.TryRead(scope, out value)
            ? value
            : throw StateFailure.Runtime(
                $"The {field} parameter does not reference an input value: {path.Text}"
            );
}
