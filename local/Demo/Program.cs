using System.Collections.Concurrent;
using Demo;
using LocalCloud;
using LocalCloud.Deploy;

// Making the databases is not what one came to see. At the relays' scale 100 GiB, copied twice, take some fifteen seconds.
const double WorldScale = 600;
const double RelayScale = 150;
var patience = TimeSpan.FromMinutes(2);

using var ending = new Ending();
try
{
    return await RunAsync(ending.Token);
}
catch (OperationCanceledException) when (ending.Token.IsCancellationRequested)
{
    await Console.Error.WriteLineAsync("Stopped.");
    return 130;
}
#pragma warning disable CA1031 // Whatever breaks is told, and is a failure; by now the functions' processes are gone.
catch (Exception e)
#pragma warning restore CA1031
{
    await Console.Error.WriteLineAsync($"The demo broke: {e}");
    return 1;
}

async Task<int> RunAsync(CancellationToken cancellation)
{
    var artifacts = Directory.CreateDirectory(Path.Combine(RepositoryRoot.Find(), "artifacts"));
    var report = Path.Combine(artifacts.FullName, "demo.json");
    File.Delete(report);
    var screen = new Screen();
    var crashes = new ConcurrentQueue<string>();
    var options = new CloudOptions
    {
        Time = CloudTime.Paced,
        Scale = WorldScale,
        Log = crashes.Enqueue,
    };

    // Disposed in every ending, and with it the functions' processes.
    await using var cloud = Cloud.Create(options);
    await cloud.ListenAsync(0);
    var relay = cloud.DeployRelay();
    Screen.Say(options, relay);

    using var people = new Administrators(cloud);
    var world = new World(cloud, people);
    Screen.Say(await world.CreateDatabasesAsync(cancellation));

    var sources = await world.TakeSnapshotsAsync(cancellation);
    cloud.Agenda.Scale = RelayScale;
    var watch = new RelayWatch(cloud, relay.StateMachineArn, sources);
    await screen.Display.ShowAsync(watch.FramesAsync(patience, cancellation));

    var results = await ResultsAsync(cloud, relay, people, sources, cancellation);
    screen.Say($"What account {options.DrAccountId} answers in {options.DrRegion}:", results);
    DemoReport.Of(results).Write(report);
    Console.WriteLine("Written: artifacts/demo.json");
    Screen.SayFailures(results, DeadLetters.In(cloud), crashes);
    return results.All(r => r.Answer.Verified && r.Outcome.Status == "SUCCEEDED") ? 0 : 1;
}

static async Task<IReadOnlyList<RelayResult>> ResultsAsync(
    Cloud cloud,
    RelayDeployment relay,
    Administrators people,
    IReadOnlyList<Source> sources,
    CancellationToken cancellation
)
{
    var reader = new RelayFactsReader(cloud, relay.StateMachineArn);
    var check = new CopyCheck(cloud, people, relay.AccountKeyArn!);
    List<RelayResult> results = [];
    foreach (var source in sources)
    {
        var (facts, outcome) = reader.Read(source);
        var answer = await check.AskAsync(source, cancellation);
        results.Add(new RelayResult(source, outcome, Measurements.Of(facts), answer));
    }

    return results;
}
