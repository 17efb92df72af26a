namespace LocalCloud.Kernel;

/// <summary>
/// One authorisation that AWS would have decided: the evidence for the IAM check. One API call may need several
/// (both snapshots of a copy, the key that RDS uses on the caller's behalf, tags at creation).
/// </summary>
/// <param name="At">Simulated time.</param>
/// <param name="Caller">Principal ARN; a role's ARN with its path for sessions; or a service such as events.amazonaws.com.</param>
/// <param name="AccountId">The caller's account, or the one that a service acts for.</param>
/// <param name="Region">Where the action is evaluated.</param>
/// <param name="Action">For example rds:CopyDBSnapshot or kms:CreateGrant.</param>
/// <param name="Resource">ARN, or * where the action has no resource.</param>
/// <param name="Context">Condition keys, for example kms:ViaService.</param>
/// <param name="Implied">True when AWS makes the call on the caller's behalf.</param>
/// <param name="RequestId">The API call this belongs to; empty where there is none.</param>
public sealed record LoggedCall(
    DateTimeOffset At,
    string Caller,
    string AccountId,
    string Region,
    string Action,
    string Resource,
    IReadOnlyDictionary<string, string> Context,
    bool Implied,
    string RequestId
);

/// <summary>Every authorisation of a run, in order. Touched under the agenda's gate.</summary>
public sealed class CallLog
{
    private readonly List<LoggedCall> _calls = [];

    /// <summary>All that was logged so far.</summary>
    public IReadOnlyList<LoggedCall> Calls => _calls;

    /// <summary>Notes an authorisation that belongs to no API call.</summary>
    public void Add(LoggedCall call) => _calls.Add(call);

    /// <summary>Notes what a service does in its own name, which resource and trust policies decide.</summary>
    /// <param name="at">Simulated time.</param>
    /// <param name="service">Its principal, for example events.amazonaws.com.</param>
    /// <param name="cause">ARN of the resource for which it acts (<c>aws:SourceArn</c>).</param>
    /// <param name="action">For example lambda:InvokeFunction.</param>
    /// <param name="resource">ARN.</param>
    public void AddOfService(DateTimeOffset at, string service, string cause, string action, string resource)
    {
        ArgumentNullException.ThrowIfNull(cause);
        var (region, account) = (cause.Split(':')[3], cause.Split(':')[4]);
        Dictionary<string, string> context = new(StringComparer.Ordinal)
        {
            ["aws:SourceArn"] = cause,
            ["aws:SourceAccount"] = account,
        };
        Add(new LoggedCall(at, service, account, region, action, resource, context, Implied: true, ""));
    }

    /// <summary>Notes an authorisation that <paramref name="call"/> needs.</summary>
    public void Add(
        AwsCall call,
        string action,
        string resource,
        bool implied = false,
        string? region = null,
        params (string Key, string Value)[] context
    )
    {
        ArgumentNullException.ThrowIfNull(call);
        _calls.Add(
            new LoggedCall(
                call.Now,
                call.Caller.PrincipalArn,
                call.Caller.AccountId,
                region ?? call.Region,
                action,
                resource,
                context.ToDictionary(c => c.Key, c => c.Value, StringComparer.Ordinal),
                implied,
                call.RequestId
            )
        );
    }
}
