using LocalCloud.Kernel;

namespace LocalCloud.Policies;

/// <summary>What a resource policy says to a request.</summary>
public enum PolicyDecision
{
    /// <summary>No statement allows it.</summary>
    NotAllowed,

    /// <summary>A statement allows it and none denies it.</summary>
    Allowed,

    /// <summary>A statement denies it; that wins.</summary>
    ExplicitlyDenied,
}

/// <summary>A question to a resource policy.</summary>
/// <param name="Principal">Who asks.</param>
/// <param name="Action">For example kms:CreateGrant; case is ignored.</param>
/// <param name="Resource">The resource's ARN; null for a trust policy, which has no Resource element.</param>
/// <param name="Context">The request's condition keys.</param>
public sealed record PolicyRequest(
    PolicyPrincipal Principal,
    string Action,
    string? Resource,
    PolicyContext Context
);

/// <summary>
/// Judges resource policies: key policies, trust policies, bus policies. Pure. A condition that nobody simulates, and on which the
/// answer would depend, is an error that names it, never a guess.
/// </summary>
public static class PolicyEvaluator
{
    /// <summary>IAM User Guide, Policy evaluation logic, for one resource policy.</summary>
    public static PolicyDecision Decide(PolicyDocument policy, PolicyRequest request)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(request);
        var unknown = new List<string>();
        var denied = Any(policy.Statements.Where(s => s.Deny), request, unknown);
        if (denied == Truth.Yes)
        {
            return PolicyDecision.ExplicitlyDenied;
        }

        var allowed = Any(policy.Statements.Where(s => !s.Deny), request, unknown);
        return (allowed, denied) switch
        {
            (Truth.No, _) => PolicyDecision.NotAllowed,
            (Truth.Yes, Truth.No) => PolicyDecision.Allowed,
            _ => throw NotSimulated(request, unknown),
        };
    }

    private static Truth Any(
        IEnumerable<PolicyStatement> statements,
        PolicyRequest request,
        List<string> unknown
    ) => statements.Select(s => Applies(s, request, unknown)).DefaultIfEmpty(Truth.No).Max();

    private static Truth Applies(PolicyStatement statement, PolicyRequest request, List<string> unknown)
    {
        if (!IsAbout(statement, request))
        {
            return Truth.No;
        }

        var open = statement.NotPrincipal ? ["NotPrincipal"] : new List<string>();
        foreach (var condition in statement.Conditions)
        {
            switch (PolicyConditions.Holds(condition, request.Context))
            {
                case Truth.No:
                    return Truth.No;
                case Truth.Unknown:
                    open.Add(condition.ToString());
                    break;
            }
        }

        unknown.AddRange(open);
        return open.Count > 0 ? Truth.Unknown : Truth.Yes;
    }

    /// <summary>A statement without Action, or without Resource where one is asked for, has no effect (KMS API Reference, PutKeyPolicy).</summary>
    private static bool IsAbout(PolicyStatement statement, PolicyRequest request) =>
        statement.Action is { } actions
        && actions.Match(request.Action, ignoreCase: true)
        && (
            request.Resource is null
            || (statement.Resource?.Match(request.Resource, ignoreCase: false) ?? false)
        )
        && (
            statement.NotPrincipal
            || statement.Principals.Any(p => request.Principal.IsMeantBy(p.Kind, p.Value))
        );

    private static AwsError NotSimulated(PolicyRequest request, IEnumerable<string> unknown) =>
        new(
            "NotSimulated",
            $"The local cloud cannot judge {request.Action}: the policy depends on what it does not simulate: "
                + string.Join(", ", unknown.Distinct(StringComparer.Ordinal)),
            501
        );
}
