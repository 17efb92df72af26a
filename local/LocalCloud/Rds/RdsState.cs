using LocalCloud.Kernel;

namespace LocalCloud.Rds;

/// <summary>A tag.</summary>
public sealed record RdsTag(string Key, string Value);

/// <summary>What a snapshot keeps of its database; a copy hands it on unchanged.</summary>
public sealed record DatabaseFacts
{
    /// <summary>DBInstanceIdentifier.</summary>
    public required string Instance { get; init; }

    /// <summary>The instance's Region-unique, immutable id: <c>db-…</c>.</summary>
    public required string ResourceId { get; init; }

    /// <summary>For example postgres.</summary>
    public required string Engine { get; init; }

    /// <summary>For example 17.6.</summary>
    public required string EngineVersion { get; init; }

    /// <summary>For example postgresql-license.</summary>
    public required string LicenseModel { get; init; }

    /// <summary>GiB.</summary>
    public required int AllocatedStorage { get; init; }

    /// <summary>For example gp3.</summary>
    public required string StorageType { get; init; }

    /// <summary>The database administrator's name.</summary>
    public required string MasterUsername { get; init; }

    /// <summary>The database's port.</summary>
    public required int Port { get; init; }

    /// <summary>The instance's option group.</summary>
    public required string OptionGroup { get; init; }

    /// <summary>True when IAM authenticates database users.</summary>
    public bool IamAuthentication { get; init; }

    /// <summary>When the instance was created.</summary>
    public required DateTimeOffset InstanceCreateTime { get; init; }
}

/// <summary>A DB instance.</summary>
public sealed class DbInstance
{
    /// <summary>Its ARN: its identity.</summary>
    public required RdsArn Arn { get; init; }

    /// <summary>What its snapshots keep of it.</summary>
    public required DatabaseFacts Database { get; init; }

    /// <summary>For example db.t4g.micro.</summary>
    public required string InstanceClass { get; init; }

    /// <summary>The key of its storage, or null when it is not encrypted.</summary>
    public required KeyUse? Key { get; init; }

    /// <summary>DBName, or null.</summary>
    public string? DatabaseName { get; init; }

    /// <summary>Where it runs.</summary>
    public required string AvailabilityZone { get; init; }

    /// <summary>Days that automated backups are kept; only remembered here.</summary>
    public int BackupRetentionPeriod { get; init; } = 1;

    /// <summary>True when its snapshots get its tags.</summary>
    public bool CopyTagsToSnapshot { get; init; }

    /// <summary>True for a Multi-AZ DB instance.</summary>
    public bool MultiAz { get; init; }

    /// <summary>True when DeleteDBInstance is refused.</summary>
    public bool DeletionProtection { get; init; }

    /// <summary>creating, available or deleting.</summary>
    public string Status { get; set; } = "creating";

    /// <summary>Its tags.</summary>
    public List<RdsTag> Tags { get; } = [];
}

/// <summary>All DB instances and DB snapshots, by account, Region and identifier. Touched under the agenda's gate.</summary>
public sealed class RdsState
{
    // Ordered by ARN, so that lists and pages have one order.
    private readonly SortedDictionary<string, DbInstance> _instances = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, DbSnapshot> _snapshots = new(StringComparer.Ordinal);

    /// <summary>All instances of all accounts, in the order of their ARNs.</summary>
    public IEnumerable<DbInstance> Instances => _instances.Values;

    /// <summary>All snapshots of all accounts, in the order of their ARNs.</summary>
    public IEnumerable<DbSnapshot> Snapshots => _snapshots.Values;

    /// <summary>An instance, or null.</summary>
    public DbInstance? Instance(RdsArn arn) => _instances.GetValueOrDefault(Key(arn));

    /// <summary>A snapshot, or null.</summary>
    public DbSnapshot? Snapshot(RdsArn arn) => _snapshots.GetValueOrDefault(Key(arn));

    /// <summary>Adds an instance; its ARN must be free.</summary>
    public void Add(DbInstance instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        _instances.Add(Key(instance.Arn), instance);
    }

    /// <summary>Adds a snapshot; its ARN must be free.</summary>
    public void Add(DbSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        _snapshots.Add(Key(snapshot.Arn), snapshot);
    }

    /// <summary>Removes an instance.</summary>
    public void Remove(DbInstance instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        _instances.Remove(Key(instance.Arn));
    }

    /// <summary>Removes a snapshot.</summary>
    public void Remove(DbSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        _snapshots.Remove(Key(snapshot.Arn));
    }

    /// <summary>True while this very snapshot exists: a later one of the same name is another.</summary>
    public bool Holds(DbSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return ReferenceEquals(Snapshot(snapshot.Arn), snapshot);
    }

    /// <summary>Snapshots of one account in one Region.</summary>
    public IEnumerable<DbSnapshot> SnapshotsIn(string accountId, string region) =>
        Snapshots.Where(s => s.Arn.AccountId == accountId && s.Arn.Region == region);

    private static string Key(RdsArn arn)
    {
        ArgumentNullException.ThrowIfNull(arn);
        return arn.ToString();
    }
}
