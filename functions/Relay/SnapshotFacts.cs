namespace Relay;

/// <summary>A snapshot as RDS describes it to whoever asks: a source, or a copy.</summary>
/// <param name="Arn">Its ARN.</param>
/// <param name="Status">available, creating, copying, pending, failed, …</param>
/// <param name="PercentProgress">0 to 100.</param>
/// <param name="CreateTime">Null while RDS has not set it yet. For a copy: when the copy was made, not when its source was.</param>
/// <param name="SnapshotType">manual, automated, …</param>
/// <param name="Database">DB instance identifier.</param>
/// <param name="Engine">mysql, postgres, …</param>
/// <param name="EngineVersion">As RDS writes it.</param>
/// <param name="SizeGiB">Allocated storage.</param>
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

/// <summary>Reads RDS's status words.</summary>
public static class SnapshotStates
{
    /// <summary>Everything but available, failed, deleted, deleting and incompatible-… is in progress: RDS has shown several words there.</summary>
    public static SnapshotState Of(string status) =>
        status switch
        {
            "available" => SnapshotState.Available,
            "failed" or "deleted" or "deleting" => SnapshotState.Lost,
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
        );
}
