namespace Relay;

/// <summary>How far back a database would be, restored now.</summary>
/// <param name="Database">Its ARN.</param>
/// <param name="Seconds">
/// Since its newest verified copy was taken; while there is none, since its oldest copy was, so that a first copy that never arrives shows.
/// </param>
/// <param name="Copy">The newest verified copy; null while there is none.</param>
/// <param name="ExpiresSoon">That copy is a recovery point whose lifecycle deletes it within one objective.</param>
/// <param name="ExpiresAt">When the lifecycle of that copy deletes it; null when none does.</param>
public sealed record DatabaseRecoverability(
    string Database,
    long Seconds,
    string? Copy,
    bool ExpiresSoon,
    DateTimeOffset? ExpiresAt = null
);

/// <summary>What a run of MeasureRecoverability has seen.</summary>
/// <param name="Relay">The relay's name.</param>
/// <param name="Now">The time of the run.</param>
/// <param name="Databases">Each that has a copy here, worst first; the first hundred.</param>
/// <param name="Measured">How many there are.</param>
/// <param name="WorstSeconds">Of the worst; of none 0 where none is expected (<see cref="Recoverability.Worst"/>), else null.</param>
/// <param name="Worst">Which that is; null when there is none.</param>
/// <param name="NewestExpiresSoon">How many databases have a newest copy that expires within one objective.</param>
/// <param name="Retired">Databases that are not measured, though they have copies here.</param>
/// <param name="KeyProblem">Why no copy counts as verified; null when the key of the copies can be used.</param>
/// <param name="Message">For a person; null when there is nothing new.</param>
public sealed record RecoverabilityReport(
    string Relay,
    DateTimeOffset Now,
    IReadOnlyList<DatabaseRecoverability> Databases,
    int Measured,
    long? WorstSeconds,
    string? Worst,
    int NewestExpiresSoon,
    IReadOnlyList<string> Retired,
    string? KeyProblem = null,
    string? Message = null
);

/// <summary>
/// Recoverability: now minus the time when the snapshot behind the newest verified copy was taken, per database. It is measured where the
/// copies are, from what AWS says there. A deleted database stays in it, until this place's own stack retires it.
/// </summary>
public static class Recoverability
{
    /// <summary>Measures each database that has a copy that is to stay here, worst first.</summary>
    /// <param name="copies">The relay's copies here.</param>
    /// <param name="settings">Of this place.</param>
    /// <param name="now">The time of the run.</param>
    public static IReadOnlyList<DatabaseRecoverability> Measure(
        IEnumerable<KeptCopy> copies,
        KeepSettings settings,
        DateTimeOffset now
    )
    {
        ArgumentNullException.ThrowIfNull(settings);
        return
        [
            .. copies
                .GroupBy(copy => copy.Database, StringComparer.Ordinal)
                .Where(database =>
                    !settings.Retired.Contains(database.Key) && (settings.IsDrAccount || EndsHere(database))
                )
                .Select(database => Of(database.Key, [.. database], settings, now))
                .OfType<DatabaseRecoverability>()
                .OrderByDescending(database => database.Seconds)
                .ThenBy(database => database.Database, StringComparer.Ordinal),
        ];
    }

    /// <summary>
    /// The metric of all databases. Where none need be, since copies end in the DR account, it is then 0: missing data means that nothing is
    /// measured. Where copies end, a place without any has none, also when all that were there are retired.
    /// </summary>
    /// <param name="databases">What was measured, worst first.</param>
    /// <param name="settings">Of this place.</param>
    public static long? Worst(IReadOnlyList<DatabaseRecoverability> databases, KeepSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return databases is [var first, ..] ? first.Seconds
            : settings.EndsHere ? null
            : 0;
    }

    /// <summary>Databases that have copies here and are retired.</summary>
    public static IReadOnlyList<string> RetiredAmong(IEnumerable<KeptCopy> copies, KeepSettings settings) =>
        [
            .. copies
                .Select(copy => copy.Database)
                .Where(settings.Retired.Contains)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];

    // A database whose newest region copy is for an account copy is measured in the DR account, whatever it was before.
    private static bool EndsHere(IEnumerable<KeptCopy> database) =>
        !database
            .OrderByDescending(copy => copy.Facts.State == SnapshotState.Available)
            .ThenByDescending(copy => copy.Time)
            .First()
            .IsForAnAccountCopy;

    private static DatabaseRecoverability? Of(
        string database,
        IReadOnlyList<KeptCopy> copies,
        KeepSettings settings,
        DateTimeOffset now
    )
    {
        var newest = copies.Where(copy => copy.IsVerified).MaxBy(copy => copy.TakenAt);
        var expires = newest?.Facts.RecoveryPoint?.DeleteAt;
        return (newest?.TakenAt ?? copies.Min(copy => copy.TakenAt)) is { } since
            ? new DatabaseRecoverability(
                database,
                Math.Max(0, (long)(now - since).TotalSeconds),
                newest?.Facts.Arn.ToString(),
                expires <= now + settings.Objective,
                expires
            )
            : null;
    }
}
