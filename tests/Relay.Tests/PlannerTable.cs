namespace Relay.Tests;

/// <summary>
/// Which route each combination gets, written down by hand from the design and AWS's guides, not from the code: the first row that fits
/// decides. <c>*</c> fits all, <c>a|b</c> either, <c>!a</c> everything else.
/// </summary>
public static class PlannerTable
{
    // "RegionOnly job" is by a copy job of AWS Backup; without "job" RDS copies. The words are in the plan's reason, or in the refusal.
    private const string Text = """
        what        | type            | key                                  | ask                   | direct | points | vault           | across | sse    | dr   | route                 | words

        # What is left alone, and what AWS copies by no means.
        *           | backup|continuous | *                                  | *                     | *      | off    | *               | *      | *      | *    | NothingToDo           | the setting RecoveryPoints is off
        multi-az    | *               | *                                    | *                     | *      | *      | *               | *      | *      | *    | refused               | Multi-AZ DB cluster
        custom      | *               | *                                    | *                     | *      | *      | *               | *      | *      | *    | refused               | RDS Custom
        !ebs        | *               | aws-owned                            | *                     | *      | *      | *               | *      | refuse | *    | refused               | the setting SseRds is refuse

        # What the stack has to know for a mode.
        *           | *               | *                                    | share|RegionThenShare | *      | *      | *               | *      | *      | none | refused               | has no DrAccountId
        *           | *               | *                                    | !region|RegionOnly|share|RegionThenShare | * | * | *          | *      | *      | none | refused               | has no DrAccountId, ExternalId and AccountKeyId
        *           | *               | *                                    | !region|RegionOnly|share|RegionThenShare | * | * | *          | *      | *      | id   | refused               | has no AccountKeyId and ExternalId

        # The relay's roles may use source keys of the source account only; what is no snapshot of RDS is up to AWS Backup.
        !ebs        | *               | dr-account|third-account             | *                     | *      | *      | *               | *      | *      | *    | refused               | the source key arn:aws:kms … belongs to account

        # Mode share: RDS shares, AWS Backup does not.
        ebs         | *               | *                                    | share|RegionThenShare | *      | *      | *               | *      | *      | *    | refused               | no snapshot of RDS
        *           | backup|continuous | *                                  | share|RegionThenShare | *      | *      | *               | *      | *      | *    | RegionThenShare       | RDS rescues the snapshot behind the recovery point
        *           | *               | *                                    | share|RegionThenShare | *      | *      | *               | *      | *      | *    | RegionThenShare       | is shared with account 222222222222

        # Mode region.
        *           | automated|manual | *                                   | region|RegionOnly     | *      | *      | *               | *      | *      | *    | RegionOnly            | the copy in eu-central-1 is the destination
        *           | backup          | *                                    | region|RegionOnly     | *      | jobs   | held            | *      | *      | *    | RegionOnly job        | a copy job brings it into the vault snapshot-relay in eu-central-1
        ebs         | continuous      | *                                    | region|RegionOnly     | *      | *      | *               | *      | *      | *    | refused               | continuous
        ebs         | *               | *                                    | region|RegionOnly     | *      | rescue | *               | *      | *      | *    | refused               | the setting RecoveryPoints is rescue
        ebs         | *               | *                                    | region|RegionOnly     | *      | *      | type-not-listed | *      | *      | *    | refused               | EBS is not in BackupResourceTypes
        *           | continuous      | *                                    | region|RegionOnly     | *      | *      | *               | *      | *      | *    | RegionOnly            | RDS rescues … continuous
        *           | *               | *                                    | region|RegionOnly     | *      | rescue | *               | *      | *      | *    | RegionOnly            | RDS rescues … the setting RecoveryPoints is rescue
        *           | *               | *                                    | region|RegionOnly     | *      | *      | not-held        | *      | *      | *    | RegionOnly            | RDS rescues … no vault of SourceVaults (prod, weekly) holds it
        *           | *               | *                                    | region|RegionOnly     | *      | *      | type-not-listed | *      | *      | *    | RegionOnly            | RDS rescues … is not in BackupResourceTypes

        # Mode copy of what AWS Backup did not make.
        *           | automated       | *                                    | copy                  | on     | *      | *               | *      | *      | *    | RegionThenAccount     | re-encrypts … Not by DirectToAccount: automated snapshots can't be shared
        *           | manual|automated | *                                   | copy                  | off    | *      | *               | *      | *      | *    | RegionThenAccount     | re-encrypts
        instance+og | manual          | *                                    | copy                  | on     | *      | *               | *      | *      | *    | RegionThenAccount     | Not by DirectToAccount: its option group orders-audit
        *           | manual          | none|customer|multi-region           | copy                  | on     | *      | *               | *      | *      | *    | DirectToAccount       | in one step
        *           | manual          | aws                                  | copy                  | on     | *      | *               | *      | *      | *    | RegionThenAccount     | Not by DirectToAccount: it is under an AWS managed key
        *           | manual          | aws-owned                            | copy                  | on     | *      | *               | *      | *      | *    | RegionThenAccount     | Not by DirectToAccount: it is under a key that AWS owns … so it is tried
        *           | manual          | untold                               | copy                  | on     | *      | *               | *      | *      | *    | RegionThenAccount     | Not by DirectToAccount: nobody could tell who manages its key

        # Mode copy of recovery points.
        ebs         | continuous      | *                                    | copy                  | *      | *      | *               | *      | *      | *    | refused               | continuous
        ebs         | *               | *                                    | copy                  | *      | rescue | *               | *      | *      | *    | refused               | the setting RecoveryPoints is rescue
        ebs         | *               | *                                    | copy                  | *      | *      | type-not-listed | *      | *      | *    | refused               | EBS is not in BackupResourceTypes
        ebs         | *               | *                                    | copy                  | *      | *      | *               | off    | *      | *    | refused               | cross-account backup is off
        *           | continuous      | *                                    | copy                  | *      | *      | *               | *      | *      | *    | RegionThenAccount     | RDS rescues … continuous
        *           | backup          | *                                    | copy                  | *      | rescue | *               | *      | *      | *    | RegionThenAccount     | RDS rescues … the setting RecoveryPoints is rescue
        *           | backup          | *                                    | copy                  | *      | *      | not-held        | *      | *      | *    | RegionThenAccount     | RDS rescues … no vault of SourceVaults
        *           | backup          | *                                    | copy                  | *      | *      | type-not-listed | *      | *      | *    | RegionThenAccount     | RDS rescues … is not in BackupResourceTypes
        *           | backup          | *                                    | copy                  | *      | *      | *               | off    | *      | *    | RegionThenAccount     | RDS rescues … cross-account backup is off
        *           | backup          | none|customer|multi-region           | copy                  | *      | *      | *               | *      | *      | *    | BackupCopyJob job     | one copy job brings it into the vault snapshot-relay of account 222222222222
        *           | backup          | aws                                  | copy                  | *      | *      | *               | *      | *      | *    | BackupTwoJobs job     | Not by one copy job: it is under an AWS managed key
        *           | backup          | aws-owned                            | copy                  | *      | *      | *               | *      | *      | *    | BackupTwoJobs job     | Not by one copy job: it is under a key that AWS owns
        *           | backup          | dr-account|third-account             | copy                  | *      | *      | *               | *      | *      | *    | BackupTwoJobs job     | Not by one copy job: it is under arn:aws:kms … a key of another account
        *           | backup          | untold                               | copy                  | *      | *      | *               | *      | *      | *    | BackupTwoJobs job     | Not by one copy job: nobody could tell who manages its key

        # A route by hand: taken where it is possible.
        ebs         | *               | *                                    | RegionThenAccount     | *      | *      | *               | *      | *      | *    | refused               | no snapshot of RDS
        *           | backup|continuous | *                                  | RegionThenAccount     | *      | *      | *               | *      | *      | *    | RegionThenAccount     | Route RegionThenAccount by hand … RDS rescues
        *           | *               | *                                    | RegionThenAccount     | *      | *      | *               | *      | *      | *    | RegionThenAccount     | Route RegionThenAccount by hand
        *           | backup|continuous | *                                  | DirectToAccount       | *      | *      | *               | *      | *      | *    | refused               | AWS Backup's snapshots can't be shared
        *           | automated       | *                                    | DirectToAccount       | *      | *      | *               | *      | *      | *    | refused               | automated snapshots can't be shared
        instance+og | *               | *                                    | DirectToAccount       | *      | *      | *               | *      | *      | *    | refused               | its option group orders-audit
        *           | *               | aws                                  | DirectToAccount       | *      | *      | *               | *      | *      | *    | refused               | AWS managed key
        *           | *               | aws-owned                            | DirectToAccount       | *      | *      | *               | *      | *      | *    | refused               | a key that AWS owns
        *           | *               | untold                               | DirectToAccount       | *      | *      | *               | *      | *      | *    | refused               | nobody could tell who manages its key
        *           | *               | *                                    | DirectToAccount       | off    | *      | *               | *      | *      | *    | refused               | the setting DirectToAccount is off
        *           | *               | *                                    | DirectToAccount       | on     | *      | *               | *      | *      | *    | DirectToAccount       | Route DirectToAccount by hand
        *           | automated|manual | *                                   | BackupCopyJob|BackupTwoJobs | * | *     | *               | *      | *      | *    | refused               | not a recovery point
        *           | continuous      | *                                    | BackupCopyJob|BackupTwoJobs | * | *     | *               | *      | *      | *    | refused               | continuous
        *           | *               | *                                    | BackupCopyJob|BackupTwoJobs | * | rescue | *              | *      | *      | *    | refused               | the setting RecoveryPoints is rescue
        *           | *               | *                                    | BackupCopyJob|BackupTwoJobs | * | *     | not-held        | *      | *      | *    | refused               | no vault of SourceVaults
        *           | *               | *                                    | BackupCopyJob|BackupTwoJobs | * | *     | type-not-listed | *      | *      | *    | refused               | is not in BackupResourceTypes
        *           | *               | *                                    | BackupCopyJob|BackupTwoJobs | * | *     | *               | off    | *      | *    | refused               | cross-account backup is off
        *           | *               | *                                    | BackupTwoJobs         | *      | *      | *               | *      | *      | *    | BackupTwoJobs job     | Route BackupTwoJobs by hand
        *           | *               | none|customer|multi-region           | BackupCopyJob         | *      | *      | *               | *      | *      | *    | BackupCopyJob job     | Route BackupCopyJob by hand
        *           | *               | aws                                  | BackupCopyJob         | *      | *      | *               | *      | *      | *    | refused               | AWS managed key
        *           | *               | aws-owned                            | BackupCopyJob         | *      | *      | *               | *      | *      | *    | refused               | a key that AWS owns
        *           | *               | dr-account|third-account             | BackupCopyJob         | *      | *      | *               | *      | *      | *    | refused               | a key of another account
        *           | *               | untold                               | BackupCopyJob         | *      | *      | *               | *      | *      | *    | refused               | nobody could tell who manages its key
        """;

