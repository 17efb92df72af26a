using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LocalCloud.Deploy.Templates;

/// <summary>Parameter values, checked against their declarations (CloudFormation User Guide, "Parameters").</summary>
public static class Parameters
{
    private static readonly string[] _known =
    [
        "Type",
        "Default",
        "Description",
        "NoEcho",
        "ConstraintDescription",
        "AllowedValues",
        "AllowedPattern",
        "MinLength",
        "MaxLength",
        "MinValue",
        "MaxValue",
    ];

    /// <summary>The value of every parameter: a string, or a list of strings for the list types.</summary>
    /// <param name="declared">The template's Parameters section.</param>
    /// <param name="given">Values by parameter name; what is missing takes its Default.</param>
    /// <exception cref="TemplateException">A parameter is unknown, missing, or breaks a constraint, which is named with the value.</exception>
    public static IReadOnlyDictionary<string, JsonNode> Resolve(
        JsonObject declared,
        IReadOnlyDictionary<string, string> given
    )
    {
        ArgumentNullException.ThrowIfNull(declared);
        ArgumentNullException.ThrowIfNull(given);
        Refuse(given.Keys.Where(name => !declared.ContainsKey(name)), "do not exist in the template");
        Refuse(
            declared.Where(d => !given.ContainsKey(d.Key) && d.Value?["Default"] is null).Select(d => d.Key),
            "must have values"
        );
        return declared.ToDictionary(
            d => d.Key,
            d => Value(d.Key, Nodes.MapAt(d.Value, $"Parameters.{d.Key}"), given.GetValueOrDefault(d.Key)),
            StringComparer.Ordinal
        );
    }

    private static void Refuse(IEnumerable<string> names, string problem)
    {
        if (string.Join(", ", names) is { Length: > 0 } list)
        {
            throw new TemplateException("Parameters", $"[{list}] {problem}.");
        }
    }

    private static JsonNode Value(string name, JsonObject declaration, string? given)
    {
        var where = $"Parameters.{name}";
        Nodes.OnlyKnown(declaration, _known, "a parameter", where);
        var text = given ?? Nodes.TextAt(declaration["Default"], $"{where}.Default");
        var type = Nodes.TextAt(declaration["Type"], $"{where}.Type");
        var isList = type switch
        {
            "String" or "Number" => false,
            "CommaDelimitedList" or "List<Number>" => true,
            _ => throw new TemplateException(
                $"{where}.Type",
                $"the local cloud does not know parameters of type {type}."
            ),
        };
        string[] values = isList ? [.. text.Split(',').Select(v => v.Trim())] : [text];
        foreach (var value in values)
        {
            Check(where, declaration, value, isNumber: type is "Number" or "List<Number>");
        }

        return isList ? new JsonArray([.. values.Select(v => JsonValue.Create(v))]) : JsonValue.Create(text);
    }

    private static void Check(string where, JsonObject declaration, string value, bool isNumber)
    {
        if (Broken(where, declaration, value, isNumber) is not { } constraint)
        {
            return;
        }

        var shown = Nodes.Text(declaration["NoEcho"]) == "true" ? "its value" : $"'{value}'";
        var description = Nodes.Text(declaration["ConstraintDescription"]) is { } text ? $" ({text})" : "";
        throw new TemplateException(where, $"{shown} {constraint}{description}.");
    }

    private static string? Broken(string where, JsonObject declaration, string value, bool isNumber)
    {
        if (isNumber && !decimal.TryParse(value, CultureInfo.InvariantCulture, out _))
        {
            return "must be a number";
        }

        if (declaration["AllowedValues"] is { } allowed)
        {
            var values = Nodes.ListAt(allowed, $"{where}.AllowedValues").Select(Nodes.Text).ToList();
            if (!values.Contains(value))
            {
                return $"must be one of AllowedValues [{string.Join(", ", values)}]";
            }
        }

        if (Nodes.Text(declaration["AllowedPattern"]) is { } pattern && !Matches(pattern, value))
        {
            return $"must match AllowedPattern {pattern}";
        }

        return OutOfBounds(where, declaration, isNumber, value);
    }

    private static string? OutOfBounds(string where, JsonObject declaration, bool isNumber, string value)
    {
        if (isNumber)
        {
            var number = decimal.Parse(value, CultureInfo.InvariantCulture);
            return Bound(where, declaration, "MinValue") is { } least && number < least
                    ? $"must be at least MinValue {least}"
                : Bound(where, declaration, "MaxValue") is { } most && number > most
                    ? $"must be at most MaxValue {most}"
                : null;
        }

        return Bound(where, declaration, "MinLength") is { } shortest && value.Length < shortest
                ? $"must have at least MinLength {shortest} characters"
            : Bound(where, declaration, "MaxLength") is { } longest && value.Length > longest
                ? $"must have at most MaxLength {longest} characters"
            : null;
    }

    private static decimal? Bound(string where, JsonObject declaration, string name) =>
        Nodes.Text(declaration[name]) is not { } text ? null
        : decimal.TryParse(text, CultureInfo.InvariantCulture, out var bound) ? bound
        : throw new TemplateException($"{where}.{name}", $"'{text}' is no number.");

    // "The pattern must match the entire parameter value"; of a list, each value.
    private static bool Matches(string pattern, string value) =>
        Regex.IsMatch(value, $@"\A(?:{pattern})\z", RegexOptions.None, TimeSpan.FromSeconds(1));
}
