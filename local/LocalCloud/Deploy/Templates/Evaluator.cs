using System.Text.Json.Nodes;

namespace LocalCloud.Deploy.Templates;

/// <summary>
/// Intrinsic functions (CloudFormation User Guide, "Intrinsic function reference"). A null result is AWS::NoValue:
/// the property, or the list's member, is left out.
/// </summary>
public sealed class Evaluator
{
    private readonly Scope _scope;
    private readonly Dictionary<string, Func<JsonNode, string, JsonNode?>> _functions;

    /// <summary>An evaluator for one deployment.</summary>
    public Evaluator(Scope scope)
    {
        _scope = scope;
        Conditions = new Conditions(scope, this);
        _functions = new(StringComparer.Ordinal)
        {
            ["Ref"] = Ref,
            ["Fn::GetAtt"] = GetAtt,
            ["Fn::Sub"] = Sub,
            ["Fn::If"] = If,
            ["Fn::Join"] = Join,
            ["Fn::Select"] = Select,
            ["Fn::Split"] = Split,
            ["Fn::FindInMap"] = FindInMap,
        };
    }

    /// <summary>The template's conditions.</summary>
    public Conditions Conditions { get; }

    /// <summary>What a node stands for.</summary>
    /// <exception cref="TemplateException">A function is not known, or cannot be evaluated; names the path.</exception>
    public JsonNode? Evaluate(JsonNode node, string where) =>
        node switch
        {
            JsonObject map when Nodes.IsFunction(map, out var name, out var argument) => Call(
                name,
                argument,
                where
            ),
            JsonObject map => Members(map, where),
            JsonArray list => Items(list, where),
            _ => node.DeepClone(),
        };

    /// <summary>The members of a map, evaluated.</summary>
    public JsonObject Members(JsonObject map, string where)
    {
        ArgumentNullException.ThrowIfNull(map);
        var result = new JsonObject();
        foreach (var (name, value) in map)
        {
            if (name.StartsWith("Fn::", StringComparison.Ordinal))
            {
                throw new TemplateException($"{where}.{name}", "a function stands alone in its map.");
            }

            if (Evaluate(value!, $"{where}.{name}") is { } evaluated)
            {
                result.Add(name, evaluated);
            }
        }

        return result;
    }

    /// <summary>A scalar's text after evaluation.</summary>
    public string TextOf(JsonNode? node, string where) =>
        Nodes.TextAt(node is null ? null : Evaluate(node, where), where);

    private JsonArray Items(JsonArray list, string where) =>
        [.. list.Select((item, i) => Evaluate(item!, $"{where}[{i}]")).Where(item => item is not null)];

    private JsonNode? Call(string name, JsonNode argument, string where) =>
        _functions.TryGetValue(name, out var function)
            ? function(argument, where)
            : throw new TemplateException(
                where,
                $"{name} is not known here; known: {string.Join(", ", _functions.Keys)}."
            );

    private JsonNode? Ref(JsonNode argument, string where)
    {
        var name = Nodes.TextAt(argument, where);
        return name == PseudoParameters.NoValue
            ? null
            : _scope.ValueOf(name) ?? JsonValue.Create(_scope.Resource(name, where).PhysicalId);
    }

    private JsonValue GetAtt(JsonNode argument, string where)
    {
        var pair = Nodes.ListAt(argument, 2, where);
        return JsonValue.Create(Attribute(Nodes.TextAt(pair[0], where), TextOf(pair[1], where), where));
    }

    private string Attribute(string resource, string attribute, string where)
    {
        var created = _scope.Resource(resource, where);
        return created.Attributes.GetValueOrDefault(attribute)
            ?? throw new TemplateException(
                where,
                $"'{resource}', of type {created.Type}, has no attribute {attribute}; it has [{string.Join(", ", created.Attributes.Keys)}]."
            );
    }

    private JsonValue Sub(JsonNode argument, string where)
    {
        var substitution = Substitution.Read(argument, where);
        return JsonValue.Create(substitution.Fill(name => Named(substitution, name, where)));
    }

    private string Named(Substitution substitution, string name, string where)
    {
        if (substitution.Variables[name] is { } own)
        {
            return TextOf(own, $"{where}.{name}");
        }

        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return dot > 0
            ? Attribute(name[..dot], name[(dot + 1)..], where)
            : Nodes.TextAt(Ref(JsonValue.Create(name), where), $"{where}, ${{{name}}}");
    }

    private JsonNode? If(JsonNode argument, string where)
    {
        var list = Nodes.ListAt(argument, 3, where);
        return Evaluate(list[Conditions.Holds(Nodes.TextAt(list[0], where), where) ? 1 : 2]!, where);
    }

    private JsonValue Join(JsonNode argument, string where)
    {
        var list = Nodes.ListAt(argument, 2, where);
        var items = Nodes.ListAt(Evaluate(list[1]!, where), where).Select(item => Nodes.TextAt(item, where));
        return JsonValue.Create(string.Join(Nodes.TextAt(list[0], where), items));
    }

    private JsonNode Select(JsonNode argument, string where)
    {
        var list = Nodes.ListAt(argument, 2, where);
        var items = Nodes.ListAt(Evaluate(list[1]!, where), where);
        return int.TryParse(TextOf(list[0], where), out var index) && index >= 0 && index < items.Count
            ? items[index]!.DeepClone()
            : throw new TemplateException(
                where,
                $"Fn::Select of '{TextOf(list[0], where)}' from a list of {items.Count}."
            );
    }

    private JsonArray Split(JsonNode argument, string where)
    {
        var list = Nodes.ListAt(argument, 2, where);
        return
        [
            .. TextOf(list[1], where)
                .Split(Nodes.TextAt(list[0], where))
                .Select(part => JsonValue.Create(part)),
        ];
    }

    private JsonNode FindInMap(JsonNode argument, string where)
    {
        var keys = Nodes.ListAt(argument, 3, where).Select(key => TextOf(key, where)).ToList();
        return _scope.Template.Mappings[keys[0]]?[keys[1]]?[keys[2]]?.DeepClone()
            ?? throw new TemplateException(where, $"the Mappings hold no {string.Join(".", keys)}.");
    }
}
