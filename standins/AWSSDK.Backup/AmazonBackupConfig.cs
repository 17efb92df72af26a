using StandIns.Protocol;

namespace Amazon.Backup;

/// <summary>
/// Set both RegionEndpoint and AuthenticationRegion: with AWS_ENDPOINT_URL set, the Region alone does not reach the
/// signature, here as officially.
/// </summary>
public class AmazonBackupConfig() : StandInConfig("Backup", "backup", "4.0.100")
{
    internal const string ApiVersion = "2018-11-15";

    public override string ServiceVersion => ApiVersion;
}
