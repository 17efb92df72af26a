using System.Globalization;
using System.Text.RegularExpressions;

namespace Relay;

/// <summary>
/// The tags that a copy gets when it is made: first ours, with the facts that verification needs later, then the source's own.
/// The only truth about a copy's origin: they are never set on what exists.
/// </summary>
public static partial class CopyTags
{
    /// <summary>What all our keys begin with.</summary>
    public const string Prefix = "snapshot-relay:";

    /// <summary>How long a copy is to be kept, in days; on a source: how long its copies are, if that is longer than the setting.</summary>
    public const string RetentionDays = Prefix + "retention-days";

    private const string RelayTag = Prefix + "relay";
    private const string RouteTag = Prefix + "route";

    /// <summary>RDS allows 50 tags on a resource (RDS User Guide, Tagging).</summary>
    public const int Most = 50;

    private const int LongestKey = 128;
    private const int LongestValue = 256;

    /// <summary>The tags of a copy, and the keys of the source's tags that had to be left out.</summary>
    public static (IReadOnlyList<Tag> Tags, IReadOnlyList<string> Dropped) For(
        string relayName,
        SourceSnapshot source,
        RelayPlan plan,
        IReadOnlyList<Tag> sourceTags
    )
    {
        List<Tag> tags = [.. Facts(relayName, source), new(RouteTag, plan.Route.ToString())];
        if (plan.RetentionDays is { } days)
        {
            tags.Add(new(RetentionDays, days.ToString(CultureInfo.InvariantCulture)));
        }

        var dropped = new List<string>();
        foreach (var tag in sourceTags.Where(t => !t.Key.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            if (tags.Count < Most && IsLegal(tag))
            {
                tags.Add(tag);
            }
            else
            {
                dropped.Add(tag.Key);
            }
        }

        return (tags, dropped);
    }

    /// <summary>True when the tags say that the relay made this copy from this very snapshot.</summary>
    public static bool SayMadeFrom(this IReadOnlyList<Tag> tags, SnapshotIdentity snapshot) =>
        IdentityOf(snapshot).All(tags.Contains);

    /// <summary>True when any relay made this snapshot. People's own tags for the relay do not say so.</summary>
    public static bool SayMadeByRelay(this IReadOnlyList<Tag> tags) => tags.Any(t => t.Key == RelayTag);

    /// <summary>True when a region copy was made to be shared as long as it lives: its share is not one that ends with an account copy.</summary>
    public static bool SayMadeToBeShared(this IReadOnlyList<Tag> tags) =>
        tags.Contains(new Tag(RouteTag, nameof(Route.RegionThenShare)));

    /// <summary>What a copy's tags say about its source. An ARN may exceed a tag's 256 characters, so its parts are kept apart.</summary>
    public static IReadOnlyList<Tag> Facts(string relayName, SourceSnapshot source) =>
        [
            new(RelayTag, relayName),
            .. IdentityOf(source.Identity()),
            new(Prefix + "source-database", source.Database),
            new(Prefix + "source-size-gib", source.SizeGiB.ToString(CultureInfo.InvariantCulture)),
            new(Prefix + "source-engine-version", source.EngineVersion),
        ];

    private static IEnumerable<Tag> IdentityOf(SnapshotIdentity snapshot) =>
        [
            new(Prefix + "source-account", $"{snapshot.Arn.Account}"),
            new(Prefix + "source-region", snapshot.Arn.Region.ToString()),
            new(Prefix + "source-snapshot", snapshot.Arn.Name),
            new(Prefix + "source-create-time", Time(snapshot.CreateTime)),
        ];

    private static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    // Characters and reserved prefixes: API reference, Tag.
    private static bool IsLegal(Tag tag) =>
        tag.Key.Length is > 0 and <= LongestKey
        && tag.Value.Length <= LongestValue
        && !tag.Key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase)
        && !tag.Key.StartsWith("rds:", StringComparison.OrdinalIgnoreCase)
        && Characters().IsMatch(tag.Key)
        && Characters().IsMatch(tag.Value);

    [GeneratedRegex(@"^[\p{L}\p{Z}\p{N}_.:/=+\-@]*\z")]
    private static partial Regex Characters();
}
