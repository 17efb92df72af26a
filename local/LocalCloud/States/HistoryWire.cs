using System.Text.Json.Nodes;

namespace LocalCloud.States;

/// <summary>History events as the API shows them: which details a type has, and under which member.</summary>
internal static class HistoryWire
{
    /// <param name="e">The event.</param>
    /// <param name="region">Of the machine, for TaskScheduled.</param>
    /// <param name="withData">includeExecutionData: with inputs and outputs.</param>
    public static JsonObject Event(HistoryEvent e, string region, bool withData)
    {
        var shape = new JsonObject
        {
            ["timestamp"] = StatesWire.Epoch(e.Timestamp),
            ["type"] = e.Type,
            ["id"] = e.Id,
            ["previousEventId"] = e.PreviousEventId,
        };
        if (DetailsMember(e.Type) is { } member)
        {
            shape[member] = Details(e, region, withData);
        }

        return shape;
    }

    private static string? DetailsMember(string type) =>
        type switch
        {
            "LambdaFunctionStarted" => null,
            _ when type.EndsWith("StateEntered", StringComparison.Ordinal) => "stateEnteredEventDetails",
            _ when type.EndsWith("StateExited", StringComparison.Ordinal) => "stateExitedEventDetails",
            _ => $"{char.ToLowerInvariant(type[0])}{type[1..]}EventDetails",
        };

    private static JsonObject Details(HistoryEvent e, string region, bool withData)
    {
        var details = new JsonObject();
        if (
            e.Type.StartsWith("Task", StringComparison.Ordinal)
            && !e.Type.StartsWith("TaskState", StringComparison.Ordinal)
        )
        {
            details["resourceType"] = "lambda";
            details["resource"] = "invoke";
        }

        if (e.Type == "TaskScheduled")
        {
            details["region"] = region;
            details["parameters"] = withData ? e.Parameters : "{}";
        }

        StatesWire.Add(details, "name", e.StateName);
        StatesWire.Add(details, "resource", e.Resource);
        Data(details, "input", withData ? e.Input : null);
        Data(details, "output", withData ? e.Output : null);
        StatesWire.Add(details, "error", e.Error);
        StatesWire.Add(details, "cause", e.Cause);
        StatesWire.Add(details, "roleArn", e.RoleArn);
        if (e.TimeoutInSeconds is { } seconds)
        {
            details["timeoutInSeconds"] = seconds;
        }

        return details;
    }

    private static void Data(JsonObject details, string member, string? text)
    {
        if (text is not null)
        {
            details[member] = text;
            details[member + "Details"] = new JsonObject { ["truncated"] = false };
        }
    }
}
