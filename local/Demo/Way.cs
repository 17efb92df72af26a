namespace Demo;

/// <summary>The ways that the demo shows: the routes of the relay, and the rescue of a recovery point, which at RDS level is one of them.</summary>
internal enum Way
{
    RegionOnly,
    RegionThenShare,
    RegionThenAccount,
    DirectToAccount,
    BackupCopyJob,
    BackupTwoJobs,
    Rescue,
}

/// <summary>What each way is to lead to.</summary>
internal static class Ways
{
    private const string CopyJob = "CopyJob";

    /// <summary>The route that the plan is to name.</summary>
    public static string Route(this Way way) =>
        way == Way.Rescue ? nameof(Way.RegionThenAccount) : way.ToString();

    /// <summary>Who is to make the copies, as the plan names it: RDS (Snapshot) or AWS Backup (CopyJob).</summary>
    public static string Means(this Way way) =>
        way is Way.BackupCopyJob or Way.BackupTwoJobs ? CopyJob : "Snapshot";

    /// <summary>AWS Backup makes the copies, so they are recovery points in vaults.</summary>
    public static bool ByJobs(this Way way) => way.Means() == CopyJob;

    /// <summary>The source account is to have a copy in the DR Region.</summary>
    public static bool HasRegionCopy(this Way way) => way is not (Way.DirectToAccount or Way.BackupCopyJob);

    /// <summary>The DR account is to own a copy.</summary>
    public static bool HasAccountCopy(this Way way) => way is not (Way.RegionOnly or Way.RegionThenShare);

    /// <summary>The region copy is to stay shared with the DR account.</summary>
    public static bool StaysShared(this Way way) => way == Way.RegionThenShare;
}
