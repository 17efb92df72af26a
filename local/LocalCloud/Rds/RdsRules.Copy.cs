using LocalCloud.Kernel;

namespace LocalCloud.Rds;

/// <summary>A request for a copy whose identifiers and tags are in order.</summary>
/// <param name="Kind">Instance or cluster.</param>
/// <param name="AccountId">Who calls, and will own the copy.</param>
/// <param name="Target">The copy's ARN, in the Region of the call.</param>
/// <param name="Source">What is to be copied.</param>
/// <param name="GivenSource">The source as the caller wrote it, for error texts.</param>
/// <param name="KmsKeyId">As given, or null.</param>
/// <param name="OptionGroup">OptionGroupName as given, or null.</param>
/// <param name="OfAwsBackup">True when AWS Backup copies: it shares with itself, and crosses Region and account at once.</param>
internal sealed record CopyRequest(
    RdsKind Kind,
    string AccountId,
    RdsArn Target,
    RdsArn Source,
    string GivenSource,
    string? KmsKeyId,
    string? OptionGroup = null,
    bool OfAwsBackup = false
)
{
    public bool CrossRegion => Source.Region != Target.Region;

    public bool CrossAccount => Source.AccountId != AccountId;
}

/// <summary>A copy that is allowed.</summary>
/// <param name="Source">Of this very snapshot.</param>
/// <param name="Encryption">What the copy will be encrypted with.</param>
/// <param name="OptionGroup">The copy's option group; null for clusters.</param>
internal sealed record CopyAllowed(DbSnapshot Source, StorageEncryption Encryption, string? OptionGroup);

internal static partial class RdsRules
{
    /// <summary>
    /// Judges a copy, in this order (AWS documents the checks, not their order): the source exists and is the caller's or
    /// shared with it; it is available and can be copied; the target's name is free; the keys; the option group; the two quotas.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="state">What exists.</param>
    /// <param name="settings">The quotas, and what AWS does not document.</param>
    /// <param name="use">Key and Region → the key, or null when the caller may not use it there.</param>
    public static CopyAllowed Copy(
        CopyRequest request,
        RdsState state,
        RdsSettings settings,
        Func<string, string, KeyUse?> use
    )
    {
        var source = CopySource(request, state);
        if (
            request is { CrossRegion: true, CrossAccount: true, OfAwsBackup: false }
            && !settings.SingleStepCopies
        )
        {
            throw RdsErrors.SingleStep();
        }

        if (state.Snapshot(request.Target) is not null)
        {
            throw RdsErrors.SnapshotExists(request.Kind, request.Target.Identifier);
        }

        var encryption = CopyEncryption(request, source, settings, use);
        var optionGroup = CopyOptionGroup(request, source, state);
        CopyQuotas(request, [.. state.SnapshotsIn(request.AccountId, request.Target.Region)], settings);
        return new CopyAllowed(source, encryption, optionGroup);
    }

    private static DbSnapshot CopySource(CopyRequest request, RdsState state)
    {
        // Model: a shared snapshot is named by its ARN. That one which is not shared looks as if it did not exist is assumed.
        if (
            state.Snapshot(request.Source) is not { } source
            || !(request.OfAwsBackup || source.UsableBy(request.AccountId))
        )
        {
            throw RdsErrors.SnapshotNotFound(request.Kind, request.GivenSource);
        }

        // Model: the source must be in the "available" state.
        if (source.Status != "available")
        {
            throw RdsErrors.SourceNotAvailable(request.Kind);
        }

        // RDS-UG, Copying a DB snapshot; AWS Backup, Feature availability.
        return source.Database.MultiAzCluster ? throw RdsErrors.MultiAzCluster("copied") : source;
    }

    /// <summary>
    /// An encrypted snapshot needs a key of the destination when it leaves its Region or comes from another account, else
    /// it keeps its own; an unencrypted one with a key given becomes encrypted, or is refused where that is not possible
    /// (model, KmsKeyId). The caller must be able to use both keys (RDS-UG, Copying a DB snapshot).
    /// </summary>
    private static StorageEncryption CopyEncryption(
        CopyRequest request,
        DbSnapshot source,
        RdsSettings settings,
        Func<string, string, KeyUse?> use
    )
    {
        KeyIsInOrder(request, source, settings);
        var target = request.KmsKeyId is { } given
            ? use(given, request.Target.Region) ?? throw RdsErrors.TargetKeyNotAccessible(given)
            : null;
        if (source.Encryption.Key is { } old && use(old.Arn, source.Arn.Region) is null)
        {
            throw RdsErrors.SourceKeyNotAccessible(old.Arn);
        }

        var keeps = OwnedKey(source) && settings.SseRdsCopies == SseRdsCopies.KeepsOwnedKey;
        return target is null || keeps ? source.Encryption : StorageEncryption.Under(target);
    }

    private static void KeyIsInOrder(CopyRequest request, DbSnapshot source, RdsSettings settings)
    {
        if (request.KmsKeyId is null && source.Encrypted && request.CrossRegion)
        {
            throw RdsErrors.KeyNeededAcrossRegions();
        }

        if (request.KmsKeyId is null && source.Encrypted && request.CrossAccount)
        {
            throw RdsErrors.KeyNeededForShared();
        }

        if (request.KmsKeyId is not null && !source.Encrypted && !request.Kind.CopyEncrypts)
        {
            throw RdsErrors.KeyForUnencrypted();
        }

        if (request.KmsKeyId is not null && OwnedKey(source) && settings.SseRdsCopies == SseRdsCopies.Refused)
        {
            throw RdsErrors.KeyForOwnedKey();
        }

        // AWS Backup, Creating backup copies across AWS accounts: the source's key is shared with the account; this one can't be.
        if (request.CrossAccount && OwnedKey(source))
        {
            throw RdsErrors.OwnedKeyNotShared();
        }
    }

    private static bool OwnedKey(DbSnapshot snapshot) => snapshot.Encryption == StorageEncryption.OwnedByAws;

    /// <summary>
    /// Copies in progress to one Region first, then manual snapshots (RDS-UG, Copying a DB snapshot; Quotas and
    /// constraints). The guide counts "snapshot copy requests in progress to a single destination Region", so copies within
    /// the Region count too, AWS Backup's likewise. Instances and clusters are counted apart.
    /// </summary>
    private static void CopyQuotas(CopyRequest request, IReadOnlyList<DbSnapshot> there, RdsSettings settings)
    {
        var copies = request.Kind.CopiesInProgress(settings);
        if (there.Count(s => s.Kind == request.Kind && s.Copy is not null && s.InProgress) >= copies)
        {
            throw RdsErrors.TooManyCopies(copies);
        }

        if (!request.OfAwsBackup)
        {
            Room(request.Kind, there, settings);
        }
    }

    /// <summary>Manual snapshots of one kind in one account and Region; automated and AWS Backup's do not count (RDS-UG, Quotas).</summary>
    private static void Room(RdsKind kind, IEnumerable<DbSnapshot> there, RdsSettings settings)
    {
        var most = kind.ManualSnapshots(settings);
        if (there.Count(s => s.Kind == kind && s.CountsAsManual) >= most)
        {
            throw RdsErrors.TooManyManualSnapshots(most);
        }
    }
}
