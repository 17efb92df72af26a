using FsCheck;
using FsCheck.Fluent;

namespace Relay.Tests;

/// <summary>A copy is simulated against the schedule alone: no clock, no AWS.</summary>
public sealed class PollScheduleTests
{
    private const int TenMinutes = 600;
    private const int SixHours = 21600;

    public static TheoryData<string, Func<double, double>> Ways =>
        new()
        {
            { "evenly", x => x },
            { "slower in its second half", x => x < 0.5 ? 1.6 * x : 0.8 + 0.4 * (x - 0.5) },
            { "ever slower", Math.Sqrt },
            { "three times faster in its second half", x => x < 0.5 ? 0.5 * x : 0.25 + 1.5 * (x - 0.5) },
            { "four times faster in its second half", x => x < 0.5 ? 0.4 * x : 0.2 + 1.6 * (x - 0.5) },
            { "ever faster", x => x * x },
        };

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_copy_of_10_minutes_to_6_hours_is_looked_at_25_times_at_most_and_found_at_once(
        string way,
        Func<double, double> progress
    )
    {
        for (var length = TenMinutes; length <= SixHours; length += 97)
        {
            var run = Simulate(queued: 0, length, progress);
            run.LooksWithProgress.ShouldBeLessThanOrEqualTo(25, $"a copy of {length} s that runs {way}");
            run.Late.ShouldBeLessThanOrEqualTo(
                Math.Max(15, 0.01 * length),
                $"a copy of {length} s that runs {way}"
            );
        }
    }

    [Fact]
    public void A_copy_whose_progress_AWS_never_shows_is_looked_at_60_times_at_most_and_found_within_a_tenth_of_its_length()
    {
        for (var length = TenMinutes; length <= SixHours; length += 53)
        {
            var run = Simulate(queued: length, copying: 0, x => x);
            run.Looks.ShouldBeLessThanOrEqualTo(60, $"{length} s");
            run.Late.ShouldBeLessThanOrEqualTo(Math.Max(60, 0.1 * length), $"{length} s");
        }
    }

    [Fact]
    public void A_copy_that_was_queued_first_keeps_the_same_promise_from_its_first_progress_on() =>
        Prop.ForAll(
                Gen.Choose(0, 4 * 3600).ToArbitrary(),
                Gen.Choose(TenMinutes, SixHours).ToArbitrary(),
                (queued, copying) =>
                {
                    var run = Simulate(queued, copying, x => x);
                    var late =
                        run.LooksWithProgress > 0
                            ? Math.Max(15, 0.01 * (queued + copying))
                            : Math.Max(60, 0.1 * (queued + copying));
                    return run.LooksWithProgress <= 25 && run.Late <= late;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void The_wait_is_never_shorter_than_15_seconds_nor_longer_than_half_of_the_time_so_far() =>
        Prop.ForAll(
                Gen.Choose(0, 100_000).ToArbitrary(),
                Gen.Choose(1, 99).ToArbitrary(),
                Gen.Choose(1, 99).ToArbitrary(),
                (elapsed, first, second) =>
                {
                    var now = Some.Time.AddSeconds(elapsed);
                    var copy = Copy with
                    {
                        Before = new Sighting(now.AddSeconds(-elapsed / 2.0), Math.Min(first, second)),
                        Last = new Sighting(now, Math.Max(first, second)),
                    };
                    return PollSchedule.Next(copy, now) is var wait
                        && wait >= 15
                        && wait <= Math.Max(15, elapsed / 2.0);
                }
            )
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(100, 36)]
    [InlineData(101, 180)]
    public void A_copy_that_has_been_looked_at_a_hundred_times_runs_as_none_should_and_is_looked_at_more_seldom(
        int polls,
        int seconds
    )
    {
        var stuck = new Sighting(Some.Time.AddHours(1), 99);
        PollSchedule
            .Next(Copy with { Polls = polls, Before = stuck, Last = stuck }, Some.Time.AddHours(1))
            .ShouldBe(seconds);
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(20, 5)]
    [InlineData(100, 25)]
    [InlineData(64000, 30)]
    public void The_first_look_comes_after_seconds_and_the_sooner_the_smaller_the_snapshot(
        int sizeGiB,
        int seconds
    ) => PollSchedule.First(sizeGiB).ShouldBe(seconds);

    [Fact]
    public void A_look_that_runs_twice_at_the_same_time_does_not_break_the_prediction()
    {
        var seen = PollSchedule.Seen(
            Copy,
            CopyFacts.Of(Some.Facts(status: "creating", percent: 40)),
            Some.Time.AddMinutes(4)
        );
        var again = PollSchedule.Seen(
            seen,
            CopyFacts.Of(Some.Facts(status: "creating", percent: 40)),
            Some.Time.AddMinutes(4)
        );
        PollSchedule.Next(again, Some.Time.AddMinutes(4)).ShouldBe(15);
    }

    private static CopyProgress Copy => new(Some.Snapshot("copy"), "creating", Some.Time);

    private sealed record Run(int Looks, int LooksWithProgress, double Late);

    private static Run Simulate(double queued, double copying, Func<double, double> progress)
    {
        var copy = Copy;
        var length = queued + copying;
        var (looks, looksWithProgress) = (0, 0);
        double time = PollSchedule.First(100);
        while (time < length)
        {
            var percent = time <= queued ? 0 : Math.Min(99, (int)(100 * progress((time - queued) / copying)));
            (looks, looksWithProgress) = (looks + 1, looksWithProgress + (percent > 0 ? 1 : 0));
            copy = PollSchedule.Seen(
                copy,
                CopyFacts.Of(Some.Facts(status: "creating", percent: percent)),
                Some.Time.AddSeconds(time)
            );
            time += PollSchedule.Next(copy, Some.Time.AddSeconds(time));
        }

        // The look that finds it available counts too.
        return new Run(looks + 1, looksWithProgress > 0 ? looksWithProgress + 1 : 0, time - length);
    }
}
