namespace Relay;

/// <summary>RDS has one error code, SnapshotQuotaExceeded, for two quotas: the message tells which.</summary>
public static class QuotaRules
{
    /// <summary>
    /// True for "Cannot create more than 100 manual snapshots" (a person must prune or raise the quota); false for copies in
    /// progress, "Cannot copy more than 5 snapshots across regions" (wait). Recorded replies; an unknown text waits, since waiting has
    /// a deadline.
    /// </summary>
    public static bool IsManualSnapshots(string message) =>
        message.Contains("manual", StringComparison.OrdinalIgnoreCase)
        && !message.Contains("copy", StringComparison.OrdinalIgnoreCase);
}
