using System.Text.Json.Nodes;
using LocalCloud.Kernel;

namespace LocalCloud.Faults;

/// <summary>The scripted faults of a cloud, in the order they were set; the first that matches and is due hits. Touched under the agenda's gate.</summary>
public sealed class FaultList : IEventFaults, ICopyFaults, ICopyJobFaults
{
    private readonly List<Armed> _faults = [];

    /// <summary>All faults, spent ones too, with how often each matched.</summary>
    public IEnumerable<(Fault Fault, int Matches)> All => _faults.Select(f => (f.Fault, f.Matches));

    /// <summary>Sets a fault.</summary>
    /// <exception cref="AwsError">InvalidFault: a number makes no sense.</exception>
    public void Add(Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        Expect(fault.Nth >= 1, "nth", fault.Nth, "1 or more");
        Expect(fault.Times >= 1, "times", fault.Times, "1 or more");
        Expect(fault.Status is >= 400 and <= 599, "status", fault.Status, "400 to 599");
        Expect(fault.DelaySeconds >= 0, "delaySeconds", fault.DelaySeconds, "0 or more");
        Expect(fault.Percent is >= 0 and <= 100, "percent", fault.Percent, "0 to 100");
        _faults.Add(new Armed(fault));
    }

    /// <summary>Forgets all faults.</summary>
    public void Clear() => _faults.Clear();

    /// <summary>The fault that hits a call, or null.</summary>
    public Fault? Hit(AwsCall call) => Hit(f => f.Matches(call));

    /// <inheritdoc/>
    public IReadOnlyList<EventDelivery> Deliveries(JsonObject envelope)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        var detail = envelope["detail"] as JsonObject;
        var fault = Hit(f =>
            f.HitsEvents
            && Fault.Same(f.Source, Text(envelope, "source"))
            && Fault.Same(f.DetailType, Text(envelope, "detail-type"))
            && Fault.Same(f.Region, Text(envelope, "region"))
            && Fault.Same(f.Account, Text(envelope, "account"))
            && Fault.Same(f.EventId, Text(detail, "EventID"))
            && Fault.Same(f.Identifier, Text(detail, "SourceIdentifier"))
        );
        var now = new EventDelivery(TimeSpan.Zero, envelope);
        var later = now with { Delay = TimeSpan.FromSeconds(fault?.DelaySeconds ?? 0) };
        return fault?.Effect switch
        {
            FaultEffect.Drop => [],
            FaultEffect.Double => [now, later],
            FaultEffect.Delay => [later],
            _ => [now],
        };
    }

    /// <inheritdoc/>
    public int? FailsAtPercent(string accountId, string region, string identifier) =>
        HitCopy(FaultEffect.FailCopy, accountId, region, identifier)?.Percent;

    /// <inheritdoc/>
    public TimeSpan HeldFor(string accountId, string region, string identifier) =>
        TimeSpan.FromSeconds(HitCopy(FaultEffect.HoldCopy, accountId, region, identifier)?.DelaySeconds ?? 0);

    /// <inheritdoc/>
    public (int Percent, TimeSpan For)? Stalls(string accountId, string region, string identifier) =>
        HitCopy(FaultEffect.StallCopy, accountId, region, identifier) is { } fault
            ? (fault.Percent, TimeSpan.FromSeconds(fault.DelaySeconds))
            : null;

    /// <inheritdoc/>
    public CopyJobFault? OnCopyJob(string accountId, string region, IReadOnlyList<string> names)
    {
        Fault? Of(FaultEffect effect) =>
            Hit(f =>
                f.Effect == effect
                && Fault.Same(f.Account, accountId)
                && Fault.Same(f.Region, region)
                && names.Any(n => Fault.Same(f.Identifier, n))
            );
        var (hold, fail) = (Of(FaultEffect.HoldCopyJob), Of(FaultEffect.FailCopyJob));
        return hold is null && fail is null
            ? null
            : new CopyJobFault(
                TimeSpan.FromSeconds(hold?.DelaySeconds ?? 0),
                fail is null ? null : fail.Message ?? "Copy job encountered a fatal error."
            );
    }

    private Fault? HitCopy(FaultEffect effect, string accountId, string region, string identifier) =>
        Hit(f =>
            f.Effect == effect
            && Fault.Same(f.Account, accountId)
            && Fault.Same(f.Region, region)
            && Fault.Same(f.Identifier, identifier)
        );

    private Fault? Hit(Func<Fault, bool> matches)
    {
        Fault? hit = null;
        foreach (var armed in _faults.Where(f => matches(f.Fault)))
        {
            armed.Matches++;
            var due = armed.Matches >= armed.Fault.Nth && armed.Matches - armed.Fault.Nth < armed.Fault.Times;
            hit ??= due ? armed.Fault : null;
        }

        return hit;
    }

    private static string? Text(JsonObject? node, string name) =>
        node?[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static void Expect(bool holds, string name, object value, string expected)
    {
        if (!holds)
        {
            throw new AwsError("InvalidFault", $"{name} is {value}; expected {expected}");
        }
    }

    private sealed class Armed(Fault fault)
    {
        public Fault Fault => fault;

        public int Matches { get; set; }
    }
}
