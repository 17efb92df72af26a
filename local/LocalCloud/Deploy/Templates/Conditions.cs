using System.Text.Json.Nodes;

namespace LocalCloud.Deploy.Templates;

/// <summary>The Conditions section, and condition functions wherever they stand.</summary>
public sealed class Conditions
{
    private readonly Scope _scope;
    private readonly Evaluator _evaluator;
    private readonly Dictionary<string, bool> _known = new(StringComparer.Ordinal);
    private readonly List<string> _asked = [];
    private readonly Dictionary<string, Func<JsonNode, string, bool>> _functions;

    internal Conditions(Scope scope, Evaluator evaluator)
    {
        _scope = scope;
        _evaluator = evaluator;
        _functions = new(StringComparer.Ordinal)
        {
            ["Condition"] = (name, where) => Holds(Nodes.TextAt(name, where), where),
            ["Fn::Equals"] = (pair, where) => AreEqual(Nodes.ListAt(pair, 2, where), where),
            ["Fn::Not"] = (one, where) => !IsTrue(Nodes.ListAt(one, 1, where)[0], where),
            ["Fn::And"] = (list, where) => Operands(list, where).TrueForAll(operand => operand),
            ["Fn::Or"] = (list, where) => Operands(list, where).Exists(operand => operand),
            ["Fn::Contains"] = (pair, where) => Contains(Nodes.ListAt(pair, 2, where), where),
            ["Fn::EachMemberIn"] = (pair, where) => EachMemberIn(Nodes.ListAt(pair, 2, where), where),
            ["Fn::EachMemberEquals"] = (pair, where) => EachMemberEquals(Nodes.ListAt(pair, 2, where), where),
        };
    }

    /// <summary>Whether a named condition holds.</summary>
    /// <exception cref="TemplateException">It does not exist, or refers to itself.</exception>
    public bool Holds(string name, string where)
    {
        if (_known.TryGetValue(name, out var known))
        {
            return known;
        }

        var condition =
            _scope.Template.Conditions[name]
            ?? throw new TemplateException(where, $"there is no condition '{name}'.");
        if (_asked.Contains(name))
        {
            throw new TemplateException(
                $"Conditions.{name}",
                $"refers to itself: {string.Join(" → ", [.. _asked, name])}."
            );
        }

        _asked.Add(name);
        var holds = IsTrue(condition, $"Conditions.{name}");
        _asked.Remove(name);
        return _known[name] = holds;
    }

    /// <summary>Whether a resource or an output is wanted: its Condition holds, or it has none.</summary>
    public bool Wants(JsonObject item, string where)
    {
        ArgumentNullException.ThrowIfNull(item);
        return !item.ContainsKey("Condition")
            || Holds(Nodes.TextAt(item["Condition"], $"{where}.Condition"), where);
    }

    /// <summary>The value of a condition function.</summary>
    /// <exception cref="TemplateException">It is none, or is not known.</exception>
    public bool IsTrue(JsonNode? node, string where) =>
        node is JsonObject { Count: 1 } map && _functions.TryGetValue(map.First().Key, out var function)
            ? function(map.First().Value!, where)
            : throw new TemplateException(
                where,
                $"expected a condition function, found {Nodes.Kind(node)}; known: {string.Join(", ", _functions.Keys)}."
            );

    private List<bool> Operands(JsonNode list, string where)
    {
        var operands = Nodes.ListAt(list, where);
        return operands.Count is >= 2 and <= 10
            ? [.. operands.Select(operand => IsTrue(operand, where))]
            : throw new TemplateException(where, "Fn::And and Fn::Or take 2 to 10 conditions.");
    }

    private bool AreEqual(JsonArray pair, string where)
    {
        var (left, right) = (_evaluator.Evaluate(pair[0]!, where), _evaluator.Evaluate(pair[1]!, where));
        return left is JsonValue && right is JsonValue
            ? Nodes.Text(left) == Nodes.Text(right)
            : JsonNode.DeepEquals(left, right);
    }

    private bool Contains(JsonArray pair, string where) =>
        Texts(pair[0], where).Contains(_evaluator.TextOf(pair[1], where));

    private bool EachMemberIn(JsonArray pair, string where) =>
        Texts(pair[0], where).TrueForAll(Texts(pair[1], where).Contains);

    private bool EachMemberEquals(JsonArray pair, string where)
    {
        var expected = _evaluator.TextOf(pair[1], where);
        return Texts(pair[0], where).TrueForAll(text => text == expected);
    }

    private List<string> Texts(JsonNode? list, string where) =>
        [.. Nodes.ListAt(_evaluator.Evaluate(list!, where), where).Select(item => Nodes.TextAt(item, where))];
}
