using LocalCloud.Kernel;

namespace LocalCloud.Rds;

internal static partial class RdsRules
{
    /// <summary>The name of an option group: 1 to 255 characters, else as a snapshot's (model).</summary>
    public static string NewOptionGroup(string name) =>
        name.Length <= 255 && Name().IsMatch(name)
            ? name.ToLowerInvariant()
            : throw RdsErrors.BadIdentifier("OptionGroupName");

    /// <summary>
    /// DescribeOptionGroups takes a name or an engine, and a version only with an engine (model).
    /// </summary>
    public static void OptionGroupQuery(string? name, string? engine, string? version)
    {
        if (name is not null && (engine is not null || version is not null))
        {
            throw RdsErrors.InvalidCombination(
                "OptionGroupName can't be supplied together with EngineName or MajorEngineVersion."
            );
        }

        if (version is not null && engine is null)
        {
            throw RdsErrors.InvalidCombination("MajorEngineVersion needs EngineName.");
        }
    }

    /// <summary>
    /// The option group of an instance: the default one of its engine, or one of its account and Region that is for its engine
    /// (RDS-UG, Working with option groups).
    /// </summary>
    public static string OptionGroup(string? given, DatabaseFacts database, RdsArn place, RdsState state)
    {
        var byDefault = RdsEngine.DefaultOptionGroup(database.Engine, database.EngineVersion);
        if (given is null || string.Equals(given, byDefault, StringComparison.OrdinalIgnoreCase))
        {
            return byDefault;
        }

        var group =
            state.OptionGroup(RdsArn.OptionGroup(place.AccountId, place.Region, given))
            ?? throw RdsErrors.OptionGroupNotFound(given);
        return group.Engine == database.Engine && IsOfVersion(group, database.EngineVersion)
            ? group.Arn.Identifier
            : throw RdsErrors.OptionGroupOfOtherEngine(given, database.Engine, database.EngineVersion);
    }

    /// <summary>
    /// The option group of a copy: the one that is asked for, the source's within its account and Region, else the default one (RDS-UG,
    /// Copying a DB snapshot, Option group considerations). Across Regions it must have the source's persistent and permanent options,
    /// among them the encryption of Oracle and SQL Server (recorded reply). AWS Backup looks for one of the same name then, and
    /// where there is none says what is needed (AWS Backup, Creating backup copies across AWS Regions).
    /// </summary>
    private static string? CopyOptionGroup(CopyRequest request, DbSnapshot source, RdsState state)
    {
        if (source.OptionGroup is not { } own)
        {
            return null;
        }

        string[] kept = request.CrossRegion
            ? [.. state.OptionsOf(source).Where(o => o.MustBeKept).Select(o => o.Name)]
            : [];
        var twin = RdsArn.OptionGroup(request.AccountId, request.Target.Region, own);
        var hasTwin = request.OfAwsBackup && kept.Length > 0 && state.OptionGroup(twin) is not null;
        var given = request.OptionGroup ?? (hasTwin ? own : null);
        if (given is null && kept.Length == 0 && request is { CrossRegion: false, CrossAccount: false })
        {
            return own;
        }

        var group = OptionGroup(given, source.Database, request.Target, state);
        var has = state
            .OptionGroup(RdsArn.OptionGroup(request.AccountId, request.Target.Region, group))
            ?.Options;
        return kept.All(name => has?.ContainsKey(name) == true)
            ? group
            : throw RdsErrors.OptionGroupNeeded(kept);
    }

    /// <summary>A permanent option is never removed (RDS-UG, Working with option groups; our words).</summary>
    public static void RemoveOptions(RdsOptionGroup group, IReadOnlyList<string> names)
    {
        if (names.FirstOrDefault(n => group.Options.GetValueOrDefault(n) is { Permanent: true }) is { } name)
        {
            throw new AwsError("InvalidOptionGroupStateFault", $"The option {name} is permanent.");
        }
    }

    private static bool IsOfVersion(RdsOptionGroup group, string engineVersion) =>
        engineVersion == group.MajorEngineVersion
        || engineVersion.StartsWith(group.MajorEngineVersion + ".", StringComparison.Ordinal);
}
