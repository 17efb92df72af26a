namespace Relay;

/// <summary>What is wanted for a snapshot, and who wants it.</summary>
/// <param name="Mode">What is to become of it.</param>
/// <param name="Route">The route to take, where it is possible; null for the planner's choice.</param>
/// <param name="RetentionDays">How long its copies are to be kept.</param>
/// <param name="Skip">A tag says that it is to be left alone.</param>
/// <param name="Why">Whose wish it is, in words, like "Mode copy by the settings".</param>
public sealed record Wish(Mode Mode, Route? Route, int RetentionDays, bool Skip, string Why);

/// <summary>
/// Reads wishes: by hand wins over a tag of the snapshot, that over a tag of its database, that over the settings. Of retentions the
/// longest wins, of setting and both tags: a tag only ever lengthens. A tag with a wrong value is an error, not a guess: the relay fails and says which tag, and nothing was changed.
/// </summary>
public static class Wishes
{
    /// <summary>Mode, or skip.</summary>
    public const string ModeTag = CopyTags.Prefix + "mode";

    /// <summary>A number of days.</summary>
    public const string RetentionTag = CopyTags.RetentionDays;

    private const string SkipValue = "skip";

    /// <summary>The wish for a snapshot.</summary>
    /// <param name="snapshot">The snapshot's tags.</param>
    /// <param name="database">Its database's tags.</param>
    /// <param name="byHand">The mode that a person gave.</param>
    /// <param name="routeByHand">The route that a person gave; without a mode it says the mode too.</param>
    /// <param name="settings">The relay's settings.</param>
    /// <exception cref="TagInvalidException">A tag has a wrong value.</exception>
    public static Wish Of(
        IReadOnlyList<Tag> snapshot,
        IReadOnlyList<Tag> database,
        Mode? byHand,
        Route? routeByHand,
        RelaySettings settings
    )
    {
        var (days, keptWhy) = Retention(snapshot, database, settings);
        if ((byHand ?? ModeOf(routeByHand)) is { } given)
        {
            var how = routeByHand is { } route ? $"Route {route} by hand" : $"Mode {Word(given)} by hand";
            return new Wish(given, routeByHand, days, Skip: false, how + keptWhy);
        }

        var (value, whose) = Override(ModeTag, snapshot, database);
        if (value is null)
        {
            return new Wish(
                settings.Mode,
                null,
                days,
                Skip: false,
                $"Mode {Word(settings.Mode)} by the settings{keptWhy}"
            );
        }

        if (SaysSkip(value))
        {
            return new Wish(settings.Mode, null, days, Skip: true, $"The tag {ModeTag} of {whose} says skip");
        }

        return ParsedMode(value) is { } mode
            ? new Wish(
                mode,
                null,
                days,
                Skip: false,
                $"Mode {Word(mode)} by the tag {ModeTag} of {whose}{keptWhy}"
            )
            : throw new TagInvalidException(ModeTag, whose, value, "skip, region, share or copy");
    }

    /// <summary>Why a tag says that a snapshot is to be left alone; null when none does. A wrong value says nothing here: the plan refuses it.</summary>
    public static string? WhySkip(IReadOnlyList<Tag> snapshot, IReadOnlyList<Tag> database) =>
        Override(ModeTag, snapshot, database) is var (value, whose) && SaysSkip(value)
            ? $"the tag {ModeTag} of {whose} says skip"
            : null;

    private static (int Days, string Why) Retention(
        IReadOnlyList<Tag> snapshot,
        IReadOnlyList<Tag> database,
        RelaySettings settings
    )
    {
        (int Days, string Why) kept = (settings.Retention.Days, "");
        foreach (var (tags, whose) in new[] { (snapshot, "the snapshot"), (database, "the database") })
        {
            if (Find(tags, RetentionTag) is { } value && Days(value, whose) is var days && days > kept.Days)
            {
                kept = (days, $", kept {days} days by the tag {RetentionTag} of {whose}");
            }
        }

        return kept;
    }

    private static int Days(string value, string whose) =>
        int.TryParse(value, out var days) && days is >= 1 and <= RetentionSettings.Longest
            ? days
            : throw new TagInvalidException(
                RetentionTag,
                whose,
                value,
                $"a whole number of days from 1 to {RetentionSettings.Longest}"
            );

    private static (string? Value, string Whose) Override(
        string key,
        IReadOnlyList<Tag> snapshot,
        IReadOnlyList<Tag> database
    ) => Find(snapshot, key) is { } own ? (own, "the snapshot") : (Find(database, key), "the database");

    private static string? Find(IReadOnlyList<Tag> tags, string key) =>
        tags.FirstOrDefault(tag => tag.Key == key)?.Value;

    private static bool SaysSkip(string? value) =>
        string.Equals(value?.Trim(), SkipValue, StringComparison.OrdinalIgnoreCase);

    private static Mode? ParsedMode(string value) =>
        Enum.GetValues<Mode>()
            .Cast<Mode?>()
            .FirstOrDefault(mode =>
                string.Equals(Word(mode!.Value), value.Trim(), StringComparison.OrdinalIgnoreCase)
            );

    private static Mode? ModeOf(Route? route) =>
        route switch
        {
            null => null,
            Route.RegionOnly => Mode.Region,
            Route.RegionThenShare => Mode.Share,
            _ => Mode.Copy,
        };

    private static string Word(Mode mode) => mode.ToString().ToLowerInvariant();
}
