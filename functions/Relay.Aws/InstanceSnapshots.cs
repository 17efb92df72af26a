using Amazon.RDS.Model;
using AwsTag = Amazon.RDS.Model.Tag;

namespace Relay.Aws;

/// <summary>DB snapshots of RDS DB instances.</summary>
public sealed class InstanceSnapshots(AwsConnection aws) : ISnapshots, IShares
{
    private const string RestoreAttribute = "restore";

    /// <inheritdoc/>
    public Task<SnapshotFacts?> Find(Place place, SnapshotArn snapshot) =>
        AwsCall.Make(
            $"DescribeDBSnapshots of {snapshot}",
            async () =>
            {
                try
                {
                    var reply = await aws.Rds(place)
                        .DescribeDBSnapshotsAsync(
                            new DescribeDBSnapshotsRequest
                            {
                                DBSnapshotIdentifier = snapshot.Name,
                                SnapshotType = snapshot.IsAutomated ? "automated" : null,
                            }
                        );
                    return reply.DBSnapshots is [var found, ..] ? Facts(found) : null;
                }
                catch (DBSnapshotNotFoundException)
                {
                    return null;
                }
            }
        );

    /// <inheritdoc/>
    public Task<IReadOnlyList<Tag>> DatabaseTags(Place place, SnapshotFacts snapshot) =>
        AwsCall.Make<IReadOnlyList<Tag>>(
            $"ListTagsForResource of the DB instance {snapshot.Database} in {place}",
            async () =>
            {
                try
                {
                    var reply = await aws.Rds(place)
                        .ListTagsForResourceAsync(
                            new ListTagsForResourceRequest { ResourceName = DatabaseArn(snapshot.Arn, snapshot.Database) }
                        );
                    return [.. (reply.TagList ?? []).Select(t => new Tag(t.Key, t.Value ?? ""))];
                }
                catch (DBInstanceNotFoundException)
                {
                    return [];
                }
            }
        );

    /// <inheritdoc/>
    public Task<IReadOnlyList<CopyFacts>> FindCopies(Place place, CopyOrder order) =>
        AwsCall.Make<IReadOnlyList<CopyFacts>>(
            $"DescribeDBSnapshots of {order.Name} and its further attempts in {place}",
            async () =>
            {
                try
                {
                    var reply = await aws.Rds(place)
                        .DescribeDBSnapshotsAsync(
                            new DescribeDBSnapshotsRequest
                            {
                                Filters =
                                [
                                    new Filter
                                    {
                                        Name = "db-snapshot-id",
                                        Values = [.. CopyAttempts.NamesOf(order.Name)],
                                    },
                                ],
                            }
                        );
                    return [.. (reply.DBSnapshots ?? []).Select(s => CopyFacts.Of(Facts(s)))];
                }
                catch (DBSnapshotNotFoundException)
                {
                    return [];
                }
            }
        );

    /// <inheritdoc/>
    public async Task<CopyFacts?> Look(Place place, CopyProgress copy) =>
        await Find(place, copy.Arn!) is { } found ? CopyFacts.Of(found) : null;

    /// <inheritdoc/>
    public Task<CopyAnswer> Copy(Place place, CopyOrder order) =>
        AwsCall.Make<CopyAnswer>(
            $"CopyDBSnapshot of {order.Source} to {order.Name} in {place}",
            async () =>
            {
                try
                {
                    var reply = await aws.Rds(place)
                        .CopyDBSnapshotAsync(
                            new CopyDBSnapshotRequest
                            {
                                SourceDBSnapshotIdentifier = order.Source.ToString(),
                                TargetDBSnapshotIdentifier = order.Name,
                                KmsKeyId = order.Key?.ToString(),
                                OptionGroupName = order.OptionGroup,
                                Tags =
                                [
                                    .. order.Tags.Select(t => new AwsTag { Key = t.Key, Value = t.Value }),
                                ],
                            }
                        );
                    return new CopyAnswer.Accepted(CopyFacts.Of(Facts(reply.DBSnapshot)));
                }
                catch (DBSnapshotAlreadyExistsException)
                {
                    return new CopyAnswer.NameInUse();
                }
                catch (DBSnapshotNotFoundException)
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
    public Task Share(Place place, SnapshotArn copy, AccountId account) =>
        AwsCall.Make(
            $"ModifyDBSnapshotAttribute of {copy}",
            async () =>
            {
                try
                {
                    return await Modify(place, copy, add: [account.ToString()], remove: null);
                }
                catch (Exception e)
                    when (e
                            is InvalidDBSnapshotStateException
                                or DBSnapshotNotFoundException
                                or SharedSnapshotQuotaExceededException
                        || e
                            is Amazon.RDS.AmazonRDSException
                            {
                                ErrorCode: "InvalidParameterCombination" or "InvalidParameterValue"
                            }
                    )
                {
                    throw new ShareRefusedException(copy.ToString(), account, e.Message);
                }
            }
        );

    /// <inheritdoc/>
    public Task StopSharing(Place place, SnapshotArn copy, AccountId account) =>
        AwsCall.Make<object?>(
            $"ModifyDBSnapshotAttribute of {copy}",
            async () =>
            {
                try
                {
                    return await Modify(place, copy, add: null, remove: [account.ToString()]);
                }
                catch (DBSnapshotNotFoundException)
                {
                    return null;
                }
            }
        );

    private Task<ModifyDBSnapshotAttributeResponse> Modify(
        Place place,
        SnapshotArn copy,
        List<string>? add,
        List<string>? remove
    ) =>
        aws.Rds(place)
            .ModifyDBSnapshotAttributeAsync(
                new ModifyDBSnapshotAttributeRequest
                {
                    DBSnapshotIdentifier = copy.Name,
                    AttributeName = RestoreAttribute,
                    ValuesToAdd = add,
                    ValuesToRemove = remove,
                }
            );

    private static SnapshotFacts Facts(DBSnapshot s) =>
        new(
            SnapshotArn.Parse(s.DBSnapshotArn),
            s.Status,
            s.PercentProgress ?? 0,
            Time(s.SnapshotCreateTime),
            s.SnapshotType,
            s.DBInstanceIdentifier,
            s.Engine,
            s.EngineVersion,
            s.AllocatedStorage ?? 0,
            s.Encrypted ?? false,
            s.KmsKeyId,
            s.SourceDBSnapshotIdentifier is { Length: > 0 } source ? source : null,
            [.. (s.TagList ?? []).Select(t => new Tag(t.Key, t.Value ?? ""))],
            Time(s.OriginalSnapshotCreateTime)
        );

    private static DateTimeOffset? Time(DateTime? time) =>
        time is { } given ? new DateTimeOffset(given.ToUniversalTime()) : null;
}
