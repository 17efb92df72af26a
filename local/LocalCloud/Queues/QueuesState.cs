using LocalCloud.Kernel;

namespace LocalCloud.Queues;

/// <summary>A message in a queue, and what receives did to it.</summary>
/// <param name="MessageId">A GUID.</param>
/// <param name="Message">Body, attributes and the time it was sent.</param>
public sealed record StoredMessage(string MessageId, QueueMessage Message)
{
    /// <summary>How often the message was received.</summary>
    public int Received { get; internal set; }

    /// <summary>Before this simulated time a receive passes the message over.</summary>
    public DateTimeOffset VisibleAt { get; internal set; } = Message.At;

    /// <summary>Of the last receive; names the message in DeleteMessage.</summary>
    public string? ReceiptHandle { get; internal set; }
}

/// <summary>All queues of a local cloud. Touched under the agenda's gate.</summary>
public sealed class QueuesState(Agenda agenda, Ids ids, IMetrics? metrics = null) : IQueues, ILocalQueues
{
    /// <summary>SQS's code for a queue that is not there.</summary>
    public const string NoSuchQueue = "com.amazonaws.sqs#QueueDoesNotExist";

    private readonly SortedDictionary<string, List<StoredMessage>> _queues = new(StringComparer.Ordinal);

    /// <summary>The ARNs of all queues, sorted.</summary>
    public IReadOnlyList<string> QueueArns => [.. _queues.Keys];

    /// <inheritdoc/>
    public string CreateQueue(string accountId, string region, string name)
    {
        var arn = ArnOf(accountId, region, name);
        _queues.TryAdd(arn, []);
        return arn;
    }

    /// <inheritdoc/>
    public void Send(string queueArn, string body, IReadOnlyDictionary<string, string> attributes)
    {
        Messages(queueArn)
            .Add(new StoredMessage(ids.NewGuid(), new QueueMessage(queueArn, body, attributes, agenda.Now)));
        metrics?.Put(Metric(queueArn, "NumberOfMessagesSent"), 1, agenda.Now);
        Measure(queueArn);
    }

    /// <inheritdoc/>
    IReadOnlyList<QueueMessage> ILocalQueues.Messages(string queue) =>
        [
            .. _queues
                .Where(q => q.Key == queue || q.Key.EndsWith(":" + queue, StringComparison.Ordinal))
                .SelectMany(q => q.Value)
                .Select(m => m.Message),
        ];

    /// <summary>What is in a queue, oldest first, whether visible or in flight. Refuses an unknown queue as SQS does.</summary>
    public IReadOnlyList<StoredMessage> Read(string queueArn) => Messages(queueArn);

    /// <summary>Takes a message out, by the receipt handle of its last receive.</summary>
    public void Delete(string queueArn, string receiptHandle)
    {
        Messages(queueArn).RemoveAll(m => m.ReceiptHandle == receiptHandle);
        Measure(queueArn);
    }

    /// <summary>Empties a queue.</summary>
    public void Purge(string queueArn)
    {
        Messages(queueArn).Clear();
        Measure(queueArn);
    }

    /// <summary>Up to <paramref name="count"/> visible messages, which hide for <paramref name="visibility"/> of simulated time.</summary>
    public IReadOnlyList<StoredMessage> Receive(string queueArn, int count, TimeSpan visibility)
    {
        var received = Messages(queueArn).Where(m => m.VisibleAt <= agenda.Now).Take(count).ToList();
        foreach (var message in received)
        {
            message.Received++;
            message.VisibleAt = agenda.Now + visibility;
            message.ReceiptHandle = ids.NewToken(40);
        }

        if (received.Count > 0)
        {
            Measure(queueArn);
            agenda.After(
                visibility,
                $"messages of {queueArn} are visible again",
                () => Measure(queueArn),
                background: true
            );
        }

        return received;
    }

    /// <summary><c>arn:aws:sqs:REGION:ID:NAME</c>.</summary>
    public static string ArnOf(string accountId, string region, string name) =>
        $"arn:aws:sqs:{region}:{accountId}:{name}";

    // SQS Developer Guide, "Available CloudWatch metrics for Amazon SQS": of a queue that is in use, each minute.
    private void Measure(string queueArn) =>
        metrics?.Set(
            Metric(queueArn, "ApproximateNumberOfMessagesVisible"),
            Messages(queueArn).Count(m => m.VisibleAt <= agenda.Now)
        );

    private static MetricId Metric(string queueArn, string name) =>
        MetricId.OfArn(queueArn, "AWS/SQS", name, "QueueName", queueArn[(queueArn.LastIndexOf(':') + 1)..]);

    private List<StoredMessage> Messages(string arn) =>
        _queues.GetValueOrDefault(arn)
        ?? throw new AwsError(
            NoSuchQueue,
            "The specified queue does not exist or you do not have access to it."
        );
}
