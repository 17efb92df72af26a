using System.Text.Json.Nodes;

namespace LocalCloud.Deploy.Templates;

/// <summary>The Rules section: assertions on parameters, judged before anything is created (User Guide, "Rules").</summary>
public static class TemplateRules
{
    private static readonly string[] _allowed =
    [
        "Ref",
        "Fn::And",
        "Fn::Contains",
        "Fn::EachMemberEquals",
        "Fn::EachMemberIn",
        "Fn::Equals",
        "Fn::Not",
        "Fn::Or",
    ];

    /// <summary>Judges every rule.</summary>
    /// <exception cref="TemplateException">An assertion does not hold: its AssertDescription. Or a rule is not one.</exception>
    public static void Check(JsonObject rules, Conditions conditions)
    {
        ArgumentNullException.ThrowIfNull(rules);
        foreach (var (name, node) in rules)
        {
            var rule = Nodes.MapAt(node, $"Rules.{name}");
            Nodes.OnlyKnown(rule, ["RuleCondition", "Assertions"], "a rule", $"Rules.{name}");
            OnlyRuleFunctions(rule, $"Rules.{name}");
            if (
                rule["RuleCondition"] is null
                || conditions.IsTrue(rule["RuleCondition"], $"Rules.{name}.RuleCondition")
            )
            {
                CheckAssertions(rule, $"Rules.{name}", conditions);
            }
        }
    }

    private static void CheckAssertions(JsonObject rule, string where, Conditions conditions)
    {
        foreach (var node in Nodes.ListAt(rule["Assertions"], $"{where}.Assertions"))
        {
            var assertion = Nodes.MapAt(node, $"{where}.Assertions");
            Nodes.OnlyKnown(
                assertion,
                ["Assert", "AssertDescription"],
                "an assertion",
                $"{where}.Assertions"
            );
            if (!conditions.IsTrue(assertion["Assert"], $"{where}.Assertions"))
            {
                throw new TemplateException(
                    where,
                    Nodes.Text(assertion["AssertDescription"]) ?? "an assertion does not hold."
                );
            }
        }
    }

    // "You can use the following rule-specific intrinsic functions"; anything else fails on AWS, so it does here.
    private static void OnlyRuleFunctions(JsonNode? node, string where)
    {
        var children = node switch
        {
            JsonObject map => map.Select(m => m.Value),
            JsonArray list => list,
            _ => [],
        };
        if (
            node is JsonObject { Count: 1 } one
            && Nodes.IsFunction(one, out var name, out _)
            && !_allowed.Contains(name)
        )
        {
            throw new TemplateException(
                where,
                $"{name} is not allowed in Rules; allowed: {string.Join(", ", _allowed)}."
            );
        }

        foreach (var child in children)
        {
            OnlyRuleFunctions(child, where);
        }
    }
}
