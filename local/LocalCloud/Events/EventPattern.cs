using System.Text.Json.Nodes;

namespace LocalCloud.Events;

/// <summary>
/// An EventBridge event pattern (EventBridge User Guide, "Amazon EventBridge event patterns"): every field that it names must match,
/// a field matches when any of its tests does, and <c>$or</c> names alternatives.
/// </summary>
public sealed class EventPattern
{
    private readonly Fields _root;

    private EventPattern(Fields root) => _root = root;

    /// <summary>Reads a pattern; refuses what EventBridge refuses when a rule is made (InvalidEventPatternException).</summary>
    public static EventPattern Parse(JsonObject pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        if (pattern.ToJsonString() is { Length: > EventsRules.PatternLimit } text)
        {
            throw EventsRules.InvalidPattern(
                $"It has {text.Length} characters, {EventsRules.PatternLimit} are allowed"
            );
        }

        return new EventPattern(ReadFields(pattern, "pattern"));
    }

    /// <summary>True when the envelope matches.</summary>
    public bool Matches(JsonObject envelope) => _root.Match(envelope);

    private static Fields ReadFields(JsonObject pattern, string name)
    {
        if (pattern.Count == 0)
        {
            throw EventsRules.InvalidPattern($"\"{name}\" is empty. Empty objects are not allowed");
        }

        var fields = pattern
            .Where(f => f.Key != "$or")
            .Select(f => (f.Key, ReadField(f.Key, f.Value)))
            .ToList();
        return new Fields(fields, pattern.ContainsKey("$or") ? ReadAlternatives(pattern["$or"]) : []);
    }

    private static IField ReadField(string name, JsonNode? node) =>
        node switch
        {
            JsonObject fields => ReadFields(fields, name),
            JsonArray { Count: 0 } => throw EventsRules.InvalidPattern(
                $"\"{name}\" is an empty array. Empty arrays are not allowed"
            ),
            JsonArray tests => new Leaf([.. tests.Select(PatternTest.Parse)]),
            _ => throw EventsRules.InvalidPattern($"\"{name}\" must be an object or an array"),
        };

    private static List<Fields> ReadAlternatives(JsonNode? node) =>
        node is JsonArray { Count: > 1 } list && list.All(a => a is JsonObject)
            ? [.. list.Select(a => ReadFields((JsonObject)a!, "$or"))]
            : throw EventsRules.InvalidPattern("\"$or\" must be an array of two or more objects");

    private interface IField
    {
        bool Match(bool present, JsonNode? value);
    }

    private sealed record Fields(List<(string Name, IField Field)> All, List<Fields> Alternatives) : IField
    {
        // Where the event has a list of objects, one of them must match as a whole.
        // Where it has no object, a pattern of absent fields may still match.
        public bool Match(bool present, JsonNode? value) =>
            value switch
            {
                JsonObject fields => Match(fields),
                JsonArray list when list.Any(e => e is JsonObject) => list.OfType<JsonObject>().Any(Match),
                _ => Match([]),
            };

        public bool Match(JsonObject fields) =>
            All.TrueForAll(f => f.Field.Match(fields.TryGetPropertyValue(f.Name, out var value), value))
            && (Alternatives.Count == 0 || Alternatives.Exists(a => a.Match(fields)));
    }

    private sealed record Leaf(List<PatternTest> Tests) : IField
    {
        // Only leaves exist: a field that holds an object counts as absent (EventBridge User Guide, "Exists matching").
        public bool Match(bool present, JsonNode? value)
        {
            var leaf = present && value is not JsonObject;
            return Tests.Exists(t => t.Exists is { } exists ? exists == leaf : leaf && Any(value, t));
        }

        private static bool Any(JsonNode? value, PatternTest test) =>
            value is JsonArray list
                ? list.Any(e => Any(e, test))
                : value is not JsonObject && test.Value(value);
    }
}
