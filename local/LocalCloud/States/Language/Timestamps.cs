using System.Globalization;
using System.Text.RegularExpressions;

namespace LocalCloud.States.Language;

/// <summary>Timestamps as the Amazon States Language has them: RFC 3339 with T and with Z or an offset.</summary>
internal static partial class Timestamps
{
    public static DateTimeOffset? Parse(string? text) =>
        text is not null
        && Shape().IsMatch(text)
        && DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.RoundtripKind,
            out var time
        )
            ? time
            : null;

    /// <summary>How the context object writes a time: milliseconds, left out when there are none.</summary>
    public static string Write(DateTimeOffset time) =>
        time.UtcDateTime.ToString(
            time.Millisecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.fff'Z'",
            CultureInfo.InvariantCulture
        );

    [GeneratedRegex(
        @"^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Shape();
}
