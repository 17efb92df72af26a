using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util.Internal;

namespace StandIns.Protocol;

/// <summary>What a service's own config adds to AWSSDK.Core's: names, time-outs, and where the service is.</summary>
public abstract class StandInConfig : ClientConfig
{
    private readonly string signingName;

    protected StandInConfig(string serviceId, string signingName, string packageVersion)
        : base(new DefaultConfigurationProvider(Defaults))
    {
        this.signingName = signingName;
        ServiceId = serviceId;
        AuthenticationServiceName = signingName;
        EndpointProvider = new RegionalEndpoint(signingName);
        UserAgent = InternalSDKUtils.BuildUserAgentString(serviceId, packageVersion);
    }

    public override string UserAgent { get; }

    public override string RegionEndpointServiceName => signingName;

    public override Endpoint DetermineServiceOperationEndpoint(
        ServiceOperationEndpointParameters parameters
    ) =>
        EndpointProvider.ResolveEndpoint(
            RegionalEndpoint.Parameters(this, parameters.AlternateEndpoint ?? RegionEndpoint)
        );

    /// <summary>AWS's published defaults for each AWS_DEFAULTS_MODE, seconds to connect apart all alike.</summary>
    private static IEnumerable<IDefaultConfiguration> Defaults =>
        [
            Default(DefaultConfigurationMode.Standard, 3.1),
            Default(DefaultConfigurationMode.InRegion, 1.1),
            Default(DefaultConfigurationMode.CrossRegion, 3.1),
            Default(DefaultConfigurationMode.Mobile, 30),
            Default(DefaultConfigurationMode.Auto, 1.1),
        ];

    private static DefaultConfiguration Default(DefaultConfigurationMode mode, double connectSeconds) =>
        new()
        {
            Name = mode,
            RetryMode = RequestRetryMode.Standard,
            S3UsEast1RegionalEndpoint = S3UsEast1RegionalEndpointValue.Regional,
            ConnectTimeout = TimeSpan.FromSeconds(connectSeconds),
            TlsNegotiationTimeout = TimeSpan.FromSeconds(connectSeconds),
        };
}

/// <summary>The service's endpoint in a Region, unless AWS_ENDPOINT_URL or the config names another.</summary>
internal sealed class RegionalEndpoint(string prefix) : IEndpointProvider
{
    public static EndpointParameters Parameters(IClientConfig config, RegionEndpoint region) =>
        config.UseFIPSEndpoint || config.UseDualstackEndpoint
            ? throw new AmazonClientException("A stand-in knows no FIPS and no dual-stack endpoints.")
            : new EndpointParameters { ["Endpoint"] = config.ServiceURL, ["Region"] = region?.SystemName };

    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        if (parameters["Endpoint"] is string { Length: > 0 } url)
        {
            return new Endpoint(url);
        }

        var region = RegionEndpoint.GetBySystemName(
            (string)parameters["Region"]
                ?? throw new AmazonClientException("No RegionEndpoint or ServiceURL configured")
        );
        return new Endpoint($"https://{prefix}.{region.SystemName}.{region.PartitionDnsSuffix}");
    }
}
