using System.Text.Json.Nodes;
using LocalCloud.Events;
using LocalCloud.Kernel;
using LocalCloud.Tests.Lambda;

namespace LocalCloud.Tests.Events;

public sealed class EventsApiTests
{
    [Fact]
    public async Task What_is_put_on_a_bus_reaches_its_rules_targets()
    {
        await using var estate = new Estate();
        var queue = Listen(estate);

        var (_, body) = await PutAsync(estate, Entry("team.orders", """{"order":7}"""));

        body["FailedEntryCount"]!.GetValue<int>().ShouldBe(0);
        var received = JsonNode.Parse(estate.In(queue).ShouldHaveSingleItem().Body)!;
        received["id"]!.ToString().ShouldBe(body["Entries"]![0]!["EventId"]!.ToString());
        received["account"]!.ToString().ShouldBe(Estate.Source);
        received["region"]!.ToString().ShouldBe("eu-central-1");
        received["time"]!.ToString().ShouldBe("2026-11-20T03:00:00Z");
        received["detail"]!["order"]!.GetValue<int>().ShouldBe(7);
    }

    [Theory]
    [InlineData(
        "aws.rds",
        """{"a":1}""",
        "NotAuthorizedForSourceException",
        "Not authorized for the source."
    )]
    [InlineData(
        "",
        """{"a":1}""",
        "InvalidArgument",
        "Parameter Source is not valid. Reason: Source is a required argument."
    )]
    [InlineData(
        "team.orders",
        "",
        "InvalidArgument",
        "Parameter Detail is not valid. Reason: Detail is a required argument."
    )]
    [InlineData("team.orders", "[1]", "MalformedDetail", "Detail is malformed.")]
    [InlineData("team.orders", "{", "MalformedDetail", "Detail is malformed.")]
    public async Task An_entry_that_is_refused_does_not_hold_up_the_others(
        string source,
        string detail,
        string code,
        string message
    )
    {
        await using var estate = new Estate();
        var queue = Listen(estate);

        var (reply, body) = await PutAsync(
            estate,
            Entry(source, detail),
            Entry("team.orders", """{"b":2}""")
        );

        reply.Status.ShouldBe(200);
        body["FailedEntryCount"]!.GetValue<int>().ShouldBe(1);
        body["Entries"]![0]!["ErrorCode"]!.ToString().ShouldBe(code);
        body["Entries"]![0]!["ErrorMessage"]!.ToString().ShouldBe(message);
        estate.In(queue).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Too_many_entries_and_too_large_ones_are_refused_as_a_whole()
    {
        await using var estate = new Estate();

        var (many, _) = await PutAsync(
            estate,
            [.. Enumerable.Range(0, 11).Select(_ => Entry("team.orders", """{"a":1}"""))]
        );
        var (large, body) = await PutAsync(
            estate,
            Entry("team.orders", $$"""{"a":"{{new string('x', EventsRules.PutEventsLimit)}}"}""")
        );

        many.Status.ShouldBe(400);
        large.Status.ShouldBe(400);
        body["message"]!.ToString().ShouldBe("Total size of the entries in the request is over the limit.");
    }

    [Fact]
    public async Task A_bus_that_is_not_there_is_said_to_be_missing()
    {
        await using var estate = new Estate();
        var entry = Entry("team.orders", """{"a":1}""");
        entry["EventBusName"] = "nowhere";

        var (_, body) = await PutAsync(estate, entry);

        body["Entries"]![0]!["ErrorMessage"]!.ToString().ShouldContain("event-bus/nowhere");
    }

    [Fact]
    public async Task Another_accounts_bus_is_closed_without_a_policy()
    {
        await using var estate = new Estate();
        var entry = Entry("team.orders", """{"a":1}""");
        entry["EventBusName"] = estate.Router.CreateBus(Estate.Dr, "eu-central-1", "inbox");

        var (reply, body) = await PutAsync(estate, entry);

        reply.Status.ShouldBe(400);
        body["__type"]!.ToString().ShouldBe("AccessDeniedException");
    }

    [Fact]
    public async Task Rules_targets_and_buses_are_listed()
    {
        await using var estate = new Estate();
        var queue = Listen(estate);

        var (_, rules) = await estate.CallAsync(estate.EventsApi, "ListRules", []);
        var (_, targets) = await estate.CallAsync(
            estate.EventsApi,
            "ListTargetsByRule",
            new JsonObject { ["Rule"] = "all" }
        );
        var (_, buses) = await estate.CallAsync(estate.EventsApi, "ListEventBuses", []);

        var rule = rules["Rules"]!.AsArray().ShouldHaveSingleItem()!;
        rule["Arn"]!.ToString().ShouldBe("arn:aws:events:eu-central-1:111111111111:rule/all");
        rule["EventPattern"]!.ToString().ShouldBe("""{"account":["111111111111"]}""");
        rule["State"]!.ToString().ShouldBe("ENABLED");
        targets["Targets"]!.AsArray().ShouldHaveSingleItem()!["Arn"]!.ToString().ShouldBe(queue);
        buses["EventBuses"]!.AsArray().ShouldHaveSingleItem()!["Name"]!.ToString().ShouldBe("default");
    }

    [Theory]
    [InlineData("ListRules", "EventBusName")]
    [InlineData("DescribeEventBus", "Name")]
    public async Task What_is_asked_of_a_missing_bus_is_refused(string operation, string member)
    {
        await using var estate = new Estate();

        var (_, body) = await estate.CallAsync(
            estate.EventsApi,
            operation,
            new JsonObject { [member] = "nowhere" }
        );

        body["__type"]!.ToString().ShouldBe("ResourceNotFoundException");
        body["message"]!.ToString().ShouldBe("Event bus nowhere does not exist.");
    }

    [Fact]
    public async Task A_dead_letter_can_be_read_and_deleted_over_SQS()
    {
        await using var estate = new Estate();
        var arn = estate.Queues.CreateQueue(Estate.Source, "eu-central-1", "dead");
        estate.Queues.Send(
            arn,
            "body",
            new Dictionary<string, string> { ["ErrorCode"] = "200", ["ErrorMessage"] = "no" }
        );

        var (_, named) = await estate.CallAsync(
            estate.QueuesApi,
            "GetQueueUrl",
            new JsonObject { ["QueueName"] = "dead" }
        );
        var url = named["QueueUrl"]!.ToString();
        var (_, received) = await estate.CallAsync(
            estate.QueuesApi,
            "ReceiveMessage",
            new JsonObject { ["QueueUrl"] = url, ["MessageAttributeNames"] = new JsonArray("All") }
        );
        var message = received["Messages"]!.AsArray().ShouldHaveSingleItem()!;
        var (_, hidden) = await estate.CallAsync(
            estate.QueuesApi,
            "ReceiveMessage",
            new JsonObject { ["QueueUrl"] = url }
        );
        await estate.CallAsync(
            estate.QueuesApi,
            "DeleteMessage",
            new JsonObject { ["QueueUrl"] = url, ["ReceiptHandle"] = message["ReceiptHandle"]!.ToString() }
        );

        url.ShouldBe("http://127.0.0.1:4566/111111111111/dead");
        message["Body"]!.ToString().ShouldBe("body");
        message["MD5OfBody"]!.ToString().ShouldBe("841a2d689ad86bd1611447453c22c6fc");
        message["MessageAttributes"]!["ErrorCode"]!["DataType"]!.ToString().ShouldBe("Number");
        hidden["Messages"]!.AsArray().ShouldBeEmpty();
        estate.In(arn).ShouldBeEmpty();
    }

    private static string Listen(Estate estate)
    {
        var queue = estate.Queues.CreateQueue(Estate.Source, "eu-central-1", "all");
        var pattern = JsonNode.Parse("""{"account":["111111111111"]}""")!.AsObject();
        estate.Router.PutRule(
            Estate.Source,
            "eu-central-1",
            "default",
            "all",
            pattern,
            [new EventTarget("queue", queue, null, null)]
        );
        return queue;
    }

    private static JsonObject Entry(string source, string detail) =>
        new()
        {
            ["Source"] = source,
            ["DetailType"] = "Order placed",
            ["Detail"] = detail,
        };

    private static Task<(AwsReply Reply, JsonObject Body)> PutAsync(
        Estate estate,
        params JsonObject[] entries
    ) =>
        estate.CallAsync(
            estate.EventsApi,
            "PutEvents",
            new JsonObject { ["Entries"] = new JsonArray([.. entries]) }
        );
}
