using System.Text.Json.Nodes;
using LocalCloud.Deploy.Templates;

namespace LocalCloud.Deploy.Serverless;

/// <summary>
/// AWS::Serverless::Function and ::StateMachine written out as plain CloudFormation resources: pure, nothing is evaluated.
/// Logical ids, policies and tags are those that the SAM translator generates (compared with aws-sam-translator 1.110.0);
/// only code and definitions stay local paths, as <c>aws cloudformation package</c> accepts them.
/// </summary>
public static class ServerlessTransform
{
    /// <summary>The resources without Serverless ones.</summary>
    /// <param name="resources">The template's Resources section.</param>
    /// <param name="globals">The template's Globals section; Function is merged into every function.</param>
    /// <exception cref="TemplateException">A property or type that the local cloud does not know.</exception>
    public static JsonObject Apply(JsonObject resources, JsonObject globals)
    {
        ArgumentNullException.ThrowIfNull(resources);
        ArgumentNullException.ThrowIfNull(globals);
        Nodes.OnlyKnown(globals, ["Function"], "Globals", "Globals");
        var shared = Nodes.MapOrEmpty(globals["Function"], "Globals.Function");
        var result = new JsonObject();
        foreach (var (id, node) in resources)
        {
            foreach (var (generatedId, generated) in Expand(id, node!.AsObject(), shared))
            {
                if (!result.TryAdd(generatedId, generated))
                {
                    throw new TemplateException(
                        $"Resources.{id}",
                        $"would generate '{generatedId}', which exists already."
                    );
                }
            }
        }

        return result;
    }

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Expand(
        string id,
        JsonObject resource,
        JsonObject shared
    )
    {
        var type = Nodes.TextAt(resource["Type"], $"Resources.{id}.Type");
        return type switch
        {
            "AWS::Serverless::Function" => ServerlessFunction.Expand(new SamResource(id, resource, shared)),
            "AWS::Serverless::StateMachine" => ServerlessStateMachine.Expand(
                new SamResource(id, resource, [])
            ),
            _ when type.StartsWith("AWS::Serverless::", StringComparison.Ordinal) =>
                throw new TemplateException($"Resources.{id}.Type", $"the local cloud does not know {type}."),
            _ => [new(id, resource.DeepClone())],
        };
    }
}
