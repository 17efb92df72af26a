using LocalCloud.Kernel;

namespace LocalCloud.Rds;

/// <summary>A request for a copy whose identifiers and tags are in order.</summary>
/// <param name="AccountId">Who calls, and will own the copy.</param>
/// <param name="Target">The copy's ARN, in the Region of the call.</param>
/// <param name="Source">What is to be copied.</param>
/// <param name="GivenSource">The source as the caller wrote it, for error texts.</param>
/// <param name="KmsKeyId">As given, or null.</param>
internal sealed record CopyRequest(
    string AccountId,
    RdsArn Target,
    RdsArn Source,
    string GivenSource,
    string? KmsKeyId
)
{
    public bool CrossRegion => Source.Region != Target.Region;

    public bool CrossAccount => Source.AccountId != AccountId;
}

internal static partial class RdsRules
{
    /// <summary>
    /// Judges a copy, in this order (AWS documents the checks, not their order): the source exists and is the caller's or
    /// shared with it; it is available; the target's name is free; the keys; the two quotas.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="state">What exists.</param>
    /// <param name="settings">The quotas.</param>
    /// <param name="use">Key and Region → the key, or null when the caller may not use it there.</param>
    /// <returns>The source, and the key of the copy (null: not encrypted).</returns>
    public static (DbSnapshot Source, KeyUse? Key) Copy(
        CopyRequest request,
        RdsState state,
        RdsSettings settings,
        Func<string, string, KeyUse?> use
    )
    {
        // Model: a shared snapshot is named by its ARN. That one which is not shared looks as if it did not exist is assumed.
        if (state.Snapshot(request.Source) is not { } source || !source.UsableBy(request.AccountId))
        {
            throw RdsErrors.SnapshotNotFound(request.GivenSource);
        }

        // Model: the source must be in the "available" state.
        if (source.Status != "available")
        {
            throw RdsErrors.SourceNotAvailable();
        }

        if (state.Snapshot(request.Target) is not null)
        {
            throw RdsErrors.SnapshotExists(request.Target.Identifier);
        }

        var key = CopyKey(request, source, use);
        CopyQuotas([.. state.SnapshotsIn(request.AccountId, request.Target.Region)], settings);
        return (source, key);
    }

    /// <summary>
    /// An encrypted snapshot needs a key of the destination when it leaves its Region or comes from another account, else
    /// it keeps its own; an unencrypted one with a key given becomes encrypted (model, KmsKeyId). The caller must be able
    /// to use both keys (RDS-UG, Copying a DB snapshot).
    /// </summary>
    private static KeyUse? CopyKey(CopyRequest request, DbSnapshot source, Func<string, string, KeyUse?> use)
    {
        if (request.KmsKeyId is null && source.Encrypted && request.CrossRegion)
        {
            throw RdsErrors.KeyNeededAcrossRegions();
        }

        if (request.KmsKeyId is null && source.Encrypted && request.CrossAccount)
        {
            throw RdsErrors.KeyNeededForShared();
        }

        var target = request.KmsKeyId is { } given
            ? use(given, request.Target.Region) ?? throw RdsErrors.TargetKeyNotAccessible(given)
            : null;
        if (source.Key is not { } old)
        {
            return target;
        }

        var sourceKey = use(old.Arn, source.Arn.Region) ?? throw RdsErrors.SourceKeyNotAccessible(old.Arn);
        return target ?? sourceKey;
    }

    /// <summary>
    /// Copies in progress to one Region first, then manual snapshots (RDS-UG, Copying a DB snapshot; Quotas and
    /// constraints). The guide counts "snapshot copy requests in progress to a single destination Region", so copies within
    /// the Region count too.
    /// </summary>
    private static void CopyQuotas(IReadOnlyList<DbSnapshot> there, RdsSettings settings)
    {
        if (there.Count(s => s.Copy is not null && s.InProgress) >= settings.CopiesInProgress)
        {
            throw RdsErrors.TooManyCopies(settings.CopiesInProgress);
        }

        if (there.Count(s => !s.Automated) >= settings.ManualSnapshots)
        {
            throw RdsErrors.TooManyManualSnapshots(settings.ManualSnapshots);
        }
    }
}
