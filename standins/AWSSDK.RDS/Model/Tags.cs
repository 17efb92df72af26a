using Amazon.Runtime;
using StandIns.Protocol;

namespace Amazon.RDS.Model;

public class AddTagsToResourceRequest : AmazonRDSRequest
{
    public string ResourceName { get; set; }

    [ListItem("Tag")]
    public List<Tag> Tags { get; set; }
}

public class AddTagsToResourceResponse : AmazonWebServiceResponse;

public class ListTagsForResourceRequest : AmazonRDSRequest
{
    public string ResourceName { get; set; }

    [ListItem("Filter")]
    public List<Filter> Filters { get; set; }
}

public class ListTagsForResourceResponse : AmazonWebServiceResponse
{
    [ListItem("Tag")]
    public List<Tag> TagList { get; set; }
}

public class RemoveTagsFromResourceRequest : AmazonRDSRequest
{
    public string ResourceName { get; set; }
    public List<string> TagKeys { get; set; }
}

public class RemoveTagsFromResourceResponse : AmazonWebServiceResponse;
