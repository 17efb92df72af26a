using Amazon.RDS.Model;
using Amazon.Runtime;
using StandIns.Protocol;

namespace Amazon.RDS;

/// <summary>A stand-in for the official client of the same name.</summary>
public class AmazonRDSClient : StandInClient, IAmazonRDS
{
    private static readonly QueryProtocol Wire = new(
        "AmazonRDS",
        AmazonRDSConfig.ApiVersion,
        new ErrorCatalog(typeof(AmazonRDSException))
    );

    public AmazonRDSClient()
        : this(new AmazonRDSConfig()) { }

    public AmazonRDSClient(RegionEndpoint region)
        : this(new AmazonRDSConfig { RegionEndpoint = region }) { }

    public AmazonRDSClient(AmazonRDSConfig config)
        : base(Wire, config) { }

    public AmazonRDSClient(AWSCredentials credentials)
        : this(credentials, new AmazonRDSConfig()) { }

    public AmazonRDSClient(AWSCredentials credentials, RegionEndpoint region)
        : this(credentials, new AmazonRDSConfig { RegionEndpoint = region }) { }

    public AmazonRDSClient(AWSCredentials credentials, AmazonRDSConfig clientConfig)
        : base(Wire, credentials, clientConfig) { }

    public virtual Task<AddTagsToResourceResponse> AddTagsToResourceAsync(
        AddTagsToResourceRequest request,
        CancellationToken cancellationToken = default
    ) => CallAsync<AddTagsToResourceResponse>(request, cancellationToken);

    public virtual Task<CopyDBClusterSnapshotResponse> CopyDBClusterSnapshotAsync(
        CopyDBClusterSnapshotRequest request,
        CancellationToken cancellationToken = default
    ) => CallAsync<CopyDBClusterSnapshotResponse>(request, cancellationToken);

    public virtual Task<CopyDBSnapshotResponse> CopyDBSnapshotAsync(
        CopyDBSnapshotRequest request,
        CancellationToken cancellationToken = default
    ) => CallAsync<CopyDBSnapshotResponse>(request, cancellationToken);

    public virtual Task<CreateDBClusterResponse> CreateDBClusterAsync(
        CreateDBClusterRequest request,
        CancellationToken cancellationToken = default
    ) => CallAsync<CreateDBClusterResponse>(request, cancellationToken);

    public virtual Task<CreateDBClusterSnapshotResponse> CreateDBClusterSnapshotAsync(
        CreateDBClusterSnapshotRequest request,
        CancellationToken cancellationToken = default
    ) => CallAsync<CreateDBClusterSnapshotResponse>(request, cancellationToken);

    public virtual Task<CreateDBInstanceResponse> CreateDBInstanceAsync(
        CreateDBInstanceRequest request,
        CancellationToken cancellationToken = default
    ) => CallAsync<CreateDBInstanceResponse>(request, cancellationToken);

    public virtual Task<CreateDBSnapshotResponse> CreateDBSnapshotAsync(
        CreateDBSnapshotRequest request,
        CancellationToken cancellationToken = default
    ) => CallAsync<CreateDBSnapshotResponse>(request, cancellationToken);

    public virtual Task<CreateOptionGroupResponse> CreateOptionGroupAsync(
        CreateOptionGroupRequest request,
        CancellationToken cancellationToken = default
    ) => CallAsync<CreateOptionGroupResponse>(request, cancellationToken);

    public virtual Task<DeleteDBClusterResponse> DeleteDBClusterAsync(
        DeleteDBClusterRequest request,
        CancellationToken cancellationToken = default
    ) => CallAsync<DeleteDBClusterResponse>(request, cancellationToken);

    public virtual Task<DeleteDBClusterSnapshotResponse> DeleteDBClusterSnapshotAsync(
        DeleteDBClusterSnapshotRequest request,
        CancellationToken cancellationToken = default
    ) => CallAsync<DeleteDBClusterSnapshotResponse>(request, cancellationToken);

    public virtual Task<DeleteDBInstanceResponse> DeleteDBInstanceAsync(
        DeleteDBInstanceRequest request,
        CancellationToken cancellationToken = default
    ) => CallAsync<DeleteDBInstanceResponse>(request, cancellationToken);

