namespace LocalCloud.States.Language;

/// <summary>Whether and when a failed task is tried again (Developer Guide, Handling errors: Retry).</summary>
internal static class Retries
{
    private const double LongestDelay = 99_999_999;

    /// <summary>
    /// The delay in seconds before the next attempt, or null when there is none. The first retrier that names the error decides,
    /// also when its attempts are used up.
    /// </summary>
    /// <param name="retriers">In the order of the definition.</param>
    /// <param name="used">How often each retrier has retried in this visit of the state; counted up here.</param>
    /// <param name="error">Error name.</param>
    /// <param name="random">A number in [0, 1), drawn for full jitter only.</param>
    public static double? Next(
        IReadOnlyList<Retrier> retriers,
        IList<int> used,
        string error,
        Func<double> random
    )
    {
        for (var i = 0; i < retriers.Count; i++)
        {
            if (Errors.Match(retriers[i].ErrorEquals, error))
            {
                return used[i] < retriers[i].MaxAttempts ? Delay(retriers[i], used[i]++, random) : null;
            }
        }

        return null;
    }

    private static double Delay(Retrier retrier, int earlier, Func<double> random)
    {
        var delay = retrier.IntervalSeconds * Math.Pow(retrier.BackoffRate, earlier);
        delay = Math.Min(delay, retrier.MaxDelaySeconds ?? LongestDelay);
        return retrier.FullJitter ? delay * random() : delay;
    }
}
