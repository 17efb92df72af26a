namespace Relay;

/// <summary>A snapshot as RDS describes it to whoever asks: a source, or a copy.</summary>
/// <param name="Arn">Its ARN.</param>
/// <param name="Status">available, creating, copying, pending, failed, …</param>
/// <param name="PercentProgress">0 to 100.</param>
/// <param name="CreateTime">Null while RDS has not set it yet. For a copy: when the copy was made, not when its source was.</param>
/// <param name="SnapshotType">manual, automated, …</param>
/// <param name="Database">Identifier of the DB instance or DB cluster; of another recovery point: the ARN of its resource.</param>
/// <param name="Engine">mysql, postgres, …</param>
/// <param name="EngineVersion">As RDS writes it.</param>
/// <param name="SizeGiB">Allocated storage; 0 where AWS does not say.</param>
/// <param name="Encrypted">At rest.</param>
/// <param name="KmsKeyId">Key ARN, or null.</param>
/// <param name="CopiedFrom">Source ARN, when RDS says that this is a copy from another Region or account.</param>
/// <param name="Tags">All tags.</param>
/// <param name="TakenAt">When its data was taken: RDS hands it on from copy to copy. Null while RDS has not set it.</param>
public sealed record SnapshotFacts(
    SnapshotArn Arn,
    string Status,
    int PercentProgress,
    DateTimeOffset? CreateTime,
    string SnapshotType,
    string Database,
    string Engine,
    string EngineVersion,
    int SizeGiB,
    bool Encrypted,
    string? KmsKeyId,
    string? CopiedFrom,
    IReadOnlyList<Tag> Tags,
    DateTimeOffset? TakenAt = null
)
{
    /// <summary>What the status means for a copy or its source.</summary>
    public SnapshotState State => SnapshotStates.Of(Status);

    /// <summary>Encrypted with a key that AWS owns (<c>StorageEncryptionType</c> sse-rds): there is no key to name or to share.</summary>
    public bool UnderAwsOwnedKey { get; init; }

    /// <summary>The option group, of a DB snapshot.</summary>
    public string? OptionGroup { get; init; }

    /// <summary>What AWS Backup knows of it; null when it is no recovery point, or AWS Backup was not asked.</summary>
    public RecoveryPointFacts? RecoveryPoint { get; init; }

    /// <summary>This copy's source, which is gone, as far as the copy tells: all that matters to a further copy, but for the key.</summary>
    public SnapshotFacts AsSource(SnapshotIdentity source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return this with
        {
            Arn = source.Arn,
            CreateTime = source.CreateTime,
            CopiedFrom = null,
            OptionGroup = null,
        };
    }
}

/// <summary>A recovery point as AWS Backup describes it.</summary>
/// <param name="VaultName">The vault that it is in.</param>
/// <param name="ResourceType">RDS, Aurora, DocumentDB, Neptune, EFS, EBS, …</param>
/// <param name="ResourceArn">What was backed up.</param>
/// <param name="DeleteAt">When its lifecycle deletes it; null when never.</param>
/// <param name="Continuous">It is for point-in-time recovery: StartCopyJob does not take it.</param>
/// <param name="CreatedAt">AWS Backup's creation date, which copies by copy job keep and lifecycles count from; null when it was not told.</param>
public sealed record RecoveryPointFacts(
    string VaultName,
    string ResourceType,
    string ResourceArn,
    DateTimeOffset? DeleteAt = null,
    bool Continuous = false,
    DateTimeOffset? CreatedAt = null
)
{
    // A copy keeps the creation date of what it is made from; how exactly, AWS does not document.
    private static readonly TimeSpan SameBackup = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Whether two of AWS Backup's creation dates of one resource's recovery points may be those of the same backup. Two backups may be as
    /// near: it proves nothing by itself.
    /// </summary>
    public static bool IsSameBackup(DateTimeOffset one, DateTimeOffset other) =>
        (one - other).Duration() <= SameBackup;

    /// <summary>Whether RDS takes the snapshots of a resource type.</summary>
    public static bool IsDatabase(string resourceType) =>
        resourceType is "RDS" or "Aurora" or "DocumentDB" or "Neptune";
}

