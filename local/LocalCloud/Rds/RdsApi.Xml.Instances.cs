using System.Xml.Linq;

namespace LocalCloud.Rds;

public sealed partial class RdsApi
{
    private static XElement InstanceSnapshot(DbSnapshot snapshot, Seen seen)
    {
        var database = snapshot.Database;
        return new XElement(
            "DBSnapshot",
            Text("DBSnapshotIdentifier", seen.Identifier),
            Text("DBInstanceIdentifier", database.Name),
            Text("SnapshotCreateTime", snapshot.SnapshotCreateTime),
            Text("Engine", database.Engine),
            Text("AllocatedStorage", database.AllocatedStorage),
            Text("Status", seen.Status),
            Text("Port", database.Port),
            Text("AvailabilityZone", snapshot.AvailabilityZones is [var zone, ..] ? zone : null),
            Text("InstanceCreateTime", database.CreateTime),
            Text("MasterUsername", database.MasterUsername),
            Text("EngineVersion", database.EngineVersion),
            Text("LicenseModel", database.LicenseModel),
            Text("SnapshotType", seen.Type),
            Text("OptionGroupName", OptionGroup(snapshot)),
            Text("PercentProgress", seen.PercentProgress),
            Origin(snapshot),
            Text("StorageType", database.StorageType),
            Text("Encrypted", snapshot.Encrypted),
            Text("StorageEncryptionType", snapshot.Encryption.Type),
            Text("KmsKeyId", snapshot.Encryption.Key?.Arn),
            Text("DBSnapshotArn", snapshot.Arn),
            Text("IAMDatabaseAuthenticationEnabled", database.IamAuthentication),
            new XElement("ProcessorFeatures"),
            Text("DbiResourceId", database.ResourceId),
            Xml(snapshot.Tags),
            Text("SnapshotTarget", "region"),
            Text("OriginalSnapshotCreateTime", snapshot.OriginalSnapshotCreateTime),
            Text("SnapshotDatabaseTime", snapshot.OriginalSnapshotCreateTime),
            Text("DedicatedLogVolume", value: false)
        );
    }

    // Model, SourceDBSnapshotIdentifier: "It only has a value in the case of a cross-account or cross-Region copy."
    private static IEnumerable<XElement?> Origin(DbSnapshot snapshot) =>
        snapshot.Copy is { } copy && (snapshot.CrossRegion || snapshot.CrossAccount)
            ?
            [
                Text("SourceRegion", copy.Source.Arn.Region),
                Text("SourceDBSnapshotIdentifier", copy.Source.Arn),
            ]
            : [];

    // The recorded first reply of a copy has none.
    private static string? OptionGroup(DbSnapshot snapshot) =>
        snapshot.Copy is null || snapshot.Status == "available" ? snapshot.OptionGroup : null;

    private XElement Instance(RdsDatabase instance)
    {
        var facts = instance.Facts;
        var created = instance.Status != "creating";
        return new XElement(
            "DBInstance",
            Text("DBInstanceIdentifier", facts.Name),
            Text("DBInstanceClass", facts.InstanceClass),
            Text("Engine", facts.Engine),
            Text("DBInstanceStatus", instance.Status),
            Text("MasterUsername", facts.MasterUsername),
            Text("DBName", facts.DatabaseName),
            created
                ? new XElement("Endpoint", Text("Address", Address(instance)), Text("Port", facts.Port))
                : null,
            Text("AllocatedStorage", facts.AllocatedStorage),
            created ? Text("InstanceCreateTime", facts.CreateTime) : null,
            Text("BackupRetentionPeriod", instance.BackupRetentionPeriod),
            Text("AvailabilityZone", created ? instance.AvailabilityZones[0] : null),
            Text("MultiAZ", instance.MultiAz),
            Text("EngineVersion", facts.EngineVersion),
            Text("LicenseModel", facts.LicenseModel),
            new XElement(
                "OptionGroupMemberships",
                new XElement(
                    "OptionGroupMembership",
                    Text("OptionGroupName", facts.OptionGroup),
                    Text("Status", "in-sync")
                )
            ),
            Text("StorageType", facts.StorageType),
            Text("StorageEncryptionType", instance.Encryption.Type),
            Text("StorageEncrypted", instance.Encryption.Encrypted),
            Text("KmsKeyId", instance.Encryption.Key?.Arn),
            Text("DbiResourceId", facts.ResourceId),
            Text("CopyTagsToSnapshot", instance.CopyTagsToSnapshot),
            Text("DBInstanceArn", instance.Arn),
            Text("DBClusterIdentifier", instance.Cluster),
            ParameterGroup(instance),
            SubnetGroup(instance),
            Text("IAMDatabaseAuthenticationEnabled", facts.IamAuthentication),
            Text("DeletionProtection", instance.DeletionProtection),
            Xml(instance.Tags)
        );
    }

    private static XElement? ParameterGroup(RdsDatabase instance) =>
        instance.Groups.Parameters is not { } name
            ? null
            : new XElement(
                "DBParameterGroups",
                new XElement(
                    "DBParameterGroup",
                    Text("DBParameterGroupName", name),
                    Text("ParameterApplyStatus", "in-sync")
                )
            );

    private XElement? SubnetGroup(RdsDatabase instance) =>
        instance.Groups.Subnets is { } name
        && _state.Group(RdsGroupKind.Subnets.In(instance.Arn.AccountId, instance.Arn.Region, name))
            is { } group
            ? Xml(group)
            : null;
}
