using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCloud.Kernel;

namespace LocalCloud.Policies;

/// <summary>A resource policy as it was written. Make it with <see cref="Parse"/>.</summary>
public sealed class PolicyDocument
{
    private PolicyDocument(IReadOnlyList<PolicyStatement> statements) => Statements = statements;

    internal IReadOnlyList<PolicyStatement> Statements { get; }

    /// <summary>Reads a resource policy; refuses what AWS refuses when such a policy is set.</summary>
    /// <param name="json">The document.</param>
    /// <param name="malformedCode">The service's code: MalformedPolicyDocumentException (KMS), MalformedPolicyDocument (IAM).</param>
    public static PolicyDocument Parse(JsonObject json, string malformedCode)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            var statements = json["Statement"] switch
            {
                JsonArray { Count: > 0 } many => many.Select(s => Statement(s as JsonObject)),
                JsonObject one => [Statement(one)],
                _ => throw new FormatException("Syntax errors in policy: it has no Statement."),
            };
            return new PolicyDocument([.. statements]);
        }
        catch (FormatException e)
        {
            throw new AwsError(malformedCode, e.Message);
        }
    }

    private static PolicyStatement Statement(JsonObject? json)
    {
        if (json is null)
        {
            throw new FormatException("Syntax errors in policy: a Statement is not an object.");
        }

        var deny = json["Effect"]?.ToString() switch
        {
            "Allow" => false,
            "Deny" => true,
            var other => throw new FormatException(
                $"Syntax errors in policy: Effect '{other}' is neither Allow nor Deny."
            ),
        };
        return new PolicyStatement(
            deny,
            Principals(json),
            json.ContainsKey("NotPrincipal"),
            Patterns(json, "Action"),
            Patterns(json, "Resource"),
            [.. Conditions(json["Condition"])]
        );
    }

    private static (string Kind, string Value)[] Principals(JsonObject statement)
    {
        var element = statement["Principal"] ?? statement["NotPrincipal"];
        (string Kind, string Value)[] principals = element switch
        {
            JsonObject kinds =>
            [
                .. kinds.SelectMany(kind => Strings(kind.Value).Select(value => (kind.Key, value))),
            ],
            JsonValue value when value.ToString() == "*" => [("AWS", "*")],
            _ => [],
        };
        return principals.Length > 0 && principals.All(p => IsValid(p.Kind, p.Value))
            ? principals
            : throw new FormatException("Policy contains a statement with one or more invalid principals.");
    }

    /// <summary>Wildcards inside a principal's ARN are refused (IAM User Guide, Principal).</summary>
    private static bool IsValid(string kind, string value) =>
        (kind, value) switch
        {
            ("AWS", "*") => true,
            ("AWS", _) when value.Contains('*', StringComparison.Ordinal) => false,
            ("AWS", _) => (value.Length == 12 && value.All(char.IsAsciiDigit))
                || value.Split(':', 6) is ["arn", _, "iam" or "sts", "", { Length: 12 }, { Length: > 0 }],
            ("Service" or "Federated" or "CanonicalUser", _) => value.Length > 0,
            _ => false,
        };

    private static PolicyPatterns? Patterns(JsonObject statement, string element) =>
        (statement[element], statement["Not" + element]) switch
        {
            (null, null) => null,
            ({ } these, null) => new PolicyPatterns(Strings(these), Inverted: false),
            (null, { } others) => new PolicyPatterns(Strings(others), Inverted: true),
            _ => throw new FormatException($"Syntax errors in policy: both {element} and Not{element}."),
        };

    private static IEnumerable<PolicyCondition> Conditions(JsonNode? json) =>
        json switch
        {
            null => [],
            JsonObject operators => operators.SelectMany(o =>
                o.Value is JsonObject keys
                    ? keys.Select(k => new PolicyCondition(o.Key, k.Key, Strings(k.Value)))
                    : throw new FormatException(
                        $"Syntax errors in policy: Condition {o.Key} is not an object."
                    )
            ),
            _ => throw new FormatException("Syntax errors in policy: Condition is not an object."),
        };

    private static IReadOnlyList<string> Strings(JsonNode? json) =>
        json switch
        {
            JsonArray many => [.. many.Select(Scalar)],
            _ => [Scalar(json)],
        };

    private static string Scalar(JsonNode? json) =>
        json?.GetValueKind() switch
        {
            JsonValueKind.String or JsonValueKind.Number => json.ToString(),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            _ => throw new FormatException(
                $"Syntax errors in policy: '{json?.ToJsonString() ?? "null"}' is not a value."
            ),
        };
}

internal sealed record PolicyStatement(
    bool Deny,
    IReadOnlyList<(string Kind, string Value)> Principals,
    bool NotPrincipal,
    PolicyPatterns? Action,
    PolicyPatterns? Resource,
    IReadOnlyList<PolicyCondition> Conditions
);

/// <summary>Action or Resource, or with <paramref name="Inverted"/> their Not… twin.</summary>
internal sealed record PolicyPatterns(IReadOnlyList<string> Patterns, bool Inverted)
{
    public bool Match(string value, bool ignoreCase) =>
        Patterns.Any(p => Wildcard.Matches(p, value, ignoreCase)) != Inverted;
}

internal sealed record PolicyCondition(string Operator, string Key, IReadOnlyList<string> Values)
{
    public override string ToString() => $"{Operator} on {Key}";
}
