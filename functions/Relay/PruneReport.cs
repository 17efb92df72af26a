namespace Relay;

/// <summary>What starts a run of PruneCopies.</summary>
/// <param name="Now">The time of the run; no function reads a clock.</param>
/// <param name="DryRun">Nothing is deleted unless it says false.</param>
public sealed record PruneRun(DateTimeOffset? Now = null, bool? DryRun = null);

/// <summary>A copy, and what has become of it.</summary>
/// <param name="Copy">Its ARN.</param>
/// <param name="Reason">Why it goes or stays.</param>
public sealed record PrunedCopy(SnapshotArn Copy, string Reason);

/// <summary>What a run of PruneCopies has seen and done.</summary>
/// <param name="Relay">The relay's name.</param>
/// <param name="Now">The time of the run.</param>
/// <param name="DryRun">Nothing was deleted: this is what would be.</param>
/// <param name="Copies">How many snapshots are named like copies of this relay.</param>
/// <param name="Deleted">How many of them went.</param>
public sealed record PruneReport(string Relay, DateTimeOffset Now, bool DryRun, int Copies, int Deleted)
{
    /// <summary>How many of each list are told: a report travels as an event, which may have 256 KB. The log has all.</summary>
    public const int Told = 200;

    private const int Named = 10;

    /// <summary>Those that went, or would.</summary>
    public IReadOnlyList<PrunedCopy> Gone { get; init; } = [];

    /// <summary>Those that stay.</summary>
    public IReadOnlyList<PrunedCopy> Kept { get; init; } = [];

    /// <summary>What could not be done, and why.</summary>
    public IReadOnlyList<string> Failures { get; init; } = [];

    /// <summary>Available copies that are not under the key of this place, or whose key can't be used.</summary>
    public int NotVerified { get; init; }

    /// <summary>Of the last day: what is named like our copies and is none, and copies that arrived but are not verified.</summary>
    public IReadOnlyList<string> Strange { get; init; } = [];

    /// <summary>For a person; null when there is nothing new.</summary>
    public string? Message =>
        DryRun || Strange.Count == 0
            ? null
            : Shown.Plain(
                $"Pruning of {Now:u}: {Strange.Count} snapshots of the last day are not what they should be: {Shown.First(Named, Strange)}. None of them is deleted. Find out who made them."
            );

    /// <summary>What CloudWatch gets.</summary>
    public IReadOnlyList<(string Name, double Value)> Metrics() =>
        [
            ("Copies", Copies),
            ("CopiesDeleted", DryRun ? 0 : Deleted),
            ("DeletesFailed", Failures.Count),
            ("CopiesNotVerified", NotVerified),
        ];
}
