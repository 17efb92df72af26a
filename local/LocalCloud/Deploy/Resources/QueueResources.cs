using LocalCloud.Deploy.Templates;

namespace LocalCloud.Deploy.Resources;

/// <summary>AWS::SQS::Queue and AWS::SQS::QueuePolicy.</summary>
internal static class QueueResources
{
    public static readonly ResourceType Queue = new(
        "AWS::SQS::Queue",
        ["QueueName", "MessageRetentionPeriod", "VisibilityTimeout", "SqsManagedSseEnabled", "Tags"],
        CreateQueue
    );

    public static readonly ResourceType QueuePolicy = new(
        "AWS::SQS::QueuePolicy",
        ["Queues", "PolicyDocument"],
        CreateQueuePolicy
    );

    private static Created CreateQueue(NewResource queue)
    {
        var name = queue.Name("QueueName", 80);
        queue.Number("MessageRetentionPeriod", 60, 1_209_600, 345_600);
        if (!queue.Deployed.Claim(queue.Arn("sqs", name)))
        {
            throw queue.Refuse(
                "QueueName",
                $"the queue {name} already exists in {queue.Account}, {queue.Region}."
            );
        }

        var arn = queue.Ports.Queues.CreateQueue(queue.Account, queue.Region, name);
        var url = $"https://sqs.{queue.Region}.{queue.Stack.UrlSuffix}/{queue.Account}/{name}";
        return queue.Created(url, ("Arn", arn), ("QueueName", name), ("QueueUrl", url));
    }

    private static Created CreateQueuePolicy(NewResource policy)
    {
        foreach (var node in policy.List("Queues"))
        {
            var url = Nodes.TextAt(node, policy.PathOf("Queues"));
            if (!url.StartsWith("https://sqs.", StringComparison.Ordinal))
            {
                throw policy.Refuse("Queues", $"'{url}' is no queue URL; Ref of a queue is one.");
            }
        }

        PolicyDocuments.CheckPrincipals(
            policy.Map("PolicyDocument"),
            policy.Deployed,
            policy.PathOf("PolicyDocument")
        );
        return policy.Created(policy.GeneratedName(80));
    }
}
