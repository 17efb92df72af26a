using LocalCloud.Kernel;

namespace LocalCloud.Rds;

/// <summary>Filters of the describe operations: the values of one filter are alternatives, several filters all hold.</summary>
internal static class RdsFilters
{
    private static readonly Dictionary<RdsKind, Known<DbSnapshot>> _snapshots = new()
    {
        [RdsKind.Instance] = new(StringComparer.Ordinal)
        {
            ["db-instance-id"] = OfDatabase,
            ["db-snapshot-id"] = Named,
            ["dbi-resource-id"] = (s, v) => v.Has(s.Database.ResourceId),
            ["snapshot-type"] = (s, v) => v.Has(s.SnapshotType),
            ["engine"] = (s, v) => v.Has(s.Database.Engine),
        },
        [RdsKind.Cluster] = new(StringComparer.Ordinal)
        {
            ["db-cluster-id"] = OfDatabase,
            ["db-cluster-snapshot-id"] = Named,
            ["snapshot-type"] = (s, v) => v.Has(s.SnapshotType),
            ["engine"] = (s, v) => v.Has(s.Database.Engine),
        },
    };

    // Those about domains and clones find nothing: there are none here.
    private static readonly Dictionary<RdsKind, Known<RdsDatabase>> _databases = new()
    {
        [RdsKind.Instance] = new(StringComparer.Ordinal)
        {
            ["db-cluster-id"] = MemberOf,
            ["db-instance-id"] = Named,
            ["dbi-resource-id"] = (i, v) => v.Has(i.Facts.ResourceId),
            ["domain"] = Nothing,
            ["engine"] = (i, v) => v.Has(i.Facts.Engine),
        },
        [RdsKind.Cluster] = new(StringComparer.Ordinal)
        {
            ["clone-group-id"] = Nothing,
            ["db-cluster-id"] = Named,
            ["db-cluster-resource-id"] = (c, v) => v.Has(c.Facts.ResourceId),
            ["domain"] = Nothing,
            ["engine"] = (c, v) => v.Has(c.Facts.Engine),
        },
    };

    /// <summary>What passes all filters of a DescribeDBSnapshots or DescribeDBClusterSnapshots (model, Filters).</summary>
    public static IEnumerable<DbSnapshot> Apply(
        QueryInput input,
        IEnumerable<DbSnapshot> all,
        RdsKind kind
    ) => Apply(input, all, _snapshots[kind]);

    /// <summary>What passes all filters of a DescribeDBInstances or DescribeDBClusters (model, Filters).</summary>
    public static IEnumerable<RdsDatabase> Apply(
        QueryInput input,
        IEnumerable<RdsDatabase> all,
        RdsKind kind
    ) => Apply(input, all, _databases[kind]);

    private static IEnumerable<T> Apply<T>(QueryInput input, IEnumerable<T> all, Known<T> known)
    {
        foreach (var prefix in input.Structures("Filters", "Filter"))
        {
            var name = input.Required(prefix + ".Name");
            var values = new FilterValues(input.List(prefix + ".Values", "Value"));
            var matches =
                known.GetValueOrDefault(name)
                ?? throw RdsErrors.InvalidValue($"Unrecognized filter name: {name}");
            all = all.Where(item => matches(item, values));
        }

        return all;
    }

    // A copy is found by its database's name, or by the ARN that a database of that name would have next to it.
    private static bool OfDatabase(DbSnapshot snapshot, FilterValues values) =>
        values.HasName(
            snapshot.Database.Name,
            () =>
                snapshot.Kind.DatabaseIn(snapshot.Arn.AccountId, snapshot.Arn.Region, snapshot.Database.Name)
        );

    private static bool Named(DbSnapshot snapshot, FilterValues values) => Names(snapshot.Arn, values);

    private static bool Named(RdsDatabase database, FilterValues values) => Names(database.Arn, values);

    private static bool Names(RdsArn arn, FilterValues values) => values.HasName(arn.Identifier, () => arn);

    private static bool MemberOf(RdsDatabase instance, FilterValues values) =>
        instance.Cluster is { } cluster
        && Names(RdsKind.Cluster.DatabaseIn(instance.Arn.AccountId, instance.Arn.Region, cluster), values);

    private static bool Nothing(RdsDatabase database, FilterValues values) => false;

    private sealed class Known<T>(StringComparer comparer)
        : Dictionary<string, Func<T, FilterValues, bool>>(comparer);

    /// <summary>The values of a filter. A wave has thousands of snapshots looked through for ten names, thousands of times.</summary>
    private sealed class FilterValues(IReadOnlyList<string> given)
    {
        private readonly HashSet<string> _names = new(given, StringComparer.OrdinalIgnoreCase);
        private readonly bool _hasArns = given.Any(v => v.Contains(':', StringComparison.Ordinal));

        public bool Has(string value) => given.Contains(value, StringComparer.Ordinal);

        public bool HasName(string name, Func<RdsArn> arn) =>
            _names.Contains(name) || (_hasArns && _names.Contains(arn().ToString()));
    }
}
