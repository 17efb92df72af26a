using Relay.Aws;

namespace Relay.Functions;

/// <summary>One leg of a route: what is copied where, by whom.</summary>
/// <param name="By">Who makes the copy: RDS or AWS Backup.</param>
/// <param name="Asked">Where the copy is asked for, and as whom.</param>
/// <param name="Watched">Where it is looked at while it is made.</param>
/// <param name="Owner">Where it is when it is made, as its owner.</param>
/// <param name="Order">The copy, under its name without attempt suffix, with the tags that tell its source.</param>
/// <param name="Before">The leg's copy as known so far.</param>
/// <param name="SourceTags">Looks at what is copied, right before it is (identity, still there), and tells its tags.</param>
/// <param name="SourceNotFound">What to wait for when AWS does not find the source; or its error.</param>
internal sealed record CopyLeg(
    ISnapshots By,
    Place Asked,
    Place Watched,
    Place Owner,
    CopyOrder Order,
    CopyProgress? Before,
    Func<Task<IReadOnlyList<Tag>>> SourceTags,
    Func<Wait> SourceNotFound
);

/// <summary>The legs of the routes.</summary>
internal sealed class CopyLegs(RelayPorts ports)
{
    /// <summary>Into the DR Region.</summary>
    public CopyLeg ToRegion(Step step) =>
        step.Plan.Means == CopyMeans.CopyJob
            ? FromSourceVault(step, ports.Here, step.RegionVault, step.Relay.RegionCopy)
            : new CopyLeg(
                ports.Copies(step.Source.Arn, CopyMeans.Snapshot),
                ports.Here,
                ports.Here,
                ports.Here,
                Order(step, step.Source.Arn, step.Plan.RegionKeyArn) with
                {
                    OptionGroup = step.Plan.OptionGroup,
                },
                step.Relay.RegionCopy,
                () => TagsOfSource(step),
                () => throw new SnapshotNotFoundException(step.Snapshot)
            );

    /// <summary>Into the DR account.</summary>
    public CopyLeg ToAccount(Step step) =>
        step.Plan.Route switch
        {
            Route.BackupCopyJob => FromSourceVault(step, Reader, step.AccountVault, step.Relay.AccountCopy),
            Route.BackupTwoJobs => FromRegionVault(step),
            Route.DirectToAccount => Shared(step, step.Source.Arn, () => TagsOfSource(step)),
            _ => Shared(step, step.RegionCopyArn, () => TagsOfRegionCopy(step)),
        };

    private Place Reader => ports.InDrAccount(Actor.Reader);

    private CopyLeg Shared(Step step, SnapshotArn shared, Func<Task<IReadOnlyList<Tag>>> tags) =>
        new(
            ports.Copies(shared, CopyMeans.Snapshot),
            ports.InDrAccount(Actor.Copier),
            Reader,
            Reader,
            Order(step, shared, step.Plan.AccountKeyArn),
            step.Relay.AccountCopy,
            tags,
            () => Sharing.WaitForShare(step.Relay.Wait, shared, ports.ShareWith, step.Now)
        );

    private CopyLeg FromSourceVault(Step step, Place owner, VaultArn destination, CopyProgress? before) =>
        Job(
            step,
            (step.SourcePlace, step.RecoveryPoint.VaultName, step.Source.Arn),
            (owner, destination),
            before,
            () => new SnapshotNotFoundException(step.Snapshot)
        );

    private CopyLeg FromRegionVault(Step step) =>
        Job(
            step,
            (ports.Here, step.RegionVault.Name, step.RegionCopyArn),
            (Reader, step.AccountVault),
            step.Relay.AccountCopy,
            () => new CopyVanishedException($"{step.RegionCopyArn}")
        );

    // A recovery point is never replaced under its name, and a copy job takes no tags: there is nothing to look at before.
    private CopyLeg Job(
        Step step,
        (Place Place, string Vault, SnapshotArn Snapshot) from,
        (Place Owner, VaultArn Vault) to,
        CopyProgress? before,
        Func<RelayException> gone
    ) =>
        new(
            ports.Copies(from.Snapshot, CopyMeans.CopyJob),
            from.Place,
            from.Place,
            to.Owner,
            Order(step, from.Snapshot, key: null) with
            {
                Job = new CopyJobOrder(
                    from.Vault,
                    to.Vault,
                    step.RetentionDays,
                    step.Plan.ColdStorageAfterDays
                ),
            },
            before,
            () => Task.FromResult<IReadOnlyList<Tag>>([]),
            () => throw gone()
        );

    private CopyOrder Order(Step step, SnapshotArn source, KeyArn? key) =>
        new(source, step.CopyName, key, CopyTags.Facts(ports.Settings.RelayName, step.Source));

    private async Task<IReadOnlyList<Tag>> TagsOfSource(Step step) =>
        (await new SourceLook(ports).Again(step)).Tags;

    private async Task<IReadOnlyList<Tag>> TagsOfRegionCopy(Step step) =>
        await ports.Copies(step.RegionCopyArn, CopyMeans.Snapshot).Find(ports.Here, step.RegionCopyArn)
            is { } found
            ? found.Tags
            : throw new CopyVanishedException($"{step.RegionCopyArn}");
}
