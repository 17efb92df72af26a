using System.Text.RegularExpressions;

namespace Relay;

/// <summary>
/// What a place that keeps copies is told by its own stack: the DR account, or the source account's DR Region. The functions that measure and
/// prune there know nothing else of the relay.
/// </summary>
/// <param name="RelayName">Whose copies: prefix of their names, and in their creation tags.</param>
/// <param name="SourceAccount">Where they must come from.</param>
/// <param name="Account">The account that these functions run in and that owns the copies.</param>
/// <param name="Region">The DR Region.</param>
/// <param name="Key">What copies must be encrypted under.</param>
/// <param name="Vault">The relay's backup vault here; null when there is none.</param>
/// <param name="RetentionDays">How long copies are kept at least, 1 to 36500.</param>
/// <param name="MinimumAgeDays">No copy that is younger is deleted, 1 to 36500.</param>
/// <param name="Objective">How old the newest verified copy of a database may be.</param>
/// <param name="Retired">ARNs of databases that are gone for good: they are not measured any more.</param>
/// <param name="EndsHere">Relayed snapshots end here; else the DR account has the copies that count.</param>
/// <param name="DrAccount">How to look at the DR account's copies; null there, and where there is no such account.</param>
public sealed record KeepSettings(
    string RelayName,
    AccountId SourceAccount,
    AccountId Account,
    Region Region,
    KeyReference Key,
    string? Vault,
    int RetentionDays,
    int MinimumAgeDays,
    TimeSpan Objective,
    IReadOnlyCollection<string> Retired,
    bool EndsHere,
    DrAccountSettings? DrAccount = null
)
{
    /// <summary>This is the DR account: nothing that the source account has written is trusted.</summary>
    public bool IsDrAccount => Account != SourceAccount;

    /// <summary>Reads the settings; <paramref name="variable"/> gives an environment variable or null.</summary>
    /// <exception cref="SettingInvalidException">Names the variable, its value, and what is expected.</exception>
    public static KeepSettings Read(Func<string, string?> variable) =>
        new KeepSettingsReader(variable).Read();
}

/// <summary>Reads <see cref="KeepSettings"/> from environment variables.</summary>
internal sealed partial class KeepSettingsReader(Func<string, string?> variable) : VariableReader(variable)
{
    public KeepSettings Read() =>
        new(
            RelayName(),
            Parsed<AccountId>("SOURCE_ACCOUNT_ID"),
            Parsed<AccountId>("ACCOUNT_ID"),
            Parsed<Region>("AWS_REGION"),
            Parsed<KeyReference>("COPY_KEY_ID"),
            IsEmpty("COPY_VAULT") ? null : Matching("COPY_VAULT", VaultPattern(), "a backup vault's name"),
            Number("RETENTION_DAYS", 1, RetentionSettings.Longest),
            Number("MINIMUM_AGE_DAYS", 1, RetentionSettings.Longest),
            TimeSpan.FromHours(Number("RECOVERABILITY_OBJECTIVE_HOURS", 1, 8760)),
            List("RETIRED_DATABASES", ResourcePattern(), "a list of ARNs of DB instances and DB clusters")
                .ToHashSet(StringComparer.Ordinal),
            Switch("COPIES_END", "here", "dr-account"),
            IsEmpty("ACCOUNT_KEY_ID") ? null : RolesIn(Parsed<AccountId>("DR_ACCOUNT_ID"))
        );

    [GeneratedRegex(@"^[A-Za-z0-9_-]{2,50}\z")]
    private static partial Regex VaultPattern();

    [GeneratedRegex(@"^arn:[^,\s]{1,1000}\z")]
    private static partial Regex ResourcePattern();
}
