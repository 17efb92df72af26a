using Amazon.RDS;
using Amazon.RDS.Model;
using AwsTag = Amazon.RDS.Model.Tag;

namespace Relay.Aws;

/// <summary>
/// DB cluster snapshots: Aurora, and DocumentDB and Neptune, whose API is the same. AWS hands no original create time on from copy to
/// copy, and does not encrypt an unencrypted one by copying it: then the order has no key.
/// </summary>
public sealed class ClusterSnapshots(AwsConnection aws) : RdsSnapshots(aws)
{
    private protected override string Noun => "DBClusterSnapshot";

    private protected override string NameFilter => "db-cluster-snapshot-id";

    private protected override string DatabaseType => "cluster";

    private protected override async Task<RdsPage> Describe(IAmazonRDS rds, RdsQuery query)
    {
        var reply = await rds.DescribeDBClusterSnapshotsAsync(
            new DescribeDBClusterSnapshotsRequest
            {
                DBClusterSnapshotIdentifier = query.Name,
                SnapshotType = query.Type,
                Filters = query.Filters,
                Marker = query.Marker,
                MaxRecords = query.PageSize,
            }
        );
        return new RdsPage((reply.DBClusterSnapshots ?? []).Select(Facts), reply.Marker);
    }

    private protected override async Task<SnapshotFacts> Copy(
        IAmazonRDS rds,
        CopyOrder order,
        List<AwsTag> tags
    )
    {
        var reply = await rds.CopyDBClusterSnapshotAsync(
            new CopyDBClusterSnapshotRequest
            {
                SourceDBClusterSnapshotIdentifier = order.Source.ToString(),
                TargetDBClusterSnapshotIdentifier = order.Name,
                KmsKeyId = order.Key?.ToString(),
                Tags = tags,
            }
        );
        return Facts(reply.DBClusterSnapshot);
    }

    private protected override async Task<IEnumerable<RdsAttribute>> Attributes(
        IAmazonRDS rds,
        string snapshot
    )
    {
        var reply = await rds.DescribeDBClusterSnapshotAttributesAsync(
            new DescribeDBClusterSnapshotAttributesRequest { DBClusterSnapshotIdentifier = snapshot }
        );
        var found = reply.DBClusterSnapshotAttributesResult?.DBClusterSnapshotAttributes ?? [];
        return found.Select(a => new RdsAttribute(a.AttributeName, a.AttributeValues));
    }

    private protected override Task Modify(IAmazonRDS rds, RdsChange change) =>
        rds.ModifyDBClusterSnapshotAttributeAsync(
            new ModifyDBClusterSnapshotAttributeRequest
            {
                DBClusterSnapshotIdentifier = change.Snapshot,
                AttributeName = change.Attribute,
                ValuesToAdd = change.Add,
                ValuesToRemove = change.Remove,
            }
        );

    private protected override Task Delete(IAmazonRDS rds, string snapshot) =>
        rds.DeleteDBClusterSnapshotAsync(
            new DeleteDBClusterSnapshotRequest { DBClusterSnapshotIdentifier = snapshot }
        );

    private static SnapshotFacts Facts(DBClusterSnapshot s) =>
        new(
            SnapshotArn.Parse(s.DBClusterSnapshotArn),
            s.Status,
            s.PercentProgress ?? 0,
            AwsTime.Of(s.SnapshotCreateTime),
            s.SnapshotType,
            s.DBClusterIdentifier,
            s.Engine,
            s.EngineVersion,
            s.AllocatedStorage ?? 0,
            s.StorageEncrypted ?? false,
            s.KmsKeyId is { Length: > 0 } key ? key : null,
            s.SourceDBClusterSnapshotArn is { Length: > 0 } source ? source : null,
            RdsTags.Of(s.TagList)
        )
        {
            UnderAwsOwnedKey = s.StorageEncryptionType == "sse-rds",
        };
}
