using System.IO.Enumeration;
using System.Text.Json;

namespace Relay;

/// <summary>
/// Reads a resource policy as far as it can be read without AWS: allowed, refused, or unsure (IAM User Guide, Policy evaluation logic). It
/// never guesses: a condition key whose value is not known, and whatever it does not understand, makes it unsure.
/// </summary>
public static class PolicyReader
{
    private enum Match
    {
        No,
        Perhaps,
        Yes,
    }

    /// <summary>What a policy answers.</summary>
    /// <param name="policy">The document, as AWS gives it.</param>
    /// <param name="question">Who, what, under which circumstances.</param>
    public static PolicyAnswer Ask(string policy, PolicyQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        try
        {
            using var document = JsonDocument.Parse(policy);
            var statements = Items(document.RootElement.GetProperty("Statement")).ToList();
            var answers = question
                .Actions.Select(action => (action, answer: Ask(statements, action, question)))
                .ToList();
            return answers.Where(a => a.answer == Match.No).Select(a => a.action).ToList()
                    is { Count: > 0 } refused
                    ? new PolicyAnswer.Refuses(refused)
                : answers.Find(a => a.answer == Match.Perhaps).action is { } unsure
                    ? new PolicyAnswer.Unsure(
                        $"whether its policy allows {unsure} depends on conditions that only AWS can judge"
                    )
                : new PolicyAnswer.Allows();
        }
        catch (Exception e)
            when (e
                    is JsonException
                        or InvalidOperationException
                        or KeyNotFoundException
                        or ArgumentNullException
            )
        {
            return new PolicyAnswer.Unsure("its policy can't be read");
        }
    }

    private static Match Ask(List<JsonElement> statements, string action, PolicyQuestion question)
    {
        var (allow, deny) = (Match.No, Match.No);
        foreach (var statement in statements)
        {
            var match = Least(
                Least(OfPrincipal(statement, question), OfAction(statement, action)),
                OfConditions(statement, question)
            );
            if (statement.GetProperty("Effect").ValueEquals("Allow"))
            {
                allow = Most(allow, match);
            }
            else
            {
                deny = Most(deny, match);
            }
        }

        return deny == Match.Yes ? Match.No
            : deny == Match.Perhaps ? Least(allow, Match.Perhaps)
            : allow;
    }

    private static Match OfPrincipal(JsonElement statement, PolicyQuestion question)
    {
        if (!statement.TryGetProperty("Principal", out var principal))
        {
            return Match.Perhaps;
        }

        var named =
            principal.ValueKind == JsonValueKind.Object
                ? principal.TryGetProperty("AWS", out var accounts)
                    ? Texts(accounts)
                    : []
                : Texts(principal);
        return named.Any(name =>
            name == "*"
            || name == question.Account
            || name == question.Principal
            || (
                name.EndsWith(":root", StringComparison.Ordinal)
                && name.Split(':') is [_, _, _, _, var account, ..]
                && account == question.Account
            )
        )
            ? Match.Yes
            : Match.No;
    }

    private static Match OfAction(JsonElement statement, string action) =>
        statement.TryGetProperty("Action", out var actions) ? Any(actions, action)
        : statement.TryGetProperty("NotAction", out var others)
            ? Any(others, action) == Match.Yes ? Match.No
                : Match.Yes
        : Match.Perhaps;

    private static Match Any(JsonElement patterns, string value) =>
        Texts(patterns).Any(pattern => Like(pattern, value)) ? Match.Yes : Match.No;

    private static Match OfConditions(JsonElement statement, PolicyQuestion question) =>
        statement.TryGetProperty("Condition", out var operators)
            ? operators
                .EnumerateObject()
                .SelectMany(o => o.Value.EnumerateObject().Select(c => OfCondition(o.Name, c, question)))
                .Aggregate(Match.Yes, Least)
            : Match.Yes;

    private static Match OfCondition(string name, JsonProperty condition, PolicyQuestion question)
    {
        var known = question
            .Context.Where(c => string.Equals(c.Key, condition.Name, StringComparison.OrdinalIgnoreCase))
            .ToList();
        var ifExists = name.EndsWith("IfExists", StringComparison.Ordinal);
        return known is [{ Value: var value }]
            ? (ifExists ? name[..^"IfExists".Length] : name) switch
            {
                "StringEquals" or "Bool" or "StringLike" or "ArnLike" or "ArnEquals" => value is null
                    ? Is(ifExists)
                    : Any(condition.Value, value),
                "StringNotEquals" or "StringNotLike" or "ArnNotLike" or "ArnNotEquals" => Is(
                    value is null || Any(condition.Value, value) == Match.No
                ),
                "Null" => Is(Any(condition.Value, value is null ? "true" : "false") == Match.Yes),
                _ => Match.Perhaps,
            }
            : Match.Perhaps;
    }

    private static Match Is(bool holds) => holds ? Match.Yes : Match.No;

    private static Match Least(Match one, Match other) => one < other ? one : other;

    private static Match Most(Match one, Match other) => one > other ? one : other;

    private static bool Like(string pattern, string value) =>
        FileSystemName.MatchesSimpleExpression(pattern, value, ignoreCase: true);

    private static IEnumerable<string> Texts(JsonElement value) =>
        Items(value).Select(v => v.ValueKind == JsonValueKind.String ? v.GetString()! : v.GetRawText());

    private static IEnumerable<JsonElement> Items(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [value];
}
