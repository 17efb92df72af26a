using System.Globalization;
using System.Text.Json.Nodes;
using LocalCloud.Deploy.Templates;
using LocalCloud.Kernel;

namespace LocalCloud.Deploy.Resources;

/// <summary>A resource that is about to be created: its evaluated properties, and what it is created with.</summary>
internal sealed record NewResource(
    string LogicalId,
    string Type,
    JsonObject Properties,
    PseudoParameters Stack,
    string TemplateFolder,
    DeploymentPorts Ports,
    Deployed Deployed,
    Ids Ids
)
{
    public string Account => Stack.AccountId;

    public string Region => Stack.Region;

    public string PathOf(string property) => $"Resources.{LogicalId}.Properties.{property}";

    public TemplateException Refuse(string property, string problem) => new(PathOf(property), problem);

    public string? Optional(string property) =>
        Properties[property] is { } node ? Nodes.TextAt(node, PathOf(property)) : null;

    public string Text(string property) => Nodes.TextAt(Properties[property], PathOf(property));

    public JsonObject Map(string property) => Nodes.MapAt(Properties[property], PathOf(property));

    public JsonObject MapOrEmpty(string property) => Nodes.MapOrEmpty(Properties[property], PathOf(property));

    public JsonArray List(string property) => Nodes.ListAt(Properties[property], PathOf(property));

    public int Number(string property, int least, int most, int otherwise) =>
        Optional(property) is not { } text ? otherwise
        : int.TryParse(text, CultureInfo.InvariantCulture, out var number)
        && number >= least
        && number <= most
            ? number
        : throw Refuse(property, $"'{text}' must be a whole number from {least} to {most}.");

    public bool Flag(string property, bool otherwise) =>
        Optional(property) switch
        {
            null => otherwise,
            "true" => true,
            "false" => false,
            var text => throw Refuse(property, $"'{text}' must be true or false."),
        };

    /// <summary>Only one value is simulated.</summary>
    public void Only(string property, string value)
    {
        if (Optional(property) is { } text && text != value)
        {
            throw Refuse(property, $"'{text}' is not simulated; only {value} is.");
        }
    }

    /// <summary>The name that the template gives, or one as CloudFormation makes it: stack, logical id, random.</summary>
    /// <param name="property">Which holds the given name.</param>
    /// <param name="longest">The service's limit.</param>
    public string Name(string property, int longest) =>
        Optional(property) is not { } name ? GeneratedName(longest)
        : name.Length > 0 && name.Length <= longest ? name
        : throw Refuse(property, $"'{name}' must have 1 to {longest} characters, and has {name.Length}.");

    public string GeneratedName(int longest)
    {
        var start = $"{Stack.StackName}-{LogicalId}";
        return $"{(start.Length > longest - 13 ? start[..(longest - 13)] : start)}-{Ids.NewToken(12)}";
    }

    public string Arn(string service, string resource) =>
        $"arn:{Stack.Partition}:{service}:{Region}:{Account}:{resource}";

    public Created Created(string physicalId, params (string Name, string Value)[] attributes) =>
        new(Type, physicalId, attributes.ToDictionary(a => a.Name, a => a.Value, StringComparer.Ordinal));
}
