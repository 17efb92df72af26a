using System.Text.Json.Nodes;
using System.Xml.Linq;
using LocalCloud.Kernel;

namespace LocalCloud.Tests.Gateway;

/// <summary>DescribeKey echoes the key id and notes it; EnableKey refuses; DisableKey is broken.</summary>
internal sealed class TinyKms(List<string> calls, List<AwsHttpRequest> seen)
    : JsonService("kms", "application/x-amz-json-1.1")
{
    protected override IReadOnlyDictionary<
        string,
        Func<AwsCall, JsonObject, JsonObject>
    > Operations { get; } =
        new Dictionary<string, Func<AwsCall, JsonObject, JsonObject>>(StringComparer.Ordinal)
        {
            ["DescribeKey"] = (call, input) =>
            {
                seen.Add(call.Request);
                calls.Add($"{call.Region} {call.Caller.Arn} {Required(input, "KeyId")}");
                return new JsonObject
                {
                    ["KeyMetadata"] = new JsonObject
                    {
                        ["KeyId"] = Required(input, "KeyId"),
                        ["Enabled"] = true,
                    },
                };
            },
            ["EnableKey"] = (_, _) => throw new AwsError("NotFoundException", "Key 'x' does not exist"),
            ["DisableKey"] = (_, _) => throw new InvalidOperationException("a bug in the local cloud"),
        };
}

/// <summary>GetCallerIdentity, and AssumeRole without any check.</summary>
internal sealed class TinySts(Credentials credentials)
    : QueryService("sts", "https://sts.amazonaws.com/doc/2011-06-15/")
{
    protected override IReadOnlyDictionary<
        string,
        Func<AwsCall, QueryInput, IEnumerable<XElement>?>
    > Operations =>
        new Dictionary<string, Func<AwsCall, QueryInput, IEnumerable<XElement>?>>(StringComparer.Ordinal)
        {
            ["GetCallerIdentity"] = (call, _) =>
                [Text("Account", call.Caller.AccountId)!, Text("Arn", call.Caller.Arn)!],
            ["AssumeRole"] = (_, input) =>
            {
                var session = credentials.Issue(
                    input.Required("RoleArn"),
                    input.Required("RoleSessionName"),
                    TimeSpan.FromHours(1)
                );
                return
                [
                    new XElement(
                        "Credentials",
                        Text("AccessKeyId", session.AccessKeyId),
                        Text("SecretAccessKey", session.SecretAccessKey),
                        Text("SessionToken", session.SessionToken),
                        Text("Expiration", session.Expiration)
                    ),
                ];
            },
        };
}
