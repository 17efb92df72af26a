namespace Relay;

/// <summary>An option group as RDS describes it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Engine">oracle-ee, mysql, …</param>
/// <param name="MajorEngineVersion">19, 8.0, …</param>
/// <param name="Options">What it holds.</param>
public sealed record OptionGroupFacts(
    string Name,
    string Engine,
    string MajorEngineVersion,
    IReadOnlyList<OptionFacts> Options
);

/// <summary>An option of a group.</summary>
/// <param name="Name">TDE, Timezone, …</param>
/// <param name="Persistent">It stays as long as a DB instance uses the group.</param>
/// <param name="Permanent">It can never be removed from the group.</param>
public sealed record OptionFacts(string Name, bool Persistent, bool Permanent);

/// <summary>
/// Which option group a region copy gets. A copy to another Region does not bring its option group along (RDS User Guide, Copying a DB
/// snapshot, Option group considerations).
/// </summary>
public static class OptionGroupRules
{
    /// <summary>What OptionGroups maps to when the copy is to have the default option group.</summary>
    public const string Default = "default";

    // RDS User Guide, Sharing a DB snapshot: the only persistent options that do not forbid it.
    private static readonly string[] ShareableOptions = ["Timezone", "OLS"];

    /// <summary>True when the snapshot has an option group of its own.</summary>
    public static bool MustAsk(SourceSnapshot source) =>
        source.OptionGroup is { Length: > 0 } group
        && !group.StartsWith(Default + ":", StringComparison.Ordinal);

    /// <summary>The option group to look for in the DR Region; null when the default one does.</summary>
    public static string? NameInDrRegion(SourceSnapshot source, RelaySettings settings) =>
        MustAsk(source) && Wanted(source, settings) is var name && name != Default ? name : null;

    /// <summary>The option group of the region copy; null for the default one.</summary>
    /// <param name="source">The snapshot.</param>
    /// <param name="plan">Where it goes.</param>
    /// <param name="ofSource">Its option group; null when RDS does not find it.</param>
    /// <param name="inDrRegion">The one of <see cref="NameInDrRegion"/>; null when RDS does not find it.</param>
    /// <param name="settings">The relay's settings.</param>
    /// <exception cref="OptionGroupRefusedException">It is missing, or does not fit, or forbids sharing.</exception>
    public static string? Choose(
        SourceSnapshot source,
        RelayPlan plan,
        OptionGroupFacts? ofSource,
        OptionGroupFacts? inDrRegion,
        RelaySettings settings
    )
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (!MustAsk(source))
        {
            return null;
        }

        var options = ofSource?.Options ?? [];
        if (plan.Mode != Mode.Region && options.FirstOrDefault(ForbidsSharing) is { } option)
        {
            throw Refusal(
                source,
                $"has the persistent or permanent option {option.Name}, and RDS does not share such snapshots",
                "Ask for mode region (tag snapshot-relay:mode=region on the database): the copy in the DR Region stays in this account."
            );
        }

        return Wanted(source, settings) == Default ? OfDefault(source, options)
            : inDrRegion is null ? OfMissing(source, ofSource, settings)
            : Fitting(source, ofSource, inDrRegion);
    }

    private static bool ForbidsSharing(OptionFacts option) =>
        IsLasting(option) && !ShareableOptions.Contains(option.Name, StringComparer.OrdinalIgnoreCase);

    private static bool IsLasting(OptionFacts option) => option.Persistent || option.Permanent;

    private static string Wanted(SourceSnapshot source, RelaySettings settings) =>
        settings.OptionGroups.GetValueOrDefault(source.OptionGroup!, source.OptionGroup!);

    private static string? OfDefault(SourceSnapshot source, IReadOnlyList<OptionFacts> options) =>
        options.FirstOrDefault(IsLasting) is { } option
            ? throw Refusal(
                source,
                $"has the persistent or permanent option {option.Name}, so the default option group does not do",
                $"Map it to a group with that option: OptionGroups {source.OptionGroup}=GROUP."
            )
            : null;

    // A group without options does nothing that the default one does not.
    private static string? OfMissing(
        SourceSnapshot source,
        OptionGroupFacts? ofSource,
        RelaySettings settings
    )
    {
        var wanted = Wanted(source, settings);
        return ofSource is { Options: [] } && wanted == source.OptionGroup
            ? null
            : throw Refusal(
                source,
                $"has no counterpart {wanted} in {settings.DrRegion}",
                $"Create the option group {wanted} in {settings.DrRegion}{Like(ofSource)}, or map {source.OptionGroup} to another one with OptionGroups{WithoutOptions(source, ofSource)}."
            );
    }

    private static string Like(OptionGroupFacts? group) =>
        group is null
            ? ""
            : $" (engine {group.Engine} {group.MajorEngineVersion}, options {string.Join(", ", group.Options.Select(o => o.Name))})";

    private static string WithoutOptions(SourceSnapshot source, OptionGroupFacts? group) =>
        group?.Options.Any(IsLasting) == false
            ? $" ({source.OptionGroup}={Default} to do without its options)"
            : "";

    private static string Fitting(SourceSnapshot source, OptionGroupFacts? ofSource, OptionGroupFacts found)
    {
        if (
            found.Engine != source.Engine
            || (ofSource is not null && ofSource.MajorEngineVersion != found.MajorEngineVersion)
        )
        {
            throw Refusal(
                source,
                $"has as counterpart {found.Name}, which is for {found.Engine} {found.MajorEngineVersion}, not for {source.Engine} {ofSource?.MajorEngineVersion}",
                $"Create {found.Name} for the same engine and major version, or map {source.OptionGroup} to another one with OptionGroups."
            );
        }

        IReadOnlyList<string> missing =
        [
            .. (ofSource?.Options ?? [])
                .Where(IsLasting)
                .Select(o => o.Name)
                .Except(found.Options.Select(o => o.Name), StringComparer.OrdinalIgnoreCase),
        ];
        return missing is []
            ? found.Name
            : throw Refusal(
                source,
                $"has as counterpart {found.Name}, which lacks {string.Join(", ", missing)}",
                $"Add {string.Join(", ", missing)} to {found.Name}."
            );
    }

    private static OptionGroupRefusedException Refusal(SourceSnapshot source, string problem, string toDo) =>
        new(source.Arn, source.OptionGroup!, problem, toDo);
}