    /// <summary>The rows, in order.</summary>
    public static IReadOnlyList<Row> Rows { get; } =
    [
        .. Text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Skip(1)
            .Where(line => line[0] != '#')
            .Select(Row.Parse),
    ];

    /// <summary>A row: what it fits, and what is expected.</summary>
    /// <param name="Patterns">One for each word of a case.</param>
    /// <param name="Route">The route, "… job" by copy jobs; or "refused".</param>
    /// <param name="Words">What the reason says; "…" stands for anything between.</param>
    public sealed record Row(IReadOnlyList<Pattern> Patterns, string Route, IReadOnlyList<string> Words)
    {
        /// <summary>Reads a line of the table.</summary>
        public static Row Parse(string line)
        {
            var cells = line.Split(" | ", StringSplitOptions.TrimEntries);
            cells.Length.ShouldBe(12, line);
            return new(
                [.. cells[..10].Select(Pattern.Parse)],
                cells[10],
                cells[11].Split('…', StringSplitOptions.TrimEntries)
            );
        }

        /// <summary>True when all words fit.</summary>
        public bool Fits(IReadOnlyList<string> words)
        {
            for (var i = 0; i < Patterns.Count; i++)
            {
                if (!Patterns[i].Fits(words[i]))
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>A cell of the table.</summary>
    public sealed record Pattern(bool Any, bool Not, IReadOnlyList<string> Words)
    {
        /// <summary>Reads a cell.</summary>
        public static Pattern Parse(string cell) =>
            new(cell == "*", cell[0] == '!', cell.TrimStart('!').Split('|'));

        /// <summary>True when the word fits.</summary>
        public bool Fits(string word) => Any || Words.Contains(word) != Not;
    }
}
