using System.Text.Json.Nodes;
using LocalCloud.Faults;
using LocalCloud.Kernel;
using LocalCloud.Lambda;

namespace LocalCloud.Tests.Gateway;

/// <summary>The whole cloud with the relay deployed, and functions that only note what they are asked.</summary>
public sealed class CloudTests : IAsyncDisposable
{
    private const string Source = "111111111111";

    private readonly List<(string Function, string Payload)> _invoked = [];
    private readonly Cloud _cloud;
    private bool _fails;

    public CloudTests()
    {
        _cloud = Cloud.Create(
            new CloudOptions { FunctionHost = _ => new DelegateHost(NoteAsync), Schedules = false }
        );
        _cloud.DeployRelay();
    }

    [Fact]
    public async Task Events_of_a_snapshot_reach_the_relays_function_in_the_DR_Region()
    {
        await TakeSnapshotAsync("orders-1");

        _invoked.ShouldAllBe(i => i.Function == "snapshot-relay-OnSnapshotCompleted");
        EventIds.ShouldBe(["RDS-EVENT-0040", "RDS-EVENT-0042"]);
        JsonNode.Parse(_invoked[1].Payload)!["detail"]!["SourceIdentifier"]!
            .GetValue<string>()
            .ShouldBe("orders-1");
    }

    [Fact]
    public async Task An_automated_snapshot_is_made_by_its_path_and_its_event_can_be_redelivered()
    {
        await CreateDatabaseAsync();

        var answer = await LocalAsync(
            "POST",
            "/_local/automated-snapshot",
            """{"dbInstanceIdentifier":"orders"}"""
        );
        await _cloud.Virtual!.RunUntilIdleAsync();
        await LocalAsync(
            "POST",
            "/_local/redeliver",
            """{"pattern":{"detail":{"EventID":["RDS-EVENT-0091"]}}}"""
        );
        await _cloud.Virtual.RunUntilIdleAsync();

        answer["dbSnapshotArn"]!
            .GetValue<string>()
            .ShouldStartWith("arn:aws:rds:eu-west-1:111111111111:snapshot:rds:orders-");
        EventIds.ShouldBe(["RDS-EVENT-0090", "RDS-EVENT-0091", "RDS-EVENT-0091"]);
        _invoked[1].ShouldBe(_invoked[2]);
    }

    [Fact]
    public async Task A_cluster_s_automated_snapshot_is_made_by_the_same_path_and_RDS_is_set_by_another()
    {
        await _cloud
            .As(Source, "eu-west-1")
            .QueryAsync("rds", "CreateDBCluster", ("DBClusterIdentifier", "shop"), ("Engine", "docdb"));
        await _cloud.Virtual!.RunUntilIdleAsync();

        var answer = await LocalAsync(
            "POST",
            "/_local/automated-snapshot",
            """{"dbClusterIdentifier":"shop"}"""
        );
        var settings = await LocalAsync("POST", "/_local/rds-settings", """{"singleStepCopies":false}""");

        answer["dbClusterSnapshotArn"]!
            .GetValue<string>()
            .ShouldStartWith("arn:aws:rds:eu-west-1:111111111111:cluster-snapshot:rds:shop-");
        settings["singleStepCopies"]!.GetValue<bool>().ShouldBeFalse();
        _cloud.Rds.Settings.SingleStepCopies.ShouldBeFalse();
    }

    [Fact]
    public async Task A_dropped_event_is_lost_and_a_doubled_one_comes_twice()
    {
        _cloud.Faults.Add(new Fault { Effect = FaultEffect.Double, EventId = "RDS-EVENT-0040" });
        _cloud.Faults.Add(new Fault { Effect = FaultEffect.Drop, EventId = "RDS-EVENT-0042" });

        await TakeSnapshotAsync("orders-1");

        EventIds.ShouldBe(["RDS-EVENT-0040", "RDS-EVENT-0040"]);
    }

    [Fact]
    public async Task What_the_function_can_not_digest_is_found_in_the_dead_letter_queue()
    {
        _cloud.Faults.Add(new Fault { Effect = FaultEffect.Drop, EventId = "RDS-EVENT-0040" });
        _fails = true;

        await TakeSnapshotAsync("orders-1");

        EventIds.ShouldBe(["RDS-EVENT-0042", "RDS-EVENT-0042", "RDS-EVENT-0042"]);
        var letters = await LocalAsync("GET", "/_local/dead-letters?queue=snapshot-relay-dead-letters");
        letters.AsArray().ShouldHaveSingleItem()!["body"]!.GetValue<string>().ShouldBe(_invoked[0].Payload);
    }

    [Fact]
    public async Task A_path_of_a_service_names_what_it_does_not_find()
    {
        var database = await LocalAsync(
            "POST",
            "/_local/automated-snapshot",
            """{"dbInstanceIdentifier":"billing"}"""
        );
        var queue = await LocalAsync("GET", "/_local/dead-letters?queue=nothing");
        var missing = await LocalAsync("POST", "/_local/automated-snapshot", "{}");

        database["error"]!.GetValue<string>().ShouldBe("DBInstanceNotFound");
        queue["message"]!.GetValue<string>().ShouldContain("snapshot-relay-dead-letters");
        missing["message"]!.GetValue<string>().ShouldContain("'dbInstanceIdentifier' is missing");
    }

    private IEnumerable<string> EventIds =>
        _invoked.Select(i => JsonNode.Parse(i.Payload)!["detail"]!["EventID"]!.GetValue<string>());

    public ValueTask DisposeAsync() => _cloud.DisposeAsync();

    private Task<string> NoteAsync(FunctionConfiguration function, string payload, string requestId)
    {
        lock (_cloud.Agenda.Gate)
        {
            _invoked.Add((function.Name, payload));
        }

        return _fails ? throw new InvalidOperationException("indigestible") : Task.FromResult("null");
    }

    private Task CreateDatabaseAsync() =>
        _cloud
            .As(Source, "eu-west-1")
            .QueryAsync(
                "rds",
                "CreateDBInstance",
                ("DBInstanceIdentifier", "orders"),
                ("Engine", "postgres"),
                ("DBInstanceClass", "db.t4g.medium"),
                ("AllocatedStorage", "100"),
                ("MasterUsername", "app"),
                ("MasterUserPassword", "sample-password")
            )
            .ContinueWith(_ => _cloud.Virtual!.RunUntilIdleAsync(), TaskScheduler.Default)
            .Unwrap();

    private async Task TakeSnapshotAsync(string name)
    {
        await CreateDatabaseAsync();
        await _cloud
            .As(Source, "eu-west-1")
            .QueryAsync(
                "rds",
                "CreateDBSnapshot",
                ("DBInstanceIdentifier", "orders"),
                ("DBSnapshotIdentifier", name)
            );
        await _cloud.Virtual!.RunUntilIdleAsync();
    }

    private async Task<JsonNode> LocalAsync(string method, string path, string body = "")
    {
        using var http = new HttpClient(_cloud.Handler, disposeHandler: false)
        {
            BaseAddress = new Uri("http://cloud"),
        };
        using var request = new HttpRequestMessage(new HttpMethod(method), path)
        {
            Content = new StringContent(body),
        };
        using var response = await http.SendAsync(request);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }
}
