using LocalCloud.Backup;
using LocalCloud.CloudWatch;
using LocalCloud.Deploy;
using LocalCloud.Events;
using LocalCloud.Faults;
using LocalCloud.Gateway;
using LocalCloud.Iam;
using LocalCloud.Kernel;
using LocalCloud.Kms;
using LocalCloud.Lambda;
using LocalCloud.Lambda.Hosting;
using LocalCloud.Queues;
using LocalCloud.Rds;
using LocalCloud.Scheduler;
using LocalCloud.Sns;
using LocalCloud.States;
using LocalCloud.Sts;

namespace LocalCloud;

/// <summary>One local cloud: its services, its time, its front doors. The composition root.</summary>
public sealed class Cloud : IAsyncDisposable
{
    private static readonly DateTimeOffset VirtualStart = new(2026, 11, 20, 3, 0, 0, TimeSpan.Zero);

    private readonly List<IUnsignedRoute> _routes = [];
    private readonly InvocationGate _gate;
    private readonly IFunctionHost _host;
    private HttpFrontDoor? _door;

    private Cloud(CloudOptions options)
    {
        Options = options;
        Action<string> log = options.Log ?? Console.Error.WriteLine;
        Agenda = StartAgenda(options, log);
        Ids = new Ids(options.Seed);
        Credentials = new Credentials(Ids, options.Clock);
        Dispatcher = new Dispatcher(Agenda, Ids, Credentials, Faults, Requests, options.Clock, log);
        Virtual = Agenda.IsVirtual ? new VirtualTime(Agenda, Dispatcher, options.Seed) : null;
        _gate = Virtual ?? (InvocationGate)new PacedInvocations(Agenda, Dispatcher);
        Handler = new InMemoryHandler(_gate);

        CloudWatch = new CloudWatchState(Agenda);
        Queues = new QueuesState(Agenda, Ids, CloudWatch);
        Topics = new Topics(Agenda, CallLog, Ids, Sns, CloudWatch);
        Sts = new StsApi(CallLog, Ids, Credentials);
        Kms = new KmsApi(Agenda, CallLog, Ids);
        _host = (options.FunctionHost ?? DefaultHost)(this);
        Lambda = new LambdaState();
        Functions = new Functions(Agenda, CallLog, Ids, Lambda, Queues, _gate, _host, CloudWatch);
        Buses = new EventsState();
        Events = new EventRouter(Agenda, CallLog, Ids, Buses, Functions, Queues, Faults, Topics, CloudWatch);
        Functions.Destinations = new Destinations(
            Agenda,
            CallLog,
            Ids,
            Buses,
            Events,
            Queues,
            Topics,
            CloudWatch
        );
        Alarms = new AlarmWatch(Agenda, Ids, CloudWatch, Events, Topics);
        EventsApi = new EventsApi(Buses, Events, CallLog, Ids);
        Schedules = new ScheduleRunner(Agenda, CallLog, Ids, Scheduler, Functions, EventsApi, Queues)
        {
            Enabled = options.Schedules,
        };
        var rds = options.Rds with { ThroughputMiBPerSecond = options.ThroughputMiBPerSecond };
        Rds = new RdsApi(Agenda, CallLog, Ids, Kms.Keys, Events, rds, Faults);
        Backup = MakeBackup(options);
        States = new StatesApi(Agenda, Functions, Events, CallLog, Ids, CloudWatch);
        Deployer = new StackDeployer(
            Agenda,
            Ids,
            new DeploymentPorts(
                Kms.Keys,
                Sts.Roles,
                Events,
                Functions,
                States,
                Queues,
                Backup.Vaults,
                Schedules,
                Topics,
                Alarms
            )
        );
        Connect();
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

    /// <summary>RDS.</summary>
    public RdsApi Rds { get; }

    /// <summary>AWS Backup.</summary>
    public BackupApi Backup { get; }

    /// <summary>KMS.</summary>
    public KmsApi Kms { get; }

    /// <summary>STS, and the roles.</summary>
    public StsApi Sts { get; }

    /// <summary>Step Functions.</summary>
    public StatesApi States { get; }

    /// <summary>EventBridge: delivery.</summary>
    public EventRouter Events { get; }

    /// <summary>EventBridge: buses, rules, and what was emitted.</summary>
    public EventsState Buses { get; }

    /// <summary>Lambda: functions, and what they were invoked with.</summary>
    public LambdaState Lambda { get; }

    /// <summary>Lambda: invocation.</summary>
    public Functions Functions { get; }

    /// <summary>The dead-letter queues.</summary>
    public QueuesState Queues { get; }

    /// <summary>CloudWatch: metrics.</summary>
    public CloudWatchState CloudWatch { get; }

    /// <summary>CloudWatch: alarms and dashboards.</summary>
    public AlarmWatch Alarms { get; }

    /// <summary>SNS: topics, and the inbox.</summary>
    public SnsState Sns { get; } = new();

    /// <summary>SNS: publishing.</summary>
    public Topics Topics { get; }

    /// <summary>EventBridge Scheduler: schedules, and what they did.</summary>
    public SchedulerState Scheduler { get; } = new();

    /// <summary>EventBridge Scheduler: what runs them.</summary>
    public ScheduleRunner Schedules { get; }

    /// <summary>Deploys templates.</summary>
    public StackDeployer Deployer { get; }

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

    /// <summary>Opens the port, which functions as processes need; returns <c>http://127.0.0.1:PORT</c>.</summary>
    /// <param name="port">0 for any free one.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public async Task<Uri> ListenAsync(int port)
    {
        _door = await HttpFrontDoor.OpenAsync(Dispatcher, _routes, port);
        return _door.Address;
    }

    /// <summary>An account's administrator, who calls from inside this process.</summary>
    public Person As(string accountId, string region) => As(SigningKey.Administrator(accountId), region);

    /// <summary>Someone with an access key, who calls from inside this process.</summary>
    public Person As(SigningKey key, string region) => new(_gate, Options.Clock, key, region);

    /// <summary>Deploys the repository's three templates into the accounts and Regions of <see cref="Options"/>.</summary>
    /// <param name="adjust">Changes what they are deployed with; null for the defaults.</param>
    /// <exception cref="TemplateException">A template is refused.</exception>
    public RelayDeployment DeployRelay(Func<RelaySettings, RelaySettings>? adjust = null)
    {
        var settings = new RelaySettings(
            Options.SourceAccountId,
            Options.DrAccountId,
            Options.DrRegion,
            Options.SourceRegions
        );
        return RelayStacks.Deploy(Deployer, RepositoryRoot.Find(), adjust?.Invoke(settings) ?? settings);
    }

    /// <summary>A Region is lost for good: from now on each call there fails, no event leaves it, and copies in progress from there fail.</summary>
    public void LoseRegion(string region)
    {
        lock (Agenda.Gate)
        {
            Faults.Add(
                new Fault
                {
                    Effect = FaultEffect.Error,
                    Region = region,
                    Times = int.MaxValue,
                    Code = "ServiceUnavailable",
                    Message = $"{region} is not available.",
                    Status = 503,
                }
            );
            Faults.Add(
                new Fault
                {
                    Effect = FaultEffect.Drop,
                    Region = region,
                    Times = int.MaxValue,
                }
            );
            Rds.FailCopiesFrom(region);
        }
    }

    /// <summary>Ends all that it started.</summary>
    public async ValueTask DisposeAsync()
    {
        (_host as IDisposable)?.Dispose();
        if (_door is not null)
        {
            await _door.DisposeAsync();
        }

        Handler.Dispose();
        Agenda.Dispose();
    }

    private EventsApi EventsApi { get; }

    private BackupApi MakeBackup(CloudOptions options) =>
        new(
            Agenda,
            CallLog,
            Ids,
            new BackupPorts(Kms.VaultKeys, Sts.Roles, Rds.Backups, Events, Faults),
            new Organization(
                options.Organization,
                options.Organization.Members ?? [options.SourceAccountId, options.DrAccountId]
            ),
            options.Backup with
            {
                ThroughputMiBPerSecond = options.ThroughputMiBPerSecond,
            }
        );

    private void Connect()
    {
        IAwsService[] services =
        [
            Rds,
            Backup,
            Kms,
            Sts,
            new IamApi(CallLog, Sts.Roles),
            States,
            EventsApi,
            new LambdaApi(Lambda, Functions, CallLog),
            new QueuesApi(Queues),
            new SchedulerApi(Scheduler, Schedules, CallLog),
            new SnsApi(Sns, Topics, CallLog),
            new CloudWatchApi(CloudWatch, Alarms, CallLog),
        ];
        foreach (var service in services)
        {
            Dispatcher.Register(service);
        }

        Dispatcher.Local.Register(new CloudPaths(this).LocalPaths);
        Dispatcher.Local.Register(new ServicePaths(this).LocalPaths);
        Dispatcher.Local.Register(new RdsPaths(Rds).LocalPaths);
        Dispatcher.KillInvocation = _host is IKillsInvocations killer ? killer.Kill : null;
        if (_host is IHearsLines hearing)
        {
            hearing.Heard = Functions.Hear;
        }

        if (_host is IUnsignedRoute route)
        {
            _routes.Add(route);
        }
    }

    private static Agenda StartAgenda(CloudOptions options, Action<string> log) =>
        options.Time == CloudTime.Virtual
            ? Agenda.Virtual(options.Start ?? VirtualStart)
            : Agenda.Paced(
                options.Start ?? options.Clock.GetUtcNow(),
                options.Scale,
                (what, e) => log($"{what} crashed: {e}")
            );

    private static IFunctionHost DefaultHost(Cloud cloud)
    {
        if (cloud.Agenda.IsVirtual)
        {
            return new DelegateHost(
                (function, _, _) =>
                    throw new InvalidOperationException(
                        $"This cloud has no function host to run {function.Name}."
                    )
            );
        }

        var options = new ProcessHostOptions
        {
            Endpoint = () =>
                cloud.Address
                ?? throw new InvalidOperationException("Functions as processes need a cloud that listens."),
            Overrides = OverridesOf(cloud.Options),
        };
        return new ProcessHost(options, cloud.Agenda, cloud.Credentials, cloud.Sts.Roles);
    }

    private static Dictionary<string, string?> OverridesOf(CloudOptions options) =>
        options.FunctionEndpoint is { } endpoint
            ? new(StringComparer.Ordinal)
            {
                ["AWS_ENDPOINT_URL"] = endpoint.GetLeftPart(UriPartial.Authority),
            }
            : new(StringComparer.Ordinal);
}
