using Amazon.Backup.Model;
using Amazon.Runtime;

namespace Amazon.Backup;

/// <summary>
/// The operations that this repository calls. The official interface has every operation of AWS Backup: substitute it or
/// stand behind a port of your own, never implement it.
/// </summary>
public interface IAmazonBackup : IAmazonService, IDisposable
{
    Task<CreateBackupVaultResponse> CreateBackupVaultAsync(
        CreateBackupVaultRequest request,
        CancellationToken cancellationToken = default
    );

    Task<DescribeBackupJobResponse> DescribeBackupJobAsync(
        DescribeBackupJobRequest request,
        CancellationToken cancellationToken = default
    );

    Task<DescribeBackupVaultResponse> DescribeBackupVaultAsync(
        DescribeBackupVaultRequest request,
        CancellationToken cancellationToken = default
    );

    Task<DescribeCopyJobResponse> DescribeCopyJobAsync(
        DescribeCopyJobRequest request,
        CancellationToken cancellationToken = default
    );

    Task<DescribeGlobalSettingsResponse> DescribeGlobalSettingsAsync(
        DescribeGlobalSettingsRequest request,
        CancellationToken cancellationToken = default
    );

    Task<DescribeRecoveryPointResponse> DescribeRecoveryPointAsync(
        DescribeRecoveryPointRequest request,
        CancellationToken cancellationToken = default
    );

    Task<GetBackupVaultAccessPolicyResponse> GetBackupVaultAccessPolicyAsync(
        GetBackupVaultAccessPolicyRequest request,
        CancellationToken cancellationToken = default
    );

    Task<ListCopyJobsResponse> ListCopyJobsAsync(
        ListCopyJobsRequest request,
        CancellationToken cancellationToken = default
    );

    Task<ListRecoveryPointsByBackupVaultResponse> ListRecoveryPointsByBackupVaultAsync(
        ListRecoveryPointsByBackupVaultRequest request,
        CancellationToken cancellationToken = default
    );

    Task<ListRecoveryPointsByResourceResponse> ListRecoveryPointsByResourceAsync(
        ListRecoveryPointsByResourceRequest request,
        CancellationToken cancellationToken = default
    );

    Task<StartBackupJobResponse> StartBackupJobAsync(
        StartBackupJobRequest request,
        CancellationToken cancellationToken = default
    );

    Task<StartCopyJobResponse> StartCopyJobAsync(
        StartCopyJobRequest request,
        CancellationToken cancellationToken = default
    );

    Task<UpdateGlobalSettingsResponse> UpdateGlobalSettingsAsync(
        UpdateGlobalSettingsRequest request,
        CancellationToken cancellationToken = default
    );

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonBackupConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(
        AWSCredentials awsCredentials,
        ClientConfig clientConfig
    ) =>
        awsCredentials is null
            ? new AmazonBackupClient((AmazonBackupConfig)clientConfig)
            : new AmazonBackupClient(awsCredentials, (AmazonBackupConfig)clientConfig);
}
