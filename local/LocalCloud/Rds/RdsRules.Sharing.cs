using System.Text.RegularExpressions;

namespace LocalCloud.Rds;

internal static partial class RdsRules
{
    private const int MostAccounts = 20;

    /// <summary>
    /// The snapshot to share. AWS Backup's, and an instance's automated one, are refused by their names alone, as the colon is no letter
    /// of an identifier (recorded replies; RDS-UG, Sharing a DB snapshot: only manual snapshots).
    /// </summary>
    public static RdsArn SharedSnapshot(RdsKind kind, string? given, string accountId, string region)
    {
        var arn = ExistingSnapshot(kind, given, kind.SnapshotIdentifier, accountId, region);
        if (arn.Identifier.StartsWith("awsbackup:", StringComparison.Ordinal))
        {
            throw RdsErrors.BadIdentifier(arn.Identifier);
        }

        return kind.AutomatedNameIsNoIdentifier && arn.Identifier.Contains(':', StringComparison.Ordinal)
            ? throw RdsErrors.BadIdentifier(kind.SnapshotIdentifier)
            : arn;
    }

    /// <summary>The request itself: attribute restore, values account ids or all, none both added and removed (model; code).</summary>
    public static void ShareRequest(string attribute, IReadOnlyList<string> add, IReadOnlyList<string> remove)
    {
        if (attribute != "restore")
        {
            throw RdsErrors.InvalidValue($"Invalid snapshot attribute {attribute}");
        }

        if (add.Concat(remove).FirstOrDefault(v => v != "all" && !Account().IsMatch(v)) is { } bad)
        {
            throw RdsErrors.InvalidValue($"Invalid account id {bad}");
        }

        if (add.Intersect(remove, StringComparer.Ordinal).FirstOrDefault() is { } both)
        {
            throw RdsErrors.InvalidCombination(
                $"A value may not appear in both the add list and remove list. {both}"
            );
        }
    }

    /// <summary>
    /// The snapshot must be manual and available (model, InvalidDBSnapshotState and its cluster twin); an encrypted one is never public
    /// (model, ValuesToAdd); no more than 20 accounts (RDS-UG, Sharing a DB snapshot).
    /// </summary>
    public static void Share(
        DbSnapshot snapshot,
        IEnumerable<RdsOption> options,
        IReadOnlyList<string> add,
        IReadOnlyList<string> remove
    )
    {
        if (snapshot.Automated)
        {
            throw RdsErrors.AutomatedNotShared(snapshot.Kind);
        }

        if (snapshot.Status != "available")
        {
            throw RdsErrors.InvalidSnapshotState(
                snapshot.Kind,
                "Cannot modify the snapshot because it is not currently in the available state."
            );
        }

        if (add.Count > 0)
        {
            Shareable(snapshot, [.. options.Where(o => !o.Shareable).Select(o => o.Name)]);
        }

        if (snapshot.Encrypted && add.Contains("all", StringComparer.Ordinal))
        {
            throw RdsErrors.InvalidCombination("Encrypted snapshots cannot be made public.");
        }

        var accounts = snapshot
            .SharedWith.Union(add, StringComparer.Ordinal)
            .Except(remove, StringComparer.Ordinal);
        if (accounts.Count(v => v != "all") > MostAccounts)
        {
            throw RdsErrors.SharedWithTooMany();
        }
    }

    /// <summary>
    /// What is never shared: a Multi-AZ DB cluster's snapshot, one with the encryption of Oracle or SQL Server or with other permanent or
    /// persistent options (RDS-UG, Sharing a DB snapshot), one under the account's AWS managed key (RDS-UG, Sharing encrypted snapshots).
    /// That one under an AWS owned key is not shared either is assumed.
    /// </summary>
    private static void Shareable(DbSnapshot snapshot, IReadOnlyList<string> unshareable)
    {
        if (snapshot.Database.MultiAzCluster)
        {
            throw RdsErrors.MultiAzCluster("shared");
        }

        if (unshareable.Count > 0)
        {
            throw RdsErrors.OptionsNotShared(unshareable);
        }

        if (snapshot.Encryption.Key is { AwsManaged: true })
        {
            throw RdsErrors.DefaultKeyNotShared();
        }

        if (OwnedKey(snapshot))
        {
            throw RdsErrors.OwnedKeyNotShared();
        }
    }

    [GeneratedRegex(@"\A[0-9]{12}\z")]
    private static partial Regex Account();
}
