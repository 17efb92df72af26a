namespace Relay.Functions;

/// <summary>The time of a run: it comes with the input, since no function reads a clock.</summary>
internal static class RunTime
{
    /// <summary>The time.</summary>
    /// <exception cref="InputInvalidException">It is missing.</exception>
    public static DateTimeOffset Of(DateTimeOffset? now) =>
        now
        ?? throw new InputInvalidException(
            "now",
            "it is missing.",
            "Give the time of the run, like {\"now\": \"2026-11-20T06:00:00Z\"}."
        );
}
