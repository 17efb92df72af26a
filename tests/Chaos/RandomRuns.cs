namespace Chaos;

/// <summary>Seeded runs, with faults as they are drawn.</summary>
public sealed class RandomRuns(ITestOutputHelper output)
{
    private const int Sample = 60;

    [Fact]
    public async Task Whatever_is_drawn_the_invariants_hold()
    {
        var runs = Harness.Runs(Sample);
        var tally = await Harness.PlayAsync(Enumerable.Range(Harness.Seed, runs).Select(Draw.Script));
        tally.Runs.ShouldBe(runs);
        output.WriteLine($"{tally}");
    }

    [Theory]
    [InlineData(7)]
    [InlineData(8)]
    public async Task A_seed_replays_exactly_also_from_what_was_printed(int seed)
    {
        var script = Draw.Script(seed);
        var again = ChaosScript.Parse($"{script}");
        $"{again}".ShouldBe($"{script}");
        var first = await ChaosRun.JudgeAsync(script);
        (await ChaosRun.JudgeAsync(again)).Trace.ShouldBe(first.Trace);
    }

    [Fact]
    public async Task A_script_in_a_file_is_played()
    {
        if (Environment.GetEnvironmentVariable("CHAOS_SCRIPT") is not { Length: > 0 } file)
        {
            return;
        }

        var script = ChaosScript.Parse(await File.ReadAllTextAsync(file));
        output.WriteLine($"{await Harness.PlayAsync([script])}");
    }

    [Fact]
    public async Task A_failing_script_is_shrunk_to_what_it_takes()
    {
        var script = Draw.Script(1) with
        {
            Steps =
            [
                new ChaosStep(ChaosKind.ManualSnapshot) { At = 10, Which = 1 },
                new ChaosStep(ChaosKind.AutomatedSnapshot) { At = 60 },
                new ChaosStep(ChaosKind.Throttle) { At = 100, Skip = 4 },
            ],
        };
        var shrinker = new Shrinker(s =>
            Task.FromResult(s.Steps.Any(x => x is { Do: ChaosKind.Throttle, Skip: >= 3 }))
        );
        (await shrinker.ShrinkAsync(script)).Steps.ShouldBe([new ChaosStep(ChaosKind.Throttle) { Skip = 3 }]);
    }
}
