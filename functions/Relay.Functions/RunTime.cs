namespace Relay.Functions;

/// <summary>The time of a run: it comes with the input, since no function reads a clock.</summary>
internal static class RunTime
{
    /// <summary>The time.</summary>
    /// <exception cref="InputInvalidException">It is missing, or no time at which anything can run.</exception>
    public static DateTimeOffset Of(DateTimeOffset? now) =>
        now switch
        {
            null => throw Wrong("it is missing."),
            // Days are added to it and taken off.
            { Year: < 2000 or > 2999 } odd => throw Wrong($"{odd:O} is out of all time."),
            { } time => time,
        };

    private static InputInvalidException Wrong(string problem) =>
        new("now", problem, "Give the time of the run, like {\"now\": \"2026-11-20T06:00:00Z\"}.");
}
