using System.Text.Json;
using System.Text.Json.Nodes;

namespace LocalCloud.States.Language;

/// <summary>What a Choice asks of its input.</summary>
internal abstract record Condition
{
    private Condition() { }

    public sealed record And(IReadOnlyList<Condition> Conditions) : Condition;

    public sealed record Or(IReadOnlyList<Condition> Conditions) : Condition;

    public sealed record Not(Condition Inner) : Condition;

    /// <summary>IsPresent and its kin.</summary>
    public sealed record Is(DataPath Variable, string Kind, bool Expected) : Condition;

    /// <summary>A comparison with a constant, or with what <paramref name="OtherPath"/> finds.</summary>
    public sealed record Compare(
        DataPath Variable,
        Comparison Comparison,
        JsonNode? Other,
        DataPath? OtherPath
    ) : Condition;

    /// <summary>Judged in order, and no further than needed: <c>And: [IsPresent, …]</c> protects what follows.</summary>
    public bool Holds(Scope scope) =>
        this switch
        {
            And and => and.Conditions.All(c => c.Holds(scope)),
            Or or => or.Conditions.Any(c => c.Holds(scope)),
            Not not => !not.Inner.Holds(scope),
            Is { Kind: "IsPresent" } present => present.Variable.TryRead(scope, out _) == present.Expected,
            Is test => test.Expected == IsKind(test.Kind, Read(test.Variable, scope)),
            Compare compare => compare.Comparison.Holds(
                Read(compare.Variable, scope),
                compare.OtherPath is { } path ? Read(path, scope) : compare.Other
            ),
            _ => throw new InvalidOperationException("No such condition"),
        };

    private static JsonNode? Read(DataPath path, Scope scope) =>
        path.TryRead(scope, out var value)
            ? value
            : throw StateFailure.Runtime(
                $"Invalid path '{path.Text}': The choice state's condition path references an invalid value."
            );

    private static bool IsKind(string kind, JsonNode? value) =>
        kind switch
        {
            "IsNull" => value is null,
            "IsString" => Json.Kind(value) == JsonValueKind.String,
            "IsNumeric" => Json.Kind(value) == JsonValueKind.Number,
            "IsBoolean" => Json.Kind(value) is JsonValueKind.True or JsonValueKind.False,
            "IsTimestamp" => Timestamps.Parse(Json.String(value)) is not null,
            _ => throw new InvalidOperationException(kind),
        };
}
