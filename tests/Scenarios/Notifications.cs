using System.Text.Json.Nodes;
using LocalCloud.Faults;
using LocalCloud.Sns;

namespace Scenarios;

/// <summary>What a person reads in the topic's inbox, for each thing that can go wrong: once, in whole sentences.</summary>
public sealed class Notifications
{
    private const string Console =
        "https://console.aws.amazon.com/states/home?region=eu-central-1#/v2/executions/details/arn:aws:states:eu-central-1:111111111111:execution:snapshot-relay:";

    [Fact]
    public async Task A_failed_relay_is_told_with_snapshot_step_cause_what_to_do_and_a_link()
    {
        await using var estate = await Running("orders");
        estate.Fault(
            new Fault
            {
                Effect = FaultEffect.FailCopy,
                Account = Estate.Dr,
                Percent = 40,
            }
        );
        var snapshot = await estate.ManualSnapshot("orders", "s");
        await estate.RunUntilIdle();

        var failed = estate.Failed("CopyFailedException");
        var ended = failed.StopDate!.Value.UtcDateTime;
        Told(estate)
            .ShouldBe([
                "Snapshot Relay 'snapshot-relay': a relay failed, so its snapshot may be without a copy.",
                failed.Cause!,
                $"It is tried again after a day, or as soon as what refused it does so no more; by hand at any time. Error CopyFailedException at {ended:yyyy-MM-dd'T'HH:mm:ss'Z'}, execution {failed.Name}:",
                $"{Console}{failed.Name}",
            ]);
        failed
            .Cause.ShouldNotBeNull()
            .ShouldStartWith($"The relay of {snapshot} failed at CheckAccountCopy: ");
        failed.Cause.ShouldContain(
            "What to do: Check the source snapshot and the keys, then start the relay again: it makes a new attempt and leaves the failed copy."
        );
    }

