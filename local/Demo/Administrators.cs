using Amazon;
using Amazon.Backup;
using Amazon.KeyManagementService;
using Amazon.RDS;
using Amazon.Runtime;
using Amazon.StepFunctions;
using LocalCloud;
using CloudCredentials = LocalCloud.Kernel.Credentials;

namespace Demo;

/// <summary>
/// The two accounts' administrators with AWS's SDK in hand. Their calls are signed and answered as over the wire, but never leave this
/// process, whatever AWS_* variables say.
/// </summary>
internal sealed class Administrators(Cloud cloud) : IDisposable
{
    private readonly List<IDisposable> _clients = [];

    /// <summary>RDS for an account's administrator.</summary>
    public IAmazonRDS Rds(string accountId, string region) =>
        Kept(new AmazonRDSClient(Keys(accountId), Configured(new AmazonRDSConfig(), region)));

    /// <summary>AWS Backup for an account's administrator.</summary>
    public IAmazonBackup Backup(string accountId, string region) =>
        Kept(new AmazonBackupClient(Keys(accountId), Configured(new AmazonBackupConfig(), region)));

    /// <summary>Step Functions for an account's administrator.</summary>
    public IAmazonStepFunctions States(string accountId, string region) =>
        Kept(
            new AmazonStepFunctionsClient(
                Keys(accountId),
                Configured(new AmazonStepFunctionsConfig(), region)
            )
        );

    /// <summary>KMS for an account's administrator.</summary>
    public IAmazonKeyManagementService Kms(string accountId, string region) =>
        Kept(
            new AmazonKeyManagementServiceClient(
                Keys(accountId),
                Configured(new AmazonKeyManagementServiceConfig(), region)
            )
        );

    public void Dispose() => _clients.ForEach(c => c.Dispose());

    private static BasicAWSCredentials Keys(string accountId) =>
        new(accountId, CloudCredentials.AdministratorSecret);

    private T Kept<T>(T client)
        where T : IDisposable
    {
        _clients.Add(client);
        return client;
    }

    private T Configured<T>(T config, string region)
        where T : ClientConfig
    {
        config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        config.AuthenticationRegion = region;
        config.HttpClientFactory = new InProcess(cloud.Handler);
        return config;
    }

    private sealed class InProcess(HttpMessageHandler handler) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) =>
            new(handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;
    }
}
