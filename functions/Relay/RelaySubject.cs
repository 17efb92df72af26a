using System.Text.Json;

namespace Relay;

/// <summary>How messages name what a relay is about: the snapshot as it was given, and its database as far as a step has seen it.</summary>
internal static class RelaySubject
{
    // An ARN of a snapshot has up to 320 characters.
    private const int LongestName = 400;

    /// <summary>Snapshot and database.</summary>
    /// <param name="snapshotArn">Whatever was given.</param>
    /// <param name="source">
    /// What PlanRelay has written of the snapshot; of another one it says nothing, since a person may give what another execution has written.
    /// </param>
    public static string Of(JsonElement? snapshotArn, JsonElement? source) =>
        Given(snapshotArn) is not { } snapshot ? Snapshot(snapshotArn)
        : Member(source, "arn") == snapshot && Member(source, "database") is { } database
            ? $"{Snapshot(snapshotArn)} ({Whose(database)})"
        : $"{Snapshot(snapshotArn)} (its database is not known)";

    /// <summary>The snapshot alone.</summary>
    public static string Snapshot(JsonElement? snapshotArn) =>
        Given(snapshotArn) is { } given
            ? $"The relay of {Cut(given)}"
            : "The relay of a snapshot that the input does not name";

    /// <summary>The database; of what AWS Backup alone keeps, the resource, which is known by its ARN (<see cref="SnapshotFacts.Database"/>).</summary>
    public static string Whose(string database) =>
        $"{(database.StartsWith("arn:", StringComparison.Ordinal) ? "resource" : "database")} {Cut(database)}";

    private static string? Given(JsonElement? text) =>
        text is { } given && JsonTexts.Of(given) is { Length: > 0 } found ? found : null;

    private static string? Member(JsonElement? parent, string name) =>
        parent is { } found && JsonTexts.Member(found, name) is { ValueKind: JsonValueKind.String } text
            ? Given(text)
            : null;

    private static string Cut(string text) => text.Length <= LongestName ? text : text[..LongestName] + "…";
}
