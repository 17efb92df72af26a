namespace Chaos;

/// <summary>Makes a failing script as short as it gets: steps away while it still breaks the same rule, then smaller numbers.</summary>
internal sealed class Shrinker(Func<ChaosScript, Task<bool>> fails, int budget = 200)
{
    private int _left = budget;

    /// <summary>The shortest that was found.</summary>
    public async Task<ChaosScript> ShrinkAsync(ChaosScript script)
    {
        for (var before = ""; before != $"{script}" && _left > 0; )
        {
            before = $"{script}";
            script = await WithoutSteps(script);
            script = await WithSmallerWorld(script);
            script = await WithSmallerNumbers(script);
        }

        return script;
    }

    private async Task<ChaosScript> WithoutSteps(ChaosScript script)
    {
        for (var i = script.Steps.Count - 1; i >= 0; i--)
        {
            script = await Try(script, script with { Steps = [.. script.Steps.Where((_, at) => at != i)] });
        }

        return script;
    }

    private async Task<ChaosScript> WithSmallerWorld(ChaosScript script)
    {
        var world = script.World;
        script = await Try(script, script with { World = world with { Clusters = 0 } });
        script = await Try(script, script with { World = script.World with { Instances = 1 } });
        script = await Try(script, script with { World = script.World with { CopySlots = 0 } });
        script = await Try(script, script with { World = script.World with { AroundTheClock = false } });
        script = await Try(script, script with { World = script.World with { Days = 0, RetentionDays = 0 } });
        script = await Try(
            script,
            script with
            {
                World = script.World with { Days = Math.Max(0, script.World.Days - 1) },
            }
        );
        return await Try(
            script,
            script with
            {
                World = script.World with { WithdrawnShareFailsCopy = false },
            }
        );
    }

    private async Task<ChaosScript> WithSmallerNumbers(ChaosScript script)
    {
        for (var i = 0; i < script.Steps.Count; i++)
        {
            foreach (var (get, set) in Numbers)
            {
                foreach (var smaller in Smaller(get(script.Steps[i])))
                {
                    var next = script with
                    {
                        Steps = [.. script.Steps.Select((s, at) => at == i ? set(s, smaller) : s)],
                    };
                    var tried = await Try(script, next);
                    if (ReferenceEquals(tried, next))
                    {
                        script = next;
                        break;
                    }
                }
            }
        }

        return script;
    }

    private static readonly (Func<ChaosStep, int> Get, Func<ChaosStep, int, ChaosStep> Set)[] Numbers =
    [
        (s => s.At, (s, n) => s with { At = n }),
        (s => s.OnCall, (s, n) => s with { OnCall = n }),
        (s => s.Which, (s, n) => s with { Which = n }),
        (s => s.Skip, (s, n) => s with { Skip = n }),
        (s => s.Again, (s, n) => s with { Again = n }),
        (s => s.Seconds, (s, n) => s with { Seconds = n }),
        (s => s.Percent, (s, n) => s with { Percent = n }),
    ];

    private static IEnumerable<int> Smaller(int number) =>
        new[] { 0, number / 2, number - 1 }.Where(n => n >= 0 && n < number).Distinct();

    private async Task<ChaosScript> Try(ChaosScript now, ChaosScript next)
    {
        if (_left <= 0 || $"{now}" == $"{next}")
        {
            return now;
        }

        _left--;
        return await fails(next) ? next : now;
    }
}
