using StandIns.Protocol;

namespace Amazon.RDS;

/// <summary>
/// Set both RegionEndpoint and AuthenticationRegion: with AWS_ENDPOINT_URL set, the Region alone does not reach the
/// signature, here as officially.
/// </summary>
public class AmazonRDSConfig() : StandInConfig("RDS", "rds", "4.0.14")
{
    internal const string ApiVersion = "2014-10-31";

    public override string ServiceVersion => ApiVersion;
}
