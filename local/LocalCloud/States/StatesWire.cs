using System.Text.Json.Nodes;

namespace LocalCloud.States;

/// <summary>State machines and executions as the API shows them; members without a value are left out, as AWS does.</summary>
internal static class StatesWire
{
    public static JsonObject Description(StateMachine machine) =>
        new()
        {
            ["stateMachineArn"] = machine.Arn,
            ["name"] = machine.Name,
            ["status"] = "ACTIVE",
            ["definition"] = machine.DefinitionText,
            ["roleArn"] = machine.RoleArn,
            ["type"] = "STANDARD",
            ["creationDate"] = Epoch(machine.CreationDate),
            ["loggingConfiguration"] = new JsonObject { ["level"] = "OFF", ["includeExecutionData"] = false },
            ["tracingConfiguration"] = new JsonObject { ["enabled"] = false },
        };

    public static JsonObject ListItem(StateMachine machine) =>
        new()
        {
            ["stateMachineArn"] = machine.Arn,
            ["name"] = machine.Name,
            ["type"] = "STANDARD",
            ["creationDate"] = Epoch(machine.CreationDate),
        };

    public static JsonObject ListItem(Execution execution)
    {
        var item = new JsonObject
        {
            ["executionArn"] = execution.Arn,
            ["stateMachineArn"] = execution.Machine.Arn,
            ["name"] = execution.Name,
            ["status"] = execution.Status,
            ["startDate"] = Epoch(execution.StartDate),
        };
        if (execution.StopDate is { } stopped)
        {
            item["stopDate"] = Epoch(stopped);
        }

        item["redriveCount"] = 0;
        return item;
    }

    public static JsonObject Description(Execution execution)
    {
        var description = ListItem(execution);
        description["input"] = execution.Input;
        description["inputDetails"] = new JsonObject { ["included"] = true };
        if (execution.Output is { } output)
        {
            description["output"] = output;
            description["outputDetails"] = new JsonObject { ["included"] = true };
        }

        Add(description, "error", execution.Error);
        Add(description, "cause", execution.Cause);
        Redrive(description, execution.Status);
        return description;
    }

    /// <summary>Whether AWS would redrive it; the local cloud does not.</summary>
    public static void Redrive(JsonObject shape, string status)
    {
        var redrivable = status is not ("RUNNING" or "SUCCEEDED");
        shape["redriveStatus"] = redrivable ? "REDRIVABLE" : "NOT_REDRIVABLE";
        Add(
            shape,
            "redriveStatusReason",
            redrivable ? null : $"Execution is {status} and cannot be redriven"
        );
    }

    public static void Add(JsonObject shape, string member, string? value)
    {
        if (value is not null)
        {
            shape[member] = value;
        }
    }

    /// <summary>Seconds since 1970 with milliseconds: how JSON services write a time.</summary>
    public static double Epoch(DateTimeOffset time) => time.ToUnixTimeMilliseconds() / 1000.0;
}
