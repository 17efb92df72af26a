using System.Security.Cryptography;
using System.Text;
using LocalCloud.States;

namespace Chaos;

/// <summary>What holds whatever happens, judged by the state of both accounts.</summary>
internal static class Invariants
{
    /// <summary>Judges the end of a run.</summary>
    public static ChaosResult Judge(ChaosRun run)
    {
        lock (run.Estate.Cloud.Agenda.Gate)
        {
            run.Keeping.Watch();
            List<Violation> found =
            [
                .. run.OnTheWay,
                .. run.Doings.Harm,
                .. Always(run),
                .. Completeness.Of(run),
                .. Shares.Of(run),
                .. Orderliness.Of(run),
                .. Measured.Of(run),
                .. Told.Of(run),
            ];
            return new ChaosResult(
                [.. found.Distinct()],
                run.Calls,
                [.. Executions(run).Select(e => $"{e.Status} {e.Error}".TrimEnd())],
                Trace(run)
            )
            {
                Pruned = run.Keeping.Pruned,
                Ends =
                [
                    .. Executions(run)
                        .Select(e =>
                            $"{e.Name} {e.Status} {e.Cause}\n  {string.Join(' ', e.History.Where(h => h.StateName is not null && h.Type.EndsWith("Entered", StringComparison.Ordinal)).Select(h => h.StateName))}"
                        ),
                ],
            };
        }
    }

    /// <summary>What must hold at every moment. Call with the gate held.</summary>
    public static IEnumerable<Violation> Always(ChaosRun run)
    {
        foreach (var source in run.Sources.Seen)
        {
            foreach (
                var place in run
                    .Sources.Copies(source)
                    .GroupBy(c => (c.Arn.AccountId, c.OfAwsBackup))
                    .Where(g => g.Count() > 1)
            )
            {
                yield return new Violation(
                    "one copy in one place",
                    $"{source.Arn} has {string.Join(" and ", place.Select(c => $"{c.Arn} ({c.Status})"))}"
                );
            }
        }

        if (run.Foreign.Changed() is { } changed)
        {
            yield return new Violation("nothing of others is touched", changed);
        }
    }

    /// <summary>All executions, oldest first.</summary>
    public static IReadOnlyList<Execution> Executions(ChaosRun run) => run.Estate.Executions;

    private static string Trace(ChaosRun run)
    {
        var all = run
            .Estate.Cloud.Requests.Requests.Select(r => r.ToString())
            .Concat(Executions(run).SelectMany(e => e.History.Select(h => h.ToString())));
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', all))))[..16];
    }
}
