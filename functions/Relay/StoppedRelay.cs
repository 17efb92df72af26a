using System.Globalization;
using System.Text.Json;

namespace Relay;

/// <summary>The state that an execution was in last.</summary>
/// <param name="Name">Of the state.</param>
/// <param name="Input">Its input: the relay document; null when AWS did not tell it.</param>
public sealed record LastStep(string Name, string? Input);

/// <summary>What ExplainStop answers.</summary>
/// <param name="Message">For a person.</param>
public sealed record StopReport(string Message);

/// <summary>A relay that was cut off, as the event "Step Functions Execution Status Change" tells it (Step Functions Developer Guide).</summary>
/// <param name="ExecutionArn">The execution.</param>
/// <param name="Status">ABORTED or TIMED_OUT.</param>
/// <param name="Time">When; UTC.</param>
/// <param name="Input">The execution's input; null when the event leaves it out, since it is long.</param>
/// <param name="Cause">What whoever stopped it has said, if anything.</param>
public sealed record StoppedRelay(
    string ExecutionArn,
    string Status,
    DateTime Time,
    string? Input,
    string? Cause
)
{
    /// <summary>Reads the event's detail.</summary>
    /// <exception cref="EventNotUnderstoodException">It does not name the execution or its status.</exception>
    public static StoppedRelay Read(JsonElement detail, DateTime time) =>
        new(
            EventFields.Required("detail.executionArn", Text(detail, "executionArn")),
            EventFields.Required("detail.status", Text(detail, "status")),
            time.ToUniversalTime(),
            Text(detail, "input"),
            Text(detail, "cause")
        );

    /// <summary>
    /// What a person is told: snapshot, database, step, cause, what to do, link; in one line that fits into a notification
    /// (<see cref="Shown.Plain"/>).
    /// </summary>
    /// <param name="last">Where it stood; null when it had not begun, or that is not known.</param>
    /// <param name="unread">Why that is not known; null when it is.</param>
    public string Explain(LastStep? last, string? unread)
    {
        var document = JsonTexts.Root(last?.Input) ?? JsonTexts.Root(Input);
        var subject = RelaySubject.Of(Member(document, "snapshotArn"), Member(document, "source"));
        var where =
            unread is not null ? $"at a step that could not be asked for ({Shown.Value(unread)})"
            : last is not null ? $"at {last.Name}"
            : "before its first step";
        var (why, toDo) = Status switch
        {
            "ABORTED" => (
                $"somebody has stopped it (CloudTrail, StopExecution, tells who){(Cause is { Length: > 0 } ? $", saying {Shown.Value(Cause)}" : "")}",
                "nothing if that was meant to be only for now, since it is tried again a day after it began and a share that nobody needs is withdrawn; to go on at once, start the relay again by hand with the input of this execution; to have no copies of this database, give it the tag snapshot-relay:mode=skip."
            ),
            "TIMED_OUT" => (
                "it took longer than 20 days",
                "read in the execution's history what it waited for, and start the relay again by hand with the input of this execution; it is not tried again by itself when its snapshot is older than ReconcileWindowHours."
            ),
            _ => ("it has ended", "read the execution's history, and start the relay again by hand."),
        };
        return Shown.Plain(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{subject} was cut off {where} at {Time:yyyy-MM-dd'T'HH:mm:ss'Z'} ({Status}): {why}. So its snapshot may be without a copy, and still be shared with the DR account. What to do: {toDo} Execution {Name}: https://console.aws.amazon.com/states/home?region={Region}#/v2/executions/details/{ExecutionArn}"
            )
        );
    }

    private string Name => ExecutionArn[(ExecutionArn.LastIndexOf(':') + 1)..];

    private string? Region => ExecutionArn.Split(':') is [_, _, _, var region, ..] ? region : null;

    private static JsonElement? Member(JsonElement? document, string name) =>
        document is { } found ? JsonTexts.Member(found, name) : null;

    private static string? Text(JsonElement parent, string name) =>
        JsonTexts.Member(parent, name) is { ValueKind: JsonValueKind.String } text
            ? JsonTexts.Of(text)
            : null;
}
