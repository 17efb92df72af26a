namespace Scenarios.Waves;

/// <summary>
/// A night's wave waits its turn: in order, without alarms, no slot idle for more than 90 seconds while somebody waits, and each snapshot
/// costs what it costs in a short queue.
/// </summary>
public sealed class AWaveOfANight(ITestOutputHelper output)
{
    [Theory]
    [InlineData("copy", false)]
    [InlineData("share", false)]
    [InlineData("copy", true)]
    public async Task A_wave_waits_its_turn(string mode, bool clusters)
    {
        var numbers = await new Wave(30, Slots: 5) { Mode = mode, OfClusters = clusters }.RelayAsync();
        output.WriteLine($"{numbers}");
        numbers.ShouldBeInOrder();
        numbers.Looks.Max().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_wave_of_copies_of_one_size_ends_in_bursts_and_leaves_no_slot_idle()
    {
        var numbers = await new Wave(25, Slots: 5) { SizeGiB = _ => 60 }.RelayAsync();
        output.WriteLine($"{numbers}");
        numbers.ShouldBeInOrder();
    }

    [Fact]
    public async Task However_long_the_queue_a_snapshot_costs_the_same()
    {
        var shorter = await new Wave(32, Slots: 4) { Mode = "region" }.RelayAsync();
        var longer = await new Wave(128, Slots: 4) { Mode = "region" }.RelayAsync();
        output.WriteLine($"{shorter}\n{longer}");
        longer.ShouldBeInOrder();
        longer.ShouldCostNoMoreThan(shorter);
    }

    [Fact]
    public async Task That_relays_wait_for_more_than_half_the_objective_is_told_once()
    {
        var numbers = await new Wave(12, Slots: 1)
        {
            Mode = "region",
            Objective = 2,
            SizeGiB = _ => 60,
        }.RelayAsync();
        numbers.NotCompleted.ShouldBeEmpty();
        numbers.Durations.Count(d => d > TimeSpan.FromHours(1)).ShouldBeGreaterThan(5);
        numbers
            .Inbox.Where(text => text.Contains("relays-waiting-long", StringComparison.Ordinal))
            .ShouldHaveSingleItem();
    }

    /// <summary><c>make wave</c>: waves of the sizes in WAVE, of any other, print what they cost.</summary>
    [Fact]
    public async Task Of_any_size()
    {
        var cost = new List<WaveNumbers>();
        foreach (var wave in Wave.Asked(Environment.GetEnvironmentVariable("WAVE")))
        {
            var numbers = await wave.RelayAsync();
            output.WriteLine($"{numbers}");
            numbers.ShouldBeInOrder();
            cost.Add(numbers);
        }

        foreach (
            var (one, next) in cost.Zip(cost.Skip(1)).Where(pair => pair.First.Wave.IsLike(pair.Second.Wave))
        )
        {
            next.ShouldCostNoMoreThan(one);
        }
    }
}
