using System.Text.Json.Nodes;

namespace LocalCloud.Deploy.Templates;

/// <summary>A resource that exists, as Ref and GetAtt see it.</summary>
/// <param name="Type">For example AWS::SQS::Queue.</param>
/// <param name="PhysicalId">What Ref returns.</param>
/// <param name="Attributes">What GetAtt returns, by attribute.</param>
public sealed record Created(string Type, string PhysicalId, IReadOnlyDictionary<string, string> Attributes)
{
    /// <summary>Its ARN, when it has the attribute Arn.</summary>
    public string? Arn => Attributes.GetValueOrDefault("Arn");
}

/// <summary>What the names in a template stand for during one deployment.</summary>
/// <param name="template">The template.</param>
/// <param name="parameters">Checked values.</param>
/// <param name="pseudo">Where it is deployed.</param>
public sealed class Scope(
    Template template,
    IReadOnlyDictionary<string, JsonNode> parameters,
    PseudoParameters pseudo
)
{
    private readonly Dictionary<string, Created> _created = new(StringComparer.Ordinal);

    /// <summary>The template.</summary>
    public Template Template => template;

    /// <summary>Where it is deployed.</summary>
    public PseudoParameters Pseudo => pseudo;

    /// <summary>True of what names a resource of the template, whether it is created or not.</summary>
    public bool IsResource(string name) => template.Resources.ContainsKey(name);

    /// <summary>A resource exists from here on.</summary>
    public void Add(string logicalId, Created created) => _created.Add(logicalId, created);

    /// <summary>The value of a parameter or pseudo parameter, or null when the name is none.</summary>
    public JsonNode? ValueOf(string name) =>
        parameters.TryGetValue(name, out var value) ? value.DeepClone()
        : pseudo.ValueOf(name) is { } text ? JsonValue.Create(text)
        : null;

    /// <summary>A resource that exists.</summary>
    /// <exception cref="TemplateException">There is none of this name, or its condition is false.</exception>
    public Created Resource(string name, string where)
    {
        if (_created.TryGetValue(name, out var created))
        {
            return created;
        }

        throw new TemplateException(
            where,
            !IsResource(name) ? $"there is no parameter and no resource '{name}'."
                : template.ConditionOf(name) is { } condition
                    ? $"the resource '{name}' does not exist here (it hangs on the condition {condition})."
                : $"the resource '{name}' cannot be referred to here."
        );
    }
}
