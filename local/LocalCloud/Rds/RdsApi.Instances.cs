using System.Xml.Linq;
using LocalCloud.Kernel;

namespace LocalCloud.Rds;

public sealed partial class RdsApi
{
    private IEnumerable<XElement> CreateInstance(AwsCall call, QueryInput input)
    {
        if (input.Optional("DBClusterIdentifier") is { } cluster)
        {
            return CreateMember(call, input, cluster);
        }

        var kind = RdsKind.Instance;
        var arn = kind.DatabaseIn(
            call.Caller.AccountId,
            call.Region,
            RdsRules.NewDatabase(kind, input.Optional(kind.DatabaseIdentifier))
        );
        var engine = input.Required("Engine").ToLowerInvariant();
        var defaults = RdsRules.InstanceEngine(engine);
        var tags = ReadTags(input);
        var encrypted = input.Flag("StorageEncrypted") ?? false;
        var key = input.Optional("KmsKeyId");
        var facts = ReadFacts(input, arn, engine, defaults) with
        {
            StorageType = input.Optional("StorageType") ?? "gp3",
            AllocatedStorage = input.Number("AllocatedStorage") ?? 0,
            InstanceClass = input.Required("DBInstanceClass"),
            DatabaseName = input.Optional("DBName"),
        };
        RdsRules.Storage(engine, facts.StorageType, facts.AllocatedStorage);
        RdsRules.KeyOfStorage(encrypted, key);
        RdsRules.Password(input.Optional("MasterUserPassword"));
        AuthoriseNew(call, arn, tags);
        NameIsFree(arn, kind);
        return Create(
            new RdsDatabase
            {
                Facts = facts with
                {
                    OptionGroup = RdsRules.OptionGroup(input.Optional("OptionGroupName"), facts, arn, _state),
                },
                Encryption = encrypted ? KeyOfStorage(call, key) : StorageEncryption.None,
                Groups = GroupsOf(input, arn, kind),
                AvailabilityZones = [input.Optional("AvailabilityZone") ?? call.Region + "a"],
                BackupRetentionPeriod = input.Number("BackupRetentionPeriod") ?? 1,
                CopyTagsToSnapshot = input.Flag("CopyTagsToSnapshot") ?? false,
                MultiAz = input.Flag("MultiAZ") ?? false,
                DeletionProtection = input.Flag("DeletionProtection") ?? false,
            },
            tags
        );
    }

    /// <summary>What instances and clusters are created with alike; the storage is left to fill in.</summary>
    private DatabaseFacts ReadFacts(QueryInput input, RdsArn arn, string engine, RdsEngine defaults)
    {
        var kind = RdsKind.Of(arn)!;
        return new DatabaseFacts
        {
            Arn = arn,
            Kind = kind,
            ResourceId = kind.ResourceIdPrefix + _ids.NewToken(26),
            Engine = engine,
            EngineVersion = input.Optional("EngineVersion") ?? defaults.Version,
            LicenseModel = input.Optional("LicenseModel") ?? defaults.License,
            AllocatedStorage = 0,
            StorageType = "",
            MasterUsername = input.Optional("MasterUsername") ?? "admin",
            Port = input.Number("Port") ?? defaults.Port,
            IamAuthentication = input.Flag("EnableIAMDatabaseAuthentication") ?? false,
            CreateTime = RdsTime.Now(_agenda),
        };
    }
}
