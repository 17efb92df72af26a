using Amazon.Runtime;
using StandIns.Protocol;

namespace Amazon.RDS.Model;

public class DBSnapshotAttribute
{
    public string AttributeName { get; set; }

    [ListItem("AttributeValue")]
    public List<string> AttributeValues { get; set; }
}

public class DBSnapshotAttributesResult
{
    [ListItem("DBSnapshotAttribute")]
    public List<DBSnapshotAttribute> DBSnapshotAttributes { get; set; }
    public string DBSnapshotIdentifier { get; set; }
}

public class DescribeDBSnapshotAttributesRequest : AmazonRDSRequest
{
    public string DBSnapshotIdentifier { get; set; }
}

public class DescribeDBSnapshotAttributesResponse : AmazonWebServiceResponse
{
    public DBSnapshotAttributesResult DBSnapshotAttributesResult { get; set; }
}

public class ModifyDBSnapshotAttributeRequest : AmazonRDSRequest
{
    public string AttributeName { get; set; }
    public string DBSnapshotIdentifier { get; set; }

    [ListItem("AttributeValue")]
    public List<string> ValuesToAdd { get; set; }

    [ListItem("AttributeValue")]
    public List<string> ValuesToRemove { get; set; }
}

public class ModifyDBSnapshotAttributeResponse : AmazonWebServiceResponse
{
    public DBSnapshotAttributesResult DBSnapshotAttributesResult { get; set; }
}
