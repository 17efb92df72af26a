using LocalCloud.Kernel;

namespace LocalCloud.Rds;

/// <summary>Which snapshots a DescribeDBSnapshots asks for, filters and pages aside.</summary>
internal sealed record SnapshotQuery(string AccountId, string Region)
{
    /// <summary>DBSnapshotIdentifier as given, or null.</summary>
    public string? GivenSnapshot { get; private init; }

    /// <summary>DBInstanceIdentifier in lower case, or null.</summary>
    public string? Instance { get; private init; }

    /// <summary>DbiResourceId, or null.</summary>
    public string? ResourceId { get; private init; }

    /// <summary>SnapshotType, or null.</summary>
    public string? Type { get; private init; }

    /// <summary>IncludeShared.</summary>
    public bool IncludeShared { get; private init; }

    /// <summary>IncludePublic.</summary>
    public bool IncludePublic { get; private init; }

    /// <summary>What the caller's policy must allow: the snapshot or instance that is named, else all snapshots.</summary>
    public RdsArn Resource =>
        Named
        ?? (
            Instance is null
                ? RdsArn.Snapshot(AccountId, Region, "*")
                : RdsArn.Instance(AccountId, Region, Instance)
        );

    private RdsArn? Named =>
        GivenSnapshot is null ? null
        : !GivenSnapshot.StartsWith("arn:", StringComparison.OrdinalIgnoreCase)
            ? RdsArn.Snapshot(AccountId, Region, GivenSnapshot)
        : RdsArn.Parse(GivenSnapshot) is { Kind: "snapshot" } arn ? arn
        : throw RdsErrors.BadArn(GivenSnapshot);

    /// <summary>Reads the request.</summary>
    public static SnapshotQuery Read(AwsCall call, QueryInput input)
    {
        var type = input.Optional("SnapshotType")?.ToLowerInvariant();
        if (type is not (null or "automated" or "manual" or "shared" or "public" or "awsbackup"))
        {
            throw RdsErrors.InvalidValue($"Unknown snapshot type: {type}");
        }

        return new SnapshotQuery(call.Caller.AccountId, call.Region)
        {
            GivenSnapshot = input.Optional("DBSnapshotIdentifier"),
            Instance = input.Optional("DBInstanceIdentifier") is { } db
                ? (RdsArn.Parse(db)?.Identifier ?? db).ToLowerInvariant()
                : null,
            ResourceId = input.Optional("DbiResourceId"),
            Type = type,
            IncludeShared = input.Flag("IncludeShared") ?? false,
            IncludePublic = input.Flag("IncludePublic") ?? false,
        };
    }

    /// <summary>The snapshots, in the order of their ARNs; AWS's DBSnapshotNotFound when one is named that is not among them.</summary>
    public IReadOnlyList<DbSnapshot> Find(RdsState state)
    {
        var named = Named;
        List<DbSnapshot> found =
        [
            .. state
                .Snapshots.Where(s => s.Arn.Region == Region && Listed(s))
                .Where(s => named is null || (s.Arn == named && Namable(s)))
                .Where(s => Instance is null || s.Database.Instance == Instance)
                .Where(s => ResourceId is null || s.Database.ResourceId == ResourceId),
        ];
        return named is null || found.Count > 0 ? found : throw RdsErrors.SnapshotNotFound(GivenSnapshot!);
    }

    // Model, SnapshotType, IncludeShared, IncludePublic: shared and public ones only when asked for, and in their own
    // Region. AWS Backup has none here.
    private bool Listed(DbSnapshot snapshot)
    {
        var own = snapshot.Arn.AccountId == AccountId;
        var shared = !own && snapshot.SharedWith.Contains(AccountId);
        return Type switch
        {
            "manual" or "automated" => own && snapshot.SnapshotType == Type,
            "shared" => shared,
            "public" => snapshot.Public,
            "awsbackup" => false,
            _ => own || (IncludeShared && shared) || (IncludePublic && snapshot.Public),
        };
    }

    // Model, DBSnapshotIdentifier: "If this identifier is for an automated snapshot, the SnapshotType parameter must also
    // be specified."
    private bool Namable(DbSnapshot snapshot) => !snapshot.Automated || Type is not null;
}
