namespace Relay;

/// <summary>When a share of ours ends.</summary>
public static class Sharing
{
    /// <summary>The tag that a source snapshot gets before the relay shares it; its value is the account.</summary>
    public const string IntentTag = CopyTags.Prefix + "shared-with";

    private const int Step = 15;
    private const int MostTimes = 6;

    /// <summary>
    /// Whether the relay may have shared its region copy: only what is available is shared
    /// (ModifyDBSnapshotAttribute refuses anything else with InvalidDBSnapshotState).
    /// </summary>
    public static bool MayExist(CopyProgress regionCopy)
    {
        ArgumentNullException.ThrowIfNull(regionCopy);
        return SnapshotStates.Of(regionCopy.Status) == SnapshotState.Available;
    }

    /// <summary>Says that the relay is about to share a source snapshot, or has.</summary>
    public static Tag Intent(AccountId account) => new(IntentTag, $"{account}");

    /// <summary>True when a source snapshot's share is the relay's to withdraw. One that a person has made has no such tag.</summary>
    public static bool IsOurs(IReadOnlyList<Tag> tags, AccountId account) => tags.Contains(Intent(account));

    /// <summary>
    /// A share is withdrawn when no account copy needs it any more: never while a copy of it is in progress, which another
    /// execution may have started. What AWS does to a copy whose share ends is not documented.
    /// </summary>
    public static bool MayWithdraw(IReadOnlyList<CopyFacts> accountCopies) =>
        accountCopies.All(copy => copy.State != SnapshotState.InProgress);

    /// <summary>
    /// The DR account does not see the snapshot that is shared with it: the share takes seconds to spread, or another relay of this
    /// snapshot has ended and withdrawn it. So after the wait it is shared again; after five minutes a person is asked.
    /// </summary>
    /// <exception cref="SharedCopyNotVisibleException">It was tried often enough.</exception>
    public static Wait WaitForShare(Wait? before, SnapshotArn shared, AccountId account, DateTimeOffset now)
    {
        var times = before?.For == WaitFor.Share ? before.Times : 0;
        return times < MostTimes
            ? Wait.Next(before, WaitFor.Share, Step * (times + 1), now)
            : throw new SharedCopyNotVisibleException(shared.ToString(), account);
    }
}
