using System.Text.Json.Nodes;
using LocalCloud.Kernel;
using LocalCloud.Policies;

namespace LocalCloud.Events;

/// <summary>An event bus of one account in one Region.</summary>
public sealed record EventBus(string AccountId, string Region, string Name)
{
    /// <summary>The name of the bus that every account has in every Region.</summary>
    public const string DefaultName = "default";

    /// <summary><c>arn:aws:events:REGION:ID:event-bus/NAME</c>.</summary>
    public string Arn { get; } = EventsState.BusArn(AccountId, Region, Name);

    /// <summary>Who else may put events here; null: nobody.</summary>
    public BusPolicy? Policy { get; internal set; }

    /// <summary>In the order they were made.</summary>
    public IReadOnlyList<EventRule> Rules { get; internal set; } = [];
}

/// <summary>The resource policy of a bus: as it was given, and read.</summary>
public sealed record BusPolicy(JsonObject Source, PolicyDocument Document);

/// <summary>A rule of a bus: what matches <paramref name="Pattern"/> goes to every target.</summary>
/// <param name="Name">Unique on its bus.</param>
/// <param name="Arn"><c>arn:aws:events:REGION:ID:rule/NAME</c>, with the bus before the name unless it is the default bus.</param>
/// <param name="BusName">The bus it belongs to.</param>
/// <param name="Source">The pattern as it was given.</param>
/// <param name="Pattern">The pattern, read.</param>
/// <param name="Targets">At most five.</param>
public sealed record EventRule(
    string Name,
    string Arn,
    string BusName,
    JsonObject Source,
    EventPattern Pattern,
    IReadOnlyList<EventTarget> Targets
)
{
    /// <summary>What each target gets, by its id, where that is not the event itself.</summary>
    internal IReadOnlyDictionary<string, TargetInput> Inputs { get; init; } =
        new Dictionary<string, TargetInput>(StringComparer.Ordinal);
}

/// <summary>An event that reached a bus at first hand.</summary>
/// <param name="BusArn">The bus.</param>
/// <param name="Envelope">As it was emitted. Not changed by anybody.</param>
public sealed record EmittedEvent(string BusArn, JsonObject Envelope)
{
    /// <summary>The event's id.</summary>
    public string Id { get; } = Envelope["id"]?.ToString() ?? "";
}

/// <summary>All buses and rules of a local cloud, and the events of late. Touched under the agenda's gate.</summary>
public sealed class EventsState
{
    private const int Remembered = 10_000;

    private readonly SortedDictionary<string, EventBus> _buses = new(StringComparer.Ordinal);
    private readonly Queue<EmittedEvent> _emitted = new();

    /// <summary>The latest events, oldest first.</summary>
    public IReadOnlyCollection<EmittedEvent> Emitted => _emitted;

    /// <summary><c>arn:aws:events:REGION:ID:event-bus/NAME</c>.</summary>
    public static string BusArn(string accountId, string region, string name) =>
        $"arn:aws:events:{region}:{accountId}:event-bus/{name}";

    /// <summary>A bus by its ARN, or null. A default bus is always there.</summary>
    public EventBus? Bus(string arn)
    {
        ArgumentNullException.ThrowIfNull(arn);
        if (_buses.TryGetValue(arn, out var bus))
        {
            return bus;
        }

        return
            arn.Split(':')
                is ["arn", "aws", "events", var region, var account, "event-bus/" + EventBus.DefaultName]
            ? Add(account, region, EventBus.DefaultName)
            : null;
    }

    /// <summary>Makes a bus, or finds it.</summary>
    public EventBus Add(string accountId, string region, string name)
    {
        var arn = BusArn(accountId, region, name);
        return _buses.GetValueOrDefault(arn) ?? (_buses[arn] = new EventBus(accountId, region, name));
    }

    /// <summary>An account's buses in a Region, the default one among them, by name.</summary>
    public IReadOnlyList<EventBus> Buses(string accountId, string region)
    {
        Add(accountId, region, EventBus.DefaultName);
        return [.. _buses.Values.Where(b => b.AccountId == accountId && b.Region == region)];
    }

    /// <summary>Keeps an event, so that it can be delivered once more.</summary>
    public void Remember(EmittedEvent emitted)
    {
        _emitted.Enqueue(emitted);
        if (_emitted.Count > Remembered)
        {
            _emitted.Dequeue();
        }
    }
}
