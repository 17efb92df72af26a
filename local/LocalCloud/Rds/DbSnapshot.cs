using LocalCloud.Kernel;

namespace LocalCloud.Rds;

/// <summary>What a copy was made from.</summary>
/// <param name="Source">The very snapshot, not whatever has its name later.</param>
/// <param name="RequestedAt">When the copy was accepted.</param>
public sealed record CopyOrigin(DbSnapshot Source, DateTimeOffset RequestedAt);

/// <summary>A DB snapshot or DB cluster snapshot. Its identity is its ARN and its create time: names are reused after a delete.</summary>
public sealed class DbSnapshot
{
    private DateTimeOffset? _workStartedAt;
    private TimeSpan _workLength;
    private int _failedAtPercent;

    /// <summary>Its ARN.</summary>
    public required RdsArn Arn { get; init; }

    /// <summary>The database that it holds.</summary>
    public required DatabaseFacts Database { get; init; }

    /// <summary>
    /// True when RDS took it by itself; then its identifier begins <c>rds:</c>. Of AWS Backup's, the one behind a continuous recovery point.
    /// A copy never is.
    /// </summary>
    public bool Automated { get; init; }

    /// <summary>What it is encrypted with.</summary>
    public required StorageEncryption Encryption { get; init; }

    /// <summary>Its option group, in its own account and Region; a cluster's has none.</summary>
    public string? OptionGroup { get; init; }

    /// <summary>Called when it has become available or failed, after the event; null when nobody waits.</summary>
    public Action<DbSnapshot>? Ended { get; init; }

    /// <summary>Null unless it is a copy.</summary>
    public CopyOrigin? Copy { get; init; }

    /// <summary>A scripted fault: the progress at which this copy fails, or null.</summary>
    public int? FailsAtPercent { get; set; }

    /// <summary>A scripted fault: how much longer this copy takes.</summary>
    public TimeSpan HeldFor { get; set; }

    /// <summary>A scripted fault: at which progress this copy stands still, and for how long; or null.</summary>
    public (int Percent, TimeSpan For)? Stalls { get; set; }

    /// <summary>Where the database ran; copies have none.</summary>
    public IReadOnlyList<string> AvailabilityZones { get; init; } = [];

    /// <summary>pending (copies), creating, copying (copies), available or failed.</summary>
    public string Status { get; private set; } = "creating";

    /// <summary>
    /// When it was taken; of a copy, when it was completed. Null until it is available, but for clusters' that are being taken.
    /// </summary>
    public DateTimeOffset? SnapshotCreateTime { get; private set; }

    /// <summary>When the data was taken: a copy's is that of the first snapshot in its line. Null until it is available.</summary>
    public DateTimeOffset? OriginalSnapshotCreateTime { get; private set; }

    /// <summary>When it failed, or null.</summary>
    public DateTimeOffset? FailedAt { get; private set; }

    /// <summary>Its tags.</summary>
    public List<RdsTag> Tags { get; } = [];

    /// <summary>Values of the attribute <c>restore</c>: account ids, or <c>all</c>.</summary>
    public SortedSet<string> SharedWith { get; } = new(StringComparer.Ordinal);

    /// <summary>Instance or cluster.</summary>
    public RdsKind Kind => Database.Kind;

    /// <summary>True when it is AWS Backup's: a recovery point, or a copy of one.</summary>
    public bool OfAwsBackup => Arn.Identifier.StartsWith("awsbackup:", StringComparison.Ordinal);

    /// <summary>True when it counts for the quota of manual snapshots: AWS Backup's do not (RDS User Guide, Quotas and constraints).</summary>
    public bool CountsAsManual => !Automated && !OfAwsBackup;

    /// <summary>manual, automated or awsbackup, as its owner sees it.</summary>
    public string SnapshotType =>
        Automated ? "automated"
        : OfAwsBackup && Kind.SnapshotTypes.Contains("awsbackup") ? "awsbackup"
        : "manual";

    /// <summary>True when it is encrypted.</summary>
    public bool Encrypted => Encryption.Encrypted;

    /// <summary>True while it is neither available nor failed.</summary>
    public bool InProgress => Status is "pending" or "creating" or "copying";

    /// <summary>True when it may be restored and copied by anybody.</summary>
    public bool Public => SharedWith.Contains("all");

    /// <summary>True of a copy from another Region.</summary>
    public bool CrossRegion => Copy is not null && Copy.Source.Arn.Region != Arn.Region;

    /// <summary>True of a copy from another account.</summary>
    public bool CrossAccount => Copy is not null && Copy.Source.Arn.AccountId != Arn.AccountId;

    /// <summary>True when the account may copy it: its owner, or who it is shared with.</summary>
    public bool UsableBy(string accountId) =>
        Arn.AccountId == accountId || Public || SharedWith.Contains(accountId);

    /// <summary>PercentProgress at a time: whole percent, 100 only when available, 0 while queued.</summary>
    public int PercentProgress(DateTimeOffset now)
    {
        if (Status == "available")
        {
            return 100;
        }

        if (Status == "failed" || _workStartedAt is not { } started)
        {
            return _failedAtPercent;
        }

        return _workLength > TimeSpan.Zero
            ? (int)Math.Clamp(WorkedFor(now - started).Ticks * 100 / _workLength.Ticks, 0, 99)
            : 99;
    }

    private TimeSpan WorkedFor(TimeSpan time)
    {
        if (Stalls is not { } stall)
        {
            return time;
        }

        var until = _workLength * stall.Percent / 100;
        var after = time - stall.For;
        return time <= until ? time
            : after <= until ? until
            : after;
    }

    /// <summary>It is accepted, and shows no progress yet.</summary>
    public void Queue() => Status = Kind.QueuedCopy;

    /// <summary>RDS begins to make it.</summary>
    /// <param name="status">creating or copying.</param>
    /// <param name="now">From now on progress rises.</param>
    /// <param name="length">How long it takes if nothing comes between.</param>
    public void Begin(string status, DateTimeOffset now, TimeSpan length)
    {
        (Status, _workStartedAt, _workLength) = (status, now, length);
        if (Copy is null && Kind.HasCreateTimeAtOnce)
        {
            SnapshotCreateTime = now;
        }
    }

    /// <summary>It is complete.</summary>
    /// <param name="created">Becomes SnapshotCreateTime.</param>
    /// <param name="taken">Becomes OriginalSnapshotCreateTime.</param>
    public void Complete(DateTimeOffset created, DateTimeOffset taken) =>
        (Status, SnapshotCreateTime, OriginalSnapshotCreateTime) = ("available", created, taken);

    /// <summary>It fails, and keeps the progress it had.</summary>
    public void Fail(DateTimeOffset now)
    {
        _failedAtPercent = PercentProgress(now);
        (Status, FailedAt) = ("failed", now);
    }
}
