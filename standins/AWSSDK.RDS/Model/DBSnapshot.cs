using StandIns.Protocol;

namespace Amazon.RDS.Model;

public class DBSnapshot
{
    [ListItem("member")]
    public List<AdditionalStorageVolume> AdditionalStorageVolumes { get; set; }
    public int? AllocatedStorage { get; set; }
    public string AvailabilityZone { get; set; }
    public int? BackupRetentionPeriod { get; set; }
    public string DBInstanceIdentifier { get; set; }
    public string DbiResourceId { get; set; }
    public string DBSnapshotArn { get; set; }
    public string DBSnapshotIdentifier { get; set; }
    public string DBSystemId { get; set; }
    public bool? DedicatedLogVolume { get; set; }
    public bool? Encrypted { get; set; }
    public string Engine { get; set; }
    public string EngineVersion { get; set; }
    public bool? IAMDatabaseAuthenticationEnabled { get; set; }
    public DateTime? InstanceCreateTime { get; set; }
    public int? Iops { get; set; }
    public string KmsKeyId { get; set; }
    public string LicenseModel { get; set; }
    public string MasterUsername { get; set; }
    public bool? MultiTenant { get; set; }
    public string OptionGroupName { get; set; }
    public DateTime? OriginalSnapshotCreateTime { get; set; }
    public int? PercentProgress { get; set; }
    public int? Port { get; set; }
    public string PreferredBackupWindow { get; set; }

    [ListItem("ProcessorFeature")]
    public List<ProcessorFeature> ProcessorFeatures { get; set; }
    public string SnapshotAvailabilityZone { get; set; }
    public DateTime? SnapshotCreateTime { get; set; }
    public DateTime? SnapshotDatabaseTime { get; set; }
    public string SnapshotTarget { get; set; }
    public string SnapshotType { get; set; }
    public string SourceDBSnapshotIdentifier { get; set; }
    public string SourceRegion { get; set; }
    public string Status { get; set; }
    public StorageEncryptionType StorageEncryptionType { get; set; }
    public int? StorageThroughput { get; set; }
    public string StorageType { get; set; }

    [ListItem("Tag")]
    public List<Tag> TagList { get; set; }
    public string TdeCredentialArn { get; set; }
    public string Timezone { get; set; }
    public string VpcId { get; set; }
}
