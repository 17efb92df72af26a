using System.Text.Json;
using Amazon.Lambda.CloudWatchEvents;

namespace Relay.Functions;

/// <summary>
/// Reads EventBridge's envelope. The detail is kept as JSON, because its members differ by service and their types by event: AWS Backup
/// writes numbers as texts and an empty object for a missing ARN (AWS Backup Developer Guide, Monitoring AWS Backup events).
/// </summary>
internal static class EventTranslation
{
    private const string OfBackup = "aws.backup";

    /// <summary>What follows from an event.</summary>
    /// <exception cref="EventNotUnderstoodException">It may tell of a completed snapshot, but can't be understood.</exception>
    public static EventReading Read(CloudWatchEvent<JsonElement>? e, RelaySettings settings) =>
        e?.Source == CanaryEvents.Source ? CanaryEvents.Read(e.Account, e.Region, e.Time, settings)
        : e?.Source == OfBackup
            ? BackupEvents.Read(
                BackupEvent.Of(e.Source, e.DetailType, e.Account, e.Region, e.Resources, e.Detail),
                settings
            )
        : SnapshotEvents.Read(OfRds(e), settings);

    /// <summary>What an execution's end says.</summary>
    /// <exception cref="EventNotUnderstoodException">It does not tell of an execution.</exception>
    public static StoppedRelay Stopped(CloudWatchEvent<JsonElement>? e) =>
        StoppedRelay.Read(e?.Detail ?? default, e?.Time ?? default);

    private static SnapshotEvent OfRds(CloudWatchEvent<JsonElement>? e) =>
        new(
            e?.Source,
            e?.DetailType,
            e?.Account,
            e?.Region,
            Text(e, "SourceType"),
            Text(e, "SourceIdentifier"),
            Text(e, "SourceArn"),
            Text(e, "EventID"),
            Text(e, "Message")
        );

    private static string? Text(CloudWatchEvent<JsonElement>? e, string name)
    {
        var detail = e?.Detail ?? default;
        return detail.ValueKind switch
        {
            JsonValueKind.Undefined or JsonValueKind.Null => null,
            JsonValueKind.Object => JsonTexts.Member(detail, name) is { } member
                ? Text(member, $"detail.{name}")
                : null,
            _ => throw NotA("an object", "detail", detail),
        };
    }

    private static string? Text(JsonElement member, string path) =>
        member.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String => JsonTexts.Of(member),
            _ => throw NotA("a string", path, member),
        };

    private static EventNotUnderstoodException NotA(string expected, string path, JsonElement found) =>
        new(path, $"found {found.ValueKind}, expected {expected}.");
}
