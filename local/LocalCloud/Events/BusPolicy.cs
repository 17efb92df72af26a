using System.Text.Json.Nodes;
using LocalCloud.Kernel;

namespace LocalCloud.Events;

/// <summary>The resource policy of a bus: which other account may put events there. Pure.</summary>
public static class BusPolicy
{
    /// <summary>Refuses a policy that says more than is judged here: loudly, so that nobody believes it.</summary>
    public static void Check(JsonObject policy)
    {
        foreach (var statement in Statements(policy))
        {
            foreach (var member in statement.Select(m => m.Key))
            {
                if (member is not ("Sid" or "Effect" or "Principal" or "Action" or "Resource"))
                {
                    throw AwsError.NotSimulated("events", $"{member} in the policy of an event bus");
                }
            }
        }
    }

    /// <summary>Whether an account, or one of its roles, may put events on a bus of another account.</summary>
    public static bool Allows(JsonObject? policy, string accountId, string principalArn, string busArn)
    {
        var about = policy is null
            ? []
            : Statements(policy)
                .Where(s => Principals(s["Principal"]).Any(p => Names(p, accountId, principalArn)))
                .Where(s => Texts(s["Action"]).Any(a => a is "*" or "events:*" or "events:PutEvents"))
                .Where(s => Texts(s["Resource"]).Any(r => r == "*" || r == busArn))
                .ToList();
        return about.Exists(s => s["Effect"]?.ToString() == "Allow")
            && !about.Exists(s => s["Effect"]?.ToString() == "Deny");
    }

    private static bool Names(string principal, string accountId, string principalArn) =>
        principal == "*"
        || principal == accountId
        || principal == principalArn
        || principal == $"arn:aws:iam::{accountId}:root";

    private static IEnumerable<JsonObject> Statements(JsonObject policy) =>
        policy["Statement"] is JsonArray list ? list.OfType<JsonObject>()
        : policy["Statement"] is JsonObject one ? [one]
        : [];

    private static IEnumerable<string> Principals(JsonNode? principal) =>
        principal is JsonObject kinds ? Texts(kinds["AWS"]) : Texts(principal);

    private static IEnumerable<string> Texts(JsonNode? node) =>
        node is JsonArray list ? list.Select(n => n?.ToString() ?? "")
        : node is null ? []
        : [node.ToString()];
}
