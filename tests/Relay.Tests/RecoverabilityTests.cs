namespace Relay.Tests;

public sealed class RecoverabilityTests
{
    private const long Day = 24 * 3600;

    private static IReadOnlyList<DatabaseRecoverability> Measure(
        IEnumerable<SnapshotFacts> found,
        KeepSettings? settings = null,
        KeyArn? key = null
    )
    {
        settings ??= Kept.Settings();
        key ??= settings.IsDrAccount ? Some.AccountKey : Some.RegionKey;
        return Recoverability.Measure(KeptCopies.Of(settings, key).Among(found), settings, Kept.Now);
    }

    [Fact]
    public void It_counts_from_when_the_newest_verified_copy_was_taken_not_from_when_it_was_made()
    {
        var found = Measure([Kept.Account("a", days: 3), Kept.Account("b", days: 2, madeAfter: 1.5)])
            .ShouldHaveSingleItem();
        found.Database.ShouldBe(Kept.Orders);
        found.Seconds.ShouldBe(2 * Day);
        found.Copy!.ShouldEndWith(":snapshot-relay-b");
    }

    [Theory]
    [InlineData("copying", true)]
    [InlineData("failed", true)]
    [InlineData("available", false)]
    public void What_is_not_available_under_the_key_of_this_place_does_not_count(
        string status,
        bool ourKey
    ) =>
        Measure([
                Kept.Account("old", days: 3),
                Kept.Account("new", days: 1) with
                {
                    Status = status,
                    KmsKeyId = (ourKey ? Some.AccountKey : Some.SourceKey).ToString(),
                },
            ])
            .ShouldHaveSingleItem()
            .Seconds.ShouldBe(3 * Day);

    [Fact]
    public void Without_any_verified_copy_it_counts_from_the_oldest_there_is()
    {
        var found = Measure([
                Kept.Account("a", days: 2) with
                {
                    Status = "failed",
                    CreateTime = null,
                    TakenAt = null,
                },
                Kept.Account("b", days: 1) with
                {
                    Status = "copying",
                    CreateTime = null,
                    TakenAt = null,
                },
            ])
            .ShouldHaveSingleItem();
        found.Seconds.ShouldBe(2 * Day);
        found.Copy.ShouldBeNull();
    }

    [Fact]
    public void A_key_that_can_not_be_used_leaves_nothing_verified()
    {
        KeptCopies
            .Usable(new KeyLookup.Found(new KeyFacts(Some.AccountKey, "Disabled", false, true)))
            .ShouldBeNull();
        var settings = Kept.Settings();
        Recoverability
            .Measure(
                KeptCopies.Of(settings, null).Among([Kept.Account("a", 30), Kept.Account("b", 1)]),
                settings,
                Kept.Now
            )
            .ShouldHaveSingleItem()
            .Seconds.ShouldBe(30 * Day);
    }

    [Fact]
    public void A_tag_can_make_a_copy_look_older_and_never_younger()
    {
        const string tag = "snapshot-relay:source-create-time";
        var copy = Kept.Account("a", days: 3);
        Measure([copy.With(tag, Kept.Now.AddDays(-1).ToString("O"))])[0].Seconds.ShouldBe(3 * Day);
        Measure([copy.With(tag, Kept.Now.AddDays(-9).ToString("O"))])[0].Seconds.ShouldBe(9 * Day);
    }

    [Fact]
    public void A_cluster_copy_counts_from_its_sources_time_which_only_the_tags_know()
    {
        var found = Measure([Kept.Cluster("c", days: 2, madeAfter: 0.5)]).ShouldHaveSingleItem();
        found.Database.ShouldBe("arn:aws:rds:eu-west-1:111111111111:cluster:shop");
        found.Seconds.ShouldBe(2 * Day);
    }

