using LocalCloud.Kernel;

namespace LocalCloud.Rds;

/// <summary>Which snapshots a DescribeDBSnapshots or DescribeDBClusterSnapshots asks for, filters and pages aside.</summary>
internal sealed record SnapshotQuery(RdsKind Kind, string AccountId, string Region)
{
    /// <summary>DBSnapshotIdentifier or DBClusterSnapshotIdentifier as given, or null.</summary>
    public string? GivenSnapshot { get; private init; }

    /// <summary>DBInstanceIdentifier or DBClusterIdentifier in lower case, or null.</summary>
    public string? Database { get; private init; }

    /// <summary>DbiResourceId or DbClusterResourceId, or null.</summary>
    public string? ResourceId { get; private init; }

    /// <summary>SnapshotType, or null.</summary>
    public string? Type { get; private init; }

    /// <summary>IncludeShared.</summary>
    public bool IncludeShared { get; private init; }

    /// <summary>IncludePublic.</summary>
    public bool IncludePublic { get; private init; }

    /// <summary>What the caller's policy must allow: the snapshot or database that is named, else all snapshots.</summary>
    public RdsArn Resource =>
        Named
        ?? (
            Database is null
                ? Kind.SnapshotIn(AccountId, Region, "*")
                : Kind.DatabaseIn(AccountId, Region, Database)
        );

    private RdsArn? Named =>
        GivenSnapshot is null ? null
        : !GivenSnapshot.StartsWith("arn:", StringComparison.OrdinalIgnoreCase)
            ? Kind.SnapshotIn(AccountId, Region, GivenSnapshot)
        : RdsArn.Parse(GivenSnapshot) is { } arn && arn.Kind == Kind.SnapshotArn ? arn
        : throw RdsErrors.BadArn(GivenSnapshot);

    /// <summary>Reads the request.</summary>
    public static SnapshotQuery Read(AwsCall call, QueryInput input, RdsKind kind)
    {
        var type = input.Optional("SnapshotType")?.ToLowerInvariant();
        if (type is not null && !kind.SnapshotTypes.Contains(type))
        {
            throw RdsErrors.InvalidValue($"Unknown snapshot type: {type}");
        }

        var snapshot = input.Optional(kind.SnapshotIdentifier);
        var database = input.Optional(kind.DatabaseIdentifier);
        RdsRules.OneName(kind, snapshot, database);
        return new SnapshotQuery(kind, call.Caller.AccountId, call.Region)
        {
            GivenSnapshot = snapshot,
            Database = database is null
                ? null
                : (RdsArn.Parse(database)?.Identifier ?? database).ToLowerInvariant(),
            ResourceId = input.Optional(kind.ResourceIdParameter),
            Type = type,
            IncludeShared = input.Flag("IncludeShared") ?? false,
            IncludePublic = input.Flag("IncludePublic") ?? false,
        };
    }

    /// <summary>The snapshots, in the order of their ARNs; AWS's "not found" when one is named that is not among them.</summary>
    public IReadOnlyList<DbSnapshot> Find(RdsState state)
    {
        var named = Named;
        List<DbSnapshot> found =
        [
            .. Candidates(state, named)
                .Where(s => s.Kind == Kind && s.Arn.Region == Region && Listed(s))
                .Where(s => named is null || (s.Arn == named && Namable(s)))
                .Where(s => Database is null || s.Database.Name == Database)
                .Where(s => ResourceId is null || s.Database.ResourceId == ResourceId),
        ];
        return named is null || found.Count > 0
            ? found
            : throw RdsErrors.SnapshotNotFound(Kind, GivenSnapshot!);
    }

    // Where only one, or only the caller's own, can be meant, the others need no look.
    private IEnumerable<DbSnapshot> Candidates(RdsState state, RdsArn? named) =>
        named is not null ? (state.Snapshot(named) is { } one ? [one] : [])
        : Type is "shared" or "public" || IncludeShared || IncludePublic ? state.Snapshots
        : state.SnapshotsIn(AccountId, Region);

    // Model, SnapshotType, IncludeShared, IncludePublic: shared and public ones only when asked for, and in their own
    // Region.
    private bool Listed(DbSnapshot snapshot)
    {
        var own = snapshot.Arn.AccountId == AccountId;
        var shared = !own && snapshot.SharedWith.Contains(AccountId);
        return Type switch
        {
            "manual" or "automated" or "awsbackup" => own && snapshot.SnapshotType == Type,
            "shared" => shared,
            "public" => snapshot.Public,
            _ => own || (IncludeShared && shared) || (IncludePublic && snapshot.Public),
        };
    }

    // Model, DBSnapshotIdentifier: "If this identifier is for an automated snapshot, the SnapshotType parameter must also
    // be specified."
    private bool Namable(DbSnapshot snapshot) => !snapshot.Automated || Type is not null;
}
