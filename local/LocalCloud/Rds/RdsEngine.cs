namespace LocalCloud.Rds;

/// <summary>What an engine defaults to.</summary>
internal sealed record RdsEngine(string Version, int Port, string License)
{
    private const string OwnLicense = "bring-your-own-license";
    private const string Included = "license-included";

    /// <summary>Engines of DB instances (model, CreateDBInstance, Engine). Those of clusters are members there.</summary>
    public static readonly IReadOnlyDictionary<string, RdsEngine> OfInstances = new Dictionary<
        string,
        RdsEngine
    >(StringComparer.Ordinal)
    {
        ["db2-ae"] = new("11.5.9.0.sb00063198.r1", 50000, OwnLicense),
        ["db2-se"] = new("11.5.9.0.sb00063198.r1", 50000, OwnLicense),
        ["mariadb"] = new("11.8.3", 3306, "general-public-license"),
        ["mysql"] = new("8.4.6", 3306, "general-public-license"),
        ["oracle-ee"] = new("19.0.0.0.ru-2025-07.rur-2025-07.r1", 1521, OwnLicense),
        ["oracle-se2"] = new("19.0.0.0.ru-2025-07.rur-2025-07.r1", 1521, Included),
        ["postgres"] = new("17.6", 5432, "postgresql-license"),
        ["sqlserver-ee"] = new("16.00.4205.1.v1", 1433, Included),
        ["sqlserver-ex"] = new("16.00.4205.1.v1", 1433, Included),
        ["sqlserver-se"] = new("16.00.4205.1.v1", 1433, Included),
        ["sqlserver-web"] = new("16.00.4205.1.v1", 1433, Included),
    };

    /// <summary>Engines of DB clusters (models of RDS, DocumentDB and Neptune, CreateDBCluster, Engine); mysql and postgres are Multi-AZ DB clusters.</summary>
    public static readonly IReadOnlyDictionary<string, RdsEngine> OfClusters = new Dictionary<
        string,
        RdsEngine
    >(StringComparer.Ordinal)
    {
        ["aurora-mysql"] = new("8.0.mysql_aurora.3.10.1", 3306, "general-public-license"),
        ["aurora-postgresql"] = new("17.6", 5432, "postgresql-license"),
        ["docdb"] = new("5.0.0", 27017, "na"),
        ["mysql"] = OfInstances["mysql"],
        ["neptune"] = new("1.4.6.0", 8182, "amazon-license"),
        ["postgres"] = OfInstances["postgres"],
    };

    /// <summary>The option group that AWS makes: <c>default:postgres-17</c>, <c>default:mysql-8-4</c>, <c>default:oracle-ee-19</c>.</summary>
    public static string DefaultOptionGroup(string engine, string version)
    {
        var parts = version.Split('.');
        var major =
            parts.Length < 2
            || engine.Contains("postgres", StringComparison.Ordinal)
            || engine.StartsWith("oracle", StringComparison.Ordinal)
                ? parts[0]
                : $"{parts[0]}-{parts[1]}";
        return $"default:{engine}-{major}";
    }

    /// <summary>The default option group of that name, if an engine has one; null otherwise.</summary>
    public static RdsOptionGroup? OptionGroupByDefault(RdsArn arn)
    {
        var engine = OfInstances.Keys.FirstOrDefault(e =>
            arn.Identifier.StartsWith($"default:{e}-", StringComparison.Ordinal)
        );
        return engine is null
            ? null
            : new RdsOptionGroup(
                arn,
                engine,
                arn.Identifier[$"default:{engine}-".Length..].Replace('-', '.'),
                $"Default option group for {engine}"
            );
    }
}
