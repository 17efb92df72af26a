using System.Text.Json.Nodes;
using LocalCloud.Faults;
using LocalCloud.Rds;

namespace Scenarios.RestoreGuide;

/// <summary>
/// docs/restore.md, as a person walks it with the AWS CLI: the relay has made its copies, the source Region answers nothing any more. Each
/// command runs that the local cloud knows; <see cref="Guide.NotSimulated"/> has the others.
/// </summary>
public sealed class TheRestoreGuide(AwsCli cli) : IClassFixture<AwsCli>
{
    private static readonly string[] Begin = ["1. Keep what you have", "2. Prepare the place"];
    private static readonly string[] EveryKind =
    [
        "DB instance",
        "Aurora cluster",
        "DocumentDB cluster",
        "Neptune cluster",
        "5. Check it, then switch over",
    ];

    // How many instances the guide gives each.
    private static readonly (string Name, int Members)[] Clusters =
    [
        ("ledger", 2),
        ("papers", 1),
        ("graph", 1),
    ];

    private static readonly string[] InModeCopy =
    [
        .. Begin,
        "Mode copy",
        "Recovery points",
        "Recovery point",
        .. EveryKind,
    ];
    private static readonly string[] InModeShare = [.. Begin, "Mode share", .. EveryKind];
    private static readonly string[] InModeRegion =
    [
        Begin[0],
        "Mode region",
        Begin[1],
        "Mode copy",
        .. EveryKind,
    ];
    private static readonly string[] BackFromDr = ["From the DR account", "At home"];
    private static readonly string[] BackFromSource = ["From the source account", "At home"];

    [Fact]
    public async Task In_mode_copy_every_kind_comes_back_in_the_DR_account_and_goes_home_again()
    {
        Ready();
        await using var estate = await Estate.WithVault(options: Still);
        await Databases(estate);
        await estate.Database("invoices", await estate.SharedKey());
        await estate.BackUp(estate.InstanceArn("invoices"));
        RestoreRole(estate);
        await Copied(estate, 6);

        await Walk(estate, InModeCopy);

        Restored(estate, Estate.Dr, "orders").ShouldBe("available db.t4g.medium");
        Restored(estate, Estate.Dr, "invoices").ShouldBe("available db.t4g.medium");
        Restored(estate, Estate.Dr, "invoices-2").ShouldBe("available db.t4g.medium");
        ClustersAreBack(estate, Estate.Dr);
        Database(estate, Estate.Dr, "orders").Encryption.Key!.Arn.ShouldBe(estate.Relay.AccountKeyArn);
        Newest(estate, Estate.Dr, "orders").ShouldContain("rds-orders");
        await GoHome(estate, BackFromDr);
    }

    [Fact]
    public async Task In_mode_share_what_is_shared_comes_back_under_the_DR_account_s_own_key()
    {
        Ready();
        await using var estate = Estate.Start("share", Still);
        await Databases(estate);
        await Copied(estate, 5);

        await Walk(estate, InModeShare);

        Restored(estate, Estate.Dr, "orders").ShouldBe("available db.t4g.medium");
        ClustersAreBack(estate, Estate.Dr);
        Database(estate, Estate.Dr, "orders").Encryption.Key!.Arn.ShouldContain($":{Estate.Dr}:");
        foreach (var (cluster, _) in Clusters)
        {
            Database(estate, Estate.Dr, cluster, RdsKind.Cluster)
                .Encryption.Key!.Arn.ShouldContain($":{Estate.Dr}:", customMessage: cluster);
        }

        foreach (var cluster in new[] { "papers", "graph" })
        {
            Newest(estate, Estate.Dr, cluster, RdsKind.Cluster).ShouldBe($"{cluster}-to-restore");
        }
    }

    [Fact]
    public async Task In_mode_region_the_source_account_comes_back_in_the_DR_Region_and_goes_home_again()
    {
        Ready();
        await using var estate = Estate.Start("region", Still);
        await Databases(estate);
        await Copied(estate, 5);

        await Walk(estate, InModeRegion);

        Restored(estate, Estate.Source, "orders").ShouldBe("available db.t4g.medium");
        ClustersAreBack(estate, Estate.Source);
        await GoHome(estate, BackFromSource);
    }

    [Fact]
    public void Every_command_of_the_guide_is_walked() =>
        Guide.Commands.Keys.ShouldBe(
            InModeCopy
                .Concat(InModeShare)
                .Concat(InModeRegion)
                .Concat(BackFromDr)
                .Concat(BackFromSource)
                .Distinct(),
            ignoreOrder: true
        );

    [Fact]
    public async Task What_is_said_not_to_be_simulated_is_in_the_guide_and_is_not()
    {
        await using var estate = Estate.Start();
        using var client = new HttpClient(estate.Cloud.Handler, disposeHandler: false);
        var simulated = JsonNode
            .Parse(await client.GetStringAsync("http://local-cloud/_local/operations"))!
            .AsObject();
        foreach (var (command, reason) in Guide.NotSimulated)
        {
            reason.ShouldNotBeEmpty();
            Guide.Commands.Values.ShouldContain(
                c => c.Contains($"aws {command} ", StringComparison.Ordinal),
                command
            );
            var (service, operation) = (command.Split(' ')[0], command.Split(' ')[1].Replace("-", ""));
            (simulated[service == "neptune" ? "rds" : service]?.AsArray() ?? []).ShouldNotContain(o =>
                string.Equals((string?)o, operation, StringComparison.OrdinalIgnoreCase)
            );
        }
    }

