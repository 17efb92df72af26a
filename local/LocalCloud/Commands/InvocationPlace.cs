using System.Text.Json.Nodes;
using LocalCloud.Kernel;
using LocalCloud.Lambda.Hosting;
using LocalCloud.Samples;

namespace LocalCloud.Commands;

/// <summary>Where a function is run once.</summary>
/// <param name="Description">For people: which AWS it finds.</param>
/// <param name="Function">As it is deployed there.</param>
/// <param name="Host">Runs it.</param>
/// <param name="Cloud">Holds the Runtime API, and the sample world if that is the place.</param>
internal sealed record InvocationPlace(
    string Description,
    FunctionConfiguration Function,
    ProcessHost Host,
    IAsyncDisposable Cloud
) : IAsyncDisposable
{
    /// <summary>The place that the settings name.</summary>
    /// <exception cref="SettingException">It can't be reached, or has no such function.</exception>
    public static Task<InvocationPlace> OpenAsync(InvokeSettings settings) =>
        settings.Aws is null
            ? InSampleWorldAsync(settings)
            : DeployedPlace.OpenAsync(settings.Function, settings.Aws);

    public ValueTask DisposeAsync() => Cloud.DisposeAsync();

    private static async Task<InvocationPlace> InSampleWorldAsync(InvokeSettings settings)
    {
        ProcessHost? host = null;
        var world = await SampleWorld.AtAsync(
            SampleWorld.MomentOf(JsonNode.Parse(settings.Payload)),
            cloud => host = HostOf(cloud)
        );
        await world.Cloud.ListenAsync(0);
        FunctionConfiguration function;
        lock (world.Cloud.Agenda.Gate)
        {
            function = world.Cloud.Lambda.Function(world.Relay.FunctionArns[settings.Function]).Configuration;
        }

        return new InvocationPlace(
            $"in the sample world as it was at {world.Cloud.Agenda.Now:yyyy-MM-dd HH:mm:ss} UTC",
            function,
            host!,
            world
        );
    }

    /// <summary>Runs the functions of a cloud that will listen.</summary>
    public static ProcessHost HostOf(Cloud cloud) =>
        new(Options(cloud), cloud.Agenda, cloud.Credentials, cloud.Sts.Roles);

    /// <summary>The Runtime API of a cloud that will listen.</summary>
    public static ProcessHostOptions Options(Cloud cloud) => new() { Endpoint = () => cloud.Address! };
}
