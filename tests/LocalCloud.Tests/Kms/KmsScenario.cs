using System.Text;
using System.Text.Json.Nodes;
using LocalCloud.Kernel;
using LocalCloud.Kms;

namespace LocalCloud.Tests.Kms;

/// <summary>A KMS in virtual time, with a source account, a DR account, and roles in both.</summary>
internal sealed class KmsScenario
{
    public const string Source = "111111111111";
    public const string Dr = "222222222222";
    public const string Home = "eu-west-1";
    public const string DrRegion = "eu-central-1";

    public static readonly Caller Admin = Caller.Administrator(Source);
    public static readonly Caller DrAdmin = Caller.Administrator(Dr);
    public static readonly Caller Relay = Role(Source, "CopyToRegion");
    public static readonly Caller Copier = Role(Dr, "copier");

    private int _requests;

    public KmsScenario() => Kms = new KmsApi(Time, Log, new Ids(seed: 1));

    public Agenda Time { get; } = Agenda.Virtual(new DateTimeOffset(2026, 11, 20, 3, 0, 0, TimeSpan.Zero));
    public CallLog Log { get; } = new();
    public KmsApi Kms { get; }
    public IKeys Keys => Kms.Keys;

    public static Caller Role(string account, string name) =>
        new(
            account,
            $"arn:aws:sts::{account}:assumed-role/{name}/session",
            $"arn:aws:iam::{account}:role/snapshot-relay/orders/{name}"
        );

    public AwsCall NewCall(
        Caller caller,
        string service,
        string operation,
        string region,
        JsonObject? input = null
    )
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["X-Amz-Target"] = "TrentService." + operation,
        };
        var body = Encoding.UTF8.GetBytes((input ?? []).ToJsonString());
        return new AwsCall(
            service,
            operation,
            region,
            caller,
            $"request-{++_requests}",
            Time.Now,
            new AwsHttpRequest("POST", "/", "", headers, body)
        );
    }

    public JsonObject Call(Caller caller, string operation, JsonObject? input = null, string region = Home)
    {
        var call = NewCall(caller, "kms", operation, region, input);
        Kms.OperationOf(call.Request).ShouldBe(operation);
        var reply = Kms.HandleAsync(call).Result;
        reply.Status.ShouldBe(200);
        reply.ContentType.ShouldBe("application/x-amz-json-1.1");
        return JsonNode.Parse(reply.Body)!.AsObject();
    }

    public AwsError Refused(
        Caller caller,
        string operation,
        JsonObject? input = null,
        string region = Home
    ) => Should.Throw<AwsError>(() => Call(caller, operation, input, region));

    /// <summary>Makes a key; returns its ARN.</summary>
    public string CreateKey(JsonObject? input = null, string region = Home, Caller? caller = null) =>
        Call(caller ?? Admin, "CreateKey", input, region)["KeyMetadata"]!["Arn"]!.ToString();

    public JsonObject Describe(string key, Caller? caller = null, string region = Home) =>
        Call(caller ?? Admin, "DescribeKey", Key(key), region)["KeyMetadata"]!.AsObject();

    public string State(string key, string region = Home) =>
        Describe(key, region: region)["KeyState"]!.ToString();

    public KeyUse? Use(Caller caller, string key, string region = Home) =>
        Keys.UseThroughRds(NewCall(caller, "rds", "CopyDBSnapshot", DrRegion), key, region);

    /// <summary>Runs what is due within a time.</summary>
    public void Pass(TimeSpan time)
    {
        var until = Time.Now + time;
        while (Time.NextDue is { } due && due <= until)
        {
            Time.RunNext();
        }

        Time.JumpTo(until);
    }

    public static JsonObject Key(string key) => new() { ["KeyId"] = key };

    public static string Id(string keyArn) => keyArn[(keyArn.LastIndexOf('/') + 1)..];

    /// <summary>A key policy that leaves the administration to the account, and more statements.</summary>
    public static string Policy(params string[] statements) =>
        $$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', [OwnAccount, .. statements])}}]}""";

    public const string OwnAccount =
        """{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111111111111:root"},"Action":"kms:*","Resource":"*"}""";

    public const string UseByDr =
        """{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::222222222222:root"},"Action":["kms:Encrypt","kms:Decrypt","kms:ReEncrypt*","kms:GenerateDataKey*","kms:DescribeKey"],"Resource":"*"}""";

    public const string GrantsByDr =
        """{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::222222222222:root"},"Action":["kms:CreateGrant","kms:ListGrants","kms:RevokeGrant"],"Resource":"*","Condition":{"Bool":{"kms:GrantIsForAWSResource":"true"}}}""";
}
