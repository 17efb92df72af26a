using System.Text.Json;

namespace Relay;

/// <summary>Where an execution stands.</summary>
public enum ExecutionState
{
    /// <summary>It runs, or is about to run again (PENDING_REDRIVE).</summary>
    Running,

    /// <summary>It ended well.</summary>
    Succeeded,

    /// <summary>FAILED, TIMED_OUT or ABORTED.</summary>
    Failed,
}

/// <summary>An execution as Step Functions describes it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Status">RUNNING, SUCCEEDED, FAILED, TIMED_OUT, ABORTED, PENDING_REDRIVE.</param>
/// <param name="StartedAt">When it started.</param>
/// <param name="EndedAt">When it ended; null while it runs.</param>
/// <param name="Error">Of a failed one: the error's short name.</param>
/// <param name="Cause">Of a failed one: what ExplainFailure has said.</param>
/// <param name="Snapshot">The snapshot that it was started for; null when its input names none.</param>
/// <param name="Plan">The plan that it ended with, of one that ended well.</param>
/// <param name="Copy">The last copy that it has made; null when its output names none.</param>
public sealed record ExecutionReport(
    string Name,
    string Status,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt = null,
    string? Error = null,
    string? Cause = null,
    SnapshotArn? Snapshot = null,
    PlanReport? Plan = null,
    SnapshotArn? Copy = null
)
{
    /// <summary>What the status means.</summary>
    public ExecutionState State =>
        Status switch
        {
            "SUCCEEDED" => ExecutionState.Succeeded,
            "FAILED" or "TIMED_OUT" or "ABORTED" => ExecutionState.Failed,
            _ => ExecutionState.Running,
        };

    /// <summary>With what its input and output say. They are read leniently: a person, or an earlier version, may have written them.</summary>
    public ExecutionReport With(string? input, string? output)
    {
        var root = JsonTexts.Root(output);
        var plan = Member(root, "plan");
        return this with
        {
            Snapshot = Texts.ParseOrNull<SnapshotArn>(Text(JsonTexts.Root(input), "snapshotArn")),
            Plan = Text(plan, "route") is { } route
                ? new PlanReport(
                    route,
                    Text(plan, "reason") ?? "",
                    Texts.ParseOrNull<SnapshotArn>(Text(plan, "supersededBy"))
                )
                : null,
            Copy = CopyIn(root, "accountCopy") ?? CopyIn(root, "regionCopy"),
        };
    }

    private static SnapshotArn? CopyIn(JsonElement? document, string name) =>
        Texts.ParseOrNull<SnapshotArn>(Text(Member(document, name), "arn"));

    private static JsonElement? Member(JsonElement? parent, string name) =>
        parent is { } found ? JsonTexts.Member(found, name) : null;

    private static string? Text(JsonElement? parent, string name) =>
        Member(parent, name) is { ValueKind: JsonValueKind.String } text ? JsonTexts.Of(text) : null;
}

/// <summary>What an execution's output says of its plan.</summary>
/// <param name="Route">The route.</param>
/// <param name="Reason">Why.</param>
/// <param name="SupersededBy">The newer snapshot that it has given way to.</param>
public sealed record PlanReport(string Route, string Reason, SnapshotArn? SupersededBy = null)
{
    /// <summary>Nothing was to be done.</summary>
    public bool IsNothing => Route == nameof(global::Relay.Route.NothingToDo);
}
