using LocalCloud.Gateway;

namespace Chaos;

/// <summary>Every fault at every step of a way: enumerated from what a clean run of the way calls.</summary>
internal static class Exhaustive
{
    // Of calls that a function makes again and again (it looks whether a copy is made), the first ones and the last tell all.
    private const int MostAlike = 3;
    private const int ForGood = 10_000;

    /// <summary>What hits one call.</summary>
    public static IReadOnlyList<ChaosKind> OnCalls { get; } =
    [
        ChaosKind.Throttle,
        ChaosKind.Deny,
        ChaosKind.Fail,
        ChaosKind.FailAfter,
        ChaosKind.Crash,
        ChaosKind.CrashAfter,
        ChaosKind.Silence,
        ChaosKind.ExpireCredentials,
    ];

    /// <summary>What passes by itself: the relay must lead where it leads without.</summary>
    public static bool Passes(ChaosKind kind) => kind != ChaosKind.Deny && OnCalls.Contains(kind);

    private static readonly ChaosStep[] Once =
    [
        new(ChaosKind.DeleteSource),
        new(ChaosKind.RecreateSource),
        new(ChaosKind.DeleteRegionCopy),
        new(ChaosKind.DeleteAccountCopy),
        new(ChaosKind.CancelRegionCopy),
        new(ChaosKind.CancelAccountCopy),
        new(ChaosKind.EndShares),
        .. Enumerable.Range(0, 3).Select(key => new ChaosStep(ChaosKind.RevokeGrants) { Which = key }),
        .. Enumerable.Range(0, 3).Select(key => new ChaosStep(ChaosKind.DisableKey) { Which = key }),
        .. Enumerable
            .Range(0, 3)
            .Select(key => new ChaosStep(ChaosKind.DisableKey) { Which = key, Seconds = 120 }),
        .. Enumerable
            .Range(0, 3)
            .Select(key => new ChaosStep(ChaosKind.ScheduleKeyDeletion) { Which = key, Seconds = 7200 }),
        new(ChaosKind.FillCopySlots) { Seconds = 3600 },
        new(ChaosKind.FillManualSnapshots) { Seconds = 3600 },
        new(ChaosKind.FillShares) { Seconds = 3600 },
        new(ChaosKind.FillShares) { Which = 1, Seconds = 3600 },
        new(ChaosKind.StopExecution),
        new(ChaosKind.LoseSourceRegion),
        new(ChaosKind.Reconcile),
        new(ChaosKind.Prune),
        new(ChaosKind.Hostile),
    ];

    /// <summary>What happens to events and copies, whatever is called.</summary>
    private static readonly ChaosStep[] OfCopiesAndEvents =
    [
        .. from kind in new[] { ChaosKind.DropEvent, ChaosKind.DoubleEvent, ChaosKind.DelayEvent }
        from skip in Enumerable.Range(0, 4)
        select new ChaosStep(kind) { Skip = skip, Seconds = 900 },
        .. from kind in new[] { ChaosKind.FailRegionCopy, ChaosKind.FailAccountCopy }
        from percent in new[] { 0, 1, 50, 99 }
        from again in new[] { 0, 20 }
        select new ChaosStep(kind) { Percent = percent, Again = again },
        .. from kind in new[] { ChaosKind.HoldRegionCopy, ChaosKind.HoldAccountCopy, ChaosKind.HoldCopyJob }
        from hours in new[] { 1, 12, 400 }
        select new ChaosStep(kind) { Seconds = hours * 3600 },
        .. from kind in new[] { ChaosKind.StallRegionCopy, ChaosKind.StallAccountCopy }
        from percent in new[] { 0, 50, 99 }
        from hours in new[] { 12, 400 }
        select new ChaosStep(kind) { Percent = percent, Seconds = hours * 3600 },
        .. from skip in new[] { 0, 1 }
        from again in new[] { 0, 1, 20 }
        select new ChaosStep(ChaosKind.FailCopyJob) { Skip = skip, Again = again },
    ];

    /// <summary>A snapshot that takes a way, and nothing goes wrong.</summary>
    public static ChaosScript Clean(Way way, bool cluster)
    {
        var world = new World
        {
            Way = way,
            Quick = true,
            Clusters = cluster ? 1 : 0,
        };
        var kind = world.IsBackup ? ChaosKind.Backup : ChaosKind.ManualSnapshot;
        return new ChaosScript(1, world, [new ChaosStep(kind) { Which = cluster ? 1 : 0 }]);
    }

    /// <summary>A snapshot each day, and pruning after it; nothing goes wrong.</summary>
    public static ChaosScript CleanDays()
    {
        var world = new World
        {
            Way = Way.RegionThenAccount,
            Quick = true,
            Days = 3,
            RetentionDays = 2,
        };
        return new ChaosScript(
            1,
            world,
            [
                .. Enumerable
                    .Range(0, world.Days)
                    .Select(day => new ChaosStep(ChaosKind.AutomatedSnapshot) { At = day * 24 * 3600 }),
            ]
        );
    }

    /// <summary>All that can go wrong at some of the calls, one thing each.</summary>
    /// <param name="clean">The script.</param>
    /// <param name="calls">The numbers of the calls, from 1.</param>
    public static IEnumerable<ChaosScript> At(ChaosScript clean, IEnumerable<int> calls) =>
        With(clean, calls.SelectMany(AtCall));

    /// <summary>All that can go wrong with it, one thing each.</summary>
    /// <param name="clean">The script.</param>
    /// <param name="calls">What the relay's functions call in it, in order.</param>
    public static IEnumerable<ChaosScript> Of(ChaosScript clean, IReadOnlyList<TracedRequest> calls) =>
        With(clean, OfCopiesAndEvents.Concat(Distinct(calls).SelectMany(AtCall)));

    private static IEnumerable<ChaosStep> AtCall(int call) =>
        [
            .. OnCalls.Select(kind => new ChaosStep(kind) { Skip = call - 1 }),
            .. OnCalls.Select(kind => new ChaosStep(kind) { Skip = call - 1, Again = ForGood }),
            .. Once.Select(step => step with { OnCall = call }),
        ];

    private static IEnumerable<ChaosScript> With(ChaosScript clean, IEnumerable<ChaosStep> steps) =>
        steps.Select((step, i) => clean with { Seed = i + 1, Steps = [.. clean.Steps, step] });

    /// <summary>The numbers, from 1, of the calls that differ in who makes them or in what they ask.</summary>
    private static IEnumerable<int> Distinct(IReadOnlyList<TracedRequest> calls)
    {
        var alike = calls
            .Select((call, i) => (Call: call, Number: i + 1))
            .GroupBy(c => (c.Call.Operation, c.Call.Region, c.Call.Caller));
        return alike
            .SelectMany(g => g.Take(MostAlike).Append(g.Last()))
            .Select(c => c.Number)
            .Distinct()
            .Order();
    }
}
