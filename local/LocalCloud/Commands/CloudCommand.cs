using System.Runtime.InteropServices;
using LocalCloud.Deploy;

namespace LocalCloud.Commands;

/// <summary><c>make cloud</c>: serves the local cloud, with the relay deployed, until it is told to end.</summary>
public static class CloudCommand
{
    /// <summary>Returns when SIGINT or SIGTERM came.</summary>
    /// <exception cref="SettingException">The port is taken.</exception>
    public static async Task<int> RunAsync(CloudSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        using var ended = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        await using var cloud = Cloud.Create(
            new CloudOptions
            {
                Seed = Environment.TickCount,
                Time = CloudTime.Paced,
                Scale = settings.Scale,
                ThroughputMiBPerSecond = settings.Throughput,
                SourceRegions = settings.SourceRegions,
                DrRegion = settings.DrRegion,
            }
        );
        var endpoint = await ListenAsync(cloud, settings.Port);
        var relay = cloud.DeployRelay();
        var file = CloudFile.Write(RepositoryRoot.Find(), endpoint, cloud.Options, relay);
        Console.WriteLine(CloudGuide.Text(endpoint, cloud.Options, relay, file));
        Console.WriteLine($"ready {endpoint}");
        await Task.Delay(Timeout.Infinite, ended.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        return 0;

        void End(PosixSignalContext context)
        {
            context.Cancel = true;
            ended.Cancel();
        }
    }

    private static async Task<string> ListenAsync(Cloud cloud, int port)
    {
        try
        {
            return (await cloud.ListenAsync(port)).GetLeftPart(UriPartial.Authority);
        }
        catch (IOException e)
        {
            throw new SettingException($"PORT is '{port}'; expected a port that is free ({e.Message})");
        }
    }
}
