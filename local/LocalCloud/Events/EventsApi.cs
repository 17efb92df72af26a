using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCloud.Kernel;

namespace LocalCloud.Events;

/// <summary>EventBridge's wire: JSON-RPC, X-Amz-Target AWSEvents.*.</summary>
public sealed class EventsApi : JsonService
{
    private readonly EventsState _state;
    private readonly EventRouter _router;
    private readonly CallLog _log;
    private readonly Ids _ids;

    /// <summary>Serves <paramref name="state"/>; what is put goes to <paramref name="router"/>.</summary>
    public EventsApi(EventsState state, EventRouter router, CallLog log, Ids ids)
        : base("events", "application/x-amz-json-1.1")
    {
        (_state, _router, _log, _ids) = (state, router, log, ids);
        Operations = new Dictionary<string, Func<AwsCall, JsonObject, JsonObject>>(StringComparer.Ordinal)
        {
            ["PutEvents"] = PutEvents,
            ["ListRules"] = ListRules,
            ["DescribeRule"] = DescribeRule,
            ["ListTargetsByRule"] = ListTargetsByRule,
            ["ListEventBuses"] = ListEventBuses,
            ["DescribeEventBus"] = DescribeEventBus,
            ["TestEventPattern"] = TestEventPattern,
        };
    }

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, Func<AwsCall, JsonObject, JsonObject>> Operations { get; }

    private JsonObject PutEvents(AwsCall call, JsonObject input)
    {
        List<JsonObject> entries = [.. (input["Entries"] as JsonArray ?? []).OfType<JsonObject>()];
        EventsRules.CheckEntries(entries);
        List<JsonNode> results = [.. entries.Select(e => PutEntry(call, e))];
        return new JsonObject
        {
            ["FailedEntryCount"] = results.Count(r => r["ErrorCode"] is not null),
            ["Entries"] = new JsonArray([.. results]),
        };
    }

    private JsonObject PutEntry(AwsCall call, JsonObject entry)
    {
        var arn = BusArn(call, Optional(entry, "EventBusName"));
        _log.Add(
            call,
            "events:PutEvents",
            arn,
            context:
            [
                ("events:source", Optional(entry, "Source") ?? ""),
                ("events:detail-type", Optional(entry, "DetailType") ?? ""),
            ]
        );
        if (EventsRules.RefusedEntry(entry) is { } refused)
        {
            return new JsonObject { ["ErrorCode"] = refused.Code, ["ErrorMessage"] = refused.Message };
        }

        if (_state.Bus(arn) is not { } bus)
        {
            // AWS takes such an event and loses it; a local cloud had better say so.
            return new JsonObject
            {
                ["ErrorCode"] = "InvalidArgument",
                ["ErrorMessage"] = EventsRules.NoSuchBus(arn).Message,
            };
        }

        if (!EventsRules.MayPut(call, bus))
        {
            throw new AwsError(
                "AccessDeniedException",
                $"User: {call.Caller.Arn} is not authorized to perform: events:PutEvents on resource: {arn} because no resource-based policy allows the events:PutEvents action"
            );
        }

        var envelope = Envelope(call, entry);
        _router.Publish(bus, envelope);
        return new JsonObject { ["EventId"] = envelope["id"]!.ToString() };
    }

