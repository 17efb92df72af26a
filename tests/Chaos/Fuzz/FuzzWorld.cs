using System.Text.Json.Nodes;
using LocalCloud.Faults;
using LocalCloud.Kernel;
using LocalCloud.Samples;

namespace Chaos;

/// <summary>A function of the templates, and good inputs for it.</summary>
/// <param name="Function">As it is deployed.</param>
/// <param name="Samples">Files of events/, read.</param>
internal sealed record Fuzzed(FunctionConfiguration Function, IReadOnlyList<JsonNode> Samples);

/// <summary>The sample world, in which each function can work with its samples; AWS is at hand, and now and then it fails.</summary>
internal sealed class FuzzWorld : IAsyncDisposable
{
    // A function that makes more calls for one input than this runs in circles.
    private const int MostCalls = 300;

    private readonly SampleWorld _world;
    private readonly IFunctionHost _host;

    private FuzzWorld(SampleWorld world)
    {
        _world = world;
        _host = InProcessFunctions.For(world.Cloud);
    }

    /// <summary>The world at the end of its day.</summary>
    public static async Task<FuzzWorld> MakeAsync() =>
        new(await SampleWorld.AtAsync(null, c => InProcessFunctions.For(c)));

    /// <summary>Every function of every stack.</summary>
    public IReadOnlyList<FunctionConfiguration> Functions =>
        [.. _world.Cloud.Lambda.Functions.Select(f => f.Configuration)];

    /// <summary>Runs a function once; what is wrong with how it ended, or null.</summary>
    /// <param name="function">Which one.</param>
    /// <param name="payload">Its input.</param>
    /// <param name="fault">What AWS does meanwhile, or null.</param>
    public async Task<string?> RunAsync(FunctionConfiguration function, string payload, Fault? fault)
    {
        lock (_world.Cloud.Agenda.Gate)
        {
            _world.Cloud.Faults.Clear();
            _world.Cloud.Faults.Add(Budget);
            if (fault is not null)
            {
                _world.Cloud.Faults.Add(fault);
            }
        }

        var result = await _host.RunAsync(function, payload, "fuzz");
        lock (_world.Cloud.Agenda.Gate)
        {
            if (_world.Cloud.Faults.All.First().Matches >= MostCalls)
            {
                return $"more than {MostCalls} calls";
            }
        }

        return result.FunctionError is null ? WrongWith(result.Payload) : Unknown(result.Payload);
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    private static Fault Budget =>
        new()
        {
            Effect = FaultEffect.Error,
            CallerRole = Doings.Relay,
            Nth = MostCalls,
            Times = int.MaxValue,
            Code = "FuzzBudget",
            Status = 400,
        };

    private static string? WrongWith(string payload)
    {
        try
        {
            return JsonNode.Parse(payload) is JsonObject ? null : $"answers {payload}";
        }
        catch (System.Text.Json.JsonException e)
        {
            return $"answers no JSON: {e.Message}";
        }
    }

    private static string? Unknown(string error)
    {
        var told = JsonNode.Parse(error)!;
        return !KnownErrors.OfTheRelay.Contains($"{told["errorType"]}") ? error
            : !$"{told["errorMessage"]}".Contains("What to do:", StringComparison.Ordinal)
                ? $"no advice: {error}"
            : null;
    }
}
