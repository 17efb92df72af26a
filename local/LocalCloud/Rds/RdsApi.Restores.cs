using System.Xml.Linq;
using LocalCloud.Kernel;

namespace LocalCloud.Rds;

public sealed partial class RdsApi
{
    private XElement[] RestoreInstance(AwsCall call, QueryInput input)
    {
        if (input.Optional("DBClusterSnapshotIdentifier") is not null)
        {
            throw RdsErrors.NotSimulated("DB instances out of DB cluster snapshots");
        }

        return Restore(call, input, RdsKind.Instance, "DBSnapshotIdentifier");
    }

    private XElement[] RestoreCluster(AwsCall call, QueryInput input)
    {
        var engine = input.Required("Engine");
        if (RdsArn.Parse(input.Required("SnapshotIdentifier"))?.Kind == RdsKind.Instance.SnapshotArn)
        {
            throw RdsErrors.NotSimulated($"DB clusters ({engine}) out of DB snapshots");
        }

        _ = RdsRules.ClusterEngine(engine);
        return Restore(call, input, RdsKind.Cluster, "SnapshotIdentifier");
    }

    private XElement[] Restore(AwsCall call, QueryInput input, RdsKind kind, string parameter)
    {
        var (account, region) = (call.Caller.AccountId, call.Region);
        var name = RdsRules.NewDatabase(kind, input.Optional(kind.DatabaseIdentifier));
        var given = input.Optional(parameter);
        var source = RdsRules.ExistingSnapshot(kind, given, parameter, account, region);
        var target = kind.DatabaseIn(account, region, name);
        var tags = ReadTags(input);
        AuthoriseNew(call, target, tags);
        Authorise(call, source, tags);
        var cluster = kind == RdsKind.Cluster;
        var request = new RestoreRequest(target, source, given!)
        {
            Engine = NotEmpty(input.Optional("Engine")),
            EngineVersion = cluster ? NotEmpty(input.Optional("EngineVersion")) : null,
            KmsKeyId = cluster ? NotEmpty(input.Optional("KmsKeyId")) : null,
            OptionGroup = cluster ? null : NotEmpty(input.Optional("OptionGroupName")),
            InstanceClass = input.Optional(cluster ? "DBClusterInstanceClass" : "DBInstanceClass"),
            Port = input.Number("Port"),
            Groups = GroupsOf(input, target, kind),
        };
        var allowed = RdsRules.Restore(request, _state, (k, r) => Use(call, k, r));
        return [Xml(_restores.Begin(request, allowed, tags, d => Adjust(d, input)))];
    }

    private static void Adjust(RdsDatabase restored, QueryInput input)
    {
        restored.CopyTagsToSnapshot = input.Flag("CopyTagsToSnapshot") ?? false;
        restored.DeletionProtection = input.Flag("DeletionProtection") ?? false;
        restored.BackupRetentionPeriod = input.Number("BackupRetentionPeriod") ?? 1;
    }
}
