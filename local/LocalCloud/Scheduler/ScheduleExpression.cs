using System.Globalization;

namespace LocalCloud.Scheduler;

/// <summary>
/// When a schedule is due (EventBridge Scheduler User Guide, "Schedule types"): <c>rate(15 minutes)</c>, <c>cron(0 3 * * ? *)</c>,
/// <c>at(2026-11-20T03:00:00)</c>. Pure.
/// </summary>
public abstract record ScheduleExpression
{
    /// <summary>The first time after <paramref name="time"/>; null when there is none.</summary>
    public abstract DateTimeOffset? Next(DateTimeOffset time);

    /// <summary>Reads an expression.</summary>
    /// <param name="text">As the schedule has it.</param>
    /// <param name="zone">In which cron and at speak.</param>
    /// <param name="start">From when a rate counts: its start date, else the schedule's creation.</param>
    /// <exception cref="FormatException">It is none, or of a kind that the local cloud does not know.</exception>
    public static ScheduleExpression Parse(string text, TimeZoneInfo zone, DateTimeOffset start)
    {
        ArgumentNullException.ThrowIfNull(text);
        var open = text.IndexOf('(', StringComparison.Ordinal);
        if (open < 0 || !text.EndsWith(')'))
        {
            throw new FormatException($"Invalid Schedule Expression {text}.");
        }

        var body = text[(open + 1)..^1].Trim();
        return text[..open] switch
        {
            "rate" => Rate.Of(body, start),
            "cron" => CronExpression.Parse(body, zone),
            "at" => new Once(At(body, zone)),
            _ => throw new FormatException($"Invalid Schedule Expression {text}."),
        };
    }

    private static DateTimeOffset At(string body, TimeZoneInfo zone) =>
        DateTime.TryParseExact(
            body,
            "yyyy-MM-dd'T'HH:mm:ss",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var local
        )
            ? new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime()
            : throw new FormatException($"Invalid Schedule Expression at({body}).");

    private sealed record Once(DateTimeOffset Moment) : ScheduleExpression
    {
        public override DateTimeOffset? Next(DateTimeOffset time) => Moment > time ? Moment : null;
    }

    private sealed record Rate(DateTimeOffset Start, TimeSpan Every) : ScheduleExpression
    {
        public static Rate Of(string body, DateTimeOffset start)
        {
            var words = body.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var unit =
                words is [_, var name]
                && int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                && count > 0
                    ? name.TrimEnd('s') switch
                    {
                        "minute" => TimeSpan.FromMinutes(count),
                        "hour" => TimeSpan.FromHours(count),
                        "day" => TimeSpan.FromDays(count),
                        _ => TimeSpan.Zero,
                    }
                    : TimeSpan.Zero;
            return unit > TimeSpan.Zero
                ? new Rate(start, unit)
                : throw new FormatException($"Invalid Schedule Expression rate({body}).");
        }

        public override DateTimeOffset? Next(DateTimeOffset time) =>
            time < Start ? Start : Start + (Math.Floor((time - Start) / Every) + 1) * Every;
    }
}
