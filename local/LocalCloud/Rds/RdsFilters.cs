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
            ["dbi-resource-id"] = (s, v) => v == s.Database.ResourceId,
            ["snapshot-type"] = (s, v) => v == s.SnapshotType,
            ["engine"] = (s, v) => v == s.Database.Engine,
        },
        [RdsKind.Cluster] = new(StringComparer.Ordinal)
        {
            ["db-cluster-id"] = OfDatabase,
            ["db-cluster-snapshot-id"] = Named,
            ["snapshot-type"] = (s, v) => v == s.SnapshotType,
            ["engine"] = (s, v) => v == s.Database.Engine,
        },
    };

    // Those about domains and clones find nothing: there are none here.
    private static readonly Dictionary<RdsKind, Known<RdsDatabase>> _databases = new()
    {
        [RdsKind.Instance] = new(StringComparer.Ordinal)
        {
            ["db-cluster-id"] = MemberOf,
            ["db-instance-id"] = Named,
            ["dbi-resource-id"] = (i, v) => v == i.Facts.ResourceId,
            ["domain"] = Nothing,
            ["engine"] = (i, v) => v == i.Facts.Engine,
        },
        [RdsKind.Cluster] = new(StringComparer.Ordinal)
        {
            ["clone-group-id"] = Nothing,
            ["db-cluster-id"] = Named,
            ["db-cluster-resource-id"] = (c, v) => v == c.Facts.ResourceId,
            ["domain"] = Nothing,
            ["engine"] = (c, v) => v == c.Facts.Engine,
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
            var values = input.List(prefix + ".Values", "Value");
            var matches =
                known.GetValueOrDefault(name)
                ?? throw RdsErrors.InvalidValue($"Unrecognized filter name: {name}");
            all = all.Where(item => values.Any(v => matches(item, v)));
        }

        return all;
    }

    // A copy is found by its database's name, or by the ARN that a database of that name would have next to it.
    private static bool OfDatabase(DbSnapshot snapshot, string value) =>
        Same(value, snapshot.Database.Name)
        || Same(
            value,
            snapshot
                .Kind.DatabaseIn(snapshot.Arn.AccountId, snapshot.Arn.Region, snapshot.Database.Name)
                .ToString()
        );

    private static bool Named(DbSnapshot snapshot, string value) => Names(snapshot.Arn, value);

    private static bool Named(RdsDatabase database, string value) => Names(database.Arn, value);

    private static bool Names(RdsArn arn, string value) =>
        Same(value, arn.Identifier) || Same(value, arn.ToString());

    private static bool MemberOf(RdsDatabase instance, string value) =>
        instance.Cluster is { } cluster
        && Names(RdsKind.Cluster.DatabaseIn(instance.Arn.AccountId, instance.Arn.Region, cluster), value);

    private static bool Nothing(RdsDatabase database, string value) => false;

    private static bool Same(string value, string lower) =>
        string.Equals(value, lower, StringComparison.OrdinalIgnoreCase);

    private sealed class Known<T>(StringComparer comparer)
        : Dictionary<string, Func<T, string, bool>>(comparer);
}
