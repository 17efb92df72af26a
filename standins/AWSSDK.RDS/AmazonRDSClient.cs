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

    public virtual Task<CopyDBSnapshotResponse> CopyDBSnapshotAsync(
        CopyDBSnapshotRequest request,
        CancellationToken cancellationToken = default
    ) => CallAsync<CopyDBSnapshotResponse>(request, cancellationToken);

    public virtual Task<CreateDBInstanceResponse> CreateDBInstanceAsync(
        CreateDBInstanceRequest request,
        CancellationToken cancellationToken = default
    ) => CallAsync<CreateDBInstanceResponse>(request, cancellationToken);

    public virtual Task<CreateDBSnapshotResponse> CreateDBSnapshotAsync(
        CreateDBSnapshotRequest request,
        CancellationToken cancellationToken = default
    ) => CallAsync<CreateDBSnapshotResponse>(request, cancellationToken);

    public virtual Task<DeleteDBSnapshotResponse> DeleteDBSnapshotAsync(
        DeleteDBSnapshotRequest request,
        CancellationToken cancellationToken = default
    ) => CallAsync<DeleteDBSnapshotResponse>(request, cancellationToken);

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

    public virtual Task<ListTagsForResourceResponse> ListTagsForResourceAsync(
        ListTagsForResourceRequest request,
        CancellationToken cancellationToken = default
    ) => CallAsync<ListTagsForResourceResponse>(request, cancellationToken);

    public virtual Task<ModifyDBSnapshotAttributeResponse> ModifyDBSnapshotAttributeAsync(
        ModifyDBSnapshotAttributeRequest request,
        CancellationToken cancellationToken = default
    ) => CallAsync<ModifyDBSnapshotAttributeResponse>(request, cancellationToken);
}
