using System.Globalization;
using LocalCloud.Kernel;

namespace LocalCloud.Rds;

/// <summary>DB instances, DB clusters and the snapshots taken of them, on the agenda.</summary>
internal sealed class RdsDatabases(
    Agenda agenda,
    RdsState state,
    RdsEvents events,
    RdsCopies copies,
    Func<RdsSettings> settings
)
{
    /// <summary>A database begins to be created, or restored, and becomes available.</summary>
    /// <param name="database">The database.</param>
    /// <param name="ended">Called when it is available; not when it was deleted meanwhile.</param>
    public void Create(RdsDatabase database, Action? ended = null)
    {
        state.Add(database);
        agenda.After(
            settings().InstanceCreation,
            $"creation of {database.Arn}",
            () =>
            {
                if (database.Status == "creating")
                {
                    database.Status = "available";
                    ended?.Invoke();
                }
            }
        );
    }

    /// <summary>
    /// A database begins to be deleted. Its automated snapshots go with it; manual, final and AWS Backup's stay.
    /// </summary>
    public void Delete(RdsDatabase database, string? finalSnapshot)
    {
        database.Status = "deleting";
        if (finalSnapshot is not null)
        {
            Take(database, finalSnapshot, TagsOfSnapshot(database, []));
        }

        foreach (var snapshot in AutomatedOf(database).ToList())
        {
            state.Remove(snapshot);
            copies.FailCopiesOf(snapshot);
        }

        agenda.After(
            settings().InstanceCreation,
            $"deletion of {database.Arn}",
            () => state.Remove(database)
        );
    }

    /// <summary>Takes a snapshot of a database: creating, then available. Its create time is now.</summary>
    /// <param name="database">Of what.</param>
    /// <param name="identifier">Its name.</param>
    /// <param name="tags">All its tags.</param>
    /// <param name="automated">True when nobody asked for it.</param>
    /// <param name="ended">Called when it is available.</param>
    public DbSnapshot Take(
        RdsDatabase database,
        string identifier,
        IEnumerable<RdsTag> tags,
        bool automated = false,
        Action<DbSnapshot>? ended = null
    )
    {
        var snapshot = new DbSnapshot
        {
            Arn = database.Kind.SnapshotIn(database.Arn.AccountId, database.Arn.Region, identifier),
            Database = database.Facts,
            Encryption = database.Encryption,
            OptionGroup = database.Facts.OptionGroup,
            AvailabilityZones = database.AvailabilityZones,
            Automated = automated,
            Ended = ended,
        };
        snapshot.Tags.AddRange(tags);
        var (taken, length) = (RdsTime.Now(agenda), settings().SnapshotCreation);
        state.Add(snapshot);
        snapshot.Begin("creating", taken, length);
        events.Creating(snapshot);
        agenda.After(length, $"creation of {snapshot.Arn}", () => Complete(snapshot, taken));
        return snapshot;
    }

    /// <summary>An automated snapshot of a database: <c>rds:DATABASE-yyyy-MM-dd-HH-mm</c>.</summary>
    public DbSnapshot TakeAutomated(RdsDatabase database) =>
        Take(database, AutomatedName(database), TagsOfSnapshot(database, []), automated: true);

    /// <summary>The name of an automated snapshot that is taken now.</summary>
    public string AutomatedName(RdsDatabase database) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"rds:{database.Arn.Identifier}-{agenda.Now.UtcDateTime:yyyy-MM-dd-HH-mm}"
        );

    /// <summary>A snapshot's tags: those given in the request, and the database's when it says so.</summary>
    public static IEnumerable<RdsTag> TagsOfSnapshot(RdsDatabase database, IReadOnlyList<RdsTag> given) =>
        database.CopyTagsToSnapshot
            ? [.. given, .. database.Tags.Where(t => given.All(g => g.Key != t.Key))]
            : given;

    /// <summary>The snapshots that RDS took of a database by itself.</summary>
    public IEnumerable<DbSnapshot> AutomatedOf(RdsDatabase database) =>
        state
            .SnapshotsIn(database.Arn.AccountId, database.Arn.Region)
            .Where(s => s.Automated && !s.OfAwsBackup && s.Database.ResourceId == database.Facts.ResourceId);

    private void Complete(DbSnapshot snapshot, DateTimeOffset taken)
    {
        if (state.Holds(snapshot))
        {
            snapshot.Complete(taken, taken);
            events.Created(snapshot);
            snapshot.Ended?.Invoke(snapshot);
        }
    }
}
