using System.Globalization;
using LocalCloud.Kernel;

namespace LocalCloud.Rds;

/// <summary>DB instances and the snapshots taken of them, on the agenda.</summary>
internal sealed class RdsInstances(
    Agenda agenda,
    RdsState state,
    RdsEvents events,
    RdsCopies copies,
    RdsSettings settings
)
{
    /// <summary>An instance begins to be created, and becomes available.</summary>
    public void Create(DbInstance instance)
    {
        state.Add(instance);
        agenda.After(settings.InstanceCreation, $"creation of {instance.Arn}", () => Available(instance));
    }

    /// <summary>
    /// An instance begins to be deleted. Its automated snapshots go with it; manual and final ones stay.
    /// </summary>
    public void Delete(DbInstance instance, string? finalSnapshot)
    {
        instance.Status = "deleting";
        if (finalSnapshot is not null)
        {
            Take(instance, finalSnapshot, []);
        }

        foreach (var snapshot in AutomatedOf(instance))
        {
            state.Remove(snapshot);
            copies.FailCopiesOf(snapshot);
        }

        agenda.After(settings.InstanceCreation, $"deletion of {instance.Arn}", () => state.Remove(instance));
    }

    /// <summary>Takes a snapshot of an instance: creating, then available. Its create time is now.</summary>
    /// <param name="instance">Its tags go along when it says so.</param>
    /// <param name="identifier">Begins <c>rds:</c> for an automated one.</param>
    /// <param name="tags">Tags given in the request; they win over the instance's.</param>
    public DbSnapshot Take(DbInstance instance, string identifier, IReadOnlyList<RdsTag> tags)
    {
        var snapshot = new DbSnapshot
        {
            Arn = RdsArn.Snapshot(instance.Arn.AccountId, instance.Arn.Region, identifier),
            Database = instance.Database,
            Key = instance.Key,
            AvailabilityZone = instance.AvailabilityZone,
            Automated = identifier.StartsWith("rds:", StringComparison.Ordinal),
        };
        snapshot.Tags.AddRange(tags);
        if (instance.CopyTagsToSnapshot)
        {
            snapshot.Tags.AddRange(instance.Tags.Where(t => tags.All(g => g.Key != t.Key)));
        }

        var taken = RdsTime.Now(agenda);
        state.Add(snapshot);
        snapshot.Begin("creating", taken, settings.SnapshotCreation);
        events.Creating(snapshot);
        agenda.After(
            settings.SnapshotCreation,
            $"creation of {snapshot.Arn}",
            () => Complete(snapshot, taken)
        );
        return snapshot;
    }

    /// <summary>The name of an automated snapshot taken now: <c>rds:DATABASE-yyyy-MM-dd-HH-mm</c>.</summary>
    public string AutomatedName(DbInstance instance) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"rds:{instance.Arn.Identifier}-{agenda.Now.UtcDateTime:yyyy-MM-dd-HH-mm}"
        );

    private static void Available(DbInstance instance)
    {
        if (instance.Status == "creating")
        {
            instance.Status = "available";
        }
    }

    private void Complete(DbSnapshot snapshot, DateTimeOffset taken)
    {
        if (state.Holds(snapshot))
        {
            snapshot.Complete(taken, taken);
            events.Created(snapshot);
        }
    }

    private List<DbSnapshot> AutomatedOf(DbInstance instance) =>
        [
            .. state
                .SnapshotsIn(instance.Arn.AccountId, instance.Arn.Region)
                .Where(s => s.Automated && s.Database.ResourceId == instance.Database.ResourceId),
        ];
}
