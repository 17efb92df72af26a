namespace LocalCloud.States.Language;

/// <summary>Reads a Choice and its conditions.</summary>
internal static class ChoiceReader
{
    private static readonly string[] Tests =
    [
        "IsPresent",
        "IsNull",
        "IsString",
        "IsNumeric",
        "IsBoolean",
        "IsTimestamp",
    ];

    public static ChoiceState Read(string name, Fields fields)
    {
        var choices = fields.Objects("Choices");
        return choices.Count == 0
            ? throw fields.Required("Choices")
            : new ChoiceState(
                name,
                fields.DataPath("InputPath"),
                fields.DataPath("OutputPath"),
                [.. choices.Select(Rule)],
                fields.Text("Default")
            );
    }

    private static ChoiceRule Rule(Fields fields)
    {
        var next = fields.RequiredText("Next");
        return new ChoiceRule(ReadCondition(fields), next);
    }

    private static Condition ReadCondition(Fields fields)
    {
        Condition condition = fields switch
        {
            _ when fields.Has("And") => new Condition.And(Several(fields, "And")),
            _ when fields.Has("Or") => new Condition.Or(Several(fields, "Or")),
            _ when fields.Has("Not") => new Condition.Not(ReadCondition(fields.Object("Not"))),
            _ => Test(fields),
        };
        fields.Done();
        return condition;
    }

    private static List<Condition> Several(Fields fields, string name) =>
        fields.Objects(name) is { Count: > 0 } parts
            ? [.. parts.Select(ReadCondition)]
            : throw Fields.Invalid($"{fields.Where}/{name}", "The value must be a non-empty array");

    private static Condition Test(Fields fields)
    {
        var variable = fields.RequiredPath("Variable");
        if (Tests.FirstOrDefault(fields.Has) is { } test)
        {
            return new Condition.Is(variable, test, fields.Flag(test) ?? true);
        }

        var name =
            fields.Names.FirstOrDefault(n => n is not ("Variable" or "Next" or "Comment"))
            ?? throw fields.Invalid("A comparison is required");
        return name is not "StringMatchesPath"
            && name.EndsWith("Path", StringComparison.Ordinal)
            && Comparison.ByName.TryGetValue(name[..^4], out var comparison)
                ? new Condition.Compare(variable, comparison, Other: null, fields.RequiredPath(name))
            : Comparison.ByName.TryGetValue(name, out comparison)
                ? Constant(fields, name, variable, comparison)
            : throw Fields.Invalid(
                $"{fields.Where}/{name}",
                $"'{name}' is no comparison that the local cloud simulates"
            );
    }

    private static Condition.Compare Constant(
        Fields fields,
        string name,
        DataPath variable,
        Comparison comparison
    )
    {
        var value = fields.Node(name);
        return comparison.Accepts(value)
            ? new Condition.Compare(variable, comparison, value, OtherPath: null)
            : throw Fields.Invalid(
                $"{fields.Where}/{name}",
                $"{Json.Text(value)} is no value of type {comparison.Type}"
            );
    }
}
