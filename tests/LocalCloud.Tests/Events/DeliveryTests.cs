using System.Text.Json.Nodes;
using LocalCloud.Events;
using LocalCloud.Faults;
using LocalCloud.Kernel;
using LocalCloud.Tests.Lambda;

namespace LocalCloud.Tests.Events;

public sealed class DeliveryTests
{
    private const string ForwarderRole = "arn:aws:iam::111111111111:role/snapshot-relay/nightly/forwarder";
    private const string DrRegion = "eu-central-1";
    private const string SourceRegion = "eu-west-1";

    [Fact]
    public async Task An_event_goes_from_its_Region_over_the_relays_bus_to_the_function_unchanged()
    {
        await using var estate = new Estate();
        var function = estate.Function("OnSnapshotCompleted", (payload, _) => payload);
        Forward(estate, estate.Router.CreateBus(Estate.Source, DrRegion, "nightly"));
        Rule(estate, DrRegion, "nightly", new EventTarget("function", function, null, null));
        var emitted = SampleEvents.SnapshotCreated();

        estate.Router.Emit(Estate.Source, SourceRegion, emitted);
        await estate.UntilIdleAsync();

        var received = JsonNode.Parse(estate.LambdaState.Invocations.ShouldHaveSingleItem().Payload);
        JsonNode.DeepEquals(received, emitted).ShouldBeTrue();
        estate
            .Cloud.CallLog.Calls.Select(c => $"{c.Caller} {c.Action} {c.Resource}")
            .ShouldBe([
                $"events.amazonaws.com sts:AssumeRole {ForwarderRole}",
                $"{ForwarderRole} events:PutEvents arn:aws:events:eu-central-1:111111111111:event-bus/nightly",
                $"events.amazonaws.com lambda:InvokeFunction {function}",
                "lambda.amazonaws.com sts:AssumeRole arn:aws:iam::111111111111:role/snapshot-relay/nightly/OnSnapshotCompleted",
            ]);
        estate
            .Cloud.CallLog.Calls[2]
            .Context["aws:SourceArn"]
            .ShouldStartWith("arn:aws:events:eu-central-1:111111111111:rule/nightly/");
    }

    [Fact]
    public async Task An_event_that_no_rule_matches_goes_nowhere()
    {
        await using var estate = new Estate();
        var queue = estate.Queues.CreateQueue(Estate.Source, SourceRegion, "all");
        Rule(
            estate,
            SourceRegion,
            EventBus.DefaultName,
            new EventTarget("queue", queue, null, null),
            """{"source":["aws.backup"]}"""
        );

        estate.Router.Emit(Estate.Source, SourceRegion, SampleEvents.SnapshotCreated());
        await estate.UntilIdleAsync();

        estate.In(queue).ShouldBeEmpty();
    }

