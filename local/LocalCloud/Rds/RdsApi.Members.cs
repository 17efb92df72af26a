using System.Xml.Linq;
using LocalCloud.Kernel;

namespace LocalCloud.Rds;

public sealed partial class RdsApi
{
    /// <summary>
    /// An instance of a DB cluster: storage, key, administrator and backups are the cluster's (model, CreateDBInstance, "the amount is managed
    /// by the DB cluster").
    /// </summary>
    private IEnumerable<XElement> CreateMember(AwsCall call, QueryInput input, string givenCluster)
    {
        var kind = RdsKind.Instance;
        var (account, region) = (call.Caller.AccountId, call.Region);
        var arn = kind.DatabaseIn(
            account,
            region,
            RdsRules.NewDatabase(kind, input.Optional(kind.DatabaseIdentifier))
        );
        var engine = input.Required("Engine").ToLowerInvariant();
        var instanceClass = input.Required("DBInstanceClass");
        var tags = ReadTags(input);
        var clusterArn = DatabaseArn(call, givenCluster, RdsKind.Cluster);
        AuthoriseNew(call, arn, tags);
        Authorise(call, clusterArn, tags);
        NameIsFree(arn, kind);
        var cluster =
            Own(call, _state.Database(clusterArn))
            ?? throw RdsErrors.DatabaseNotFound(RdsKind.Cluster, givenCluster);
        RdsRules.Member(cluster, engine);
        return Create(
            new RdsDatabase
            {
                Facts = cluster.Facts with
                {
                    Arn = arn,
                    Kind = kind,
                    ResourceId = kind.ResourceIdPrefix + _ids.NewToken(26),
                    OptionGroup = RdsEngine.DefaultOptionGroup(engine, cluster.Facts.EngineVersion),
                    InstanceClass = instanceClass,
                    CreateTime = RdsTime.Now(_agenda),
                },
                Cluster = cluster.Facts.Name,
                Encryption = cluster.Encryption,
                Groups = GroupsOf(input, arn, kind),
                AvailabilityZones = [input.Optional("AvailabilityZone") ?? region + "a"],
                BackupRetentionPeriod = cluster.BackupRetentionPeriod,
            },
            tags
        );
    }

    /// <summary>
    /// What can be changed of a database here, at once: its name, deletion protection, backup retention, tags on snapshots. All else is accepted
    /// and ignored, as at creation.
    /// </summary>
    private IEnumerable<XElement> ModifyDatabase(AwsCall call, QueryInput input, RdsKind kind)
    {
        var given = input.Required(kind.DatabaseIdentifier);
        var arn = DatabaseArn(call, given, kind);
        Authorise(call, arn);
        var database = Own(call, _state.Database(arn)) ?? throw RdsErrors.DatabaseNotFound(kind, given);
        RdsRules.Password(input.Optional("MasterUserPassword"));
        RdsRules.Modify(database);
        if (input.Optional($"New{kind.DatabaseIdentifier}") is { } name)
        {
            var renamed = kind.DatabaseIn(arn.AccountId, arn.Region, RdsRules.NewDatabase(kind, name));
            NameIsFree(renamed, kind);
            _state.Rename(database, renamed);
        }

        database.DeletionProtection = input.Flag("DeletionProtection") ?? database.DeletionProtection;
        database.CopyTagsToSnapshot = input.Flag("CopyTagsToSnapshot") ?? database.CopyTagsToSnapshot;
        database.BackupRetentionPeriod =
            input.Number("BackupRetentionPeriod") ?? database.BackupRetentionPeriod;
        return [Xml(database)];
    }
}
