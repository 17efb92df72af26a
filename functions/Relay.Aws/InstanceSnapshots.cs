using Amazon.RDS;
using Amazon.RDS.Model;
using AwsTag = Amazon.RDS.Model.Tag;

namespace Relay.Aws;

/// <summary>DB snapshots of RDS DB instances.</summary>
public sealed class InstanceSnapshots(AwsConnection aws) : RdsSnapshots(aws)
{
    private protected override string Noun => "DBSnapshot";

    private protected override string NameFilter => "db-snapshot-id";

    private protected override string DatabaseType => "db";

    private protected override async Task<RdsPage> Describe(IAmazonRDS rds, RdsQuery query)
    {
        var reply = await rds.DescribeDBSnapshotsAsync(
            new DescribeDBSnapshotsRequest
            {
                DBSnapshotIdentifier = query.Name,
                SnapshotType = query.Type,
                Filters = query.Filters,
                Marker = query.Marker,
                MaxRecords = query.PageSize,
            }
        );
        return new RdsPage((reply.DBSnapshots ?? []).Select(Facts), reply.Marker);
    }

    private protected override async Task<SnapshotFacts> Copy(
        IAmazonRDS rds,
        CopyOrder order,
        List<AwsTag> tags
    )
    {
        var reply = await rds.CopyDBSnapshotAsync(
            new CopyDBSnapshotRequest
            {
                SourceDBSnapshotIdentifier = order.Source.ToString(),
                TargetDBSnapshotIdentifier = order.Name,
                KmsKeyId = order.Key?.ToString(),
                OptionGroupName = order.OptionGroup,
                Tags = tags,
            }
        );
        return Facts(reply.DBSnapshot);
    }

    private protected override async Task<IEnumerable<RdsAttribute>> Attributes(
        IAmazonRDS rds,
        string snapshot
    )
    {
        var reply = await rds.DescribeDBSnapshotAttributesAsync(
            new DescribeDBSnapshotAttributesRequest { DBSnapshotIdentifier = snapshot }
        );
        var found = reply.DBSnapshotAttributesResult?.DBSnapshotAttributes ?? [];
        return found.Select(a => new RdsAttribute(a.AttributeName, a.AttributeValues));
    }

    private protected override Task Modify(IAmazonRDS rds, RdsChange change) =>
        rds.ModifyDBSnapshotAttributeAsync(
            new ModifyDBSnapshotAttributeRequest
            {
                DBSnapshotIdentifier = change.Snapshot,
                AttributeName = change.Attribute,
                ValuesToAdd = change.Add,
                ValuesToRemove = change.Remove,
            }
        );

    private protected override Task Delete(IAmazonRDS rds, string snapshot) =>
        rds.DeleteDBSnapshotAsync(new DeleteDBSnapshotRequest { DBSnapshotIdentifier = snapshot });

    private static SnapshotFacts Facts(DBSnapshot s) =>
        new(
            SnapshotArn.Parse(s.DBSnapshotArn),
            s.Status,
            s.PercentProgress ?? 0,
            AwsTime.Of(s.SnapshotCreateTime),
            s.SnapshotType,
            s.DBInstanceIdentifier,
            s.Engine,
            s.EngineVersion,
            s.AllocatedStorage ?? 0,
            s.Encrypted ?? false,
            s.KmsKeyId,
            s.SourceDBSnapshotIdentifier is { Length: > 0 } source ? source : null,
            RdsTags.Of(s.TagList),
            AwsTime.Of(s.OriginalSnapshotCreateTime)
        )
        {
            UnderAwsOwnedKey = s.StorageEncryptionType == "sse-rds",
            OptionGroup = s.OptionGroupName is { Length: > 0 } group ? group : null,
        };
}
