using System.Text.Json.Nodes;

namespace LocalCloud.States.Language;

/// <summary>A payload template (Parameters, ResultSelector): plain JSON in which fields that end in <c>.$</c> are computed.</summary>
internal abstract record Template
{
    private Template() { }

    public sealed record Constant(JsonNode? Value) : Template;

    public sealed record Computed(string Field, Expression Expression) : Template;

    public sealed record Members(IReadOnlyList<KeyValuePair<string, Template>> Fields) : Template;

    public sealed record Items(IReadOnlyList<Template> Elements) : Template;

    /// <summary>The payload; a node of its own.</summary>
    public JsonNode? Fill(Scope scope) =>
        this switch
        {
            Constant constant => constant.Value?.DeepClone(),
            Computed computed => computed.Expression.Value(scope, computed.Field),
            Members members => new JsonObject(
                members.Fields.Select(f => KeyValuePair.Create(f.Key, f.Value.Fill(scope)))
            ),
            Items items => new JsonArray([.. items.Elements.Select(e => e.Fill(scope))]),
            _ => throw new InvalidOperationException("No such template"),
        };

    /// <summary>The template that <paramref name="node"/> spells; <see cref="FormatException"/> with the reason when it spells none.</summary>
    public static Template Read(JsonNode? node) =>
        node switch
        {
            JsonObject members => new Members(ReadMembers(members)),
            JsonArray items => new Items([.. items.Select(Read)]),
            _ => new Constant(node?.DeepClone()),
        };

    private static List<KeyValuePair<string, Template>> ReadMembers(JsonObject members)
    {
        var fields = new List<KeyValuePair<string, Template>>();
        foreach (var (key, value) in members)
        {
            var (name, template) = key.EndsWith(".$", StringComparison.Ordinal)
                ? (key[..^2], new Computed(key, ExpressionReader.Read(Text(key, value))))
                : (key, Read(value));
            if (fields.Exists(f => f.Key == name))
            {
                throw new FormatException($"'{name}' is given twice");
            }

            fields.Add(KeyValuePair.Create(name, template));
        }

        return fields;
    }

    private static string Text(string key, JsonNode? value) =>
        Json.String(value)
        ?? throw new FormatException(
            $"The value of '{key}' must be a string that is a path or an intrinsic function"
        );
}
