namespace LocalCloud.States.Language;

/// <summary>Error names, and which names of ErrorEquals match them (Developer Guide, Handling errors in workflows).</summary>
internal static class Errors
{
    public const string All = "States.ALL";
    public const string DataLimitExceeded = "States.DataLimitExceeded";
    public const string IntrinsicFailure = "States.IntrinsicFailure";
    public const string ResultPathMatchFailure = "States.ResultPathMatchFailure";
    public const string Runtime = "States.Runtime";
    public const string TaskFailed = "States.TaskFailed";
    public const string Timeout = "States.Timeout";

    /// <summary>
    /// True when a retrier or catcher with <paramref name="errorEquals"/> takes <paramref name="error"/>.
    /// States.Runtime is never taken; States.ALL does not take States.DataLimitExceeded; States.TaskFailed takes all but States.Timeout.
    /// </summary>
    public static bool Match(IReadOnlyList<string> errorEquals, string error) =>
        error != Runtime
        && errorEquals.Any(name =>
            name switch
            {
                All => error != DataLimitExceeded,
                TaskFailed => error != Timeout,
                _ => name == error,
            }
        );

    /// <summary>An error name as the API can say it: at most 256 characters.</summary>
    public static string? Named(string? error) => error is { Length: > 256 } ? error[..256] : error;

    /// <summary>A cause as the API can say it: at most 32,768 characters.</summary>
    public static string? Said(string? cause) => cause is { Length: > 32_768 } ? cause[..32_768] : cause;
}
