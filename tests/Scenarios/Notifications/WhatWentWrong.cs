using System.Text.Json.Nodes;
using LocalCloud.Faults;

namespace Scenarios.Notifications;

/// <summary>What a person reads in the topic's inbox when a relay, an event or a function goes wrong: once, in whole sentences.</summary>
public sealed class WhatWentWrong
{
    private const string Console =
        "https://console.aws.amazon.com/states/home?region=eu-central-1#/v2/executions/details/arn:aws:states:eu-central-1:111111111111:execution:snapshot-relay:";

    [Fact]
    public async Task A_failed_relay_is_told_with_snapshot_database_step_cause_what_to_do_and_a_link()
    {
        await using var estate = await Estate.Deployed("orders");
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
        estate
            .Told()
            .ShouldBe([
                "Snapshot Relay 'snapshot-relay': a relay failed, so its snapshot may be without a copy.",
                failed.Cause!,
                $"It is tried again a day after it began, or as soon as what refused it does so no more, while its snapshot is younger than ReconcileWindowHours; by hand at any time. Error CopyFailedException at {ended:yyyy-MM-dd'T'HH:mm:ss'Z'}, execution {failed.Name}:",
                $"{Console}{failed.Name}",
            ]);
        failed
            .Cause.ShouldNotBeNull()
            .ShouldStartWith($"The relay of {snapshot} (database orders) failed at CheckAccountCopy: ");
        failed.Cause.ShouldContain(
            "What to do: See to what AWS names, else check the source snapshot and the keys; then start the relay again: it makes a new attempt and leaves the failed copy."
        );
    }

