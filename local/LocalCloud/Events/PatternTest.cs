using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCloud.Kernel;

namespace LocalCloud.Events;

/// <summary>
/// One entry of a pattern's list: a literal, or an operator (EventBridge User Guide, "Comparison operators for use in event patterns").
/// </summary>
/// <param name="Value">Judges a value that is there and no object or list.</param>
/// <param name="Exists">For the operator exists: whether the field must be there; null for all others.</param>
internal sealed record PatternTest(Func<JsonNode?, bool> Value, bool? Exists = null)
{
    /// <summary>Reads an entry; refuses unknown operators.</summary>
    public static PatternTest Parse(JsonNode? node) =>
        node switch
        {
            JsonObject { Count: 1 } one => Operator(one.First().Key, one.First().Value),
            JsonObject => throw EventsRules.InvalidPattern("Only one key allowed in match expression"),
            JsonArray => throw EventsRules.InvalidPattern(
                "Match value must be String, number, true, false, or null"
            ),
            _ => new PatternTest(value => Same(value, node)),
        };

    private static PatternTest Operator(string name, JsonNode? operand) =>
        name switch
        {
            "exists" => new PatternTest(_ => false, Flag(operand)),
            "anything-but" => new PatternTest(AnythingBut(operand)),
            "numeric" => new PatternTest(Numeric(operand)),
            "prefix"
            or "suffix"
                when operand is JsonObject { Count: 1 } folded && folded.ContainsKey("equals-ignore-case") =>
                new PatternTest(
                    OfText(name, Text(name, folded["equals-ignore-case"]), StringComparison.OrdinalIgnoreCase)
                ),
            "prefix" or "suffix" or "equals-ignore-case" or "wildcard" => new PatternTest(
                OfText(name, Text(name, operand), StringComparison.Ordinal)
            ),
            "cidr" => throw AwsError.NotSimulated("events", "the event pattern operator cidr"),
            _ => throw EventsRules.InvalidPattern($"Unrecognized match type {name}"),
        };

    private static Func<JsonNode?, bool> OfText(string name, string operand, StringComparison comparison)
    {
        Func<string, bool> test = name switch
        {
            "prefix" => text => text.StartsWith(operand, comparison),
            "suffix" => text => text.EndsWith(operand, comparison),
            "equals-ignore-case" => text => text.Equals(operand, StringComparison.OrdinalIgnoreCase),
            _ => PatternWildcard.Parse(operand),
        };
        return value => Kind(value) == JsonValueKind.String && test(value!.GetValue<string>());
    }

    private static Func<JsonNode?, bool> AnythingBut(JsonNode? operand)
    {
        if (operand is JsonObject inner)
        {
            var name = inner.Count == 1 ? inner.First().Key : "";
            if (name is not ("prefix" or "suffix" or "equals-ignore-case" or "wildcard"))
            {
                throw EventsRules.InvalidPattern("Unsupported anything-but pattern");
            }

            var tests = Listed(inner[name])
                .ConvertAll(o => OfText(name, Text(name, o), StringComparison.Ordinal));
            return value => !tests.Exists(t => t(value));
        }

        var literals = Listed(operand);
        if (
            literals.Exists(l => Kind(l) is not (JsonValueKind.String or JsonValueKind.Number))
            || literals.Select(Kind).Distinct().Count() > 1
        )
        {
            throw EventsRules.InvalidPattern(
                "Inside anything but list, either all values are number or string, mixed type is not supported"
            );
        }

        return value => !literals.Exists(l => Same(value, l));
    }

    private static Func<JsonNode?, bool> Numeric(JsonNode? operand)
    {
        if (operand is not JsonArray { Count: 2 or 4 } list)
        {
            throw EventsRules.InvalidPattern("Value of numeric must be an array of one or two comparisons");
        }

        var comparisons = list.Chunk(2).Select(pair => Comparison(pair[0], pair[1])).ToList();
        return value =>
            Kind(value) == JsonValueKind.Number
            && NumberOf(value) is var number
            && comparisons.TrueForAll(c => c(number));
    }

    private static Func<double, bool> Comparison(JsonNode? sign, JsonNode? operand)
    {
        if (Kind(operand) != JsonValueKind.Number)
        {
            throw EventsRules.InvalidPattern("Value of comparison must be numeric");
        }

        var limit = NumberOf(operand);
        return Kind(sign) == JsonValueKind.String
            ? sign!.GetValue<string>() switch
            {
                "=" => number => number.Equals(limit),
                "<" => number => number < limit,
                "<=" => number => number <= limit,
                ">" => number => number > limit,
                ">=" => number => number >= limit,
                var unknown => throw EventsRules.InvalidPattern(
                    $"Unrecognized numeric range operator: {unknown}"
                ),
            }
            : throw EventsRules.InvalidPattern(
                "Invalid member in numeric match: an operator must be a string"
            );
    }

    // Numbers are compared as they are written: 300, 300.0 and 3.0e2 differ (EventBridge User Guide, "Event pattern considerations").
    private static bool Same(JsonNode? value, JsonNode? literal) =>
        Kind(value) == Kind(literal)
        && (
            value is null
            || (
                Kind(value) == JsonValueKind.String
                    ? value.GetValue<string>() == literal!.GetValue<string>()
                    : value.ToJsonString() == literal!.ToJsonString()
            )
        );

    private static List<JsonNode?> Listed(JsonNode? operand) =>
        operand switch
        {
            JsonArray { Count: 0 } => throw EventsRules.InvalidPattern("Empty arrays are not allowed"),
            JsonArray list => [.. list],
            _ => [operand],
        };

    private static string Text(string name, JsonNode? operand) =>
        Kind(operand) == JsonValueKind.String
            ? operand!.GetValue<string>()
            : throw EventsRules.InvalidPattern($"{name} match pattern must be a string");

    private static bool Flag(JsonNode? operand) =>
        Kind(operand) is JsonValueKind.True or JsonValueKind.False
            ? operand!.GetValue<bool>()
            : throw EventsRules.InvalidPattern("exists match pattern must be either true or false.");

    private static double NumberOf(JsonNode? node) =>
        double.Parse(node!.ToJsonString(), CultureInfo.InvariantCulture);

    private static JsonValueKind Kind(JsonNode? node) => node?.GetValueKind() ?? JsonValueKind.Null;
}
