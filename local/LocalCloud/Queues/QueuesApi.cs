using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCloud.Kernel;

namespace LocalCloud.Queues;

/// <summary>As much of SQS's JSON protocol as a person needs to look into a dead-letter queue.</summary>
public sealed class QueuesApi : JsonService
{
    private readonly QueuesState _state;

    /// <summary>Serves <paramref name="state"/>.</summary>
    public QueuesApi(QueuesState state)
        : base("sqs", "application/x-amz-json-1.0")
    {
        _state = state;
        Operations = new Dictionary<string, Func<AwsCall, JsonObject, JsonObject>>(StringComparer.Ordinal)
        {
            ["ListQueues"] = ListQueues,
            ["GetQueueUrl"] = GetQueueUrl,
            ["GetQueueAttributes"] = GetQueueAttributes,
            ["ReceiveMessage"] = ReceiveMessage,
            ["DeleteMessage"] = DeleteMessage,
            ["PurgeQueue"] = PurgeQueue,
        };
    }

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, Func<AwsCall, JsonObject, JsonObject>> Operations { get; }

    private JsonObject ListQueues(AwsCall call, JsonObject input)
    {
        var prefix = QueuesState.ArnOf(
            call.Caller.AccountId,
            call.Region,
            Optional(input, "QueueNamePrefix") ?? ""
        );
        var urls = _state
            .QueueArns.Where(a => a.StartsWith(prefix, StringComparison.Ordinal))
            .Select(a => JsonValue.Create(UrlOf(call, a)));
        return new JsonObject { ["QueueUrls"] = new JsonArray([.. urls]) };
    }

    private JsonObject GetQueueUrl(AwsCall call, JsonObject input)
    {
        var owner = Optional(input, "QueueOwnerAWSAccountId") ?? call.Caller.AccountId;
        var arn = Owned(call, QueuesState.ArnOf(owner, call.Region, Required(input, "QueueName")));
        return new JsonObject { ["QueueUrl"] = UrlOf(call, arn) };
    }

    private JsonObject GetQueueAttributes(AwsCall call, JsonObject input)
    {
        var arn = Queue(call, input);
        var all = _state.Read(arn);
        var visible = all.Count(m => m.VisibleAt <= call.Now);
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["QueueArn"] = arn,
            ["ApproximateNumberOfMessages"] = visible.ToString(CultureInfo.InvariantCulture),
            ["ApproximateNumberOfMessagesNotVisible"] = (all.Count - visible).ToString(
                CultureInfo.InvariantCulture
            ),
            ["ApproximateNumberOfMessagesDelayed"] = "0",
            ["VisibilityTimeout"] = "30",
        };
        var wanted = Names(input, "AttributeNames");
        var chosen = attributes.Where(a => wanted.Contains("All") || wanted.Contains(a.Key));
        return new JsonObject
        {
            ["Attributes"] = JsonSerializer.SerializeToNode(new Dictionary<string, string>(chosen)),
        };
    }

    private JsonObject ReceiveMessage(AwsCall call, JsonObject input)
    {
        var count = Number(input, "MaxNumberOfMessages", 1);
        if (count is < 1 or > 10)
        {
            throw new AwsError(
                "com.amazonaws.sqs#InvalidParameterValue",
                $"Value {count} for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided."
            );
        }

        var visibility = TimeSpan.FromSeconds(Number(input, "VisibilityTimeout", 30));
        var attributes = Names(input, "MessageAttributeNames");
        var messages = _state
            .Receive(Queue(call, input), count, visibility)
            .Select(m => MessageOf(m, attributes));
        return new JsonObject { ["Messages"] = new JsonArray([.. messages]) };
    }

    private JsonObject DeleteMessage(AwsCall call, JsonObject input)
    {
        _state.Delete(Queue(call, input), Required(input, "ReceiptHandle"));
        return [];
    }

    private JsonObject PurgeQueue(AwsCall call, JsonObject input)
    {
        _state.Purge(Queue(call, input));
        return [];
    }

    private static JsonObject MessageOf(StoredMessage message, IReadOnlyList<string> wanted)
    {
        var chosen = message
            .Message.Attributes.Where(a =>
                wanted.Contains("All") || wanted.Contains(".*") || wanted.Contains(a.Key)
            )
            .Select(a => new QueueAttribute(a.Key, TypeOf(a.Key), a.Value))
            .OrderBy(a => a.Name, StringComparer.Ordinal)
            .ToList();
        var reply = new JsonObject
        {
            ["MessageId"] = message.MessageId,
            ["ReceiptHandle"] = message.ReceiptHandle,
            ["Body"] = message.Message.Body,
            ["MD5OfBody"] = QueueDigest.OfBody(message.Message.Body),
            ["Attributes"] = new JsonObject
            {
                ["SentTimestamp"] = message
                    .Message.At.ToUnixTimeMilliseconds()
                    .ToString(CultureInfo.InvariantCulture),
                ["ApproximateReceiveCount"] = message.Received.ToString(CultureInfo.InvariantCulture),
            },
        };
        if (chosen.Count > 0)
        {
            reply["MD5OfMessageAttributes"] = QueueDigest.OfAttributes(chosen);
            reply["MessageAttributes"] = new JsonObject(
                chosen.Select(a =>
                    KeyValuePair.Create<string, JsonNode?>(
                        a.Name,
                        new JsonObject { ["DataType"] = a.DataType, ["StringValue"] = a.Value }
                    )
                )
            );
        }

        return reply;
    }

    // Lambda writes its dead letters' ErrorCode, an HTTP status, as a number (Lambda Developer Guide, Dead-letter queues).
    private static string TypeOf(string attribute) =>
        attribute is "ErrorCode" or "RETRY_ATTEMPTS" ? "Number" : "String";

    private string Queue(AwsCall call, JsonObject input)
    {
        var url = Required(input, "QueueUrl").Split('/');
        return Owned(call, url.Length < 2 ? "" : QueuesState.ArnOf(url[^2], call.Region, url[^1]));
    }

    private string Owned(AwsCall call, string arn)
    {
        // Another account's queue needs a queue policy, which dead-letter queues here do not have.
        _ = _state.Read(arn.Contains($":{call.Caller.AccountId}:", StringComparison.Ordinal) ? arn : "");
        return arn;
    }

    private static string UrlOf(AwsCall call, string arn)
    {
        var parts = arn.Split(':');
        var host = call.Request.Headers.GetValueOrDefault("Host") ?? $"sqs.{parts[3]}.amazonaws.com";
        return $"http://{host}/{parts[4]}/{parts[5]}";
    }

    private static List<string> Names(JsonObject input, string member) =>
        [.. (input[member] as JsonArray ?? []).Select(n => n?.ToString() ?? "")];

    private static int Number(JsonObject input, string member, int otherwise) =>
        input[member] is JsonValue value && value.TryGetValue<int>(out var number) ? number : otherwise;
}
