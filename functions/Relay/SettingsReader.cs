using System.Text.RegularExpressions;

namespace Relay;

/// <summary>Reads <see cref="RelaySettings"/> from environment variables; each error names the variable, its value and what is expected.</summary>
internal sealed partial class SettingsReader(Func<string, string?> variable) : VariableReader(variable)
{
    public RelaySettings Read()
    {
        var drRegion = Parsed<Region>("AWS_REGION");
        var account = Parsed<AccountId>("SOURCE_ACCOUNT_ID");
        var mode = OneOf<Mode>("MODE");
        var shareWith = ShareWith(account, mode);
        var drAccount = DrAccount(shareWith, mode);
        return new RelaySettings(
            RelayName(),
            account,
            Regions("SOURCE_REGIONS", drRegion),
            drRegion,
            mode,
            Parsed<KeyReference>("REGION_KEY_ID"),
            shareWith,
            drAccount,
            Switch("DIRECT_TO_ACCOUNT", "on", "off"),
            Switch("SSE_RDS", "try", "refuse"),
            OptionGroups(),
            Selection(),
            RecoveryPoints(drAccount),
            new RetentionSettings(
                Number("RETENTION_DAYS", 1, RetentionSettings.Longest),
                Number("COLD_STORAGE_AFTER_DAYS", 0, RetentionSettings.Longest)
            ),
            Matching("STATE_MACHINE_ARN", StateMachinePattern(), "the ARN of a state machine"),
            Number("COPIES_IN_PROGRESS", 1, 1000),
            Number("CLUSTER_COPIES_IN_PROGRESS", 1, 1000),
            TimeSpan.FromHours(Number("COPY_DEADLINE_HOURS", 1, 96)),
            TimeSpan.FromHours(Number("SLOT_DEADLINE_HOURS", 1, 96))
        )
        {
            Reconcile = new(
                Window(),
                Number("RECONCILE_STARTS", 1, 1000),
                TimeSpan.FromHours(Number("RECOVERABILITY_OBJECTIVE_HOURS", 2, 8760))
            ),
        };
    }

    // A snapshot older than copies are kept may have had its copy, and that one its time.
    private TimeSpan Window() =>
        TimeSpan.FromHours(
            Math.Min(
                Number("RECONCILE_WINDOW_HOURS", 1, 720),
                24 * Number("RETENTION_DAYS", 1, RetentionSettings.Longest)
            )
        );

    private AccountId? ShareWith(AccountId source, Mode mode) =>
        mode == Mode.Region && IsEmpty("DR_ACCOUNT_ID") ? null
        : Parsed<AccountId>("DR_ACCOUNT_ID") is var id && id != source ? id
        : throw new SettingInvalidException(
            "DR_ACCOUNT_ID",
            id.ToString(),
            "another account than SOURCE_ACCOUNT_ID"
        );

    // Modes region and share get along without; with it, a tag may ask for mode copy.
    private DrAccountSettings? DrAccount(AccountId? id, Mode mode) =>
        id is null || (mode != Mode.Copy && IsEmpty("ACCOUNT_KEY_ID")) ? null : RolesIn(id);

    private Dictionary<string, string> OptionGroups()
    {
        const string expected = "pairs of option groups like source-group=dr-group,other-source=other-dr";
        var pairs = List("OPTION_GROUPS", NamePairPattern(), expected).Select(pair => pair.Split('='));
        var groups = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var pair in pairs)
        {
            if (!groups.TryAdd(pair[0], pair[1]))
            {
                throw new SettingInvalidException("OPTION_GROUPS", Variable("OPTION_GROUPS"), expected);
            }
        }

        return groups;
    }

    private SelectionSettings Selection() =>
        new(
            IsEmpty("SELECT_TAG") ? null
                : Matching("SELECT_TAG", TagPattern(), "a tag like dr or dr=yes").Split('=', 2)
                    is [var key, var value]
                    ? (key, value)
                : (Variable("SELECT_TAG")!, null),
            Some("SELECT_DATABASES", List("SELECT_DATABASES", GlobPattern(), ExpectedDatabases)),
            List("EXCLUDE_DATABASES", GlobPattern(), ExpectedDatabases),
            [.. Some("SELECT_KINDS", List("SELECT_KINDS")).Select(Kind)],
            [.. Some("SELECT_TYPES", List("SELECT_TYPES")).Select(Type)]
        );

    private RecoveryPointSettings RecoveryPoints(DrAccountSettings? drAccount)
    {
        var use = OneOf<RecoveryPointUse>("RECOVERY_POINTS");
        var jobs = use == RecoveryPointUse.Jobs;
        var vaults = List("SOURCE_VAULTS", VaultPattern(), ExpectedVaults);
        return new(
            use,
            jobs ? Some("SOURCE_VAULTS", vaults) : vaults,
            jobs ? Parsed<VaultArn>("REGION_VAULT_ARN") : null,
            jobs && drAccount is not null ? Parsed<VaultArn>("DR_VAULT_ARN") : null,
            jobs ? Parsed<RoleArn>("BACKUP_ROLE_ARN") : null,
            List("BACKUP_RESOURCE_TYPES")
        );
    }

    private const string ExpectedDatabases = "a list of database identifiers like orders,crm-*";
    private const string ExpectedVaults = "a list of names of backup vaults like prod,prod-weekly";

    private SnapshotKind Kind(string text) =>
        text switch
        {
            "instance" => SnapshotKind.Instance,
            "cluster" => SnapshotKind.Cluster,
            _ => throw new SettingInvalidException("SELECT_KINDS", text, "a list of instance, cluster"),
        };

    private SnapshotType Type(string text) =>
        text switch
        {
            "automated" => SnapshotType.Automated,
            "manual" => SnapshotType.Manual,
            "awsbackup" => SnapshotType.AwsBackup,
            _ => throw new SettingInvalidException(
                "SELECT_TYPES",
                text,
                "a list of automated, manual, awsbackup"
            ),
        };

    private IReadOnlyList<Region> Regions(string name, Region drRegion)
    {
        const string expected = "a list of Regions like eu-west-1,eu-west-2, without the DR Region";
        try
        {
            List<Region> parsed = [.. List(name).Select(Region.Parse)];
            return parsed.Count > 0 && !parsed.Contains(drRegion) ? parsed : throw new FormatException();
        }
        catch (FormatException)
        {
            throw new SettingInvalidException(name, Variable(name), expected);
        }
    }

    [GeneratedRegex(@"^arn:aws[a-z-]*:states:[^:]+:[0-9]{12}:stateMachine:[A-Za-z0-9_-]+\z")]
    private static partial Regex StateMachinePattern();

    // API reference of CreateOptionGroup: 1 to 255 letters, digits and hyphens, first a letter.
    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9-]{0,254}=[A-Za-z][A-Za-z0-9-]{0,254}\z")]
    private static partial Regex NamePairPattern();

    [GeneratedRegex(@"^[A-Za-z0-9*-]{1,63}\z")]
    private static partial Regex GlobPattern();

    [GeneratedRegex(@"^[A-Za-z0-9_-]{2,50}\z")]
    private static partial Regex VaultPattern();

    [GeneratedRegex(@"^[\p{L}\p{Z}\p{N}_.:/+\-@]{1,128}(=[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256})?\z")]
    private static partial Regex TagPattern();
}