    [Fact]
    public async Task Other_Regions_and_accounts_do_not_see_an_event()
    {
        await using var estate = new Estate();
        var queue = estate.Queues.CreateQueue(Estate.Source, DrRegion, "all");
        Rule(estate, DrRegion, EventBus.DefaultName, new EventTarget("queue", queue, null, null));

        estate.Router.Emit(Estate.Source, SourceRegion, SampleEvents.SnapshotCreated());
        estate.Router.Emit(Estate.Dr, DrRegion, SampleEvents.SnapshotCreated());
        await estate.UntilIdleAsync();

        estate.In(queue).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_target_that_is_not_there_leaves_the_event_in_the_rules_dead_letter_queue()
    {
        await using var estate = new Estate();
        var dead = estate.Queues.CreateQueue(Estate.Source, SourceRegion, "dead");
        var target = $"arn:aws:lambda:{SourceRegion}:{Estate.Source}:function:Nobody";
        var rule = Rule(
            estate,
            SourceRegion,
            EventBus.DefaultName,
            new EventTarget("function", target, null, dead)
        );

        estate.Router.Emit(Estate.Source, SourceRegion, SampleEvents.SnapshotCreated());
        await estate.UntilIdleAsync();

        var letter = estate.In(dead).ShouldHaveSingleItem();
        JsonNode.Parse(letter.Body)!["id"]!.ToString().ShouldBe("844e2571-85d4-695f-b930-0153b71dcb42");
        letter.Attributes["RULE_ARN"].ShouldBe(rule);
        letter.Attributes["TARGET_ARN"].ShouldBe(target);
        letter.Attributes["ERROR_CODE"].ShouldBe("NO_RESOURCE");
        letter.Attributes["ERROR_MESSAGE"].ShouldContain("Nobody");
        estate
            .Cloud.CallLog.Calls[^1]
            .ShouldSatisfyAllConditions(
                c => c.Caller.ShouldBe("events.amazonaws.com"),
                c => c.Action.ShouldBe("sqs:SendMessage"),
                c => c.Resource.ShouldBe(dead),
                c => c.Context["aws:SourceArn"].ShouldBe(rule)
            );
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData("arn:aws:iam::333333333333:root", 0)]
    [InlineData("arn:aws:iam::111111111111:root", 1)]
    [InlineData(ForwarderRole, 1)]
    public async Task A_bus_of_another_account_takes_events_from_whom_its_policy_names(
        string? trusted,
        int arrived
    )
    {
        await using var estate = new Estate();
        var bus = estate.Router.CreateBus(Estate.Dr, DrRegion, "inbox");
        var inbox = estate.Queues.CreateQueue(Estate.Dr, DrRegion, "inbox");
        var dead = estate.Queues.CreateQueue(Estate.Source, SourceRegion, "dead");
        Rule(estate, DrRegion, "inbox", new EventTarget("queue", inbox, null, null), account: Estate.Dr);
        Forward(estate, bus, dead);
        if (trusted is not null)
        {
            estate.Router.PutBusPolicy(bus, Trust(bus, trusted));
        }

        estate.Router.Emit(Estate.Source, SourceRegion, SampleEvents.SnapshotCreated());
        await estate.UntilIdleAsync();

        estate.In(inbox).Count.ShouldBe(arrived);
        estate
            .In(dead)
            .Select(l => l.Attributes["ERROR_CODE"])
            .ShouldBe(Enumerable.Repeat("NO_PERMISSIONS", 1 - arrived));
    }

    [Fact]
    public async Task A_forwarded_event_is_not_forwarded_again()
    {
        await using var estate = new Estate();
        var dead = estate.Queues.CreateQueue(Estate.Source, DrRegion, "dead");
        Forward(estate, estate.Router.CreateBus(Estate.Source, DrRegion, "first"));
        var second = new EventTarget(
            "bus",
            estate.Router.CreateBus(Estate.Source, DrRegion, "second"),
            ForwarderRole,
            dead
        );
        Rule(estate, DrRegion, "first", second);

        estate.Router.Emit(Estate.Source, SourceRegion, SampleEvents.SnapshotCreated());
        await estate.UntilIdleAsync();

        estate
            .In(dead)
            .ShouldHaveSingleItem()
            .Attributes["ERROR_CODE"]
            .ShouldBe("THIRD_ACCOUNT_HOP_DETECTED");
    }

    [Fact]
    public async Task A_bus_in_another_Region_needs_a_role_and_nothing_else_can_be_a_target_there()
    {
        await using var estate = new Estate();
        var bus = estate.Router.CreateBus(Estate.Source, DrRegion, "nightly");
        var function = estate.Function("Far", (p, _) => p, region: DrRegion);

        foreach (
            var target in (EventTarget[])[new("bus", bus, null, null), new("function", function, null, null)]
        )
        {
            Should
                .Throw<AwsError>(() => Rule(estate, SourceRegion, EventBus.DefaultName, target))
                .Code.ShouldBe("ValidationException");
        }
    }

    [Theory]
    [InlineData(FaultEffect.Drop, new int[0])]
    [InlineData(FaultEffect.Delay, new[] { 300 })]
    [InlineData(FaultEffect.Double, new[] { 0, 300 })]
    public async Task Events_are_lost_late_or_doubled_as_a_fault_says(FaultEffect effect, int[] seconds)
    {
        await using var estate = new Estate();
        var queue = estate.Queues.CreateQueue(Estate.Source, SourceRegion, "all");
        Rule(estate, SourceRegion, EventBus.DefaultName, new EventTarget("queue", queue, null, null));
        estate.Cloud.Faults.Add(
            new Fault
            {
                Effect = effect,
                EventId = "RDS-EVENT-0091",
                DelaySeconds = 300,
            }
        );
        var start = estate.Cloud.Agenda.Now + EventRouter.DeliveryTime;

        estate.Router.Emit(Estate.Source, SourceRegion, SampleEvents.SnapshotCreated());
        await estate.UntilIdleAsync();

        estate.In(queue).Select(m => (int)(m.At - start).TotalSeconds).ShouldBe(seconds);
    }

    [Fact]
    public async Task An_event_can_be_delivered_once_more()
    {
        await using var estate = new Estate();
        var queue = estate.Queues.CreateQueue(Estate.Source, SourceRegion, "all");
        Rule(estate, SourceRegion, EventBus.DefaultName, new EventTarget("queue", queue, null, null));
        estate.Router.Emit(Estate.Source, SourceRegion, SampleEvents.SnapshotCreated("one"));
        estate.Router.Emit(Estate.Source, SourceRegion, SampleEvents.SnapshotCreated("two"));

        estate.Router.Redeliver("one", pattern: null).ShouldBe("one");
        estate
            .Router.Redeliver(null, JsonNode.Parse("""{"source":["aws.rds"]}""")!.AsObject())
            .ShouldBe("two");
        Should
            .Throw<AwsError>(() => estate.Router.Redeliver("three", null))
            .Code.ShouldBe("ResourceNotFoundException");
        await estate.UntilIdleAsync();

        estate
            .In(queue)
            .Select(m => JsonNode.Parse(m.Body)!["id"]!.ToString())
            .ShouldBe(["one", "two", "one", "two"]);
    }

    private static void Forward(Estate estate, string busArn, string? dead = null) =>
        Rule(estate, SourceRegion, EventBus.DefaultName, new EventTarget("bus", busArn, ForwarderRole, dead));

    private static string Rule(
        Estate estate,
        string region,
        string bus,
        EventTarget target,
        string pattern = """{"source":["aws.rds"]}""",
        string account = Estate.Source
    ) =>
        estate.Router.PutRule(
            account,
            region,
            bus,
            $"to-{target.Id}",
            JsonNode.Parse(pattern)!.AsObject(),
            [target]
        );

    private static JsonObject Trust(string busArn, string principal) =>
        JsonNode
            .Parse(
                $$"""
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{{principal}}"},"Action":"events:PutEvents","Resource":"{{busArn}}"}]}
                """
            )!
            .AsObject();
}
