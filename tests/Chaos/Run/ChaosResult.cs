namespace Chaos;

/// <summary>Something that must never be.</summary>
/// <param name="Rule">Which invariant.</param>
/// <param name="What">What was found.</param>
public sealed record Violation(string Rule, string What)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Rule}: {What}";
}

/// <summary>Where a script led.</summary>
/// <param name="Violations">Empty when all is well.</param>
/// <param name="Calls">AWS calls of the relay's functions.</param>
/// <param name="Endings">How the executions ended: status and error.</param>
/// <param name="Trace">A hash of every request and every execution's history: equal in two runs of one script.</param>
public sealed record ChaosResult(
    IReadOnlyList<Violation> Violations,
    int Calls,
    IReadOnlyList<string> Endings,
    string Trace
)
{
    /// <summary>Copies that PruneCopies has deleted.</summary>
    public int Pruned { get; init; }

    /// <summary>Each execution's end in words, for a person who looks at one script.</summary>
    public IReadOnlyList<string> Ends { get; init; } = [];
}
