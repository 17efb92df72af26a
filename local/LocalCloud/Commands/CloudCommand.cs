using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using LocalCloud.Deploy;
using LocalCloud.Gateway;
using LocalCloud.Rds;
using LocalCloud.Samples;

namespace LocalCloud.Commands;

/// <summary><c>make cloud</c>: serves the local cloud, with the relay deployed, until it is told to end.</summary>
public static class CloudCommand
{
    private static readonly TimeSpan _tick = TimeSpan.FromMilliseconds(50);

    /// <summary>Returns when SIGINT or SIGTERM came.</summary>
    /// <exception cref="SettingException">The port is taken, or the event can't be read.</exception>
    public static async Task<int> RunAsync(CloudSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        using var ended = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        var root = RepositoryRoot.Find();
        var (cloud, relay) = settings.Event is { } file
            ? await SampleWorldAsync(file, root)
            : RunningCloud(settings);
        await using (cloud)
        {
            var address = await ListenAsync(cloud, settings.Port);
            var endpoint = address.GetLeftPart(UriPartial.Authority);
            var written = CloudFile.Write(root, endpoint, cloud.Options, relay);
            SamFile.Write(root, address, cloud, relay);
            Console.WriteLine(
                settings.Event is null
                    ? CloudGuide.Text(endpoint, cloud.Options, relay, written)
                    : CloudGuide.OfSampleWorld(endpoint, cloud, settings.Event)
            );
            Console.WriteLine($"ready {endpoint}");
            await (
                cloud.Virtual is { } time
                    ? StandStillAsync(time, ended.Token)
                    : PauseAsync(Timeout.InfiniteTimeSpan, ended.Token)
            );
        }

        return 0;

        void End(PosixSignalContext context)
        {
            context.Cancel = true;
            ended.Cancel();
        }
    }

    private static (Cloud Cloud, RelayDeployment Relay) RunningCloud(CloudSettings settings)
    {
        var cloud = Cloud.Create(
            new CloudOptions
            {
                Seed = Environment.TickCount,
                Time = CloudTime.Paced,
                Scale = settings.Scale,
                ThroughputMiBPerSecond = settings.Throughput,
                SourceRegions = settings.SourceRegions,
                DrRegion = settings.DrRegion,
                Rds = new RdsSettings { CopyStartsAfter = TimeSpan.FromSeconds(settings.CopyStartsAfter) },
                FunctionEndpoint = settings.FunctionEndpoint,
                Schedules = settings.Schedules,
            }
        );
        return (cloud, cloud.DeployRelay(settings.Relay.In));
    }

    private static async Task<(Cloud Cloud, RelayDeployment Relay)> SampleWorldAsync(string file, string root)
    {
        var sample = JsonNode.Parse(InvokeSettings.ReadEvent("EVENT", file, root));
        var world = await SampleWorld.AtAsync(SampleWorld.MomentOf(sample), InvocationPlace.HostOf);
        return (world.Cloud, world.Relay);
    }

    // Time does not move, but what is due at once happens: an execution's first steps, an invocation's end.
    private static async Task StandStillAsync(VirtualTime time, CancellationToken ended)
    {
        while (!ended.IsCancellationRequested)
        {
            try
            {
                await time.RunForAsync(TimeSpan.Zero);
            }
            catch (InvalidOperationException e)
            {
                await Console.Error.WriteLineAsync(e.Message);
            }

            await PauseAsync(_tick, ended);
        }
    }

    private static Task PauseAsync(TimeSpan time, CancellationToken ended) =>
        Task.Delay(time, ended).ContinueWith(_ => { }, TaskScheduler.Default);

    private static async Task<Uri> ListenAsync(Cloud cloud, int port)
    {
        try
        {
            return await cloud.ListenAsync(port);
        }
        catch (IOException e)
        {
            throw new SettingException($"PORT is '{port}'; expected a port that is free ({e.Message})");
        }
    }
}