    private JsonObject Envelope(AwsCall call, JsonObject entry)
    {
        var time =
            entry["Time"] is JsonValue value && value.TryGetValue<double>(out var seconds)
                ? DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds * 1000))
                : call.Now;
        return new JsonObject
        {
            ["version"] = "0",
            ["id"] = _ids.NewGuid(),
            ["detail-type"] = Required(entry, "DetailType"),
            ["source"] = Required(entry, "Source"),
            ["account"] = call.Caller.AccountId,
            ["time"] = time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ["region"] = call.Region,
            ["resources"] = entry["Resources"]?.DeepClone() ?? new JsonArray(),
            ["detail"] = EventsRules.ParseObject(Required(entry, "Detail")),
        };
    }

    private JsonObject ListRules(AwsCall call, JsonObject input)
    {
        var bus = Bus(call, Optional(input, "EventBusName"));
        _log.Add(call, "events:ListRules", $"arn:aws:events:{call.Region}:{call.Caller.AccountId}:rule/*");
        var prefix = Optional(input, "NamePrefix") ?? "";
        var rules = bus
            .Rules.Where(r => r.Name.StartsWith(prefix, StringComparison.Ordinal))
            .OrderBy(r => r.Name, StringComparer.Ordinal);
        return Page(input, "Rules", [.. rules.Select(Describe)]);
    }

    private JsonObject DescribeRule(AwsCall call, JsonObject input)
    {
        var rule = Rule(call, input, "Name");
        _log.Add(call, "events:DescribeRule", rule.Arn);
        var reply = Describe(rule);
        reply["CreatedBy"] = call.Caller.AccountId;
        return reply;
    }

    private JsonObject ListTargetsByRule(AwsCall call, JsonObject input)
    {
        var rule = Rule(call, input, "Rule");
        _log.Add(call, "events:ListTargetsByRule", rule.Arn);
        return Page(input, "Targets", [.. rule.Targets.Select(Describe)]);
    }

    private JsonObject ListEventBuses(AwsCall call, JsonObject input)
    {
        _log.Add(call, "events:ListEventBuses", "*");
        var prefix = Optional(input, "NamePrefix") ?? "";
        var buses = _state
            .Buses(call.Caller.AccountId, call.Region)
            .Where(b => b.Name.StartsWith(prefix, StringComparison.Ordinal));
        return Page(input, "EventBuses", [.. buses.Select(Describe)]);
    }

    private JsonObject DescribeEventBus(AwsCall call, JsonObject input)
    {
        var bus = Bus(call, Optional(input, "Name"));
        _log.Add(call, "events:DescribeEventBus", bus.Arn);
        return Describe(bus);
    }

    private JsonObject TestEventPattern(AwsCall call, JsonObject input)
    {
        _log.Add(call, "events:TestEventPattern", "*");
        var pattern =
            EventsRules.ParseObject(Required(input, "EventPattern"))
            ?? throw EventsRules.InvalidPattern("It is not a JSON object");
        var envelope =
            EventsRules.ParseObject(Required(input, "Event"))
            ?? throw new AwsError(
                "ValidationException",
                "Parameter Event is not valid. Reason: It is not a JSON object."
            );
        return new JsonObject { ["Result"] = EventPattern.Parse(pattern).Matches(envelope) };
    }

    private static JsonObject Describe(EventRule rule) =>
        new()
        {
            ["Name"] = rule.Name,
            ["Arn"] = rule.Arn,
            ["EventPattern"] = rule.Source.ToJsonString(),
            ["State"] = "ENABLED",
            ["EventBusName"] = rule.BusName,
        };

    private static JsonObject Describe(EventTarget target)
    {
        var reply = new JsonObject { ["Id"] = target.Id, ["Arn"] = target.Arn };
        if (target.RoleArn is not null)
        {
            reply["RoleArn"] = target.RoleArn;
        }

        foreach (var (name, value) in target.Input ?? [])
        {
            reply[name] = value?.DeepClone();
        }

        if (target.DeadLetterArn is not null)
        {
            reply["DeadLetterConfig"] = new JsonObject { ["Arn"] = target.DeadLetterArn };
        }

        return reply;
    }

    private static JsonObject Describe(EventBus bus)
    {
        var reply = new JsonObject { ["Name"] = bus.Name, ["Arn"] = bus.Arn };
        if (bus.Policy is not null)
        {
            reply["Policy"] = bus.Policy.Source.ToJsonString();
        }

        return reply;
    }

    private EventRule Rule(AwsCall call, JsonObject input, string member)
    {
        var bus = Bus(call, Optional(input, "EventBusName"));
        var name = Required(input, member);
        return bus.Rules.FirstOrDefault(r => r.Name == name)
            ?? throw new AwsError(
                "ResourceNotFoundException",
                $"Rule {name} does not exist on EventBus {bus.Name}."
            );
    }

    private EventBus Bus(AwsCall call, string? nameOrArn)
    {
        var bus = _state.Bus(BusArn(call, nameOrArn));
        return bus is not null && bus.AccountId == call.Caller.AccountId
            ? bus
            : throw EventsRules.NoSuchBus(nameOrArn ?? EventBus.DefaultName);
    }

    private static string BusArn(AwsCall call, string? nameOrArn) =>
        nameOrArn?.StartsWith("arn:", StringComparison.Ordinal) == true
            ? nameOrArn
            : EventsState.BusArn(call.Caller.AccountId, call.Region, nameOrArn ?? EventBus.DefaultName);

    private static JsonObject Page(JsonObject input, string member, List<JsonNode> all)
    {
        var limit = input["Limit"] is JsonValue value && value.TryGetValue<int>(out var given) ? given : 100;
        var from = int.TryParse(Optional(input, "NextToken"), CultureInfo.InvariantCulture, out var token)
            ? token
            : 0;
        var reply = new JsonObject { [member] = new JsonArray([.. all.Skip(from).Take(limit)]) };
        if (from + limit < all.Count)
        {
            reply["NextToken"] = (from + limit).ToString(CultureInfo.InvariantCulture);
        }

        return reply;
    }
}
