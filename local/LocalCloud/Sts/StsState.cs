using System.Text.Json.Nodes;
using LocalCloud.Kernel;
using LocalCloud.Policies;

namespace LocalCloud.Sts;

/// <summary>A role as a template deployed it.</summary>
/// <param name="Arn">With its path.</param>
/// <param name="Id">The unique id, AROA….</param>
/// <param name="TrustPolicy">AssumeRolePolicyDocument, as written.</param>
/// <param name="Policies">Inline policies by name: evidence, judged by nobody here.</param>
public sealed record Role(
    string Arn,
    string Id,
    JsonObject TrustPolicy,
    IReadOnlyDictionary<string, JsonObject> Policies
)
{
    /// <summary>The trust policy as it is judged.</summary>
    public required PolicyDocument Trust { get; init; }
}

/// <summary>All roles, by ARN, and their sessions. Touched under the agenda's gate.</summary>
public sealed class RoleStore(Ids ids, Credentials credentials) : IRoles, IPassedRoles
{
    private readonly List<Role> _roles = [];

    /// <summary>All roles, in the order in which they were made.</summary>
    public IReadOnlyList<Role> All => _roles;

    /// <summary>A role, or null.</summary>
    /// <param name="roleArn">With its path.</param>
    public Role? Find(string? roleArn) => _roles.Find(r => r.Arn == roleArn);

    /// <inheritdoc/>
    /// <exception cref="AwsError">MalformedPolicyDocument, as IAM refuses it.</exception>
    public void PutRole(
        string roleArn,
        JsonObject trustPolicy,
        IReadOnlyDictionary<string, JsonObject> policies
    )
    {
        var trust = PolicyDocument.Parse(trustPolicy, "MalformedPolicyDocument");
        var existing = _roles.FindIndex(r => r.Arn == roleArn);
        if (existing >= 0)
        {
            _roles[existing] = new Role(roleArn, _roles[existing].Id, trustPolicy, policies)
            {
                Trust = trust,
            };
        }
        else
        {
            _roles.Add(new Role(roleArn, "AROA" + ids.NewToken(17), trustPolicy, policies) { Trust = trust });
        }
    }

    /// <inheritdoc/>
    /// <exception cref="AwsError">NoSuchEntity.</exception>
    public SessionCredentials SessionFor(string roleArn, string sessionName, TimeSpan duration) =>
        Find(roleArn) is null
            ? throw new AwsError("NoSuchEntity", $"The role {roleArn} cannot be found.", 404)
            : credentials.Issue(roleArn, sessionName, duration);

    /// <inheritdoc/>
    public bool Trusts(string roleArn, string service)
    {
        ArgumentNullException.ThrowIfNull(roleArn);
        if (Find(roleArn) is not { } role)
        {
            return false;
        }

        var context = PolicyContext
            .Empty.With("aws:SourceAccount", roleArn.Split(':')[4])
            .With("aws:PrincipalIsAWSService", "true")
            .With("aws:PrincipalServiceName", service);
        var request = new PolicyRequest(
            PolicyPrincipal.OfService(service),
            "sts:AssumeRole",
            Resource: null,
            context
        );
        return PolicyEvaluator.Decide(role.Trust, request) == PolicyDecision.Allowed;
    }
}
