using System.Text.Json;

namespace Relay.Tests;

/// <summary>
/// An execution ends at its 25,000th history event (Step Functions quotas). Here is the worst that can happen, waiting by waiting: each up to
/// the longest deadline that can be set, as many of them as the execution's own time lets in, the costliest first.
/// </summary>
public sealed class HistoryBoundTests
{
    private const int Deadline = 96 * 3600;

    // A Task that calls Lambda: entered, scheduled, started, succeeded, exited. A Wait or a Choice: entered, exited.
    private const int Task = 5;
    private const int Other = 2;

    // PlanRelay, ChooseRoute, WaitForSnapshot; CopyToRegion or Check…Copy, After…Copy, WaitFor….
    private const int Look = Task + Other + Other;

    // WaitForAccountSlot, BeforeAccountCopy, CopyToAccount, AfterAccountCopy.
    private const int LookForAccountSlot = Task + 3 * Other;

    [Fact]
    public void However_long_each_waiting_takes_an_execution_has_20000_events_at_most()
    {
        Looks[] snapshot = [new(Look, (_, waited) => PollSchedule.ForSnapshot(TimeSpan.FromSeconds(waited)))];
        Looks[] job =
        [
            new(Look, (looks, waited) => PollSchedule.Next(Copy(looks) with { JobId = "1" }, At(waited))),
        ];
        Looks[] copy = [new(Look, (looks, waited) => PollSchedule.Next(Stuck(looks, waited), At(waited)))];
        Looks[] regionSlot = [new(Look, Slot)];
        Looks[] accountSlot = [new(LookForAccountSlot, Slot)];

        // Every fall-back on the way, and the longest waiting before and after each.
        Looks[] toRegionAndAccount = [.. regionSlot, .. copy, .. accountSlot, .. copy];
        Worst([.. snapshot, .. accountSlot, .. copy, .. toRegionAndAccount]).ShouldBeLessThan(20_000);
        Worst([
                .. snapshot,
                .. accountSlot,
                .. job,
                .. regionSlot,
                .. job,
                .. accountSlot,
                .. job,
                .. toRegionAndAccount,
            ])
            .ShouldBeLessThan(20_000);
    }

    // What the execution's own time lets in, the costliest looks first.
    private static int Worst(Looks[] waitings)
    {
        var (events, left) = (0, ExecutionSeconds());
        foreach (
            var (cost, wait) in waitings.SelectMany(w => w.All()).OrderBy(l => (double)l.Wait / l.Events)
        )
        {
            left -= wait;
            if (left < 0)
            {
                break;
            }

            events += cost;
        }

        return events;
    }

    // At the front of a queue that does not move.
    private static int Slot(int looks, int waited) =>
        SlotQueue.Wait(
            new QueuePlace(0, Slots: 20, Places: 2),
            new Wait(WaitFor.CopySlot, 60, Some.Time, looks),
            At(waited)
        );

    // At 99 % for ever: it may end at any moment.
    private static CopyProgress Stuck(int looks, int waited) =>
        Copy(looks) with
        {
            Before = new Sighting(At(Math.Max(0, waited - 15)), 99),
            Last = new Sighting(At(waited), 99),
        };

    private sealed record Looks(int Events, Func<int, int, int> Next)
    {
        public IEnumerable<(int Events, int Wait)> All()
        {
            for (var (looks, waited) = (0, 0); waited <= Deadline; looks++)
            {
                var wait = Next(looks, waited);
                yield return (Events, wait);
                waited += wait;
            }
        }
    }

    private static CopyProgress Copy(int looks) =>
        new(Some.Snapshot("copy"), "copying", Some.Time, Polls: looks);

    private static DateTimeOffset At(int seconds) => Some.Time.AddSeconds(seconds);

    private static long ExecutionSeconds()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!Directory.Exists(Path.Combine(folder.FullName, "statemachine")))
        {
            folder = folder.Parent.ShouldNotBeNull();
        }

        var definition = File.ReadAllText(
            Path.Combine(folder.FullName, "statemachine", "snapshot-relay.asl.json")
        );
        return JsonDocument.Parse(definition).RootElement.GetProperty("TimeoutSeconds").GetInt64();
    }
}
