using System.Xml.Linq;
using LocalCloud.Kernel;

namespace LocalCloud.Rds;

public sealed partial class RdsApi
{
    private IEnumerable<XElement> CreateInstance(AwsCall call, QueryInput input)
    {
        RefuseUnsimulated(input);
        var identifier = RdsRules.NewInstance(input.Optional("DBInstanceIdentifier"));
        var engine = input.Required("Engine").ToLowerInvariant();
        var defaults = RdsRules.Engine(engine);
        var tags = ReadTags(input);
        var encrypted = input.Flag("StorageEncrypted") ?? false;
        var key = input.Optional("KmsKeyId");
        var database = ReadDatabase(input, identifier, engine, defaults);
        RdsRules.Storage(engine, database.StorageType, database.AllocatedStorage, encrypted, key);
        RdsRules.Password(input.Optional("MasterUserPassword"));
        var arn = RdsArn.Instance(call.Caller.AccountId, call.Region, identifier);
        AuthoriseNew(call, arn, tags);
        if (_state.Instance(arn) is not null)
        {
            throw RdsErrors.InstanceExists();
        }

        var instance = new DbInstance
        {
            Arn = arn,
            Database = database,
            InstanceClass = input.Required("DBInstanceClass"),
            Key = encrypted ? InstanceKey(call, key) : null,
            DatabaseName = input.Optional("DBName"),
            AvailabilityZone = input.Optional("AvailabilityZone") ?? call.Region + "a",
            BackupRetentionPeriod = input.Number("BackupRetentionPeriod") ?? 1,
            CopyTagsToSnapshot = input.Flag("CopyTagsToSnapshot") ?? false,
            MultiAz = input.Flag("MultiAZ") ?? false,
            DeletionProtection = input.Flag("DeletionProtection") ?? false,
        };
        instance.Tags.AddRange(tags);
        _instances.Create(instance);
        return [Xml(instance)];
    }

    private static void RefuseUnsimulated(QueryInput input)
    {
        if (input.Optional("DBClusterIdentifier") is not null)
        {
            throw new AwsError(
                "NotSimulated",
                "The local cloud does not simulate members of DB clusters (DBClusterIdentifier).",
                501
            );
        }
    }

    private DatabaseFacts ReadDatabase(QueryInput input, string identifier, string engine, RdsEngine defaults)
    {
        var version = input.Optional("EngineVersion") ?? defaults.Version;
        return new DatabaseFacts
        {
            Instance = identifier,
            ResourceId = "db-" + _ids.NewToken(26),
            Engine = engine,
            EngineVersion = version,
            LicenseModel = input.Optional("LicenseModel") ?? defaults.License,
            AllocatedStorage = input.Number("AllocatedStorage") ?? 0,
            StorageType = input.Optional("StorageType") ?? "gp3",
            MasterUsername = input.Optional("MasterUsername") ?? "admin",
            Port = input.Number("Port") ?? defaults.Port,
            OptionGroup = input.Optional("OptionGroupName") ?? RdsEngine.DefaultOptionGroup(engine, version),
            IamAuthentication = input.Flag("EnableIAMDatabaseAuthentication") ?? false,
            InstanceCreateTime = RdsTime.Now(_agenda),
        };
    }

    // Model, CreateDBInstance KmsKeyId: without one, the account's default key of the Region.
    private KeyUse InstanceKey(AwsCall call, string? given)
    {
        var key = given ?? _keys.DefaultRdsKey(call.Caller.AccountId, call.Region);
        return Use(call, key, call.Region) ?? throw RdsErrors.KeyNotAccessible(key);
    }

    private IEnumerable<XElement> DescribeInstances(AwsCall call, QueryInput input)
    {
        var given = input.Optional("DBInstanceIdentifier");
        var named = given is null ? null : InstanceArn(call, given);
        Authorise(call, named ?? RdsArn.Instance(call.Caller.AccountId, call.Region, "*"));
        var instances = _state.Instances.Where(i =>
            i.Arn.AccountId == call.Caller.AccountId && i.Arn.Region == call.Region
        );
        if (named is not null)
        {
            instances = instances.Where(i => i.Arn == named).ToList() is { Count: > 0 } found
                ? found
                : throw RdsErrors.InstanceNotFound(given!);
        }

        var filtered = RdsFilters.Apply(input, instances, RdsFilters.Instances);
        var page = RdsPage<DbInstance>.Of(input, filtered, i => i.Arn.ToString());
        return [new XElement("DBInstances", page.Items.Select(Xml)), .. page.Marker];
    }

    private IEnumerable<XElement> DeleteInstance(AwsCall call, QueryInput input)
    {
        var given = input.Required("DBInstanceIdentifier");
        var arn = InstanceArn(call, given);
        Authorise(call, arn);
        var instance = Own(call, _state.Instance(arn)) ?? throw RdsErrors.InstanceNotFound(given);
        var final = input.Optional("FinalDBSnapshotIdentifier") is { } name
            ? RdsArn.Snapshot(
                arn.AccountId,
                arn.Region,
                RdsRules.NewSnapshot(name, "FinalDBSnapshotIdentifier")
            )
            : null;
        if (final is not null)
        {
            Authorise(call, final, action: "CreateDBSnapshot", implied: true);
        }

        var sameName = final is null ? null : _state.Snapshot(final);
        RdsRules.DeleteInstance(
            instance,
            input.Flag("SkipFinalSnapshot") ?? false,
            final?.Identifier,
            sameName
        );
        _instances.Delete(instance, final?.Identifier);
        return [Xml(instance)];
    }

    private static RdsArn InstanceArn(AwsCall call, string given) =>
        !given.StartsWith("arn:", StringComparison.Ordinal)
            ? RdsArn.Instance(call.Caller.AccountId, call.Region, given)
        : RdsArn.Parse(given) is { Kind: "db" } arn ? arn
        : throw RdsErrors.BadArn(given);

    private static DbInstance? Own(AwsCall call, DbInstance? instance) =>
        instance?.Arn is { } arn && arn.AccountId == call.Caller.AccountId && arn.Region == call.Region
            ? instance
            : null;
}
