using LocalCloud.Kernel;

namespace LocalCloud.Rds;

/// <summary>What an engine defaults to.</summary>
internal sealed record RdsEngine(string Version, int Port, string License)
{
    public static readonly IReadOnlyDictionary<string, RdsEngine> All = new Dictionary<string, RdsEngine>(
        StringComparer.Ordinal
    )
    {
        ["db2-ae"] = new("11.5.9.0.sb00063198.r1", 50000, "bring-your-own-license"),
        ["db2-se"] = new("11.5.9.0.sb00063198.r1", 50000, "bring-your-own-license"),
        ["mariadb"] = new("11.8.3", 3306, "general-public-license"),
        ["mysql"] = new("8.4.6", 3306, "general-public-license"),
        ["oracle-ee"] = new("19.0.0.0.ru-2025-07.rur-2025-07.r1", 1521, "bring-your-own-license"),
        ["oracle-se2"] = new("19.0.0.0.ru-2025-07.rur-2025-07.r1", 1521, "license-included"),
        ["postgres"] = new("17.6", 5432, "postgresql-license"),
        ["sqlserver-ee"] = new("16.00.4205.1.v1", 1433, "license-included"),
        ["sqlserver-ex"] = new("16.00.4205.1.v1", 1433, "license-included"),
        ["sqlserver-se"] = new("16.00.4205.1.v1", 1433, "license-included"),
        ["sqlserver-web"] = new("16.00.4205.1.v1", 1433, "license-included"),
    };

    /// <summary>The option group that AWS makes: <c>default:postgres-17</c>, <c>default:mysql-8-4</c>.</summary>
    public static string DefaultOptionGroup(string engine, string version)
    {
        var parts = version.Split('.');
        return $"default:{engine}-{(engine == "postgres" || parts.Length < 2 ? parts[0] : $"{parts[0]}-{parts[1]}")}";
    }
}

internal static partial class RdsRules
{
    /// <summary>An engine of RDS DB instances (model, Engine). Aurora's instances are members of clusters.</summary>
    public static RdsEngine Engine(string name)
    {
        if (name.StartsWith("aurora", StringComparison.Ordinal))
        {
            throw new AwsError(
                "NotSimulated",
                $"The local cloud does not simulate Aurora ({name}). Its README lists what it does.",
                501
            );
        }

        return RdsEngine.All.GetValueOrDefault(name) ?? throw RdsErrors.InvalidValue("Invalid DB engine");
    }

    /// <summary>
    /// Size in GiB and key of an instance. AWS's limits of size differ by engine and storage type: these are the widest
    /// (model, AllocatedStorage). A key is for encrypted storage only (model, KmsKeyId; our words).
    /// </summary>
    public static void Storage(string engine, string storageType, int gibibytes, bool encrypted, string? key)
    {
        if (gibibytes is < 5 or > 65536)
        {
            throw RdsErrors.InvalidValue(
                $"Invalid storage size for engine name {engine} and storage type {storageType}: {gibibytes}"
            );
        }

        if (key is not null && !encrypted)
        {
            throw RdsErrors.InvalidCombination(
                "KmsKeyId can be specified only when StorageEncrypted is true."
            );
        }
    }

    /// <summary>A password, if one is given, has at least 8 characters (model, MasterUserPassword; text as seen in public code).</summary>
    public static void Password(string? password)
    {
        if (password is { Length: < 8 })
        {
            throw RdsErrors.InvalidValue(
                "The parameter MasterUserPassword is not a valid password because it is shorter than 8 characters."
            );
        }
    }

    /// <summary>
    /// Deleting an instance: not when it is protected or being deleted; either a name for the final snapshot or the word
    /// that none is wanted (model; texts as seen in public code).
    /// </summary>
    public static void DeleteInstance(
        DbInstance instance,
        bool skipFinalSnapshot,
        string? finalSnapshot,
        DbSnapshot? sameName
    )
    {
        if (instance.DeletionProtection)
        {
            throw RdsErrors.InvalidCombination(
                "Cannot delete protected DB Instance, please disable deletion protection and try again."
            );
        }

        if (!skipFinalSnapshot && finalSnapshot is null)
        {
            throw RdsErrors.InvalidCombination(
                "FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified."
            );
        }

        if (skipFinalSnapshot && finalSnapshot is not null)
        {
            throw RdsErrors.InvalidCombination(
                "FinalDBSnapshotIdentifier can not be specified when SkipFinalSnapshot is true."
            );
        }

        if (sameName is not null)
        {
            throw RdsErrors.SnapshotExists(sameName.Arn.Identifier);
        }

        if (instance.Status == "deleting")
        {
            throw InvalidState($"Instance {instance.Arn.Identifier} is already being deleted.");
        }

        if (instance.Status == "creating" && finalSnapshot is not null)
        {
            throw InvalidState(
                $"Instance {instance.Arn.Identifier} is currently creating - a final snapshot cannot be taken."
            );
        }
    }

    private static AwsError InvalidState(string message) => new("InvalidDBInstanceState", message);
}
