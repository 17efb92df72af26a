using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace LocalCloud.Deploy.Templates;

/// <summary>
/// Template YAML (or JSON) into nodes, the short forms (<c>!Ref</c>, <c>!Sub</c>, …) written out as their long forms.
/// What CloudFormation does not read is refused: null values, anchors and aliases, a key given twice
/// (CloudFormation User Guide, "Template format").
/// </summary>
public static partial class TemplateYaml
{
    /// <summary>Reads a template.</summary>
    /// <exception cref="TemplateException">It is no YAML map, or holds what CloudFormation does not read.</exception>
    public static JsonObject Read(string yaml)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(yaml));
        }
        catch (YamlException e)
        {
            throw new TemplateException($"line {e.Start.Line}", e.Message, e);
        }

        return stream.Documents is [{ RootNode: YamlMappingNode root }]
            ? (JsonObject)Convert(root)
            : throw new TemplateException("line 1", "a template is one YAML document, a map.");
    }

    private static JsonNode Convert(YamlNode node)
    {
        if (!node.Anchor.IsEmpty)
        {
            throw At(node, $"CloudFormation reads no anchors (&{node.Anchor.Value}).");
        }

        JsonNode plain = node switch
        {
            YamlMappingNode map => Map(map),
            YamlSequenceNode list => new JsonArray([.. list.Children.Select(Convert)]),
            YamlScalarNode scalar => Scalar(scalar),
            _ => throw At(node, $"a {node.NodeType} is not known."),
        };
        return ShortForm(node) is { } name ? Function(name, plain, node) : plain;
    }

    private static JsonObject Map(YamlMappingNode map)
    {
        var result = new JsonObject();
        foreach (var (key, value) in map.Children)
        {
            if (key is not YamlScalarNode { Value: { } name })
            {
                throw At(key, "a key is not a string.");
            }

            result.Add(name, Convert(value));
        }

        return result;
    }

    private static string? ShortForm(YamlNode node) =>
        !node.Tag.IsEmpty && node.Tag.Value is ['!', .. { Length: > 0 } name] ? name : null;

    private static JsonObject Function(string name, JsonNode argument, YamlNode node) =>
        name switch
        {
            "Ref" or "Condition" => new JsonObject { [name] = argument },
            "GetAtt" when argument is JsonValue => new JsonObject
            {
                ["Fn::GetAtt"] = Attribute(argument, node),
            },
            _ => new JsonObject { ["Fn::" + name] = argument },
        };

    private static JsonArray Attribute(JsonNode argument, YamlNode node)
    {
        var text = Nodes.TextAt(argument, $"line {node.Start.Line}");
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        return dot > 0
            ? [text[..dot], text[(dot + 1)..]]
            : throw At(node, $"!GetAtt {text}: expected Resource.Attribute.");
    }

    private static JsonValue Scalar(YamlScalarNode scalar)
    {
        var text = scalar.Value ?? "";
        if (scalar.Style != ScalarStyle.Plain || ShortForm(scalar) is not null)
        {
            return JsonValue.Create(text);
        }

        return text switch
        {
            "" or "~" or "null" or "Null" or "NULL" => throw At(
                scalar,
                "CloudFormation allows no null value."
            ),
            "true" or "True" or "TRUE" or "yes" or "Yes" or "YES" or "on" or "On" or "ON" => JsonValue.Create(
                true
            ),
            "false" or "False" or "FALSE" or "no" or "No" or "NO" or "off" or "Off" or "OFF" =>
                JsonValue.Create(false),
            _ when Whole().IsMatch(text)
                    && long.TryParse(text, CultureInfo.InvariantCulture, out var whole) => JsonValue.Create(
                whole
            ),
            _ when Fraction().IsMatch(text) => JsonValue.Create(
                decimal.Parse(text, CultureInfo.InvariantCulture)
            ),
            _ => JsonValue.Create(text),
        };
    }

    private static TemplateException At(YamlNode node, string problem) =>
        new($"line {node.Start.Line}", problem);

    [GeneratedRegex("^-?(0|[1-9][0-9]*)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Whole();

    [GeneratedRegex(@"^-?[0-9]+\.[0-9]+$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Fraction();
}
