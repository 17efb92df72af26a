using System.Text.Json.Nodes;
using LocalCloud.Faults;
using LocalCloud.Kernel;
using LocalCloud.Samples;

namespace Scenarios;

/// <summary>The files of events/ tell of the sample world, and each function can work with its own in it.</summary>
public sealed class SampleEvents
{
    private const string Copy = $"arn:aws:rds:eu-central-1:222222222222:snapshot:{OwnCopy}";

    private const string OwnCopy =
        "snapshot-relay-111111111111-eu-west-1-rds-orders-2026-11-20-03-00-ffd490c3d06f";

    public static TheoryData<string> CompletedSnapshots => Files("");

    public static TheoryData<string> NearMisses => Files("near-misses/");

    [Fact]
    public async Task Step_samples_are_what_the_state_machine_sends_on_the_day_of_the_samples()
    {
        var day = await SampleDay.PlayAsync();
        var bad = await SampleDay.PlayAsync(
            new Fault
            {
                Effect = FaultEffect.FailCopy,
                Account = Estate.Dr,
                Percent = 40,
            }
        );
        var sent = new Dictionary<string, JsonObject>
        {
            ["plan-relay.json"] = day.SentTo("PlanRelay"),
            ["copy-to-region.json"] = day.SentTo("CopyToRegion"),
            ["check-region-copy.json"] = day.SentTo("CheckRegionCopy", i => Percent(i, "regionCopy") >= 25),
            ["share-region-copy.json"] = day.SentTo("ShareRegionCopy"),
            ["copy-to-account.json"] = day.SentTo("CopyToAccount"),
            ["check-account-copy.json"] = day.SentTo(
                "CheckAccountCopy",
                i => Percent(i, "accountCopy") >= 25
            ),
            ["stop-sharing.json"] = day.SentTo("StopSharing"),
            ["verify-copy.json"] = day.SentTo("VerifyCopy"),
            ["explain-failure.json"] = bad.SentTo("ExplainFailure"),
            ["share-source.json"] = day.SentTo(
                "ShareSource",
                i =>
                    ((string)i["relay"]!["snapshotArn"]!).EndsWith(
                        ":orders-before-upgrade",
                        StringComparison.Ordinal
                    )
            ),
        };
        foreach (var (file, input) in sent)
        {
            if (Environment.GetEnvironmentVariable("RECORD_SAMPLES") == "1")
            {
                SampleDay.Write(file, input);
            }

            Masked(SampleDay.Read(file)).ShouldBe(Masked(input), $"{file}; RECORD_SAMPLES=1 writes it anew");
        }
    }

    /// <summary>Files, and which event of the day each one holds.</summary>
    private static readonly (string File, string EventId, string Identifier)[] Emitted =
    [
        ("rds-automated-snapshot-created.json", "RDS-EVENT-0091", "rds:orders-2026-11-20-03-00"),
        ("rds-manual-snapshot-created.json", "RDS-EVENT-0042", "orders-before-upgrade"),
        ("rds-cluster-automated-snapshot-created.json", "RDS-EVENT-0169", "rds:ledger-2026-11-20-04-30"),
        ("rds-cluster-manual-snapshot-created.json", "RDS-EVENT-0075", "ledger-before-upgrade"),
        ("near-misses/rds-automated-snapshot-started.json", "RDS-EVENT-0090", "rds:orders-2026-11-20-03-00"),
        ("near-misses/rds-manual-snapshot-started.json", "RDS-EVENT-0040", "orders-before-upgrade"),
        (
            "near-misses/rds-cluster-automated-snapshot-started.json",
            "RDS-EVENT-0168",
            "rds:ledger-2026-11-20-04-30"
        ),
        ("near-misses/rds-cluster-manual-snapshot-started.json", "RDS-EVENT-0074", "ledger-before-upgrade"),
        ("near-misses/rds-own-copy-created.json", "RDS-EVENT-0042", OwnCopy),
        (
            // AWS Backup copies an automated snapshot where there is one.
            "near-misses/rds-awsbackup-copy-finished.json",
            "RDS-EVENT-0197",
            $"awsbackup:job-{SampleWorld.BackupJobId.ToLowerInvariant()}"
        ),
    ];

    [Fact]
    public async Task Event_samples_are_what_RDS_emits_on_the_day_of_the_samples()
    {
        var day = await SampleDay.PlayAsync();
        foreach (var (file, eventId, identifier) in Emitted)
        {
            var emitted = day.Events.Single(e =>
                (string?)e["detail"]!["EventID"] == eventId
                && (string?)e["detail"]!["SourceIdentifier"] == identifier
                && (string?)e["region"] == "eu-west-1"
            );
            ShouldBeWhatIsEmitted(file, emitted);
        }
    }

