namespace Relay.Aws;

/// <summary>
/// Snapshots of one kind, and their copies. DB snapshots, DB cluster snapshots and AWS Backup's recovery points stand behind it, one class
/// each; a new kind is a new class.
/// </summary>
public interface ISnapshots
{
    /// <summary>A snapshot by its ARN, asked in its own Region; null when there is none.</summary>
    Task<SnapshotFacts?> Find(Place place, SnapshotArn snapshot);

    /// <summary>The tags of the database that a snapshot is of; none when the database is gone.</summary>
    Task<IReadOnlyList<Tag>> DatabaseTags(Place place, SnapshotFacts snapshot);

    /// <summary>What exists of an ordered copy, all attempts, in one call.</summary>
    /// <param name="place">Where the copy is asked for: the same as for <see cref="Copy"/>.</param>
    /// <param name="order">The copy, under its name without attempt suffix.</param>
    Task<IReadOnlyList<CopyFacts>> FindCopies(Place place, CopyOrder order);

    /// <summary>Asks for a copy: of RDS in the destination Region, as who will own it; of AWS Backup in the Region of the source vault.</summary>
    /// <exception cref="KeyNotAccessibleException">AWS can't use a key.</exception>
    /// <exception cref="ManualSnapshotQuotaException">The destination is full.</exception>
    Task<CopyAnswer> Copy(Place place, CopyOrder order);

    /// <summary>How far a copy is; null when it is gone.</summary>
    Task<CopyFacts?> Look(Place place, CopyProgress copy);
}

/// <summary>
/// Whole lists of snapshots or recovery points of one kind, a page a call: RDS gives 100 a page, AWS Backup up to 1,000. Nothing is asked for
/// each of them.
/// </summary>
public interface ISnapshotLists
{
    /// <summary>
    /// All that whoever asks owns at a place, tags included: of RDS automated, manual and AWS Backup's, in any state; of AWS Backup, what is
    /// in the vaults that the relay knows there (source vaults, the relay's own, the DR account's), without tags.
    /// </summary>
    /// <param name="place">Where, and as whom.</param>
    /// <param name="since">
    /// AWS Backup leaves out what was created before. RDS can't: a DB snapshot's list has no such filter (API reference).
    /// </param>
    Task<IReadOnlyList<SnapshotFacts>> Own(Place place, DateTimeOffset? since = null);
}

/// <summary>Shares of snapshots, of the kinds that RDS can share.</summary>
public interface IShares
{
    /// <summary>What others have shared with whoever asks, at a place; public ones are not among them. A page of 100 a call.</summary>
    Task<IReadOnlyList<SnapshotFacts>> SharedWithCaller(Place place);

    /// <summary>True when the snapshot is shared with the account. Only its owner may ask.</summary>
    Task<bool> IsShared(Place place, SnapshotArn snapshot, AccountId account);

    /// <summary>Lets an account copy a snapshot of ours. Doing it twice is harmless.</summary>
    /// <exception cref="ShareRefusedException">RDS does not allow it.</exception>
    /// <exception cref="SnapshotNotFoundException">It is gone.</exception>
    Task Share(Place place, SnapshotArn snapshot, AccountId account);

    /// <summary>Withdraws <see cref="Share"/>. Doing it twice is harmless, and so is a snapshot that is gone.</summary>
    Task StopSharing(Place place, SnapshotArn snapshot, AccountId account);

    /// <summary>Sets a tag on what exists: only ever the intent to share a source snapshot.</summary>
    Task SetTag(Place place, SnapshotArn snapshot, Tag tag);

    /// <summary>Removes it. Doing it twice is harmless, and so is a snapshot that is gone.</summary>
    Task RemoveTag(Place place, SnapshotArn snapshot, string key);
}

/// <summary>Deletes copies. Only the functions that prune work with it.</summary>
public interface IDeletes
{
    /// <summary>Deletes a snapshot of whoever asks. Doing it twice is harmless.</summary>
    Task Delete(Place place, SnapshotArn snapshot);
}

/// <summary>A copy to be made.</summary>
/// <param name="Source">What is copied.</param>
/// <param name="Name">What the copy is called; of a copy job: what its idempotency token is made of.</param>
/// <param name="Key">The key that it is put under; null for a snapshot that RDS can't encrypt by copying, and for a copy job, which takes the vault's.</param>
/// <param name="Tags">Set when it is made.</param>
/// <param name="OptionGroup">Its option group; null for the default one.</param>
/// <param name="Job">What a copy job needs; null for RDS.</param>
public sealed record CopyOrder(
    SnapshotArn Source,
    string Name,
    KeyArn? Key,
    IReadOnlyList<Tag> Tags,
    string? OptionGroup = null,
    CopyJobOrder? Job = null
);

/// <summary>What a copy job needs besides.</summary>
/// <param name="SourceVault">The vault that the recovery point is in, by name: in the caller's account and Region.</param>
/// <param name="Destination">The vault that gets the copy.</param>
/// <param name="DeleteAfterDays">The copy's lifecycle, counted from the source's creation.</param>
/// <param name="ColdStorageAfterDays">Null for never.</param>
public sealed record CopyJobOrder(
    string SourceVault,
    VaultArn Destination,
    int DeleteAfterDays,
    int? ColdStorageAfterDays
);

/// <summary>What AWS says to an order.</summary>
public abstract record CopyAnswer
{
    private CopyAnswer() { }

    /// <summary>The copy is on its way.</summary>
    public sealed record Accepted(CopyFacts Copy) : CopyAnswer;

    /// <summary>As many copies are in progress as AWS allows.</summary>
    public sealed record NoFreeSlot : CopyAnswer;

    /// <summary>The name is in use: somebody was faster.</summary>
    public sealed record NameInUse : CopyAnswer;

    /// <summary>Whoever asks does not see the source.</summary>
    public sealed record SourceNotFound : CopyAnswer;
}
