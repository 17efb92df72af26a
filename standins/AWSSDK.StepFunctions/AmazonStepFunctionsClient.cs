using Amazon.Runtime;
using Amazon.StepFunctions.Model;
using StandIns.Protocol;

namespace Amazon.StepFunctions;

/// <summary>A stand-in for the official client of the same name.</summary>
public class AmazonStepFunctionsClient : StandInClient, IAmazonStepFunctions
{
    private static readonly JsonProtocol Wire = new(
        "AmazonStepFunctions",
        "AWSStepFunctions",
        new ErrorCatalog(typeof(AmazonStepFunctionsException))
    );

    public AmazonStepFunctionsClient()
        : this(new AmazonStepFunctionsConfig()) { }

    public AmazonStepFunctionsClient(RegionEndpoint region)
        : this(new AmazonStepFunctionsConfig { RegionEndpoint = region }) { }

    public AmazonStepFunctionsClient(AmazonStepFunctionsConfig config)
        : base(Wire, config) { }

    public AmazonStepFunctionsClient(AWSCredentials credentials)
        : this(credentials, new AmazonStepFunctionsConfig()) { }

    public AmazonStepFunctionsClient(AWSCredentials credentials, RegionEndpoint region)
        : this(credentials, new AmazonStepFunctionsConfig { RegionEndpoint = region }) { }

    public AmazonStepFunctionsClient(AWSCredentials credentials, AmazonStepFunctionsConfig clientConfig)
        : base(Wire, credentials, clientConfig) { }

    public virtual Task<DescribeExecutionResponse> DescribeExecutionAsync(
        DescribeExecutionRequest request,
        CancellationToken cancellationToken = default
    ) => CallAsync<DescribeExecutionResponse>(request, cancellationToken);

    public virtual Task<GetExecutionHistoryResponse> GetExecutionHistoryAsync(
        GetExecutionHistoryRequest request,
        CancellationToken cancellationToken = default
    ) => CallAsync<GetExecutionHistoryResponse>(request, cancellationToken);

    public virtual Task<ListExecutionsResponse> ListExecutionsAsync(
        ListExecutionsRequest request,
        CancellationToken cancellationToken = default
    ) => CallAsync<ListExecutionsResponse>(request, cancellationToken);

    public virtual Task<StartExecutionResponse> StartExecutionAsync(
        StartExecutionRequest request,
        CancellationToken cancellationToken = default
    ) => CallAsync<StartExecutionResponse>(request, cancellationToken);

    public virtual Task<StopExecutionResponse> StopExecutionAsync(
        StopExecutionRequest request,
        CancellationToken cancellationToken = default
    ) => CallAsync<StopExecutionResponse>(request, cancellationToken);
}
