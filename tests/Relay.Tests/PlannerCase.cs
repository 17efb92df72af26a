namespace Relay.Tests;

/// <summary>
/// One possible combination of everything that the choice of a route depends on, each in a word, so that the table can be read. An AWS
/// Backup snapshot of an RDS database is of its database's kind; <c>ebs</c> stands for every recovery point that is no snapshot of RDS.
/// </summary>
/// <param name="What">instance, instance+og (with an option group of its own), aurora, docdb, multi-az, custom, ebs.</param>
/// <param name="Type">automated, manual, backup (AWS Backup's), continuous (likewise, for point-in-time recovery).</param>
/// <param name="Key">none, customer, multi-region, aws (aws/rds), aws-owned (sse-rds), dr-account, third-account, untold.</param>
/// <param name="Ask">A mode by the settings, or by hand: a route.</param>
/// <param name="Direct">The setting DirectToAccount: on, off.</param>
/// <param name="Points">The setting RecoveryPoints: off, jobs, rescue.</param>
/// <param name="Vault">With jobs: held by a vault of SourceVaults, not-held, or held, but of a type-not-listed.</param>
/// <param name="Across">With jobs and a DR account: AWS Backup may copy to other accounts (on), may not (off).</param>
/// <param name="Sse">The setting SseRds: try, refuse.</param>
/// <param name="Dr">What is configured of the DR account: none, its id, all.</param>
public sealed record PlannerCase(
    string What,
    string Type,
    string Key,
    string Ask,
    string Direct,
    string Points,
    string Vault,
    string Across,
    string Sse,
    string Dr
)
{
    private const string NotAsked = "-";
    private static readonly Dictionary<string, RelaySettings> SettingsByWords = new(StringComparer.Ordinal);

    /// <summary>The columns of the table.</summary>
    public IReadOnlyList<string> Words => [What, Type, Key, Ask, Direct, Points, Vault, Across, Sse, Dr];

    private bool IsBackup => Type is "backup" or "continuous";

    /// <summary>Every combination that is possible.</summary>
    public static IEnumerable<PlannerCase> All() =>
        from what in Kinds
        from type in TypesOf(what)
        from key in KeysOf(what)
        from points in new[] { "off", "jobs", "rescue" }
        from dr in new[] { "none", "id", "all" }
        from vault in VaultsOf(what, type, points)
        from across in AnswersOf(type, points, dr)
        from direct in new[] { "on", "off" }
        from sse in new[] { "try", "refuse" }
        from ask in Asks
        select new PlannerCase(what, type, key, ask, direct, points, vault, across, sse, dr);

    private static string[] Kinds =>
        ["instance", "instance+og", "aurora", "docdb", "multi-az", "custom", "ebs"];

    private static string[] Asks =>
        [
            "region",
            "share",
            "copy",
            "RegionOnly",
            "RegionThenShare",
            "RegionThenAccount",
            "DirectToAccount",
            "BackupCopyJob",
            "BackupTwoJobs",
        ];

    // Whatever is no snapshot of RDS is AWS Backup's; AWS Backup does not serve RDS Custom.
    private static string[] TypesOf(string what) =>
        what switch
        {
            "ebs" => ["backup", "continuous"],
            "custom" => ["automated", "manual"],
            _ => ["automated", "manual", "backup", "continuous"],
        };

    // A key that AWS owns: of Aurora clusters, of DB instances (API model), of vaults.
    private static string[] KeysOf(string what)
    {
        string[] keys = ["none", "customer", "multi-region", "aws", "dr-account", "third-account", "untold"];
        return what is "docdb" or "multi-az" or "custom" ? keys : [.. keys, "aws-owned"];
    }

    // Only a recovery point has a vault, and only copy jobs need to know it; one that is no snapshot of RDS is known by its vault alone.
    private static string[] VaultsOf(string what, string type, string points) =>
        (type, points, what) switch
        {
            ("backup" or "continuous", "jobs", "ebs") => ["held", "type-not-listed"],
            ("backup" or "continuous", "jobs", _) => ["held", "not-held", "type-not-listed"],
            _ => [NotAsked],
        };

    // Cross-account backup is asked for where a copy job could lead to the DR account.
    private static string[] AnswersOf(string type, string points, string dr) =>
        (type, points, dr) is ("backup" or "continuous", "jobs", "all") ? ["on", "off"] : [NotAsked];

    /// <summary>The snapshot as AWS shows it.</summary>
    public SnapshotFacts Facts =>
        new(
            Arn,
            "available",
            100,
            Some.Time,
            Type == "automated" ? "automated" : "manual",
            "orders",
            Engine,
            "16.4",
            100,
            Encrypted: Key != "none",
            KmsKeyId,
            null,
            []
        )
        {
            UnderAwsOwnedKey = Key == "aws-owned",
            OptionGroup =
                What == "instance+og" ? "orders-audit"
                : What == "instance" ? "default:postgres-16"
                : null,
            RecoveryPoint =
                IsBackup && Vault is "held" or "type-not-listed"
                    ? Some.RecoveryPoint(ResourceType, continuous: Type == "continuous")
                : Type == "continuous" ? Some.RecoveryPoint(ResourceType, continuous: true)
                : null,
        };

    /// <summary>What KMS says of the source's key, when it is the source account's.</summary>
    public KeyFacts? SourceKey =>
        Key is "customer" or "multi-region" or "aws"
            ? new KeyFacts(KeyArn.Parse(KmsKeyId!), "Enabled", AwsManaged: Key == "aws", Symmetric: true)
            : null;

    /// <summary>What AWS Backup says of cross-account backup; null when it was not asked.</summary>
    public bool? CrossAccountBackup => Across == NotAsked ? null : Across == "on";

    /// <summary>The wish.</summary>
    public Wish Wish =>
        Enum.TryParse<Route>(Ask, out var route)
            ? Wishes.Of([], [], null, route, Settings)
            : Wishes.Of([], [], Enum.Parse<Mode>(Ask, ignoreCase: true), null, Settings);

    /// <summary>The settings.</summary>
    public RelaySettings Settings
    {
        get
        {
            var words = $"{Direct} {Points} {Vault == "type-not-listed"} {Sse} {Dr}";
            if (!SettingsByWords.TryGetValue(words, out var settings))
            {
                SettingsByWords[words] = settings = Read();
            }

            return settings;
        }
    }

    private SnapshotArn Arn =>
        What == "ebs"
            ? SnapshotArn.Parse("arn:aws:ec2:eu-west-1::snapshot/snap-0123456789abcdef0")
            : new(
                Some.SourceRegion,
                Some.SourceAccount,
                Type switch
                {
                    "automated" => "rds:orders-2026-11-20-03-00",
                    "manual" => "orders-before-upgrade",
                    _ => "awsbackup:job-4ece7121-d60e-00c2-5c3b-49960142d03b",
                },
                What is "aurora" or "docdb" or "multi-az" ? SnapshotKind.Cluster : SnapshotKind.Instance
            );

    private string Engine =>
        What switch
        {
            "aurora" => "aurora-postgresql",
            "docdb" => "docdb",
            "custom" => "custom-oracle-ee",
            "ebs" => "",
            _ => "postgres",
        };

    private string ResourceType =>
        What switch
        {
            "aurora" => "Aurora",
            "docdb" => "DocumentDB",
            "ebs" => "EBS",
            _ => "RDS",
        };

    private string? KmsKeyId =>
        Key switch
        {
            "none" or "aws-owned" => null,
            "multi-region" => "arn:aws:kms:eu-west-1:111111111111:key/mrk-0123456789abcdef0123456789abcdef",
            "dr-account" => "arn:aws:kms:eu-west-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab",
            "third-account" => "arn:aws:kms:eu-west-1:333333333333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
            "untold" => "",
            _ => Some.SourceKey.ToString(),
        };

    private RelaySettings Read() =>
        Some.Settings([
            .. Some.Jobs(),
            ("RECOVERY_POINTS", Points),
            ("DIRECT_TO_ACCOUNT", Direct),
            ("SSE_RDS", Sse),
            ("MODE", "region"),
            ("DR_ACCOUNT_ID", Dr == "none" ? "" : "222222222222"),
            ("ACCOUNT_KEY_ID", Dr == "all" ? Some.AccountKey.ToString() : ""),
            (
                "BACKUP_RESOURCE_TYPES",
                Vault == "type-not-listed" ? "EFS" : "RDS,Aurora,DocumentDB,Neptune,EBS"
            ),
        ]);
}
