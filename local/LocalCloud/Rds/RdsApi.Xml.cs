using System.Xml.Linq;
using LocalCloud.Kernel;

namespace LocalCloud.Rds;

public sealed partial class RdsApi
{
    /// <summary>A DBSnapshot as the caller sees it: one that is another account's is named by its ARN, its type is shared or public (code).</summary>
    private XElement Xml(AwsCall call, DbSnapshot snapshot, string? status = null)
    {
        var own = snapshot.Arn.AccountId == call.Caller.AccountId;
        var type =
            own ? snapshot.SnapshotType
            : snapshot.SharedWith.Contains(call.Caller.AccountId) ? "shared"
            : "public";
        var database = snapshot.Database;
        return new XElement(
            "DBSnapshot",
            Text("DBSnapshotIdentifier", own ? snapshot.Arn.Identifier : snapshot.Arn.ToString()),
            Text("DBInstanceIdentifier", database.Instance),
            Text("SnapshotCreateTime", snapshot.SnapshotCreateTime),
            Text("Engine", database.Engine),
            Text("AllocatedStorage", database.AllocatedStorage),
            Text("Status", status ?? snapshot.Status),
            Text("Port", database.Port),
            Text("AvailabilityZone", snapshot.AvailabilityZone),
            Text("InstanceCreateTime", database.InstanceCreateTime),
            Text("MasterUsername", database.MasterUsername),
            Text("EngineVersion", database.EngineVersion),
            Text("LicenseModel", database.LicenseModel),
            Text("SnapshotType", type),
            Text("OptionGroupName", OptionGroup(snapshot)),
            Text("PercentProgress", snapshot.PercentProgress(_agenda.Now)),
            Origin(snapshot),
            Text("StorageType", database.StorageType),
            Text("Encrypted", snapshot.Encrypted),
            Text("StorageEncryptionType", snapshot.Encrypted ? "sse-kms" : "none"),
            Text("KmsKeyId", snapshot.Key?.Arn),
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

    // Option groups are not copied; the recorded first reply of a copy has none.
    private static string? OptionGroup(DbSnapshot snapshot) =>
        snapshot.Copy is null ? snapshot.Database.OptionGroup
        : snapshot.Status != "available" ? null
        : snapshot.CrossRegion || snapshot.CrossAccount
            ? RdsEngine.DefaultOptionGroup(snapshot.Database.Engine, snapshot.Database.EngineVersion)
        : snapshot.Database.OptionGroup;

    private static XElement Xml(IReadOnlyList<RdsTag> tags) =>
        new("TagList", tags.Select(t => new XElement("Tag", Text("Key", t.Key), Text("Value", t.Value))));

    private static XElement Xml(DbInstance instance)
    {
        var database = instance.Database;
        var created = instance.Status != "creating";
        return new XElement(
            "DBInstance",
            Text("DBInstanceIdentifier", instance.Arn.Identifier),
            Text("DBInstanceClass", instance.InstanceClass),
            Text("Engine", database.Engine),
            Text("DBInstanceStatus", instance.Status),
            Text("MasterUsername", database.MasterUsername),
            Text("DBName", instance.DatabaseName),
            created ? Endpoint(instance) : null,
            Text("AllocatedStorage", database.AllocatedStorage),
            created ? Text("InstanceCreateTime", database.InstanceCreateTime) : null,
            Text("BackupRetentionPeriod", instance.BackupRetentionPeriod),
            Text("AvailabilityZone", created ? instance.AvailabilityZone : null),
            Text("MultiAZ", instance.MultiAz),
            Text("EngineVersion", database.EngineVersion),
            Text("LicenseModel", database.LicenseModel),
            new XElement(
                "OptionGroupMemberships",
                new XElement(
                    "OptionGroupMembership",
                    Text("OptionGroupName", database.OptionGroup),
                    Text("Status", "in-sync")
                )
            ),
            Text("StorageType", database.StorageType),
            Text("StorageEncryptionType", instance.Key is null ? "none" : "sse-kms"),
            Text("StorageEncrypted", instance.Key is not null),
            Text("KmsKeyId", instance.Key?.Arn),
            Text("DbiResourceId", database.ResourceId),
            Text("CopyTagsToSnapshot", instance.CopyTagsToSnapshot),
            Text("DBInstanceArn", instance.Arn),
            Text("IAMDatabaseAuthenticationEnabled", database.IamAuthentication),
            Text("DeletionProtection", instance.DeletionProtection),
            Xml(instance.Tags)
        );
    }

    private static XElement Endpoint(DbInstance instance) =>
        new(
            "Endpoint",
            Text("Address", $"{instance.Arn.Identifier}.local.{instance.Arn.Region}.rds.amazonaws.com"),
            Text("Port", instance.Database.Port)
        );
}
