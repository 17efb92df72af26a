using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Relay;

/// <summary>What a snapshot's ARN says it is.</summary>
public enum SnapshotKind
{
    /// <summary>A DB snapshot of an RDS DB instance: <c>arn:aws:rds:REGION:ACCOUNT:snapshot:NAME</c>.</summary>
    Instance,

    /// <summary>A DB cluster snapshot (Aurora, DocumentDB, Neptune): <c>arn:aws:rds:REGION:ACCOUNT:cluster-snapshot:NAME</c>.</summary>
    Cluster,

    /// <summary>
    /// A recovery point that is no RDS snapshot, like <c>arn:aws:backup:REGION:ACCOUNT:recovery-point:ID</c> or
    /// <c>arn:aws:ec2:REGION::snapshot/snap-ID</c>: only AWS Backup copies it.
    /// </summary>
    RecoveryPoint,
}

/// <summary>
/// The ARN of a DB snapshot, a DB cluster snapshot or a recovery point. Automated snapshots are named <c>rds:…</c>, AWS Backup's
/// <c>awsbackup:…</c>.
/// </summary>
/// <param name="Region">Where it is.</param>
/// <param name="Account">Whose it is; null where the ARN does not say (EBS).</param>
/// <param name="Name">Its name; of a recovery point that is no RDS snapshot: service and resource, like <c>backup:recovery-point:ID</c>.</param>
/// <param name="Kind">What it is.</param>
[JsonConverter(typeof(TextConverter<SnapshotArn>))]
public sealed partial record SnapshotArn(
    Region Region,
    AccountId? Account,
    string Name,
    SnapshotKind Kind = SnapshotKind.Instance
) : IText<SnapshotArn>
{
    private const string Expected =
        "expected the ARN of a DB snapshot, a DB cluster snapshot or a recovery point, like arn:aws:rds:eu-west-1:111111111111:snapshot:NAME";

    /// <summary>What RDS puts before the name of an automated snapshot.</summary>
    public const string AutomatedPrefix = "rds:";

    /// <summary>What AWS Backup puts before the name of a snapshot that it owns.</summary>
    public const string AwsBackupPrefix = "awsbackup:";

    private const string ContinuousPrefix = "backup:recovery-point:continuous:";

    /// <summary>RDS made this snapshot in the backup window.</summary>
    public bool IsAutomated => Name.StartsWith(AutomatedPrefix, StringComparison.Ordinal) && IsRds;

    /// <summary>The snapshot belongs to AWS Backup: it can't be shared, and its deletion goes through AWS Backup.</summary>
    public bool IsAwsBackups =>
        Kind == SnapshotKind.RecoveryPoint || Name.StartsWith(AwsBackupPrefix, StringComparison.Ordinal);

    /// <summary>
    /// A recovery point for point-in-time recovery (AWS Backup Developer Guide, Restoring an Aurora cluster: the example's ARN; nothing else
    /// in a description tells them apart). Nothing copies it; of a database, RDS has automated snapshots behind it.
    /// </summary>
    public bool IsContinuous => Name.StartsWith(ContinuousPrefix, StringComparison.Ordinal);

    /// <summary>RDS knows it too: it can be described and copied there.</summary>
    public bool IsRds => Kind != SnapshotKind.RecoveryPoint;

    /// <inheritdoc/>
    public static SnapshotArn Parse(string text)
    {
        var arn = text.Split(':', 6) switch
        {
            ["arn", _, "rds", var region, var account, var resource] => Rds(text, region, account, resource),
            ["arn", _, var service, var region, var account, var resource]
                when RecoveryPointPattern().IsMatch($"{service}:{resource}") => new SnapshotArn(
                Region.Parse(region),
                account.Length == 0 ? null : AccountId.Parse(account),
                $"{service}:{resource}",
                SnapshotKind.RecoveryPoint
            ),
            _ => throw NotOne(text),
        };
        var partition = text.Split(':')[1];
        return partition == arn.Region.Partition
            ? arn
            : throw new FormatException(
                $"{Shown.Value(text)} says partition {partition}, but Region {arn.Region} is in {arn.Region.Partition}: {Expected}."
            );
    }

    /// <inheritdoc/>
    public override string ToString() =>
        Kinds.Of(Kind).ArnType is { } type ? $"arn:{Region.Partition}:rds:{Region}:{Account}:{type}:{Name}"
        : Name.Split(':', 2) is [var service, var resource]
            ? $"arn:{Region.Partition}:{service}:{Region}:{Account}:{resource}"
        : Name;

    private static SnapshotArn Rds(string text, string region, string account, string resource)
    {
        var (kind, name) =
            resource.Split(':', 2) is [var type, var rest]
            && Kinds.All.FirstOrDefault(row => row.ArnType == type) is { } row
                ? (row.Kind, rest)
                : throw NotOne(text);
        return NamePattern().IsMatch(name)
            ? new SnapshotArn(Region.Parse(region), AccountId.Parse(account), name, kind)
            : throw new FormatException($"{Shown.Value(name)} is not a snapshot's name: {Expected}.");
    }

    private static FormatException NotOne(string text) =>
        new($"{Shown.Value(text)} is not a snapshot or a recovery point: {Expected}.");

    [GeneratedRegex(@"^(rds:|awsbackup:)?[A-Za-z][A-Za-z0-9-]{0,254}\z")]
    private static partial Regex NamePattern();

    // Service Authorization Reference, AWS Backup: arn:PARTITION:VENDOR:REGION:*:RESOURCETYPE:RECOVERYPOINTID.
    [GeneratedRegex(
        @"^(backup:recovery-point:|ec2:(snapshot|image)/|fsx:backup/|dynamodb:table/.+/backup/|storagegateway:)[!-~]{1,400}\z"
    )]
    private static partial Regex RecoveryPointPattern();
}

/// <summary>The ARN of a backup vault: <c>arn:aws:backup:REGION:ACCOUNT:backup-vault:NAME</c>.</summary>
[JsonConverter(typeof(TextConverter<VaultArn>))]
public sealed partial record VaultArn(Region Region, AccountId Account, string Name) : IText<VaultArn>
{
    /// <inheritdoc/>
    public static VaultArn Parse(string text) =>
        Pattern().Match(text) is { Success: true } match
            ? new VaultArn(
                Region.Parse(match.Groups["region"].Value),
                AccountId.Parse(match.Groups["account"].Value),
                match.Groups["name"].Value
            )
            : throw new FormatException(
                $"{Shown.Value(text)} is not a backup vault: expected an ARN like arn:aws:backup:eu-central-1:222222222222:backup-vault:snapshot-relay."
            );

    /// <inheritdoc/>
    public override string ToString() =>
        $"arn:{Region.Partition}:backup:{Region}:{Account}:backup-vault:{Name}";

    [GeneratedRegex(
        @"^arn:aws[a-z-]*:backup:(?<region>[^:]+):(?<account>[^:]+):backup-vault:(?<name>[A-Za-z0-9_-]{2,50})\z"
    )]
    private static partial Regex Pattern();
}
