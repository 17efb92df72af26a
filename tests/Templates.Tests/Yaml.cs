using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace Templates.Tests;

/// <summary>
/// Reads a template as JSON: short forms become long ones (<c>!Sub x</c> is <c>{"Fn::Sub":"x"}</c>), every scalar is a string.
/// Nothing is resolved: these tests judge what is written.
/// </summary>
internal static class Yaml
{
    public static JsonObject Load(string path)
    {
        using var reader = new StreamReader(path);
        var stream = new YamlStream();
        stream.Load(reader);
        return (JsonObject)Convert(stream.Documents.Single().RootNode);
    }

    private static JsonNode Convert(YamlNode node)
    {
        JsonNode plain = node switch
        {
            YamlMappingNode map => new JsonObject(
                map.Select(e =>
                    KeyValuePair.Create(((YamlScalarNode)e.Key).Value!, (JsonNode?)Convert(e.Value))
                )
            ),
            YamlSequenceNode list => new JsonArray([.. list.Select(Convert)]),
            _ => JsonValue.Create(((YamlScalarNode)node).Value ?? ""),
        };
        return !node.Tag.IsEmpty && node.Tag.Value is ['!', _, ..] tag and not ['!', '!', ..]
            ? LongForm(tag[1..], plain)
            : plain;
    }

    private static JsonObject LongForm(string function, JsonNode argument) =>
        function switch
        {
            "Ref" or "Condition" => new JsonObject { [function] = argument },
            "GetAtt" when argument is JsonValue => new JsonObject
            {
                ["Fn::GetAtt"] = new JsonArray([
                    .. argument.ToString().Split('.', 2).Select(p => JsonValue.Create(p)),
                ]),
            },
            _ => new JsonObject { ["Fn::" + function] = argument },
        };
}
