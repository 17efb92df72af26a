using System.Text.Json.Nodes;

namespace LocalCloud.Deploy.Templates;

/// <summary>Which resources a node needs: Ref, GetAtt and Sub, and of Fn::If only the branch that is taken.</summary>
public static class References
{
    /// <summary>The logical ids that <paramref name="resource"/> refers to or DependsOn, in the order of the text.</summary>
    public static IReadOnlyList<string> Of(
        JsonObject resource,
        Scope scope,
        Conditions conditions,
        string where
    )
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentNullException.ThrowIfNull(scope);
        List<string> explicitly = resource["DependsOn"] switch
        {
            null => [],
            JsonArray list => [.. list.Select(item => Nodes.TextAt(item, $"{where}.DependsOn"))],
            var one => [Nodes.TextAt(one, $"{where}.DependsOn")],
        };
        if (explicitly.Find(name => !scope.IsResource(name)) is { } unknown)
        {
            throw new TemplateException($"{where}.DependsOn", $"there is no resource '{unknown}'.");
        }

        var inside = resource["Properties"] is { } properties ? In(properties, conditions, where) : [];
        return [.. explicitly.Concat(inside.Where(scope.IsResource)).Distinct(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> In(JsonNode? node, Conditions conditions, string where) =>
        node switch
        {
            JsonObject map when Nodes.IsFunction(map, out var name, out var argument) => InFunction(
                name,
                argument,
                conditions,
                where
            ),
            JsonObject map => map.SelectMany(member => In(member.Value, conditions, $"{where}.{member.Key}")),
            JsonArray list => list.SelectMany(item => In(item, conditions, where)),
            _ => [],
        };

    private static IEnumerable<string> InFunction(
        string name,
        JsonNode argument,
        Conditions conditions,
        string where
    ) =>
        name switch
        {
            "Ref" => [Nodes.TextAt(argument, where)],
            "Fn::GetAtt" => [Nodes.TextAt(Nodes.ListAt(argument, 2, where)[0], where)],
            "Fn::Sub" => InSubstitution(Substitution.Read(argument, where), conditions, where),
            "Fn::If" => InBranch(Nodes.ListAt(argument, 3, where), conditions, where),
            _ => In(argument, conditions, where),
        };

    private static IEnumerable<string> InSubstitution(
        Substitution substitution,
        Conditions conditions,
        string where
    ) =>
        substitution
            .Free.Select(name => name.Split('.')[0])
            .Concat(In(substitution.Variables, conditions, where));

    private static IEnumerable<string> InBranch(JsonArray list, Conditions conditions, string where) =>
        In(list[conditions.Holds(Nodes.TextAt(list[0], where), where) ? 1 : 2], conditions, where);
}
