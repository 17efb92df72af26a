using Amazon.Runtime;
using StandIns.Protocol;

namespace Amazon.RDS.Model;

public class CopyDBSnapshotRequest : AmazonRDSRequest
{
    public bool? CopyOptionGroup { get; set; }
    public bool? CopyTags { get; set; }
    public string KmsKeyId { get; set; }
    public string OptionGroupName { get; set; }
    public string PreSignedUrl { get; set; }
    public string SnapshotAvailabilityZone { get; set; }
    public string SnapshotTarget { get; set; }
    public string SourceDBSnapshotIdentifier { get; set; }

    /// <summary>The official package pre-signs a URL when this is set (GovCloud wants it); the stand-in ignores it.</summary>
    [NotOnWire]
    public string SourceRegion { get; set; }

    [ListItem("Tag")]
    public List<Tag> Tags { get; set; }
    public string TargetCustomAvailabilityZone { get; set; }
    public string TargetDBSnapshotIdentifier { get; set; }
}

public class CopyDBSnapshotResponse : AmazonWebServiceResponse
{
    public DBSnapshot DBSnapshot { get; set; }
}

public class CreateDBSnapshotRequest : AmazonRDSRequest
{
    public string DBInstanceIdentifier { get; set; }
    public string DBSnapshotIdentifier { get; set; }

    [ListItem("Tag")]
    public List<Tag> Tags { get; set; }
}

public class CreateDBSnapshotResponse : AmazonWebServiceResponse
{
    public DBSnapshot DBSnapshot { get; set; }
}

public class DeleteDBSnapshotRequest : AmazonRDSRequest
{
    public string DBSnapshotIdentifier { get; set; }
}

public class DeleteDBSnapshotResponse : AmazonWebServiceResponse
{
    public DBSnapshot DBSnapshot { get; set; }
}

public class DescribeDBSnapshotsRequest : AmazonRDSRequest
{
    public string DBInstanceIdentifier { get; set; }
    public string DbiResourceId { get; set; }
    public string DBSnapshotIdentifier { get; set; }

    [ListItem("Filter")]
    public List<Filter> Filters { get; set; }
    public bool? IncludePublic { get; set; }
    public bool? IncludeShared { get; set; }
    public string Marker { get; set; }
    public int? MaxRecords { get; set; }
    public string SnapshotType { get; set; }
}

public class DescribeDBSnapshotsResponse : AmazonWebServiceResponse
{
    [ListItem("DBSnapshot")]
    public List<DBSnapshot> DBSnapshots { get; set; }
    public string Marker { get; set; }
}
