using System.Text.Json;

namespace Relay;

/// <summary>What ExplainFailure gets.</summary>
/// <param name="Relay">The document, read leniently: that it can't be read is one of the failures to explain.</param>
public sealed record FailureInput(FailedRelay? Relay = null);

/// <summary>What a failure's explanation needs of a relay document.</summary>
/// <param name="SnapshotArn">Whatever was given.</param>
/// <param name="Errors">What the state machine has caught, by step, in order.</param>
/// <param name="Source">What PlanRelay has seen of the snapshot, if it came so far.</param>
public sealed record FailedRelay(
    JsonElement? SnapshotArn = null,
    IReadOnlyDictionary<string, CaughtError>? Errors = null,
    JsonElement? Source = null
);

/// <summary>
/// Turns what the state machine has caught into one error that a person understands: snapshot, database, step, cause, next action. Both of its texts fit
/// into the notification that EventBridge makes of them (<see cref="Shown.Plain"/>).
/// </summary>
public static class FailureReport
{
    // Step Functions cuts a cause at 32,768 characters (API model); a person stops reading much earlier.
    private const int LongestCause = 4000;

    /// <summary>The failure of a relay.</summary>
    public static Failure Of(FailedRelay relay)
    {
        ArgumentNullException.ThrowIfNull(relay);
        var errors = relay.Errors?.Where(e => e.Value is not null).ToList() ?? [];
        if (errors is not [var (step, first), .. var others])
        {
            return new Failure(
                "Unknown",
                Shown.Plain(
                    $"{RelaySubject.Of(relay.SnapshotArn, relay.Source)} failed, but no error was recorded. What to do: read the execution's history."
                )
            );
        }

        var (error, text) = Told(step, first);
        error = Shown.Plain(error);
        var also = others.Select(o => $" Besides, {o.Key} failed: {Told(o.Key, o.Value).Text}");
        var subject = text.Contains(RelayException.IsOf, StringComparison.Ordinal)
            ? RelaySubject.Snapshot(relay.SnapshotArn)
            : RelaySubject.Of(relay.SnapshotArn, relay.Source);
        var cause = Shown.Plain($"{subject} failed at {step}: {text}{string.Concat(also)}");
        return new Failure(error, cause.Length <= LongestCause ? cause : cause[..LongestCause] + "…");
    }

    /// <summary>True when PlanRelay refused, before anything was changed: only a person, or another setting, ends such a failure.</summary>
    /// <param name="error">Of the execution.</param>
    /// <param name="cause">Of the execution: what <see cref="Of"/> has written.</param>
    public static bool IsRefusal(string? error, string? cause) =>
        cause?.Contains(" failed at PlanRelay: ", StringComparison.Ordinal) == true
        && error?.EndsWith("Exception", StringComparison.Ordinal) == true
        && !error.StartsWith("Lambda.", StringComparison.Ordinal)
        && error is not (nameof(AwsThrottledException) or nameof(AwsUnavailableException));

    private static (string Error, string Text) Told(string step, CaughtError caught)
    {
        var (error, message) = Payload(caught);
        error ??= "Unknown";
        return IsOurs(message)
            ? (error, message!)
            : (error, $"{error}: {message ?? "(no cause)"} What to do: {Advice(step, caught.Error)}");
    }

    private static bool IsOurs(string? message) =>
        message?.Contains("What to do:", StringComparison.Ordinal) == true;

    private static string Advice(string step, string? error) =>
        error switch
        {
            "States.Timeout" or "Sandbox.Timedout" =>
                $"Read the log group of {step}: a call to AWS hangs, or the function's Timeout is too short. Then start the relay again.",
            "Lambda.TooManyRequestsException" =>
                "Raise the account's concurrency quota for Lambda, then start the relay again.",
            "Runtime.ExitError" or "Lambda.Unknown" =>
                $"Read the log group of {step}: its process ended (memory?). Then start the relay again.",
            _ =>
                $"Read the log group of {step}; this error is not one that the relay knows. Starting the relay again is harmless.",
        };

    // The outermost error of ours: Lambda wraps what a handler's constructor throws, and ours may wrap AWS's.
    private static (string? Error, string? Message) Payload(CaughtError caught)
    {
        try
        {
            using var payload = JsonDocument.Parse(caught.Cause ?? "");
            for (
                JsonElement? level = payload.RootElement;
                level is { } error;
                level = JsonTexts.Member(error, "cause")
            )
            {
                if (IsOurs(Text(error, "errorMessage")))
                {
                    return (Text(error, "errorType") ?? caught.Error, Text(error, "errorMessage"));
                }
            }

            return (caught.Error, Text(payload.RootElement, "errorMessage") ?? caught.Cause);
        }
        catch (JsonException)
        {
            return (caught.Error, caught.Cause);
        }
    }

    private static string? Text(JsonElement parent, string name) =>
        JsonTexts.Member(parent, name) is { ValueKind: JsonValueKind.String } text
            ? JsonTexts.Of(text)
            : null;
}
