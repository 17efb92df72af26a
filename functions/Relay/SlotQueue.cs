namespace Relay;

/// <summary>
/// The wait for a copy slot, predicted from the queue, which is the list of running executions: who started earlier goes first,
/// and whoever is far back does not even ask. No table, no dispatcher.
/// </summary>
public static class SlotQueue
{
    private const int Step = 60;
    private const int Longest = 900;
    private const int Patience = 120;
    private const int LongestWithoutHope = 3600;

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

    /// <summary>True when it makes sense to ask AWS for a slot: fewer relays are ahead than there are slots.</summary>
    public static bool MayAsk(int rank, int slots) => rank < slots;

    /// <summary>
    /// Seconds until the next look: a minute at the front, a minute more for each round of slots ahead, at most 15 minutes; after 120 looks
    /// the queue does not move, and the wait grows by a minute with each look, up to an hour (an execution has 25,000 events).
    /// </summary>
    /// <param name="rank">Relays ahead.</param>
    /// <param name="slots">Copies that AWS runs at once.</param>
    /// <param name="looks">How often this relay has waited for a slot already.</param>
    public static int Wait(int rank, int slots, int looks) =>
        Math.Max(
            Math.Min(Longest, Step * (1 + rank / Math.Max(1, slots))),
            Math.Min(LongestWithoutHope, Step * (looks - Patience))
        );

    private static bool IsBefore(ExecutionFacts other, ExecutionFacts me) =>
        other.StartedAt < me.StartedAt
        || (other.StartedAt == me.StartedAt && string.CompareOrdinal(other.Name, me.Name) < 0);
}
