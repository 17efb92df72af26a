namespace Scenarios.Keeping;

/// <summary>Recoverability is measured where the copies are, and nothing in the source account makes it look better.</summary>
public sealed class HowFarBack
{
    private const double Hour = 3600;

    [Fact]
    public async Task Each_database_counts_from_when_its_newest_verified_copy_was_taken_and_the_worst_is_told()
    {
        await using var estate = await Estate.WithDatabase();
        await estate.Database("crm");
        await estate.RelayedCopy("crm");
        await estate.RunFor(TimeSpan.FromHours(20));
        await estate.RelayedCopy();
        await estate.RunFor(TimeSpan.FromHours(5));

        var report = await estate.Report(Estate.Dr, Estate.Measure);

        ((string?)report["worst"]).ShouldBe(estate.DatabaseArn("crm"));
        estate
            .Metric(Estate.Dr, "Recoverability", estate.DatabaseArn("orders"))!
            .Value.ShouldBeInRange(5 * Hour, 6.5 * Hour);
        var worst = estate.Metric(Estate.Dr, "WorstRecoverability")!.Value;
        worst.ShouldBeInRange(25 * Hour, 28 * Hour);
        estate.Metric(Estate.Dr, "Recoverability", estate.DatabaseArn("crm")).ShouldBe(worst);
        // What is on its way there is not measured here: no copy that counts is in the source account.
        ((int)(await estate.Report(Estate.Source, Estate.Measure))["measured"]!).ShouldBe(0);
        estate.Metric(Estate.Source, "WorstRecoverability").ShouldBe(0);
    }

    [Fact]
    public async Task A_copy_that_failed_or_is_under_another_key_makes_nothing_newer()
    {
        await using var estate = await Estate.WithDatabase();
        var name = await estate.RelayedCopy();
        await estate.RunFor(TimeSpan.FromHours(40));
        await estate.CopyBy(
            Estate.AdministratorOf(Estate.Dr),
            await estate.ShareRegionCopy(name),
            "snapshot-relay-forged",
            "alias/aws/rds",
            ("snapshot-relay:relay", "snapshot-relay"),
            ("snapshot-relay:source-region", estate.SourceRegion)
        );
        await estate.Report(Estate.Dr, Estate.Measure);
        estate.Metric(Estate.Dr, "WorstRecoverability")!.Value.ShouldBeGreaterThan(40 * Hour);
        var report = await estate.Report(Estate.Dr, Estate.Prune, ("dryRun", false));
        ((int)report["notVerified"]!).ShouldBe(1);
        ((string)report["message"]!).ShouldContain("snapshot-relay-forged is encrypted under");
    }

