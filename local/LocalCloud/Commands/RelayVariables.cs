using LocalCloud.Deploy;

namespace LocalCloud.Commands;

/// <summary>What the relay of <c>make cloud</c> is deployed with, by environment variables named as its functions have them.</summary>
public sealed record RelayVariables
{
    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } =
    ["DIRECT_TO_ACCOUNT", "RECOVERY_POINTS", "SOURCE_VAULTS", "BACKUP_RESOURCE_TYPES"];

    /// <summary>Whether snapshots may go to the DR account in one step.</summary>
    public bool DirectToAccount { get; private init; }

    /// <summary>off, jobs or rescue.</summary>
    public string RecoveryPoints { get; private init; } = "off";

    /// <summary>Names of vaults in the source Regions; whoever uses the cloud makes them.</summary>
    public IReadOnlyList<string> SourceVaults { get; private init; } = [];

    /// <summary>Resource types of AWS Backup, separated by commas; null for the template's.</summary>
    public string? ResourceTypes { get; private init; }

    /// <summary>Reads them.</summary>
    /// <param name="of">Value by name, or what is given beside it where there is none.</param>
    /// <exception cref="SettingException">Names the variable, its value and what is expected.</exception>
    public static RelayVariables Read(Func<string, string, string> of)
    {
        ArgumentNullException.ThrowIfNull(of);
        string[] vaults = of("SOURCE_VAULTS", "")
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var read = new RelayVariables
        {
            DirectToAccount = OneOf("DIRECT_TO_ACCOUNT", of("DIRECT_TO_ACCOUNT", "off"), "on", "off") == "on",
            RecoveryPoints = OneOf("RECOVERY_POINTS", of("RECOVERY_POINTS", "off"), "off", "jobs", "rescue"),
            SourceVaults = vaults,
            ResourceTypes = of("BACKUP_RESOURCE_TYPES", "") is { Length: > 0 } types ? types : null,
        };
        return read is { RecoveryPoints: "jobs", SourceVaults: [] }
            ? throw new SettingException(
                "RECOVERY_POINTS is 'jobs'; expected names of backup vaults in SOURCE_VAULTS beside it."
            )
            : read;
    }

    /// <summary>Settings with these.</summary>
    public RelaySettings In(RelaySettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return settings with
        {
            DirectToAccount = DirectToAccount,
            RecoveryPoints = RecoveryPoints,
            SourceVaults = SourceVaults,
            Parameters = ResourceTypes is null
                ? settings.Parameters
                : new Dictionary<string, string> { ["BackupResourceTypes"] = ResourceTypes },
        };
    }

    private static string OneOf(string name, string value, params string[] allowed) =>
        allowed.Contains(value, StringComparer.Ordinal)
            ? value
            : throw new SettingException($"{name} is '{value}'; expected {string.Join(", ", allowed)}.");
}
