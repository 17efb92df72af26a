using LocalCloud.Kernel;

namespace LocalCloud.Rds;

/// <summary>Filters of the describe operations: the values of one filter are alternatives, several filters all hold.</summary>
internal static class RdsFilters
{
    /// <summary>Filters of DescribeDBSnapshots (model).</summary>
    public static readonly IReadOnlyDictionary<string, Func<DbSnapshot, string, bool>> Snapshots =
        new Dictionary<string, Func<DbSnapshot, string, bool>>(StringComparer.Ordinal)
        {
            ["db-instance-id"] = (s, v) => IsInstance(v, s.Arn.AccountId, s.Arn.Region, s.Database.Instance),
            ["db-snapshot-id"] = (s, v) => Same(v, s.Arn.Identifier) || Same(v, s.Arn.ToString()),
            ["dbi-resource-id"] = (s, v) => v == s.Database.ResourceId,
            ["snapshot-type"] = (s, v) => v == s.SnapshotType,
            ["engine"] = (s, v) => v == s.Database.Engine,
        };

    /// <summary>Filters of DescribeDBInstances that make sense without clusters and domains (model).</summary>
    public static readonly IReadOnlyDictionary<string, Func<DbInstance, string, bool>> Instances =
        new Dictionary<string, Func<DbInstance, string, bool>>(StringComparer.Ordinal)
        {
            ["db-cluster-id"] = (_, _) => false,
            ["db-instance-id"] = (i, v) => IsInstance(v, i.Arn.AccountId, i.Arn.Region, i.Arn.Identifier),
            ["dbi-resource-id"] = (i, v) => v == i.Database.ResourceId,
            ["domain"] = (_, _) => false,
            ["engine"] = (i, v) => v == i.Database.Engine,
        };

    /// <summary>What passes all filters of the request; AWS's InvalidParameterValue for one that it does not know.</summary>
    public static IEnumerable<T> Apply<T>(
        QueryInput input,
        IEnumerable<T> all,
        IReadOnlyDictionary<string, Func<T, string, bool>> known
    )
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

    private static bool IsInstance(string value, string accountId, string region, string identifier) =>
        Same(value, identifier) || Same(value, RdsArn.Instance(accountId, region, identifier).ToString());

    private static bool Same(string value, string lower) =>
        string.Equals(value, lower, StringComparison.OrdinalIgnoreCase);
}
