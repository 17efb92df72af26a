using System.Text.Json.Nodes;
using LocalCloud.Deploy.Templates;

namespace LocalCloud.Deploy.Resources;

/// <summary>AWS::SNS::Topic, ::TopicPolicy and ::Subscription.</summary>
internal static class TopicResources
{
    public static readonly ResourceType Topic = new(
        "AWS::SNS::Topic",
        ["TopicName", "DisplayName", "Subscription", "Tags"],
        CreateTopic
    );

    public static readonly ResourceType TopicPolicy = new(
        "AWS::SNS::TopicPolicy",
        ["Topics", "PolicyDocument"],
        CreateTopicPolicy
    );

    public static readonly ResourceType Subscription = new(
        "AWS::SNS::Subscription",
        ["TopicArn", "Protocol", "Endpoint"],
        subscription =>
            subscription.Created(
                subscription.Ports.Topics.Subscribe(
                    subscription.Text("TopicArn"),
                    subscription.Text("Protocol"),
                    subscription.Text("Endpoint")
                )
            )
    );

    private static Created CreateTopic(NewResource topic)
    {
        var name = topic.Name("TopicName", 256);
        if (!topic.Deployed.Claim(topic.Arn("sns", name)))
        {
            throw topic.Refuse(
                "TopicName",
                $"the topic {name} already exists in {topic.Account}, {topic.Region}."
            );
        }

        var arn = topic.Ports.Topics.CreateTopic(
            topic.Account,
            topic.Region,
            name,
            topic.Optional("DisplayName")
        );
        foreach (var node in topic.Properties["Subscription"] is null ? [] : topic.List("Subscription"))
        {
            var where = topic.PathOf("Subscription");
            var subscription = Nodes.MapAt(node, where);
            topic.Ports.Topics.Subscribe(
                arn,
                Nodes.TextAt(subscription["Protocol"], where),
                Nodes.TextAt(subscription["Endpoint"], where)
            );
        }

        return topic.Created(arn, ("TopicArn", arn), ("TopicName", name));
    }

    private static Created CreateTopicPolicy(NewResource policy)
    {
        JsonObject document = policy.Map("PolicyDocument");
        PolicyDocuments.CheckPrincipals(document, policy.Deployed, policy.PathOf("PolicyDocument"));
        foreach (var node in policy.List("Topics"))
        {
            var arn = Nodes.TextAt(node, policy.PathOf("Topics"));
            policy.Ports.Topics.PutTopicPolicy(arn, document.DeepClone().AsObject());
        }

        return policy.Created(policy.GeneratedName(80));
    }
}
