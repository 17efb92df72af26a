namespace Relay;

/// <summary>Judges what a look at a copy has found.</summary>
public static class CopyWatch
{
    /// <summary>The copy as it is now, and how long to wait until the next look; null when it is available.</summary>
    /// <param name="copy">As known so far.</param>
    /// <param name="found">What its owner answered; null when RDS finds it no more.</param>
    /// <param name="now">The time of the look.</param>
    /// <param name="deadline">How long a copy may take.</param>
    /// <exception cref="CopyVanishedException">It is gone.</exception>
    /// <exception cref="CopyFailedException">It will never be available.</exception>
    /// <exception cref="CopyOverdueException">It takes too long.</exception>
    public static (CopyProgress Copy, int? WaitSeconds) Judge(
        CopyProgress copy,
        SnapshotFacts? found,
        DateTimeOffset now,
        TimeSpan deadline
    )
    {
        if (found is null)
        {
            throw new CopyVanishedException(copy.Arn.ToString());
        }

        var seen = PollSchedule.Seen(copy, found, now);
        return found.State switch
        {
            SnapshotState.Available => (seen, null),
            SnapshotState.Lost => throw new CopyFailedException(copy.Arn.ToString(), found.Status),
            _ when now - copy.RequestedAt > deadline => throw new CopyOverdueException(
                copy.Arn.ToString(),
                found.PercentProgress,
                now - copy.RequestedAt
            ),
            _ => (seen, PollSchedule.Next(seen, now)),
        };
    }
}