    [Fact]
    public async Task A_cause_that_quotes_what_was_given_is_told_too()
    {
        await using var estate = Estate.Start();
        estate.TurnSchedulesOn();

        await estate.StartWith("""{"snapshotArn":{"name":"\"orders\""}}""", "by-hand");
        await estate.RunUntilIdle();

        Told(estate)[1].ShouldStartWith("The relay of {'name':'/'orders/''} failed at PlanRelay: ");
        estate.DeadLetters.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_aborted_relay_is_told_with_what_that_means()
    {
        await using var estate = await Running("orders");
        await estate.ManualSnapshot("orders", "s");
        await estate.RunUntil(() => estate.Executions.Any(e => e.CurrentState == "WaitForRegionCopy"));

        var name = estate.Executions[^1].Name;
        await estate.Abort(estate.Executions[^1]);
        await estate.RunUntilIdle();

        var told = Told(estate);
        told[0].ShouldStartWith($"Snapshot Relay 'snapshot-relay': the relay {name} was cut off at 2026-");
        told[0]
            .ShouldEndWith(
                " (ABORTED), so its snapshot may be without a copy, and still be shared with the DR account."
            );
        told[1]
            .ShouldStartWith(
                "ABORTED means that somebody has stopped it (CloudTrail, StopExecution, tells who); TIMED_OUT that it took longer than 20 days. What to do: "
            );
        told[2].ShouldBe($"{Console}{name}");
    }

    [Fact]
    public async Task A_relay_that_timed_out_is_told_likewise()
    {
        await using var estate = Estate.Start();
        estate.TurnSchedulesOn();
        // No relay of today's takes so long: all its waits have deadlines.
        estate.Emit(
            estate.DrRegion,
            $$"""
            {"version":"0","id":"1","detail-type":"Step Functions Execution Status Change","source":"aws.states","account":"{{Estate.Source}}",
             "time":"2026-12-10T03:00:00Z","region":"{{estate.DrRegion}}","resources":[],"detail":{"executionArn":"arn:aws:states:eu-central-1:111111111111:execution:snapshot-relay:instance-x",
             "stateMachineArn":"{{estate.Relay.StateMachineArn}}","name":"instance-x","status":"TIMED_OUT","error":null,"cause":null,"input":"{\"a\":1}"} }
            """
        );
        await estate.RunUntilIdle();
        Told(estate)[0]
            .ShouldBe(
                "Snapshot Relay 'snapshot-relay': the relay instance-x was cut off at 2026-12-10T03:00:00Z (TIMED_OUT), so its snapshot may be without a copy, and still be shared with the DR account."
            );
    }

    [Fact]
    public async Task An_event_that_nobody_understands_is_told_once_however_long_it_lies_there()
    {
        await using var estate = Estate.Start();
        estate.TurnSchedulesOn();
        estate.EmitStrangeEvent();
        await estate.RunFor(TimeSpan.FromHours(2));

        estate.DeadLetters.ShouldHaveSingleItem();
        Alarm(estate, "snapshot-relay-dead-letters")
            .ShouldBe(
                "An event could not be handled, or a notification could not be delivered: it is kept for 14 days in the queue snapshot-relay-dead-letters in eu-central-1. What to do: read the message there, whose attributes tell the error; mend the cause; start the relay by hand if the message tells of a completed snapshot; then delete the message, since no further one makes an alarm while it is there. See docs/operations.md, Something is in a dead-letter queue."
            );
    }

    [Fact]
    public async Task A_function_that_fails_for_a_quarter_of_an_hour_is_told()
    {
        await using var estate = await Running("orders");
        estate.Fault(
            new Fault
            {
                Effect = FaultEffect.Deny,
                Operation = "StartExecution",
                CallerRole = "snapshot-relay-OnSnapshotCompleted",
                Times = 100,
            }
        );
        for (var i = 0; i < 7; i++)
        {
            await estate.ManualSnapshot("orders", $"s{i}");
            await estate.RunFor(TimeSpan.FromMinutes(4));
        }

        await estate.RunFor(TimeSpan.FromMinutes(10));

        var told = Inbox(estate).Where(m => m.Text.Contains("snapshot-relay-OnSnapshotCompleted\"")).ToList();
        var message = JsonNode.Parse(told.ShouldHaveSingleItem().Text)!;
        ((string?)message["AlarmDescription"])
            .ShouldNotBeNull()
            .ShouldStartWith(
                "The function OnSnapshotCompleted has failed or been throttled for a quarter of an hour: new snapshots get no relay, or late. What to do: read the log group /aws/lambda/snapshot-relay-OnSnapshotCompleted in eu-central-1"
            );
    }

    [Fact]
    public async Task What_a_source_Region_could_not_forward_is_told_in_the_DR_Region()
    {
        await using var estate = Estate.Start();
        estate.TurnSchedulesOn();
        lock (estate.Cloud.Agenda.Gate)
        {
            var queue = estate.Relay.QueueArns.Single(q =>
                q.EndsWith(":snapshot-relay-not-forwarded", StringComparison.Ordinal)
            );
            estate.Cloud.Queues.Send(queue, "{}", new Dictionary<string, string>());
        }

        await estate.RunFor(TimeSpan.FromHours(1));

        var told = Told(estate);
        told[0]
            .ShouldStartWith(
                "Snapshot Relay 'snapshot-relay': the alarm snapshot-relay-not-forwarded of the source Region eu-west-1 went off at 2026-"
            );
        told[1]
            .ShouldStartWith(
                "An event could not be forwarded from eu-west-1 to the relay in eu-central-1, so its snapshot may be without a copy for now. The event is kept for 14 days in the queue snapshot-relay-not-forwarded in eu-west-1. What to do: read the message there"
            );
        told[2].ShouldBe("https://console.aws.amazon.com/sqs/v3/home?region=eu-west-1");
    }

    [Fact]
    public async Task What_Reconcile_has_to_tell_is_told_once()
    {
        await using var estate = await Running("orders");
        estate.Fault(new Fault { Effect = FaultEffect.Drop, EventId = "RDS-EVENT-0042" });
        var snapshot = await estate.ManualSnapshot("orders", "s");

        await estate.RunFor(TimeSpan.FromHours(5));

        estate.Succeeded();
        var told = Told(estate).ShouldHaveSingleItem();
        told.ShouldStartWith("Snapshot Relay 'snapshot-relay': Reconciliation of 2026-11-20 0");
        told.ShouldEndWith(
            $"1 had no relay, so their events were lost or have failed; their relays were started: {snapshot}."
        );
    }

    [Theory]
    [InlineData(Estate.Source)]
    [InlineData(Estate.Dr)]
    public async Task What_PruneCopies_has_to_tell_is_told_in_the_account_that_it_is_about(string account)
    {
        await using var estate = await Running("orders");
        var name = await estate.RelayedCopy();
        await estate.CopyBy(
            Estate.AdministratorOf(account),
            await estate.ShareRegionCopy(name),
            "snapshot-relay-forged",
            "alias/aws/rds",
            ("snapshot-relay:relay", "snapshot-relay")
        );

        await estate.RunFor(TimeSpan.FromHours(24));

        var told = estate
            .Cloud.Sns.Inbox.Where(m => m.Text.Contains(": Pruning of ", StringComparison.Ordinal))
            .ToList();
        var message = told.ShouldHaveSingleItem();
        message.TopicArn.ShouldBe($"arn:aws:sns:eu-central-1:{account}:snapshot-relay-notifications");
        var text = (string)JsonNode.Parse(message.Text)!;
        text.ShouldStartWith("Snapshot Relay 'snapshot-relay': Pruning of 2026-11-20 11:");
        text.ShouldContain("snapshot-relay-forged ");
    }

    [Fact]
    public async Task That_Reconcile_does_not_run_is_told()
    {
        await using var estate = Estate.Start();

        await estate.RunFor(TimeSpan.FromHours(4));

        Alarm(estate, "snapshot-relay-snapshots-missing")
            .ShouldNotBeNull()
            .ShouldStartWith(
                "For two hours, snapshots that are to be relayed have had neither a copy nor a running relay, or Reconcile has not run at all. What to do: "
            );
    }

    [Fact]
    public async Task A_source_Region_whose_canary_does_not_come_is_told()
    {
        await using var estate = Estate.Start();
        estate.TurnSchedulesOn();
        estate.Fault(
            new Fault
            {
                Effect = FaultEffect.Drop,
                Source = "snapshot-relay.canary",
                Times = 100,
            }
        );

        await estate.RunFor(TimeSpan.FromHours(6));

        Alarm(estate, "snapshot-relay-canaries-missing")
            .ShouldNotBeNull()
            .ShouldStartWith(
                "For two hours, the canary event of a source Region has not become an execution here, so the events of its snapshots may not either. What to do: "
            );
    }

    [Fact]
    public async Task A_Region_that_can_not_be_reached_is_told_once_however_long_and_also_when_a_run_was_skipped()
    {
        await using var estate = Estate.Start(options: o =>
            o with
            {
                SourceRegions = ["eu-west-1", "eu-west-3"],
            }
        );
        estate.TurnSchedulesOn();
        await estate.RunFor(TimeSpan.FromHours(2));
        estate.Fault(
            new Fault
            {
                Effect = FaultEffect.Error,
                Operation = "DescribeDBSnapshots",
                Region = "eu-west-3",
                Status = 503,
                Times = int.MaxValue,
            }
        );

        await estate.RunFor(TimeSpan.FromHours(4));
        await SkipARun(estate);
        await estate.RunFor(TimeSpan.FromHours(4));

        Alarms(estate, "snapshot-relay-regions-unknown")
            .ShouldHaveSingleItem()
            .ShouldStartWith("For two hours, Reconcile could not list the snapshots of a source Region");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2.2)]
    [InlineData(5)]
    public async Task A_relay_that_waits_for_half_the_objective_is_told_once_also_when_a_run_was_skipped(
        double skippedAfter
    )
    {
        await using var estate = await Estate.WithDatabase(
            options: o => o with { Rds = o.Rds with { CopiesInProgress = 1 } },
            deploy: s =>
                s with
                {
                    Parameters = new Dictionary<string, string>
                    {
                        ["CopiesInProgress"] = "1",
                        ["RecoverabilityObjectiveHours"] = "6",
                    },
                }
        );
        estate.TurnSchedulesOn();
        await estate.Database("warehouse", sizeGiB: 2500);
        await estate.ManualSnapshot("warehouse", "large");
        await estate.RunUntil(() => estate.Executions.Any(e => e.CurrentState == "WaitForRegionCopy"));
        await estate.ManualSnapshot("orders", "waits");
        await estate.RunFor(TimeSpan.FromHours(skippedAfter));
        await SkipARun(estate);
        await estate.RunFor(TimeSpan.FromHours(8 - skippedAfter));

        Alarms(estate, "snapshot-relay-relays-waiting-long")
            .ShouldHaveSingleItem()
            .ShouldStartWith("Relays have run for more than half of RecoverabilityObjectiveHours");
    }

