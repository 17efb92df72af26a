using Amazon.Runtime;
using StandIns.Protocol;

namespace Amazon.RDS.Model;

public class DBClusterSnapshotAttribute
{
    public string AttributeName { get; set; }

    [ListItem("AttributeValue")]
    public List<string> AttributeValues { get; set; }
}

public class DBClusterSnapshotAttributesResult
{
    [ListItem("DBClusterSnapshotAttribute")]
    public List<DBClusterSnapshotAttribute> DBClusterSnapshotAttributes { get; set; }
    public string DBClusterSnapshotIdentifier { get; set; }
}

public class DescribeDBClusterSnapshotAttributesRequest : AmazonRDSRequest
{
    public string DBClusterSnapshotIdentifier { get; set; }
}

public class DescribeDBClusterSnapshotAttributesResponse : AmazonWebServiceResponse
{
    public DBClusterSnapshotAttributesResult DBClusterSnapshotAttributesResult { get; set; }
}

public class ModifyDBClusterSnapshotAttributeRequest : AmazonRDSRequest
{
    public string AttributeName { get; set; }
    public string DBClusterSnapshotIdentifier { get; set; }

    [ListItem("AttributeValue")]
    public List<string> ValuesToAdd { get; set; }

    [ListItem("AttributeValue")]
    public List<string> ValuesToRemove { get; set; }
}

public class ModifyDBClusterSnapshotAttributeResponse : AmazonWebServiceResponse
{
    public DBClusterSnapshotAttributesResult DBClusterSnapshotAttributesResult { get; set; }
}
