using System.Runtime.CompilerServices;
using LocalCloud;
using LocalCloud.Kernel;
using LocalCloud.Rds;
using LocalCloud.States;

namespace Demo;

/// <summary>
/// Looks at the relays while they run, from outside the cloud's API, so that looking costs no call and leaves no trace.
/// </summary>
internal sealed class RelayWatch(Cloud cloud, string stateMachineArn, IReadOnlyList<Source> sources)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>A frame ten times a second, until every relay has ended, or an event was given up.</summary>
    /// <param name="limit">Real time until this ends in any case.</param>
    public async IAsyncEnumerable<Frame> FramesAsync(
        TimeSpan limit,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        for (var end = DateTime.UtcNow + limit; ; )
        {
            var (frame, lost) = Look();
            yield return frame;
            if (frame.Relays.All(r => r.Ended) || lost || DateTime.UtcNow > end)
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
        var region = Lineage.CopiesOf(cloud, snapshot).LastOrDefault();
        var account = region is null ? null : Lineage.CopiesOf(cloud, region).LastOrDefault();
        var execution = Lineage.ExecutionOf(cloud, stateMachineArn, source);
        var completed = Lineage.CompletionOf(cloud, source);
        return new RelaySight(
            source.Database,
            snapshot.PercentProgress(now),
            [.. (execution?.History ?? []).Where(IsEntry).Select(e => e.StateName!)],
            execution?.Status,
            region?.PercentProgress(now),
            account?.PercentProgress(now),
            (execution?.StopDate ?? now) - completed
        );
    }

    private static bool IsEntry(HistoryEvent e) => e.Type.EndsWith("StateEntered", StringComparison.Ordinal);
}
