using System.Text.Json.Nodes;
using System.Xml.Linq;
using LocalCloud.Gateway;
using LocalCloud.Kernel;

namespace LocalCloud.Sns;

/// <summary>SNS's wire: the Query protocol; and the inbox. No rules.</summary>
public sealed class SnsApi : QueryService, ILocalPaths
{
    private const int PageSize = 100;

    private readonly SnsState _state;
    private readonly Topics _topics;
    private readonly CallLog _log;

    /// <summary>Serves <paramref name="state"/>.</summary>
    public SnsApi(SnsState state, Topics topics, CallLog log)
        : base("sns", "http://sns.amazonaws.com/doc/2010-03-31/")
    {
        (_state, _topics, _log) = (state, topics, log);
        Operations = new Dictionary<string, Func<AwsCall, QueryInput, IEnumerable<XElement>?>>(
            StringComparer.Ordinal
        )
        {
            ["CreateTopic"] = CreateTopic,
            ["ListTopics"] = ListTopics,
            ["GetTopicAttributes"] = GetTopicAttributes,
            ["ListSubscriptions"] = ListSubscriptions,
            ["ListSubscriptionsByTopic"] = ListSubscriptionsByTopic,
            ["Subscribe"] = Subscribe,
            ["Publish"] = Publish,
        };
    }

    /// <inheritdoc/>
    public IEnumerable<LocalPath> LocalPaths =>
        [new("GET", "/_local/inbox", Inbox), new("DELETE", "/_local/inbox", Empty)];

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<
        string,
        Func<AwsCall, QueryInput, IEnumerable<XElement>?>
    > Operations { get; }

    private IEnumerable<XElement> CreateTopic(AwsCall call, QueryInput input)
    {
        if (input.Names.Any(n => n.StartsWith("Attributes.", StringComparison.Ordinal)))
        {
            throw AwsError.NotSimulated("sns", "CreateTopic with Attributes");
        }

        var name = SnsRules.CheckName(input.Optional("Name") ?? "");
        _log.Add(call, "sns:CreateTopic", $"arn:aws:sns:{call.Region}:{call.Caller.AccountId}:{name}");
        yield return Text(
            "TopicArn",
            _topics.CreateTopic(call.Caller.AccountId, call.Region, name, displayName: null)
        )!;
    }

    private IEnumerable<XElement> ListTopics(AwsCall call, QueryInput input)
    {
        _log.Add(call, "sns:ListTopics", "*");
        var own = Own(_state.Topics, t => t.Arn, call);
        return Page(input, "Topics", own.Select(t => new XElement("member", Text("TopicArn", t.Arn))));
    }

    private IEnumerable<XElement> GetTopicAttributes(AwsCall call, QueryInput input)
    {
        var topic = Topic(call, input);
        (string Key, string Value)[] attributes =
        [
            ("TopicArn", topic.Arn),
            ("Owner", topic.AccountId),
            ("DisplayName", topic.DisplayName ?? ""),
            ("Policy", topic.PolicySource.ToJsonString()),
            ("SubscriptionsConfirmed", $"{topic.Subscriptions.Count}"),
            ("SubscriptionsPending", "0"),
            ("SubscriptionsDeleted", "0"),
        ];
        yield return new XElement(
            "Attributes",
            attributes.Select(a => new XElement("entry", Text("key", a.Key), Text("value", a.Value)))
        );
    }

    private IEnumerable<XElement> ListSubscriptions(AwsCall call, QueryInput input)
    {
        _log.Add(call, "sns:ListSubscriptions", "*");
        return Page(
            input,
            "Subscriptions",
            Own(_state.Topics, t => t.Arn, call).SelectMany(t => t.Subscriptions).Select(Describe)
        );
    }

    private IEnumerable<XElement> ListSubscriptionsByTopic(AwsCall call, QueryInput input) =>
        Page(input, "Subscriptions", Topic(call, input).Subscriptions.Select(Describe));

    private IEnumerable<XElement> Subscribe(AwsCall call, QueryInput input)
    {
        var topic = Topic(call, input);
        var endpoint = input.Optional("Endpoint") ?? throw SnsRules.Invalid("Endpoint");
        var protocol = input.Optional("Protocol") ?? throw SnsRules.Invalid("Protocol");
        yield return Text("SubscriptionArn", _topics.Subscribe(topic.Arn, protocol, endpoint))!;
    }

    private IEnumerable<XElement> Publish(AwsCall call, QueryInput input)
    {
        if (input.Optional("PhoneNumber") is not null || input.Optional("MessageStructure") is not null)
        {
            throw AwsError.NotSimulated("sns", "Publish with PhoneNumber or MessageStructure");
        }

        var topic = Topic(call, input, input.Optional("TopicArn") is null ? "TargetArn" : "TopicArn");
        var message = input.Optional("Message") ?? throw SnsRules.Invalid("Empty message");
        yield return Text(
            "MessageId",
            _topics.Publish(topic.Arn, input.Optional("Subject"), message, call.Caller.Arn)
        )!;
    }

    private Topic Topic(AwsCall call, QueryInput input, string parameter = "TopicArn")
    {
        var arn =
            input.Optional(parameter) ?? throw SnsRules.Invalid("TopicArn or TargetArn Reason: no value");
        if (arn.Split(':') is not ["arn", _, "sns", var region, _, _])
        {
            throw SnsRules.Invalid("TopicArn");
        }

        _log.Add(call, $"sns:{call.Operation}", arn);
        var topic = region == call.Region ? _topics.Topic(arn) : throw SnsRules.NoTopic();
        SnsRules.CheckCaller(call, topic);
        return topic;
    }

    private static IEnumerable<T> Own<T>(IEnumerable<T> all, Func<T, string> arn, AwsCall call) =>
        all.Where(t =>
            arn(t).StartsWith($"arn:aws:sns:{call.Region}:{call.Caller.AccountId}:", StringComparison.Ordinal)
        );

    private static IEnumerable<XElement> Page(QueryInput input, string name, IEnumerable<XElement> all)
    {
        var from = input.Number("NextToken") ?? 0;
        var members = all.Skip(from).Take(PageSize + 1).ToList();
        yield return new XElement(name, members.Take(PageSize));
        if (members.Count > PageSize)
        {
            yield return Text("NextToken", from + PageSize)!;
        }
    }

    private static XElement Describe(Subscription subscription) =>
        new(
            "member",
            Text("SubscriptionArn", subscription.Arn),
            Text("Owner", subscription.TopicArn.Split(':')[4]),
            Text("Protocol", subscription.Protocol),
            Text("Endpoint", subscription.Endpoint),
            Text("TopicArn", subscription.TopicArn)
        );

    private JsonArray Inbox(JsonObject input)
    {
        var topic = LocalApi.OptionalText(input, "topic");
        return
        [
            .. _state
                .Inbox.Where(m => topic is null || m.TopicArn == topic || m.TopicName == topic)
                .Select(m => System.Text.Json.JsonSerializer.SerializeToNode(m, Json)),
        ];
    }

    private JsonArray Empty(JsonObject input)
    {
        _state.Clear();
        return [];
    }

    private static readonly System.Text.Json.JsonSerializerOptions Json = new(
        System.Text.Json.JsonSerializerDefaults.Web
    );
}
