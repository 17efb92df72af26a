using StandIns.Protocol;

namespace Amazon.StepFunctions;

/// <summary>
/// Set both RegionEndpoint and AuthenticationRegion: with AWS_ENDPOINT_URL set, the Region alone does not reach the
/// signature, here as officially.
/// </summary>
public class AmazonStepFunctionsConfig() : StandInConfig("SFN", "states", "4.0.100")
{
    public override string ServiceVersion => "2016-11-23";
}
