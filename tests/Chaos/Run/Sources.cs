using LocalCloud.Rds;

namespace Chaos;

/// <summary>The snapshots of the source Region, and whose copy is whose: by the objects that RDS made one from the other, not by tags or names.</summary>
internal sealed class Sources(Estate estate, Foreign foreign)
{
    private readonly List<DbSnapshot> _seen = [];
    private readonly List<DbSnapshot> _copiesSeen = [];

    /// <summary>Complete snapshots of the source Region that were there at some look, gone or not; of AWS Backup's, those with a recovery point.</summary>
    public IReadOnlyList<DbSnapshot> Seen => _seen;

    /// <summary>Complete copies in the DR Region that were there at some look.</summary>
    public IReadOnlyList<DbSnapshot> CopiesSeen => _copiesSeen;

    /// <summary>Notes what is there. Call with the gate held.</summary>
    public void Look()
    {
        foreach (var snapshot in estate.Cloud.Rds.State.Snapshots.Where(s => s.Status == "available"))
        {
            if (foreign.Is(snapshot))
            {
                continue;
            }

            if (snapshot.Arn.Region == estate.DrRegion)
            {
                Note(_copiesSeen, snapshot);
            }
            else if (!snapshot.OfAwsBackup || IsComplete(snapshot))
            {
                Note(_seen, snapshot);
            }
        }
    }

    /// <summary>The snapshot of the source Region that a copy was made from, directly or by way of another; null of what is no copy.</summary>
    public DbSnapshot? Of(DbSnapshot copy)
    {
        var at = copy;
        while (at.Copy is { } origin)
        {
            at = origin.Source;
            if (at.Arn.Region == estate.SourceRegion)
            {
                return at;
            }
        }

        return null;
    }

    /// <summary>What there is of a source in the DR Region, failed copies aside. Call with the gate held.</summary>
    public IEnumerable<DbSnapshot> Copies(DbSnapshot source) =>
        estate.Cloud.Rds.State.Snapshots.Where(s =>
            s.Arn.Region == estate.DrRegion && s.Status != "failed" && Of(s) == source
        );

    private bool IsComplete(DbSnapshot snapshot) =>
        estate.Cloud.Backup.State.Point($"{snapshot.Arn}") is { Complete: true };

    private static void Note(List<DbSnapshot> list, DbSnapshot snapshot)
    {
        if (!list.Contains(snapshot))
        {
            list.Add(snapshot);
        }
    }
}
