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
                            new ListTagsForResourceRequest
                            {
                                ResourceName = DatabaseArn(snapshot.Arn, snapshot.Database),
                            }
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
    public Task Share(Place place, SnapshotArn snapshot, AccountId account) =>
        AwsCall.Make(
            $"ModifyDBSnapshotAttribute of {snapshot}",
            async () =>
            {
                try
                {
                    return await Modify(place, snapshot, add: [account.ToString()], remove: null);
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
                    throw new ShareRefusedException(snapshot.ToString(), account, e.Message);
                }
            }
        );

    /// <inheritdoc/>
    public Task StopSharing(Place place, SnapshotArn snapshot, AccountId account) =>
        AwsCall.Make<object?>(
            $"ModifyDBSnapshotAttribute of {snapshot}",
            async () =>
            {
                try
                {
                    return await Modify(place, snapshot, add: null, remove: [account.ToString()]);
                }
                catch (DBSnapshotNotFoundException)
                {
                    return null;
                }
            }
        );

    /// <inheritdoc/>
    public Task<bool> IsShared(Place place, SnapshotArn snapshot, AccountId account) =>
        AwsCall.Make(
            $"DescribeDBSnapshotAttributes of {snapshot}",
            async () =>
            {
                var reply = await aws.Rds(place)
                    .DescribeDBSnapshotAttributesAsync(
                        new DescribeDBSnapshotAttributesRequest { DBSnapshotIdentifier = snapshot.Name }
                    );
                return (reply.DBSnapshotAttributesResult?.DBSnapshotAttributes ?? []).Any(a =>
                    a.AttributeName == RestoreAttribute
                    && a.AttributeValues?.Contains(account.ToString(), StringComparer.Ordinal) == true
                );
            }
        );

    /// <inheritdoc/>
    public Task SetTag(Place place, SnapshotArn snapshot, Tag tag) =>
        AwsCall.Make(
            $"AddTagsToResource of {snapshot}",
            () =>
                aws.Rds(place)
                    .AddTagsToResourceAsync(
                        new AddTagsToResourceRequest
                        {
                            ResourceName = snapshot.ToString(),
                            Tags = [new AwsTag { Key = tag.Key, Value = tag.Value }],
                        }
                    )
        );

    /// <inheritdoc/>
    public Task RemoveTag(Place place, SnapshotArn snapshot, string key) =>
        AwsCall.Make<object?>(
            $"RemoveTagsFromResource of {snapshot}",
            async () =>
            {
                try
                {
                    return await aws.Rds(place)
                        .RemoveTagsFromResourceAsync(
                            new RemoveTagsFromResourceRequest
                            {
                                ResourceName = snapshot.ToString(),
                                TagKeys = [key],
                            }
                        );
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
        )
        {
            UnderAwsOwnedKey = s.StorageEncryptionType == "sse-rds",
            OptionGroup = s.OptionGroupName is { Length: > 0 } group ? group : null,
        };

    private static string DatabaseArn(SnapshotArn snapshot, string database) =>
        $"arn:{snapshot.Region.Partition}:rds:{snapshot.Region}:{snapshot.Account}:db:{database}";

    private static DateTimeOffset? Time(DateTime? time) =>
        time is { } given ? new DateTimeOffset(given.ToUniversalTime()) : null;
}
