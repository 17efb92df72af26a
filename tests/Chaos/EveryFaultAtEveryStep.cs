using LocalCloud.Gateway;

namespace Chaos;

/// <summary>Every fault at every step of every way.</summary>
public sealed class EveryFaultAtEveryStep(ITestOutputHelper output)
{
    // In a sample: one of so many.
    private const int Stride = 131;

    public static TheoryData<Way, bool> Ways
    {
        get
        {
            var data = new TheoryData<Way, bool>();
            foreach (var way in Enum.GetValues<Way>())
            {
                data.Add(way, false);
            }

            data.Add(Way.RegionThenShare, true);
            data.Add(Way.RegionThenAccount, true);
            data.Add(Way.DirectToAccount, true);
            data.Add(Way.BackupCopyJob, true);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Leads_to_a_copy_or_to_a_failure_that_names_the_snapshot(Way way, bool cluster)
    {
        var clean = Exhaustive.Clean(way, cluster);
        var calls = await Calls(clean);
        var all = Exhaustive.Of(clean, calls).ToList();
        var offset = 7 * (int)way % Stride;
        var chosen = Harness.InFull ? all : all.Where((_, i) => i % Stride == offset).ToList();
        var tally = await Harness.PlayAsync(chosen, MustSucceed);
        tally.Runs.ShouldBe(chosen.Count);
        output.WriteLine(
            $"{way}{(cluster ? " of a cluster" : "")}: {calls.Count} calls, {all.Count} cases; {tally}"
        );
    }

    [Fact]
    public async Task Of_pruning_costs_no_copy_that_is_needed()
    {
        var clean = Exhaustive.CleanDays();
        await using var run = await ChaosRun.PlayAsync(clean);
        var result = Invariants.Judge(run);
        result.Violations.ShouldBeEmpty();
        result.Pruned.ShouldBeGreaterThan(0);
        var calls = PruningCalls(run);
        var all = Exhaustive.At(clean, calls).ToList();
        var chosen = Harness.InFull ? all : all.Where((_, i) => i % Stride == 0).ToList();
        var tally = await Harness.PlayAsync(chosen, MustSucceed);
        tally.Runs.ShouldBe(chosen.Count);
        output.WriteLine($"Pruning: {calls.Count} calls, {all.Count} cases; {tally}");
    }

    // Of calls that differ in who makes them or in what they ask: the first, and the last of the script.
    private static List<int> PruningCalls(ChaosRun run)
    {
        var pruning = run
            .Estate.Cloud.Lambda.Invocations.Where(i =>
                i.FunctionName.EndsWith(Estate.Prune, StringComparison.Ordinal)
            )
            .Select(i => i.RequestId)
            .ToHashSet(StringComparer.Ordinal);
        return
        [
            .. run
                .Estate.Cloud.Requests.Requests.Where(r => r.InvocationId is not null)
                .Take(run.Calls)
                .Select((r, i) => (Request: r, Number: i + 1))
                .Where(c => pruning.Contains(c.Request.InvocationId!))
                .GroupBy(c => (c.Request.Operation, c.Request.Caller))
                .SelectMany(g => new[] { g.First().Number, g.Last().Number })
                .Distinct()
                .Order(),
        ];
    }

    // What passes by itself changes nothing of where the relay leads.
    private static Violation? MustSucceed(ChaosScript script, ChaosResult result) =>
        script.Steps[^1] is { Again: 0 } last
        && Exhaustive.Passes(last.Do)
        && result.Endings.Any(e => e != "SUCCEEDED")
            ? new Violation("what passes ends no relay", string.Join(", ", result.Endings))
            : null;

    private static async Task<IReadOnlyList<TracedRequest>> Calls(ChaosScript clean)
    {
        await using var run = await ChaosRun.PlayAsync(clean);
        var result = Invariants.Judge(run);
        result.Violations.ShouldBeEmpty();
        result.Endings.ShouldBe(["SUCCEEDED"]);
        return [.. run.Estate.Cloud.Requests.Requests.Where(r => r.InvocationId is not null).Take(run.Calls)];
    }
}
