using FsCheck;
using FsCheck.Fluent;

namespace Relay.Tests;

public sealed class SlotQueueTests
{
    private const int Slots = 20;

    [Fact]
    public void Who_started_earlier_goes_first()
    {
        var me = Execution("me", 10);
        SlotQueue
            .Rank(me, [Execution("a", 1), Execution("b", 9), me, Execution("c", 11)], SnapshotKind.Instance)
            .ShouldBe(2);
    }

    [Theory]
    [InlineData(SnapshotKind.Instance, 3)]
    [InlineData(SnapshotKind.Cluster, 2)]
    public void Instances_and_clusters_have_slots_of_their_own_and_who_does_not_tell_counts_for_both(
        SnapshotKind kind,
        int rank
    ) =>
        SlotQueue
            .Rank(
                Execution("me", 10),
                [
                    Execution("instance-a", 1),
                    Execution("instance-b", 2),
                    Execution("cluster-a", 3),
                    Execution("copyjob-a", 4),
                    Execution("3e1b8c5e-by-hand", 5),
                    Execution(Names.Canary(Some.SourceRegion, Some.Time), 6),
                ],
                kind
            )
            .ShouldBe(rank);

    [Fact]
    public void Those_who_started_in_the_same_instant_go_by_name() =>
        SlotQueue
            .Rank(
                Execution("b", 1),
                [Execution("a", 1), Execution("b", 1), Execution("c", 1), Execution("d", 1)],
                SnapshotKind.Instance
            )
            .ShouldBe(1);

    [Fact]
    public void Everyone_has_a_place_of_his_own() =>
        Prop.ForAll(
                Gen.ArrayOf(Gen.Choose(0, 5), 30).ToArbitrary(),
                starts =>
                {
                    ExecutionFacts[] all = [.. starts.Select((s, i) => Execution($"e{i:00}", s))];
                    return all.Select(me => SlotQueue.Rank(me, all, SnapshotKind.Cluster))
                        .Order()
                        .SequenceEqual(Enumerable.Range(0, all.Length));
                }
            )
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0, 1, true, true)]
    [InlineData(19, 1, true, true)]
    [InlineData(20, 1, false, true)]
    [InlineData(39, 1, false, true)]
    [InlineData(40, 1, false, false)]
    [InlineData(39, 2, true, true)]
    [InlineData(40, 2, false, true)]
    [InlineData(60, 2, false, false)]
    public void Whoever_may_find_a_free_slot_now_or_with_the_next_round_of_copies_is_near(
        int ahead,
        int places,
        bool isNext,
        bool isNear
    )
    {
        var place = new QueuePlace(ahead, Slots, places);
        (place.IsNext, place.IsNear).ShouldBe((isNext, isNear));
    }

    [Fact]
    public void All_that_are_near_look_once_a_minute_in_its_first_quarter_the_eldest_first()
    {
        for (var second = 0; second < 60; second++)
        {
            var now = Some.Time.AddSeconds(second);
            for (var ahead = 0; ahead < 3 * Slots; ahead++)
            {
                var wait = SlotQueue.Wait(new QueuePlace(ahead, Slots, 2), before: null, now);
                wait.ShouldBeInRange(10, 69);
                var look = now.AddSeconds(wait);
                look.Second.ShouldBe(Math.Max(0, ahead - Slots) * 15 / 40);
            }
        }
    }

    [Theory]
    [InlineData(60, 3)]
    [InlineData(79, 3)]
    [InlineData(80, 6)]
    [InlineData(160, 18)]
    [InlineData(999, 120)]
    public void Those_behind_them_look_once_in_three_minutes_for_each_round_of_copies_before_they_are_near(
        int ahead,
        int minutes
    )
    {
        var look = Some.Time.AddSeconds(Far(ahead, before: null, Some.Time));
        look.Second.ShouldBeInRange(15, 30);
        (look - Some.Time).TotalMinutes.ShouldBeInRange(minutes - 3, minutes + 1);
        (look.ToUnixTimeSeconds() / 60 % 3).ShouldBe(0);
    }

    [Theory]
    [InlineData(10, 100, 5)]
    [InlineData(10, 500, 8)]
    [InlineData(10, 1000, 11)]
    [InlineData(10, 2500, 17)]
    [InlineData(30, 500, 21)]
    [InlineData(120, 100, 61)]
    public void Who_comes_near_has_looked_a_few_times_however_long_the_queue_was(
        int minutesForACopy,
        int queue,
        int most
    )
    {
        var pace = Slots / (minutesForACopy * 60.0);
        var (now, ahead, wait) = (Some.Time, queue, (Wait?)null);
        while (!new QueuePlace(ahead, Slots, 2).IsNear)
        {
            wait = Wait.Next(wait, WaitFor.CopySlot, Far(ahead, wait, now), now) with
            {
                Queue = new QueueSighting(now, ahead),
            };
            now = now.AddSeconds(wait.Seconds);
            ahead = queue - (int)((now - Some.Time).TotalSeconds * pace);
        }

        wait!.Times.ShouldBeLessThanOrEqualTo(most);
        // Half a round is left at least, in which it asks for a slot every minute.
        ahead.ShouldBeGreaterThan((3 * Slots) - (Slots / 2));
    }

    [Fact]
    public void In_a_queue_that_moves_faster_than_before_nobody_sleeps_longer_than_it_may_take_to_come_near()
    {
        var place = new QueuePlace(160, Slots, 2);
        var before = Waited(3) with { Queue = new QueueSighting(Some.Time.AddHours(-1), 200) };
        // A hundred are to go until it is near; 40 went in an hour, and 20 may go at once.
        SlotQueue
            .Wait(place, before, Some.Time)
            .ShouldBeInRange(3000 - 180, (int)(0.7 * 80 / 60 * 3600) + 30);
    }

    [Fact]
    public void A_queue_that_has_grown_tells_no_pace_so_the_rounds_do()
    {
        // As many have come as one round lets go: what could be seen of the pace is nought.
        var before = Waited(3) with
        {
            Queue = new QueueSighting(Some.Time.AddMinutes(-9), 140),
        };
        Far(140 + Slots, before, Some.Time).ShouldBe(Far(140 + Slots, before: null, Some.Time));
    }

    [Theory]
    [InlineData(0, 121, 60)]
    [InlineData(0, 150, 1800)]
    [InlineData(0, 1000, 3600)]
    public void In_a_queue_that_does_not_move_the_looks_become_fewer(int ahead, int looks, int seconds) =>
        SlotQueue
            .Wait(new QueuePlace(ahead, Slots, 2), Waited(looks), Some.Time)
            .ShouldBeInRange(Math.Min(seconds, 50), seconds + 20);

    private static int Far(int ahead, Wait? before, DateTimeOffset now) =>
        SlotQueue.Wait(new QueuePlace(ahead, Slots, 2), before, now);

    private static Wait Waited(int looks) => new(WaitFor.CopySlot, 60, Some.Time, looks);

    private static ExecutionFacts Execution(string name, int second) =>
        new(name, Some.Time.AddSeconds(second));
}
