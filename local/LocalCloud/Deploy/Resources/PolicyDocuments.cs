using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LocalCloud.Deploy.Templates;
using LocalCloud.Policies;

namespace LocalCloud.Deploy.Resources;

/// <summary>The few questions that AWS asks of policies while it creates resources. Conditions are not judged here.</summary>
internal static partial class PolicyDocuments
{
    /// <summary>True when an Allow statement names the service as principal.</summary>
    public static bool Trusts(JsonObject policy, string service) =>
        Allows(policy).Any(s => Texts(s["Principal"]?["Service"]).Contains(service, StringComparer.Ordinal));

    /// <summary>True when an Allow statement covers the action on the resource.</summary>
    public static bool Allows(JsonObject policy, string action, string resource) =>
        Allows(policy)
            .Any(s =>
                Texts(s["Action"]).Any(pattern => Wildcard.Matches(pattern, action, ignoreCase: true))
                && Texts(s["Resource"]).Any(pattern => Wildcard.Matches(pattern, resource))
            );

    /// <summary>
    /// Refuses a policy that names a role which does not exist, as IAM, KMS and SQS do
    /// (IAM: MalformedPolicyDocument, "Invalid principal in policy").
    /// </summary>
    public static void CheckPrincipals(JsonObject policy, Deployed deployed, string where)
    {
        var unknown = Statements(policy)
            .SelectMany(s => Texts(s["Principal"] is JsonObject principal ? principal["AWS"] : null))
            .FirstOrDefault(arn => RoleArn().IsMatch(arn) && !deployed.Roles.ContainsKey(arn));
        if (unknown is not null)
        {
            throw new TemplateException(where, $"Invalid principal in policy: there is no role {unknown}.");
        }
    }

    /// <summary>The statements, whether written as a list or as one.</summary>
    public static IEnumerable<JsonObject> Statements(JsonObject policy) =>
        (
            policy["Statement"] is JsonArray list ? list : [policy["Statement"]?.DeepClone()]
        ).OfType<JsonObject>();

    /// <summary>The length that IAM counts: without white space.</summary>
    public static int Length(JsonObject policy) => policy.ToJsonString().Count(c => !char.IsWhiteSpace(c));

    private static IEnumerable<JsonObject> Allows(JsonObject policy) =>
        Statements(policy).Where(s => Nodes.Text(s["Effect"]) == "Allow");

    private static IEnumerable<string> Texts(JsonNode? node) =>
        (node is JsonArray list ? list.Select(Nodes.Text) : [Nodes.Text(node)]).OfType<string>();

    [GeneratedRegex("^arn:[a-z-]+:iam::[0-9]{12}:role/", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RoleArn();
}
