namespace Relay;

/// <summary>
/// What a run of MeasureRecoverability tells a person: the databases whose newest copy has become too old, or begins to expire soon, since the
/// run before. The alarms can't name them; this does, once.
/// </summary>
public static class RecoverabilityMessage
{
    /// <summary>How often MeasureRecoverability runs: the schedule's rate, in both templates.</summary>
    public static TimeSpan Rate { get; } = TimeSpan.FromMinutes(15);

    private const int Named = 10;

    /// <summary>The message; null when there is nothing new.</summary>
    /// <param name="databases">What was measured.</param>
    /// <param name="settings">Of this place.</param>
    /// <param name="now">The time of the run.</param>
    public static string? Of(
        IReadOnlyList<DatabaseRecoverability> databases,
        KeepSettings settings,
        DateTimeOffset now
    )
    {
        ArgumentNullException.ThrowIfNull(settings);
        var objective = settings.Objective.TotalSeconds;
        var old = databases.Where(d => d.Seconds >= objective && d.Seconds < objective + Rate.TotalSeconds);
        var expiring = databases.Where(d => d.ExpiresSoon && d.ExpiresAt > now + settings.Objective - Rate);
        IEnumerable<string> parts =
        [
            Part(
                [.. old.Select(Old)],
                $"too far back (RecoverabilityObjectiveHours is {settings.Objective.TotalHours:0})",
                "look in the source account whether the database still takes snapshots and whether their relays end well; if it is gone for good, put its ARN into RetiredDatabases of this account's stack"
            ),
            Part(
                [.. expiring.Select(Expiring)],
                "soon without a copy",
                "find out why the database's recovery points are no longer relayed, or lengthen that one's lifecycle"
            ),
        ];
        var text = string.Join(' ', parts.Where(part => part.Length > 0));
        return text.Length == 0
            ? null
            : Shown.Plain(
                $"Recoverability of {now:u}: {text} All databases: https://console.aws.amazon.com/cloudwatch/home?region={settings.Region}#dashboards/dashboard/{settings.RelayName}"
            );
    }

    private static string Part(IReadOnlyList<string> databases, string what, string toDo) =>
        databases.Count == 0
            ? ""
            : $"{databases.Count} newly {what}: {Shown.First(Named, databases)}. What to do: {toDo}.";

    private static string Old(DatabaseRecoverability one) =>
        one.Copy is { } copy
            ? $"{one.Database}, whose newest verified copy, {copy}, was taken {Age(one)} ago"
            : $"{one.Database}, which has no verified copy, and whose oldest copy was taken {Age(one)} ago";

    private static string Expiring(DatabaseRecoverability one) =>
        $"{one.Database}, whose newest verified copy, {one.Copy}, was taken {Age(one)} ago and is deleted by AWS Backup at {one.ExpiresAt:u}, with no newer one";

    private static string Age(DatabaseRecoverability one) =>
        $"{one.Seconds / 3600} h {one.Seconds % 3600 / 60} min";
}
