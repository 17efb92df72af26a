using System.Reflection;
using System.Text.Json.Nodes;
using LocalCloud.Deploy;
using LocalCloud.Faults;
using LocalCloud.Kernel;
using Relay.Functions;

namespace Chaos;

/// <summary>Every handler with inputs that nobody should send: each ends in a result, or in an error that says what is wrong.</summary>
public sealed class BadInput(ITestOutputHelper output)
{
    private const int Sample = 2_000;
    private const int InFull = 100_000;
    private const int CasesInAWorld = 2_000;
    private const int MostTold = 10;

    private static readonly TimeSpan Hang = TimeSpan.FromMinutes(2);

    private static readonly string[] AwsCodes =
    [
        "InternalFailure",
        "Throttling",
        "AccessDenied",
        "InvalidParameterValue",
        "DBSnapshotNotFound",
        "KMSKeyNotAccessibleFault",
        "SnapshotQuotaExceeded",
        "NotFoundException",
        "ResourceNotFoundException",
        "SomethingNew",
        "",
    ];

    [Fact]
    public async Task Ends_in_a_result_or_in_an_error_of_ours()
    {
        var cases = Harness.InFull ? InFull : Sample;
        var worlds = Enumerable.Range(0, (cases + CasesInAWorld - 1) / CasesInAWorld).ToList();
        var found = new List<string>();
        foreach (var world in worlds)
        {
            found.AddRange(await Play(Harness.Seed + world, Math.Min(cases, CasesInAWorld)));
        }

        output.WriteLine($"{cases} cases of {await Handlers()} handlers, {found.Count} bad");
        found.ShouldBeEmpty(string.Join("\n\n", found.Take(MostTold)));
    }

    [Fact]
    public async Task Every_handler_is_tried()
    {
        await using var world = await FuzzWorld.MakeAsync();
        var handlers = typeof(OnSnapshotCompleted)
            .Assembly.GetExportedTypes()
            .Where(t => t.GetMethod("HandleAsync") is not null)
            .Select(t => t.FullName!);
        handlers.ShouldBeSubsetOf(world.Functions.Select(f => f.Handler.Split("::")[1]));
        Tried(world).ShouldAllBe(f => f.Samples.Count > 0);
    }

    private static async Task<int> Handlers()
    {
        await using var world = await FuzzWorld.MakeAsync();
        return world.Functions.Count;
    }

    private static async Task<IReadOnlyList<string>> Play(int seed, int cases)
    {
        var found = new List<string>();
        await using var world = await FuzzWorld.MakeAsync();
        var tried = Tried(world);
        var mutator = new Mutator(seed, Corpus);
        for (var i = 0; i < cases; i++)
        {
            var (function, samples) = tried[i % tried.Count];
            var from = mutator.Below(10) == 0 ? Corpus : samples;
            var payload = mutator.Mutate(from[mutator.Below(from.Count)]);
            var fault = mutator.Below(5) == 0 ? Fault(mutator) : null;
            var what = $"{function.Name} (seed {seed}, case {i}, {fault?.Code}) with {payload}";
            if (await InTime(() => world.RunAsync(function, payload, fault), what) is { } wrong)
            {
                found.Add($"{what}\n-> {wrong}");
            }
        }

        return found;
    }

    // What runs in circles without asking AWS can't be ended from outside; the case is all that matters then.
    private static async Task<string?> InTime(Func<Task<string?>> act, string what)
    {
        var run = Task.Run(act);
        if (await Task.WhenAny(run, Task.Delay(Hang)) != run)
        {
            Environment.FailFast($"{what} hangs.");
        }

        return await run;
    }

    private static Fault Fault(Mutator mutator) =>
        new()
        {
            Effect = FaultEffect.Error,
            CallerRole = Doings.Relay,
            Nth = 1 + mutator.Below(5),
            Code = AwsCodes[mutator.Below(AwsCodes.Length)],
            Status = mutator.Below(3) == 0 ? 500 : 400,
            After = mutator.Below(2) == 0,
        };

    private static IReadOnlyList<JsonNode> Corpus { get; } =
    [
        .. Directory
            .EnumerateFiles(
                Path.Combine(RepositoryRoot.Find(), "events"),
                "*.json",
                SearchOption.AllDirectories
            )
            .Order(StringComparer.Ordinal)
            .Select(Read),
    ];

    private static List<Fuzzed> Tried(FuzzWorld world) =>
        [.. world.Functions.Select(f => new Fuzzed(f, SamplesOf(f)))];

    // check-region-copy.json is CheckRegionCopy's; events are OnSnapshotCompleted's.
    private static List<JsonNode> SamplesOf(FunctionConfiguration function)
    {
        var type = function.Handler.Split("::")[1].Split('.')[^1];
        var events = Path.Combine(RepositoryRoot.Find(), "events");
        var file = string.Concat(type.Select((c, i) => char.IsUpper(c) && i > 0 ? $"-{c}" : $"{c}"))
            .ToLowerInvariant();
        var own = Path.Combine(events, $"{file}.json");
        return File.Exists(own) ? [Read(own)] : [.. Corpus.Where(c => c["source"] is not null)];
    }

    private static JsonNode Read(string file) => JsonNode.Parse(File.ReadAllText(file))!;
}