    [Fact]
    public async Task A_deleted_database_grows_old_until_the_stack_of_its_copies_retires_it()
    {
        await using var estate = await Estate.WithDatabase();
        await estate.RelayedCopy();
        using (var rds = estate.Rds(Estate.Source, estate.SourceRegion))
        {
            await rds.DeleteDBInstanceAsync(
                new Amazon.RDS.Model.DeleteDBInstanceRequest
                {
                    DBInstanceIdentifier = "orders",
                    SkipFinalSnapshot = true,
                }
            );
        }

        await estate.RunFor(TimeSpan.FromDays(50));
        await estate.Report(Estate.Dr, Estate.Measure);
        estate.Metric(Estate.Dr, "WorstRecoverability")!.Value.ShouldBeGreaterThan(50 * 24 * Hour);
        (await estate.Pruned(Estate.Dr)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_retired_database_is_not_measured_and_its_last_copy_stays()
    {
        await using var estate = await Estate.WithDatabase(deploy: s =>
            s with
            {
                DrAccountParameters = new Dictionary<string, string>
                {
                    ["RetiredDatabases"] = $"arn:aws:rds:{s.SourceRegions[0]}:{Estate.Source}:db:orders",
                },
            }
        );
        var name = await estate.RelayedCopy();
        await estate.RunFor(TimeSpan.FromDays(90));
        var report = await estate.Report(Estate.Dr, Estate.Measure);
        report["retired"]!.AsArray().ShouldHaveSingleItem();
        estate.Metric(Estate.Dr, "WorstRecoverability").ShouldBeNull();
        (await estate.Pruned(Estate.Dr)).ShouldBeEmpty();
        estate.CopyNames(Estate.Dr).ShouldBe([name]);
    }

    [Theory]
    [InlineData("region")]
    [InlineData("share")]
    public async Task Where_the_copies_stay_in_the_source_account_they_are_measured_there(string mode)
    {
        await using var estate = await Estate.WithDatabase(mode);
        await estate.RelayedCopy();
        await estate.RunFor(TimeSpan.FromHours(3));
        await estate.Report(Estate.Source, Estate.Measure);
        estate.Metric(Estate.Source, "WorstRecoverability")!.Value.ShouldBeInRange(3 * Hour, 4.5 * Hour);
    }

    [Fact]
    public async Task A_newest_recovery_point_that_goes_within_one_objective_is_told_and_PruneCopies_leaves_it_alone()
    {
        await using var estate = await Estate.WithVault(deploy: s =>
            s with
            {
                Parameters = new Dictionary<string, string> { ["RetentionDays"] = "3" },
            }
        );
        var database = await estate.Orders("postgres");
        await estate.BackUp(database);
        await estate.RunUntilIdle();
        await estate.RunFor(TimeSpan.FromDays(1));
        await estate.Report(Estate.Dr, Estate.Measure);
        estate.Metric(Estate.Dr, "NewestExpiresSoon").ShouldBe(0);
        estate
            .Metric(Estate.Dr, "Recoverability", estate.DatabaseArn("orders"))!
            .Value.ShouldBeGreaterThan(23 * Hour);

        await estate.RunFor(TimeSpan.FromHours(20));
        await estate.Report(Estate.Dr, Estate.Measure);
        estate.Metric(Estate.Dr, "NewestExpiresSoon").ShouldBe(1);
        (await estate.Report(Estate.Dr, Estate.Prune, ("dryRun", false)))["copies"]!
            .GetValue<int>()
            .ShouldBe(0);
        estate.Points(Estate.Dr).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_database_whose_newest_recovery_point_begins_to_expire_soon_is_named_once_and_the_alarm_tells()
    {
        await using var estate = await Estate.WithVault(deploy: s =>
            s with
            {
                Parameters = new Dictionary<string, string> { ["RetentionDays"] = "2" },
            }
        );
        var database = await estate.Orders("postgres");
        await estate.BackUp(database);
        await estate.RunUntilIdle();
        estate.TurnSchedulesOn();
        await estate.RunFor(TimeSpan.FromHours(24));

        Told(estate, ": Recoverability of ")
            .ShouldHaveSingleItem()
            .ShouldContain($"1 newly soon without a copy: {estate.DatabaseArn("orders")}, whose newest");
        Told(estate, "snapshot-relay-newest-expires-soon\"").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task That_a_copy_is_not_under_its_key_is_an_alarm_that_reaches_the_topic()
    {
        await using var estate = await Estate.WithDatabase();
        await estate.CopyBy(
            Estate.AdministratorOf(Estate.Dr),
            await estate.ShareRegionCopy(await estate.RelayedCopy()),
            "snapshot-relay-forged",
            "alias/aws/rds",
            ("snapshot-relay:relay", "snapshot-relay"),
            ("snapshot-relay:source-region", estate.SourceRegion)
        );
        estate.TurnSchedulesOn();
        await estate.RunFor(TimeSpan.FromHours(24));

        Told(estate, "snapshot-relay-copies-not-verified\"").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Recovery_points_that_stay_in_the_source_account_are_measured_there()
    {
        await using var estate = await Estate.WithVault(mode: "region");
        var database = await estate.Orders("postgres");
        await estate.BackUp(database);
        await estate.RunUntilIdle();
        await estate.RunFor(TimeSpan.FromHours(3));
        await estate.Report(Estate.Source, Estate.Measure);
        estate
            .Metric(Estate.Source, "Recoverability", estate.DatabaseArn("orders"))!
            .Value.ShouldBeInRange(3 * Hour, 5 * Hour);
    }

    // What the DR account's topic has told of this.
    private static List<string> Told(Estate estate, string what) =>
        [
            .. estate
                .Inbox(Estate.Dr)
                .Where(m => m.Text.Contains(what, StringComparison.Ordinal))
                .Select(m => m.Text),
        ];
}
