using System.Text.Json.Nodes;
using LocalCloud.States.Language;

namespace LocalCloud.States;

/// <summary>The context object, <c>$$</c> (Developer Guide, Accessing execution data from the Context object).</summary>
internal static class ContextObject
{
    public static JsonObject Of(Visit visit)
    {
        var machine = visit.Execution.Machine;
        return new JsonObject
        {
            ["Execution"] = Execution(visit.Execution),
            ["StateMachine"] = new JsonObject { ["Id"] = machine.Arn, ["Name"] = machine.Name },
            ["State"] = State(visit),
        };
    }

    private static JsonObject Execution(Execution execution) =>
        new()
        {
            ["Id"] = execution.Arn,
            ["Input"] = Json.Parse(execution.Input),
            ["StartTime"] = Timestamps.Write(execution.StartDate),
            ["Name"] = execution.Name,
            ["RoleArn"] = execution.Machine.RoleArn,
            ["RedriveCount"] = 0,
        };

    /// <summary>EnteredTime is not renewed by a retry. RetryCount is there in tasks only (recorded history).</summary>
    private static JsonObject State(Visit visit)
    {
        var state = new JsonObject
        {
            ["Name"] = visit.State.Name,
            ["EnteredTime"] = Timestamps.Write(visit.EnteredTime),
        };
        if (visit.State is TaskState)
        {
            state["RetryCount"] = visit.RetryCount;
        }

        return state;
    }
}
