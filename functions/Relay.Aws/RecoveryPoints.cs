using Amazon.Backup.Model;

namespace Relay.Aws;

/// <summary>
/// AWS Backup's recovery points, and their copies by copy job. A job is started, listed and looked at in the Region of the vault that it
/// copies from: AWS Backup knows that vault by name, which resolves in the caller's account and Region.
/// </summary>
/// <param name="aws">The way to AWS.</param>
/// <param name="settings">Which vaults there are, and what AWS Backup copies as.</param>
/// <param name="inRds">Those that know a recovery point's snapshot in RDS, by its kind.</param>
public sealed class RecoveryPoints(
    AwsConnection aws,
    RelaySettings settings,
    IReadOnlyDictionary<SnapshotKind, ISnapshots> inRds
) : ISnapshots, ISnapshotLists
{
    /// <inheritdoc/>
    public async Task<SnapshotFacts?> Find(Place place, SnapshotArn snapshot)
    {
        var point = await Point(place, snapshot);
        return inRds.TryGetValue(snapshot.Kind, out var rds) && place.Region != settings.DrRegion
            ? Together(await rds.Find(place, snapshot), point)
            : point;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SnapshotFacts>> Own(Place place, DateTimeOffset? since = null)
    {
        var all = new List<SnapshotFacts>();
        foreach (var vault in VaultsAt(place))
        {
            all.AddRange(await new VaultPoints(aws, vault).Own(place, since));
        }

        return all;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Tag>> DatabaseTags(Place place, SnapshotFacts snapshot) =>
        snapshot.RecoveryPoint?.ResourceArn is { } resource && IsDatabaseHere(resource, place)
            ? await RdsTags.OfResource(aws.Rds(place), resource)
        : inRds.TryGetValue(snapshot.Arn.Kind, out var rds) ? await rds.DatabaseTags(place, snapshot)
        : [];

    /// <inheritdoc/>
    public Task<IReadOnlyList<CopyFacts>> FindCopies(Place place, CopyOrder order) =>
        AwsCall.Make(
            $"ListCopyJobs of {order.Source} in {place}",
            async () =>
            {
                var jobs = new List<CopyJob>();
                string? next = null;
                do
                {
                    var reply = await aws.Backup(place)
                        .ListCopyJobsAsync(
                            new ListCopyJobsRequest
                            {
                                BySourceRecoveryPointArn = order.Source.ToString(),
                                ByDestinationVaultArn = JobOf(order).Destination.ToString(),
                                NextToken = next,
                            }
                        );
                    jobs.AddRange(reply.CopyJobs ?? []);
                    next = reply.NextToken;
                } while (next is not null);

                return CopyJobs.Attempts(jobs, order);
            }
        );

    /// <inheritdoc/>
    public Task<CopyAnswer> Copy(Place place, CopyOrder order) =>
        AwsCall.Make<CopyAnswer>(
            $"StartCopyJob of {order.Source} to {JobOf(order).Destination} in {place}",
            async () =>
            {
                try
                {
                    var reply = await aws.Backup(place).StartCopyJobAsync(Request(order, JobOf(order)));
                    var job = new CopyJob { CopyJobId = reply.CopyJobId, State = "CREATED" };
                    return new CopyAnswer.Accepted(CopyJobs.Facts(job, order.Name, order.Tags));
                }
                catch (ResourceNotFoundException)
                {
                    return new CopyAnswer.SourceNotFound();
                }
                catch (LimitExceededException)
                {
                    return new CopyAnswer.NoFreeSlot();
                }
            }
        );

    /// <inheritdoc/>
    public Task<CopyFacts?> Look(Place place, CopyProgress copy) =>
        BackupErrors.UnlessGone<CopyFacts>(
            $"DescribeCopyJob of {copy.JobId} in {place}",
            async () =>
            {
                var reply = await aws.Backup(place)
                    .DescribeCopyJobAsync(new DescribeCopyJobRequest { CopyJobId = copy.JobId });
                return CopyJobs.Facts(reply.CopyJob, copy.JobId!, []);
            }
        );

    private StartCopyJobRequest Request(CopyOrder order, CopyJobOrder job) =>
        new StartCopyJobRequest
        {
            RecoveryPointArn = order.Source.ToString(),
            SourceBackupVaultName = job.SourceVault,
            DestinationBackupVaultArn = job.Destination.ToString(),
            IamRoleArn = settings.RecoveryPoints.CopyRole?.ToString(),
            IdempotencyToken = CopyJobs.Token(order, job),
            Lifecycle = new Lifecycle
            {
                DeleteAfterDays = job.DeleteAfterDays,
                MoveToColdStorageAfterDays = job.ColdStorageAfterDays,
            },
        };

    private async Task<SnapshotFacts?> Point(Place place, SnapshotArn snapshot)
    {
        foreach (var vault in VaultsAt(place))
        {
            if (await Point(place, snapshot, vault) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private Task<SnapshotFacts?> Point(Place place, SnapshotArn snapshot, string vault) =>
        BackupErrors.UnlessGone<SnapshotFacts>(
            $"DescribeRecoveryPoint of {snapshot} in vault {vault} in {place}",
            async () =>
                PointFacts.Of(
                    snapshot,
                    await aws.Backup(place)
                        .DescribeRecoveryPointAsync(
                            new DescribeRecoveryPointRequest
                            {
                                BackupVaultName = vault,
                                RecoveryPointArn = snapshot.ToString(),
                            }
                        )
                )
        );

    private IEnumerable<string> VaultsAt(Place place) =>
        place switch
        {
            _ when place.Region != settings.DrRegion => settings.RecoveryPoints.SourceVaults,
            { Actor: Actor.Relay } => Names(settings.RecoveryPoints.RegionVault),
            _ => Names(settings.RecoveryPoints.AccountVault),
        };

    private static IEnumerable<string> Names(VaultArn? vault) => vault is null ? [] : [vault.Name];

    // A database of another account or Region is not ours to ask about: the recovery point is a copy.
    private bool IsDatabaseHere(string resource, Place place) =>
        resource.StartsWith(
            $"arn:{place.Region.Partition}:rds:{place.Region}:{settings.SourceAccount}:",
            StringComparison.Ordinal
        );

    private static CopyJobOrder JobOf(CopyOrder order) =>
        order.Job ?? throw new ArgumentException("It is none for a copy job.", nameof(order));

    // RDS knows more of it. Whether it is a copy, AWS Backup knows: it makes its own snapshots of DB instances by copying, too.
    private static SnapshotFacts? Together(SnapshotFacts? inRds, SnapshotFacts? point) =>
        (inRds, point) switch
        {
            (null, _) => point,
            (_, null) => inRds,
            _ => inRds with
            {
                Status = point.State == SnapshotState.Available ? inRds.Status : point.Status,
                CopiedFrom = point.CopiedFrom,
                RecoveryPoint = point.RecoveryPoint,
            },
        };
}
