using System.Text.Json.Nodes;
using LocalCloud.Kernel;

namespace LocalCloud.Sns;

/// <summary>What other services and the deployment ask of SNS.</summary>
public sealed class Topics(Agenda agenda, CallLog log, Ids ids, SnsState state, IMetrics? metrics = null)
    : ITopics
{
    private const string NoSubject = "AWS Notification Message";

    /// <inheritdoc/>
    public string CreateTopic(string accountId, string region, string name, string? displayName)
    {
        var arn = $"arn:aws:sns:{region}:{accountId}:{SnsRules.CheckName(name)}";
        if (state.Topic(arn) is null)
        {
            state.Add(new Topic(arn, displayName, SnsRules.DefaultPolicy(arn, accountId)));
        }

        return arn;
    }

    /// <inheritdoc/>
    public void PutTopicPolicy(string topicArn, JsonObject policy) => Topic(topicArn).Put(policy);

    /// <inheritdoc/>
    public string Subscribe(string topicArn, string protocol, string endpoint)
    {
        var topic = Topic(topicArn);
        SnsRules.CheckProtocol(protocol);
        if (topic.Subscriptions.Find(s => s.Protocol == protocol && s.Endpoint == endpoint) is { } known)
        {
            return known.Arn;
        }

        var subscription = new Subscription($"{topicArn}:{ids.NewGuid()}", topicArn, protocol, endpoint);
        topic.Subscriptions.Add(subscription);
        return subscription.Arn;
    }

    /// <inheritdoc/>
    public void PublishAsService(
        string service,
        string cause,
        string topicArn,
        string? subject,
        string message
    )
    {
        log.AddOfService(agenda.Now, service, cause, "sns:Publish", topicArn);
        if (!SnsRules.MayPublish(Topic(topicArn), service, cause))
        {
            throw SnsRules.Denied(service, "SNS:Publish", topicArn);
        }

        Publish(topicArn, subject, message, service);
    }

    /// <summary>Puts a message into the inbox; returns its id.</summary>
    public string Publish(string topicArn, string? subject, string message, string sender)
    {
        var topic = Topic(topicArn);
        SnsRules.CheckMessage(subject, message);
        var published = new InboxMessage(
            topicArn,
            ids.NewGuid(),
            agenda.Now,
            subject ?? NoSubject,
            message,
            sender,
            [.. topic.Subscriptions.Select(s => s.Endpoint)]
        );
        state.Add(published);
        metrics?.Put(
            MetricId.OfArn(
                topicArn,
                "AWS/SNS",
                "NumberOfMessagesPublished",
                "TopicName",
                published.TopicName
            ),
            1,
            agenda.Now
        );
        return published.MessageId;
    }

    /// <summary>A topic; NotFound when there is none.</summary>
    public Topic Topic(string arn) => state.Topic(arn) ?? throw SnsRules.NoTopic();
}
