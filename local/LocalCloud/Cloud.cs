using System.Globalization;
using LocalCloud.Faults;
using LocalCloud.Gateway;
using LocalCloud.Kernel;

namespace LocalCloud;

/// <summary>One local cloud: its services, its time, its front doors. The composition root.</summary>
public sealed class Cloud : IAsyncDisposable
{
    private static readonly DateTimeOffset VirtualStart = new(2026, 11, 20, 3, 0, 0, TimeSpan.Zero);

    private readonly List<IUnsignedRoute> _routes = [];
    private readonly InvocationGate _gate;
    private HttpFrontDoor? _door;

    private Cloud(CloudOptions options)
    {
        Options = options;
        Action<string> log = options.Log ?? Console.Error.WriteLine;
        Agenda =
            options.Time == CloudTime.Virtual
                ? Agenda.Virtual(options.Start ?? VirtualStart)
                : Agenda.Paced(
                    options.Start ?? options.Clock.GetUtcNow(),
                    options.Scale,
                    (what, e) => log($"{what} crashed: {e}")
                );
        Ids = new Ids(options.Seed);
        Credentials = new Credentials(Ids, options.Clock);
        Dispatcher = new Dispatcher(Agenda, Ids, Credentials, Faults, Requests, options.Clock, log);
        Virtual =
            options.Time == CloudTime.Virtual ? new VirtualTime(Agenda, Dispatcher, options.Seed) : null;
        _gate = Virtual ?? (InvocationGate)new PacedInvocations(Agenda, Dispatcher);
        Handler = new InMemoryHandler(_gate);
        Dispatcher.Local.Register(new CloudPaths(this).LocalPaths);
    }

    /// <summary>What it was made of.</summary>
    public CloudOptions Options { get; }

    /// <summary>Everything that happens later, and the one lock.</summary>
    public Agenda Agenda { get; }

    /// <summary>Every authorisation, the evidence for the IAM check.</summary>
    public CallLog CallLog { get; } = new();

    /// <summary>Every API request.</summary>
    public RequestTrace Requests { get; } = new();

    /// <summary>The scripted faults.</summary>
    public FaultList Faults { get; } = new();

    /// <summary>Ids from the seed.</summary>
    public Ids Ids { get; }

    /// <summary>The access keys.</summary>
    public Credentials Credentials { get; }

    /// <summary>What is behind the front doors.</summary>
    public Dispatcher Dispatcher { get; }

    /// <summary>Drives virtual time; null when time is paced.</summary>
    public VirtualTime? Virtual { get; }

    /// <summary>Runs function code beside the agenda.</summary>
    public IInvocationGate Invocations => _gate;

    /// <summary>The front door for SDK clients in this process. Not disposed by them.</summary>
    public HttpMessageHandler Handler { get; }

    /// <summary>The address, once it listens.</summary>
    public Uri? Address => _door?.Address;

    /// <summary>Makes a cloud. It has no resources yet, and no port.</summary>
    public static Cloud Create(CloudOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new Cloud(options);
    }

    /// <summary>Opens the port; returns <c>http://127.0.0.1:PORT</c>.</summary>
    /// <param name="port">0 for any free one.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public async Task<Uri> ListenAsync(int port)
    {
        _door = await HttpFrontDoor.OpenAsync(Dispatcher, _routes, port);
        return _door.Address;
    }

    /// <summary>Ends all that it started.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_door is not null)
        {
            await _door.DisposeAsync();
        }

        Handler.Dispose();
        Agenda.Dispose();
    }
}
