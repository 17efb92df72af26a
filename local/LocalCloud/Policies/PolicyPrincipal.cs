using LocalCloud.Kernel;

namespace LocalCloud.Policies;

/// <summary>Who asks a resource policy: an account's administrator, a role's session, or an AWS service.</summary>
/// <param name="AccountId">The account of an administrator or a session; null for a service.</param>
/// <param name="Arn">The principal's ARN; null for a service.</param>
/// <param name="RoleArn">The role behind a session, with its path.</param>
/// <param name="Service">A service's name, for example <c>events.amazonaws.com</c>.</param>
public sealed record PolicyPrincipal(string? AccountId, string? Arn, string? RoleArn, string? Service)
{
    /// <summary>The principal behind an authenticated call.</summary>
    public static PolicyPrincipal Of(Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return new(caller.AccountId, caller.Arn, caller.RoleArn, Service: null);
    }

    /// <summary>A service that calls on its own behalf.</summary>
    public static PolicyPrincipal OfService(string service) => new(null, null, null, service);

    /// <summary>
    /// True when an entry of a Principal element means this principal. An account (its id, or its root ARN) means everyone in it:
    /// that is how a resource policy hands the decision to the account's identity policies (IAM User Guide, Principal).
    /// </summary>
    internal bool IsMeantBy(string kind, string value) =>
        (kind, value) switch
        {
            ("AWS", "*") => true,
            ("AWS", _) => AccountId is not null
                && (
                    AccountOf(value) is { } account ? account == AccountId : value == Arn || value == RoleArn
                ),
            ("Service", _) => Service is not null && value == Service,
            _ => false,
        };

    private static string? AccountOf(string value) =>
        value.Length == 12 && value.All(char.IsAsciiDigit) ? value
        : value.Split(':') is ["arn", _, "iam", "", var account, "root"] ? account
        : null;
}
