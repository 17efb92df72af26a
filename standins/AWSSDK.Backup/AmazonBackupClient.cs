using Amazon.Backup.Model;
using Amazon.Runtime;
using StandIns.Protocol;

namespace Amazon.Backup;

/// <summary>A stand-in for the official client of the same name.</summary>
public class AmazonBackupClient : StandInClient, IAmazonBackup
{
    private static readonly RestJsonProtocol Wire = new(
        "Amazon.Backup",
        AmazonBackupConfig.ApiVersion,
        new ErrorCatalog(typeof(AmazonBackupException))
    );

    public AmazonBackupClient()
        : this(new AmazonBackupConfig()) { }

    public AmazonBackupClient(RegionEndpoint region)
        : this(new AmazonBackupConfig { RegionEndpoint = region }) { }

    public AmazonBackupClient(AmazonBackupConfig config)
        : base(Wire, config) { }

    public AmazonBackupClient(AWSCredentials credentials)
        : this(credentials, new AmazonBackupConfig()) { }

    public AmazonBackupClient(AWSCredentials credentials, RegionEndpoint region)
        : this(credentials, new AmazonBackupConfig { RegionEndpoint = region }) { }

    public AmazonBackupClient(AWSCredentials credentials, AmazonBackupConfig clientConfig)
        : base(Wire, credentials, clientConfig) { }

    public virtual Task<CreateBackupVaultResponse> CreateBackupVaultAsync(
        CreateBackupVaultRequest request,
        CancellationToken cancellationToken = default
    ) => CallAsync<CreateBackupVaultResponse>(request, cancellationToken);

    public virtual Task<DescribeBackupJobResponse> DescribeBackupJobAsync(
        DescribeBackupJobRequest request,
        CancellationToken cancellationToken = default
    ) => CallAsync<DescribeBackupJobResponse>(request, cancellationToken);

    public virtual Task<DescribeBackupVaultResponse> DescribeBackupVaultAsync(
        DescribeBackupVaultRequest request,
        CancellationToken cancellationToken = default
    ) => CallAsync<DescribeBackupVaultResponse>(request, cancellationToken);

    public virtual Task<DescribeCopyJobResponse> DescribeCopyJobAsync(
        DescribeCopyJobRequest request,
        CancellationToken cancellationToken = default
    ) => CallAsync<DescribeCopyJobResponse>(request, cancellationToken);

    public virtual Task<DescribeGlobalSettingsResponse> DescribeGlobalSettingsAsync(
        DescribeGlobalSettingsRequest request,
        CancellationToken cancellationToken = default
    ) => CallAsync<DescribeGlobalSettingsResponse>(request, cancellationToken);

    public virtual Task<DescribeRecoveryPointResponse> DescribeRecoveryPointAsync(
        DescribeRecoveryPointRequest request,
        CancellationToken cancellationToken = default
    ) => CallAsync<DescribeRecoveryPointResponse>(request, cancellationToken);

    public virtual Task<GetBackupVaultAccessPolicyResponse> GetBackupVaultAccessPolicyAsync(
        GetBackupVaultAccessPolicyRequest request,
        CancellationToken cancellationToken = default
    ) => CallAsync<GetBackupVaultAccessPolicyResponse>(request, cancellationToken);

    public virtual Task<ListCopyJobsResponse> ListCopyJobsAsync(
        ListCopyJobsRequest request,
        CancellationToken cancellationToken = default
    ) => CallAsync<ListCopyJobsResponse>(request, cancellationToken);

    public virtual Task<ListRecoveryPointsByBackupVaultResponse> ListRecoveryPointsByBackupVaultAsync(
        ListRecoveryPointsByBackupVaultRequest request,
        CancellationToken cancellationToken = default
    ) => CallAsync<ListRecoveryPointsByBackupVaultResponse>(request, cancellationToken);

    public virtual Task<ListRecoveryPointsByResourceResponse> ListRecoveryPointsByResourceAsync(
        ListRecoveryPointsByResourceRequest request,
        CancellationToken cancellationToken = default
    ) => CallAsync<ListRecoveryPointsByResourceResponse>(request, cancellationToken);

    public virtual Task<StartBackupJobResponse> StartBackupJobAsync(
        StartBackupJobRequest request,
        CancellationToken cancellationToken = default
    ) => CallAsync<StartBackupJobResponse>(request, cancellationToken);

    public virtual Task<StartCopyJobResponse> StartCopyJobAsync(
        StartCopyJobRequest request,
        CancellationToken cancellationToken = default
    ) => CallAsync<StartCopyJobResponse>(request, cancellationToken);

    public virtual Task<UpdateGlobalSettingsResponse> UpdateGlobalSettingsAsync(
        UpdateGlobalSettingsRequest request,
        CancellationToken cancellationToken = default
    ) => CallAsync<UpdateGlobalSettingsResponse>(request, cancellationToken);
}
