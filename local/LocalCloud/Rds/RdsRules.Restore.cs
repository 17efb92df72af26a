using LocalCloud.Kernel;

namespace LocalCloud.Rds;

/// <summary>A request for a database out of a snapshot, whose identifiers and tags are in order.</summary>
/// <param name="Target">The new database's ARN, in the account and Region of the call.</param>
/// <param name="Source">The snapshot.</param>
/// <param name="GivenSource">The snapshot as the caller wrote it, for error texts.</param>
internal sealed record RestoreRequest(RdsArn Target, RdsArn Source, string GivenSource)
{
    /// <summary>Engine as given, or null.</summary>
    public string? Engine { get; init; }

    /// <summary>EngineVersion as given, or null; of clusters only.</summary>
    public string? EngineVersion { get; init; }

    /// <summary>KmsKeyId as given, or null; of clusters only: an instance keeps its snapshot's key.</summary>
    public string? KmsKeyId { get; init; }

    /// <summary>OptionGroupName as given, or null.</summary>
    public string? OptionGroup { get; init; }

    /// <summary>DBInstanceClass or DBClusterInstanceClass as given, or null.</summary>
    public string? InstanceClass { get; init; }

    /// <summary>Port as given, or null.</summary>
    public int? Port { get; init; }

    /// <summary>Groups that are there.</summary>
    public DatabaseGroups Groups { get; init; } = new(null, null);
}

/// <summary>A restore that is allowed.</summary>
/// <param name="Source">Out of this very snapshot.</param>
/// <param name="Encryption">What the database will be encrypted with.</param>
/// <param name="OptionGroup">Its option group; null for clusters.</param>
internal sealed record RestoreAllowed(DbSnapshot Source, StorageEncryption Encryption, string? OptionGroup);

internal static partial class RdsRules
{
    /// <summary>An engine that an instance can be added to a cluster with, once that is available (model, CreateDBInstance, RestoreDBClusterFromSnapshot).</summary>
    public static void Member(RdsDatabase cluster, string engine)
    {
        if (engine != cluster.Facts.Engine || cluster.Facts.MultiAzCluster)
        {
            throw RdsErrors.EngineOfOtherCluster(engine, cluster.Facts.Name);
        }

        if (cluster.Status != "available")
        {
            throw RdsErrors.ClusterNotAvailable(cluster.Facts.Name);
        }
    }

    /// <summary>Only an available database is changed (model, InvalidDBInstanceState and its cluster twin; our words).</summary>
    public static void Modify(RdsDatabase database)
    {
        if (database.Status != "available")
        {
            throw RdsErrors.InvalidDatabaseState(
                database.Kind,
                $"{database.Kind.Word} {database.Arn.Identifier} is not currently in the available state."
            );
        }
    }

    /// <summary>
    /// Judges a restore, in this order (which AWS does not document): the name is free; the snapshot is the caller's or shared with it, in
    /// this Region, and available; an instance not out of a shared encrypted snapshot, which has to be copied first, a cluster may be (RDS-UG
    /// and Aurora User Guide, Sharing a snapshot); the engine; the keys; the option group.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="state">What exists.</param>
    /// <param name="use">A key in the Region of the call, or null when the caller may not use it there.</param>
    public static RestoreAllowed Restore(
        RestoreRequest request,
        RdsState state,
        Func<string, string, KeyUse?> use
    )
    {
        var kind = RdsKind.Of(request.Source)!;
        if (state.Database(request.Target) is not null)
        {
            throw RdsErrors.DatabaseExists(kind);
        }

        var source = RestoreSource(kind, request, state);
        if (request.Engine is { } engine && engine != source.Database.Engine)
        {
            throw RdsErrors.RestoredToOtherEngine(engine, source.Database.Engine);
        }

        return new RestoreAllowed(
            source,
            RestoreEncryption(request, source, use),
            RestoreOptionGroup(request, source, state)
        );
    }

    private static DbSnapshot RestoreSource(RdsKind kind, RestoreRequest request, RdsState state)
    {
        if (
            request.Source.Region != request.Target.Region
            || state.Snapshot(request.Source) is not { } source
            || !source.UsableBy(request.Target.AccountId)
        )
        {
            throw RdsErrors.SnapshotNotFound(kind, request.GivenSource);
        }

        if (source.Status != "available")
        {
            throw RdsErrors.NotRestorable(kind);
        }

        return kind == RdsKind.Instance && source.Encrypted && !Owns(request, source)
            ? throw RdsErrors.SharedNotRestored()
            : source;
    }

    private static bool Owns(RestoreRequest request, DbSnapshot source) =>
        source.Arn.AccountId == request.Target.AccountId;

    /// <summary>
    /// The snapshot's own key, which the caller must be able to use, or for a cluster another (model, KmsKeyId). Aurora encrypts what was
    /// unencrypted, with an AWS owned key if none is given (Aurora User Guide, Encrypting Amazon Aurora resources).
    /// </summary>
    private static StorageEncryption RestoreEncryption(
        RestoreRequest request,
        DbSnapshot source,
        Func<string, string, KeyUse?> use
    )
    {
        if (source.Encryption.Key is { } old && use(old.Arn, source.Arn.Region) is null)
        {
            throw RdsErrors.SourceKeyNotAccessible(old.Arn);
        }

        if (request.KmsKeyId is { } given)
        {
            return StorageEncryption.Under(
                use(given, request.Target.Region) ?? throw RdsErrors.KeyNotAccessible(given)
            );
        }

        var aurora = source.Database.Engine.StartsWith("aurora", StringComparison.Ordinal);
        return aurora && !source.Encrypted ? StorageEncryption.OwnedByAws : source.Encryption;
    }

    /// <summary>
    /// The option group that is given, else the snapshot's, else the default one; it must have the persistent and permanent options of the
    /// snapshot's (RDS-UG, Restoring to a DB instance, Option group considerations).
    /// </summary>
    private static string? RestoreOptionGroup(RestoreRequest request, DbSnapshot source, RdsState state)
    {
        if (source.OptionGroup is not { } own)
        {
            return null;
        }

        var given = request.OptionGroup ?? (Owns(request, source) ? own : null);
        var group = OptionGroup(given, source.Database, request.Target, state);
        var has = state
            .OptionGroup(RdsArn.OptionGroup(request.Target.AccountId, request.Target.Region, group))
            ?.Options;
        string[] kept = [.. state.OptionsOf(source).Where(o => o.MustBeKept).Select(o => o.Name)];
        return kept.All(name => has?.ContainsKey(name) == true)
            ? group
            : throw RdsErrors.OptionGroupNeeded(kept);
    }
}