    [Theory]
    [InlineData("backup-job-completed.json", "COMPLETED")]
    [InlineData("near-misses/backup-job-created.json", "CREATED")]
    [InlineData("near-misses/backup-job-running.json", "RUNNING")]
    public async Task Event_samples_are_what_AWS_Backup_emits_on_the_day_of_the_samples(
        string file,
        string state
    )
    {
        var day = await SampleDay.PlayAsync();
        ShouldBeWhatIsEmitted(
            file,
            day.Events.Single(e =>
                (string?)e["detail-type"] == "Backup Job State Change"
                && (string?)e["detail"]!["state"] == state
            )
        );
    }

    [Theory]
    [MemberData(nameof(CompletedSnapshots))]
    public async Task The_event_of_a_completed_snapshot_starts_its_relay(string file)
    {
        await using var world = await WorldOf(file);

        var outcome = await InvokeAsync(world, "OnSnapshotCompleted", file);

        ((string?)outcome["reason"]).ShouldBe("Its relay runs.");
        var execution = world.Cloud.States.ExecutionsOf(world.Relay.StateMachineArn).ShouldHaveSingleItem();
        execution.Name.ShouldBe((string?)outcome["execution"]);
        if (file.StartsWith("rds-automated", StringComparison.Ordinal))
        {
            execution.Name.ShouldBe((string?)SampleDay.Read("plan-relay.json")["execution"]!["name"]);
        }
    }

    [Theory]
    [MemberData(nameof(NearMisses))]
    public async Task A_near_miss_starts_nothing(string file)
    {
        await using var world = await WorldOf(file);

        var outcome = await InvokeAsync(world, "OnSnapshotCompleted", file);

        ((string?)outcome["reason"]).ShouldStartWith("Nothing to do");
        world.Cloud.States.ExecutionsOf(world.Relay.StateMachineArn).ShouldBeEmpty();
    }

    [Fact]
    public async Task PlanRelay_chooses_the_way_over_the_DR_Region_into_the_DR_account()
    {
        var (_, relay) = await StepAsync("PlanRelay", "plan-relay.json");

        ((string?)relay["plan"]!["route"]).ShouldBe("RegionThenAccount");
        relay.ToJsonString().ShouldBe(SampleDay.Read("copy-to-region.json")["relay"]!.ToJsonString());
    }

    [Fact]
    public async Task CopyToRegion_makes_the_region_copy_and_waits_for_it()
    {
        var (_, relay) = await StepAsync("CopyToRegion", "copy-to-region.json");

        ((string?)relay["regionCopy"]!["status"]).ShouldBe("pending");
        ((string?)relay["wait"]!["for"]).ShouldBe("Copy");
    }

