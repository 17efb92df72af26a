namespace Relay;

/// <summary>Which snapshots are relayed when an event tells of them. Whoever starts a relay by hand has chosen already.</summary>
public static class Selection
{
    /// <summary>Why a snapshot is left alone, in words; null when it is selected.</summary>
    /// <param name="found">The snapshot.</param>
    /// <param name="databaseTags">Its database's tags.</param>
    /// <param name="settings">The relay's settings.</param>
    public static string? WhyNot(SnapshotFacts found, IReadOnlyList<Tag> databaseTags, RelaySettings settings)
    {
        var wanted = settings.Selection;
        var type = TypeOf(found);
        var database = Identifier(found.Database);
        return Wishes.WhySkip(found.Tags, databaseTags) is { } skip ? skip
            : found.Arn.IsRds && !wanted.Kinds.Contains(found.Arn.Kind)
                ? $"{Kinds.Of(found.Arn.Kind).Noun}s are not in SelectKinds"
            : !wanted.Types.Contains(type) ? $"{Word(type)} snapshots are not in SelectTypes"
            : !wanted.Databases.Any(pattern => Matches(pattern, database))
                ? $"database {database} matches nothing in SelectDatabases ({string.Join(", ", wanted.Databases)})"
            : wanted.ExcludedDatabases.FirstOrDefault(pattern => Matches(pattern, database)) is { } excluded
                ? $"database {database} matches {excluded} in ExcludeDatabases"
            : wanted.Tag is { } tag && !found.Tags.Concat(databaseTags).Any(t => Has(t, tag))
                ? $"neither the snapshot nor database {database} has the tag {Shown(tag)} of SelectTag"
            : null;
    }

    /// <summary>Who made a snapshot. A final snapshot is a manual one (RDS User Guide, Deleting a DB instance).</summary>
    public static SnapshotType TypeOf(SnapshotFacts snapshot) =>
        snapshot.Arn.IsAwsBackups ? SnapshotType.AwsBackup
        : snapshot.Arn.IsAutomated || snapshot.SnapshotType == "automated" ? SnapshotType.Automated
        : SnapshotType.Manual;

    private static bool Has(Tag tag, (string Key, string? Value) wanted) =>
        tag.Key == wanted.Key && (wanted.Value is null || tag.Value == wanted.Value);

    private static string Shown((string Key, string? Value) tag) =>
        tag.Value is null ? tag.Key : $"{tag.Key}={tag.Value}";

    private static string Word(SnapshotType type) => type.ToString().ToLowerInvariant();

    // A recovery point that is no RDS snapshot has its resource's ARN here.
    private static string Identifier(string database) =>
        database[(database.LastIndexOfAny([':', '/']) + 1)..];

    // Identifiers are not case sensitive in RDS.
    private static bool Matches(string pattern, string database) =>
        System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern, database, ignoreCase: true);
}
