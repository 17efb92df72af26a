namespace Relay;

/// <summary>
/// The wait for a copy slot, predicted from the queue, which is the list of running executions: who started earlier goes first,
/// and whoever is far back does not even ask. No table, no dispatcher. docs/decisions/0006-slot-queue.md tells how the numbers were found.
/// </summary>
/// <remarks>
/// Whether a slot is free only AWS knows: relays that are ahead may have their copy already. So those whom the next round of copies may
/// let in, and no others, ask for one once a minute, one after the other in the order of the queue: a slot that became free goes to the
/// eldest. Those behind them look the more seldom the more rounds they are away, by the pace at which the queue moves.
/// </remarks>
public static class SlotQueue
{
    private const int Period = 60;
    private const int Sweep = 15;
    private const int Shortest = 10;
    private const int Patience = 120;
    private const int LongestWithoutHope = 3600;

    // The copies of a round take that long at least, so who is a round away may sleep so long.
    private const int Round = 180;

    // A queue may also become shorter otherwise: relays give way, or are stopped.
    private const int LongestLook = 7200;

    // A queue of small copies moves faster than one of large ones so far.
    private const double Caution = 0.7;

    /// <summary>
    /// How many running relays that take slots of this kind started before this one (same second: by name). Copies of instances and of
    /// clusters are counted apart; a relay whose name does not tell its kind counts for both; one of copy jobs, or a canary, for none.
    /// </summary>
    public static int Rank(ExecutionFacts me, IEnumerable<ExecutionFacts> running, SnapshotKind kind) =>
        running.Count(other =>
            other.Name != me.Name
            && !Names.IsCanary(other.Name)
            && (Names.KindOf(other.Name) ?? kind) == kind
            && IsBefore(other, me)
        );

    /// <summary>
    /// Seconds until the next look. After 120 looks the queue does not move, and the wait grows by a minute each time up to an hour (an
    /// execution has 25,000 events).
    /// </summary>
    /// <param name="place">Where this relay stands.</param>
    /// <param name="before">Its latest wait for a slot; null at the first look.</param>
    /// <param name="now">The time of the look.</param>
    public static int Wait(QueuePlace place, Wait? before, DateTimeOffset now) =>
        Math.Max(
            place.IsNear ? UntilTurn(place, now) : UntilNear(place, before, now),
            Math.Min(LongestWithoutHope, Period * ((before?.Times ?? 0) - Patience))
        );

    // All that are near look in the first quarter of a minute, the eldest first.
    private static int UntilTurn(QueuePlace place, DateTimeOffset now)
    {
        var turn = Turn(place.Ahead - place.Slots, place.Near - place.Slots);
        var wait = (int)((turn - now.ToUnixTimeSeconds() % Period + Period) % Period);
        return wait < Shortest ? wait + Period : wait;
    }

    // Those behind them in the second quarter of every third minute: whoever comes near, comes in order.
    private static int UntilNear(QueuePlace place, Wait? before, DateTimeOffset now)
    {
        var away = place.Ahead - place.Near;
        var wait = Math.Max(
            Round * (1 + away / Math.Max(1, place.Slots)),
            before?.Queue is { } seen ? Predicted(place, seen, now) : 0
        );
        var second = now.ToUnixTimeSeconds();
        var look = (long)(second + Math.Min(LongestLook, wait)) / Round * Round;
        return (int)(look + Sweep + Turn(away, place.Slots) - second);
    }

    private static int Turn(int waiting, int most) =>
        Sweep * Math.Clamp(waiting, 0, most) / Math.Max(1, most);

    // The queue moves in bursts, since copies of one size that began together end together: by so many the pace may be higher than
    // what was seen, and so many may go at this very moment.
    private static double Predicted(QueuePlace place, QueueSighting before, DateTimeOffset now)
    {
        var fastest =
            (before.Ahead - place.Ahead + place.Slots) / Math.Max(1, (now - before.At).TotalSeconds);
        var least = place.Ahead - place.Near - place.Slots;
        return fastest <= 0 ? 0 : Caution * least / fastest;
    }

    private static bool IsBefore(ExecutionFacts other, ExecutionFacts me) =>
        other.StartedAt < me.StartedAt
        || (other.StartedAt == me.StartedAt && string.CompareOrdinal(other.Name, me.Name) < 0);
}

/// <summary>Where a relay stands in the queue for a copy slot.</summary>
/// <param name="Ahead">Running relays of its kind that started earlier.</param>
/// <param name="Slots">Copies that AWS runs at once in one place.</param>
/// <param name="Places">In how many places a relay of this route makes a copy, one after the other: in each there are as many slots.</param>
public sealed record QueuePlace(int Ahead, int Slots, int Places)
{
    /// <summary>How many relays may be at work at the most, with one round of copies to come.</summary>
    public int Near => Slots * (Places + 1);

    /// <summary>There may be a free slot: those ahead may all be elsewhere, or done with their copies.</summary>
    public bool IsNear => Ahead < Near;

    /// <summary>There should be a free slot even if all that are ahead make copies now.</summary>
    public bool IsNext => Ahead < Slots * Places;
}
