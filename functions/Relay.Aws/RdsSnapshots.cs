using Amazon.RDS;
using Amazon.RDS.Model;
using AwsTag = Amazon.RDS.Model.Tag;

namespace Relay.Aws;

/// <summary>
/// Snapshots that RDS keeps. What its answers and errors mean is here and the same for every kind; each kind's class has the calls, which
/// differ in names and types.
/// </summary>
public abstract class RdsSnapshots(AwsConnection aws) : ISnapshots, IShares, ISnapshotLists, IDeletes
{
    private const string RestoreAttribute = "restore";
    private const string Automated = "automated";
    private const int PageSize = 100;

    /// <summary>What operations call such a snapshot: DBSnapshot, DBClusterSnapshot.</summary>
    private protected abstract string Noun { get; }

    /// <summary>The filter of its description that takes names.</summary>
    private protected abstract string NameFilter { get; }

    /// <summary>What the ARNs of its databases call these: db, cluster.</summary>
    private protected abstract string DatabaseType { get; }

    /// <summary>Describes those that a query is for; a page of them, when there are many.</summary>
    private protected abstract Task<RdsPage> Describe(IAmazonRDS rds, RdsQuery query);

    /// <summary>Asks for a copy; what RDS says of it at once.</summary>
    private protected abstract Task<SnapshotFacts> Copy(IAmazonRDS rds, CopyOrder order, List<AwsTag> tags);

    /// <summary>Its attributes and their values, by name.</summary>
    private protected abstract Task<IEnumerable<RdsAttribute>> Attributes(IAmazonRDS rds, string snapshot);

    /// <summary>Changes an attribute.</summary>
    private protected abstract Task Modify(IAmazonRDS rds, RdsChange change);

    /// <summary>Deletes one by its name.</summary>
    private protected abstract Task Delete(IAmazonRDS rds, string snapshot);

    /// <inheritdoc/>
    public async Task<SnapshotFacts?> Find(Place place, SnapshotArn snapshot) =>
        await Find(place, snapshot, snapshot.IsAutomated ? Automated : null)
        // The name of one of AWS Backup's does not tell: the one behind a continuous recovery point is automated too.
        ?? (snapshot.IsAwsBackups ? await Find(place, snapshot, Automated) : null);

    // Asked for by name, an automated one is found only with its type (API reference).
    private Task<SnapshotFacts?> Find(Place place, SnapshotArn snapshot, string? type) =>
        RdsErrors.UnlessGone(
            $"Describe{Noun}s of {snapshot}",
            async () =>
                (
                    await Describe(aws.Rds(place), new RdsQuery(snapshot.Name, type))
                ).Snapshots.FirstOrDefault(),
            null
        );

    /// <inheritdoc/>
    public Task<IReadOnlyList<Tag>> DatabaseTags(Place place, SnapshotFacts snapshot) =>
        RdsTags.OfResource(
            aws.Rds(place),
            $"arn:{snapshot.Arn.Region.Partition}:rds:{snapshot.Arn.Region}:{snapshot.Arn.Account}:{DatabaseType}:{snapshot.Database}"
        );

    /// <inheritdoc/>
    public Task<IReadOnlyList<CopyFacts>> FindCopies(Place place, CopyOrder order) =>
        RdsErrors.UnlessGone<IReadOnlyList<CopyFacts>>(
            $"Describe{Noun}s of {order.Name} and its further attempts in {place}",
            async () =>
            {
                var names = new Filter { Name = NameFilter, Values = [.. CopyAttempts.NamesOf(order.Name)] };
                return
                [
                    .. (await Describe(aws.Rds(place), new RdsQuery(Filters: [names]))).Snapshots.Select(
                        CopyFacts.Of
                    ),
                ];
            },
            []
        );

    /// <inheritdoc/>
    public Task<IReadOnlyList<SnapshotFacts>> Own(Place place, DateTimeOffset? since = null) =>
        List(place, new RdsQuery());

    /// <inheritdoc/>
    public Task<IReadOnlyList<SnapshotFacts>> SharedWithCaller(Place place) =>
        List(place, new RdsQuery(Type: "shared"));

    /// <inheritdoc/>
    public async Task<CopyFacts?> Look(Place place, CopyProgress copy) =>
        await Find(place, copy.Arn!) is { } found ? CopyFacts.Of(found) : null;

    /// <inheritdoc/>
    public Task<CopyAnswer> Copy(Place place, CopyOrder order) =>
        AwsCall.Make<CopyAnswer>(
            $"Copy{Noun} of {order.Source} to {order.Name} in {place}",
            async () =>
            {
                try
                {
                    List<AwsTag> tags = [.. order.Tags.Select(RdsTags.ForAws)];
                    return new CopyAnswer.Accepted(CopyFacts.Of(await Copy(aws.Rds(place), order, tags)));
                }
                catch (AmazonRDSException e) when (RdsErrors.IsNameInUse(e))
                {
                    return new CopyAnswer.NameInUse();
                }
                catch (AmazonRDSException e) when (RdsErrors.IsGone(e))
                {
                    return new CopyAnswer.SourceNotFound();
                }
                catch (SnapshotQuotaExceededException e)
                {
                    return QuotaRules.IsManualSnapshots(e.Message)
                        ? throw new ManualSnapshotQuotaException(order.Name, e.Message)
                        : new CopyAnswer.NoFreeSlot();
                }
                catch (KMSKeyNotAccessibleException e)
                {
                    throw new KeyNotAccessibleException(order.Name, e.Message);
                }
            }
        );

