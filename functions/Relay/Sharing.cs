namespace Relay;

/// <summary>When a share of ours ends.</summary>
public static class Sharing
{
    /// <summary>
    /// Whether the relay may have shared its region copy: only what is available is shared
    /// (ModifyDBSnapshotAttribute refuses anything else with InvalidDBSnapshotState).
    /// </summary>
    public static bool MayExist(CopyProgress regionCopy)
    {
        ArgumentNullException.ThrowIfNull(regionCopy);
        return SnapshotStates.Of(regionCopy.Status) == SnapshotState.Available;
    }

    /// <summary>
    /// A share is withdrawn when no account copy needs it any more: never while a copy of it is in progress, which another
    /// execution may have started. What AWS does to a copy whose share ends is not documented.
    /// </summary>
    public static bool MayWithdraw(IReadOnlyList<SnapshotFacts> accountCopies) =>
        accountCopies.All(copy => copy.State != SnapshotState.InProgress);
}
