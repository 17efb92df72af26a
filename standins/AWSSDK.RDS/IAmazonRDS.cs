using Amazon.RDS.Model;
using Amazon.Runtime;

namespace Amazon.RDS;

/// <summary>
/// The operations that this repository calls. The official interface has every operation of RDS: substitute it or
/// stand behind a port of your own, never implement it.
/// </summary>
public interface IAmazonRDS : IAmazonService, IDisposable
{
    Task<AddTagsToResourceResponse> AddTagsToResourceAsync(
        AddTagsToResourceRequest request,
        CancellationToken cancellationToken = default
    );

    Task<CopyDBClusterSnapshotResponse> CopyDBClusterSnapshotAsync(
        CopyDBClusterSnapshotRequest request,
        CancellationToken cancellationToken = default
    );

    Task<CopyDBSnapshotResponse> CopyDBSnapshotAsync(
        CopyDBSnapshotRequest request,
        CancellationToken cancellationToken = default
    );

    Task<CreateDBClusterResponse> CreateDBClusterAsync(
        CreateDBClusterRequest request,
        CancellationToken cancellationToken = default
    );

    Task<CreateDBClusterSnapshotResponse> CreateDBClusterSnapshotAsync(
        CreateDBClusterSnapshotRequest request,
        CancellationToken cancellationToken = default
    );

    Task<CreateDBInstanceResponse> CreateDBInstanceAsync(
        CreateDBInstanceRequest request,
        CancellationToken cancellationToken = default
    );

    Task<CreateDBSnapshotResponse> CreateDBSnapshotAsync(
        CreateDBSnapshotRequest request,
        CancellationToken cancellationToken = default
    );

    Task<CreateOptionGroupResponse> CreateOptionGroupAsync(
        CreateOptionGroupRequest request,
        CancellationToken cancellationToken = default
    );

    Task<DeleteDBClusterResponse> DeleteDBClusterAsync(
        DeleteDBClusterRequest request,
        CancellationToken cancellationToken = default
    );

    Task<DeleteDBClusterSnapshotResponse> DeleteDBClusterSnapshotAsync(
        DeleteDBClusterSnapshotRequest request,
        CancellationToken cancellationToken = default
    );

    Task<DeleteDBInstanceResponse> DeleteDBInstanceAsync(
        DeleteDBInstanceRequest request,
        CancellationToken cancellationToken = default
    );

    Task<DeleteDBSnapshotResponse> DeleteDBSnapshotAsync(
        DeleteDBSnapshotRequest request,
        CancellationToken cancellationToken = default
    );

    Task<DescribeAccountAttributesResponse> DescribeAccountAttributesAsync(
        DescribeAccountAttributesRequest request,
        CancellationToken cancellationToken = default
    );

    Task<DescribeDBClusterSnapshotAttributesResponse> DescribeDBClusterSnapshotAttributesAsync(
        DescribeDBClusterSnapshotAttributesRequest request,
        CancellationToken cancellationToken = default
    );

    Task<DescribeDBClusterSnapshotsResponse> DescribeDBClusterSnapshotsAsync(
        DescribeDBClusterSnapshotsRequest request,
        CancellationToken cancellationToken = default
    );

    Task<DescribeDBClustersResponse> DescribeDBClustersAsync(
        DescribeDBClustersRequest request,
        CancellationToken cancellationToken = default
    );

    Task<DescribeDBInstancesResponse> DescribeDBInstancesAsync(
        DescribeDBInstancesRequest request,
        CancellationToken cancellationToken = default
    );

    Task<DescribeDBSnapshotAttributesResponse> DescribeDBSnapshotAttributesAsync(
        DescribeDBSnapshotAttributesRequest request,
        CancellationToken cancellationToken = default
    );

    Task<DescribeDBSnapshotsResponse> DescribeDBSnapshotsAsync(
        DescribeDBSnapshotsRequest request,
        CancellationToken cancellationToken = default
    );

    Task<DescribeOptionGroupsResponse> DescribeOptionGroupsAsync(
        DescribeOptionGroupsRequest request,
        CancellationToken cancellationToken = default
    );

    Task<ListTagsForResourceResponse> ListTagsForResourceAsync(
        ListTagsForResourceRequest request,
        CancellationToken cancellationToken = default
    );

    Task<ModifyDBClusterSnapshotAttributeResponse> ModifyDBClusterSnapshotAttributeAsync(
        ModifyDBClusterSnapshotAttributeRequest request,
        CancellationToken cancellationToken = default
    );

    Task<ModifyDBSnapshotAttributeResponse> ModifyDBSnapshotAttributeAsync(
        ModifyDBSnapshotAttributeRequest request,
        CancellationToken cancellationToken = default
    );

    Task<ModifyOptionGroupResponse> ModifyOptionGroupAsync(
        ModifyOptionGroupRequest request,
        CancellationToken cancellationToken = default
    );

    Task<RemoveTagsFromResourceResponse> RemoveTagsFromResourceAsync(
        RemoveTagsFromResourceRequest request,
        CancellationToken cancellationToken = default
    );

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonRDSConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(
        AWSCredentials awsCredentials,
        ClientConfig clientConfig
    ) =>
        awsCredentials is null
            ? new AmazonRDSClient((AmazonRDSConfig)clientConfig)
            : new AmazonRDSClient(awsCredentials, (AmazonRDSConfig)clientConfig);
}
