using System.Text.RegularExpressions;

namespace Relay;

/// <summary>
/// While an automated snapshot waits for a copy slot, a newer one of the same database makes it needless: the older gives way. Whether one is
/// running is told by the execution's name, which holds the snapshot's: <c>rds:DATABASE-yyyy-MM-dd-HH-mm</c> (RDS User Guide, Introduction
/// to backups); its input tells which snapshot it is, since names may be cut, and source Regions may have databases of the same name.
/// </summary>
public static partial class Superseding
{
    /// <summary>How many executions of such a name are looked at: more than one is of another Region, or of a database whose name was cut.</summary>
    public const int MostLooks = 5;

    /// <summary>The time in an automated snapshot's name, like 2026-11-20-03-00; null of any other snapshot.</summary>
    public static string? TimeIn(SnapshotArn snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return snapshot.IsAutomated && TimePattern().Match(snapshot.Name) is { Success: true } match
            ? match.Groups["time"].Value
            : null;
    }

    /// <summary>Running executions that may be of a newer automated snapshot of the same database, newest first.</summary>
    /// <param name="me">The execution that waits; one that a person has started waits for the very snapshot that it was given.</param>
    /// <param name="snapshot">What it relays.</param>
    /// <param name="running">All that run.</param>
    public static IReadOnlyList<string> MaybeBy(
        ExecutionFacts me,
        SnapshotIdentity snapshot,
        IEnumerable<ExecutionFacts> running
    )
    {
        ArgumentNullException.ThrowIfNull(me);
        ArgumentNullException.ThrowIfNull(snapshot);
        if (
            TimeIn(snapshot.Arn) is not { } mine
            || !Names.IsAttemptOf(Names.Execution(snapshot, RecoveryPointUse.Off), me.Name)
        )
        {
            return [];
        }

        var stem = Names.ExecutionStem(snapshot.Arn.Kind, snapshot.Arn);
        var database = stem[..^(mine.Length + 1)];
        return
        [
            .. running
                .Select(other => other.Name ?? "")
                .Where(name =>
                    name.StartsWith(database, StringComparison.Ordinal)
                    && ExecutionTimePattern().IsMatch(name[database.Length..])
                    && string.CompareOrdinal(name, database.Length, mine, 0, mine.Length) > 0
                )
                .OrderByDescending(name => name[database.Length..], StringComparer.Ordinal)
                .Take(MostLooks),
        ];
    }

    /// <summary>True when one automated snapshot is a newer one of the other's database.</summary>
    public static bool IsNewer(SnapshotArn? one, SnapshotArn than) =>
        one is not null
        && TimeIn(one) is { } newer
        && TimeIn(than) is { } older
        && string.CompareOrdinal(newer, older) > 0
        && one with { Name = than.Name } == than
        && one.Name[..^newer.Length] == than.Name[..^older.Length];

    /// <summary>The plan of one that gives way.</summary>
    public static RelayPlan Plan(SnapshotArn by, string execution) =>
        RoutePlanner.Nothing(
            $"while it waited for a copy slot, the newer snapshot {by} of the same database came, whose relay {execution} runs: this one gives way"
        ) with
        {
            SupersededBy = by,
        };

    [GeneratedRegex(@"-(?<time>[0-9]{4}(-[0-9]{2}){4})\z")]
    private static partial Regex TimePattern();

    [GeneratedRegex(@"^[0-9]{4}(-[0-9]{2}){4}-[0-9]{8}-[0-9]{6}-[0-9a-f]{12}(-r[0-9]+)?\z")]
    private static partial Regex ExecutionTimePattern();
}
