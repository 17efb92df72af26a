using System.Xml.Linq;
using LocalCloud.Kernel;

namespace LocalCloud.Sts;

/// <summary>STS's operations over the wire. The rules are in <see cref="StsRules"/> and in the trust policies.</summary>
public sealed class StsApi : QueryService
{
    private readonly CallLog _log;
    private readonly Credentials _credentials;
    private readonly Dictionary<string, Func<AwsCall, QueryInput, IEnumerable<XElement>?>> _operations;

    /// <summary>STS for all accounts and Regions.</summary>
    public StsApi(CallLog log, Ids ids, Credentials credentials)
        : base("sts", "https://sts.amazonaws.com/doc/2011-06-15/")
    {
        _log = log;
        _credentials = credentials;
        Roles = new RoleStore(ids, credentials);
        _operations = new(StringComparer.Ordinal)
        {
            ["AssumeRole"] = AssumeRole,
            ["GetCallerIdentity"] = GetCallerIdentity,
        };
    }

    /// <summary>The roles: deployed by templates, assumed here, and given to functions.</summary>
    public RoleStore Roles { get; }

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<
        string,
        Func<AwsCall, QueryInput, IEnumerable<XElement>?>
    > Operations => _operations;

    private XElement[] AssumeRole(AwsCall call, QueryInput input)
    {
        var wanted = StsRules.Parse(input, call.Caller);
        List<(string, string)> context = [("sts:RoleSessionName", wanted.SessionName)];
        if (wanted.ExternalId is { } externalId)
        {
            context.Add(("sts:ExternalId", externalId));
        }

        _log.Add(call, "sts:AssumeRole", wanted.RoleArn, context: [.. context]);
        var role = StsRules.RequireTrust(Roles.Find(wanted.RoleArn), wanted, call);
        var session = _credentials.Issue(role.Arn, wanted.SessionName, wanted.Duration);
        return
        [
            new XElement(
                "AssumedRoleUser",
                Text("AssumedRoleId", $"{role.Id}:{wanted.SessionName}"),
                Text("Arn", _credentials.Find(session.AccessKeyId)!.Caller.Arn)
            ),
            new XElement(
                "Credentials",
                Text("AccessKeyId", session.AccessKeyId),
                Text("SecretAccessKey", session.SecretAccessKey),
                Text("SessionToken", session.SessionToken),
                Text("Expiration", session.Expiration)
            ),
        ];
    }

    /// <summary>Needs no permission, so nothing is logged (STS API Reference, GetCallerIdentity).</summary>
    private XElement[] GetCallerIdentity(AwsCall call, QueryInput input)
    {
        var caller = call.Caller;
        var userId = Roles.Find(caller.RoleArn) is { } role
            ? $"{role.Id}:{caller.Arn[(caller.Arn.LastIndexOf('/') + 1)..]}"
            : caller.AccountId;
        return [Text("Arn", caller.Arn)!, Text("UserId", userId)!, Text("Account", caller.AccountId)!];
    }
}
