using System.Runtime.CompilerServices;
using LocalCloud;
using LocalCloud.Rds;
using LocalCloud.States;

namespace Demo;

/// <summary>
/// Looks at the relays while they run, from outside the cloud's API, so that looking costs no call and leaves no trace.
/// </summary>
internal sealed class RelayWatch(Cloud cloud, string stateMachineArn, IReadOnlyList<Source> sources)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>A frame ten times a second, until every relay has ended, or one never will: an event was given up, a start by hand failed.</summary>
    /// <param name="byHand">The starts by hand.</param>
    /// <param name="limit">Real time until this ends in any case.</param>
    /// <param name="cancellation">Ends it too.</param>
    public async IAsyncEnumerable<Frame> FramesAsync(
        Task byHand,
        TimeSpan limit,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        for (var end = DateTime.UtcNow + limit; ; )
        {
            var (frame, lost) = Look();
            yield return frame;
            if (frame.Relays.All(r => r.Ended) || lost || byHand.IsFaulted || DateTime.UtcNow > end)
            {
                yield break;
            }

            await Task.Delay(Interval, cancellation);
        }
    }

    private (Frame Frame, bool Lost) Look()
    {
        lock (cloud.Agenda.Gate)
        {
            var now = cloud.Agenda.Now;
            var relays = sources.Select(s => RelayView.Of(Look(s, now)));
            var frame = new Frame(now, cloud.Agenda.Scale, [.. relays]);
            return (frame, DeadLetters.In(cloud).Count > 0);
        }
    }

    private RelaySight Look(Source source, DateTimeOffset now)
    {
        var snapshot = Lineage.Snapshot(cloud, source);
        var copies = Lineage.CopiesOf(cloud, snapshot);
        var execution = Lineage.ExecutionOf(cloud, stateMachineArn, source);
        var completed = Lineage.CompletionOf(cloud, source);
        return new RelaySight(
            source.Database,
            snapshot.PercentProgress(now),
            [.. (execution?.History ?? []).Where(IsEntry).Select(e => e.StateName!)],
            execution?.Status,
            Lineage.PlanOf(execution, "route"),
            PercentIn(cloud.Options.SourceAccountId),
            PercentIn(cloud.Options.DrAccountId),
            (execution?.StopDate ?? now) - completed
        );

        int? PercentIn(string account) =>
            copies.LastOrDefault(c => c.Arn.AccountId == account)?.PercentProgress(now);
    }

    private static bool IsEntry(HistoryEvent e) => e.Type.EndsWith("StateEntered", StringComparison.Ordinal);
}
