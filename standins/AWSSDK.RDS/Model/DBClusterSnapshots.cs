using Amazon.Runtime;
using StandIns.Protocol;

namespace Amazon.RDS.Model;

public class CopyDBClusterSnapshotRequest : AmazonRDSRequest
{
    public bool? CopyTags { get; set; }
    public string KmsKeyId { get; set; }
    public string PreSignedUrl { get; set; }
    public string SourceDBClusterSnapshotIdentifier { get; set; }

    /// <summary>The official package pre-signs a URL when this is set (GovCloud wants it); the stand-in ignores it.</summary>
    [NotOnWire]
    public string SourceRegion { get; set; }

    [ListItem("Tag")]
    public List<Tag> Tags { get; set; }
    public string TargetDBClusterSnapshotIdentifier { get; set; }
}

public class CopyDBClusterSnapshotResponse : AmazonWebServiceResponse
{
    public DBClusterSnapshot DBClusterSnapshot { get; set; }
}

public class CreateDBClusterSnapshotRequest : AmazonRDSRequest
{
    public string DBClusterIdentifier { get; set; }
    public string DBClusterSnapshotIdentifier { get; set; }

    [ListItem("Tag")]
    public List<Tag> Tags { get; set; }
}

public class CreateDBClusterSnapshotResponse : AmazonWebServiceResponse
{
    public DBClusterSnapshot DBClusterSnapshot { get; set; }
}

public class DeleteDBClusterSnapshotRequest : AmazonRDSRequest
{
    public string DBClusterSnapshotIdentifier { get; set; }
}

public class DeleteDBClusterSnapshotResponse : AmazonWebServiceResponse
{
    public DBClusterSnapshot DBClusterSnapshot { get; set; }
}

public class DescribeDBClusterSnapshotsRequest : AmazonRDSRequest
{
    public string DBClusterIdentifier { get; set; }
    public string DbClusterResourceId { get; set; }
    public string DBClusterSnapshotIdentifier { get; set; }

    [ListItem("Filter")]
    public List<Filter> Filters { get; set; }
    public bool? IncludePublic { get; set; }
    public bool? IncludeShared { get; set; }
    public string Marker { get; set; }
    public int? MaxRecords { get; set; }
    public string SnapshotType { get; set; }
}

public class DescribeDBClusterSnapshotsResponse : AmazonWebServiceResponse
{
    [ListItem("DBClusterSnapshot")]
    public List<DBClusterSnapshot> DBClusterSnapshots { get; set; }
    public string Marker { get; set; }
}
