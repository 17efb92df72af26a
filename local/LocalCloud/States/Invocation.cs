using System.Text.Json.Nodes;
using LocalCloud.Kernel;
using LocalCloud.States.Language;

namespace LocalCloud.States;

/// <summary>One call of a function, either by its ARN as the task's resource or through <c>lambda:invoke</c>: they differ in events and results.</summary>
/// <param name="FunctionArn">The function.</param>
/// <param name="Input">The payload, JSON.</param>
/// <param name="Names">Event types.</param>
/// <param name="Parameters">JSON, of lambda:invoke only.</param>
internal sealed record Invocation(string FunctionArn, string Input, TaskEventNames Names, string? Parameters)
{
    private const string LambdaInvoke = "lambda";

    /// <summary>What States.DataLimitExceeded calls the task whose result is too large.</summary>
    public string ResultLimitName => Parameters is null ? FunctionArn : LambdaInvoke;

    public static Invocation Of(Visit visit, TaskState task)
    {
        var input = new Data(visit.Fill(task.Parameters, visit.EffectiveInput()));
        if (input.IsTooLarge)
        {
            throw StateFailure.DataLimitExceeded(task.Name);
        }

        return task.Resource.FunctionArn is { } arn
            ? new Invocation(arn, input.Text, TaskEventNames.ByArn, Parameters: null)
            : Integration(visit.Execution.Machine, (JsonObject)input.Value!, input.Text);
    }

    public HistoryEvent Scheduled(HistoryEvent next, long? timeoutSeconds) =>
        Parameters is null
            ? next with
            {
                Type = Names.Scheduled,
                Resource = FunctionArn,
                Input = Input,
                TimeoutInSeconds = timeoutSeconds,
            }
            : next with
            {
                Type = Names.Scheduled,
                Parameters = Parameters,
                TimeoutInSeconds = timeoutSeconds,
            };

    /// <summary>The task's result: the function's own, or for lambda:invoke the SDK's reply around it.</summary>
    public Data Output(string payload, Ids ids) =>
        Parameters is null
            ? new Data(Json.Parse(payload), payload)
            : new Data(
                new JsonObject
                {
                    ["ExecutedVersion"] = "$LATEST",
                    ["Payload"] = Json.Parse(payload),
                    ["SdkHttpMetadata"] = new JsonObject { ["HttpStatusCode"] = 200 },
                    ["SdkResponseMetadata"] = new JsonObject { ["RequestId"] = ids.NewGuid() },
                    ["StatusCode"] = 200,
                }
            );

    private static Invocation Integration(StateMachine machine, JsonObject parameters, string text)
    {
        var function =
            Json.String(parameters["FunctionName"])
            ?? throw StateFailure.Runtime("The parameter FunctionName must be a string");
        var arn = function.StartsWith("arn:", StringComparison.Ordinal)
            ? function
            : $"arn:aws:lambda:{machine.Region}:{machine.AccountId}:function:{function}";
        var payload = parameters.TryGetPropertyValue("Payload", out var value) ? Json.Text(value) : "{}";
        return new Invocation(arn, payload, TaskEventNames.ByIntegration, text);
    }
}

/// <summary>Event types of a task.</summary>
internal sealed record TaskEventNames(
    string Scheduled,
    string Started,
    string Succeeded,
    string Failed,
    string TimedOut
)
{
    public static TaskEventNames ByArn { get; } = Of("LambdaFunction");

    public static TaskEventNames ByIntegration { get; } = Of("Task");

    private static TaskEventNames Of(string prefix) =>
        new(
            $"{prefix}Scheduled",
            $"{prefix}Started",
            $"{prefix}Succeeded",
            $"{prefix}Failed",
            $"{prefix}TimedOut"
        );
}
