using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
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

/// <summary>An account in a Region: who calls. The words are about DB instances and DB snapshots, or about clusters.</summary>
internal sealed record Account(RdsWorld World, string Id, string Region)
{
    /// <summary>The same account, speaking of DB clusters and DB cluster snapshots.</summary>
    public Account Clusters => this with { Kind = RdsKind.Cluster };

    private RdsKind Kind { get; init; } = RdsKind.Instance;

    /// <summary>Calls; the content of the result, names without namespace.</summary>
    public XElement Call(string operation, params (string, string)[] parameters)
    {
        var root = XElement.Parse(World.Send(Id, Region, operation, parameters));
        foreach (var element in root.DescendantsAndSelf())
        {
            element.Name = element.Name.LocalName;
        }

        return root.Element(operation + "Result") ?? root;
    }

    /// <summary>Calls and expects a refusal: "status code: message".</summary>
    public string Refusal(string operation, params (string, string)[] parameters)
    {
        var error = Should.Throw<AwsError>(() => Call(operation, parameters));
        return $"{error.Status} {error.Code}: {error.Message}";
    }

    /// <summary>A database of 100 GiB that is available.</summary>
    /// <param name="name">Its identifier.</param>
    /// <param name="key">Its key; null for no encryption, "" for what AWS takes by default.</param>
    /// <param name="more">Further parameters, which win.</param>
    public string Database(string name, string? key = "home", params (string, string)[] more)
    {
        (string, string)[] encryption = key is null
            ? [("StorageEncrypted", "false")]
            : [("StorageEncrypted", "true"), .. key == "" ? [] : new[] { ("KmsKeyId", key) }];
        (string, string)[] own =
            Kind == RdsKind.Cluster
                ? [("Engine", "aurora-postgresql")]
                : [("DBInstanceClass", "db.t4g.micro"), ("Engine", "postgres")];
        (string, string)[] usual = [(Kind.DatabaseIdentifier, name), ("AllocatedStorage", "100"), .. own];
        Call(
            $"Create{Kind.Database}",
            [.. usual.Concat(encryption).Where(p => more.All(m => m.Item1 != p.Item1)), .. more]
        );
        World.Pass(TimeSpan.FromMinutes(5));
        return name;
    }

    /// <summary>A snapshot that is available; its ARN.</summary>
    public string Snapshot(string database, string name, params (string, string)[] more)
    {
        Call(
            $"Create{Kind.Snapshot}",
            [(Kind.DatabaseIdentifier, database), (Kind.SnapshotIdentifier, name), .. more]
        );
        World.Pass(TimeSpan.FromMinutes(2));
        return Kind.SnapshotIn(Id, Region, name).ToString();
    }

    /// <summary>Asks for a copy; the snapshot of the reply.</summary>
    public XElement Copy(string source, string target, string? key = null, params (string, string)[] more) =>
        Call($"Copy{Kind.Snapshot}", CopyOf(source, target, key, more)).Element(Kind.Snapshot)!;

    public string CopyRefusal(
        string source,
        string target,
        string? key = null,
        params (string, string)[] more
    ) => Refusal($"Copy{Kind.Snapshot}", CopyOf(source, target, key, more));

    /// <summary>One manual snapshot.</summary>
    public XElement Describe(string identifier) =>
        Call($"Describe{Kind.Snapshot}s", (Kind.SnapshotIdentifier, identifier))
            .Element($"{Kind.Snapshot}s")!
            .Elements(Kind.Snapshot)
            .Single();

    /// <summary>One database.</summary>
    public XElement DescribeDatabase(string identifier) =>
        Call($"Describe{Kind.Database}s", (Kind.DatabaseIdentifier, identifier))
            .Element($"{Kind.Database}s")!
            .Elements(Kind.Database)
            .Single();

    /// <summary>Status and progress, for example <c>copying 40</c>.</summary>
    public string Progress(string identifier)
    {
        var snapshot = Describe(identifier);
        return $"{snapshot.Text("Status")} {snapshot.Text("PercentProgress")}";
    }

    /// <summary>Identifiers of the snapshots that are listed.</summary>
    public string[] List(params (string, string)[] parameters) =>
        [
            .. Call($"Describe{Kind.Snapshot}s", parameters)
                .Element($"{Kind.Snapshot}s")!
                .Elements(Kind.Snapshot)
                .Select(s => s.Text(Kind.SnapshotIdentifier)!),
        ];

    /// <summary>Identifiers of the databases that are listed.</summary>
    public string[] Databases(params (string, string)[] parameters) =>
        [
            .. Call($"Describe{Kind.Database}s", parameters)
                .Element($"{Kind.Database}s")!
                .Elements(Kind.Database)
                .Select(i => i.Text(Kind.DatabaseIdentifier)!),
        ];

    public XElement Share(string identifier, params string[] accounts) =>
        Call($"Modify{Kind.Snapshot}Attribute", ShareOf(identifier, accounts));

    public string ShareRefusal(string identifier, params string[] accounts) =>
        Refusal($"Modify{Kind.Snapshot}Attribute", ShareOf(identifier, accounts));

    public XElement StopSharing(string identifier, string account) =>
        Call(
            $"Modify{Kind.Snapshot}Attribute",
            (Kind.SnapshotIdentifier, identifier),
            ("AttributeName", "restore"),
            ("ValuesToRemove.AttributeValue.1", account)
        );

    public XElement Delete(string identifier) =>
        Call($"Delete{Kind.Snapshot}", (Kind.SnapshotIdentifier, identifier));

    public string DeleteRefusal(string identifier) =>
        Refusal($"Delete{Kind.Snapshot}", (Kind.SnapshotIdentifier, identifier));

    private (string, string)[] CopyOf(string source, string target, string? key, (string, string)[] more) =>
        [
            ($"Source{Kind.SnapshotIdentifier}", source),
            ($"Target{Kind.SnapshotIdentifier}", target),
            .. key is null ? [] : new[] { ("KmsKeyId", key) },
            .. more,
        ];

    private (string, string)[] ShareOf(string identifier, string[] accounts) =>
        [
            (Kind.SnapshotIdentifier, identifier),
            ("AttributeName", "restore"),
            .. accounts.Select((a, i) => ($"ValuesToAdd.AttributeValue.{i + 1}", a)),
        ];
}

internal static class XmlWords
{
    /// <summary>A child's text, or null when there is no such child.</summary>
    public static string? Text(this XElement element, string name) => element.Element(name)?.Value;

    /// <summary>key=value of each tag.</summary>
    public static string[] Tags(this XElement element) =>
        [.. element.Element("TagList")!.Elements("Tag").Select(t => $"{t.Text("Key")}={t.Text("Value")}")];

    /// <summary>Who a snapshot is shared with, as the reply to Modify… or Describe…Attribute(s) has it.</summary>
    public static string[] Accounts(this XElement result)
    {
        var attribute = result
            .Descendants()
            .Single(e => e.Name.LocalName.EndsWith("SnapshotAttribute", StringComparison.Ordinal));
        attribute.Text("AttributeName").ShouldBe("restore");
        return [.. attribute.Element("AttributeValues")!.Elements("AttributeValue").Select(v => v.Value)];
    }

    /// <summary>Tags as request parameters.</summary>
    public static (string, string)[] AsTags(this IEnumerable<(string Key, string Value)> tags) =>
        [
            .. tags.SelectMany(
                (t, i) => new[] { ($"Tags.Tag.{i + 1}.Key", t.Key), ($"Tags.Tag.{i + 1}.Value", t.Value) }
            ),
        ];
}
