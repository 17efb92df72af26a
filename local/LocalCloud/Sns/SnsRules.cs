using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LocalCloud.Kernel;
using LocalCloud.Policies;

namespace LocalCloud.Sns;

/// <summary>What SNS refuses. Pure. Codes are those of its service model, texts those of public reports.</summary>
public static partial class SnsRules
{
    private const int LongestMessage = 256 * 1024;

    private static readonly string[] Protocols =
    [
        "email",
        "email-json",
        "http",
        "https",
        "sqs",
        "sms",
        "lambda",
        "firehose",
        "application",
    ];

    /// <summary>A topic's name.</summary>
    public static string CheckName(string name) => Names().IsMatch(name) ? name : throw Invalid("Topic Name");

    /// <summary>A topic that is not there.</summary>
    public static AwsError NoTopic() => new("NotFound", "Topic does not exist", 404);

    /// <summary>A parameter that breaks a rule.</summary>
    public static AwsError Invalid(string what) => new("InvalidParameter", $"Invalid parameter: {what}");

    /// <summary>Publish: the message has 1 byte to 256 KB, the subject up to 100 printable ASCII characters.</summary>
    public static void CheckMessage(string? subject, string message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (message.Length == 0)
        {
            throw Invalid("Empty message");
        }

        if (Encoding.UTF8.GetByteCount(message) > LongestMessage)
        {
            throw Invalid("Message too long");
        }

        if (subject is not null && !Subjects().IsMatch(subject))
        {
            throw Invalid("Subject");
        }
    }

    /// <summary>Subscribe's protocol.</summary>
    public static string CheckProtocol(string protocol) =>
        Protocols.Contains(protocol)
            ? protocol
            : throw Invalid($"Amazon SNS does not support this protocol string: {protocol}");

    /// <summary>What every topic begins with (SNS Developer Guide, "Default topic policy"): who is of the owner's account.</summary>
    public static JsonObject DefaultPolicy(string topicArn, string accountId) =>
        new()
        {
            ["Version"] = "2008-10-17",
            ["Id"] = "__default_policy_ID",
            ["Statement"] = new JsonArray(
                new JsonObject
                {
                    ["Sid"] = "__default_statement_ID",
                    ["Effect"] = "Allow",
                    ["Principal"] = new JsonObject { ["AWS"] = "*" },
                    ["Action"] = new JsonArray(
                        "SNS:GetTopicAttributes",
                        "SNS:SetTopicAttributes",
                        "SNS:AddPermission",
                        "SNS:RemovePermission",
                        "SNS:DeleteTopic",
                        "SNS:Subscribe",
                        "SNS:ListSubscriptionsByTopic",
                        "SNS:Publish"
                    ),
                    ["Resource"] = topicArn,
                    ["Condition"] = new JsonObject
                    {
                        ["StringEquals"] = new JsonObject { ["AWS:SourceOwner"] = accountId },
                    },
                }
            ),
        };

    /// <summary>
    /// Whether a service may publish. The default policy knows the owner by AWS:SourceOwner, which CloudWatch's alarms bring along and
    /// EventBridge does not: its rules need a statement of their own, without conditions, since it brings along nothing that one could be
    /// about (EventBridge User Guide, Troubleshooting: "You can't use Condition blocks in Amazon SNS topic policies for EventBridge").
    /// </summary>
    public static bool MayPublish(Topic topic, string service, string cause)
    {
        ArgumentNullException.ThrowIfNull(topic);
        ArgumentNullException.ThrowIfNull(cause);
        var account = cause.Split(':')[4];
        var plain = PolicyContext
            .Empty.With("aws:PrincipalIsAWSService", "true")
            .With("aws:SecureTransport", "true")
            .Without("aws:PrincipalArn", "aws:PrincipalAccount", "aws:PrincipalOrgID");
        var context =
            service == "cloudwatch.amazonaws.com"
                ? plain
                    .With("aws:SourceArn", cause)
                    .With("aws:SourceAccount", account)
                    .With("AWS:SourceOwner", account)
                : plain.Without("aws:SourceArn", "aws:SourceAccount", "AWS:SourceOwner");
        return Allows(
            topic,
            new PolicyRequest(PolicyPrincipal.OfService(service), "sns:Publish", topic.Arn, context)
        );
    }

    /// <summary>A caller of another account needs the topic's policy; one of the owner's is judged by its own policies, elsewhere.</summary>
    public static void CheckCaller(AwsCall call, Topic topic)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(topic);
        var action = $"SNS:{call.Operation}";
        var request = new PolicyRequest(
            PolicyPrincipal.Of(call.Caller),
            action,
            topic.Arn,
            PolicyContext.Of(call.Caller, call.Region).With("AWS:SourceOwner", call.Caller.AccountId)
        );
        if (call.Caller.AccountId != topic.AccountId && !Allows(topic, request))
        {
            throw Denied(call.Caller.Arn, action, topic.Arn);
        }
    }

    /// <summary>AuthorizationError.</summary>
    public static AwsError Denied(string who, string action, string topicArn) =>
        new(
            "AuthorizationError",
            $"User: {who} is not authorized to perform: {action} on resource: {topicArn} because no resource-based policy allows the {action} action",
            403
        );

    private static bool Allows(Topic topic, PolicyRequest request) =>
        PolicyEvaluator.Decide(topic.Policy, request) == PolicyDecision.Allowed;

    [GeneratedRegex("^[A-Za-z0-9_-]{1,256}$")]
    private static partial Regex Names();

    [GeneratedRegex("^[ -~]{1,100}$")]
    private static partial Regex Subjects();
}
