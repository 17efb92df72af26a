using Amazon;
using Amazon.KeyManagementService;
using Amazon.Runtime;
using Amazon.SecurityToken;
using LocalCloud.Faults;
using LocalCloud.Gateway;
using LocalCloud.Kernel;

namespace LocalCloud.Tests.Gateway;

/// <summary>The frame of a cloud in virtual time, with two tiny services: a KMS and an STS of ten lines.</summary>
public sealed class Frame : IAsyncDisposable
{
    public const string Account = "111111111111";
    public const string Role = "arn:aws:iam::222222222222:role/snapshot-relay/nightly/reader";

    private readonly List<string> _log = [];
    private readonly List<AwsHttpRequest> _seen = [];
    private HttpFrontDoor? _door;

    public Frame(int seed = 1)
    {
        Agenda = Agenda.Virtual(new DateTimeOffset(2026, 11, 20, 3, 0, 0, TimeSpan.Zero));
        var ids = new Ids(seed);
        Credentials = new Credentials(ids, Clock);
        Dispatcher = new Dispatcher(Agenda, ids, Credentials, Faults, Trace, Clock, _log.Add);
        Dispatcher.Register(new TinyKms(Calls, _seen));
        Dispatcher.Register(new TinySts(Credentials));
        Virtual = new VirtualTime(Agenda, Dispatcher, seed);
        Handler = new InMemoryHandler(Virtual);
    }

    public Agenda Agenda { get; }
    public Credentials Credentials { get; }
    public FaultList Faults { get; } = new();
    public RequestTrace Trace { get; } = new();
    public ShiftedClock Clock { get; } = new();
    public Dispatcher Dispatcher { get; }
    public VirtualTime Virtual { get; }
    public InMemoryHandler Handler { get; }
    public List<string> Calls { get; } = [];
    public IReadOnlyList<string> Log => _log;
    public TracedRequest LastRequest => Trace.Requests[^1];

    public static AWSCredentials Administrator =>
        new BasicAWSCredentials(Account, Credentials.AdministratorSecret);

    public async Task<Uri> ListenAsync(params IUnsignedRoute[] routes)
    {
        _door = await HttpFrontDoor.OpenAsync(Dispatcher, routes, port: 0);
        return _door.Address;
    }

    public AmazonKeyManagementServiceClient Kms(AWSCredentials? credentials = null, Uri? address = null) =>
        new(credentials ?? Administrator, Configured(new AmazonKeyManagementServiceConfig(), address));

    public AmazonSecurityTokenServiceClient Sts(AWSCredentials? credentials = null, Uri? address = null) =>
        new(credentials ?? Administrator, Configured(new AmazonSecurityTokenServiceConfig(), address));

    /// <summary>A DescribeKey as the official client signs it.</summary>
    public async Task<AwsHttpRequest> CapturedAsync()
    {
        using var kms = Kms();
        await kms.DescribeKeyAsync("alias/orders");
        return _seen[^1];
    }

    public SessionAWSCredentials Session(TimeSpan? duration = null)
    {
        var session = Credentials.Issue(Role, "nightly", duration ?? TimeSpan.FromHours(1));
        return new SessionAWSCredentials(session.AccessKeyId, session.SecretAccessKey, session.SessionToken);
    }

    public static FunctionConfiguration Function(string name) =>
        new(
            $"arn:aws:lambda:eu-central-1:{Account}:function:{name}",
            "A::B.C::D",
            "/",
            new Dictionary<string, string>(StringComparer.Ordinal),
            Role,
            TimeSpan.FromSeconds(30),
            256,
            DeadLetterArn: null,
            MaximumRetryAttempts: 2
        );

    public async ValueTask DisposeAsync()
    {
        if (_door is not null)
        {
            await _door.DisposeAsync();
        }

        Handler.Dispose();
        Agenda.Dispose();
    }

    private T Configured<T>(T config, Uri? address)
        where T : ClientConfig
    {
        config.MaxErrorRetry = 0;
        config.RegionEndpoint = RegionEndpoint.EUCentral1;
        if (address is null)
        {
            config.HttpClientFactory = new InMemoryClients(Handler);
        }
        else
        {
            config.ServiceURL = address.ToString();
            config.AuthenticationRegion = "eu-central-1";
        }

        return config;
    }

    private sealed class InMemoryClients(HttpMessageHandler handler) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) =>
            new(handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;
    }
}

/// <summary>The real clock, moved by a test: an hour passes in no time.</summary>
public sealed class ShiftedClock : TimeProvider
{
    public TimeSpan Shift { get; set; }

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UtcNow + Shift;
}

internal static class Tampering
{
    public static AwsHttpRequest With(this AwsHttpRequest request, string header, string value) =>
        request with
        {
            Headers = new Dictionary<string, string>(request.Headers, StringComparer.OrdinalIgnoreCase)
            {
                [header] = value,
            },
        };

    public static AwsHttpRequest Without(this AwsHttpRequest request, string header) =>
        request with
        {
            Headers = request
                .Headers.Where(h => !h.Key.Equals(header, StringComparison.OrdinalIgnoreCase))
                .ToDictionary(StringComparer.OrdinalIgnoreCase),
        };
}
