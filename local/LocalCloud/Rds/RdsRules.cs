using System.Text.RegularExpressions;
using LocalCloud.Kernel;

namespace LocalCloud.Rds;

/// <summary>
/// What RDS allows, and which error it answers otherwise. Pure: given the facts, a rule returns or throws an
/// <see cref="AwsError"/>. "Model" is the documentation in AWS's service model, "RDS-UG" the RDS User Guide, "code" what
/// public code relies on.
/// </summary>
internal static partial class RdsRules
{
    private const int MostTags = 50;

    /// <summary>
    /// The name of a new snapshot: 1 to 255 letters, digits and hyphens (63 for a cluster's), a letter first, no hyphen last or twice
    /// (model). Stored in lower case.
    /// </summary>
    public static string NewSnapshot(RdsKind kind, string? given, string parameter)
    {
        var name = NotBlank(given, parameter);
        return name.Length <= kind.LongestSnapshotName || !char.IsAsciiLetter(name[0])
            ? Named(name, name, parameter)
            : throw RdsErrors.BadIdentifier(parameter);
    }

    /// <summary>A snapshot that exists, by identifier (own account, this Region) or ARN (model).</summary>
    public static RdsArn ExistingSnapshot(
        RdsKind kind,
        string? given,
        string parameter,
        string accountId,
        string region
    )
    {
        var name = NotBlank(given, parameter);
        if (!name.StartsWith("arn:", StringComparison.OrdinalIgnoreCase))
        {
            var plain = Prefix().Replace(name, "");
            return kind.SnapshotIn(accountId, region, name[..^plain.Length] + Named(plain, name, parameter));
        }

        return RdsArn.Parse(name) is { } arn && arn.Kind == kind.SnapshotArn
            ? arn
            : throw RdsErrors.BadArn(name);
    }

    /// <summary>Of some snapshots, one is described by its own name or by its database's, not by both (model).</summary>
    public static void OneName(RdsKind kind, string? snapshot, string? database)
    {
        if (kind.OneIdentifierOnly && snapshot is not null && database is not null)
        {
            throw RdsErrors.InvalidCombination(
                $"{kind.DatabaseIdentifier} can't be used in conjunction with {kind.SnapshotIdentifier}."
            );
        }
    }

    /// <summary>The name of a database: 1 to 63 characters, 52 of a Multi-AZ DB cluster, else as a snapshot's (model).</summary>
    public static string NewDatabase(RdsKind kind, string? given, int longest = 63)
    {
        var name = NotBlank(given, kind.DatabaseIdentifier);
        return name.Length <= longest && Name().IsMatch(name)
            ? name.ToLowerInvariant()
            : throw RdsErrors.BadIdentifier(kind.DatabaseIdentifier);
    }

    /// <summary>
    /// Tags: at most 50; keys of 1 to 128 characters, values up to 256, from a set of characters; nothing that begins
    /// aws: or rds: (model; RDS-UG, Tagging). The texts are ours but for the first words of the reserved prefix.
    /// </summary>
    public static void Tags(IReadOnlyList<RdsTag> tags)
    {
        foreach (var (key, value) in tags)
        {
            if (ReservedPrefix(key) is { } prefix)
            {
                throw RdsErrors.ReservedTagKey(prefix);
            }

            if (key.Length is 0 or > 128 || value.Length > 256)
            {
                throw RdsErrors.InvalidValue(
                    $"Tag key '{key}': keys have 1 to 128 characters, values up to 256."
                );
            }

            if (!TagCharacters().IsMatch(key) || !TagCharacters().IsMatch(value))
            {
                throw RdsErrors.InvalidValue(
                    $"Tag key '{key}': keys and values may only contain Unicode letters, digits, white space, or any of: _ . : / = + @ -"
                );
            }
        }

        if (tags.DistinctBy(t => t.Key).Count() != tags.Count)
        {
            throw RdsErrors.InvalidValue("Tag keys must be unique.");
        }

        if (tags.Count > MostTags)
        {
            throw RdsErrors.InvalidValue($"A resource can have no more than {MostTags} tags.");
        }
    }

    /// <summary>A snapshot can be taken of an available database, under a free name (model).</summary>
    public static void Take(RdsDatabase database, DbSnapshot? sameName, string identifier)
    {
        if (database.IsMember)
        {
            throw RdsErrors.SnapshotOfMember();
        }

        if (database.Status != "available")
        {
            throw RdsErrors.DatabaseNotAvailable(database.Kind, database.Arn.Identifier);
        }

        if (sameName is not null)
        {
            throw RdsErrors.SnapshotExists(database.Kind, identifier);
        }
    }

    /// <summary>A person's snapshot, within the quota as well (RDS-UG, Quotas).</summary>
    public static void Create(
        RdsDatabase database,
        DbSnapshot? sameName,
        string identifier,
        IEnumerable<DbSnapshot> there,
        RdsSettings settings
    )
    {
        Take(database, sameName, identifier);
        Room(database.Kind, there, settings);
    }

    /// <summary>
    /// Only the owner deletes, only manual snapshots, and not while they are created; a copy in progress is cancelled
    /// (model; RDS-UG, Deleting a DB snapshot). That a failed one can be deleted is practice.
    /// </summary>
    public static void Delete(DbSnapshot snapshot)
    {
        if (snapshot.OfAwsBackup)
        {
            throw RdsErrors.DeletedThroughAwsBackup(snapshot.Kind);
        }

        if (snapshot.Automated)
        {
            throw RdsErrors.OnlyManualDeleted(snapshot.Kind);
        }

        if (snapshot.Copy is null && snapshot.InProgress)
        {
            throw RdsErrors.NotDeletable(snapshot.Kind);
        }
    }

    /// <summary>Pages hold 20 to 100 records, 100 if nothing is said (model).</summary>
    public static int PageSize(int? maxRecords) =>
        maxRecords is null ? 100
        : maxRecords is >= 20 and <= 100 ? maxRecords.Value
        : throw RdsErrors.InvalidValue(
            $"Invalid value {maxRecords} for MaxRecords. Must be between 20 and 100"
        );

    private static string NotBlank(string? given, string parameter) =>
        string.IsNullOrWhiteSpace(given) ? throw RdsErrors.BlankIdentifier(parameter) : given;

    private static string Named(string name, string given, string parameter)
    {
        if (name.Length > 0 && !char.IsAsciiLetter(name[0]))
        {
            throw RdsErrors.BadFirstCharacter(given);
        }

        return name.Length <= 255 && Name().IsMatch(name)
            ? name.ToLowerInvariant()
            : throw RdsErrors.BadIdentifier(parameter);
    }

    private static string? ReservedPrefix(string key) =>
        key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase) ? "aws:"
        : key.StartsWith("rds:", StringComparison.OrdinalIgnoreCase) ? "rds:"
        : null;

    [GeneratedRegex(@"\A[A-Za-z](-?[A-Za-z0-9])*\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Name();

    [GeneratedRegex(@"\A(rds|awsbackup):")]
    private static partial Regex Prefix();

    [GeneratedRegex(@"\A[\p{L}\p{Z}\p{N}_.:/=+\-@]*\z")]
    private static partial Regex TagCharacters();
}
