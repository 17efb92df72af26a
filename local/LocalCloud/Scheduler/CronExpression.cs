using System.Globalization;

namespace LocalCloud.Scheduler;

/// <summary>
/// A cron expression of EventBridge Scheduler: minutes, hours, day of month, month, day of week (1 is Sunday), year; one of the two
/// days is <c>?</c>. The wildcards L, W and # are not simulated.
/// </summary>
internal sealed record CronExpression(
    bool[] Minutes,
    bool[] Hours,
    bool[] DaysOfMonth,
    bool[] Months,
    bool[] DaysOfWeek,
    bool[] Years,
    TimeZoneInfo Zone
) : ScheduleExpression
{
    private const int FirstYear = 1970;
    private const int LastYear = 2199;

    private static readonly string[] MonthNames =
    [
        "JAN",
        "FEB",
        "MAR",
        "APR",
        "MAY",
        "JUN",
        "JUL",
        "AUG",
        "SEP",
        "OCT",
        "NOV",
        "DEC",
    ];

    private static readonly string[] DayNames = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    public static CronExpression Parse(string body, TimeZoneInfo zone)
    {
        var fields = body.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return
            fields is [var minutes, var hours, var days, var months, var week, var years]
            && (days == "?") != (week == "?")
            ? new CronExpression(
                Field(minutes, 0, 59, []),
                Field(hours, 0, 23, []),
                Field(days, 1, 31, []),
                Field(months, 1, 12, MonthNames),
                Field(week, 1, 7, DayNames),
                Field(years, FirstYear, LastYear, []),
                zone
            )
            : throw new FormatException($"Invalid Schedule Expression cron({body}).");
    }

    public override DateTimeOffset? Next(DateTimeOffset time)
    {
        var local = TimeZoneInfo.ConvertTime(time, Zone).DateTime;
        var from = local.Date.AddHours(local.Hour).AddMinutes(local.Minute + 1);
        for (var day = from.Date; day.Year <= LastYear; day = day.AddDays(1))
        {
            if (IsDue(day))
            {
                var first = day == from.Date ? from.TimeOfDay : TimeSpan.Zero;
                if (TimeOn(day, first) is { } due)
                {
                    return due;
                }
            }
            else if (!Years[day.Year - FirstYear] && !Years.Skip(day.Year - FirstYear).Any(y => y))
            {
                return null;
            }
        }

        return null;
    }

    private bool IsDue(DateTime day) =>
        Years[day.Year - FirstYear]
        && Months[day.Month - 1]
        && DaysOfMonth[day.Day - 1]
        && DaysOfWeek[(int)day.DayOfWeek];

    // A local time that daylight saving skips is left out.
    private DateTimeOffset? TimeOn(DateTime day, TimeSpan first)
    {
        for (var minute = (int)first.TotalMinutes; minute < 24 * 60; minute++)
        {
            if (Hours[minute / 60] && Minutes[minute % 60] && !Zone.IsInvalidTime(day.AddMinutes(minute)))
            {
                var local = day.AddMinutes(minute);
                return new DateTimeOffset(local, Zone.GetUtcOffset(local)).ToUniversalTime();
            }
        }

        return null;
    }

    private static bool[] Field(string text, int least, int most, string[] names)
    {
        var due = new bool[most - least + 1];
        foreach (var part in text.Split(','))
        {
            var (range, step) = part.Split('/') switch
            {
                [var all] => (all, 1),
                [var some, var every] => (some, Number(every, 1, most, [])),
                _ => throw Invalid(text),
            };
            var (from, to) = range.Split('-') switch
            {
                ["*" or "?"] => (least, most),
                [var one] when part.Contains('/') => (Number(one, least, most, names), most),
                [var one] => (Number(one, least, most, names), Number(one, least, most, names)),
                [var low, var high] => (Number(low, least, most, names), Number(high, least, most, names)),
                _ => throw Invalid(text),
            };
            for (var value = from; value <= to; value += step)
            {
                due[value - least] = true;
            }
        }

        return due;
    }

    private static int Number(string text, int least, int most, string[] names) =>
        Array.IndexOf(names, text.ToUpperInvariant()) is >= 0 and var index ? index + 1
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number >= least
        && number <= most
            ? number
        : throw Invalid(text);

    private static FormatException Invalid(string text) =>
        new($"Invalid Schedule Expression: '{text}' is no field of a cron expression that is known here.");
}
