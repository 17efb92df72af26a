using System.Globalization;
using System.Text.Json;
using LocalCloud;
using LocalCloud.Kernel;
using LocalCloud.Rds;
using LocalCloud.States;

namespace Demo;

/// <summary>What belongs to a snapshot, as the cloud's own state has it: neither names nor tags are believed. All under the gate.</summary>
internal static class Lineage
{
    /// <summary>The snapshot itself.</summary>
    public static DbSnapshot Snapshot(Cloud cloud, Source source) =>
        cloud.Rds.State.Snapshot(RdsArn.Parse(source.SnapshotArn)!)
        ?? throw new InvalidOperationException($"The snapshot {source.SnapshotArn} is gone.");

    /// <summary>The copies made of this very snapshot, in the order of their requests.</summary>
    public static IEnumerable<DbSnapshot> CopiesOf(Cloud cloud, DbSnapshot snapshot) =>
        cloud
            .Rds.State.Snapshots.Where(s => ReferenceEquals(s.Copy?.Source, snapshot))
            .OrderBy(s => s.Copy!.RequestedAt);

    /// <summary>The execution that was started for the snapshot, or null.</summary>
    public static Execution? ExecutionOf(Cloud cloud, string stateMachineArn, Source source) =>
        cloud
            .States.ExecutionsOf(stateMachineArn)
            .FirstOrDefault(e => Member(e.Input, "snapshotArn") == source.SnapshotArn);

    /// <summary>When RDS said that the snapshot is complete: the time in its event. Null before that.</summary>
    public static DateTimeOffset? CompletionOf(Cloud cloud, Source source) =>
        cloud
            .Buses.Emitted.Select(e => e.Envelope["detail"])
            .Where(d =>
                d?["SourceArn"]?.ToString() == source.SnapshotArn
                && d["EventID"]?.ToString() is "RDS-EVENT-0042" or "RDS-EVENT-0091"
            )
            .Select(d =>
                (DateTimeOffset?)DateTimeOffset.Parse(d!["Date"]!.ToString(), CultureInfo.InvariantCulture)
            )
            .FirstOrDefault();

    /// <summary>A text inside a JSON text, by the names that lead to it; null when it is not there.</summary>
    public static string? Member(string? json, params ReadOnlySpan<string> path)
    {
        if (json is null)
        {
            return null;
        }

        using var document = JsonDocument.Parse(json);
        var element = document.RootElement;
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return null;
            }
        }

        return element.ValueKind == JsonValueKind.String ? element.GetString() : null;
    }
}

/// <summary>What nobody could handle: in this demo, a failure.</summary>
internal static class DeadLetters
{
    /// <summary>All messages of all dead-letter queues.</summary>
    public static IReadOnlyList<QueueMessage> In(Cloud cloud)
    {
        ILocalQueues queues = cloud.Queues;
        lock (cloud.Agenda.Gate)
        {
            return [.. queues.QueueArns.SelectMany(queues.Messages)];
        }
    }
}
