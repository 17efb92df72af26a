using FsCheck;
using FsCheck.Fluent;

namespace Relay.Tests;

public sealed class WishesTests
{
    [Theory]
    [InlineData(null, null, Mode.Copy, "Mode copy by the settings")]
    [InlineData(null, "region", Mode.Region, "Mode region by the tag snapshot-relay:mode of the database")]
    [InlineData("share", "region", Mode.Share, "Mode share by the tag snapshot-relay:mode of the snapshot")]
    [InlineData("copy", "skip", Mode.Copy, "Mode copy by the tag snapshot-relay:mode of the snapshot")]
    [InlineData(" Region ", null, Mode.Region, "Mode region by the tag snapshot-relay:mode of the snapshot")]
    public void A_tag_of_the_snapshot_wins_over_one_of_the_database_and_that_over_the_settings(
        string? snapshot,
        string? database,
        Mode mode,
        string why
    )
    {
        var wish = Wishes.Of(Tagged(snapshot), Tagged(database), null, null, Some.Settings());
        (wish.Mode, wish.Skip, wish.Route, wish.Why).ShouldBe((mode, false, null, why));
    }

    [Theory]
    [InlineData("skip", null, "the snapshot")]
    [InlineData(null, "SKIP", "the database")]
    public void A_tag_can_say_skip(string? snapshot, string? database, string whose)
    {
        Wishes.Of(Tagged(snapshot), Tagged(database), null, null, Some.Settings()).Skip.ShouldBeTrue();
        Wishes
            .WhySkip(Tagged(snapshot), Tagged(database))
            .ShouldBe($"the tag snapshot-relay:mode of {whose} says skip");
    }

    [Fact]
    public void By_hand_wins_over_every_tag_even_over_a_wrong_one()
    {
        var wish = Wishes.Of(Tagged("skip"), Tagged("nonsense"), Mode.Share, null, Some.Settings());
        (wish.Mode, wish.Skip, wish.Why).ShouldBe((Mode.Share, false, "Mode share by hand"));
    }

    [Theory]
    [InlineData(Route.RegionOnly, Mode.Region)]
    [InlineData(Route.RegionThenShare, Mode.Share)]
    [InlineData(Route.RegionThenAccount, Mode.Copy)]
    [InlineData(Route.DirectToAccount, Mode.Copy)]
    [InlineData(Route.BackupCopyJob, Mode.Copy)]
    [InlineData(Route.BackupTwoJobs, Mode.Copy)]
    public void A_route_by_hand_says_the_mode_too(Route route, Mode mode)
    {
        var wish = Wishes.Of(Tagged("skip"), [], null, route, Some.Settings());
        (wish.Mode, wish.Route, wish.Why).ShouldBe((mode, route, $"Route {route} by hand"));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("")]
    [InlineData("0")]
    public void A_wrong_mode_is_refused_by_name_with_its_value_and_what_is_right(string value)
    {
        var refusal = Should.Throw<TagInvalidException>(() =>
            Wishes.Of([], Tagged(value), null, null, Some.Settings())
        );
        refusal.Message.ShouldContain(
            $"The tag snapshot-relay:mode of the database is {Shown.Value(value)}; expected skip, region, share or copy."
        );
        refusal.ToDo.ShouldStartWith("Correct the tag snapshot-relay:mode of the database");
    }

    [Fact]
    public void A_wrong_mode_does_not_keep_the_relay_from_starting_so_that_its_failure_can_be_read() =>
        Wishes.WhySkip(Tagged("nonsense"), []).ShouldBeNull();

    [Theory]
    [InlineData("90", null, 90, ", kept 90 days by the tag snapshot-relay:retention-days of the snapshot")]
    [InlineData(null, "36", 36, ", kept 36 days by the tag snapshot-relay:retention-days of the database")]
    [InlineData("40", "90", 90, ", kept 90 days by the tag snapshot-relay:retention-days of the database")]
    [InlineData("90", "40", 90, ", kept 90 days by the tag snapshot-relay:retention-days of the snapshot")]
    [InlineData("90", "90", 90, ", kept 90 days by the tag snapshot-relay:retention-days of the snapshot")]
    [InlineData(
        "36500",
        null,
        36500,
        ", kept 36500 days by the tag snapshot-relay:retention-days of the snapshot"
    )]
    [InlineData("7", null, 35, "")]
    [InlineData("35", null, 35, "")]
    [InlineData("1", "90", 90, ", kept 90 days by the tag snapshot-relay:retention-days of the database")]
    [InlineData("1", "7", 35, "")]
    public void The_longest_retention_wins_of_both_tags_and_the_setting(
        string? snapshot,
        string? database,
        int days,
        string why
    )
    {
        var wish = Wishes.Of(Kept(snapshot), Kept(database), null, null, Some.Settings());
        (wish.RetentionDays, wish.Why).ShouldBe((days, "Mode copy by the settings" + why));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("a year")]
    [InlineData("36501")]
    [InlineData("99999999999")]
    public void A_wrong_retention_is_refused_by_name_whoever_asks(string value) =>
        Should
            .Throw<TagInvalidException>(() => Wishes.Of(Kept(value), [], Mode.Region, null, Some.Settings()))
            .Message.ShouldContain(
                $"snapshot-relay:retention-days of the snapshot is '{value}'; expected a whole number"
            );

    [Fact]
    public void A_wrong_retention_of_the_database_is_refused_though_the_snapshot_has_one_for_it_might_be_the_longer() =>
        Should
            .Throw<TagInvalidException>(() =>
                Wishes.Of(Kept("90"), Kept("a year"), null, null, Some.Settings())
            )
            .Message.ShouldContain("snapshot-relay:retention-days of the database is 'a year'");

    [Fact]
    public void Whatever_the_tags_say_retention_is_never_shortened_and_nothing_but_a_wrong_tag_is_an_error() =>
        Prop.ForAll(
                Gen.Elements("1", "34", "35", "36", "400", "36500", "0", "-1", "x", "", null)
                    .Two()
                    .ToArbitrary(),
                AnyMode().Two().ToArbitrary(),
                (days, modes) =>
                {
                    try
                    {
                        var wish = Wishes.Of(
                            [.. Kept(days.Item1), .. Tagged(modes.Item1)],
                            [.. Kept(days.Item2), .. Tagged(modes.Item2)],
                            null,
                            null,
                            Some.Settings()
                        );
                        return wish.RetentionDays >= 35
                            && wish.RetentionDays >= Number(days.Item1)
                            && wish.RetentionDays >= Number(days.Item2)
                            && wish.Why.Length > 0;
                    }
                    catch (TagInvalidException)
                    {
                        return true;
                    }
                }
            )
            .QuickCheckThrowOnFailure();

    private static int Number(string? days) =>
        days is null ? 0 : int.Parse(days, System.Globalization.CultureInfo.InvariantCulture);

    private static Gen<string?> AnyMode() =>
        Gen.Elements<string?>("skip", "region", "share", "copy", "COPY", "none", "", null);

    private static Tag[] Tagged(string? mode) => mode is null ? [] : [new Tag(Wishes.ModeTag, mode)];

    private static Tag[] Kept(string? days) => days is null ? [] : [new Tag(Wishes.RetentionTag, days)];
}
