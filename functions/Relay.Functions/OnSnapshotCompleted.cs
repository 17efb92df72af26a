using System.Text.Json;
using Amazon.Lambda.CloudWatchEvents;
using Relay.Aws;

namespace Relay.Functions;

/// <summary>An RDS event arrives: if it tells of a completed snapshot, that snapshot's execution starts, once.</summary>
public sealed class OnSnapshotCompleted(RelayPorts ports)
{
    /// <summary>For Lambda.</summary>
    public OnSnapshotCompleted()
        : this(RelayPorts.FromEnvironment()) { }

    /// <summary>Handles one event. What can't be understood, or is not so (yet), throws: Lambda tries again, then the dead-letter queue keeps it.</summary>
    public async Task<EventOutcome> HandleAsync(CloudWatchEvent<SnapshotEventDetail> e)
    {
        var outcome = SnapshotEvents.Read(Translate(e), ports.Settings) switch
        {
            EventReading.Completed completed => await Start(completed.Snapshot),
            EventReading.Ignored ignored => new EventOutcome(null, null, $"Nothing to do: {ignored.Reason}."),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        Log.EventRead(e.Id, outcome);
        return outcome;
    }

    private async Task<EventOutcome> Start(SnapshotArn snapshot)
    {
        var found = await ports.Snapshots.Find(new Place(snapshot.Region, Actor.Relay), snapshot);
        switch (SourceRules.Judge(snapshot, null, found, ports.Settings))
        {
            case SourceChoice.Ready { Source: var source }:
                var name = Names.Execution(source.Identity(), ports.Settings.RecoveryPoints.Use);
                var started = await ports.Executions.Start(name, Input(source.Identity()));
                return new EventOutcome(
                    snapshot,
                    name,
                    started ? "Its relay runs." : "Its relay has run before; nothing is started twice."
                );
            case SourceChoice.Never { Reason: var reason }:
                return new EventOutcome(snapshot, null, $"Nothing to do: {reason}.");
            default:
                throw new SnapshotNotReadyException(snapshot, found!.Status);
        }
    }

    // Same snapshot, same input: StartExecution compares it too.
    private static string Input(SnapshotIdentity snapshot) =>
        JsonSerializer.Serialize(
            new RelayDocument { SnapshotArn = snapshot.Arn, SnapshotCreateTime = snapshot.CreateTime },
            RelayJson.Default.RelayDocument
        );

    private static SnapshotEvent Translate(CloudWatchEvent<SnapshotEventDetail>? e) =>
        new(
            e?.Source,
            e?.DetailType,
            e?.Account,
            e?.Region,
            e?.Detail?.SourceType,
            e?.Detail?.SourceIdentifier,
            e?.Detail?.SourceArn,
            e?.Detail?.EventId,
            e?.Detail?.Message
        );
}
