using LocalCloud.Kernel;

namespace LocalCloud.Rds;

/// <summary>Databases out of snapshots, on the agenda: creating, then available. A cluster has no instances at first.</summary>
internal sealed class RdsRestores(Agenda agenda, Ids ids, RdsState state, RdsDatabases databases)
{
    /// <summary>Begins a restore that is allowed.</summary>
    /// <param name="request">Where to.</param>
    /// <param name="allowed">Out of what.</param>
    /// <param name="tags">
    /// The new database's tags; where none are given it gets the snapshot's (RDS User Guide, Restoring to a DB instance, Tag considerations).
    /// </param>
    /// <param name="adjust">Changes what was not part of the request's judgement.</param>
    /// <param name="ended">Called when it is available.</param>
    public RdsDatabase Begin(
        RestoreRequest request,
        RestoreAllowed allowed,
        IReadOnlyList<RdsTag> tags,
        Action<RdsDatabase>? adjust = null,
        Action? ended = null
    )
    {
        var source = allowed.Source;
        var kind = source.Kind;
        var region = request.Target.Region;
        var database = new RdsDatabase
        {
            Facts = source.Database with
            {
                Arn = request.Target,
                ResourceId = kind.ResourceIdPrefix + ids.NewToken(26),
                // Model, EngineVersion: an instance keeps its snapshot's, a cluster gets the default one unless it is given.
                EngineVersion =
                    request.EngineVersion
                    ?? (
                        kind == RdsKind.Cluster
                            ? RdsEngine.OfClusters[source.Database.Engine].Version
                            : source.Database.EngineVersion
                    ),
                Port = request.Port ?? source.Database.Port,
                OptionGroup = allowed.OptionGroup,
                InstanceClass = request.InstanceClass ?? source.Database.InstanceClass,
                CreateTime = RdsTime.Now(agenda),
            },
            Encryption = allowed.Encryption,
            Groups = request.Groups,
            AvailabilityZones =
                kind == RdsKind.Cluster ? [region + "a", region + "b", region + "c"] : [region + "a"],
            MultiAz = source.Database.MultiAzCluster,
        };
        adjust?.Invoke(database);
        database.Tags.AddRange(tags.Count > 0 || !IsOwn(source, request) ? tags : source.Tags);
        databases.Create(database, ended);
        return database;
    }

    /// <summary>A restored database as it is now, or null.</summary>
    public RdsDatabase? Find(RdsArn arn) => state.Database(arn);

    private static bool IsOwn(DbSnapshot source, RestoreRequest request) =>
        source.Arn.AccountId == request.Target.AccountId;
}
