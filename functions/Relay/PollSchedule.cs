namespace Relay;

/// <summary>
/// When to look at a copy again, predicted from what has been seen of its progress: few looks, and seconds between the copy's
/// end and the look that finds it. All times are seconds.
/// </summary>
/// <remarks>
/// While AWS shows no progress (the copy is queued): a tenth of the time waited so far, at least 30 s.
/// Once there is progress: 70 % of the shortest time that the copy can still take, judged by the fastest rate that the latest
/// two looks allow (AWS shows whole percents), at most half of the time so far; at least 15 s or 1 % of the time so far.
/// So a look is late by that least step at most, unless the copy comes out of a standstill, and the looks are logarithmic in
/// the copy's length; after a hundred looks the least step is 5 %. A copy job of AWS Backup shows no progress at all, and may rightly stay CREATED for two hours (AWS Backup Developer
/// Guide, Copy job retry): it is looked at as if it were queued, at least every quarter of an hour or 3 % of the time so far. docs/decisions/0003-poll-schedule.md tells how the numbers were found.
/// </remarks>
public static class PollSchedule
{
    private const double ShortestQueued = 30;
    private const double ShortestRunning = 15;
    private const double QueuedShare = 0.10;
    private const double LongestJob = 900;
    private const double LongJobShare = 0.03;
    private const double RunningShare = 0.01;

    // A copy that runs as none should, with a percent an hour or none, must not use up an execution's 25,000 events.
    private const int Patience = 100;
    private const double ShareWithoutHope = 0.05;

    // A copy that speeds up ends earlier than its rate so far says.
    private const double Caution = 0.7;
    private const double LongestShare = 0.5;

    /// <summary>The first look, from the snapshot's size alone: a small copy may take seconds, a copy job never does.</summary>
    public static int First(int sizeGiB, CopyMeans means = CopyMeans.Snapshot) =>
        (int)(means == CopyMeans.CopyJob ? ShortestQueued : Math.Clamp(sizeGiB / 4.0, 5, ShortestQueued));

    /// <summary>The next look at a source that is still being made: only a hand-started relay waits for one.</summary>
    public static int ForSnapshot(TimeSpan waited) => (int)Math.Clamp(waited.TotalSeconds / 10, 60, 3600);

    /// <summary>The seconds until the next look.</summary>
    public static int Next(CopyProgress copy, DateTimeOffset now)
    {
        var elapsed = Math.Max(0, (now - copy.RequestedAt).TotalSeconds);
        if (copy.Last is not { } last)
        {
            var queued = Math.Max(ShortestQueued, elapsed * QueuedShare);
            return Whole(
                copy.JobId is null ? queued : Math.Min(queued, Math.Max(LongestJob, elapsed * LongJobShare))
            );
        }

        var share = copy.Polls > Patience ? ShareWithoutHope : RunningShare;
        var least = Math.Max(ShortestRunning, elapsed * share);
        var predicted = copy.Before is { } before ? Caution * ShortestRemaining(before, last) : 0;
        return Whole(Math.Max(least, Math.Min(predicted, elapsed * LongestShare)));
    }

    /// <summary>Notes what a look has seen.</summary>
    public static CopyProgress Seen(CopyProgress copy, CopyFacts facts, DateTimeOffset now)
    {
        var sighting = new Sighting(now, facts.PercentProgress);
        return facts.PercentProgress <= 0
            ? copy with
            {
                Arn = facts.Arn ?? copy.Arn,
                Status = facts.Status,
                Polls = copy.Polls + 1,
            }
            : copy with
            {
                Arn = facts.Arn ?? copy.Arn,
                Status = facts.Status,
                Polls = copy.Polls + 1,
                Before = copy.Last,
                Last = sighting,
            };
    }

    // Whole percents: between two looks the copy has made at most one percent more than they differ by,
    // and it is at most one percent further than the last one says.
    private static double ShortestRemaining(Sighting before, Sighting last)
    {
        var seconds = (last.At - before.At).TotalSeconds;
        if (seconds <= 0)
        {
            return 0;
        }

        var fastest = (last.Percent + 1 - before.Percent) / seconds;
        return Math.Max(0, 100 - (last.Percent + 1)) / fastest;
    }

    private static int Whole(double seconds) => (int)Math.Floor(seconds);
}
