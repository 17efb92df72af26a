using Amazon.Runtime;
using StandIns.Protocol;

namespace Amazon.RDS.Model;

/// <summary>What the demo and the tests look at; the official type has more.</summary>
public class DBCluster
{
    public int? AllocatedStorage { get; set; }

    [ListItem("AvailabilityZone")]
    public List<string> AvailabilityZones { get; set; }
    public int? BackupRetentionPeriod { get; set; }
    public DateTime? ClusterCreateTime { get; set; }
    public bool? CopyTagsToSnapshot { get; set; }
    public string DatabaseName { get; set; }
    public string DBClusterArn { get; set; }
    public string DBClusterIdentifier { get; set; }
    public string DBClusterInstanceClass { get; set; }
    public string DbClusterResourceId { get; set; }
    public string DBSystemId { get; set; }
    public bool? DeletionProtection { get; set; }
    public string Engine { get; set; }
    public string EngineMode { get; set; }
    public string EngineVersion { get; set; }
    public bool? IAMDatabaseAuthenticationEnabled { get; set; }
    public string KmsKeyId { get; set; }
    public string MasterUsername { get; set; }
    public bool? MultiAZ { get; set; }
    public int? Port { get; set; }
    public string PreferredBackupWindow { get; set; }
    public string Status { get; set; }
    public bool? StorageEncrypted { get; set; }
    public StorageEncryptionType StorageEncryptionType { get; set; }
    public string StorageType { get; set; }

    [ListItem("Tag")]
    public List<Tag> TagList { get; set; }
}

public class CreateDBClusterRequest : AmazonRDSRequest
{
    public int? AllocatedStorage { get; set; }

    [ListItem("AvailabilityZone")]
    public List<string> AvailabilityZones { get; set; }
    public int? BackupRetentionPeriod { get; set; }
    public bool? CopyTagsToSnapshot { get; set; }
    public string DatabaseName { get; set; }
    public string DBClusterIdentifier { get; set; }
    public string DBClusterInstanceClass { get; set; }
    public string DBSystemId { get; set; }
    public bool? DeletionProtection { get; set; }
    public bool? EnableIAMDatabaseAuthentication { get; set; }
    public string Engine { get; set; }
    public string EngineMode { get; set; }
    public string EngineVersion { get; set; }
    public int? Iops { get; set; }
    public string KmsKeyId { get; set; }
    public string MasterUsername { get; set; }
    public string MasterUserPassword { get; set; }
    public string OptionGroupName { get; set; }
    public int? Port { get; set; }
    public string PreferredBackupWindow { get; set; }
    public bool? StorageEncrypted { get; set; }
    public string StorageType { get; set; }

    [ListItem("Tag")]
    public List<Tag> Tags { get; set; }
}

public class CreateDBClusterResponse : AmazonWebServiceResponse
{
    public DBCluster DBCluster { get; set; }
}

public class DeleteDBClusterRequest : AmazonRDSRequest
{
    public string DBClusterIdentifier { get; set; }
    public bool? DeleteAutomatedBackups { get; set; }
    public string FinalDBSnapshotIdentifier { get; set; }
    public bool? SkipFinalSnapshot { get; set; }
}

public class DeleteDBClusterResponse : AmazonWebServiceResponse
{
    public DBCluster DBCluster { get; set; }
}

public class DescribeDBClustersRequest : AmazonRDSRequest
{
    public string DBClusterIdentifier { get; set; }

    [ListItem("Filter")]
    public List<Filter> Filters { get; set; }
    public bool? IncludeShared { get; set; }
    public string Marker { get; set; }
    public int? MaxRecords { get; set; }
}

public class DescribeDBClustersResponse : AmazonWebServiceResponse
{
    [ListItem("DBCluster")]
    public List<DBCluster> DBClusters { get; set; }
    public string Marker { get; set; }
}