    [Fact]
    public async Task CheckRegionCopy_sees_the_region_copy_in_progress_and_waits_on()
    {
        var before = Percent(SampleDay.Read("check-region-copy.json"), "regionCopy");
        var (_, relay) = await StepAsync("CheckRegionCopy", "check-region-copy.json");

        ((int)relay["regionCopy"]!["last"]!["percent"]!).ShouldBeInRange(before + 1, 99);
        ((int)relay["wait"]!["seconds"]!).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task ShareRegionCopy_shares_the_region_copy()
    {
        var (shared, _) = await StepAsync("ShareRegionCopy", "share-region-copy.json");

        shared.ShouldBe([Estate.Dr]);
    }

    [Fact]
    public async Task ShareSource_shares_the_manual_snapshot_itself()
    {
        var (shared, _) = await StepAsync("ShareSource", "share-source.json");

        shared.ShouldBe([Estate.Dr]);
    }

    [Fact]
    public async Task CopyToAccount_makes_the_account_copy_and_waits_for_it()
    {
        var (shared, relay) = await StepAsync("CopyToAccount", "copy-to-account.json");

        shared.ShouldBe([Estate.Dr]);
        ((string?)relay["accountCopy"]!["arn"]).ShouldBe(Copy);
        ((string?)relay["accountCopy"]!["status"]).ShouldBe("pending");
    }

    [Fact]
    public async Task CheckAccountCopy_sees_the_account_copy_in_progress_and_waits_on()
    {
        var before = Percent(SampleDay.Read("check-account-copy.json"), "accountCopy");
        var (_, relay) = await StepAsync("CheckAccountCopy", "check-account-copy.json");

        ((int)relay["accountCopy"]!["last"]!["percent"]!).ShouldBeInRange(before + 1, 99);
        ((int)relay["wait"]!["seconds"]!).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task StopSharing_withdraws_the_share()
    {
        var (shared, _) = await StepAsync("StopSharing", "stop-sharing.json");

        shared.ShouldBeEmpty();
    }

    [Fact]
    public async Task VerifyCopy_finds_the_account_copy_as_it_should_be()
    {
        var (shared, relay) = await StepAsync("VerifyCopy", "verify-copy.json");

        shared.ShouldBeEmpty();
        ((string?)relay["verification"]!["copyArn"]).ShouldBe(Copy);
        ((bool)relay["verification"]!["verified"]!).ShouldBeTrue();
    }

    [Fact]
    public async Task ExplainFailure_says_what_failed_and_what_to_do()
    {
        var (_, failure) = await StepAsync("ExplainFailure", "explain-failure.json");

        ((string?)failure["Error"]).ShouldBe("CopyFailedException");
        failure["Cause"]!.GetValue<string>().ShouldContain("What to do: ");
    }

    [Fact]
    public async Task ExplainStop_names_the_snapshot_of_a_relay_that_has_no_history_any_more()
    {
        await using var world = await WorldOf("explain-stop.json");
        var answer = await InvokeAsync(world, "ExplainStop", "explain-stop.json");

        var message = (string)answer["message"]!;
        message.ShouldStartWith(
            "The relay of arn:aws:rds:eu-west-1:111111111111:snapshot:rds:orders-2026-11-20-03-00 (its database is not known) was cut off at a step that could not be asked for ("
        );
        message.ShouldContain(
            " at 2026-11-20T03:15:04Z (ABORTED): somebody has stopped it (CloudTrail, StopExecution, tells who), saying 'Maintenance of orders'. "
        );
    }

    private static TheoryData<string> Files(string folder) =>
        [
            .. new[] { "rds-*.json", "backup-*.json" }
                .SelectMany(events => Directory.GetFiles(SampleDay.PathOf(folder), events))
                .Select(file => folder + Path.GetFileName(file))
                .Order(StringComparer.Ordinal),
        ];

    private static void ShouldBeWhatIsEmitted(string file, JsonObject emitted)
    {
        if (Environment.GetEnvironmentVariable("RECORD_SAMPLES") == "1")
        {
            SampleDay.Write(file, emitted);
        }

        WithoutId(SampleDay.Read(file)).ToJsonString().ShouldBe(WithoutId(emitted).ToJsonString(), file);
    }

    private static Task<SampleWorld> WorldOf(string file) =>
        SampleWorld.AtAsync(SampleWorld.MomentOf(SampleDay.Read(file)), InProcessFunctions.For);

    /// <summary>Runs a step in its world: whom a snapshot is shared with then, and the step's result.</summary>
    private static async Task<(IReadOnlyList<string> Shared, JsonObject Result)> StepAsync(
        string function,
        string file
    )
    {
        await using var world = await WorldOf(file);
        var result = await InvokeAsync(world, function, file);
        var shared = new[] { "eu-west-1", "eu-central-1" }
            .SelectMany(region => world.Cloud.Rds.State.SnapshotsIn(Estate.Source, region))
            .SelectMany(s => s.SharedWith);
        return ([.. shared], result);
    }

    private static async Task<JsonObject> InvokeAsync(SampleWorld world, string function, string file)
    {
        InvocationResult? result = null;
        lock (world.Cloud.Agenda.Gate)
        {
            world.Cloud.Functions.Invoke(
                world.Relay.FunctionArns[function],
                File.ReadAllText(SampleDay.PathOf(file)),
                r => result = r
            );
        }

        await world.Cloud.Virtual!.RunUntilAsync(() => result is not null);
        result!.FunctionError.ShouldBeNull(result.Payload);
        return JsonNode.Parse(result.Payload)!.AsObject();
    }

    private static int Percent(JsonObject input, string copy) =>
        (int?)input["relay"]![copy]?["last"]?["percent"] ?? 0;

    private static JsonObject WithoutId(JsonObject envelope)
    {
        var without = envelope.DeepClone().AsObject();
        without.Remove("id");
        return without;
    }

    // Times and numbers follow from how fast things go: everything else must agree to the letter.
    private static string Masked(JsonNode? node) =>
        node switch
        {
            JsonObject members =>
                $"{{{string.Join(',', members.Select(m => $"{m.Key}:{Masked(m.Value)}"))}}}",
            JsonValue value when value.GetValueKind() == System.Text.Json.JsonValueKind.Number => "NUMBER",
            JsonValue value when value.TryGetValue<DateTimeOffset>(out _) => "TIME",
            _ => node?.ToJsonString() ?? "null",
        };
}
