using Amazon.Runtime;
using StandIns.Protocol;

namespace Amazon.RDS.Model;

/// <summary>What the demo and the tests look at; the official type has more.</summary>
public class DBInstance
{
    public int? AllocatedStorage { get; set; }
    public string AvailabilityZone { get; set; }
    public int? BackupRetentionPeriod { get; set; }
    public string DBInstanceArn { get; set; }
    public string DBInstanceClass { get; set; }
    public string DBInstanceIdentifier { get; set; }
    public string DBInstanceStatus { get; set; }
    public string DbiResourceId { get; set; }
    public string DBName { get; set; }
    public string Engine { get; set; }
    public string EngineVersion { get; set; }
    public DateTime? InstanceCreateTime { get; set; }
    public string KmsKeyId { get; set; }
    public string LicenseModel { get; set; }
    public string MasterUsername { get; set; }
    public string PreferredBackupWindow { get; set; }
    public bool? StorageEncrypted { get; set; }
    public StorageEncryptionType StorageEncryptionType { get; set; }
    public string StorageType { get; set; }

    [ListItem("Tag")]
    public List<Tag> TagList { get; set; }
}

public class CreateDBInstanceRequest : AmazonRDSRequest
{
    public int? AllocatedStorage { get; set; }
    public string AvailabilityZone { get; set; }
    public int? BackupRetentionPeriod { get; set; }
    public bool? CopyTagsToSnapshot { get; set; }
    public string DBInstanceClass { get; set; }
    public string DBInstanceIdentifier { get; set; }
    public string DBName { get; set; }
    public string Engine { get; set; }
    public string EngineVersion { get; set; }
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

public class CreateDBInstanceResponse : AmazonWebServiceResponse
{
    public DBInstance DBInstance { get; set; }
}

public class DeleteDBInstanceRequest : AmazonRDSRequest
{
    public string DBInstanceIdentifier { get; set; }
    public bool? DeleteAutomatedBackups { get; set; }
    public string FinalDBSnapshotIdentifier { get; set; }
    public bool? SkipFinalSnapshot { get; set; }
}

public class DeleteDBInstanceResponse : AmazonWebServiceResponse
{
    public DBInstance DBInstance { get; set; }
}

public class DescribeDBInstancesRequest : AmazonRDSRequest
{
    public string DBInstanceIdentifier { get; set; }

    [ListItem("Filter")]
    public List<Filter> Filters { get; set; }
    public string Marker { get; set; }
    public int? MaxRecords { get; set; }
}

public class DescribeDBInstancesResponse : AmazonWebServiceResponse
{
    [ListItem("DBInstance")]
    public List<DBInstance> DBInstances { get; set; }
    public string Marker { get; set; }
}
