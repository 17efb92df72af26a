using System.Globalization;
using System.Text;

namespace Chaos;

/// <summary>Plays many scripts, two at a time, and says what broke, with the shortest script that breaks it.</summary>
internal static class Harness
{
    private const int MostTold = 5;

    /// <summary>How many times as much as in a sample; <c>make chaos</c> sets CHAOS_RUNS.</summary>
    public static int Runs(int sample) => Number("CHAOS_RUNS", sample);

    /// <summary>CHAOS_SEED: the first seed.</summary>
    public static int Seed => Number("CHAOS_SEED", 1);

    /// <summary>True in <c>make chaos</c>.</summary>
    public static bool InFull => Environment.GetEnvironmentVariable("CHAOS_RUNS") is { Length: > 0 };

    /// <summary>Plays scripts; fails with what was found.</summary>
    /// <param name="scripts">Which ones.</param>
    /// <param name="besides">A rule that holds for these scripts besides the invariants; what breaks it, or null.</param>
    public static async Task<Tally> PlayAsync(
        IEnumerable<ChaosScript> scripts,
        Func<ChaosScript, ChaosResult, Violation?>? besides = null
    )
    {
        async Task<ChaosResult> Judge(ChaosScript script)
        {
            var result = await JudgeAsync(script);
            return besides?.Invoke(script, result) is { } more
                ? result with
                {
                    Violations = [.. result.Violations, more],
                }
                : result;
        }

        var tally = new Tally();
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = Math.Min(2, Environment.ProcessorCount),
        };
        await Parallel.ForEachAsync(
            scripts,
            options,
            async (script, _) => tally.Add(script, await Judge(script))
        );
        if (tally.Failures is [])
        {
            return tally;
        }

        var report = new StringBuilder($"{tally}\n");
        foreach (var rule in tally.Failures.GroupBy(f => f.Violations[0].Rule, StringComparer.Ordinal))
        {
            report.AppendLine(CultureInfo.InvariantCulture, $"\n{rule.Count()} scripts break: {rule.Key}");
        }

        foreach (var (script, violations) in tally.Failures.OrderBy(f => f.Script.Seed).Take(MostTold))
        {
            report.AppendLine(await Told(script, violations, Judge));
        }

        throw new Xunit.Sdk.XunitException(report.ToString());
    }

    // A crash of the engine is a violation too, with its script.
    private static async Task<ChaosResult> JudgeAsync(ChaosScript script)
    {
        try
        {
            return await ChaosRun.JudgeAsync(script);
        }
#pragma warning disable CA1031 // The script that leads there is worth more than the stack alone.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return new ChaosResult([new Violation("the engine lives", $"{e}")], 0, [], "");
        }
    }

    // What a failing script breaks, the script, and the shortest that breaks the same.
    private static async Task<string> Told(
        ChaosScript script,
        IReadOnlyList<Violation> violations,
        Func<ChaosScript, Task<ChaosResult>> judge
    )
    {
        var rule = violations[0].Rule;
        var shrinker = new Shrinker(async s => (await judge(s)).Violations.Any(v => v.Rule == rule));
        var shortest = await shrinker.ShrinkAsync(script);
        var broken = await judge(shortest);
        return $"""

            seed {script.Seed} breaks:
            {string.Join('\n', violations)}
            script:
            {script}
            shortest script (CHAOS_SCRIPT=file plays it):
            {shortest}
            which breaks:
            {string.Join('\n', broken.Violations)}
            its executions:
            {string.Join('\n', broken.Ends)}
            """;
    }

    private static int Number(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : otherwise;
}

/// <summary>What many runs came to.</summary>
internal sealed class Tally
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, int> _endings = new(StringComparer.Ordinal);
    private readonly List<(ChaosScript Script, IReadOnlyList<Violation> Violations)> _failures = [];
    private readonly TimeSpan _cpu = Environment.CpuUsage.TotalTime;
    private int _runs;
    private long _calls;
    private int _pruned;

    /// <summary>Scripts that break an invariant.</summary>
    public IReadOnlyList<(ChaosScript Script, IReadOnlyList<Violation> Violations)> Failures => _failures;

    /// <summary>Runs so far.</summary>
    public int Runs => _runs;

    /// <summary>Notes a run.</summary>
    public void Add(ChaosScript script, ChaosResult result)
    {
        lock (_lock)
        {
            _runs++;
            _calls += result.Calls;
            _pruned += result.Pruned;
            foreach (var ending in result.Endings)
            {
                _endings[ending] = _endings.GetValueOrDefault(ending) + 1;
            }

            if (result.Violations is not [])
            {
                _failures.Add((script, result.Violations));
            }
        }
    }

    /// <summary>Numbers for a person.</summary>
    public override string ToString()
    {
        var cpu = (Environment.CpuUsage.TotalTime - _cpu).TotalMilliseconds / Math.Max(1, _runs);
        return $"{_runs} runs, {_failures.Count} failed; {cpu:0} ms of CPU each; {_calls} calls; {_pruned} copies pruned; relays: {string.Join(", ", _endings.Select(e => $"{e.Value} {e.Key}"))}";
    }
}
