namespace Relay;

/// <summary>What the template tells the functions, read once from environment variables.</summary>
/// <param name="RelayName">Prefix of all copies' names; 1–20 lower-case letters, digits, single hyphens.</param>
/// <param name="SourceAccount">The account that the relay runs in and whose snapshots it relays.</param>
/// <param name="SourceRegions">Where those snapshots are; at least one, never the DR Region.</param>
/// <param name="DrRegion">The Region that the relay runs in.</param>
/// <param name="Mode">What becomes of a snapshot that no tag and no hand says otherwise of.</param>
/// <param name="RegionKey">Key of the region copies.</param>
/// <param name="ShareWith">The DR account; null when none is configured.</param>
/// <param name="DrAccount">How the relay copies into the DR account; null when it can't.</param>
/// <param name="DirectToAccount">Whether source snapshots may be shared, to be copied in one step.</param>
/// <param name="TriesAwsOwnedKeys">Whether snapshots under an AWS owned key (sse-rds) are tried; else they are refused.</param>
/// <param name="OptionGroups">Option groups of the DR Region by those of the source; one that is not listed keeps its name.</param>
/// <param name="Selection">Which snapshots are relayed.</param>
/// <param name="RecoveryPoints">What becomes of AWS Backup's.</param>
/// <param name="Retention">How long copies are to be kept.</param>
/// <param name="StateMachineArn">The relay's own state machine.</param>
/// <param name="CopiesInProgress">How many copies of DB snapshots AWS lets run at once into the DR Region (RDS User Guide: 20).</param>
/// <param name="ClusterCopiesInProgress">How many of DB cluster snapshots (Aurora User Guide: 5).</param>
/// <param name="CopyDeadline">How long one copy may take.</param>
/// <param name="SlotDeadline">How long a relay may wait for a snapshot to complete, or for a copy slot.</param>
public sealed record RelaySettings(
    string RelayName,
    AccountId SourceAccount,
    IReadOnlyList<Region> SourceRegions,
    Region DrRegion,
    Mode Mode,
    KeyReference RegionKey,
    AccountId? ShareWith,
    DrAccountSettings? DrAccount,
    bool DirectToAccount,
    bool TriesAwsOwnedKeys,
    IReadOnlyDictionary<string, string> OptionGroups,
    SelectionSettings Selection,
    RecoveryPointSettings RecoveryPoints,
    RetentionSettings Retention,
    string StateMachineArn,
    int CopiesInProgress,
    int ClusterCopiesInProgress,
    TimeSpan CopyDeadline,
    TimeSpan SlotDeadline
)
{
    /// <summary>How reconciliation goes.</summary>
    public ReconcileSettings Reconcile { get; init; } =
        new(TimeSpan.FromHours(48), Starts: 200, TimeSpan.FromHours(30));

    /// <summary>Reads the settings; <paramref name="variable"/> gives an environment variable or null.</summary>
    /// <exception cref="SettingInvalidException">Names the variable, its value, and what is expected.</exception>
    public static RelaySettings Read(Func<string, string?> variable) => new SettingsReader(variable).Read();

    /// <summary>Whether a mode can be had: with the accounts and the ways into them that there are.</summary>
    public bool Reaches(Mode mode) =>
        mode switch
        {
            Mode.Copy => DrAccount is not null,
            Mode.Share => ShareWith is not null,
            _ => true,
        };

    /// <summary>How many copies of a kind AWS lets run at once into the DR Region.</summary>
    public int Slots(SnapshotKind kind) =>
        kind == SnapshotKind.Cluster ? ClusterCopiesInProgress : CopiesInProgress;
}

/// <summary>The other account, and how the relay acts there.</summary>
/// <param name="Id">Never the source account.</param>
/// <param name="AccountKey">Key of the account copies; owned by the DR account.</param>
/// <param name="Copier">Adds copies, nothing else.</param>
/// <param name="Reader">Looks.</param>
/// <param name="ExternalId">What both roles' trust policies ask for.</param>
public sealed record DrAccountSettings(
    AccountId Id,
    KeyReference AccountKey,
    RoleArn Copier,
    RoleArn Reader,
    string ExternalId
);

/// <summary>Which snapshots are relayed: those that pass every one of these.</summary>
/// <param name="Tag">A tag that the snapshot or its database must have; null for any. Without a value any value will do.</param>
/// <param name="Databases">Identifiers of databases, with * for any characters; one of them must match.</param>
/// <param name="ExcludedDatabases">Likewise; none of them may match.</param>
/// <param name="Kinds">Instance, Cluster.</param>
/// <param name="Types">Automated, Manual, AwsBackup.</param>
public sealed record SelectionSettings(
    (string Key, string? Value)? Tag,
    IReadOnlyList<string> Databases,
    IReadOnlyList<string> ExcludedDatabases,
    IReadOnlyList<SnapshotKind> Kinds,
    IReadOnlyList<SnapshotType> Types
);

/// <summary>Who made a snapshot.</summary>
public enum SnapshotType
{
    /// <summary>RDS, in the backup window.</summary>
    Automated,

    /// <summary>A person or a program, by CreateDBSnapshot or CreateDBClusterSnapshot; final snapshots too.</summary>
    Manual,

    /// <summary>AWS Backup: a recovery point.</summary>
    AwsBackup,
}

/// <summary>What becomes of AWS Backup's recovery points.</summary>
public enum RecoveryPointUse
{
    /// <summary>They are left alone.</summary>
    Off,

    /// <summary>AWS Backup copies them; RDS does where AWS Backup can't.</summary>
    Jobs,

    /// <summary>RDS copies the snapshots behind them.</summary>
    Rescue,
}

/// <summary>What the relay needs to have AWS Backup copy.</summary>
/// <param name="Use">Whether it does.</param>
/// <param name="SourceVaults">Names of the vaults in the source Regions whose recovery points are relayed.</param>
/// <param name="RegionVault">The relay's own vault in the DR Region; null unless Use is Jobs.</param>
/// <param name="AccountVault">The DR account's vault; null when there is none.</param>
/// <param name="CopyRole">What AWS Backup copies as; null unless Use is Jobs.</param>
/// <param name="ResourceTypes">RDS, Aurora, DocumentDB, Neptune, and what else the setting lists.</param>
public sealed record RecoveryPointSettings(
    RecoveryPointUse Use,
    IReadOnlyList<string> SourceVaults,
    VaultArn? RegionVault,
    VaultArn? AccountVault,
    RoleArn? CopyRole,
    IReadOnlyList<string> ResourceTypes
);

/// <summary>How long copies are to be kept.</summary>
/// <param name="Days">1 to 36500.</param>
/// <param name="ColdStorageAfterDays">0 for never; only for resource types that have cold storage, none of the databases'.</param>
public sealed record RetentionSettings(int Days, int ColdStorageAfterDays)
{
    /// <summary>The longest retention that settings and tags may ask for, in days: a hundred years.</summary>
    public const int Longest = 36_500;
}

/// <summary>How reconciliation goes.</summary>
/// <param name="Window">How old a snapshot may be to be looked for; never longer than copies are kept.</param>
/// <param name="Starts">How many relays one run starts at most.</param>
/// <param name="Objective">The recoverability objective: a relay that runs for half of it is told.</param>
public sealed record ReconcileSettings(TimeSpan Window, int Starts, TimeSpan Objective);
