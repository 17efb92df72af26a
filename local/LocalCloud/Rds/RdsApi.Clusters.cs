using System.Xml.Linq;
using LocalCloud.Kernel;

namespace LocalCloud.Rds;

public sealed partial class RdsApi
{
    private const int DefaultGibibytesOfData = 10;

    private IEnumerable<XElement> CreateCluster(AwsCall call, QueryInput input)
    {
        var kind = RdsKind.Cluster;
        var engine = input.Required("Engine").ToLowerInvariant();
        var defaults = RdsRules.ClusterEngine(engine);
        var multiAz = RdsRules.IsMultiAzEngine(engine);
        var longest = multiAz ? RdsRules.LongestMultiAzCluster : 63;
        var arn = kind.DatabaseIn(
            call.Caller.AccountId,
            call.Region,
            RdsRules.NewDatabase(kind, input.Optional(kind.DatabaseIdentifier), longest)
        );
        var tags = ReadTags(input);
        var facts = ReadFacts(input, arn, engine, defaults) with
        {
            MultiAzCluster = multiAz,
            StorageType = input.Optional("StorageType") ?? (multiAz ? "io1" : "aurora"),
            AllocatedStorage = input.Number("AllocatedStorage") ?? DefaultGibibytesOfData,
            InstanceClass = input.Optional("DBClusterInstanceClass"),
            DatabaseName = input.Optional("DatabaseName"),
        };
        RdsRules.ClusterStorage(facts, input.Number("AllocatedStorage"));
        RdsRules.KeyOfStorage(input.Flag("StorageEncrypted") ?? true, input.Optional("KmsKeyId"));
        RdsRules.Password(input.Optional("MasterUserPassword"));
        AuthoriseNew(call, arn, tags);
        NameIsFree(arn, kind);
        return Create(
            new RdsDatabase
            {
                Facts = facts,
                Encryption = ClusterEncryption(call, input, engine),
                Groups = GroupsOf(input, arn, kind),
                AvailabilityZones = ThreeZones(call.Region),
                BackupRetentionPeriod = input.Number("BackupRetentionPeriod") ?? 1,
                CopyTagsToSnapshot = input.Flag("CopyTagsToSnapshot") ?? false,
                MultiAz = multiAz,
                DeletionProtection = input.Flag("DeletionProtection") ?? false,
            },
            tags
        );
    }

    private static string[] ThreeZones(string region) => [region + "a", region + "b", region + "c"];

    // Aurora User Guide, Encrypting Amazon Aurora resources: since 18 February 2026 every cluster is encrypted, with an AWS owned key when
    // none is given. StorageEncrypted=false makes one as there were before. Of the other engines nothing such is said.
    private StorageEncryption ClusterEncryption(AwsCall call, QueryInput input, string engine)
    {
        var aurora = engine.StartsWith("aurora", StringComparison.Ordinal);
        return (input.Optional("KmsKeyId"), input.Flag("StorageEncrypted"), aurora) switch
        {
            ({ } key, _, _) => KeyOfStorage(call, key),
            (null, false, _) or (null, null, false) => StorageEncryption.None,
            (null, true, false) => KeyOfStorage(call, given: null),
            _ => StorageEncryption.OwnedByAws,
        };
    }
}
