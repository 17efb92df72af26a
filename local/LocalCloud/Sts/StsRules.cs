using System.Globalization;
using System.Text.RegularExpressions;
using LocalCloud.Kernel;
using LocalCloud.Policies;

namespace LocalCloud.Sts;

/// <summary>The parameters of AssumeRole, after their constraints were checked.</summary>
internal sealed record AssumeRoleInput(
    string RoleArn,
    string SessionName,
    string? ExternalId,
    TimeSpan Duration
);

/// <summary>What STS allows, or which error it answers. Pure.</summary>
internal static partial class StsRules
{
    private const int DefaultSeconds = 3600;
    private const int LongestChained = 3600;

    private static readonly string[] _notSimulated =
    [
        "Policy",
        "PolicyArns",
        "Tags",
        "TransitiveTagKeys",
        "SerialNumber",
        "TokenCode",
        "SourceIdentity",
        "ProvidedContexts",
    ];

    /// <summary>Reads AssumeRole's parameters (service model; recorded reply for role chaining).</summary>
    /// <exception cref="AwsError">ValidationError.</exception>
    public static AssumeRoleInput Parse(QueryInput input, Caller caller)
    {
        foreach (var name in _notSimulated)
        {
            if (input.Names.Any(n => n == name || n.StartsWith(name + ".", StringComparison.Ordinal)))
            {
                throw AwsError.NotSimulated("sts", $"AssumeRole with {name}");
            }
        }

        var (role, session) = (input.Optional("RoleArn"), input.Optional("RoleSessionName"));
        var (externalId, duration) = (input.Optional("ExternalId"), input.Optional("DurationSeconds"));
        string[] problems =
        [
            .. Required("roleArn", role) ?? Length("roleArn", role!, 20, 2048),
            .. Required("roleSessionName", session)
                ??
                [
                    .. Pattern("roleSessionName", session!, SessionName, @"[\w+=,.@-]*"),
                    .. Length("roleSessionName", session!, 2, 64),
                ],
            .. externalId is null
                ? []
                : Pattern("externalId", externalId, ExternalId, @"[\w+=,.@:\/-]*")
                    .Concat(Length("externalId", externalId, 2, 1224)),
            .. duration is null ? [] : Seconds(duration),
        ];
        if (problems.Length > 0)
        {
            throw Invalid(
                $"{problems.Length} validation error{(problems.Length > 1 ? "s" : "")} detected: {string.Join("; ", problems)}"
            );
        }

        if (!RoleArn.IsMatch(role!))
        {
            throw Invalid($"{role} is invalid");
        }

        var seconds = duration is null ? DefaultSeconds : int.Parse(duration, CultureInfo.InvariantCulture);
        return caller.RoleArn is not null && seconds > LongestChained
            ? throw Invalid(
                "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining."
            )
            : new AssumeRoleInput(role!, session!, externalId, TimeSpan.FromSeconds(seconds));
    }

    /// <summary>
    /// The trust policy decides. Where it names an account's root, that account's identity policies would decide further; they are not
    /// judged here. A role that does not exist is refused in the same words.
    /// </summary>
    /// <exception cref="AwsError">AccessDenied.</exception>
    public static Role RequireTrust(Role? role, AssumeRoleInput input, AwsCall call)
    {
        var context = PolicyContext
            .Of(call.Caller, call.Region)
            .With("sts:RoleSessionName", input.SessionName);
        context = input.ExternalId is { } id
            ? context.With("sts:ExternalId", id)
            : context.Without("sts:ExternalId");
        var request = new PolicyRequest(
            PolicyPrincipal.Of(call.Caller),
            "sts:AssumeRole",
            Resource: null,
            context
        );
        return role is not null && PolicyEvaluator.Decide(role.Trust, request) == PolicyDecision.Allowed
            ? role
            : throw new AwsError(
                "AccessDenied",
                $"User: {call.Caller.Arn} is not authorized to perform: sts:AssumeRole on resource: {input.RoleArn}",
                403
            );
    }

    private static string[]? Required(string member, string? value) =>
        value is null
            ? [$"Value null at '{member}' failed to satisfy constraint: Member must not be null"]
            : null;

    private static string[] Pattern(string member, string value, Regex regex, string pattern) =>
        regex.IsMatch(value)
            ? []
            : [Violation(member, value, $"satisfy regular expression pattern: {pattern}")];

    private static string[] Length(string member, string value, int shortest, int longest) =>
        value.Length < shortest
            ? [Violation(member, value, $"have length greater than or equal to {shortest}")]
        : value.Length > longest ? [Violation(member, value, $"have length less than or equal to {longest}")]
        : [];

    private static string[] Seconds(string text) =>
        !int.TryParse(text, CultureInfo.InvariantCulture, out var seconds)
            ? [Violation("durationSeconds", text, "be a number")]
        : seconds < 900 ? [Violation("durationSeconds", text, "have value greater than or equal to 900")]
        : seconds > 43200 ? [Violation("durationSeconds", text, "have value less than or equal to 43200")]
        : [];

    private static string Violation(string member, string value, string constraint) =>
        $"Value '{value}' at '{member}' failed to satisfy constraint: Member must {constraint}";

    private static AwsError Invalid(string message) => new("ValidationError", message);

    [GeneratedRegex(@"^[\w+=,.@-]*\z")]
    private static partial Regex SessionName { get; }

    [GeneratedRegex(@"^[\w+=,.@:\/-]*\z")]
    private static partial Regex ExternalId { get; }

    [GeneratedRegex(@"^arn:aws:iam::[0-9]{12}:role/[^\s]+\z")]
    private static partial Regex RoleArn { get; }
}
