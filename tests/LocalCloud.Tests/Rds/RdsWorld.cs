using System.Text;
using System.Text.Json.Nodes;
using LocalCloud.Kernel;
using LocalCloud.Rds;

namespace LocalCloud.Tests.Rds;

/// <summary>An RDS in virtual time with two accounts, and words to speak to it.</summary>
internal sealed class RdsWorld
{
    public const string Source = "111111111111";
    public const string Dr = "222222222222";
    public const string Home = "eu-west-1";
    public const string Away = "eu-central-1";
    public static readonly DateTimeOffset Start = new(2026, 11, 20, 3, 0, 0, TimeSpan.Zero);

    private readonly RdsApi _rds;
    private int _requests;

    public RdsWorld(RdsSettings? settings = null)
    {
        _rds = new RdsApi(Agenda, Log, new Ids(7), Keys, Events, settings, Faults);
        HomeKey = Keys.Add(Source, Home, "home");
        RegionKey = Keys.Add(Source, Away, "region", Dr);
        AccountKey = Keys.Add(Dr, Away, "account");
    }

    public Agenda Agenda { get; } = Agenda.Virtual(Start);

    public CallLog Log { get; } = new();

    public FakeKeys Keys { get; } = new();

    public FakeEvents Events { get; } = new();

    public FakeFaults Faults { get; } = new();

    public RdsApi Rds => _rds;

    /// <summary>The source account's key in its home Region.</summary>
    public string HomeKey { get; }

    /// <summary>The source account's key in the DR Region; the DR account may use it.</summary>
    public string RegionKey { get; }

    /// <summary>The DR account's key in the DR Region.</summary>
    public string AccountKey { get; }

    public Account SourceHome => new(this, Source, Home);

    public Account SourceAway => new(this, Source, Away);

    public Account DrHome => new(this, Dr, Home);

    public Account DrAway => new(this, Dr, Away);

    public static string Arn(string identifier, string region = Home, string account = Source) =>
        $"arn:aws:rds:{region}:{account}:snapshot:{identifier}";

    public static string ClusterArn(string identifier, string region = Home, string account = Source) =>
        $"arn:aws:rds:{region}:{account}:cluster-snapshot:{identifier}";

    /// <summary>Runs what is due within a time, then moves to its end.</summary>
    public void Pass(TimeSpan time)
    {
        var until = Agenda.Now + time;
        while (Agenda.NextDue <= until)
        {
            Agenda.RunNext();
        }

        Agenda.JumpTo(until);
    }

    /// <summary>Runs all that is due, ever.</summary>
    public void Settle()
    {
        while (Agenda.RunNext()) { }
    }

    /// <summary>EventID Region account identifier, of all events so far.</summary>
    public string[] EventLines =>
        [
            .. Events.Emitted.Select(e =>
                $"{Detail(e, "EventID")[^4..]} {e["region"]} {e["account"]} {Detail(e, "SourceIdentifier")}"
            ),
        ];

    /// <summary>EventID category: message, of all events so far.</summary>
    public string[] EventMessages =>
        [
            .. Events.Emitted.Select(e =>
                $"{Detail(e, "EventID")} {e["detail"]!["EventCategories"]![0]}: {Detail(e, "Message")}"
            ),
        ];

    public static string Detail(JsonObject envelope, string name) =>
        envelope["detail"]![name]!.GetValue<string>();

    public string Send(string account, string region, string operation, params (string, string)[] parameters)
    {
        var form = string.Join(
            '&',
            parameters
                .Prepend(("Version", "2014-10-31"))
                .Prepend(("Action", operation))
                .Select(p => $"{p.Item1}={Uri.EscapeDataString(p.Item2)}")
        );
        var request = new AwsHttpRequest(
            "POST",
            "/",
            "",
            new Dictionary<string, string>(StringComparer.Ordinal),
            Encoding.UTF8.GetBytes(form)
        );
        var requestId = $"request-{++_requests}";
        var caller = Caller.Administrator(account);
        var call = new AwsCall("rds", operation, region, caller, requestId, Agenda.Now, request);
        lock (Agenda.Gate)
        {
            var reply = _rds.HandleAsync(call).GetAwaiter().GetResult();
            reply.Status.ShouldBe(200);
            return Encoding.UTF8.GetString(reply.Body);
        }
    }
}
