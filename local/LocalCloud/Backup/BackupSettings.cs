namespace LocalCloud.Backup;

/// <summary>How AWS Backup behaves here, and how fast. All durations are simulated time.</summary>
public sealed record BackupSettings
{
    /// <summary>
    /// Events leave in sweeps of this length: "every 5 minutes" (Developer Guide, Monitoring AWS Backup events using Amazon EventBridge).
    /// Zero emits each at once.
    /// </summary>
    public TimeSpan EventSweep { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a backup job stays CREATED when nothing is in its way.</summary>
    public TimeSpan BackupStartsAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a copy job stays CREATED when nothing is in its way.</summary>
    public TimeSpan CopyStartsAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a copy job that could not start waits for its next try. It stays CREATED meanwhile.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a copy job tries to start before it fails (Developer Guide, Backup and tag copy, Copy job retry).</summary>
    public TimeSpan RetriesFor { get; init; } = TimeSpan.FromHours(2);

    /// <summary>MiB of a file system or volume that a job moves in a second; databases take the time that RDS takes.</summary>
    public double ThroughputMiBPerSecond { get; init; } = 100;

    /// <summary>
    /// True when one copy job may cross Region and account at once for RDS, Aurora, DocumentDB and Neptune (Document history, 23 October
    /// 2025). False is AWS Backup before that, as it still is in the China Regions: such a job fails.
    /// </summary>
    public bool SingleActionCopies { get; init; } = true;

    /// <summary>
    /// How long cross-account copies still start after cross-account backup was disabled: "up to 15 minutes" (Developer Guide, Managing
    /// AWS Backup resources across multiple accounts). At once by default.
    /// </summary>
    public TimeSpan DisablingTakes { get; init; } = TimeSpan.Zero;
}

/// <summary>Which accounts are in one organization of AWS Organizations, and what it has switched on.</summary>
public sealed record OrganizationSettings
{
    /// <summary>The value of <c>aws:PrincipalOrgID</c>.</summary>
    public string Id { get; init; } = "o-a1b2c3d4e5";

    /// <summary>The management account; always a member.</summary>
    public string ManagementAccountId { get; init; } = "333333333333";

    /// <summary>The other members; null for the source account and the DR account. None means that nobody is in an organization.</summary>
    public IReadOnlyList<string>? Members { get; init; }

    /// <summary>Cross-account backup, at the start.</summary>
    public bool CrossAccountBackup { get; init; } = true;
}