/// <summary>A copy as whoever made it sees it: a snapshot, or a copy job of AWS Backup.</summary>
/// <param name="Arn">The copy; null while a copy job has not told it yet.</param>
/// <param name="Name">The name that the relay gave: the copy's, or the attempt's that a copy job is.</param>
/// <param name="Status">As AWS says: available, copying, …; of a copy job CREATED, RUNNING, …</param>
/// <param name="State">What that means.</param>
/// <param name="PercentProgress">0 to 100; 0 while a copy job runs, which tells none.</param>
/// <param name="Tags">Its tags; of a copy job: those that were ordered, since the job names its source itself.</param>
/// <param name="JobId">The copy job; null for a snapshot.</param>
/// <param name="Message">What AWS says to a failure, if anything.</param>
public sealed record CopyFacts(
    SnapshotArn? Arn,
    string Name,
    string Status,
    SnapshotState State,
    int PercentProgress,
    IReadOnlyList<Tag> Tags,
    string? JobId = null,
    string? Message = null
)
{
    /// <summary>A snapshot as a copy.</summary>
    public static CopyFacts Of(SnapshotFacts snapshot) =>
        new(
            snapshot.Arn,
            snapshot.Arn.Name,
            snapshot.Status,
            snapshot.State,
            snapshot.PercentProgress,
            snapshot.Tags
        );
}

/// <summary>A resource tag. Key: 1–128 characters; value: 0–256.</summary>
public sealed record Tag(string Key, string Value);

/// <summary>What a snapshot's status means.</summary>
public enum SnapshotState
{
    /// <summary>Being made or copied.</summary>
    InProgress,

    /// <summary>Complete.</summary>
    Available,

    /// <summary>Will never be available.</summary>
    Lost,
}

/// <summary>Reads RDS's status words, in lower case, and AWS Backup's, in upper case.</summary>
public static class SnapshotStates
{
    /// <summary>
    /// Everything but available, failed, deleted, deleting and incompatible-… is in progress: RDS has shown several words there.
    /// AWS Backup's are those of recovery points and of copy jobs (API reference, DescribeRecoveryPoint and DescribeCopyJob).
    /// </summary>
    public static SnapshotState Of(string status) =>
        status switch
        {
            "available" or "COMPLETED" or "AVAILABLE" => SnapshotState.Available,
            "failed" or "deleted" or "deleting" => SnapshotState.Lost,
            "FAILED" or "PARTIAL" or "DELETING" or "EXPIRED" or "STOPPED" => SnapshotState.Lost,
            _ when status.StartsWith("incompatible-", StringComparison.Ordinal) => SnapshotState.Lost,
            _ => SnapshotState.InProgress,
        };
}

/// <summary>A snapshot is its ARN and its create time: names are used again after a delete.</summary>
/// <param name="Arn">Where it is and its name.</param>
/// <param name="CreateTime">UTC, as RDS gives it (milliseconds).</param>
public sealed record SnapshotIdentity(SnapshotArn Arn, DateTimeOffset CreateTime);

/// <summary>The source snapshot of a relay: what a copy of it must agree with.</summary>
public sealed record SourceSnapshot(
    SnapshotArn Arn,
    DateTimeOffset CreateTime,
    string SnapshotType,
    string Database,
    string Engine,
    string EngineVersion,
    int SizeGiB,
    bool Encrypted,
    string? KmsKeyId = null,
    DateTimeOffset? TakenAt = null
)
{
    /// <inheritdoc cref="SnapshotFacts.UnderAwsOwnedKey"/>
    public bool UnderAwsOwnedKey { get; init; }

    /// <inheritdoc cref="SnapshotFacts.OptionGroup"/>
    public string? OptionGroup { get; init; }

    /// <inheritdoc cref="SnapshotFacts.RecoveryPoint"/>
    public RecoveryPointFacts? RecoveryPoint { get; init; }

    /// <summary>ARN and create time.</summary>
    public SnapshotIdentity Identity() => new(Arn, CreateTime);

    /// <summary>The source as RDS described it. It must have a create time: a snapshot that is available has one.</summary>
    public static SourceSnapshot From(SnapshotFacts facts) =>
        new(
            facts.Arn,
            facts.CreateTime ?? throw new SnapshotNotReadyException(facts.Arn, facts.Status),
            facts.SnapshotType,
            facts.Database,
            facts.Engine,
            facts.EngineVersion,
            facts.SizeGiB,
            facts.Encrypted,
            facts.KmsKeyId,
            facts.TakenAt
        )
        {
            UnderAwsOwnedKey = facts.UnderAwsOwnedKey,
            OptionGroup = facts.OptionGroup,
            RecoveryPoint = facts.RecoveryPoint,
        };
}
