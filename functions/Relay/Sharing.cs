namespace Relay;

/// <summary>When a share of ours ends.</summary>
public static class Sharing
{
    /// <summary>
    /// A share is withdrawn when no account copy needs it any more: never while a copy of it is in progress, which another
    /// execution may have started. What AWS does to a copy whose share ends is not documented.
    /// </summary>
    public static bool MayWithdraw(IReadOnlyList<SnapshotFacts> accountCopies) =>
        accountCopies.All(copy => copy.State != SnapshotState.InProgress);
}
