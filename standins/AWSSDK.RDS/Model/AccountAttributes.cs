using Amazon.Runtime;
using StandIns.Protocol;

namespace Amazon.RDS.Model;

public class AccountQuota
{
    public string AccountQuotaName { get; set; }
    public long? Max { get; set; }
    public long? Used { get; set; }
}

public class DescribeAccountAttributesRequest : AmazonRDSRequest;

public class DescribeAccountAttributesResponse : AmazonWebServiceResponse
{
    [ListItem("AccountQuota")]
    public List<AccountQuota> AccountQuotas { get; set; }
}
