using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCloud.Faults;
using LocalCloud.Kernel;
using LocalCloud.Lambda;
using LocalCloud.Samples;

namespace Scenarios;

/// <summary>
/// The day of the sample world with the real relay at work: what RDS emits then, and what the state machine sends to each function, is
/// what events/ holds.
/// </summary>
internal sealed record SampleDay(IReadOnlyList<Invocation> Invocations, IReadOnlyList<JsonObject> Events)
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    /// <summary>Plays the day.</summary>
    /// <param name="fault">What goes wrong; null for nothing.</param>
    public static async Task<SampleDay> PlayAsync(Fault? fault = null)
    {
        await using var world = SampleWorld.Create(
            cloud => new Lifelike(InProcessFunctions.For(cloud), cloud.Agenda),
            relayWorks: true
        );
        if (fault is not null)
        {
            world.Cloud.Faults.Add(fault);
        }

        await world.PlayAsync(SampleWorld.End);
        return new SampleDay(
            world.Cloud.Lambda.Invocations,
            [.. world.Cloud.Buses.Emitted.Select(e => e.Envelope)]
        );
    }

    /// <summary>What a function is sent, of several times the first that is a good sample.</summary>
    public JsonObject SentTo(string function, Predicate<JsonObject>? good = null) =>
        Invocations
            .Where(i => i.FunctionName == $"snapshot-relay-{function}")
            .Select(i => JsonNode.Parse(i.Payload)!.AsObject())
            .First(i => good?.Invoke(i) ?? true);

    /// <summary>A sample as events/ holds it.</summary>
    public static JsonObject Read(string file) => JsonNode.Parse(File.ReadAllText(PathOf(file)))!.AsObject();

    /// <summary>Writes a sample; an event keeps the id that its file has.</summary>
    public static void Write(string file, JsonObject sample)
    {
        sample = sample.DeepClone().AsObject();
        if (sample.ContainsKey("id") && File.Exists(PathOf(file)))
        {
            sample["id"] = Read(file)["id"]!.DeepClone();
        }

        File.WriteAllText(PathOf(file), sample.ToJsonString(Readable) + "\n");
    }

    /// <summary>Where a sample is.</summary>
    public static string PathOf(string file) =>
        Path.Combine(LocalCloud.Deploy.RepositoryRoot.Find(), "events", file);

    /// <summary>Functions that take simulated time, so that no two steps begin at the same.</summary>
    private sealed class Lifelike(IFunctionHost host, Agenda agenda) : IFunctionHost
    {
        private static readonly TimeSpan Duration = TimeSpan.FromMilliseconds(640);

        public Task<InvocationResult> RunAsync(
            FunctionConfiguration function,
            string payload,
            string requestId
        )
        {
            agenda.JumpTo(agenda.Now + Duration);
            return host.RunAsync(function, payload, requestId);
        }
    }
}