    [Fact]
    public async Task A_healthy_night_is_silent()
    {
        await using var estate = await Running("orders", "crm");
        // Until the first copy is there, the DR account misses it.
        await estate.ManualSnapshot("orders", "first");
        await estate.RunFor(TimeSpan.FromHours(3));
        estate.Cloud.Sns.Clear();
        foreach (var name in new[] { "a", "b", "c" })
        {
            await estate.ManualSnapshot("orders", $"orders-{name}");
            await estate.ManualSnapshot("crm", $"crm-{name}");
            await estate.RunFor(TimeSpan.FromHours(3));
        }

        await estate.RunUntilIdle();
        estate.Executions.Count.ShouldBe(7);
        estate.Executions.ShouldAllBe(e => e.Status == "SUCCEEDED");
        estate.Cloud.Sns.Inbox.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_DR_account_tells_by_itself_that_a_databases_newest_copy_is_too_old()
    {
        await using var estate = Estate.Start(deploy: s =>
            s with
            {
                DrAccountParameters = new Dictionary<string, string>
                {
                    ["RecoverabilityObjectiveHours"] = "6",
                },
            }
        );
        estate.TurnSchedulesOn();
        await estate.Database("orders", await estate.Key());
        await estate.ManualSnapshot("orders", "s");

        await estate.RunFor(TimeSpan.FromHours(8));

        var told = estate
            .Cloud.Sns.Inbox.Where(m => m.TopicArn.Contains(Estate.Dr, StringComparison.Ordinal))
            .ToList();
        // Without a copy at first, then of which database, then that it lasts.
        told.Select(m => m.Subject!.Split(':')[0]).ShouldBe(["ALARM", "AWS Notification Message", "ALARM"]);
        var text = (string)JsonNode.Parse(told[1].Text)!;
        text.ShouldStartWith("Snapshot Relay 'snapshot-relay': Recoverability of 2026-11-20 ");
        text.ShouldContain(
            $": 1 newly too far back (RecoverabilityObjectiveHours is 6): {estate.DatabaseArn("orders")}, whose newest verified copy, {estate.Owned(Estate.Dr).Single().Arn}, was taken 6 h "
        );
        text.ShouldContain("What to do: look in the source account ");
        var message = JsonNode.Parse(told[^1].Text)!;
        ((string?)message["AlarmName"]).ShouldBe("snapshot-relay-recoverability");
        ((string?)message["AlarmDescription"])
            .ShouldNotBeNull()
            .ShouldStartWith(
                "For half an hour, the newest verified copy of a database in this account has been older than 6 hours (RecoverabilityObjectiveHours), or no copy has been measured at all. What to do: "
            );
        ((string?)message["NewStateReason"])
            .ShouldNotBeNull()
            .ShouldContain("greater than or equal to the threshold (6.0)");
    }

    [Fact]
    public async Task Whoever_gave_an_address_is_written_to()
    {
        await using var estate = Estate.Start(deploy: s =>
            s with
            {
                Parameters = new Dictionary<string, string> { ["NotificationEmail"] = "dba@example.com" },
            }
        );
        await estate.StartWith("{}");
        await estate.RunUntilIdle();
        Inbox(estate).ShouldHaveSingleItem().To.ShouldBe(["dba@example.com"]);
    }

    // As it is deployed, with its schedules.
    private static async Task<Estate> Running(params string[] databases)
    {
        var estate = Estate.Start();
        estate.TurnSchedulesOn();
        foreach (var database in databases)
        {
            await estate.Database(database, await estate.Key());
        }

        return estate;
    }

    private static async Task SkipARun(Estate estate)
    {
        estate.Cloud.Schedules.Enabled = false;
        await estate.RunFor(TimeSpan.FromHours(1));
        estate.Cloud.Schedules.Enabled = true;
    }

    // Of the source account's topic; the DR account has its own.
    private static List<InboxMessage> Inbox(Estate estate) =>
        [.. estate.Cloud.Sns.Inbox.Where(m => m.TopicArn.Contains(Estate.Source, StringComparison.Ordinal))];

    // The lines of the only message.
    private static List<string> Told(Estate estate)
    {
        var message = Inbox(estate).ShouldHaveSingleItem();
        message.TopicArn.ShouldBe("arn:aws:sns:eu-central-1:111111111111:snapshot-relay-notifications");
        return [.. message.Text.Split('\n').Select(line => (string)JsonNode.Parse(line)!)];
    }

    // That Reconcile did not run may be told, too.
    private static List<string?> Alarms(Estate estate, string name) =>
        [
            .. Inbox(estate)
                .Select(m => JsonNode.Parse(m.Text))
                .OfType<JsonObject>()
                .Where(m => (string?)m["AlarmName"] == name)
                .Select(m => (string?)m["AlarmDescription"]),
        ];

    // The description in the only message, which is of this alarm.
    private static string? Alarm(Estate estate, string name)
    {
        var message = JsonNode.Parse(Inbox(estate).ShouldHaveSingleItem().Text)!;
        ((string?)message["AlarmName"]).ShouldBe(name);
        return (string?)message["AlarmDescription"];
    }
}
