using System.Collections.Concurrent;
using Demo;
using LocalCloud;
using LocalCloud.Deploy;

// Making the databases is not what one came to see. At the relays' scale 100 GiB, copied twice, take some eleven seconds.
const double WorldScale = 600;
const double RelayScale = 200;
var patience = TimeSpan.FromMinutes(4);

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
        // What comes every quarter of an hour would come every few seconds.
        Schedules = false,
        Log = crashes.Enqueue,
    };

    // Disposed in every ending, and with it the functions' processes.
    await using var cloud = Cloud.Create(options);
    await cloud.ListenAsync(0);
    var relay = cloud.DeployRelay(settings =>
        settings with
        {
            DirectToAccount = true,
            RecoveryPoints = "jobs",
            SourceVaults = [BackupJobs.RelayedVault],
        }
    );
    Screen.Say(options, relay);

    using var people = new Administrators(cloud);
    var world = new World(cloud, people, relay.Settings.RelayName);
    var backups = new BackupJobs(cloud, people);
    await backups.PrepareAsync(cancellation);
    var databases = await world.CreateDatabasesAsync(cancellation);
    Screen.Say(databases);

    var sources = await world.TakeSnapshotsAsync(databases, backups, cancellation);
    cloud.Agenda.Scale = RelayScale;
    var byHand = Task.WhenAll(
        sources
            .Where(s => s.Database.Taker == Taker.AwsBackupElsewhere)
            .Select(s => backups.RelayByHandAsync(s, relay.StateMachineArn, cancellation))
    );
    var watch = new RelayWatch(cloud, relay.StateMachineArn, sources);
    await screen.Display.ShowAsync(watch.FramesAsync(byHand, patience, cancellation));
    if (byHand.IsFaulted)
    {
        await byHand;
    }

    var results = await ResultsAsync(cloud, relay, people, sources, cancellation);
    screen.Say("What the accounts answer, each asked with its own credentials:", results);
    DemoReport.Of(results).Write(report);
    Console.WriteLine("Written: artifacts/demo.json");
    var deadLetters = DeadLetters.In(cloud);
    Screen.SayFailures(results, deadLetters, crashes);
    return results.All(r => r.Good) && deadLetters.Count == 0 ? 0 : 1;
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
    var options = cloud.Options;
    var places = new Places(
        options.SourceAccountId,
        options.DrAccountId,
        options.DrRegion,
        relay.RegionKeyArn,
        relay.AccountKeyArn!
    );
    var answers = await new Questions(cloud, people).AskAsync(
        NameOf(relay.RegionVaultArn!),
        NameOf(relay.DrVaultArn!),
        cancellation
    );
    List<RelayResult> results = [];
    foreach (var source in sources)
    {
        var (facts, outcome) = reader.Read(source);
        var answer = CopyCheck.Judge(source, answers, places);
        results.Add(new RelayResult(source, outcome, Measurements.Of(facts), answer));
    }

    return results;
}

static string NameOf(string vaultArn) => vaultArn[(vaultArn.LastIndexOf(':') + 1)..];
