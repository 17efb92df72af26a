using System.Text.Json.Nodes;
using LocalCloud.Faults;

namespace Scenarios.Notifications;

/// <summary>What a person reads of those that keep watch: what they found, once, and that they do not run; nothing while all is well.</summary>
public sealed class WhatTheWatchTells
{
    [Fact]
    public async Task What_Reconcile_has_to_tell_is_told_once()
    {
        await using var estate = await Estate.Deployed("orders");
        estate.Fault(new Fault { Effect = FaultEffect.Drop, EventId = "RDS-EVENT-0042" });
        var snapshot = await estate.ManualSnapshot("orders", "s");

        await estate.RunFor(TimeSpan.FromHours(5));

        estate.Succeeded();
        var told = estate.Told().ShouldHaveSingleItem();
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
        await using var estate = await Estate.Deployed("orders");
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

        estate
            .Alarm("snapshot-relay-snapshots-missing")
            .ShouldNotBeNull()
            .ShouldStartWith(
                "For two hours, snapshots that are to be relayed have had neither a copy nor a running relay, or Reconcile has not run at all. What to do: "
            );
    }

    [Fact]
    public async Task That_schedules_call_nobody_any_more_is_told_of_each_function_by_its_own_account_and_of_a_new_stack_nothing()
    {
        await using var estate = await Estate.Deployed("orders");
        await estate.ManualSnapshot("orders", "s");
        await estate.RunFor(TimeSpan.FromHours(25));
        NotRun(estate).ShouldBeEmpty();

        estate.Cloud.Schedules.Enabled = false;
        await estate.RunFor(TimeSpan.FromHours(20));
        NotRun(estate).ShouldBe([$"{Estate.Source} recoverability"]);
        await estate.RunFor(TimeSpan.FromHours(40));

        NotRun(estate)
            .ShouldBe(
                [
                    $"{Estate.Source} recoverability",
                    $"{Estate.Source} Doctor-not-run",
                    $"{Estate.Source} PruneCopies-not-run",
                    $"{Estate.Dr} PruneCopies-not-run",
                ],
                ignoreOrder: true
            );
        estate
            .Alarms("snapshot-relay-Doctor-not-run")
            .ShouldHaveSingleItem()
            .ShouldStartWith(
                "For more than a day nothing has called Doctor (insufficient data: the function was not invoked), "
            );
    }

    private static IReadOnlyList<string> NotRun(Estate estate) =>
        [
            .. estate
                .Cloud.Sns.Inbox.Select(m => (m.TopicArn, Told: JsonNode.Parse(m.Text) as JsonObject))
                .Where(m => (string?)m.Told?["NewStateValue"] == "INSUFFICIENT_DATA")
                .Select(m =>
                    $"{m.TopicArn.Split(':')[4]} {((string)m.Told!["AlarmName"]!)["snapshot-relay-".Length..]}"
                ),
        ];

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

        estate
            .Alarm("snapshot-relay-canaries-missing")
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
        await estate.SkipARun();
        await estate.RunFor(TimeSpan.FromHours(4));

        estate
            .Alarms("snapshot-relay-regions-unknown")
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
        await estate.SkipARun();
        await estate.RunFor(TimeSpan.FromHours(8 - skippedAfter));

        estate
            .Alarms("snapshot-relay-relays-waiting-long")
            .ShouldHaveSingleItem()
            .ShouldStartWith("Relays have run for more than half of RecoverabilityObjectiveHours");
    }

    [Fact]
    public async Task A_healthy_night_is_silent()
    {
        await using var estate = await Estate.Deployed("orders", "crm");
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

        var told = estate.Inbox(Estate.Dr);
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
}
