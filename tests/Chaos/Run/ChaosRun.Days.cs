namespace Chaos;

/// <summary>Schedules: in worlds of days they are on while the script is played, and in every world they have their hour when it is over.</summary>
internal sealed partial class ChaosRun
{
    // From before the first to after the last of the schedules that prune: 11:17 in template.yaml, 11:47 in dr-account.yaml.
    private static readonly TimeSpan Opens = new(10, 55, 0);
    private static readonly TimeSpan Closes = new(12, 5, 0);

    private static readonly TimeSpan LookEvery = TimeSpan.FromHours(6);

    private static readonly string[] AfterADay = ["Reconcile", Estate.Prune];
    private static readonly string[] AtTheEnd = ["Reconcile", Estate.Prune, Estate.Measure];

    private void OpenSchedules()
    {
        var (world, now) = (Script.World, Estate.Cloud.Agenda.Now);
        var midnight = new DateTimeOffset(now.Date, TimeSpan.Zero);
        // A recovery point may come and go within a day, and must have been seen.
        for (var at = LookEvery; at < TimeSpan.FromDays(world.Days); at += LookEvery)
        {
            Later(at, () => Task.CompletedTask);
        }

        if (world is { AroundTheClock: true, Days: > 0 })
        {
            Switch(on: true, now);
            Switch(on: false, now.AddDays(world.Days));
            return;
        }

        for (var day = 0; day < world.Days; day++)
        {
            Switch(on: true, midnight.AddDays(day) + Opens);
            Switch(on: false, midnight.AddDays(day) + Closes);
        }
    }

    private void Switch(bool on, DateTimeOffset at) =>
        Later(
            at - Estate.Cloud.Agenda.Now,
            () =>
            {
                Estate.Cloud.Schedules.Enabled = on;
                return Task.CompletedTask;
            }
        );

    // What went wrong is over, but a lost Region. A day later, when what has failed is due, what is scheduled runs, all at once, and an
    // hour later once more.
    private async Task TheDaysAfter()
    {
        Estate.Cloud.Faults.Clear();
        if (Completeness.IsRegionLost(this))
        {
            Estate.Cloud.LoseRegion(Estate.SourceRegion);
        }

        await Pass(TimeSpan.FromHours(26));
        await RunScheduled(AfterADay);
        await Pass(TimeSpan.FromHours(1));
        if (Completeness.IsRegionLost(this))
        {
            // The alarm of what can't be reached wants two hours in a row, and their ends.
            await Doings.Scheduled("Reconcile");
            await Pass(TimeSpan.FromHours(1));
        }

        await RunScheduled(AtTheEnd);
        if (Completeness.IsRegionLost(this))
        {
            await Pass(TimeSpan.FromHours(1));
        }
    }

    private async Task Pass(TimeSpan time)
    {
        var isOver = false;
        Estate.Cloud.Agenda.After(time, "the days after", () => isOver = true);
        await Estate.RunUntil(() => Seen() && isOver);
        Look();
    }

    private async Task RunScheduled(string[] functions)
    {
        LastReconciled = Estate.Cloud.Agenda.Now;
        var before = Estate.Cloud.Lambda.Invocations.Count;
        foreach (var function in functions)
        {
            await Doings.Scheduled(function);
        }

        await RunUntilQuiet(ShortAftermath, () => null);
        OnTheWay.UnionWith(
            Estate
                .Cloud.Lambda.Invocations.Skip(before)
                .Where(i =>
                    i.ErrorType is not null
                    && functions.Any(f => i.FunctionName.EndsWith($"-{f}", StringComparison.Ordinal))
                    && !Script.Steps.Any(Completeness.KeyIsLost)
                )
                .Select(i => new Violation("what is scheduled succeeds", $"{i.FunctionName}: {i.ErrorType}"))
        );
    }

    // Asked after each step of the cloud.
    private bool Seen()
    {
        Keeping.Watch();
        return true;
    }
}
