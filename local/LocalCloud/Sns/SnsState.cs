using System.Text.Json.Nodes;
using LocalCloud.Policies;

namespace LocalCloud.Sns;

/// <summary>Who gets what is published.</summary>
/// <param name="Arn"><c>TOPIC-ARN:GUID</c>.</param>
/// <param name="TopicArn">The topic.</param>
/// <param name="Protocol">For example email.</param>
/// <param name="Endpoint">For example an address.</param>
public sealed record Subscription(string Arn, string TopicArn, string Protocol, string Endpoint);

/// <summary>What was published.</summary>
/// <param name="TopicArn">Where.</param>
/// <param name="MessageId">A GUID.</param>
/// <param name="At">Simulated time.</param>
/// <param name="Subject">As an e-mail has it: <c>AWS Notification Message</c> when none was given.</param>
/// <param name="Text">The message.</param>
/// <param name="Sender">A service's principal, or the caller's ARN.</param>
/// <param name="To">Endpoints of the subscriptions at that time.</param>
public sealed record InboxMessage(
    string TopicArn,
    string MessageId,
    DateTimeOffset At,
    string Subject,
    string Text,
    string Sender,
    IReadOnlyList<string> To
)
{
    /// <summary>The topic's name.</summary>
    public string TopicName => TopicArn[(TopicArn.LastIndexOf(':') + 1)..];
}

/// <summary>A standard topic. Touched under the agenda's gate.</summary>
public sealed class Topic(string arn, string? displayName, JsonObject policy)
{
    /// <summary><c>arn:aws:sns:REGION:ID:NAME</c>.</summary>
    public string Arn => arn;

    /// <summary>Of e-mails, or null.</summary>
    public string? DisplayName => displayName;

    /// <summary>The owner.</summary>
    public string AccountId { get; } = arn.Split(':')[4];

    /// <summary>Its policy as it was given.</summary>
    public JsonObject PolicySource { get; private set; } = policy;

    /// <summary>Its policy, read.</summary>
    public PolicyDocument Policy { get; private set; } = PolicyDocument.Parse(policy, "InvalidParameter");

    /// <summary>In the order they were made.</summary>
    public List<Subscription> Subscriptions { get; } = [];

    /// <summary>Replaces the policy.</summary>
    public void Put(JsonObject given) =>
        (PolicySource, Policy) = (given, PolicyDocument.Parse(given, "InvalidParameter"));
}

/// <summary>All topics, and everything that was published to them: the inbox. Touched under the agenda's gate.</summary>
public sealed class SnsState
{
    private readonly SortedDictionary<string, Topic> _topics = new(StringComparer.Ordinal);
    private readonly List<InboxMessage> _inbox = [];

    /// <summary>By ARN.</summary>
    public IEnumerable<Topic> Topics => _topics.Values;

    /// <summary>Everything that was published, oldest first.</summary>
    public IReadOnlyList<InboxMessage> Inbox => _inbox;

    /// <summary>A topic, or null.</summary>
    public Topic? Topic(string arn) => _topics.GetValueOrDefault(arn);

    /// <summary>Adds a topic.</summary>
    public void Add(Topic topic)
    {
        ArgumentNullException.ThrowIfNull(topic);
        _topics[topic.Arn] = topic;
    }

    /// <summary>Adds a message.</summary>
    public void Add(InboxMessage message) => _inbox.Add(message);

    /// <summary>Empties the inbox.</summary>
    public void Clear() => _inbox.Clear();
}
