namespace Relay;

/// <summary>One of the things that Doctor looks at.</summary>
/// <param name="Name">Short, and the same in reports and in docs/operations.md.</param>
/// <param name="Looks">What is looked at, and what is a finding.</param>
/// <param name="Open">What this can't prove.</param>
public sealed record Check(string Name, string Looks, string Open);

/// <summary>All that Doctor looks at.</summary>
public static class Checkup
{
    /// <summary>The DR account's roles.</summary>
    public static Check Roles { get; } =
        new(
            "roles",
            "the DR account's copier and reader can be assumed with the external id",
            "what the copier's policy lets it do: the next account copy shows it"
        );

    /// <summary>The keys of the copies.</summary>
    public static Check Keys { get; } =
        new(
            "keys",
            "the region key and the account key are there, enabled, symmetric, of the DR Region, and the account key is the DR account's",
            "keys that KMS does not let the relay look at"
        );

    /// <summary>The policies of keys.</summary>
    public static Check KeyPolicies { get; } =
        new(
            "key policies",
            "the region key's policy lets the relay use it through RDS, and the DR account in modes copy and share; source keys' policies let the DR account in, on the routes DirectToAccount and BackupCopyJob",
            "policies of keys of other accounts, conditions that only AWS can judge, and that RDS gets its grant"
        );

    /// <summary>Backup vaults.</summary>
    public static Check Vaults { get; } =
        new(
            "vaults",
            "with `RecoveryPoints=jobs`: both vaults are there under the right keys, their locks let `RetentionDays` in, the DR account's lets the relay's role copy into it",
            "vaults that the reader can't look at"
        );

    /// <summary>The organization's settings.</summary>
    public static Check Organization { get; } =
        new(
            "organization",
            "with `RecoveryPoints=jobs` and a DR account: AWS Backup may copy across accounts",
            "that both accounts are in one organization: the next copy job shows it"
        );

    /// <summary>Option groups.</summary>
    public static Check OptionGroups { get; } =
        new(
            "option groups",
            "those that `OptionGroups` maps to are there in the DR Region",
            "whether they fit, of databases without a recent snapshot"
        );

    /// <summary>Free quota.</summary>
    public static Check Quotas { get; } =
        new(
            "quotas",
            "manual snapshots in the DR Region, here and in the DR account: four fifths of the quota are used, or one copy more of each database does not fit; copies that are not the relay's take four fifths of the copy slots",
            "the quotas of copies in progress, which RDS does not tell: `CopiesInProgress` and `ClusterCopiesInProgress` are taken for them"
        );

    /// <summary>How long copies are kept.</summary>
    public static Check Retention { get; } =
        new("retention", "what goes to cold storage is kept for the 90 days that AWS asks for there", "");

    /// <summary>Canaries.</summary>
    public static Check Canaries { get; } =
        new(
            "canaries",
            "from each source Region a canary has come in the last two hours, so that events come",
            ""
        );

    /// <summary>Databases.</summary>
    public static Check Databases { get; } =
        new(
            "databases",
            "the newest snapshot of each selected database, if it is not older than `ReconcileWindowHours`, is planned as `PlanRelay` does: source key, option group, tags, kind, and all of the above",
            "databases without such a snapshot"
        );

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Check> All { get; } =
    [Roles, Keys, KeyPolicies, Vaults, Organization, OptionGroups, Quotas, Retention, Canaries, Databases];
}
