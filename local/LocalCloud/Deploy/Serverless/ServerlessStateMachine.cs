using System.Text.Json.Nodes;
using LocalCloud.Deploy.Templates;

namespace LocalCloud.Deploy.Serverless;

/// <summary>AWS::Serverless::StateMachine → state machine and role.</summary>
internal static class ServerlessStateMachine
{
    private static readonly (string From, string To)[] _copied =
    [
        ("DefinitionUri", "DefinitionS3Location"),
        ("Definition", "Definition"),
        ("DefinitionSubstitutions", "DefinitionSubstitutions"),
        ("Name", "StateMachineName"),
        ("Type", "StateMachineType"),
        ("Logging", "LoggingConfiguration"),
        ("Tracing", "TracingConfiguration"),
    ];

    private static readonly string[] _known = [.. _copied.Select(c => c.From), .. SamRole.Properties, "Tags"];

    public static IEnumerable<KeyValuePair<string, JsonNode?>> Expand(SamResource machine)
    {
        Nodes.OnlyKnown(
            machine.Given,
            _known,
            "AWS::Serverless::StateMachine",
            $"{machine.Where}.Properties"
        );
        var properties = new JsonObject();
        machine.Copy(properties, _copied);
        properties["RoleArn"] = machine["Role"] ?? SamResource.Attribute(machine.Id + "Role", "Arn");
        properties["Tags"] = machine.Tags("stateMachine:createdBy");
        yield return machine.Itself("AWS::StepFunctions::StateMachine", properties);
        if (machine["Role"] is null)
        {
            yield return SamRole.For(
                machine,
                "stateMachine",
                "states.amazonaws.com",
                ManagedPolicies(machine),
                []
            );
        }
    }

    private static string[] ManagedPolicies(SamResource machine) =>
        Nodes.Text(machine["Tracing"]?["Enabled"]) == "true" ? [SamRole.TracingPolicy] : [];
}
