using FsCheck;
using FsCheck.Fluent;

namespace Relay.Tests;

public sealed class SlotQueueTests
{
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
    [InlineData(0, true, 60)]
    [InlineData(19, true, 60)]
    [InlineData(20, false, 120)]
    [InlineData(100, false, 360)]
    [InlineData(1000, false, 900)]
    public void Whoever_is_far_back_does_not_even_ask_and_waits_longer(int rank, bool asks, int seconds)
    {
        SlotQueue.MayAsk(rank, 20).ShouldBe(asks);
        SlotQueue.Wait(rank, 20, looks: 0).ShouldBe(seconds);
    }

    [Theory]
    [InlineData(0, 121, 60)]
    [InlineData(0, 150, 1800)]
    [InlineData(1000, 130, 900)]
    [InlineData(1000, 150, 1800)]
    [InlineData(0, 1000, 3600)]
    public void In_a_queue_that_does_not_move_the_looks_become_fewer(int rank, int looks, int seconds) =>
        SlotQueue.Wait(rank, 20, looks).ShouldBe(seconds);

    [Fact]
    public void At_the_front_of_a_queue_that_moves_there_is_a_look_every_minute() =>
        Enumerable.Range(0, 120).ShouldAllBe(looks => SlotQueue.Wait(0, 20, looks) == 60);

    private static ExecutionFacts Execution(string name, int second) =>
        new(name, Some.Time.AddSeconds(second));
}
