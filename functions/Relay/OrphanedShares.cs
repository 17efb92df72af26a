namespace Relay;

/// <summary>
/// Shares of ours that nobody needs: an aborted or timed-out execution has left them. Needed is a share while a relay of its snapshot runs,
/// or an account copy of it is in progress.
/// </summary>
public static class OrphanedShares
{
    /// <summary>Region copies that were shared for an account copy only, of those that the DR account sees.</summary>
    /// <param name="copies">All copies.</param>
    /// <param name="isBusy">Whether a relay of a snapshot runs.</param>
    public static IReadOnlyList<SnapshotFacts> OfRegionCopies(
        CopyCensus copies,
        Func<SnapshotIdentity, bool> isBusy
    )
    {
        ArgumentNullException.ThrowIfNull(copies);
        return
        [
            .. copies.RegionCopies.Where(copy =>
                copies.IsShared(copy.Arn)
                && !copy.Tags.SayMadeToBeShared()
                && copy.Tags.SourceOf(copy.Arn.Kind) is { } source
                && !isBusy(source)
                && !copies.IsBeingCopiedToAccount(source)
            ),
        ];
    }

    /// <summary>Source snapshots with the relay's own mark of a share. A person's share has none.</summary>
    public static IReadOnlyList<SnapshotArn> OfSources(
        CopyCensus copies,
        IEnumerable<SnapshotFacts> sources,
        AccountId account,
        Func<SnapshotIdentity, bool> isBusy
    )
    {
        ArgumentNullException.ThrowIfNull(copies);
        return
        [
            .. sources
                .Where(s =>
                    Sharing.IsOurs(s.Tags, account)
                    && s.CreateTime is { } time
                    && new SnapshotIdentity(s.Arn, time) is var source
                    && !isBusy(source)
                    && !copies.IsBeingCopiedToAccount(source)
                )
                .Select(s => s.Arn),
        ];
    }
}
