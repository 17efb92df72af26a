using FsCheck;
using FsCheck.Fluent;

namespace Relay.Tests;

public sealed class CopyTagsTests
{
    [Fact]
    public void A_copy_carries_what_verification_needs_and_then_the_sources_own_tags()
    {
        var (tags, dropped) = CopyTags.For(
            "snapshot-relay",
            Some.Source(),
            new RelayPlan(Route.RegionThenAccount, "…"),
            [new Tag("team", "shop")]
        );
        tags.Select(t => $"{t.Key}={t.Value}")
            .ShouldBe([
                "snapshot-relay:relay=snapshot-relay",
                "snapshot-relay:source-account=111111111111",
                "snapshot-relay:source-region=eu-west-1",
                "snapshot-relay:source-snapshot=rds:orders-2026-11-20-03-00",
                "snapshot-relay:source-create-time=2026-11-20T03:04:05.678Z",
                "snapshot-relay:source-database=orders",
                "snapshot-relay:source-size-gib=100",
                "snapshot-relay:source-engine-version=16.4",
                "snapshot-relay:route=RegionThenAccount",
                "team=shop",
            ]);
        dropped.ShouldBeEmpty();
    }

    [Fact]
    public void A_copy_says_how_long_it_is_to_be_kept_and_what_people_told_the_relay_by_tags_is_not_copied()
    {
        var plan = new RelayPlan(Route.RegionOnly, "…") { RetentionDays = 90 };
        var (tags, _) = CopyTags.For(
            "r",
            Some.Source(),
            plan,
            [new(Wishes.ModeTag, "region"), new(Wishes.RetentionTag, "9000"), Sharing.Intent(Some.DrAccount)]
        );
        tags.Where(t => t.Key == CopyTags.RetentionDays)
            .ShouldBe([new Tag("snapshot-relay:retention-days", "90")]);
        tags.ShouldNotContain(t => t.Key == Wishes.ModeTag || t.Key == Sharing.IntentTag);
    }

    [Fact]
    public void What_people_tell_the_relay_by_tags_does_not_make_a_copy_of_it()
    {
        IReadOnlyList<Tag> told =
        [
            new(Wishes.ModeTag, "region"),
            new(Wishes.RetentionTag, "90"),
            Sharing.Intent(Some.DrAccount),
        ];
        told.SayMadeByRelay().ShouldBeFalse();
        CopyTags.Facts("r", Some.Source()).SayMadeByRelay().ShouldBeTrue();
    }

    [Theory]
    [InlineData("aws:cloudformation:stack-name", "x")]
    [InlineData("rds:something", "x")]
    [InlineData("emoji", "☃️")]
    [InlineData("", "x")]
    public void Tags_that_RDS_would_refuse_are_left_out_by_name(string key, string value) =>
        CopyTags
            .For("r", Some.Source(), new RelayPlan(Route.RegionOnly, "…"), [new Tag(key, value)])
            .Dropped.ShouldBe([key]);

    [Fact]
    public void A_source_can_not_pass_for_a_copy_by_its_tags() =>
        CopyTags
            .For(
                "r",
                Some.Source(),
                new RelayPlan(Route.RegionOnly, "…"),
                [new Tag("snapshot-relay:source-account", "333333333333")]
            )
            .Tags.Count(t => t.Key == "snapshot-relay:source-account")
            .ShouldBe(1);

    [Fact]
    public void However_many_tags_the_source_has_a_copy_gets_fifty_at_most_ours_first_and_none_is_lost_silently() =>
        Prop.ForAll(
                Gen.Choose(0, 60).ToArbitrary(),
                count =>
                {
                    Tag[] source = [.. Enumerable.Range(0, count).Select(i => new Tag($"key-{i}", "v"))];
                    var (tags, dropped) = CopyTags.For(
                        "r",
                        Some.Source(),
                        new RelayPlan(Route.RegionOnly, "…"),
                        source
                    );
                    return tags.Count <= 50
                        && tags.SayMadeFrom(Some.Identity())
                        && tags.Count - 9 + dropped.Count == count;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Every_fact_of_the_identity_must_agree()
    {
        var tags = CopyTags.Facts("r", Some.Source());
        tags.SayMadeFrom(Some.Identity()).ShouldBeTrue();
        tags.SayMadeFrom(Some.Identity(time: Some.Time.AddSeconds(1))).ShouldBeFalse();
        tags.SayMadeFrom(Some.Identity("rds:other")).ShouldBeFalse();
    }
}