    /// <inheritdoc/>
    public Task<bool> IsShared(Place place, SnapshotArn snapshot, AccountId account) =>
        RdsErrors.UnlessGone(
            $"Describe{Noun}Attributes of {snapshot}",
            async () =>
                (await Attributes(aws.Rds(place), snapshot.Name)).Any(a =>
                    a.Name == RestoreAttribute
                    && a.Values?.Contains(account.ToString(), StringComparer.Ordinal) == true
                ),
            whenGone: false
        );

    /// <inheritdoc/>
    public Task Share(Place place, SnapshotArn snapshot, AccountId account) =>
        AwsCall.Make<object?>(
            $"Modify{Noun}Attribute of {snapshot}",
            async () =>
            {
                try
                {
                    await Modify(aws.Rds(place), ToRestore(snapshot) with { Add = [account.ToString()] });
                    return null;
                }
                catch (AmazonRDSException e) when (RdsErrors.IsGone(e))
                {
                    throw new SnapshotNotFoundException(snapshot);
                }
                catch (AmazonRDSException e) when (RdsErrors.ForbidsSharing(e))
                {
                    throw new ShareRefusedException(snapshot.ToString(), account, e.Message);
                }
            }
        );

    /// <inheritdoc/>
    public Task StopSharing(Place place, SnapshotArn snapshot, AccountId account) =>
        RdsErrors.UnlessGone(
            $"Modify{Noun}Attribute of {snapshot}",
            () => Modify(aws.Rds(place), ToRestore(snapshot) with { Remove = [account.ToString()] })
        );

    /// <inheritdoc/>
    public Task SetTag(Place place, SnapshotArn snapshot, Tag tag) =>
        AwsCall.Make<object?>(
            $"AddTagsToResource of {snapshot}",
            async () =>
            {
                try
                {
                    await aws.Rds(place)
                        .AddTagsToResourceAsync(
                            new AddTagsToResourceRequest
                            {
                                ResourceName = snapshot.ToString(),
                                Tags = [RdsTags.ForAws(tag)],
                            }
                        );
                    return null;
                }
                catch (AmazonRDSException e) when (RdsErrors.IsGone(e))
                {
                    throw new SnapshotNotFoundException(snapshot);
                }
            }
        );

    /// <inheritdoc/>
    public Task RemoveTag(Place place, SnapshotArn snapshot, string key) =>
        RdsErrors.UnlessGone(
            $"RemoveTagsFromResource of {snapshot}",
            () =>
                aws.Rds(place)
                    .RemoveTagsFromResourceAsync(
                        new RemoveTagsFromResourceRequest
                        {
                            ResourceName = snapshot.ToString(),
                            TagKeys = [key],
                        }
                    )
        );

    /// <inheritdoc/>
    public Task Delete(Place place, SnapshotArn snapshot) =>
        RdsErrors.UnlessGone($"Delete{Noun} of {snapshot}", () => Delete(aws.Rds(place), snapshot.Name));

    private Task<IReadOnlyList<SnapshotFacts>> List(Place place, RdsQuery query) =>
        AwsCall.Make<IReadOnlyList<SnapshotFacts>>(
            $"Describe{Noun}s in {place}",
            async () =>
            {
                var all = new List<SnapshotFacts>();
                RdsPage page = new([], null);
                do
                {
                    page = await Describe(
                        aws.Rds(place),
                        query with
                        {
                            Marker = page.Marker,
                            PageSize = PageSize,
                        }
                    );
                    all.AddRange(page.Snapshots);
                } while (page.Marker is { Length: > 0 });

                return all;
            }
        );

    private static RdsChange ToRestore(SnapshotArn snapshot) => new(snapshot.Name, RestoreAttribute);
}

/// <summary>Which snapshots are described: those of a name, those that filters let pass, or all, by pages.</summary>
internal sealed record RdsQuery(
    string? Name = null,
    string? Type = null,
    List<Filter>? Filters = null,
    string? Marker = null,
    int? PageSize = null
);

/// <summary>Snapshots, and where the next page begins; null after the last.</summary>
internal sealed record RdsPage(IEnumerable<SnapshotFacts> Snapshots, string? Marker);

/// <summary>An attribute of a snapshot: <c>restore</c> has the accounts that it is shared with.</summary>
internal sealed record RdsAttribute(string Name, List<string>? Values);

/// <summary>What is added to an attribute, and removed from it.</summary>
internal sealed record RdsChange(
    string Snapshot,
    string Attribute,
    List<string>? Add = null,
    List<string>? Remove = null
);
