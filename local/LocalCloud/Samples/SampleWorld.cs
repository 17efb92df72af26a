using System.Globalization;
using System.Text.Json.Nodes;
using LocalCloud.Deploy;
using LocalCloud.Faults;
using LocalCloud.Gateway;
using LocalCloud.Kernel;
using LocalCloud.Rds;

namespace LocalCloud.Samples;

/// <summary>
/// The world that events/ speaks of, on its day: the database orders, its automated snapshot at night, the relay of it, a backup by AWS
/// Backup before dawn, a manual snapshot in the morning. Time is virtual: the world is played up to a moment, and stands still there.
/// </summary>
/// <remarks>
/// Names, key ids and times are the samples' own; a test plays the day with the real relay and compares. In the world itself the
/// relay sleeps, its events are dropped, and <see cref="SampleScenes"/> plays its part: so each function can be tried while another
/// is broken.
/// </remarks>
public sealed class SampleWorld : IAsyncDisposable
{
    /// <summary>The database's key.</summary>
    public const string SourceKeyId = "3333cccc-33cc-33cc-33cc-333333cccccc";

    /// <summary>The key of region copies.</summary>
    public const string RegionKeyId = "1111aaaa-11aa-11aa-11aa-111111aaaaaa";

    /// <summary>The key of account copies.</summary>
    public const string AccountKeyId = "2222bbbb-22bb-22bb-22bb-222222bbbbbb";

    /// <summary>The backup job of the database.</summary>
    public const string BackupJobId = "4F0C2E9B-6D1A-4C52-9B7E-8A3D5E6F7081";

    /// <summary>The vault that it is backed up into.</summary>
    public const string Vault = "prod";

    private readonly Queue<Scene> _scenes;

    private SampleWorld(Cloud cloud, bool relayWorks)
    {
        Cloud = cloud;
        cloud.Kms.NextKeyIds.Enqueue(AccountKeyId);
        cloud.Kms.NextKeyIds.Enqueue(RegionKeyId);
        Relay = cloud.DeployRelay(s =>
            s with
            {
                DirectToAccount = true,
                RecoveryPoints = "jobs",
                SourceVaults = [Vault],
            }
        );
        // The samples are one day's story; what comes every hour is none of it.
        cloud.Schedules.Enabled = false;
        cloud.Kms.NextKeyIds.Enqueue(SourceKeyId);
        cloud.Backup.NextJobIds.Enqueue(BackupJobId);
        var scenes = SampleScenes.OfTheDatabase;
        if (!relayWorks)
        {
            cloud.Faults.Add(new Fault { Effect = FaultEffect.Drop, Times = int.MaxValue });
            scenes = [.. scenes, .. SampleScenes.OfTheRelay];
        }

        _scenes = new Queue<Scene>(scenes.OrderBy(s => s.At));
    }

    /// <summary>When the day begins: the stacks are deployed, nothing else is there.</summary>
    public static DateTimeOffset Begin => SampleScenes.Time("02:50:00.000");

    /// <summary>When all that the samples tell has happened.</summary>
    public static DateTimeOffset End => SampleScenes.Time("23:00:00.000");

    /// <summary>The cloud; its time stands where the world was last played to.</summary>
    public Cloud Cloud { get; }

    /// <summary>The deployed relay.</summary>
    public RelayDeployment Relay { get; }

    /// <summary>The world at its begin.</summary>
    /// <param name="host">What runs functions.</param>
    /// <param name="relayWorks">True to let the real relay do its work, instead of the scenes that play its part.</param>
    public static SampleWorld Create(Func<Cloud, IFunctionHost> host, bool relayWorks = false) =>
        new(
            Cloud.Create(
                new CloudOptions
                {
                    Start = Begin,
                    FunctionHost = host,
                    Schedules = false,
                    Rds = new RdsSettings { SnapshotCreation = SampleScenes.SnapshotCreation },
                }
            ),
            relayWorks
        );

    /// <summary>
    /// The moment at which an input reaches its function: <c>now</c> of a step's input, <c>detail.Date</c> or <c>time</c> of an event.
    /// Null when it says none.
    /// </summary>
    public static DateTimeOffset? MomentOf(JsonNode? input)
    {
        string?[] told =
        [
            TextOf(input, "now"),
            TextOf(Member(input, "detail"), "Date"),
            TextOf(input, "time"),
        ];
        return told.Select(text =>
                DateTimeOffset.TryParse(
                    text,
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.AssumeUniversal,
                    out var time
                )
                    ? time
                    : (DateTimeOffset?)null
            )
            .FirstOrDefault(time => time is not null);
    }

    /// <summary>The world at a moment of its day; at any other time, at the day's end.</summary>
    public static async Task<SampleWorld> AtAsync(DateTimeOffset? moment, Func<Cloud, IFunctionHost> host)
    {
        var world = Create(host);
        await world.PlayAsync(moment >= Begin && moment <= End ? moment.Value : End);
        return world;
    }

    /// <summary>Plays on.</summary>
    /// <param name="until">What is due then happens too.</param>
    public async Task PlayAsync(DateTimeOffset until)
    {
        while (_scenes.TryPeek(out var scene) && scene.At <= until)
        {
            await RunAsync(scene.At);
            await _scenes.Dequeue().PlayAsync(this);
        }

        await RunAsync(until);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Cloud.DisposeAsync();

    internal Person Source => Cloud.As(Cloud.Options.SourceAccountId, Cloud.Options.SourceRegions[0]);

    internal Person SourceInDrRegion => Cloud.As(Cloud.Options.SourceAccountId, Cloud.Options.DrRegion);

    /// <summary>The DR account's copier, whom the region key admits.</summary>
    internal Person Copier
    {
        get
        {
            lock (Cloud.Agenda.Gate)
            {
                var session = Cloud.Sts.Roles.SessionFor(
                    Relay.CopierRoleArn!,
                    Relay.Settings.RelayName,
                    TimeSpan.FromHours(1)
                );
                return Cloud.As(SigningKey.Of(session), Cloud.Options.DrRegion);
            }
        }
    }

    private static JsonNode? Member(JsonNode? node, string name) => (node as JsonObject)?[name];

    private static string? TextOf(JsonNode? node, string name) =>
        Member(node, name) is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private Task RunAsync(DateTimeOffset until) => Cloud.Virtual!.RunForAsync(until - Cloud.Agenda.Now);
}
