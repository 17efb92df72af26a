using LocalCloud.Rds;

namespace Chaos;

/// <summary>No share of ours is left that the mode does not call for, and no mark of one.</summary>
internal static class Shares
{
    private const string IntentTag = "snapshot-relay:shared-with";

    public static IEnumerable<Violation> Of(ChaosRun run)
    {
        if (run.Script.World.Way == Way.RegionThenShare)
        {
            yield break;
        }

        foreach (var snapshot in run.Estate.Cloud.Rds.State.Snapshots.Where(s => !run.Foreign.Is(s)))
        {
            if (snapshot.SharedWith.Except(Doings.Crowd).Any() && !IsNeeded(run, snapshot))
            {
                yield return new Violation(
                    "no share is left",
                    $"{snapshot.Arn} with {string.Join(',', snapshot.SharedWith)}"
                );
            }

            if (
                snapshot.Arn.Region == run.Estate.SourceRegion
                && snapshot.Tags.Any(t => t.Key == IntentTag)
                && !IsNeeded(run, snapshot)
            )
            {
                yield return new Violation("no share is left", $"{snapshot.Arn} has the tag {IntentTag}");
            }
        }
    }

    // A copy that outlives its relay goes on to need its share.
    private static bool IsNeeded(ChaosRun run, DbSnapshot shared)
    {
        var source = run.Sources.Of(shared) ?? shared;
        var copies = run.Estate.Cloud.Rds.State.Snapshots.Where(c =>
            c.Arn.AccountId == Estate.Dr && run.Sources.Of(c) == source
        );
        return Completeness.IsRegionLost(run) || copies.Any(c => c.InProgress);
    }
}
