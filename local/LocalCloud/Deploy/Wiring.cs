using System.Text.Json.Nodes;
using LocalCloud.Deploy.Resources;
using LocalCloud.Deploy.Templates;
using LocalCloud.Policies;

namespace LocalCloud.Deploy;

/// <summary>
/// What AWS deploys without a word, and then loses events: a rule without the right to invoke its function, a dead-letter queue
/// that EventBridge may not write to, a topic that it may not publish to, a bus target without a role (EventBridge User Guide, "Using resource-based policies",
/// "Considerations for using a dead-letter queue").
/// </summary>
public static class Wiring
{
    private const string Events = "events.amazonaws.com";

    /// <summary>Looks at every rule of a stack.</summary>
    /// <exception cref="TemplateException">An event would be lost; says which policy is missing.</exception>
    public static void Check(Stack stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        foreach (var rule in stack.OfType("AWS::Events::Rule"))
        {
            foreach (var target in rule.Properties["Targets"]!.AsArray().OfType<JsonObject>())
            {
                if (Missing(stack, rule, target) is { } missing)
                {
                    throw new TemplateException($"Resources.{rule.LogicalId}", missing);
                }
            }
        }
    }

    private static string? Missing(Stack stack, StackResource rule, JsonObject target)
    {
        var arn = Nodes.Text(target["Arn"])!;
        if (arn.Contains(":lambda:", StringComparison.Ordinal) && !MayInvoke(stack, rule, arn))
        {
            return $"no AWS::Lambda::Permission lets {Events} invoke {arn} for this rule.";
        }

        if (arn.Contains(":event-bus/", StringComparison.Ordinal) && target["RoleArn"] is null)
        {
            return $"the target {arn} is a bus and needs a RoleArn.";
        }

        if (arn.Contains(":sns:", StringComparison.Ordinal) && !MayPublish(stack, arn))
        {
            return $"no AWS::SNS::TopicPolicy lets {Events} publish to {arn}.";
        }

        return Nodes.Text(target["DeadLetterConfig"]?["Arn"]) is { } queue && !MayWrite(stack, queue)
            ? $"no AWS::SQS::QueuePolicy lets {Events} send messages to the dead-letter queue {queue}."
            : null;
    }

    private static bool MayInvoke(Stack stack, StackResource rule, string function) =>
        stack
            .OfType("AWS::Lambda::Permission")
            .Any(permission =>
                Nodes.Text(permission.Properties["Principal"]) == Events
                && Nodes.Text(permission.Properties["Action"]) == "lambda:InvokeFunction"
                && Nodes.Text(permission.Properties["FunctionName"]) is { } name
                && (name == function || function.EndsWith($":function:{name}", StringComparison.Ordinal))
                && Wildcard.Matches(Nodes.Text(permission.Properties["SourceArn"]) ?? "*", rule.Arn!)
            );

    private static bool MayPublish(Stack stack, string topicArn) =>
        stack
            .OfType("AWS::SNS::TopicPolicy")
            .Select(policy => policy.Properties["PolicyDocument"]!.AsObject())
            .Any(policy =>
                PolicyDocuments.Trusts(policy, Events)
                && PolicyDocuments.Allows(policy, "sns:Publish", topicArn)
            );

    private static bool MayWrite(Stack stack, string queueArn) =>
        stack
            .OfType("AWS::SQS::QueuePolicy")
            .Select(policy => policy.Properties["PolicyDocument"]!.AsObject())
            .Any(policy =>
                PolicyDocuments.Trusts(policy, Events)
                && PolicyDocuments.Allows(policy, "sqs:SendMessage", queueArn)
            );
}
