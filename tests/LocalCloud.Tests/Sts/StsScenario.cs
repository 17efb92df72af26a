using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using LocalCloud.Kernel;
using LocalCloud.Sts;

namespace LocalCloud.Tests.Sts;

/// <summary>An STS with the DR account's copier role, which trusts the relay's path with an external id.</summary>
internal sealed class StsScenario
{
    public const string Copier = "arn:aws:iam::222222222222:role/snapshot-relay/orders/copier";
    public const string ExternalId = "orders-7f3a";

    public static readonly Caller SourceAdmin = Caller.Administrator("111111111111");
    public static readonly Caller DrAdmin = Caller.Administrator("222222222222");
    public static readonly DateTimeOffset RealTime = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);

    private static readonly XNamespace _sts = "https://sts.amazonaws.com/doc/2011-06-15/";

    public StsScenario()
    {
        var ids = new Ids(seed: 1);
        Credentials = new Credentials(ids, new FixedClock(RealTime));
        Sts = new StsApi(Log, ids, Credentials);
        Trust(
            Copier,
            """{"AWS":"arn:aws:iam::111111111111:root"}""",
            $$"""{"StringEquals":{"sts:ExternalId":"{{ExternalId}}"},"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::111111111111:role/snapshot-relay/orders/*"} }"""
        );
    }

    public CallLog Log { get; } = new();
    public Credentials Credentials { get; }
    public StsApi Sts { get; }

    public static Caller Role(string account, string pathAndName) =>
        new(
            account,
            $"arn:aws:sts::{account}:assumed-role/{pathAndName[(pathAndName.LastIndexOf('/') + 1)..]}/session",
            $"arn:aws:iam::{account}:role/{pathAndName}"
        );

    public static Caller Relay => Role("111111111111", "snapshot-relay/orders/PlanRelay");

    public void Trust(string roleArn, string principal, string? condition = null)
    {
        var json =
            $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{{principal}},"Action":"sts:AssumeRole"{{(condition is null ? "" : ",\"Condition\":" + condition)}} }]}""";
        Sts.Roles.PutRole(
            roleArn,
            JsonNode.Parse(json)!.AsObject(),
            new Dictionary<string, JsonObject>(StringComparer.Ordinal)
        );
    }

    public XElement Call(Caller caller, string operation, params (string Name, string Value)[] parameters)
    {
        var form = string.Join(
            '&',
            parameters
                .Prepend(("Action", operation))
                .Select(p => $"{p.Item1}={Uri.EscapeDataString(p.Item2)}")
        );
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var request = new AwsHttpRequest("POST", "/", "", headers, Encoding.UTF8.GetBytes(form));
        Sts.OperationOf(request).ShouldBe(operation);
        var call = new AwsCall("sts", operation, "eu-central-1", caller, "request-1", RealTime, request);
        var reply = Sts.HandleAsync(call).Result;
        reply.Status.ShouldBe(200);
        var root = XDocument.Parse(Encoding.UTF8.GetString(reply.Body)).Root!;
        root.Name.ShouldBe(_sts + (operation + "Response"));
        return root.Element(_sts + (operation + "Result"))!;
    }

    public XElement Assume(
        Caller caller,
        string role = Copier,
        string? externalId = ExternalId,
        int? seconds = null
    )
    {
        List<(string, string)> parameters = [("RoleArn", role), ("RoleSessionName", "relay")];
        if (externalId is not null)
        {
            parameters.Add(("ExternalId", externalId));
        }

        if (seconds is not null)
        {
            parameters.Add(("DurationSeconds", $"{seconds}"));
        }

        return Call(caller, "AssumeRole", [.. parameters]);
    }

    public static string Text(XElement result, string name) => result.Descendants(_sts + name).Single().Value;

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
