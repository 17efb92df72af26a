using LocalCloud.Kernel;
using LocalCloud.Policies;

namespace LocalCloud.Kms;

/// <summary>
/// Who may use a key: the key policy decides, for the own account and for others. Where it names an account's root, identity policies
/// would decide further; those are logged as evidence and not judged here.
/// </summary>
internal sealed class KmsAccess(CallLog log)
{
    /// <summary>What RDS needs of a key (RDS User Guide, Encryption for DB snapshot copying): one list, so it is asked of source and destination key alike.</summary>
    private static readonly string[] _actionsOfRds =
    [
        "kms:DescribeKey",
        "kms:CreateGrant",
        "kms:Decrypt",
        "kms:Encrypt",
        "kms:GenerateDataKey",
        "kms:GenerateDataKeyWithoutPlaintext",
        "kms:ReEncryptFrom",
        "kms:ReEncryptTo",
    ];

    /// <summary>
    /// What AWS Backup needs of a vault's key, and of the key of a snapshot that it copies (Developer Guide, Encryption for backups; the
    /// policy AWSBackupServiceLinkedRolePolicyForBackup).
    /// </summary>
    private static readonly string[] _actionsOfBackup =
    [
        "kms:DescribeKey",
        "kms:CreateGrant",
        "kms:Decrypt",
        "kms:GenerateDataKeyWithoutPlaintext",
    ];

    /// <summary>The condition keys of a call that the caller makes itself.</summary>
    public static PolicyContext Direct(AwsCall call) =>
        PolicyContext
            .Of(call.Caller, call.Region)
            .With("kms:CallerAccount", call.Caller.AccountId)
            .Without(
                "kms:ViaService",
                "kms:GrantIsForAWSResource",
                "kms:GrantOperations",
                "kms:RequestAlias",
                "kms:ReplicaRegion"
            );

    /// <summary>What a key policy says.</summary>
    public static PolicyDecision Ask(
        KeyPolicy policy,
        string keyArn,
        Caller caller,
        string action,
        PolicyContext context
    ) =>
        PolicyEvaluator.Decide(
            policy.Document,
            new PolicyRequest(PolicyPrincipal.Of(caller), action, keyArn, context)
        );

    /// <summary>Notes a call that no key policy judges, only identity policies.</summary>
    public void Note(
        AwsCall call,
        string action,
        string resource,
        bool implied = false,
        string? region = null
    ) => log.Add(call, action, resource, implied, region, ("kms:CallerAccount", call.Caller.AccountId));

    /// <summary>Notes the call and refuses it when the key policy does.</summary>
    /// <param name="call">The call.</param>
    /// <param name="key">The key that it is about.</param>
    /// <param name="extra">A condition key beside the usual ones.</param>
    /// <exception cref="AwsError">AccessDeniedException.</exception>
    public void Require(AwsCall call, KmsKey key, (string Key, string Value)? extra = null)
    {
        var action = "kms:" + call.Operation;
        var context = extra is { } e ? Direct(call).With(e.Key, e.Value) : Direct(call);
        log.Add(
            call,
            action,
            key.Arn,
            context:
            [
                ("kms:CallerAccount", call.Caller.AccountId),
                .. extra is { } one ? [one] : Array.Empty<(string, string)>(),
            ]
        );
        var decision = Ask(key.Policy, key.Arn, call.Caller, action, context);
        if (decision != PolicyDecision.Allowed)
        {
            throw Denied(call, key.AccountId, key.Arn, decision);
        }
    }

    /// <summary>
    /// Notes what RDS does with a key on the caller's behalf, all at once, and says whether the key policy allows all of it.
    /// </summary>
    public bool AllowsRds(AwsCall call, KmsKey key, string region) =>
        Allows(call, key, region, "rds", _actionsOfRds);

    /// <summary>The same of what AWS Backup does, through the service that keeps the backup.</summary>
    public bool AllowsBackup(AwsCall call, KmsKey key, string service) =>
        Allows(call, key, key.Region, service, _actionsOfBackup);

    private bool Allows(AwsCall call, KmsKey key, string region, string through, string[] actions)
    {
        var service = $"{through}.{region}.amazonaws.com";
        var context = Direct(call)
            .With("aws:RequestedRegion", region)
            .With("aws:ViaAWSService", "true")
            .With("aws:CalledVia", $"{through}.amazonaws.com")
            .With("kms:ViaService", service);
        var grant = context
            .With("kms:GrantIsForAWSResource", "true")
            .With("kms:GrantOperations", [.. actions.Select(a => a["kms:".Length..]), "RetireGrant"]);
        foreach (var action in actions)
        {
            List<(string, string)> keys =
            [
                ("kms:ViaService", service),
                ("kms:CallerAccount", call.Caller.AccountId),
            ];
            if (action == "kms:CreateGrant")
            {
                keys.Add(("kms:GrantIsForAWSResource", "true"));
            }

            log.Add(call, action, key.Arn, implied: true, region, [.. keys]);
        }

        return actions.All(action =>
            Ask(key.Policy, key.Arn, call.Caller, action, action == "kms:CreateGrant" ? grant : context)
            == PolicyDecision.Allowed
        );
    }

    /// <summary>AWS's texts; of another account's key it does not even tell whether it exists (recorded reply).</summary>
    public static AwsError Denied(AwsCall call, string keyAccount, string keyArn, PolicyDecision decision)
    {
        var action = "kms:" + call.Operation;
        var what =
            keyAccount != call.Caller.AccountId
                ? "on this resource because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access"
            : decision == PolicyDecision.ExplicitlyDenied
                ? $"on resource: {keyArn} with an explicit deny in a resource-based policy"
            : $"on resource: {keyArn} because no resource-based policy allows the {action} action";
        return new AwsError(
            "AccessDeniedException",
            $"User: {call.Caller.Arn} is not authorized to perform: {action} {what}"
        );
    }
}
