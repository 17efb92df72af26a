namespace Relay.Aws;

/// <summary>Snapshots of one kind, as RDS offers them. Instances are the first kind; clusters will stand behind the same interface.</summary>
public interface ISnapshots
{
    /// <summary>A snapshot by its ARN, asked in its own Region; null when there is none.</summary>
    Task<SnapshotFacts?> Find(Place place, SnapshotArn snapshot);

    /// <summary>Those of the named snapshots that exist at a place, in one call.</summary>
    Task<IReadOnlyList<SnapshotFacts>> FindAny(Place place, IReadOnlyList<string> names);

    /// <summary>Asks for a copy; called in the destination Region by who will own it.</summary>
    /// <exception cref="KeyNotAccessibleException">RDS can't use a key.</exception>
    /// <exception cref="ManualSnapshotQuotaException">The destination is full.</exception>
    Task<CopyAnswer> Copy(Place place, CopyOrder order);

    /// <summary>Lets an account copy a snapshot of ours. Doing it twice is harmless.</summary>
    /// <exception cref="ShareRefusedException">RDS does not allow it.</exception>
    Task Share(Place place, SnapshotArn copy, AccountId account);

    /// <summary>Withdraws <see cref="Share"/>. Doing it twice is harmless, and so is a snapshot that is gone.</summary>
    Task StopSharing(Place place, SnapshotArn copy, AccountId account);
}

/// <summary>A copy to be made.</summary>
/// <param name="Source">What is copied.</param>
/// <param name="Name">What the copy is called.</param>
/// <param name="Key">The key that it is put under.</param>
/// <param name="Tags">Set when it is made.</param>
public sealed record CopyOrder(SnapshotArn Source, string Name, KeyArn Key, IReadOnlyList<Tag> Tags);

/// <summary>What RDS says to an order.</summary>
public abstract record CopyAnswer
{
    private CopyAnswer() { }

    /// <summary>The copy is on its way.</summary>
    public sealed record Accepted(SnapshotFacts Copy) : CopyAnswer;

    /// <summary>As many copies are in progress as AWS allows.</summary>
    public sealed record NoFreeSlot : CopyAnswer;

    /// <summary>The name is in use: somebody was faster.</summary>
    public sealed record NameInUse : CopyAnswer;

    /// <summary>Whoever asks does not see the source.</summary>
    public sealed record SourceNotFound : CopyAnswer;
}
