using System.Text.Json.Nodes;

namespace LocalCloud.Deploy.Templates;

/// <summary>A template by its sections, not evaluated yet. Serverless resources are written out as SAM does it.</summary>
/// <param name="Parameters">By name.</param>
/// <param name="Rules">By name.</param>
/// <param name="Mappings">By name.</param>
/// <param name="Conditions">By name.</param>
/// <param name="Resources">By logical id, each with Type and Properties.</param>
/// <param name="Outputs">By name.</param>
public sealed record Template(
    JsonObject Parameters,
    JsonObject Rules,
    JsonObject Mappings,
    JsonObject Conditions,
    JsonObject Resources,
    JsonObject Outputs
)
{
    private const string Serverless = "AWS::Serverless-2016-10-31";

    private static readonly string[] _sections =
    [
        "AWSTemplateFormatVersion",
        "Transform",
        "Description",
        "Metadata",
        "Globals",
        "Parameters",
        "Rules",
        "Mappings",
        "Conditions",
        "Resources",
        "Outputs",
    ];

    private static readonly string[] _resourceMembers =
    [
        "Type",
        "Properties",
        "Condition",
        "DependsOn",
        "DeletionPolicy",
        "UpdateReplacePolicy",
        "Metadata",
    ];

    /// <summary>Reads a template from its YAML text.</summary>
    /// <exception cref="TemplateException">It is not one that CloudFormation and the local cloud know.</exception>
    public static Template Read(string yaml)
    {
        var root = TemplateYaml.Read(yaml);
        Nodes.OnlyKnown(root, _sections, "a template", "Template");
        return new(
            Section(root, "Parameters"),
            Section(root, "Rules"),
            Section(root, "Mappings"),
            Section(root, "Conditions"),
            ResourcesOf(root),
            Section(root, "Outputs")
        );
    }

    /// <summary>The type of a resource.</summary>
    public string TypeOf(string logicalId) =>
        Nodes.TextAt(Resources[logicalId]?["Type"], $"Resources.{logicalId}.Type");

    /// <summary>The name of the condition that a resource hangs on, or null.</summary>
    public string? ConditionOf(string logicalId) => Nodes.Text(Resources[logicalId]?["Condition"]);

    private static JsonObject ResourcesOf(JsonObject root)
    {
        var resources = Section(root, "Resources");
        if (resources.Count == 0)
        {
            throw new TemplateException("Resources", "a template has at least one resource.");
        }

        foreach (var (id, resource) in resources)
        {
            Nodes.OnlyKnown(
                Nodes.MapAt(resource, $"Resources.{id}"),
                _resourceMembers,
                "a resource",
                $"Resources.{id}"
            );
            Nodes.TextAt(resource?["Type"], $"Resources.{id}.Type");
        }

        return Transformed(root)
            ? Deploy.Serverless.ServerlessTransform.Apply(resources, Section(root, "Globals"))
            : resources;
    }

    private static bool Transformed(JsonObject root) =>
        Nodes.Text(root["Transform"]) switch
        {
            null when !root.ContainsKey("Transform") => false,
            Serverless => true,
            _ => throw new TemplateException("Transform", $"the local cloud knows {Serverless} only."),
        };

    private static JsonObject Section(JsonObject root, string name) => Nodes.MapOrEmpty(root[name], name);
}
