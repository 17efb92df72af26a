using System.Globalization;

namespace Relay;

/// <summary>An event of the relay's own, sent through the forwarding every hour: where it comes, snapshots' events do.</summary>
/// <param name="Region">The source Region that has sent it.</param>
/// <param name="SentAt">The event's time.</param>
public sealed record Canary(Region Region, DateTimeOffset SentAt);

/// <summary>Reads canaries' events.</summary>
public static class CanaryEvents
{
    /// <summary>EventBridge's source: templates/source-region.yaml sends it.</summary>
    public const string Source = "snapshot-relay.canary";

    /// <summary>Reads an event.</summary>
    /// <param name="account">Whose event it is.</param>
    /// <param name="region">Where it was sent.</param>
    /// <param name="time">When.</param>
    /// <param name="settings">The relay's settings.</param>
    /// <exception cref="EventNotUnderstoodException">A field is missing or wrong, or the Region is none that the relay serves.</exception>
    public static EventReading Read(string? account, string? region, DateTime time, RelaySettings settings) =>
        EventFields.NotServed(account, region, settings) is { } ignored ? ignored
        : time == default ? throw new EventNotUnderstoodException("time", "it is missing.")
        : new EventReading.CanaryCame(
            new Canary(Region.Parse(region!), new DateTimeOffset(time.ToUniversalTime()))
        );

    /// <summary>The plan of its execution.</summary>
    public static RelayPlan Plan(Canary canary)
    {
        ArgumentNullException.ThrowIfNull(canary);
        return RoutePlanner.Nothing(
            string.Create(
                CultureInfo.InvariantCulture,
                $"this is the canary that {canary.Region} sent at {canary.SentAt.UtcDateTime:u}: the way that snapshots' events take is open"
            )
        );
    }
}
