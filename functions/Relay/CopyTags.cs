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
    private const string SourceAccountTag = Prefix + "source-account";
    private const string SourceRegionTag = Prefix + "source-region";
    private const string SourceSnapshotTag = Prefix + "source-snapshot";
    private const string SourceCreateTimeTag = Prefix + "source-create-time";

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

    /// <summary>True when this relay made this snapshot.</summary>
    public static bool SayMadeBy(this IReadOnlyList<Tag> tags, string relayName) =>
        tags.Contains(new Tag(RelayTag, relayName));

    /// <summary>The route that the plan had when a copy was made; null when the tags do not say.</summary>
    public static Route? MadeOnRoute(this IReadOnlyList<Tag> tags) =>
        Enum.TryParse<Route>(Value(tags, RouteTag), out var route) ? route : null;

    /// <summary>What is still to become of a region copy, which needs no source any more: copy, share, or null.</summary>
    public static Mode? MadeToGoOn(this IReadOnlyList<Tag> tags) =>
        tags.MadeOnRoute() switch
        {
            Route.RegionThenAccount => Mode.Copy,
            Route.RegionThenShare => Mode.Share,
            _ => null,
        };

    /// <summary>The snapshot that a copy was made from, of the copy's own kind; null when its tags do not say.</summary>
    public static SnapshotIdentity? SourceOf(this IReadOnlyList<Tag> tags, SnapshotKind kind) =>
        tags.SourceRegionOf() is { } region
        && Texts.ParseOrNull<AccountId>(Value(tags, SourceAccountTag)) is { } account
        && Value(tags, SourceSnapshotTag) is { } name
        && DateTimeOffset.TryParse(
            Value(tags, SourceCreateTimeTag),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var time
        )
            ? new SnapshotIdentity(new SnapshotArn(region, account, name, kind), time)
            : null;

    /// <summary>The Region that a copy's source was in; null when the tags do not say.</summary>
    public static Region? SourceRegionOf(this IReadOnlyList<Tag> tags) =>
        Texts.ParseOrNull<Region>(Value(tags, SourceRegionTag));

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
            new(SourceAccountTag, $"{snapshot.Arn.Account}"),
            new(SourceRegionTag, snapshot.Arn.Region.ToString()),
            new(SourceSnapshotTag, snapshot.Arn.Name),
            new(SourceCreateTimeTag, Time(snapshot.CreateTime)),
        ];

    private static string? Value(IReadOnlyList<Tag> tags, string key) =>
        tags.FirstOrDefault(t => t.Key == key)?.Value;

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
