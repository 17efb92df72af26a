using LocalCloud.Deploy;

namespace LocalCloud.Lambda.Hosting;

/// <summary>How functions are run as processes.</summary>
public sealed record ProcessHostOptions
{
    /// <summary>The cloud's address, asked when an environment starts: it is the functions' AWS and holds the Runtime API.</summary>
    public required Func<Uri> Endpoint { get; init; }

    /// <summary>Each function writes to <c>FUNCTION.log</c> here.</summary>
    public string LogFolder { get; init; } = Path.Combine(RepositoryRoot.Find(), "artifacts", "logs");

    /// <summary>Processes at a time, over all functions. When all are busy an invocation waits for one.</summary>
    public int MaximumEnvironments { get; init; } = 16;

    /// <summary>Real time until a new environment must ask for work.</summary>
    public TimeSpan StartLimit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Real time that an environment's credentials last; it is replaced in their last hour.</summary>
    public TimeSpan SessionDuration { get; init; } = TimeSpan.FromHours(12);

    /// <summary>Variables that functions get instead of those they would; null takes one away.</summary>
    public IReadOnlyDictionary<string, string?> Overrides { get; init; } =
        new Dictionary<string, string?>(StringComparer.Ordinal);
}