    public virtual Task<DeleteDBSnapshotResponse> DeleteDBSnapshotAsync(
        DeleteDBSnapshotRequest request,
        CancellationToken cancellationToken = default
    ) => CallAsync<DeleteDBSnapshotResponse>(request, cancellationToken);

    public virtual Task<DescribeAccountAttributesResponse> DescribeAccountAttributesAsync(
        DescribeAccountAttributesRequest request,
        CancellationToken cancellationToken = default
    ) => CallAsync<DescribeAccountAttributesResponse>(request, cancellationToken);

    public virtual Task<DescribeDBClusterSnapshotAttributesResponse> DescribeDBClusterSnapshotAttributesAsync(
        DescribeDBClusterSnapshotAttributesRequest request,
        CancellationToken cancellationToken = default
    ) => CallAsync<DescribeDBClusterSnapshotAttributesResponse>(request, cancellationToken);

    public virtual Task<DescribeDBClusterSnapshotsResponse> DescribeDBClusterSnapshotsAsync(
        DescribeDBClusterSnapshotsRequest request,
        CancellationToken cancellationToken = default
    ) => CallAsync<DescribeDBClusterSnapshotsResponse>(request, cancellationToken);

    public virtual Task<DescribeDBClustersResponse> DescribeDBClustersAsync(
        DescribeDBClustersRequest request,
        CancellationToken cancellationToken = default
    ) => CallAsync<DescribeDBClustersResponse>(request, cancellationToken);

    public virtual Task<DescribeDBInstancesResponse> DescribeDBInstancesAsync(
        DescribeDBInstancesRequest request,
        CancellationToken cancellationToken = default
    ) => CallAsync<DescribeDBInstancesResponse>(request, cancellationToken);

    public virtual Task<DescribeDBSnapshotAttributesResponse> DescribeDBSnapshotAttributesAsync(
        DescribeDBSnapshotAttributesRequest request,
        CancellationToken cancellationToken = default
    ) => CallAsync<DescribeDBSnapshotAttributesResponse>(request, cancellationToken);

    public virtual Task<DescribeDBSnapshotsResponse> DescribeDBSnapshotsAsync(
        DescribeDBSnapshotsRequest request,
        CancellationToken cancellationToken = default
    ) => CallAsync<DescribeDBSnapshotsResponse>(request, cancellationToken);

    public virtual Task<DescribeOptionGroupsResponse> DescribeOptionGroupsAsync(
        DescribeOptionGroupsRequest request,
        CancellationToken cancellationToken = default
    ) => CallAsync<DescribeOptionGroupsResponse>(request, cancellationToken);

    public virtual Task<ListTagsForResourceResponse> ListTagsForResourceAsync(
        ListTagsForResourceRequest request,
        CancellationToken cancellationToken = default
    ) => CallAsync<ListTagsForResourceResponse>(request, cancellationToken);

    public virtual Task<ModifyDBClusterSnapshotAttributeResponse> ModifyDBClusterSnapshotAttributeAsync(
        ModifyDBClusterSnapshotAttributeRequest request,
        CancellationToken cancellationToken = default
    ) => CallAsync<ModifyDBClusterSnapshotAttributeResponse>(request, cancellationToken);

    public virtual Task<ModifyDBSnapshotAttributeResponse> ModifyDBSnapshotAttributeAsync(
        ModifyDBSnapshotAttributeRequest request,
        CancellationToken cancellationToken = default
    ) => CallAsync<ModifyDBSnapshotAttributeResponse>(request, cancellationToken);

    public virtual Task<ModifyOptionGroupResponse> ModifyOptionGroupAsync(
        ModifyOptionGroupRequest request,
        CancellationToken cancellationToken = default
    ) => CallAsync<ModifyOptionGroupResponse>(request, cancellationToken);

    public virtual Task<RemoveTagsFromResourceResponse> RemoveTagsFromResourceAsync(
        RemoveTagsFromResourceRequest request,
        CancellationToken cancellationToken = default
    ) => CallAsync<RemoveTagsFromResourceResponse>(request, cancellationToken);
}