    [Fact]
    public void A_database_is_in_it_until_it_is_retired_here()
    {
        SnapshotFacts[] found = [Kept.Account("a", 90), Kept.Account("b", 1, database: "crm")];
        Measure(found).Select(d => d.Database).ShouldBe([Kept.Orders, Kept.Orders[..^6] + "crm"]);
        var settings = Kept.Settings(("RETIRED_DATABASES", Kept.Orders));
        Measure(found, settings).ShouldHaveSingleItem().Database.ShouldEndWith("crm");
        Recoverability
            .RetiredAmong(KeptCopies.Of(settings, Some.AccountKey).Among(found), settings)
            .ShouldBe([Kept.Orders]);
    }

    [Fact]
    public void Databases_of_one_name_in_two_Regions_are_two()
    {
        var other = Kept.Account("b", 4).With("snapshot-relay:source-region", "eu-west-2");
        Measure([Kept.Account("a", 1), other])
            .Select(d => d.Database)
            .ShouldBe(["arn:aws:rds:eu-west-2:111111111111:db:orders", Kept.Orders]);
    }

    [Fact]
    public void A_snapshot_that_is_not_ours_does_not_count()
    {
        var copy = Kept.Account("a", 1);
        Measure([
                copy with
                {
                    Tags = [],
                },
                copy with
                {
                    CopiedFrom = null,
                },
                copy with
                {
                    CopiedFrom = "arn:aws:rds:eu-central-1:333333333333:snapshot:snapshot-relay-a",
                },
                copy with
                {
                    CopiedFrom = "arn:aws:rds:eu-central-1:111111111111:snapshot:another",
                },
                copy with
                {
                    Arn = copy.Arn with { Name = "orders" },
                },
            ])
            .ShouldBeEmpty();
        Measure([copy with { CopiedFrom = "arn:aws:rds:eu-west-2:111111111111:snapshot:in-one-step" }])
            .ShouldHaveSingleItem()
            .Database.ShouldBe("arn:aws:rds:eu-west-2:111111111111:db:orders");
    }

    [Fact]
    public void In_the_DR_Region_a_database_counts_whose_newest_copy_is_to_stay_there()
    {
        var settings = Kept.SettingsOfTheRelay();
        Measure([Kept.Region("a", 1)], settings).ShouldBeEmpty();
        Measure([Kept.Region("a", 2), Kept.Region("b", 1, Route.RegionOnly)], settings)
            .ShouldHaveSingleItem()
            .Seconds.ShouldBe(Day);
        Measure([Kept.Region("a", 2, Route.RegionOnly), Kept.Region("b", 1)], settings).ShouldBeEmpty();
        Measure([Kept.Region("a", 2, Route.RegionThenShare)], settings).ShouldHaveSingleItem();
    }

    [Fact]
    public void A_region_copy_that_is_still_on_its_way_does_not_say_where_copies_end()
    {
        var settings = Kept.SettingsOfTheRelay();
        var copying = Kept.Region("b", 1) with { Status = "copying" };
        Measure([Kept.Region("a", 2, Route.RegionOnly), copying], settings).ShouldHaveSingleItem();
        var done = Kept.Region("b", 1, Route.RegionOnly) with { Status = "copying" };
        Measure([Kept.Region("a", 2), done], settings).ShouldBeEmpty();
    }

    [Fact]
    public void The_worst_comes_first_and_the_equally_bad_by_name()
    {
        Measure([
                Kept.Account("a", 1, database: "b"),
                Kept.Account("b", 1, database: "a"),
                Kept.Account("c", 2, database: "c"),
            ])
            .Select(d => d.Database[^1])
            .ShouldBe(['c', 'a', 'b']);
        var settings = Kept.Settings(
            ("RETIRED_DATABASES", $"{Kept.Orders},{Kept.Orders}-2,arn:aws:rds:eu-west-1:111111111111:db:gone")
        );
        SnapshotFacts[] found =
        [
            Kept.Account("a", 1, database: "orders-2"),
            Kept.Account("b", 1),
            Kept.Account("c", 2),
        ];
        Recoverability
            .RetiredAmong(KeptCopies.Of(settings, Some.AccountKey).Among(found), settings)
            .ShouldBe([Kept.Orders, $"{Kept.Orders}-2"]);
    }

