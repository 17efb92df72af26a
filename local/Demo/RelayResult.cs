namespace Demo;

/// <summary>How an execution ended. Not believed, only reported.</summary>
/// <param name="Status">SUCCEEDED, FAILED, …; NOT_STARTED when there is none.</param>
/// <param name="Route">Of the plan.</param>
/// <param name="Means">Of the plan.</param>
/// <param name="Reason">Of the plan.</param>
/// <param name="Error">Of an execution that failed.</param>
/// <param name="Cause">What is said about the error.</param>
internal sealed record Outcome(
    string Status,
    string? Route,
    string? Means,
    string? Reason,
    string? Error,
    string? Cause
);

/// <summary>What became of one snapshot: how its execution ended, what was measured, what the owners of the copies answered.</summary>
internal sealed record RelayResult(Source Source, Outcome Outcome, Measurements Measured, CopyAnswer Answer)
{
    /// <summary>Everything is as the demo promises.</summary>
    public bool Good => !Problems.Any();

    /// <summary>What is not, a sentence each.</summary>
    public IEnumerable<string> Problems
    {
        get
        {
            var way = Source.Database.Way;
            if (Outcome.Status != "SUCCEEDED")
            {
                yield return $"{Outcome.Status} {Outcome.Error}: {Outcome.Cause}";
            }

            if ((Outcome.Route, Outcome.Means) != (way.Route(), way.Means()))
            {
                yield return $"It went by {Outcome.Route ?? "no route"} ({Outcome.Means}), not by {way.Route()} ({way.Means()}). {Outcome.Reason}";
            }

            foreach (var problem in Answer.Problems)
            {
                yield return problem;
            }
        }
    }
}
