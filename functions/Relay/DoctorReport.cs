namespace Relay;

/// <summary>Something that would make relays fail.</summary>
/// <param name="Check">Which check has found it: a name of <see cref="Checkup"/>.</param>
/// <param name="What">What is wrong.</param>
/// <param name="Value">Where: the setting, the counts, or the snapshots that it would hit.</param>
/// <param name="Fix">What to do.</param>
public sealed record Finding(string Check, string What, string Value, string Fix);

/// <summary>Something that could not be proved.</summary>
/// <param name="Check">Of which check.</param>
/// <param name="What">What is not proved.</param>
/// <param name="Why">Why not.</param>
public sealed record Unproven(string Check, string What, string Why);

/// <summary>What a run of Doctor has found. It has changed nothing.</summary>
/// <param name="Relay">The relay's name.</param>
/// <param name="Now">The time of the run.</param>
/// <param name="Databases">How many databases' newest snapshots were planned.</param>
public sealed record DoctorReport(string Relay, DateTimeOffset Now, int Databases)
{
    /// <summary>How many of each list are told: a report travels as an event, which may have 256 KB.</summary>
    public const int Told = 100;

    private const int Named = 10;

    /// <summary>What would make relays fail, each with its fix.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>What could not be proved, each with the reason.</summary>
    public IReadOnlyList<Unproven> NotProven { get; init; } = [];

    /// <summary>How many findings more there are.</summary>
    public int FindingsLeftOut { get; init; }

    /// <summary>How many things more could not be proved.</summary>
    public int NotProvenLeftOut { get; init; }

    /// <summary>For a person; null when nothing was found.</summary>
    public string? Message =>
        Findings.Count == 0
            ? null
            : Shown.Plain(
                $"Doctor of {Now:u} has found what would make relays fail: {string.Join(" ", Findings.Take(Named).Select((f, i) => $"({i + 1}) {f.What} ({f.Value}). What to do: {f.Fix}"))}{(Findings.Count > Named ? $" And {Findings.Count - Named + FindingsLeftOut} more: make doctor tells the first {Told}." : "")}"
            );

    /// <summary>What CloudWatch gets.</summary>
    public IReadOnlyList<(string Name, double Value)> Metrics() =>
        [
            ("DoctorFindings", Findings.Count + FindingsLeftOut),
            ("DoctorNotProven", NotProven.Count + NotProvenLeftOut),
        ];
}
