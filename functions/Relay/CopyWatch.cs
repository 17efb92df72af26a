namespace Relay;

/// <summary>Judges what a look at a copy has found.</summary>
public static class CopyWatch
{
    // AWS's answers may lag behind what it has accepted.
    private static readonly TimeSpan Unseen = TimeSpan.FromMinutes(5);

    /// <summary>The copy as it is now, and how long to wait until the next look; null when it is available.</summary>
    /// <param name="copy">As known so far.</param>
    /// <param name="found">What its owner answered; null when AWS does not find it.</param>
    /// <param name="now">The time of the look.</param>
    /// <param name="deadline">How long a copy may take.</param>
    /// <exception cref="CopyVanishedException">It is gone.</exception>
    /// <exception cref="CopyFailedException">It will never be available.</exception>
    /// <exception cref="CopyOverdueException">It takes too long.</exception>
    public static (CopyProgress Copy, int? WaitSeconds) Judge(
        CopyProgress copy,
        CopyFacts? found,
        DateTimeOffset now,
        TimeSpan deadline
    )
    {
        if (found is null)
        {
            return copy.Last is null && now - copy.RequestedAt < Unseen
                ? (copy with { Polls = copy.Polls + 1 }, PollSchedule.Next(copy, now))
                : throw new CopyVanishedException(copy.ToString());
        }

        var seen = PollSchedule.Seen(copy, found, now);
        return found.State switch
        {
            SnapshotState.Available => (seen, null),
            SnapshotState.Lost => throw new CopyFailedException(copy.ToString(), found.Status, found.Message),
            _ when now - copy.RequestedAt > deadline => throw new CopyOverdueException(
                copy.ToString(),
                found.PercentProgress,
                now - copy.RequestedAt
            ),
            _ => (seen, PollSchedule.Next(seen, now)),
        };
    }
}
