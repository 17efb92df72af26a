namespace Relay;

/// <summary>
/// A copy as the place that keeps it sees it. Times and origin are AWS's own. What the tags say was written by the source account: it may
/// make a copy look older and keep it longer, and nothing else.
/// </summary>
/// <param name="Facts">What AWS says of it.</param>
/// <param name="Database">ARN of the DB instance or DB cluster; of a recovery point: of its resource.</param>
/// <param name="IsVerified">Available, from the relay, and under the key of this place.</param>
public sealed record KeptCopy(SnapshotFacts Facts, string Database, bool IsVerified)
{
    /// <summary>
    /// When its data was taken, as far as AWS says: RDS hands the time on for DB snapshots, AWS Backup for recovery points; of a DB cluster
    /// snapshot nobody knows more than when the copy was made.
    /// </summary>
    public DateTimeOffset? Time => Facts.TakenAt ?? Facts.CreateTime;

    /// <summary>The same, or earlier when the creation tags say so.</summary>
    public DateTimeOffset? TakenAt =>
        (Time, Facts.Tags.SourceOf(Facts.Arn.Kind)?.CreateTime) switch
        {
            ({ } time, { } tagged) => tagged < time ? tagged : time,
            (var time, var tagged) => time ?? tagged,
        };

    /// <summary>A region copy that was made for an account copy.</summary>
    public bool IsForAnAccountCopy => Facts.Tags.MadeOnRoute() == Route.RegionThenAccount;
}

/// <summary>Finds the relay's copies among what an account owns.</summary>
/// <param name="relayName">The relay.</param>
/// <param name="source">The account that it serves.</param>
/// <param name="here">The DR Region.</param>
/// <param name="key">The key of these copies; null when it can't be used now, which no copy survives as verified.</param>
public sealed class KeptCopies(string relayName, AccountId source, Region here, KeyArn? key)
{
    /// <summary>Those of the settings' own place.</summary>
    public static KeptCopies Of(KeepSettings settings, KeyArn? key)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new(settings.RelayName, settings.SourceAccount, settings.Region, key);
    }

    /// <summary>The key itself, when KMS says that it can be used; null otherwise.</summary>
    public static KeyArn? Usable(KeyLookup answer) =>
        answer is KeyLookup.Found { Key: { State: "Enabled", Arn: var arn } } ? arn : null;

    /// <summary>How to ask KMS, in the DR Region, for a key: a multi-Region key has the same id in all its Regions.</summary>
    public static string ToAsk(KeyReference key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.MultiRegionId ?? key.ToString();
    }

    /// <summary>Why a key can't be used; null when it can.</summary>
    public static string? Problem(KeyReference key, KeyLookup answer) =>
        answer switch
        {
            KeyLookup.Found { Key.State: "Enabled" } => null,
            KeyLookup.Found { Key: var found } => $"the key {found.Arn} is {found.State}",
            KeyLookup.Denied denied => $"KMS does not tell of the key {key}: {denied.Answer}",
            _ => $"there is no key {key}",
        };

    /// <summary>Our copies, in any state.</summary>
    public IReadOnlyList<KeptCopy> Among(IEnumerable<SnapshotFacts> found) =>
        [.. found.Where(f => WhyNotOurs(f) is null).Select(Of)];

    /// <summary>True when it is named like our copies, ours or not.</summary>
    public bool IsNamedLikeOurs(SnapshotFacts found) =>
        found.RecoveryPoint is null && Names.IsLikeCopy(relayName, found.Arn);

    /// <summary>Why it is no copy of this relay; null when it is one: by its name, its creation tag, and what AWS says it was copied from.</summary>
    public string? WhyNotOurs(SnapshotFacts found) =>
        found.RecoveryPoint is not null ? WhyNotOurPoint(found)
        : !IsNamedLikeOurs(found) ? "its name is none of this relay's"
        : !found.Tags.SayMadeBy(relayName) ? "it lacks the creation tag of this relay's copies"
        : SourceOf(found) is not { } from ? "RDS says of no other snapshot that it was copied from it"
        : from.Account != source ? $"it was copied from a snapshot of account {from.Account}"
        // In the DR Region only region copies are sources; elsewhere any snapshot is.
        : from.Region == here && !Names.IsLikeCopy(relayName, from)
            ? $"it was copied from {from}, which is none of this relay's"
        : null;

    private string? WhyNotOurPoint(SnapshotFacts found) =>
        found.CopiedFrom is not { } vault ? "AWS Backup names no vault that it was copied from"
        : vault.Split(':') is not ["arn", _, "backup", _, var account, ..] || account != source.ToString()
            ? $"it was copied from {vault}"
        : null;

    private KeptCopy Of(SnapshotFacts found) => new(found, DatabaseOf(found), IsVerified(found));

    private bool IsVerified(SnapshotFacts found) =>
        key is not null
        && found is { State: SnapshotState.Available, CreateTime: not null }
        && (found.Encrypted ? found.KmsKeyId == key.ToString() : StaysUnencrypted(found));

    // A recovery point of an unencrypted database stays so; so does a DB cluster snapshot (API reference of CopyDBClusterSnapshot).
    private static bool StaysUnencrypted(SnapshotFacts found) =>
        found.RecoveryPoint is not null || !Kinds.Of(found.Arn.Kind).TakesKeyWhenUnencrypted;

    // RDS names the database, and the Region unless the copy was made from a region copy: then the tags tell it.
    private string DatabaseOf(SnapshotFacts found)
    {
        if (found.RecoveryPoint is { } point)
        {
            return point.ResourceArn;
        }

        var region =
            SourceOf(found) is { } from && from.Region != here
                ? from.Region
                : found.Tags.SourceRegionOf() ?? here;
        var type = found.Arn.Kind == SnapshotKind.Cluster ? "cluster" : "db";
        return $"arn:{region.Partition}:rds:{region}:{source}:{type}:{found.Database}";
    }

    private static SnapshotArn? SourceOf(SnapshotFacts found) =>
        Texts.ParseOrNull<SnapshotArn>(found.CopiedFrom);
}
