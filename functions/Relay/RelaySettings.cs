using System.Text.RegularExpressions;

namespace Relay;

/// <summary>What the template tells the functions, read once from environment variables.</summary>
/// <param name="RelayName">Prefix of all copies' names; 1–20 lower-case letters, digits, single hyphens.</param>
/// <param name="SourceAccount">The account that the relay runs in and whose snapshots it relays.</param>
/// <param name="SourceRegions">Where those snapshots are; at least one, never the DR Region.</param>
/// <param name="DrRegion">The Region that the relay runs in.</param>
/// <param name="RegionKey">Key of the region copies.</param>
/// <param name="DrAccount">Null in mode none.</param>
/// <param name="StateMachineArn">The relay's own state machine.</param>
/// <param name="CopiesInProgress">How many copies AWS lets run at once into the DR Region (RDS User Guide: 20).</param>
/// <param name="CopyDeadline">How long one copy may take.</param>
/// <param name="SlotDeadline">How long a relay may wait for a snapshot to complete, or for a copy slot.</param>
public sealed partial record RelaySettings(
    string RelayName,
    AccountId SourceAccount,
    IReadOnlyList<Region> SourceRegions,
    Region DrRegion,
    KeyArn RegionKey,
    DrAccountSettings? DrAccount,
    string StateMachineArn,
    int CopiesInProgress,
    TimeSpan CopyDeadline,
    TimeSpan SlotDeadline
)
{
    /// <summary>Reads the settings; <paramref name="variable"/> gives an environment variable or null.</summary>
    /// <exception cref="SettingInvalidException">Names the variable, its value, and what is expected.</exception>
    public static RelaySettings Read(Func<string, string?> variable)
    {
        var read = new Reader(variable);
        var drRegion = read.Parsed<Region>("AWS_REGION");
        var account = read.Parsed<AccountId>("SOURCE_ACCOUNT_ID");
        return new RelaySettings(
            read.Matching(
                "RELAY_NAME",
                RelayNamePattern(),
                "1 to 20 lower-case letters, digits and single hyphens, first a letter"
            ),
            account,
            read.Regions("SOURCE_REGIONS", drRegion),
            drRegion,
            read.Parsed<KeyArn>("REGION_KEY_ARN"),
            read.DrAccount(account),
            read.Matching("STATE_MACHINE_ARN", StateMachinePattern(), "the ARN of a state machine"),
            read.Number("COPIES_IN_PROGRESS", 1, 1000),
            TimeSpan.FromHours(read.Number("COPY_DEADLINE_HOURS", 1, 96)),
            TimeSpan.FromHours(read.Number("SLOT_DEADLINE_HOURS", 1, 96))
        );
    }

    [GeneratedRegex(@"^(?=.{1,20}\z)[a-z][a-z0-9]*(-[a-z0-9]+)*\z")]
    private static partial Regex RelayNamePattern();

    [GeneratedRegex(@"^arn:aws[a-z-]*:states:[^:]+:[0-9]{12}:stateMachine:[A-Za-z0-9_-]+\z")]
    private static partial Regex StateMachinePattern();

    private readonly struct Reader(Func<string, string?> variable)
    {
        public T Parsed<T>(string name)
            where T : IText<T>
        {
            try
            {
                return T.Parse(variable(name) ?? "");
            }
            catch (FormatException e)
            {
                throw new SettingInvalidException(
                    name,
                    variable(name),
                    e.Message[(e.Message.IndexOf("expected ", StringComparison.Ordinal) + 9)..].TrimEnd('.')
                );
            }
        }

        public string Matching(string name, Regex pattern, string expected) =>
            variable(name) is { } value && pattern.IsMatch(value)
                ? value
                : throw new SettingInvalidException(name, variable(name), expected);

        public int Number(string name, int least, int most) =>
            int.TryParse(variable(name), out var number) && number >= least && number <= most
                ? number
                : throw new SettingInvalidException(
                    name,
                    variable(name),
                    $"a whole number from {least} to {most}"
                );

        public IReadOnlyList<Region> Regions(string name, Region drRegion)
        {
            const string expected = "a list of Regions like eu-west-1,eu-west-2, without the DR Region";
            try
            {
                var regions = (variable(name) ?? "").Split(
                    ',',
                    StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries
                );
                List<Region> parsed = [.. regions.Select(Region.Parse)];
                return parsed.Count > 0 && !parsed.Contains(drRegion) ? parsed : throw new FormatException();
            }
            catch (FormatException)
            {
                throw new SettingInvalidException(name, variable(name), expected);
            }
        }

        public DrAccountSettings? DrAccount(AccountId source) =>
            variable("MODE") switch
            {
                "none" => null,
                "copy" => new DrAccountSettings(
                    Parsed<AccountId>("DR_ACCOUNT_ID") is var id && id != source
                        ? id
                        : throw new SettingInvalidException(
                            "DR_ACCOUNT_ID",
                            id.ToString(),
                            "another account than SOURCE_ACCOUNT_ID"
                        ),
                    Parsed<KeyArn>("ACCOUNT_KEY_ARN"),
                    Parsed<RoleArn>("COPIER_ROLE_ARN"),
                    Parsed<RoleArn>("READER_ROLE_ARN"),
                    Matching(
                        "EXTERNAL_ID",
                        ExternalIdPattern(),
                        "the external id of the DR account's roles: 2 to 1224 letters, digits or _+=,.@:/-"
                    )
                ),
                var other => throw new SettingInvalidException("MODE", other, "'none' or 'copy'"),
            };
    }

    [GeneratedRegex(@"^[\w+=,.@:/-]{2,1224}\z")]
    private static partial Regex ExternalIdPattern();
}

/// <summary>The other account, and how the relay acts there.</summary>
/// <param name="Id">Never the source account.</param>
/// <param name="AccountKey">Key of the account copies; owned by the DR account.</param>
/// <param name="Copier">Adds copies, nothing else.</param>
/// <param name="Reader">Looks.</param>
/// <param name="ExternalId">What both roles' trust policies ask for.</param>
public sealed record DrAccountSettings(
    AccountId Id,
    KeyArn AccountKey,
    RoleArn Copier,
    RoleArn Reader,
    string ExternalId
);
