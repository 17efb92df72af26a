namespace Relay.Tests;

public sealed class PruningTests
{
    private static readonly SnapshotFacts Newest = Kept.Account("newest", 1);
    private static readonly SnapshotFacts Old = Kept.Account("old", 40);

    private static PruneDecision Judge(
        SnapshotFacts copy,
        IReadOnlyList<SnapshotFacts>? others = null,
        KeepSettings? settings = null,
        IReadOnlyList<SnapshotFacts>? inDrAccount = null
    )
    {
        settings ??= Kept.Settings();
        var key = settings.IsDrAccount ? Some.AccountKey : Some.RegionKey;
        var account = inDrAccount is null
            ? null
            : KeptCopies.Of(settings, Some.AccountKey).Among(inDrAccount);
        return Pruning
            .Judge([.. others ?? [Newest], copy], key, account, settings, Kept.Now)
            .Single(d => d.Copy == copy.Arn);
    }

    private static void Stays(PruneDecision decision, string because)
    {
        decision.Deletes.ShouldBeFalse(decision.Reason);
        decision.Reason.ShouldContain(because);
    }

    private static void Goes(PruneDecision decision) => decision.Deletes.ShouldBeTrue(decision.Reason);

    [Fact]
    public void A_copy_goes_when_it_is_old_enough_and_a_newer_one_is_verified()
    {
        var decision = Judge(Old);
        Goes(decision);
        decision.Reason.ShouldBe("it was made 40 days ago, and snapshot-relay-newest is newer and verified");
    }

    [Fact]
    public void The_newest_stays_however_old_it_is() =>
        Stays(Judge(Kept.Account("only", 4000), []), "newest verified");

    [Theory]
    [InlineData(34.9, "it is to be kept 35 days")]
    [InlineData(6.9, "younger than 7 days")]
    public void A_copy_stays_as_long_as_this_stack_says(double days, string because) =>
        Stays(Judge(Kept.Account("old", days)), because);

    [Fact]
    public void The_minimum_age_holds_also_where_the_retention_is_shorter() =>
        Stays(Judge(Kept.Account("old", 6), settings: Kept.Settings(("RETENTION_DAYS", "1"))), "younger");

    [Fact]
    public void Age_counts_from_when_the_copy_was_made_since_a_late_copy_of_an_old_snapshot_is_young() =>
        Stays(Judge(Kept.Account("late", 40, madeAfter: 38)), "younger than 7 days");

    [Theory]
    [InlineData("copying")]
    [InlineData("failed")]
    [InlineData("available")]
    public void Without_a_verified_successor_it_stays(string status) =>
        Stays(
            Judge(
                Kept.Account("old", 40) with
                {
                    KmsKeyId = Some.SourceKey.ToString(),
                },
                [
                    Newest with
                    {
                        Status = status,
                        KmsKeyId = (status == "available" ? Some.SourceKey : Some.AccountKey).ToString(),
                    },
                ]
            ),
            "no newer copy of its database is verified"
        );

    [Fact]
    public void Under_a_key_that_can_not_be_used_nothing_goes() =>
        Pruning.Judge([Old, Newest], key: null, null, Kept.Settings(), Kept.Now).ShouldAllBe(d => !d.Deletes);

    [Fact]
    public void A_copy_under_a_former_key_goes_when_one_under_the_key_of_today_has_followed() =>
        Goes(Judge(Old with { KmsKeyId = Some.SourceKey.ToString() }));

    [Fact]
    public void Another_databases_copy_is_no_successor() =>
        Stays(Judge(Old, [Kept.Account("newest", 1, database: "crm")]), "newest verified");

    [Fact]
    public void Of_two_attempts_of_the_newest_both_stay() =>
        Stays(Judge(Kept.Account("newest-r1", 1), [Kept.Account("newest", 1)]), "newest");

    [Fact]
    public void What_only_looks_like_a_copy_of_ours_stays()
    {
        Stays(Judge(Old with { Tags = [] }), "lacks the creation tag");
        Stays(Judge(Old with { CopiedFrom = null }), "somebody else's");
        Stays(
            Judge(Old with { CopiedFrom = "arn:aws:rds:eu-central-1:111111111111:snapshot:by-hand" }),
            "none of this relay's"
        );
        Stays(
            Judge(Old.With("snapshot-relay:relay", "another")),
            "lacks the creation tag of this relay's copies"
        );
    }