    [Fact]
    public async Task A_cause_that_quotes_what_was_given_is_told_too()
    {
        await using var estate = Estate.Start();
        estate.TurnSchedulesOn();

        await estate.StartWith("""{"snapshotArn":{"name":"\"orders\""}}""", "by-hand");
        await estate.RunUntilIdle();

        estate
            .Told()[1]
            .ShouldStartWith(
                "The relay of {'name':'/'orders/''} (its database is not known) failed at PlanRelay: "
            );
        estate.DeadLetters.ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_one_that_PlanRelay_refuses_the_database_is_told_too_since_it_was_seen()
    {
        await using var estate = await Estate.Deployed("orders");
        estate.Fault(
            new Fault
            {
                Effect = FaultEffect.Deny,
                Operation = "AssumeRole",
                CallerRole = "snapshot-relay-PlanRelay",
                Times = 100,
            }
        );
        var snapshot = await estate.ManualSnapshot("orders", "s");
        await estate.RunUntilIdle();

        var told = estate.Told()[1];
        told.ShouldStartWith($"The relay of {snapshot} failed at PlanRelay: ");
        told.ShouldContain(" (The snapshot is of database orders.) What to do: ");
        told.ShouldNotContain("not known");
    }

    [Fact]
    public async Task Of_one_that_nobody_has_seen_it_is_told_that_the_database_is_not_known()
    {
        await using var estate = await Estate.Deployed("orders");
        var snapshot = $"arn:aws:rds:{estate.SourceRegion}:{Estate.Source}:snapshot:orders-gone";
        await estate.StartWith($$"""{"snapshotArn":"{{snapshot}}"}""", "by-hand");
        await estate.RunUntilIdle();

        estate
            .Told()[1]
            .ShouldStartWith(
                $"The relay of {snapshot} (its database is not known) failed at PlanRelay: RDS finds no snapshot "
            );
    }

    [Fact]
    public async Task An_aborted_relay_is_told_with_snapshot_database_step_what_that_means_what_to_do_and_a_link()
    {
        await using var estate = await Estate.Deployed("orders");
        var snapshot = await estate.ManualSnapshot("orders", "s");
        await estate.RunUntil(() => estate.Executions.Any(e => e.CurrentState == "WaitForRegionCopy"));

        var aborted = estate.Executions[^1];
        await estate.Abort(aborted);
        await estate.RunUntilIdle();

        var at = aborted.StopDate!.Value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");
        estate
            .Told()
            .ShouldHaveSingleItem()
            .ShouldBe(
                $"Snapshot Relay 'snapshot-relay': The relay of {snapshot} (database orders) was cut off at WaitForRegionCopy at {at} (ABORTED): "
                    + "somebody has stopped it (CloudTrail, StopExecution, tells who). So its snapshot may be without a copy, and still be shared with the DR account. "
                    + "What to do: nothing if that was meant to be only for now, since it is tried again a day after it began and a share that nobody needs is withdrawn; "
                    + "to go on at once, start the relay again by hand with the input of this execution; to have no copies of this database, give it the tag snapshot-relay:mode=skip. "
                    + $"Execution {aborted.Name}: {Console}{aborted.Name}"
            );
    }

    [Fact]
    public async Task A_relay_that_timed_out_is_told_likewise()
    {
        await using var estate = await Estate.Deployed("orders");
        // No relay of today's takes twenty days: all its waits have deadlines.
        estate.GiveRelays(seconds: "60");
        var snapshot = await estate.ManualSnapshot("orders", "s");
        await estate.RunUntilIdle();

        var told = estate.Told().ShouldHaveSingleItem();
        told.ShouldStartWith(
            $"Snapshot Relay 'snapshot-relay': The relay of {snapshot} (database orders) was cut off at WaitForRegionCopy at 2026-"
        );
        told.ShouldContain(
            " (TIMED_OUT): it took longer than 20 days. So its snapshot may be without a copy, and still be shared with the DR account. What to do: read in the execution's history what it waited for, and start the relay again by hand with the input of this execution; "
        );
        told.ShouldEndWith($" Execution {estate.Executions[^1].Name}: {Console}{estate.Executions[^1].Name}");
    }

    [Fact]
    public async Task An_aborted_relay_whose_history_can_not_be_read_is_told_all_the_same()
    {
        await using var estate = await Estate.Deployed("orders");
        estate.Fault(
            new Fault
            {
                Effect = FaultEffect.Deny,
                Operation = "GetExecutionHistory",
                Times = 100,
            }
        );
        var snapshot = await estate.ManualSnapshot("orders", "s");
        await estate.RunUntil(() => estate.Executions.Any(e => e.CurrentState == "WaitForRegionCopy"));
        await estate.Abort(estate.Executions[^1]);
        await estate.RunUntilIdle();

        estate
            .Told()
            .ShouldHaveSingleItem()
            .ShouldStartWith(
                $"Snapshot Relay 'snapshot-relay': The relay of {snapshot} (its database is not known) was cut off at a step that could not be asked for ('GetExecutionHistory of "
            );
        estate.DeadLetters.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_end_that_names_no_execution_is_a_dead_letter_and_that_is_told()
    {
        await using var estate = Estate.Start();
        estate.TurnSchedulesOn();
        estate.Emit(
            estate.DrRegion,
            $$"""
            {"version":"0","id":"1","detail-type":"Step Functions Execution Status Change","source":"aws.states","account":"{{Estate.Source}}",
             "time":"2026-11-20T03:00:00Z","region":"{{estate.DrRegion}}","resources":[],"detail":{"stateMachineArn":"{{estate.Relay.StateMachineArn}}","status":"TIMED_OUT"} }
            """
        );
        await estate.RunFor(TimeSpan.FromHours(1));

        estate.DeadLetters.ShouldHaveSingleItem();
        estate.Alarm("snapshot-relay-dead-letters").ShouldNotBeNull();
    }

    [Fact]
    public async Task An_event_that_nobody_understands_is_told_once_however_long_it_lies_there()
    {
        await using var estate = Estate.Start();
        estate.TurnSchedulesOn();
        estate.EmitStrangeEvent();
        await estate.RunFor(TimeSpan.FromHours(2));

        estate.DeadLetters.ShouldHaveSingleItem();
        estate
            .Alarm("snapshot-relay-dead-letters")
            .ShouldBe(
                "An event could not be handled, or a notification could not be delivered: it is kept for 14 days in the queue snapshot-relay-dead-letters in eu-central-1. What to do: read the message there, whose attributes tell the error; mend the cause; start the relay by hand if the message tells of a completed snapshot, and look at the execution if it tells of one that was aborted or timed out; then delete the message, since no further one makes an alarm while it is there. See docs/operations.md, Something is in a dead-letter queue."
            );
    }

    [Fact]
    public async Task A_function_that_fails_for_a_quarter_of_an_hour_is_told()
    {
        await using var estate = await Estate.Deployed("orders");
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

        var told = estate
            .Inbox(Estate.Source)
            .Where(m => m.Text.Contains("snapshot-relay-OnSnapshotCompleted\""))
            .ToList();
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

        var told = estate.Told();
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
        estate.Inbox(Estate.Source).ShouldHaveSingleItem().To.ShouldBe(["dba@example.com"]);
    }
}
