namespace Relay.Tests;

/// <summary>Why a copy goes or stays, in the words of the report, and what a person should hear of.</summary>
public sealed class PruningReasonsTests
{
    private static readonly SnapshotFacts Newest = Kept.Account("newest", 1);
    private static readonly SnapshotFacts Old = Kept.Account("old", 40);

    [Fact]
    public void Each_reason_says_what_it_depends_on()
    {
        Reason(Old with { Status = "copying" }).ShouldBe("it is in progress ('copying')");
        Reason(Old with { Status = "deleting" }).ShouldBe("its status is 'deleting'");
        Reason(Old with { Status = "failed" }).ShouldBe("it has failed");
        Reason(Kept.Account("old", 0.5) with { Status = "failed" })
            .ShouldBe("it has failed less than a day ago");
        Reason(Kept.Account("old", 1) with { Status = "failed" }).ShouldBe("it has failed");
        Reason(Kept.Account("old", 3), ("MINIMUM_AGE_DAYS", "9"))
            .ShouldBe("it is younger than 9 days (MinimumAgeDays)");
        Reason(Kept.Account("old", 1.5), ("MINIMUM_AGE_DAYS", "1"), ("RETENTION_DAYS", "1"))
            .ShouldBe("it was made 1 day ago, and snapshot-relay-newest is newer and verified");
    }

    [Theory]
    [InlineData(6.99, false)]
    [InlineData(7, true)]
    public void An_age_that_is_reached_is_enough(double days, bool goes)
    {
        Judge(Kept.Account("old", days), ("RETENTION_DAYS", "1")).Deletes.ShouldBe(goes);
        Judge(Kept.Account("old", days), ("RETENTION_DAYS", "7"), ("MINIMUM_AGE_DAYS", "1"))
            .Deletes.ShouldBe(goes);
    }

    [Fact]
    public void A_failed_copy_of_which_nobody_says_when_it_was_made_stays()
    {
        var silent = Old with
        {
            Status = "failed",
            CreateTime = null,
            TakenAt = null,
            Tags = [.. Old.Tags.Where(t => t.Key != "snapshot-relay:source-create-time")],
        };
        var decision = Judge(silent);
        (decision.Deletes, decision.Reason).ShouldBe(
            (false, "it has failed, and nobody says when it was made")
        );
    }

    [Fact]
    public void A_copy_that_is_no_more_needed_on_its_way_names_what_has_replaced_it()
    {
        var settings = Kept.SettingsOfTheRelay();
        var inDrAccount = KeptCopies
            .Of(settings, Some.AccountKey)
            .Among([Kept.Account("old", 8), Kept.Account("other", 3, database: "crm")]);
        var old = Kept.Region("old", 8);
        Pruning
            .Judge([Kept.Region("new", 1), old], Some.RegionKey, inDrAccount, settings, Kept.Now)
            .Single(d => d.Copy == old.Arn)
            .Reason.ShouldBe("the DR account has a verified copy of this snapshot or a newer one");
    }

    [Fact]
    public void While_the_DR_account_copies_another_snapshot_this_one_may_go()
    {
        var settings = Kept.SettingsOfTheRelay();
        var copying = Kept.Account("new", 1) with { Status = "copying" };
        var inDrAccount = KeptCopies.Of(settings, Some.AccountKey).Among([Kept.Account("old", 8), copying]);
        var old = Kept.Region("old", 8);
        Judge(old).Deletes.ShouldBeTrue();
        Judge(
            old with
            {
                Arn = old.Arn with { Name = "snapshot-relay-new" },
                CopiedFrom = $"{Kept.Region("new", 8).CopiedFrom}",
            }
        )
            .Reason.ShouldBe("the DR account is copying it");

        PruneDecision Judge(SnapshotFacts copy) =>
            Pruning
                .Judge([Kept.Region("newest", 1), copy], Some.RegionKey, inDrAccount, settings, Kept.Now)
                .Single(d => d.Copy == copy.Arn);
    }

    [Fact]
    public void Another_attempt_of_the_same_snapshot_is_no_successor()
    {
        var wrongKey = Kept.Account("newest-r1", 40) with { KmsKeyId = Some.SourceKey.ToString() };
        Pruning
            .Judge([Kept.Account("newest", 40), wrongKey], Some.AccountKey, null, Kept.Settings(), Kept.Now)
            .Single(d => d.Copy == wrongKey.Arn)
            .ShouldBe(
                new PruneDecision(wrongKey.Arn, Deletes: false, "no newer copy of its database is verified")
            );
    }

    [Fact]
    public void A_copy_of_which_RDS_does_not_say_when_it_was_made_stays() =>
        Judge(Old with { CreateTime = null })
            .ShouldBe(new PruneDecision(Old.Arn, Deletes: false, "RDS does not say when it was made"));

    [Fact]
    public void The_decisions_on_a_database_are_told_oldest_first() =>
        Pruning
            .Judge(
                [Newest, Old, Kept.Account("middle", 20)],
                Some.AccountKey,
                null,
                Kept.Settings(),
                Kept.Now
            )
            .Select(d => d.Copy.Name)
            .ShouldBe(["snapshot-relay-old", "snapshot-relay-middle", "snapshot-relay-newest"]);

    [Fact]
    public void Of_the_last_day_a_person_hears_of_what_is_no_copy_and_of_what_is_not_verified()
    {
        var (impostor, wrongKey) = (
            Kept.Account("impostor", 0.5) with
            {
                Tags = [],
            },
            Kept.Account("wrong-key", 0.5) with
            {
                KmsKeyId = Some.SourceKey.ToString(),
            }
        );
        var said = Strange(
            impostor,
            wrongKey,
            Kept.Account("fine", 0.5),
            Kept.Account("on-its-way", 0.5) with
            {
                Status = "copying",
                KmsKeyId = Some.SourceKey.ToString(),
            },
            impostor with
            {
                Arn = impostor.Arn with { Name = "by-hand" },
            },
            Kept.Account("yesterdays", 1) with
            {
                Tags = [],
            },
            Kept.Account("timeless", 0.5) with
            {
                Tags = [],
                CreateTime = null,
            }
        );
        said.ShouldBe([
            $"{impostor.Arn} is named like a copy, but it lacks the creation tag of this relay's copies",
            $"{wrongKey.Arn} is encrypted under '{Some.SourceKey}', expected '{Some.AccountKey}'",
        ]);
    }

    [Fact]
    public void Not_verified_is_what_is_available_under_another_key()
    {
        var copies = KeptCopies
            .Of(Kept.Settings(), Some.AccountKey)
            .Among([
                Newest,
                Old with
                {
                    KmsKeyId = Some.SourceKey.ToString(),
                },
                Old with
                {
                    KmsKeyId = Some.SourceKey.ToString(),
                    Status = "copying",
                },
            ]);
        Pruning.NotVerified(copies).ShouldBe(1);
    }

    private static IReadOnlyList<string> Strange(params SnapshotFacts[] found) =>
        Pruning.Strange(found, Some.AccountKey, Kept.Settings(), Kept.Now);

    private static string Reason(SnapshotFacts copy, params (string, string?)[] settings) =>
        Judge(copy, settings).Reason;

    private static PruneDecision Judge(SnapshotFacts copy, params (string, string?)[] settings) =>
        Pruning
            .Judge([Newest, copy], Some.AccountKey, null, Kept.Settings(settings), Kept.Now)
            .Single(d => d.Copy == copy.Arn);
}