    [Fact]
    public void Of_what_is_named_otherwise_nothing_is_said() =>
        Pruning
            .Judge(
                [Old with { Arn = Old.Arn with { Name = "snapshot-relays-own" } }, Kept.Point(400, -1)],
                Some.AccountKey,
                null,
                Kept.Settings(),
                Kept.Now
            )
            .ShouldBeEmpty();

    [Fact]
    public void A_tag_can_lengthen_and_not_shorten()
    {
        Stays(Judge(Old.With(CopyTags.RetentionDays, "41")), "kept 41 days");
        Stays(Judge(Old.With(CopyTags.RetentionDays, "99999999")), "kept 36500 days");
        Goes(Judge(Old.With(CopyTags.RetentionDays, "1")));
        Goes(Judge(Old.With(CopyTags.RetentionDays, "99999999999999999999")));
        Stays(Judge(Kept.Account("old", 20).With(CopyTags.RetentionDays, "1")), "kept 35 days");
    }

    [Fact]
    public void A_tag_that_names_an_earlier_time_makes_nothing_go_sooner() =>
        Stays(
            Judge(
                Kept.Account("newest", 1).With("snapshot-relay:source-create-time", "2020-01-01T00:00:00Z"),
                [Kept.Account("older", 2)]
            ),
            "newest verified"
        );

    [Fact]
    public void Of_cluster_copies_the_last_made_stays_and_the_last_taken_too()
    {
        var taken = Kept.Cluster("taken-last", 50);
        var made = Kept.Cluster("made-last", 60, madeAfter: 20);
        Stays(Judge(taken, [made]), "newest verified");
        Stays(Judge(made, [taken]), "newest verified");
        Goes(Judge(taken, [made, Kept.Cluster("newer", 2)]));
    }

    [Theory]
    [InlineData("failed", 0.9, false)]
    [InlineData("failed", 1.1, true)]
    [InlineData("incompatible-restore", 90, false)]
    [InlineData("copying", 90, false)]
    public void A_failed_copy_goes_after_a_day_even_if_it_is_the_only_one(
        string status,
        double days,
        bool goes
    )
    {
        var copy = Kept.Account("failed", days) with { Status = status };
        Judge(copy, []).Deletes.ShouldBe(goes);
        Judge(copy with { CreateTime = null, TakenAt = null }, []).Deletes.ShouldBe(goes);
    }

    [Fact]
    public void A_region_copy_on_its_way_goes_when_the_DR_account_has_it_or_a_newer_one()
    {
        var (settings, copy, next) = (
            Kept.SettingsOfTheRelay(),
            Kept.Region("old", 8),
            new[] { Kept.Region("new", 1) }
        );
        Goes(Judge(copy, next, settings, [Kept.Account("old", 8)]));
        Goes(Judge(copy, next, settings, [Kept.Account("new", 1)]));
        Stays(Judge(copy, next, settings, [Kept.Account("older", 9)]), "no verified copy of this snapshot");
        Stays(
            Judge(
                copy,
                next,
                settings,
                [Kept.Account("old", 8) with { KmsKeyId = Some.SourceKey.ToString() }]
            ),
            "no verified copy of this snapshot"
        );
        Stays(Judge(copy, next, settings), "is not known");
        Stays(Judge(copy, [], settings, [Kept.Account("old", 8)]), "newest verified");
        Stays(Judge(Kept.Region("old", 5), next, settings, [Kept.Account("new", 1)]), "younger than 7 days");
        Stays(
            Judge(
                copy,
                next,
                settings,
                [Kept.Account("new", 1), Kept.Account("old", 8) with { Status = "copying" }]
            ),
            "the DR account is copying it"
        );
    }

    [Fact]
    public void A_region_copy_that_is_to_stay_is_kept_like_an_account_copy()
    {
        var settings = Kept.SettingsOfTheRelay();
        SnapshotFacts[] next = [Kept.Region("new", 1, Route.RegionOnly)];
        Stays(Judge(Kept.Region("old", 30, Route.RegionThenShare), next, settings, []), "kept 35 days");
        Goes(Judge(Kept.Region("old", 36, Route.RegionThenShare), next, settings));
        Stays(
            Judge(Kept.Region("old", 36, Route.RegionOnly), [Kept.Region("on-its-way", 1)], settings),
            "newest verified"
        );
    }
}
