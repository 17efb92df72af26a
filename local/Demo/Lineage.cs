using System.Globalization;
using System.Text.Json;
using LocalCloud;
using LocalCloud.Backup;
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

    /// <summary>The copies made of this very snapshot, and of its copies, in the order of their requests.</summary>
    public static IReadOnlyList<DbSnapshot> CopiesOf(Cloud cloud, DbSnapshot snapshot)
    {
        HashSet<DbSnapshot> line = [snapshot];
        List<DbSnapshot> copies = [];
        foreach (
            var copy in cloud
                .Rds.State.Snapshots.Where(s => s.Copy is not null)
                .OrderBy(s => s.Copy!.RequestedAt)
        )
        {
            if (line.Contains(copy.Copy!.Source) && line.Add(copy))
            {
                copies.Add(copy);
            }
        }

        return copies;
    }

    /// <summary>The copy jobs of this very recovery point, and of what they made, the oldest first.</summary>
    public static IReadOnlyList<CopyJob> CopyJobsOf(Cloud cloud, Source source)
    {
        HashSet<string> line = [source.SnapshotArn];
        List<CopyJob> jobs = [];
        foreach (var job in cloud.Backup.State.CopyJobs.Where(j => line.Contains(j.Source.Arn)))
        {
            jobs.Add(job);
            if (job.Made is { } made)
            {
                line.Add(made.Arn);
            }
        }

        return jobs;
    }

    /// <summary>The backup job that made the recovery point; null of a snapshot that is none.</summary>
    public static BackupJob? BackupJobOf(Cloud cloud, Source source) =>
        cloud.Backup.State.BackupJobs.FirstOrDefault(j => j.Made?.Arn == source.SnapshotArn);

    /// <summary>The execution that was started for the snapshot, or null.</summary>
    public static Execution? ExecutionOf(Cloud cloud, string stateMachineArn, Source source) =>
        cloud
            .States.ExecutionsOf(stateMachineArn)
            .FirstOrDefault(e => Member(e.Input, "snapshotArn") == source.SnapshotArn);

    /// <summary>A member of the plan that the execution goes by, as the last step that ended told it; null before there is one.</summary>
    public static string? PlanOf(Execution? execution, string member) =>
        Member(execution?.History.LastOrDefault(e => e.Type == "TaskStateExited")?.Output, "plan", member);

    /// <summary>
    /// When the snapshot was complete: the time in RDS's own event, or the completion date of a recovery point, whose event may come five
    /// minutes later. Null before that.
    /// </summary>
    public static DateTimeOffset? CompletionOf(Cloud cloud, Source source) =>
        source.Database.IsRecoveryPoint
            ? cloud.Backup.State.Point(source.SnapshotArn)?.CompletionDate
            : cloud
                .Buses.Emitted.Select(e => e.Envelope["detail"])
                .Where(d =>
                    d?["SourceArn"]?.ToString() == source.SnapshotArn
                    && d["EventID"]?.ToString()
                        is "RDS-EVENT-0042"
                            or "RDS-EVENT-0091"
                            or "RDS-EVENT-0075"
                            or "RDS-EVENT-0169"
                )
                .Select(d =>
                    (DateTimeOffset?)
                        DateTimeOffset.Parse(d!["Date"]!.ToString(), CultureInfo.InvariantCulture)
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
