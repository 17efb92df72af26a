using System.Text.Json.Nodes;
using LocalCloud.Kernel;
using LocalCloud.Policies;
using LocalCloud.Queues;

namespace LocalCloud.Events;

/// <summary>Takes events from their bus over matching rules to the targets.</summary>
public sealed class EventRouter(
    Agenda agenda,
    CallLog log,
    Ids ids,
    EventsState state,
    IFunctions functions,
    IQueues queues,
    IEventFaults? faults = null,
    ITopics? topics = null,
    IMetrics? metrics = null
) : IEvents, ILocalEvents
{
    /// <summary>How long an event takes from its bus to a target, simulated ("typically half a second").</summary>
    public static readonly TimeSpan DeliveryTime = TimeSpan.FromSeconds(0.5);

    /// <inheritdoc/>
    public void Emit(string accountId, string region, JsonObject envelope) =>
        Publish(state.Add(accountId, region, EventBus.DefaultName), envelope);

    /// <summary>An event reaches a bus at first hand: from an AWS service, or by PutEvents.</summary>
    public void Publish(EventBus bus, JsonObject envelope)
    {
        ArgumentNullException.ThrowIfNull(bus);
        ArgumentNullException.ThrowIfNull(envelope);
        state.Remember(new EmittedEvent(bus.Arn, envelope));
        foreach (var delivery in faults?.Deliveries(envelope) ?? [new EventDelivery(TimeSpan.Zero, envelope)])
        {
            Later(
                delivery.Delay,
                $"event {envelope["id"]} reaches {bus.Arn}",
                () => Route(bus, delivery.Envelope, forwarded: false)
            );
        }
    }

    /// <inheritdoc/>
    public string Redeliver(string? eventId, JsonObject? pattern)
    {
        var matcher = pattern is null ? null : EventPattern.Parse(pattern);
        var found =
            state.Emitted.LastOrDefault(e =>
                (eventId is null || e.Id == eventId) && matcher?.Matches(e.Envelope) != false
            )
            ?? throw new AwsError(
                "ResourceNotFoundException",
                $"No such event was emitted: {eventId ?? pattern?.ToJsonString() ?? "any"}."
            );
        Route(state.Bus(found.BusArn)!, found.Envelope, forwarded: false);
        return found.Id;
    }

    /// <inheritdoc/>
    public string CreateBus(string accountId, string region, string name) =>
        state.Add(accountId, region, name).Arn;

    /// <inheritdoc/>
    public void PutBusPolicy(string busArn, JsonObject policy)
    {
        var bus = state.Bus(busArn) ?? throw EventsRules.NoSuchBus(busArn);
        bus.Policy = new BusPolicy(policy, PolicyDocument.Parse(policy, "ValidationException"));
    }

    /// <inheritdoc/>
    public string PutRule(
        string accountId,
        string region,
        string busName,
        string ruleName,
        JsonObject pattern,
        IReadOnlyList<EventTarget> targets
    )
    {
        var bus =
            state.Bus(EventsState.BusArn(accountId, region, busName)) ?? throw EventsRules.NoSuchBus(busName);
        EventsRules.CheckTargets(bus, targets);
        var path = busName == EventBus.DefaultName ? ruleName : $"{busName}/{ruleName}";
        var arn = $"arn:aws:events:{region}:{accountId}:rule/{path}";
        var rule = new EventRule(ruleName, arn, busName, pattern, EventPattern.Parse(pattern), [.. targets])
        {
            Inputs = targets
                .Where(t => t.Input is not null)
                .ToDictionary(t => t.Id, t => TargetInput.Read(t.Input!), StringComparer.Ordinal),
        };
        bus.Rules = [.. bus.Rules.Where(r => r.Name != ruleName), rule];
        return arn;
    }

    private void Route(EventBus bus, JsonObject envelope, bool forwarded)
    {
        foreach (var rule in bus.Rules.Where(r => r.Pattern.Matches(envelope)))
        {
            foreach (var target in rule.Targets)
            {
                agenda.After(
                    DeliveryTime,
                    $"{rule.Arn} sends event {envelope["id"]} to {target.Arn}",
                    () => Deliver(bus, rule, target, envelope, forwarded)
                );
            }
        }
    }

    private void Deliver(
        EventBus bus,
        EventRule rule,
        EventTarget target,
        JsonObject envelope,
        bool forwarded
    )
    {
        try
        {
            var input = rule.Inputs.TryGetValue(target.Id, out var given)
                ? given.Of(envelope, rule.Arn)
                : envelope.ToJsonString();
            switch (target.Arn.Split(':')[2])
            {
                case "events":
                    Forward(bus, rule, target, envelope, forwarded);
                    break;
                case "lambda":
                    Note(rule, "lambda:InvokeFunction", target.Arn);
                    functions.InvokeAsynchronously(target.Arn, input);
                    break;
                case "sns":
                    Publish(rule, target.Arn, input);
                    break;
                default:
                    queues.Send(target.Arn, input, new Dictionary<string, string>(StringComparer.Ordinal));
                    break;
            }
        }
        catch (AwsError error) when (error.Code != "NotSimulated")
        {
            // Neither a missing target nor a missing permission is tried again ("Using dead-letter queues").
            Count(rule, "FailedInvocations");
            Bury(rule, target, envelope, error);
        }
    }

    private void Forward(
        EventBus from,
        EventRule rule,
        EventTarget target,
        JsonObject envelope,
        bool forwarded
    )
    {
        var to = state.Bus(target.Arn) ?? throw EventsRules.NoSuchBus(target.Arn);
        if (EventsRules.RefusedHop(from, to, forwarded) is { } refused)
        {
            throw new AwsError(
                refused,
                "An event that came from another event bus is not forwarded to a third one."
            );
        }

        if (target.RoleArn is not null)
        {
            Note(rule, "sts:AssumeRole", target.RoleArn);
        }

        var role = target.RoleArn ?? $"arn:aws:iam::{from.AccountId}:root";
        var caller = new Caller(from.AccountId, role, target.RoleArn);
        var call = new AwsCall(
            "events",
            "PutEvents",
            to.Region,
            caller,
            ids.NewGuid(),
            agenda.Now,
            NoRequest
        );
        log.Add(call, "events:PutEvents", to.Arn, implied: true);
        if (!EventsRules.MayPut(call, to))
        {
            throw new AwsError(
                "NO_PERMISSIONS",
                $"The policy of {to.Arn} does not let {role} put events there."
            );
        }

        Route(to, envelope, forwarded: true);
    }

    // What EventBridge does in its own name.
    private void Note(EventRule rule, string action, string resource) =>
        log.AddOfService(agenda.Now, "events.amazonaws.com", rule.Arn, action, resource);

    private void Publish(EventRule rule, string topicArn, string message)
    {
        if (topics is null)
        {
            throw AwsError.NotSimulated("events", "topics as targets, in a cloud without SNS");
        }

        topics.PublishAsService("events.amazonaws.com", rule.Arn, topicArn, subject: null, message);
    }

    // EventBridge User Guide, "Monitoring Amazon EventBridge": rules of other buses have their bus as a second dimension.
    private void Count(EventRule rule, string metric)
    {
        var parts = rule.Arn.Split(':', 6);
        List<KeyValuePair<string, string>> dimensions = [KeyValuePair.Create("RuleName", rule.Name)];
        if (rule.BusName != EventBus.DefaultName)
        {
            dimensions.Add(KeyValuePair.Create("EventBusName", rule.BusName));
        }

        metrics?.Put(new MetricId(parts[4], parts[3], "AWS/Events", metric, dimensions), 1, agenda.Now);
    }

    private void Bury(EventRule rule, EventTarget target, JsonObject envelope, AwsError error)
    {
        if (target.DeadLetterArn is null)
        {
            return;
        }

        Note(rule, "sqs:SendMessage", target.DeadLetterArn);
        var gone = error.Code is "ResourceNotFoundException" or QueuesState.NoSuchQueue or "NotFound";
        queues.Send(
            target.DeadLetterArn,
            envelope.ToJsonString(),
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["RULE_ARN"] = rule.Arn,
                ["TARGET_ARN"] = target.Arn,
                ["ERROR_CODE"] =
                    gone ? "NO_RESOURCE"
                    : error.Code == "AuthorizationError" ? "NO_PERMISSIONS"
                    : error.Code,
                ["ERROR_MESSAGE"] = error.Message,
            }
        );
    }

    private void Later(TimeSpan delay, string what, Action action)
    {
        if (delay == TimeSpan.Zero)
        {
            action();
        }
        else
        {
            agenda.After(delay, what, action);
        }
    }

    private static readonly AwsHttpRequest NoRequest = new(
        "POST",
        "/",
        "",
        new Dictionary<string, string>(StringComparer.Ordinal),
        []
    );
}
