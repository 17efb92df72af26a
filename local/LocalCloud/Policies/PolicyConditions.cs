namespace LocalCloud.Policies;

/// <summary>Whether a condition holds: no, yes, or nobody here can tell.</summary>
internal enum Truth
{
    No,
    Unknown,
    Yes,
}

/// <summary>The condition operators (IAM User Guide, Condition operators; Single-valued vs. multivalued context keys).</summary>
internal static class PolicyConditions
{
    private const string IfExists = "IfExists";

    public static Truth Holds(PolicyCondition condition, PolicyContext context)
    {
        var (set, name, ifExists) = Split(condition.Operator);
        var isSimulated =
            context.TryGet(condition.Key, out var values)
            && set is null or "ForAnyValue" or "ForAllValues"
            && !condition.Values.Any(v => v.Contains("${", StringComparison.Ordinal));
        if (!isSimulated)
        {
            return Truth.Unknown;
        }

        if (name == "Null" && set is null && !ifExists)
        {
            return Of(condition.Values.Any(v => IsTrue(v) == values.IsEmpty));
        }

        if (Comparison(name) is not var (matches, negated))
        {
            return Truth.Unknown;
        }

        bool Passes(string value) => condition.Values.Any(v => matches(v, value)) != negated;
        return (set, values.Length) switch
        {
            (_, 0) => Of(ifExists || set == "ForAllValues" || (set is null && negated)),
            ("ForAnyValue", _) => Of(values.Any(Passes)),
            ("ForAllValues", _) => Of(values.All(Passes)),
            (_, 1) => Of(Passes(values[0])),
            _ => Truth.Unknown,
        };
    }

    private static (string? Set, string Name, bool IfExists) Split(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var (set, name) = colon < 0 ? (null, text) : (text[..colon], text[(colon + 1)..]);
        return name.EndsWith(IfExists, StringComparison.Ordinal)
            ? (set, name[..^IfExists.Length], true)
            : (set, name, false);
    }

    private static (Func<string, string, bool> Matches, bool Negated)? Comparison(string name) =>
        name switch
        {
            "StringEquals" => (string.Equals, false),
            "StringNotEquals" => (string.Equals, true),
            "StringEqualsIgnoreCase" => (EqualsIgnoringCase, false),
            "StringNotEqualsIgnoreCase" => (EqualsIgnoringCase, true),
            "StringLike" => (Like, false),
            "StringNotLike" => (Like, true),
            "ArnEquals" or "ArnLike" => (Wildcard.MatchesArn, false),
            "ArnNotEquals" or "ArnNotLike" => (Wildcard.MatchesArn, true),
            "Bool" => (EqualsIgnoringCase, false),
            _ => null,
        };

    private static bool Like(string pattern, string value) => Wildcard.Matches(pattern, value);

    private static bool EqualsIgnoringCase(string a, string b) =>
        string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    private static bool IsTrue(string text) => EqualsIgnoringCase(text, "true");

    private static Truth Of(bool holds) => holds ? Truth.Yes : Truth.No;
}
