using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LocalCloud.States.Language;

/// <summary>A comparison of a Choice, for example NumericLessThanEquals: a type of both sides, and a relation.</summary>
/// <param name="Type">String, Numeric, Boolean or Timestamp.</param>
/// <param name="Relation">Equals, LessThan, GreaterThan, LessThanEquals, GreaterThanEquals or Matches.</param>
internal sealed record Comparison(string Type, string Relation)
{
    private static readonly string[] Relations =
    [
        "Equals",
        "LessThan",
        "GreaterThan",
        "LessThanEquals",
        "GreaterThanEquals",
    ];

    /// <summary>All that there are, by their names in a definition (without Path).</summary>
    public static IReadOnlyDictionary<string, Comparison> ByName { get; } =
        new[] { "String", "Numeric", "Timestamp" }
            .SelectMany(type => Relations.Select(relation => new Comparison(type, relation)))
            .Append(new Comparison("Boolean", "Equals"))
            .Append(new Comparison("String", "Matches"))
            .ToDictionary(c => c.Type + c.Relation, StringComparer.Ordinal);

    /// <summary>True when a definition may give this constant.</summary>
    public bool Accepts(JsonNode? value) =>
        Type switch
        {
            "String" => Json.String(value) is not null,
            "Numeric" => Json.Number(value) is not null,
            "Timestamp" => Timestamps.Parse(Json.String(value)) is not null,
            _ => Boolean(value) is not null,
        };

    /// <summary>False, too, when a side is of another type.</summary>
    public bool Holds(JsonNode? left, JsonNode? right) =>
        Relation == "Matches"
            ? Json.String(left) is { } text && Json.String(right) is { } pattern && IsMatch(text, pattern)
            : Order(left, right) is { } order
                && Relation switch
                {
                    "Equals" => order == 0,
                    "LessThan" => order < 0,
                    "GreaterThan" => order > 0,
                    "LessThanEquals" => order <= 0,
                    _ => order >= 0,
                };

    private int? Order(JsonNode? left, JsonNode? right) =>
        Type switch
        {
            "String" => Json.String(left) is { } l && Json.String(right) is { } r
                ? string.CompareOrdinal(l, r)
                : null,
            "Numeric" => (Json.Number(left), Json.Number(right)) is (double l, double r)
                ? l.CompareTo(r)
                : null,
            "Timestamp" => Timestamps.Parse(Json.String(left)) is { } l
            && Timestamps.Parse(Json.String(right)) is { } r
                ? l.CompareTo(r)
                : null,
            _ => Boolean(left) is { } l && Boolean(right) is { } r ? l.CompareTo(r) : null,
        };

    private static bool? Boolean(JsonNode? value) =>
        Json.Kind(value) switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => null,
        };

    /// <summary><c>*</c> is any text, <c>\*</c> an asterisk, <c>\\</c> a backslash.</summary>
    private static bool IsMatch(string text, string pattern)
    {
        var regex = new StringBuilder();
        for (var i = 0; i < pattern.Length; i++)
        {
            var escaped = pattern[i] == '\\' && i + 1 < pattern.Length;
            i += escaped ? 1 : 0;
            regex.Append(pattern[i] == '*' && !escaped ? ".*" : Regex.Escape(pattern[i].ToString()));
        }

        return Regex.IsMatch(
            text,
            $@"\A{regex}\z",
            RegexOptions.Singleline | RegexOptions.NonBacktracking,
            TimeSpan.FromSeconds(1)
        );
    }
}
