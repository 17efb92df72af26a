using System.Xml.Linq;

namespace LocalCloud.Rds;

public sealed partial class RdsApi
{
    private static XElement ClusterSnapshot(DbSnapshot snapshot, Seen seen)
    {
        var database = snapshot.Database;
        return new XElement(
            "DBClusterSnapshot",
            Zones(snapshot.AvailabilityZones),
            Text("DBClusterSnapshotIdentifier", seen.Identifier),
            Text("DBClusterIdentifier", database.Name),
            Text("SnapshotCreateTime", snapshot.SnapshotCreateTime),
            Text("Engine", database.Engine),
            Text("EngineMode", "provisioned"),
            Text("AllocatedStorage", database.AllocatedStorage),
            Text("Status", seen.Status),
            Text("Port", database.Port),
            Text("ClusterCreateTime", database.CreateTime),
            Text("MasterUsername", database.MasterUsername),
            Text("EngineVersion", database.EngineVersion),
            Text("LicenseModel", database.LicenseModel),
            Text("SnapshotType", seen.Type),
            Text("PercentProgress", seen.PercentProgress),
            Text("StorageEncrypted", snapshot.Encrypted),
            Text("StorageEncryptionType", snapshot.Encryption.Type),
            Text("KmsKeyId", snapshot.Encryption.Key?.Arn),
            Text("DBClusterSnapshotArn", snapshot.Arn),
            Text("SourceDBClusterSnapshotArn", snapshot.Copy?.Source.Arn),
            Text("IAMDatabaseAuthenticationEnabled", database.IamAuthentication),
            Xml(snapshot.Tags),
            Text("StorageType", database.StorageType),
            Text("DbClusterResourceId", database.ResourceId)
        );
    }

    private static XElement Cluster(RdsDatabase cluster, IEnumerable<RdsDatabase> members)
    {
        var facts = cluster.Facts;
        return new XElement(
            "DBCluster",
            Text("AllocatedStorage", facts.AllocatedStorage),
            Zones(cluster.AvailabilityZones),
            Text("BackupRetentionPeriod", cluster.BackupRetentionPeriod),
            Text("DatabaseName", facts.DatabaseName),
            Text("DBClusterIdentifier", facts.Name),
            Text("Status", cluster.Status),
            Text("Endpoint", Address(cluster)),
            Text("MultiAZ", cluster.MultiAz),
            Text("Engine", facts.Engine),
            Text("EngineVersion", facts.EngineVersion),
            Text("Port", facts.Port),
            Text("MasterUsername", facts.MasterUsername),
            Text("DBClusterParameterGroup", cluster.Groups.Parameters),
            Text("DBSubnetGroup", cluster.Groups.Subnets),
            new XElement("DBClusterMembers", members.Select((m, i) => Member(m, isWriter: i == 0))),
            Text("StorageEncrypted", cluster.Encryption.Encrypted),
            Text("StorageEncryptionType", cluster.Encryption.Type),
            Text("KmsKeyId", cluster.Encryption.Key?.Arn),
            Text("DbClusterResourceId", facts.ResourceId),
            Text("DBClusterArn", cluster.Arn),
            Text("IAMDatabaseAuthenticationEnabled", facts.IamAuthentication),
            Text("ClusterCreateTime", facts.CreateTime),
            Text("EngineMode", "provisioned"),
            Text("DBClusterInstanceClass", facts.InstanceClass),
            Text("StorageType", facts.StorageType),
            Text("DeletionProtection", cluster.DeletionProtection),
            Text("CopyTagsToSnapshot", cluster.CopyTagsToSnapshot),
            Xml(cluster.Tags)
        );
    }

    private static XElement Member(RdsDatabase instance, bool isWriter) =>
        new(
            "DBClusterMember",
            Text("DBInstanceIdentifier", instance.Facts.Name),
            Text("IsClusterWriter", isWriter),
            Text("DBClusterParameterGroupStatus", "in-sync"),
            Text("PromotionTier", 1)
        );
}
