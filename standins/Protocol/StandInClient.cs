using Amazon.Runtime;
using Amazon.Runtime.Credentials.Internal;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;

namespace StandIns.Protocol;

/// <summary>
/// A service client on AWSSDK.Core's own pipeline: credentials, SigV4, retries, time-outs and HTTP are AWS's code;
/// only the wire format and the endpoint are ours.
/// </summary>
public abstract class StandInClient : AmazonServiceClient
{
    private readonly Protocol protocol;

    protected StandInClient(Protocol protocol, ClientConfig config)
        : base(config) => this.protocol = protocol;

    protected StandInClient(Protocol protocol, AWSCredentials credentials, ClientConfig config)
        : base(credentials, config) => this.protocol = protocol;

    protected override IServiceMetadata ServiceMetadata => new Metadata(((ClientConfig)Config).ServiceId);

    protected Task<TResponse> CallAsync<TResponse>(
        AmazonWebServiceRequest request,
        CancellationToken cancellationToken
    )
        where TResponse : AmazonWebServiceResponse, new() =>
        InvokeAsync<TResponse>(
            request ?? throw new ArgumentNullException(nameof(request)),
            protocol.OptionsFor<TResponse>(),
            cancellationToken
        );

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new Endpoints());
        pipeline.AddHandlerAfter<Marshaller>(new SigV4());
    }

    private sealed class Endpoints : BaseEndpointResolver
    {
        protected override void ServiceSpecificHandler(
            IExecutionContext executionContext,
            EndpointParameters parameters
        ) => InjectHostPrefix(executionContext.RequestContext);

        protected override EndpointParameters MapEndpointsParameters(IRequestContext requestContext) =>
            RegionalEndpoint.Parameters(
                requestContext.ClientConfig,
                requestContext.Request.AlternateEndpoint ?? requestContext.ClientConfig.RegionEndpoint
            );
    }

    private sealed class SigV4 : BaseAuthResolverHandler
    {
        protected override List<IAuthSchemeOption> ResolveAuthOptions(IExecutionContext executionContext) =>
            AuthSchemeOption.DEFAULT_SIGV4;
    }

    private sealed record Metadata(string ServiceId) : IServiceMetadata
    {
        public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>();
    }
}
