namespace Demo;

/// <summary>A stretch of simulated time.</summary>
internal sealed record Period(DateTimeOffset From, DateTimeOffset To);

/// <summary>One run of a function's code.</summary>
/// <param name="Function">Its name, for example snapshot-relay-CheckRegionCopy.</param>
/// <param name="Took">Real time, from the invocation to its answer: the start of a process included.</param>
internal sealed record FunctionRun(string Function, TimeSpan Took);

/// <summary>What the local cloud knows of one relay; <see cref="RelayFactsReader"/> says where from.</summary>
/// <param name="Whole">From the snapshot's completion to the end of the execution.</param>
/// <param name="Copies">From the acceptance of each copy request to the copy's end.</param>
/// <param name="Waits">The execution's Wait states, and the pauses before a retry.</param>
/// <param name="Runs">Every run of a function for this snapshot.</param>
/// <param name="AwsCalls">API requests that those runs made.</param>
/// <param name="StateTransitions">What Step Functions bills.</param>
internal sealed record RelayFacts(
    Period? Whole,
    IReadOnlyList<Period> Copies,
    IReadOnlyList<Period> Waits,
    IReadOnlyList<FunctionRun> Runs,
    int AwsCalls,
    int StateTransitions
);

/// <summary>How long a relay took and why, and what it cost. Pure arithmetic on <see cref="RelayFacts"/>.</summary>
/// <param name="TookSeconds">Simulated: from the snapshot's completion to the end of the execution.</param>
/// <param name="AwsSeconds">Simulated: AWS at work on copies, from each request's acceptance to the copy's end.</param>
/// <param name="DeadSeconds">Simulated: the execution waited (a Wait state, a pause before a retry) while AWS was at work on none of its copies.</param>
/// <param name="OwnSeconds">Real: our functions ran, start of processes included. Looks at a running copy are in AwsSeconds too.</param>
/// <param name="Polls">Runs of CheckRegionCopy and CheckAccountCopy.</param>
/// <param name="LambdaInvocations">Runs of any function for this snapshot, also for the event that its creation began.</param>
/// <param name="AwsCalls">API requests made by those runs.</param>
/// <param name="StateTransitions">States entered, and retries.</param>
internal sealed record Measurements(
    double TookSeconds,
    double AwsSeconds,
    double DeadSeconds,
    double OwnSeconds,
    int Polls,
    int LambdaInvocations,
    int AwsCalls,
    int StateTransitions
)
{
    /// <summary>Measures.</summary>
    public static Measurements Of(RelayFacts facts)
    {
        var copying = Merged(facts.Copies);
        return new Measurements(
            facts.Whole is { } whole ? Seconds(whole) : 0,
            copying.Sum(Seconds),
            facts.Waits.Sum(wait => Seconds(wait) - copying.Sum(copy => Common(wait, copy))),
            facts.Runs.Sum(r => r.Took.TotalSeconds),
            facts.Runs.Count(r => IsPoll(r.Function)),
            facts.Runs.Count,
            facts.AwsCalls,
            facts.StateTransitions
        );
    }

    private static bool IsPoll(string function) =>
        function.EndsWith("-CheckRegionCopy", StringComparison.Ordinal)
        || function.EndsWith("-CheckAccountCopy", StringComparison.Ordinal);

    private static double Seconds(Period period) => Math.Max(0, (period.To - period.From).TotalSeconds);

    private static double Common(Period one, Period other) =>
        Seconds(
            new Period(one.From > other.From ? one.From : other.From, one.To < other.To ? one.To : other.To)
        );

    // Two copies at once are no more of AWS's time than one.
    private static List<Period> Merged(IEnumerable<Period> periods)
    {
        List<Period> merged = [];
        foreach (var period in periods.OrderBy(p => p.From))
        {
            if (merged.Count > 0 && period.From <= merged[^1].To)
            {
                var last = merged[^1];
                merged[^1] = last with { To = period.To > last.To ? period.To : last.To };
            }
            else
            {
                merged.Add(period);
            }
        }

        return merged;
    }
}
