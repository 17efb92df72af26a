namespace LocalCloud.Rds;

/// <summary>All databases, snapshots and option groups, by ARN. Touched under the agenda's gate.</summary>
public sealed class RdsState
{
    // Ordered by ARN, so that lists and pages have one order.
    private readonly SortedDictionary<string, RdsDatabase> _databases = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, DbSnapshot> _snapshots = new(StringComparer.Ordinal);
    private readonly Dictionary<
        (string Account, string Region),
        SortedDictionary<string, DbSnapshot>
    > _places = [];
    private readonly SortedDictionary<string, RdsOptionGroup> _optionGroups = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, RdsGroup> _groups = new(StringComparer.Ordinal);

    /// <summary>All DB instances and DB clusters of all accounts, in the order of their ARNs.</summary>
    public IEnumerable<RdsDatabase> Databases => _databases.Values;

    /// <summary>All snapshots of all accounts, in the order of their ARNs.</summary>
    public IEnumerable<DbSnapshot> Snapshots => _snapshots.Values;

    /// <summary>All option groups that somebody made, in the order of their ARNs.</summary>
    public IEnumerable<RdsOptionGroup> OptionGroups => _optionGroups.Values;

    /// <summary>A DB instance or DB cluster, or null.</summary>
    public RdsDatabase? Database(RdsArn arn) => _databases.GetValueOrDefault(Key(arn));

    /// <summary>A DB snapshot or DB cluster snapshot, or null.</summary>
    public DbSnapshot? Snapshot(RdsArn arn) => _snapshots.GetValueOrDefault(Key(arn));

    /// <summary>An option group, or null; the default ones are not here.</summary>
    public RdsOptionGroup? OptionGroup(RdsArn arn) => _optionGroups.GetValueOrDefault(Key(arn));

    /// <summary>Adds a database; its ARN must be free.</summary>
    public void Add(RdsDatabase database)
    {
        ArgumentNullException.ThrowIfNull(database);
        _databases.Add(Key(database.Arn), database);
    }

    /// <summary>Adds a snapshot; its ARN must be free.</summary>
    public void Add(DbSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        _snapshots.Add(Key(snapshot.Arn), snapshot);
        var place = (snapshot.Arn.AccountId, snapshot.Arn.Region);
        if (!_places.TryGetValue(place, out var there))
        {
            _places[place] = there = new SortedDictionary<string, DbSnapshot>(StringComparer.Ordinal);
        }

        there.Add(Key(snapshot.Arn), snapshot);
    }

    /// <summary>Adds an option group; its ARN must be free.</summary>
    public void Add(RdsOptionGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        _optionGroups.Add(Key(group.Arn), group);
    }

    /// <summary>Gives a database another name, which must be free. Its snapshots keep the name that it had.</summary>
    public void Rename(RdsDatabase database, RdsArn arn)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(arn);
        foreach (var member in MembersOf(database).ToList())
        {
            member.Cluster = arn.Identifier;
        }

        Remove(database);
        database.Facts = database.Facts with { Arn = arn };
        Add(database);
    }

    /// <summary>Removes a database.</summary>
    public void Remove(RdsDatabase database)
    {
        ArgumentNullException.ThrowIfNull(database);
        _databases.Remove(Key(database.Arn));
    }

    /// <summary>Removes a snapshot.</summary>
    public void Remove(DbSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        _snapshots.Remove(Key(snapshot.Arn));
        _places[(snapshot.Arn.AccountId, snapshot.Arn.Region)].Remove(Key(snapshot.Arn));
    }

    /// <summary>True while this very snapshot exists: a later one of the same name is another.</summary>
    public bool Holds(DbSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return ReferenceEquals(Snapshot(snapshot.Arn), snapshot);
    }

    /// <summary>Snapshots of one account in one Region, in the order of their ARNs.</summary>
    public IEnumerable<DbSnapshot> SnapshotsIn(string accountId, string region) =>
        _places.GetValueOrDefault((accountId, region))?.Values ?? Enumerable.Empty<DbSnapshot>();

    /// <summary>The instances of a DB cluster, the writer first: the one that was there first, as nothing fails over here.</summary>
    public IEnumerable<RdsDatabase> MembersOf(RdsDatabase cluster)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        return Databases
            .Where(d =>
                cluster.Kind == RdsKind.Cluster
                && d.Cluster == cluster.Facts.Name
                && d.Arn.IsIn(cluster.Arn.AccountId, cluster.Arn.Region)
            )
            .OrderBy(d => d.Facts.CreateTime);
    }

    /// <summary>A subnet or parameter group, or null; the default ones are not here.</summary>
    public RdsGroup? Group(RdsArn arn) => _groups.GetValueOrDefault(Key(arn));

    /// <summary>The subnet or parameter groups of one kind in one account and Region.</summary>
    public IEnumerable<RdsGroup> GroupsIn(string accountId, string region, RdsGroupKind kind) =>
        _groups.Values.Where(g => g.Kind == kind && g.Arn.IsIn(accountId, region));

    /// <summary>Adds a subnet or parameter group; its ARN must be free.</summary>
    public void Add(RdsGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        _groups.Add(Key(group.Arn), group);
    }

    /// <summary>What the option group of a snapshot holds, as its account and Region have it now.</summary>
    public IEnumerable<RdsOption> OptionsOf(DbSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return
            snapshot.OptionGroup is { } name
            && OptionGroup(RdsArn.OptionGroup(snapshot.Arn.AccountId, snapshot.Arn.Region, name)) is { } group
            ? group.Options.Values
            : [];
    }

    private static string Key(RdsArn arn)
    {
        ArgumentNullException.ThrowIfNull(arn);
        return arn.ToString();
    }
}
