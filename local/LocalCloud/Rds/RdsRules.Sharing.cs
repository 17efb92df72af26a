using System.Text.RegularExpressions;

namespace LocalCloud.Rds;

internal static partial class RdsRules
{
    private const int MostAccounts = 20;

    /// <summary>
    /// The snapshot to share. An automated one is refused by its name alone, as the colon is no letter of an identifier
    /// (recorded reply; RDS-UG, Sharing a DB snapshot: only manual snapshots).
    /// </summary>
    public static RdsArn SharedSnapshot(string? given, string accountId, string region)
    {
        const string parameter = "DBSnapshotIdentifier";
        var arn = ExistingSnapshot(given, parameter, accountId, region);
        return arn.Identifier.Contains(':', StringComparison.Ordinal)
            ? throw RdsErrors.BadIdentifier(parameter)
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
    /// The snapshot must be available (model, InvalidDBSnapshotState); an encrypted one is never public (model, ValuesToAdd);
    /// one under the account's AWS managed key is not shared at all (RDS-UG, Sharing encrypted snapshots); no more than 20
    /// accounts (RDS-UG, Sharing a DB snapshot).
    /// </summary>
    public static void Share(DbSnapshot snapshot, IReadOnlyList<string> add, IReadOnlyList<string> remove)
    {
        if (snapshot.Status != "available")
        {
            throw RdsErrors.InvalidSnapshotState(
                "Cannot modify the snapshot because it is not currently in the available state."
            );
        }

        if (add.Count > 0 && snapshot.Key is { AwsManaged: true })
        {
            throw RdsErrors.DefaultKeyNotShared();
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

    [GeneratedRegex(@"\A[0-9]{12}\z")]
    private static partial Regex Account();
}