    [Theory]
    [InlineData(1.2, true)]
    [InlineData(1.25, true)]
    [InlineData(1.3, false)]
    public void A_newest_recovery_point_that_goes_within_one_objective_is_told(double days, bool soon) =>
        Measure([Kept.Point(5, expiresIn: 0.1), Kept.Point(1, days)])
            .ShouldHaveSingleItem()
            .ExpiresSoon.ShouldBe(soon);

    [Fact]
    public void A_recovery_point_that_goes_is_no_loss_where_a_newer_copy_stays()
    {
        var found = Measure([Kept.Point(5, expiresIn: 0.1), Kept.Account("a", 1)]).ShouldHaveSingleItem();
        found.ExpiresSoon.ShouldBeFalse();
        found.Seconds.ShouldBe(Day);
    }

    [Fact]
    public void A_recovery_point_that_another_account_has_put_into_the_vault_does_not_count() =>
        Measure([
                Kept.Point(1, 9) with
                {
                    CopiedFrom = "arn:aws:backup:eu-west-1:333333333333:backup-vault:prod",
                },
            ])
            .ShouldBeEmpty();

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(899, true)]
    [InlineData(900, false)]
    public void A_database_is_told_in_the_run_that_first_finds_it_too_far_back(int secondsMore, bool told)
    {
        var settings = Kept.Settings();
        var one = new DatabaseRecoverability(
            Kept.Orders,
            (long)settings.Objective.TotalSeconds + secondsMore,
            "arn:aws:rds:eu-central-1:222222222222:snapshot:snapshot-relay-a",
            false
        );
        var message = RecoverabilityMessage.Of([one], settings, Kept.Now);
        (message is not null).ShouldBe(told);
        if (told)
        {
            message.ShouldStartWith($"Recoverability of {Kept.Now:u}: 1 newly too far back ");
            message.ShouldContain($"{Kept.Orders}, whose newest verified copy, {one.Copy}, was taken ");
            message.ShouldContain(" What to do: look in the source account ");
            message.ShouldContain(" RetiredDatabases ");
            message.ShouldEndWith(
                "https://console.aws.amazon.com/cloudwatch/home?region=eu-central-1#dashboards/dashboard/snapshot-relay"
            );
            RecoverabilityMessage
                .Of([one with { Copy = null }], settings, Kept.Now)!
                .ShouldContain(
                    $"{Kept.Orders}, which has no verified copy, and whose oldest copy was taken "
                );
        }
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(0, true)]
    [InlineData(-899, true)]
    [InlineData(-900, false)]
    public void A_database_is_told_in_the_run_that_first_finds_its_newest_copy_expiring(
        int secondsMore,
        bool told
    )
    {
        var settings = Kept.Settings();
        var end = Kept.Now + settings.Objective + TimeSpan.FromSeconds(secondsMore);
        var one = new DatabaseRecoverability(Kept.Orders, 60, "the copy", secondsMore <= 0, end);
        var message = RecoverabilityMessage.Of([one], settings, Kept.Now);
        (message is not null).ShouldBe(told);
        if (told)
        {
            message!.ShouldContain(
                $"1 newly soon without a copy: {Kept.Orders}, whose newest verified copy, the copy, was taken 0 h 1 min ago and is deleted by AWS Backup at {end:u}"
            );
            message!.ShouldContain(" What to do: find out why the database's recovery points ");
        }
    }

    [Theory]
    [InlineData(true, false, null)]
    [InlineData(false, false, 0L)]
    [InlineData(true, true, 5L)]
    [InlineData(false, true, 5L)]
    public void The_worst_of_none_is_nothing_only_where_there_should_be_one(
        bool endsHere,
        bool measured,
        long? worst
    ) =>
        Recoverability
            .Worst(
                measured ? [new DatabaseRecoverability(Kept.Orders, 5, null, ExpiresSoon: false)] : [],
                endsHere ? Kept.Settings() : Kept.SettingsOfTheRelay()
            )
            .ShouldBe(worst);
}
