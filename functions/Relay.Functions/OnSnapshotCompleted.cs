using System.Text.Json;
using Amazon.Lambda.CloudWatchEvents;

namespace Relay.Functions;

/// <summary>An event of RDS or AWS Backup arrives: if it tells of a completed snapshot that is selected, its execution starts, once.</summary>
public sealed class OnSnapshotCompleted(RelayPorts ports)
{
    /// <summary>For Lambda.</summary>
    public OnSnapshotCompleted()
        : this(RelayPorts.FromEnvironment()) { }

    /// <summary>Handles one event. What can't be understood, or is not so (yet), throws: Lambda tries again, then the dead-letter queue keeps it.</summary>
    public async Task<EventOutcome> HandleAsync(CloudWatchEvent<JsonElement> e)
    {
        var outcome = EventTranslation.Read(e, ports.Settings) switch
        {
            EventReading.Completed completed => await Judge(completed.Snapshot),
            EventReading.CanaryCame { Canary: var canary } => await Start(canary),
            EventReading.Ignored ignored => new EventOutcome(null, null, NothingToDo(ignored.Reason)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        Log.EventRead(e.Id, outcome);
        return outcome;
    }

    private async Task<EventOutcome> Judge(SnapshotArn snapshot)
    {
        var found = await new SourceLook(ports).First(snapshot);
        return SourceRules.Judge(snapshot, null, found, ports.Settings) switch
        {
            SourceChoice.Ready { Source: var source } => await WhyNot(found!) is { } reason
                ? new EventOutcome(snapshot, null, NothingToDo(reason))
                : await Start(source),
            SourceChoice.Never { Reason: var reason } => new EventOutcome(
                snapshot,
                null,
                NothingToDo(reason)
            ),
            _ => throw new SnapshotNotReadyException(snapshot, found!.Status),
        };
    }

    private async Task<string?> WhyNot(SnapshotFacts found) =>
        Selection.WhyNot(
            found,
            await ports.Source(found.Arn).DatabaseTags(Step.PlaceOf(found.Arn), found),
            ports.Settings
        );

    private async Task<EventOutcome> Start(SourceSnapshot source)
    {
        var name = RelayStart.Name(source.Identity(), ports.Settings);
        var started = await ports.Executions.Start(name, RelayStart.Input(source.Identity()));
        return new EventOutcome(
            source.Arn,
            name,
            started ? "Its relay runs." : "Its relay has run before; nothing is started twice."
        );
    }

    private async Task<EventOutcome> Start(Canary canary)
    {
        var name = Names.Canary(canary.Region, canary.SentAt);
        var started = await ports.Executions.Start(name, RelayStart.Input(canary));
        return new EventOutcome(
            null,
            name,
            $"The canary of {canary.Region} has come{(started ? "" : ", and so had another of this hour")}."
        );
    }

    private static string NothingToDo(string reason) => $"Nothing to do: {reason}.";
}
