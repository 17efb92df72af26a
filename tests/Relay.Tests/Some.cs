namespace Relay.Tests;

/// <summary>Any valid value; a test writes only what matters to it.</summary>
internal static class Some
{
    public static readonly AccountId SourceAccount = AccountId.Parse("111111111111");
    public static readonly AccountId DrAccount = AccountId.Parse("222222222222");
    public static readonly Region SourceRegion = Region.Parse("eu-west-1");
    public static readonly Region DrRegion = Region.Parse("eu-central-1");
    public static readonly DateTimeOffset Time = new(2026, 11, 20, 3, 4, 5, 678, TimeSpan.Zero);
    public static readonly KeyArn RegionKey = new(
        DrRegion,
        SourceAccount,
        "1111aaaa-11aa-11aa-11aa-111111aaaaaa"
    );
    public static readonly KeyArn AccountKey = new(
        DrRegion,
        DrAccount,
        "2222bbbb-22bb-22bb-22bb-222222bbbbbb"
    );
    public static readonly KeyArn SourceKey = new(
        SourceRegion,
        SourceAccount,
        "3333cccc-33cc-33cc-33cc-333333cccccc"
    );

    public static readonly Dictionary<string, string> Environment = new(StringComparer.Ordinal)
    {
        ["RELAY_NAME"] = "snapshot-relay",
        ["SOURCE_ACCOUNT_ID"] = "111111111111",
        ["SOURCE_REGIONS"] = "eu-west-1,eu-west-2",
        ["AWS_REGION"] = "eu-central-1",
        ["REGION_KEY_ID"] = RegionKey.ToString(),
        ["MODE"] = "copy",
        ["DR_ACCOUNT_ID"] = "222222222222",
        ["ACCOUNT_KEY_ID"] = AccountKey.ToString(),
        ["COPIER_ROLE_ARN"] = "arn:aws:iam::222222222222:role/snapshot-relay/snapshot-relay/copier",
        ["READER_ROLE_ARN"] = "arn:aws:iam::222222222222:role/snapshot-relay/snapshot-relay/reader",
        ["EXTERNAL_ID"] = "relay-external-id",
        ["STATE_MACHINE_ARN"] = "arn:aws:states:eu-central-1:111111111111:stateMachine:snapshot-relay",
        ["DIRECT_TO_ACCOUNT"] = "off",
        ["SSE_RDS"] = "try",
        ["OPTION_GROUPS"] = "",
        ["SELECT_TAG"] = "",
        ["SELECT_DATABASES"] = "*",
        ["EXCLUDE_DATABASES"] = "",
        ["SELECT_KINDS"] = "instance,cluster",
        ["SELECT_TYPES"] = "automated,manual,awsbackup",
        ["RECOVERY_POINTS"] = "off",
        ["SOURCE_VAULTS"] = "",
        ["REGION_VAULT_ARN"] = "",
        ["DR_VAULT_ARN"] = "",
        ["BACKUP_ROLE_ARN"] = "",
        ["BACKUP_RESOURCE_TYPES"] = "RDS,Aurora,DocumentDB,Neptune",
        ["RETENTION_DAYS"] = "35",
        ["COLD_STORAGE_AFTER_DAYS"] = "0",
        ["CLUSTER_COPIES_IN_PROGRESS"] = "5",
        ["COPIES_IN_PROGRESS"] = "20",
        ["COPY_DEADLINE_HOURS"] = "24",
        ["SLOT_DEADLINE_HOURS"] = "24",
        ["RECONCILE_WINDOW_HOURS"] = "48",
        ["RECONCILE_STARTS"] = "200",
        ["RECOVERABILITY_OBJECTIVE_HOURS"] = "30",
    };

    public static RelaySettings Settings(params (string Name, string? Value)[] changes)
    {
        var environment = Environment.ToDictionary(StringComparer.Ordinal);
        foreach (var (name, value) in changes)
        {
            environment[name] = value!;
        }

        return RelaySettings.Read(name => environment.GetValueOrDefault(name));
    }

    public static SnapshotArn Snapshot(
        string name = "rds:orders-2026-11-20-03-00",
        string region = "eu-west-1"
    ) => new(Region.Parse(region), SourceAccount, name);

    public static SnapshotArn ClusterSnapshot(string name = "rds:shop-2026-11-20-03-00") =>
        new(SourceRegion, SourceAccount, name, SnapshotKind.Cluster);

    public static readonly VaultArn RegionVault = new(DrRegion, SourceAccount, "snapshot-relay");
    public static readonly VaultArn AccountVault = new(DrRegion, DrAccount, "snapshot-relay");

    /// <summary>What turns copy jobs of AWS Backup on.</summary>
    public static (string, string?)[] Jobs(params (string, string?)[] changes) =>
        [
            ("RECOVERY_POINTS", "jobs"),
            ("SOURCE_VAULTS", "prod,weekly"),
            ("REGION_VAULT_ARN", RegionVault.ToString()),
            ("DR_VAULT_ARN", AccountVault.ToString()),
            ("BACKUP_ROLE_ARN", "arn:aws:iam::111111111111:role/snapshot-relay/backup-copier"),
            .. changes,
        ];

    public static Wish Wish() => Wishes.Of([], [], null, null, Settings());

    public static RecoveryPointFacts RecoveryPoint(
        string type = "RDS",
        string vault = "prod",
        bool continuous = false
    ) =>
        new(
            vault,
            type,
            $"arn:aws:rds:eu-west-1:111111111111:db:orders",
            Continuous: continuous,
            CreatedAt: Time
        );

    public static SnapshotIdentity Identity(
        string name = "rds:orders-2026-11-20-03-00",
        DateTimeOffset? time = null
    ) => new(Snapshot(name), time ?? Time);

    public static SnapshotFacts Facts(
        SnapshotArn? arn = null,
        string status = "available",
        int percent = 100,
        string? key = null,
        string? copiedFrom = null,
        params Tag[] tags
    ) =>
        new(
            arn ?? Snapshot(),
            status,
            percent,
            Time,
            "automated",
            "orders",
            "postgres",
            "16.4",
            100,
            Encrypted: true,
            key ?? SourceKey.ToString(),
            copiedFrom,
            tags,
            TakenAt: Time
        );

    public static SourceSnapshot Source(SnapshotArn? arn = null) => SourceSnapshot.From(Facts(arn));

    /// <summary>The region copy that account copies are made from.</summary>
    public static SnapshotArn RegionCopy =>
        new(DrRegion, SourceAccount, Names.Copy("snapshot-relay", Identity()));

    /// <summary>A copy of <see cref="Source"/> as it should be in the DR account.</summary>
    public static SnapshotFacts Copy(
        string? name = null,
        string status = "available",
        int percent = 100,
        SourceSnapshot? of = null
    )
    {
        var source = of ?? Source();
        var arn = new SnapshotArn(
            DrRegion,
            DrAccount,
            name ?? Names.Copy("snapshot-relay", source.Identity()),
            source.Arn.Kind
        );
        return Facts(
            arn,
            status,
            percent,
            AccountKey.ToString(),
            copiedFrom: RegionCopy.ToString(),
            tags: [.. CopyTags.Facts("snapshot-relay", source)]
        );
    }
}
