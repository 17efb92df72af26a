using Amazon.Runtime;
using StandIns.Protocol;

namespace Amazon.Backup.Model;

[Route("GET", "/global-settings")]
public class DescribeGlobalSettingsRequest : AmazonBackupRequest;

public class DescribeGlobalSettingsResponse : AmazonWebServiceResponse
{
    public Dictionary<string, string> GlobalSettings { get; set; }
    public DateTime? LastUpdateTime { get; set; }
}

[Route("PUT", "/global-settings")]
public class UpdateGlobalSettingsRequest : AmazonBackupRequest
{
    public Dictionary<string, string> GlobalSettings { get; set; }
}

public class UpdateGlobalSettingsResponse : AmazonWebServiceResponse;
