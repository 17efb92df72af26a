using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LocalCloud.Deploy.Templates;

/// <summary>Small questions to template nodes.</summary>
public static class Nodes
{
    /// <summary>A scalar as CloudFormation writes it into a string: numbers as written, booleans in lower case. Null for lists and maps.</summary>
    public static string? Text(JsonNode? node) =>
        node is not JsonValue value ? null
        : value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>()
        : value.ToJsonString();

    /// <summary>A scalar's text.</summary>
    /// <exception cref="TemplateException">It is a list, a map, or missing.</exception>
    public static string TextAt(JsonNode? node, string where) =>
        Text(node) ?? throw new TemplateException(where, $"expected a string, found {Kind(node)}.");

    /// <summary>A list.</summary>
    /// <exception cref="TemplateException">It is none.</exception>
    public static JsonArray ListAt(JsonNode? node, string where) =>
        node as JsonArray ?? throw new TemplateException(where, $"expected a list, found {Kind(node)}.");

    /// <summary>A list of exactly so many members.</summary>
    /// <exception cref="TemplateException">It is none, or has another length.</exception>
    public static JsonArray ListAt(JsonNode? node, int length, string where) =>
        ListAt(node, where) is { } list && list.Count == length
            ? list
            : throw new TemplateException(where, $"expected a list of {length}, found {Kind(node)}.");

    /// <summary>A map.</summary>
    /// <exception cref="TemplateException">It is none.</exception>
    public static JsonObject MapAt(JsonNode? node, string where) =>
        node as JsonObject ?? throw new TemplateException(where, $"expected a map, found {Kind(node)}.");

    /// <summary>A map that may be missing, which is an empty one.</summary>
    /// <exception cref="TemplateException">It is something else.</exception>
    public static JsonObject MapOrEmpty(JsonNode? node, string where) =>
        node is null ? [] : MapAt(node, where);

    /// <summary>What a node is, for messages.</summary>
    public static string Kind(JsonNode? node) =>
        node switch
        {
            null => "nothing",
            JsonObject { Count: 1 } one when IsFunction(one, out var name, out _) => name,
            JsonObject => "a map",
            JsonArray list => $"a list of {list.Count}",
            _ => $"'{Text(node)}'",
        };

    /// <summary>True of <c>{"Ref": …}</c> and <c>{"Fn::…": …}</c>.</summary>
    public static bool IsFunction(
        JsonObject map,
        [NotNullWhen(true)] out string? name,
        [NotNullWhen(true)] out JsonNode? argument
    )
    {
        ArgumentNullException.ThrowIfNull(map);
        (name, argument) = map.Count == 1 ? (map.First().Key, map.First().Value) : (null, null);
        return argument is not null
            && name is not null
            && (name == "Ref" || name.StartsWith("Fn::", StringComparison.Ordinal));
    }

    /// <summary>Refuses members that are not known, by name.</summary>
    /// <exception cref="TemplateException">One is not among <paramref name="known"/>.</exception>
    public static void OnlyKnown(JsonObject map, IReadOnlyCollection<string> known, string what, string where)
    {
        ArgumentNullException.ThrowIfNull(map);
        foreach (var (name, _) in map)
        {
            if (!known.Contains(name))
            {
                throw new TemplateException(
                    $"{where}.{name}",
                    $"the local cloud does not know this of {what}. It knows {string.Join(", ", known)}."
                );
            }
        }
    }
}
