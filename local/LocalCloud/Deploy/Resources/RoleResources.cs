using System.Text.Json.Nodes;
using LocalCloud.Deploy.Templates;
using LocalCloud.Iam;

namespace LocalCloud.Deploy.Resources;

/// <summary>AWS::IAM::Role, AWS::IAM::Policy and AWS::IAM::ServiceLinkedRole.</summary>
internal static class RoleResources
{
    // IAM User Guide, "IAM and AWS STS quotas": inline policies of a role together; its trust policy by default.
    private const int LongestPolicies = 10_240;
    private const int LongestTrust = 2_048;

    public static readonly ResourceType Role = new(
        "AWS::IAM::Role",
        [
            "RoleName",
            "Path",
            "AssumeRolePolicyDocument",
            "Policies",
            "ManagedPolicyArns",
            "Description",
            "MaxSessionDuration",
            "PermissionsBoundary",
            "Tags",
        ],
        CreateRole
    );

    public static readonly ResourceType Policy = new(
        "AWS::IAM::Policy",
        ["PolicyName", "PolicyDocument", "Roles"],
        CreatePolicy
    );

    public static readonly ResourceType ServiceLinked = new(
        "AWS::IAM::ServiceLinkedRole",
        ["AWSServiceName", "Description"],
        CreateServiceLinkedRole
    );

    private static Created CreateRole(NewResource role)
    {
        var name = role.Name("RoleName", 64);
        var path = role.Optional("Path") ?? "/";
        if (path is not ['/', ..] || path is not [.., '/'])
        {
            throw role.Refuse("Path", $"'{path}' must begin and end with /.");
        }

        // Role names are unique in an account, whatever their path.
        if (!role.Deployed.Claim($"{role.Account}:role:{name}"))
        {
            throw role.Refuse("RoleName", $"Role with name {name} already exists in account {role.Account}.");
        }

        var trust = role.Map("AssumeRolePolicyDocument");
        PolicyDocuments.CheckPrincipals(trust, role.Deployed, role.PathOf("AssumeRolePolicyDocument"));
        if (PolicyDocuments.Length(trust) is > LongestTrust and var length)
        {
            throw role.Refuse("AssumeRolePolicyDocument", $"{length} characters; IAM allows {LongestTrust}.");
        }

        var arn = $"arn:{role.Stack.Partition}:iam::{role.Account}:role{path}{name}";
        Put(role, arn, new DeployedRole(trust, Inline(role)), "Policies");
        return role.Created(name, ("Arn", arn), ("RoleId", "AROA" + role.Ids.NewToken(17)));
    }

    private static Created CreateServiceLinkedRole(NewResource role)
    {
        var service = role.Text("AWSServiceName");
        var linked =
            ServiceLinkedRole.Of(service)
            ?? throw role.Refuse(
                "AWSServiceName",
                $"the local cloud knows no role of {service}; it knows those of {string.Join(", ", ServiceLinkedRole.Services)}."
            );
        if (!role.Deployed.Claim($"{role.Account}:role:{linked.Name}"))
        {
            throw role.Refuse(
                "AWSServiceName",
                $"Service role name {linked.Name} has been taken in this account, please try a different suffix."
            );
        }

        var none = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        Put(role, linked.ArnIn(role.Account), new DeployedRole(linked.Trust, none), "AWSServiceName");
        return role.Created(linked.Name, ("RoleName", linked.Name));
    }

    private static Dictionary<string, JsonObject> Inline(NewResource role)
    {
        var policies = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (var node in role.Properties["Policies"] is null ? [] : role.List("Policies"))
        {
            var policy = Nodes.MapAt(node, role.PathOf("Policies"));
            Nodes.OnlyKnown(
                policy,
                ["PolicyName", "PolicyDocument"],
                "an inline policy",
                role.PathOf("Policies")
            );
            var name = Nodes.TextAt(policy["PolicyName"], role.PathOf("Policies.PolicyName"));
            policies[name] = Nodes.MapAt(policy["PolicyDocument"], role.PathOf($"Policies.{name}"));
        }

        return policies;
    }

    private static Created CreatePolicy(NewResource policy)
    {
        var name = policy.Text("PolicyName");
        foreach (var node in policy.List("Roles"))
        {
            var role = Nodes.TextAt(node, policy.PathOf("Roles"));
            var (arn, deployed) = policy.Deployed.Roles.FirstOrDefault(r =>
                r.Key.Contains($"::{policy.Account}:role/", StringComparison.Ordinal)
                && r.Key.EndsWith($"/{role}", StringComparison.Ordinal)
            );
            if (deployed is null)
            {
                throw policy.Refuse("Roles", $"there is no role {role} in account {policy.Account}.");
            }

            var all = deployed.Policies.ToDictionary(StringComparer.Ordinal);
            all[name] = policy.Map("PolicyDocument");
            Put(policy, arn, deployed with { Policies = all }, "PolicyDocument");
        }

        return policy.Created(policy.GeneratedName(64));
    }

    private static void Put(NewResource resource, string arn, DeployedRole role, string property)
    {
        if (role.Policies.Values.Sum(PolicyDocuments.Length) is > LongestPolicies and var length)
        {
            throw resource.Refuse(
                property,
                $"{length} characters of inline policies; IAM allows {LongestPolicies}."
            );
        }

        resource.Deployed.Roles[arn] = role;
        resource.Ports.Roles.PutRole(arn, role.Trust, role.Policies);
    }
}
