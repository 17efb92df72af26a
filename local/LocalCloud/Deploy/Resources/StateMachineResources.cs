using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LocalCloud.Deploy.Templates;

namespace LocalCloud.Deploy.Resources;

/// <summary>AWS::StepFunctions::StateMachine, standard workflows.</summary>
internal static partial class StateMachineResources
{
    public static readonly ResourceType StateMachine = new(
        "AWS::StepFunctions::StateMachine",
        [
            "StateMachineName",
            "StateMachineType",
            "DefinitionS3Location",
            "DefinitionString",
            "Definition",
            "DefinitionSubstitutions",
            "RoleArn",
            "LoggingConfiguration",
            "TracingConfiguration",
            "Tags",
        ],
        Create
    );

    private static Created Create(NewResource machine)
    {
        machine.Only("StateMachineType", "STANDARD");
        // Without a name CloudFormation leaves the stack's name out here.
        var name = machine.Optional("StateMachineName") is null
            ? $"{machine.LogicalId}-{machine.Ids.NewToken(12)}"
            : machine.Name("StateMachineName", 80);
        if (!machine.Deployed.Claim(machine.Arn("states", $"stateMachine:{name}")))
        {
            throw machine.Refuse("StateMachineName", $"State Machine Already Exists: '{name}'");
        }

        var role = machine.Text("RoleArn");
        if (
            !machine.Deployed.Roles.TryGetValue(role, out var deployed)
            || !PolicyDocuments.Trusts(deployed.Trust, "states.amazonaws.com")
        )
        {
            throw machine.Refuse(
                "RoleArn",
                $"Neither the global service principal states.amazonaws.com, nor the regional one is authorized to assume the provided role {role}."
            );
        }

        var arn = machine.Ports.StateMachines.CreateStateMachine(
            machine.Account,
            machine.Region,
            name,
            Fill(machine, Definition(machine)),
            role
        );
        return machine.Created(arn, ("Arn", arn), ("Name", name), ("StateMachineRevisionId", "INITIAL"));
    }

    private static string Definition(NewResource machine)
    {
        if (machine.Properties["Definition"] is JsonObject inline)
        {
            return inline.ToJsonString();
        }

        if (machine.Optional("DefinitionString") is { } text)
        {
            return text;
        }

        var file = Path.GetFullPath(machine.Text("DefinitionS3Location"), machine.TemplateFolder);
        return File.Exists(file)
            ? File.ReadAllText(file)
            : throw machine.Refuse(
                "DefinitionUri",
                $"there is no file {machine.Text("DefinitionS3Location")} beside the template."
            );
    }

    private static string Fill(NewResource machine, string definition)
    {
        var values = machine.MapOrEmpty("DefinitionSubstitutions");
        var filled = Placeholder()
            .Replace(
                definition,
                m =>
                    values[m.Groups["name"].Value] is { } value
                        ? Nodes.TextAt(value, machine.PathOf("DefinitionSubstitutions"))
                        : throw machine.Refuse(
                            "DefinitionSubstitutions",
                            $"the definition asks for {m.Value}, which is not given."
                        )
            );
        try
        {
            using var _ = JsonDocument.Parse(filled);
            return filled;
        }
        catch (JsonException e)
        {
            throw new TemplateException(machine.PathOf("Definition"), $"is no JSON: {e.Message}", e);
        }
    }

    [GeneratedRegex(@"\$\{(?<name>[A-Za-z0-9_]+)\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
