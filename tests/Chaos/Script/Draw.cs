namespace Chaos;

/// <summary>Draws a script from a seed.</summary>
internal sealed class Draw
{
    private const int Evening = 3600;
    private const int Day = 24 * 3600;

    // One world of so many takes days.
    private const int Long = 16;

    // From the beginning, at 03:06 or somewhat later, to a minute before copies are pruned here and there.
    private static readonly int[] BeforePruning = [29_400, 31_200];

    private static readonly ChaosKind[] Faults =
    [
        .. Enum.GetValues<ChaosKind>().Where(k => k > ChaosKind.Backup),
    ];

    private readonly Random _random;
    private readonly World _world;

    private Draw(int seed)
    {
#pragma warning disable CA5394 // Not for security: the point is that it repeats.
        _random = new Random(seed);
#pragma warning restore CA5394
        var way = Enum.GetValues<Way>()[Below(Enum.GetValues<Way>().Length)];
        _world = new World
        {
            Way = way,
            Instances = 1 + Below(2),
            Clusters = Below(3) == 0 ? 1 : 0,
            CopySlots = Below(4) == 0 ? 1 + Below(2) : 0,
            WithdrawnShareFailsCopy = Below(4) == 0,
            Quick = Below(2) == 0,
        };
        if (Below(Long) == 0)
        {
            _world = _world with
            {
                Days = 4 + Below(3),
                RetentionDays = 1 + Below(2),
                AroundTheClock = Below(40) == 0,
            };
        }
    }

    /// <summary>The script of a seed: one to three snapshots, none to five things that go wrong; in a world of days some more snapshots.</summary>
    public static ChaosScript Script(int seed)
    {
        var draw = new Draw(seed);
        var snapshots = draw._world.Days > 0 ? 3 + draw.Below(4) : 1 + draw.Below(3);
        var faults = draw.Below(6);
        return new ChaosScript(
            seed,
            draw._world,
            [
                .. Enumerable.Range(0, snapshots).Select(_ => draw.Snapshot()).OrderBy(s => s.At),
                .. Enumerable.Range(0, faults).Select(_ => draw.Fault()),
            ]
        );
    }

    private ChaosStep Snapshot() =>
        new(
            _world.IsBackup && Below(4) > 0 ? ChaosKind.Backup
            : Below(2) == 0 ? ChaosKind.AutomatedSnapshot
            : ChaosKind.ManualSnapshot
        )
        {
            At =
                (Below(_world.Days) * Day)
                + (
                    _world.Days > 0 && Below(2) == 0 ? Below(Day)
                    : Below(3) == 0 ? Below(Evening)
                    : Below(60)
                ),
            Which = Below(3),
        };

    private ChaosStep Fault()
    {
        var kind = Faults[Below(Faults.Length)];
        var step = new ChaosStep(kind)
        {
            Which = Below(3),
            Skip = Below(3) == 0 ? 0 : Below(25),
            Again = Below(4) > 0 ? 0 : Below(40),
            Seconds = Seconds(),
            Percent = Below(100),
        };
        if (
            kind
            is ChaosKind.FailRegionCopy
                or ChaosKind.FailAccountCopy
                or ChaosKind.FailCopyJob
                or ChaosKind.HoldRegionCopy
                or ChaosKind.HoldAccountCopy
                or ChaosKind.HoldCopyJob
                or ChaosKind.StallRegionCopy
                or ChaosKind.StallAccountCopy
        )
        {
            return step with { Skip = Below(2), Again = Below(3) };
        }

        if (_world.Days > 0 && Below(3) > 0)
        {
            return step with
            {
                At = (Below(_world.Days) * Day) + BeforePruning[Below(2)] + Below(120),
                Skip = step.Skip / 3,
            };
        }

        return Below(2) == 0 ? step with { OnCall = 1 + Below(60) } : step with { At = Below(Evening) };
    }

    private int Seconds() =>
        Below(4) switch
        {
            0 => Below(120),
            1 => Below(Evening),
            2 => Below(12 * Evening),
            _ => Below(72 * Evening),
        };

    private int Below(int limit)
    {
#pragma warning disable CA5394
        return _random.Next(limit);
#pragma warning restore CA5394
    }
}
