using System.Text.Json.Nodes;
using LocalCloud.States.Language;

namespace LocalCloud.States;

/// <summary>The event "Step Functions Execution Status Change" (Developer Guide, Automating event delivery with EventBridge).</summary>
internal static class StatusEvent
{
    /// <summary>Above so many bytes of escaped input and output, events leave them out.</summary>
    private const int Limit = 248 * 1024;

    /// <summary>The envelope for the execution as it is now.</summary>
    public static JsonObject Of(Execution execution, string id)
    {
        var at = execution.StopDate ?? execution.StartDate;
        return new JsonObject
        {
            ["version"] = "0",
            ["id"] = id,
            ["detail-type"] = "Step Functions Execution Status Change",
            ["source"] = "aws.states",
            ["account"] = execution.Machine.AccountId,
            ["time"] = at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"),
            ["region"] = execution.Machine.Region,
            ["resources"] = new JsonArray(execution.Arn),
            ["detail"] = Detail(execution),
        };
    }

    private static JsonObject Detail(Execution execution)
    {
        var outputSize = Escaped(execution.Output);
        var outputFits = outputSize <= Limit;
        var inputFits = Escaped(execution.Input) + (outputFits ? outputSize : 0) <= Limit;
        var detail = new JsonObject
        {
            ["executionArn"] = execution.Arn,
            ["stateMachineArn"] = execution.Machine.Arn,
            ["stateMachineVersionArn"] = null,
            ["stateMachineAliasArn"] = null,
            ["name"] = execution.Name,
            ["status"] = execution.Status,
            ["startDate"] = execution.StartDate.ToUnixTimeMilliseconds(),
            ["stopDate"] = execution.StopDate?.ToUnixTimeMilliseconds(),
            ["input"] = inputFits ? execution.Input : null,
            ["inputDetails"] = new JsonObject { ["included"] = inputFits },
            ["output"] = outputFits ? execution.Output : null,
            ["outputDetails"] = execution.Output is null
                ? null
                : new JsonObject { ["included"] = outputFits },
            ["error"] = execution.Error,
            ["cause"] = execution.Cause,
            ["redriveCount"] = 0,
            ["redriveDate"] = null,
            ["redriveStatusReason"] = null,
        };
        StatesWire.Redrive(detail, execution.Status);
        return detail;
    }

    private static int Escaped(string? text) =>
        text is null ? 0 : Json.Size(Json.Text(JsonValue.Create(text)));
}
