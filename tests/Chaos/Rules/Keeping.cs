using LocalCloud.Gateway;
using LocalCloud.Rds;

namespace Chaos;

/// <summary>
/// What PruneCopies deletes, judged by what both accounts hold at that moment: never the last good copy of a database, never its newest,
/// never one that is too young, is being copied, or is not the relay's. So RDS's next copy of each database there stays incremental
/// (RDS User Guide, Copying a DB snapshot).
/// </summary>
internal sealed class Keeping(ChaosRun run)
{
    private const string Rule = "no good copy goes that is needed";
    private const string Prefix = "snapshot-relay-";

    private readonly HashSet<DbSnapshot> _known = [];
    private readonly Dictionary<DbSnapshot, DateTimeOffset> _created = [];
    private readonly HashSet<DbSnapshot> _judged = [];
    private int _read;

    /// <summary>How many copies PruneCopies has deleted.</summary>
    public int Pruned => _judged.Count;

    /// <summary>True when PruneCopies has deleted it.</summary>
    public bool HasJudged(DbSnapshot copy) => _judged.Contains(copy);

    /// <summary>True when the copy of a source that its way leads to was there for its time, and is gone.</summary>
    public bool HadFinal(DbSnapshot source) =>
        run.Sources.CopiesSeen.Any(c =>
            run.Sources.Of(c) == source
            && IsFinal(c)
            && !run.Estate.Cloud.Rds.State.Holds(c)
            && (HasJudged(c) || HasExpired(c))
        );

    /// <summary>True of a recovery point whose lifecycle has ended: it is counted from the point's creation, the data may be older.</summary>
    public bool HasExpired(DbSnapshot copy) =>
        _created.TryGetValue(copy, out var created)
        && run.Estate.Cloud.Agenda.Now - created >= ChaosWorld.Retention(run.Script.World);

    /// <summary>True of a call that deletes, made by PruneCopies in whichever account.</summary>
    public static bool IsPruning(TracedRequest request) =>
        request is { Operation: "DeleteDBSnapshot" or "DeleteDBClusterSnapshot", RoleArn: { } role }
        && role.EndsWith($"/{Prefix}{Estate.Prune}", StringComparison.Ordinal);

    /// <summary>Notes what is there, and that nothing is copied again whose copy was kept its time. Call with the gate held.</summary>
    public void Look()
    {
        var here = run
            .Estate.Cloud.Rds.State.Snapshots.Where(s =>
                s.Arn.Region == run.Estate.DrRegion && !run.Foreign.Is(s)
            )
            .ToList();
        foreach (var copy in here.Where(s => s.OfAwsBackup && !_created.ContainsKey(s)))
        {
            if (run.Estate.Cloud.Backup.State.Point($"{copy.Arn}") is { } point)
            {
                _created.Add(copy, point.CreationDate);
            }
        }

        foreach (var copy in here.Where(_known.Add))
        {
            if (IsFinal(copy) && run.Sources.Of(copy) is { } source && HadFinal(source))
            {
                run.OnTheWay.Add(new Violation("what was kept its time is not copied again", $"{copy.Arn}"));
            }
        }
    }

    /// <summary>Judges what was deleted since it was last asked: ask after each call. Call with the gate held.</summary>
    public void Watch()
    {
        var requests = run.Estate.Cloud.Requests.Requests;
        for (; _read < requests.Count; _read++)
        {
            if (IsPruning(requests[_read]))
            {
                Judge(requests[_read]);
            }
        }
    }

    // Whatever was answered: what is gone now was there before this call.
    private void Judge(TracedRequest request)
    {
        var gone = _known.Where(s =>
            !run.Estate.Cloud.Rds.State.Holds(s) && !run.Doings.WasDeleted(s) && !HasExpired(s)
        );
        foreach (var copy in gone.Where(_judged.Add).ToList())
        {
            if (WhyNot(copy, request) is { } why)
            {
                run.OnTheWay.Add(new Violation(Rule, $"{copy.Arn} was deleted at {request.At:O}: {why}"));
            }
        }
    }

    private string? WhyNot(DbSnapshot copy, TracedRequest request) =>
        run.Sources.Of(copy) is not { } source ? "it is no copy of the source account's"
        : !copy.Arn.Identifier.StartsWith(Prefix, StringComparison.Ordinal) || copy.OfAwsBackup
            ? "it is not the relay's"
        : request.RoleArn!.Split(':')[4] != copy.Arn.AccountId ? $"{request.RoleArn} is another account's"
        : copy.Status == "failed" ? null
        : copy.Status != "available" ? $"it was {copy.Status}"
        : IsBeingCopied(copy) ? "it is being copied"
        : WhyNot(copy, source, request.At - copy.SnapshotCreateTime!.Value);

    private string? WhyNot(DbSnapshot copy, DbSnapshot source, TimeSpan age)
    {
        var good = run
            .Estate.Cloud.Rds.State.Snapshots.Where(s => IsGood(run, s) && IsOf(s, source.Database))
            .ToLookup(s => s.Arn.AccountId, StringComparer.Ordinal);
        return age < ChaosWorld.MinimumAge(run.Script.World) ? $"it was made {age} ago"
            : !good[copy.Arn.AccountId].Any(s => IsNewer(s, source)) ? "no newer good copy is there"
            : !good[copy.Arn.AccountId].Any(s => s.Encryption == copy.Encryption)
                ? "the next copy is a full one"
            : IsFinal(copy) ? (age < Retention ? $"it was made {age} ago, and is the final one" : null)
            : !good[Estate.Dr].Any(s => run.Sources.Of(s) == source || IsNewer(s, source))
                ? "the DR account has neither its copy nor a newer one"
            : null;
    }

    private TimeSpan Retention => ChaosWorld.Retention(run.Script.World);

    private bool IsFinal(DbSnapshot copy) =>
        copy.Arn.AccountId == (run.Script.World.LeadsToAccount ? Estate.Dr : Estate.Source);

    private bool IsBeingCopied(DbSnapshot copy) =>
        run.Estate.Cloud.Rds.State.Snapshots.Any(s => s.InProgress && s.Copy?.Source == copy);

    // When the data was taken, as RDS hands it on to the copies.
    private bool IsNewer(DbSnapshot copy, DbSnapshot source) =>
        run.Sources.Of(copy)!.OriginalSnapshotCreateTime > source.OriginalSnapshotCreateTime;

    private bool IsOf(DbSnapshot copy, DatabaseFacts database) =>
        run.Sources.Of(copy) is { } source && source.Database.Arn == database.Arn;

    /// <summary>True of a copy in the DR Region that the relay has made and that can be restored.</summary>
    public static bool IsGood(ChaosRun run, DbSnapshot copy) =>
        copy.Status == "available"
        && copy.Arn.Region == run.Estate.DrRegion
        && copy.Arn.Identifier.StartsWith(Prefix, StringComparison.Ordinal)
        && copy.Encryption.Key?.Arn
            == (
                copy.Arn.AccountId == Estate.Dr
                    ? run.Estate.Relay.AccountKeyArn
                    : run.Estate.Relay.RegionKeyArn
            )
        && !run.Foreign.Is(copy);
}
