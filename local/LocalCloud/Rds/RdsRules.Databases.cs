using LocalCloud.Kernel;

namespace LocalCloud.Rds;

internal static partial class RdsRules
{
    /// <summary>Characters of a Multi-AZ DB cluster's name (model, DBClusterIdentifier).</summary>
    public const int LongestMultiAzCluster = 52;

    /// <summary>
    /// An engine of RDS DB instances (model, Engine). Instances of Aurora, DocumentDB and Neptune are members of clusters: without one AWS
    /// makes none either (our words).
    /// </summary>
    public static RdsEngine InstanceEngine(string name) =>
        RdsEngine.OfInstances.GetValueOrDefault(name)
        ?? throw (
            RdsEngine.OfClusters.ContainsKey(name)
                ? RdsErrors.InvalidCombination($"DBClusterIdentifier is required for the engine {name}.")
                : BadEngine()
        );

    /// <summary>An engine of DB clusters.</summary>
    public static RdsEngine ClusterEngine(string name) =>
        RdsEngine.OfClusters.GetValueOrDefault(name) ?? throw BadEngine();

    /// <summary>True of the engines whose clusters are Multi-AZ DB clusters of RDS.</summary>
    public static bool IsMultiAzEngine(string name) => RdsEngine.OfInstances.ContainsKey(name);

    /// <summary>
    /// Size in GiB of an instance. AWS's limits of size differ by engine and storage type: these are the widest
    /// (model, AllocatedStorage).
    /// </summary>
    public static void Storage(string engine, string storageType, int gibibytes)
    {
        if (gibibytes is < 5 or > 65536)
        {
            throw RdsErrors.InvalidValue(
                $"Invalid storage size for engine name {engine} and storage type {storageType}: {gibibytes}"
            );
        }
    }

    /// <summary>
    /// A Multi-AZ DB cluster needs storage and a class, as its instances are made with it (model, AllocatedStorage,
    /// DBClusterInstanceClass). Of the others AWS takes no size; here it is what they hold.
    /// </summary>
    public static void ClusterStorage(DatabaseFacts facts, int? gibibytes)
    {
        if (!facts.MultiAzCluster)
        {
            if (facts.AllocatedStorage < 1)
            {
                throw RdsErrors.InvalidValue(
                    $"Invalid storage size for engine name {facts.Engine}: {gibibytes}"
                );
            }

            return;
        }

        if (gibibytes is null || facts.InstanceClass is null)
        {
            throw RdsErrors.InvalidCombination(
                "AllocatedStorage and DBClusterInstanceClass are required to create a Multi-AZ DB cluster."
            );
        }

        Storage(facts.Engine, facts.StorageType, gibibytes.Value);
    }

    /// <summary>A key is for encrypted storage only (model, KmsKeyId; our words).</summary>
    public static void KeyOfStorage(bool encrypted, string? key)
    {
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
    /// Deleting a database: not when it is protected or being deleted, nor a cluster with members; either a name for the final snapshot or
    /// the word that none is wanted (model; texts as seen in public code). Of a member no snapshot is taken.
    /// </summary>
    public static void DeleteDatabase(
        RdsDatabase database,
        bool skipFinalSnapshot,
        string? finalSnapshot,
        DbSnapshot? sameName,
        IEnumerable<RdsDatabase> members
    )
    {
        if (database.DeletionProtection)
        {
            throw RdsErrors.InvalidCombination(
                $"Cannot delete protected {database.Kind.Title}, please disable deletion protection and try again."
            );
        }

        FinalSnapshot(skipFinalSnapshot || (database.IsMember && finalSnapshot is null), finalSnapshot);
        if (finalSnapshot is not null && database.IsMember)
        {
            throw RdsErrors.SnapshotOfMember();
        }

        if (members.Any(m => m.Status != "deleting"))
        {
            throw RdsErrors.ClusterHasMembers();
        }

        if (sameName is not null)
        {
            throw RdsErrors.SnapshotExists(database.Kind, sameName.Arn.Identifier);
        }

        var name = $"{database.Kind.Word} {database.Arn.Identifier}";
        if (database.Status == "deleting")
        {
            throw RdsErrors.InvalidDatabaseState(database.Kind, $"{name} is already being deleted.");
        }

        if (database.Status == "creating" && finalSnapshot is not null)
        {
            throw RdsErrors.InvalidDatabaseState(
                database.Kind,
                $"{name} is currently creating - a final snapshot cannot be taken."
            );
        }
    }

    private static void FinalSnapshot(bool skip, string? name)
    {
        if (!skip && name is null)
        {
            throw RdsErrors.InvalidCombination(
                "FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified."
            );
        }

        if (skip && name is not null)
        {
            throw RdsErrors.InvalidCombination(
                "FinalDBSnapshotIdentifier can not be specified when SkipFinalSnapshot is true."
            );
        }
    }

    private static AwsError BadEngine() => RdsErrors.InvalidValue("Invalid DB engine");
}
