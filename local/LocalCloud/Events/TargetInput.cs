using System.Text.Json.Nodes;
using LocalCloud.Kernel;

namespace LocalCloud.Events;

/// <summary>What a target gets instead of the event: a constant, a part of it, or what a template makes of it.</summary>
internal sealed record TargetInput(string? Constant, EventPath? Part, InputTransformer? Transformer)
{
    /// <summary>Reads the members Input, InputPath and InputTransformer, of which there is one.</summary>
    /// <exception cref="AwsError">ValidationException.</exception>
    public static TargetInput Read(JsonObject given)
    {
        if (given.Count != 1)
        {
            throw new AwsError(
                "ValidationException",
                "Only one of Input, InputPath, or InputTransformer must be provided for target."
            );
        }

        var (name, value) = given.First();
        return name switch
        {
            "Input" => new TargetInput(value?.ToString() ?? "", Part: null, Transformer: null),
            "InputPath" => new TargetInput(
                Constant: null,
                EventPath.Parse(value?.ToString() ?? "")
                    ?? throw new AwsError("ValidationException", $"'{value}' is no path"),
                Transformer: null
            ),
            _ => new TargetInput(
                Constant: null,
                Part: null,
                InputTransformer.Read(value as JsonObject ?? [])
            ),
        };
    }

    /// <summary>The target's input.</summary>
    public string Of(JsonObject envelope, string ruleArn) =>
        Constant ?? Transformer?.Apply(envelope, ruleArn) ?? Part!.Find(envelope)?.ToJsonString() ?? "{}";
}