    private void Ready()
    {
        if (cli.Missing is { } missing)
        {
            (Environment.GetEnvironmentVariable("CI") == "true").ShouldBeFalse(missing);
            Assert.Skip(missing);
        }
    }

    // What the schedules do is not what is walked here.
    private static LocalCloud.CloudOptions Still(LocalCloud.CloudOptions options) =>
        options with
        {
            ThroughputMiBPerSecond = 10_000,
            Schedules = false,
        };

    /// <summary>A DB instance with an older and a newer snapshot, and a cluster of each kind.</summary>
    private static async Task Databases(Estate estate)
    {
        var key = await estate.Key();
        await estate.Database("orders", key);
        await estate.Cluster("ledger", key);
        await estate.Cluster("papers", key, "docdb");
        await estate.Cluster("graph", key, "neptune");
        await estate.ManualSnapshot("orders", "orders-1");
        await estate.RunFor(TimeSpan.FromHours(1));
        estate.AutomatedSnapshot("orders");
        foreach (var (cluster, _) in Clusters)
        {
            estate.AutomatedClusterSnapshot(cluster);
        }
    }

    private static async Task Copied(Estate estate, int relays)
    {
        await estate.RunUntilIdle();
        estate.Executions.Select(e => e.Status).ShouldBe(Enumerable.Repeat("SUCCEEDED", relays));
        estate.Fault(
            new Fault
            {
                Effect = FaultEffect.Error,
                Region = estate.SourceRegion,
                Code = "ServiceUnavailable",
                Status = 503,
                Times = 1_000_000,
            }
        );
    }

    private static void RestoreRole(Estate estate)
    {
        var trust = JsonNode.Parse(
            """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"backup.amazonaws.com"},"Action":"sts:AssumeRole"}]}"""
        )!;
        lock (estate.Cloud.Agenda.Gate)
        {
            estate.Cloud.Sts.Roles.PutRole(
                $"arn:aws:iam::{Estate.Dr}:role/service-role/AWSBackupDefaultServiceRole",
                trust.AsObject(),
                new Dictionary<string, JsonObject>(StringComparer.Ordinal)
            );
        }
    }

    /// <summary>The source Region is back; the last snapshot there is relayed as ever.</summary>
    private async Task GoHome(Estate estate, string[] way)
    {
        var relays = estate.Executions.Count;
        lock (estate.Cloud.Agenda.Gate)
        {
            estate.Cloud.Faults.Clear();
        }

        await Walk(estate, way);

        var home = Database(estate, Estate.Source, "orders", region: estate.SourceRegion);
        home.Status.ShouldBe("available");
        Database(estate, Estate.Source, "orders-before-disaster", region: estate.SourceRegion);
        estate
            .Executions.Skip(relays)
            .ShouldContain(e =>
                e.Name.Contains("orders-is-home")
                && e.Status == "SUCCEEDED"
                && Estate.Route(e) != "NothingToDo"
            );
    }

    /// <summary>Runs the commands under these headings in one shell, while simulated minutes pass in milliseconds.</summary>
    private async Task Walk(Estate estate, string[] headings)
    {
        var endpoint = estate.Cloud.Address ?? await estate.Cloud.ListenAsync(0);
        using var walked = new CancellationTokenSource();
        var time = Pass(estate, walked.Token);
        try
        {
            await cli.Run(Guide.Script(headings), endpoint);
        }
        finally
        {
            await walked.CancelAsync();
            await time;
        }

        await estate.RunUntilIdle();
    }

    private static async Task Pass(Estate estate, CancellationToken walked)
    {
        while (!walked.IsCancellationRequested)
        {
            await estate.RunFor(TimeSpan.FromMinutes(1));
            await Task.Delay(TimeSpan.FromMilliseconds(10), CancellationToken.None);
        }
    }

    private static string Restored(Estate estate, string account, string name)
    {
        var instance = Database(estate, account, name);
        return $"{instance.Status} {instance.Facts.InstanceClass}";
    }

    private static void ClustersAreBack(Estate estate, string account)
    {
        foreach (var (name, members) in Clusters)
        {
            var cluster = Database(estate, account, name, RdsKind.Cluster);
            var available = estate.Cloud.Rds.State.MembersOf(cluster).Count(m => m.Status == "available");
            $"{name} {cluster.Status} {available}".ShouldBe($"{name} available {members}");
        }
    }

    /// <summary>The snapshot that a database was restored from, by the tag that the guide gives it.</summary>
    private static string Newest(Estate estate, string account, string name, RdsKind? kind = null) =>
        Database(estate, account, name, kind).Tags.Single(t => t.Key == "restored-from").Value;

    private static RdsDatabase Database(
        Estate estate,
        string account,
        string name,
        RdsKind? kind = null,
        string? region = null
    ) =>
        estate
            .Cloud.Rds.State.Database(
                (kind ?? RdsKind.Instance).DatabaseIn(account, region ?? estate.DrRegion, name)
            )
            .ShouldNotBeNull($"{name} of {account}");
}
