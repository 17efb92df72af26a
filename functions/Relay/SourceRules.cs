namespace Relay;

/// <summary>What a look at the source snapshot has shown.</summary>
public abstract record SourceChoice
{
    private SourceChoice() { }

    /// <summary>It can be copied.</summary>
    public sealed record Ready(SourceSnapshot Source) : SourceChoice;

    /// <summary>It is still being made.</summary>
    public sealed record NotYet(string Status) : SourceChoice;

    /// <summary>It is never relayed, for this reason.</summary>
    public sealed record Never(string Reason) : SourceChoice;
}

/// <summary>Which snapshots are relayed.</summary>
public static class SourceRules
{
    /// <summary>Judges a source snapshot.</summary>
    /// <param name="arn">The snapshot that the relay is for.</param>
    /// <param name="createTime">Which one of that name, when known.</param>
    /// <param name="found">What RDS answered; null when it finds none.</param>
    /// <param name="settings">The relay's settings.</param>
    /// <exception cref="SnapshotNotFoundException">It is gone, or never was.</exception>
    /// <exception cref="SnapshotReplacedException">Another one has its name now.</exception>
    /// <exception cref="SnapshotUnusableException">It will never be available.</exception>
    public static SourceChoice Judge(
        SnapshotArn arn,
        DateTimeOffset? createTime,
        SnapshotFacts? found,
        RelaySettings settings
    ) =>
        found switch
        {
            _ when arn.IsAwsBackups && settings.RecoveryPoints.Use == RecoveryPointUse.Off =>
                new SourceChoice.Never(
                    $"{arn} is a recovery point of AWS Backup, and the setting RecoveryPoints is off"
                ),
            null => throw new SnapshotNotFoundException(arn),
            _ when WhyNever(found, settings) is { } reason => new SourceChoice.Never(reason),
            // A recovery point is never made again under its name: RDS has lost its snapshot, AWS Backup does not know yet.
            { CreateTime: { } now } when createTime is { } expected && now != expected && arn.IsAwsBackups =>
                throw new SnapshotNotFoundException(arn),
            { CreateTime: { } now } when createTime is { } expected && now != expected =>
                throw new SnapshotReplacedException(arn, expected, now),
            { State: SnapshotState.Lost } => throw new SnapshotUnusableException(arn, found.Status),
            { State: SnapshotState.InProgress } or { CreateTime: null } => new SourceChoice.NotYet(
                found.Status
            ),
            _ => new SourceChoice.Ready(SourceSnapshot.From(found)),
        };

    /// <summary>Refuses a snapshot that this relay does not serve.</summary>
    /// <exception cref="InputInvalidException">It is of another account or Region.</exception>
    public static void CheckServed(SnapshotArn arn, RelaySettings settings)
    {
        // An EBS snapshot's ARN names no account; AWS Backup's answer, from this account's vaults, decides.
        if (arn.Account is { } owner && owner != settings.SourceAccount)
        {
            throw new InputInvalidException(
                "snapshotArn",
                $"{arn} belongs to account {owner}, but this relay serves account {settings.SourceAccount}.",
                "Start the relay of the account that owns the snapshot."
            );
        }

        if (!settings.SourceRegions.Contains(arn.Region))
        {
            throw new InputInvalidException(
                "snapshotArn",
                $"{arn} is in Region {arn.Region}, but this relay serves {string.Join(", ", settings.SourceRegions)}.",
                "Add the Region to the stack's SourceRegions, or start the relay of that Region."
            );
        }
    }

    /// <summary>Refuses what AWS copies by no means, whoever asks, and what a setting says is not to be tried.</summary>
    /// <exception cref="SnapshotRefusedException">It is such a one.</exception>
    public static void CheckCopyable(SourceSnapshot source, RelaySettings settings)
    {
        ArgumentNullException.ThrowIfNull(source);
        var (problem, toDo) = source switch
        {
            // RDS User Guide, Copying a DB snapshot; AWS Backup Developer Guide, Feature availability. Aurora's engines are aurora-….
            { Arn.Kind: SnapshotKind.Cluster, Engine: "mysql" or "postgres" } => (
                "it is of a Multi-AZ DB cluster, whose snapshots neither RDS nor AWS Backup can copy or share",
                // API reference, CreateDBInstanceReadReplica: of such a cluster only in its own Region.
                $"Make a DB instance read replica of the cluster in its own Region, with automated backups on, so that its snapshots are relayed; or make the database a Multi-AZ DB instance, or dump it. Then tag the cluster {Wishes.ModeTag}=skip: until then each of its snapshots fails a relay, so that nobody takes it for protected."
            ),
            // API reference, CopyDBSnapshot.
            { Engine: var engine } when engine.StartsWith("custom-", StringComparison.Ordinal) => (
                $"it is of RDS Custom ({engine}), whose snapshots CopyDBSnapshot does not take",
                $"Back the database up by other means, then tag it {Wishes.ModeTag}=skip."
            ),
            { UnderAwsOwnedKey: true, Arn.IsRds: true } when !settings.TriesAwsOwnedKeys => (
                "it is under a key that AWS owns (sse-rds), and the setting SseRds is refuse",
                "Put the database under a customer managed key (restore a snapshot of it with that key), or set SseRds to try."
            ),
            _ => (null, null),
        };
        if (problem is not null)
        {
            throw new SnapshotRefusedException(source.Arn, problem, toDo!);
        }
    }

    // Prefix and tags both: a database restored from a copy may carry our tags on to its own snapshots.
    private static string? WhyNever(SnapshotFacts found, RelaySettings settings) =>
        found.CopiedFrom is { } source ? $"{found.Arn} is itself a copy, of {source}; a copy is never relayed"
        : Names.IsLikeCopy(settings.RelayName, found.Arn) && found.Tags.SayMadeByRelay()
            ? $"{found.Arn} was made by a relay; a copy is never relayed"
        : found.Arn.Name.StartsWith(AwsBackupCopyPrefix, StringComparison.Ordinal)
            ? $"{found.Arn} is itself a copy, made by a copy job of AWS Backup; a copy is never relayed"
        : null;

    private const string AwsBackupCopyPrefix = SnapshotArn.AwsBackupPrefix + "copyjob-";
}
