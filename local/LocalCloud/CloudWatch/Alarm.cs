using System.Text.Json.Nodes;
using LocalCloud.Kernel;

namespace LocalCloud.CloudWatch;

/// <summary>A metric alarm as it was put.</summary>
/// <param name="Arn"><c>arn:aws:cloudwatch:REGION:ID:alarm:NAME</c>.</param>
/// <param name="AccountId">The owner.</param>
/// <param name="Region">Where.</param>
/// <param name="Name">Unique there.</param>
/// <param name="Description">Or null.</param>
/// <param name="Queries">One of them returns data.</param>
/// <param name="Simple">False when the alarm was given by Metrics, true when by MetricName.</param>
/// <param name="Period">Of the watched data.</param>
/// <param name="EvaluationPeriods">N.</param>
/// <param name="DatapointsToAlarm">M of N.</param>
/// <param name="Threshold">What data is compared with.</param>
/// <param name="Comparison">For example GreaterThanThreshold.</param>
/// <param name="TreatMissingData">missing, ignore, breaching or notBreaching.</param>
/// <param name="ActionsEnabled">Whether actions are done at all.</param>
/// <param name="Actions">Topic ARNs by the state that calls them.</param>
/// <param name="Source">As it was given.</param>
public sealed record AlarmDefinition(
    string Arn,
    string AccountId,
    string Region,
    string Name,
    string? Description,
    IReadOnlyList<MetricQuery> Queries,
    bool Simple,
    TimeSpan Period,
    int EvaluationPeriods,
    int DatapointsToAlarm,
    double Threshold,
    string Comparison,
    string TreatMissingData,
    bool ActionsEnabled,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Actions,
    JsonObject Source
);

/// <summary>What an alarm says, why, and since when (simulated time).</summary>
public sealed record AlarmState(string Value, string Reason, string ReasonData, DateTimeOffset At)
{
    /// <summary>As every alarm begins.</summary>
    public const string InsufficientData = "INSUFFICIENT_DATA";

    /// <summary>Below the threshold.</summary>
    public const string Ok = "OK";

    /// <summary>Beyond it.</summary>
    public const string InAlarm = "ALARM";
}

/// <summary>Something that happened to an alarm.</summary>
/// <param name="At">Simulated time.</param>
/// <param name="Type">StateUpdate or Action.</param>
/// <param name="Summary">In words.</param>
/// <param name="Data">JSON.</param>
public sealed record AlarmHistoryEntry(DateTimeOffset At, string Type, string Summary, string Data);

/// <summary>An alarm. Touched under the agenda's gate.</summary>
public sealed class Alarm(AlarmDefinition definition, DateTimeOffset now)
{
    /// <summary>As it was put last.</summary>
    public AlarmDefinition Definition { get; internal set; } = definition;

    /// <summary>When it was put last, simulated time.</summary>
    public DateTimeOffset UpdatedAt { get; internal set; } = now;

    /// <summary>What it says.</summary>
    public AlarmState State { get; internal set; } =
        new(AlarmState.InsufficientData, "Unchecked: Initial alarm creation", "{}", now);

    /// <summary>What happened to it, oldest first.</summary>
    public IReadOnlyList<AlarmHistoryEntry> History => _history;

    /// <summary>Whether its next evaluation is on the agenda.</summary>
    internal bool Awaited { get; set; }

    internal void Add(AlarmHistoryEntry entry) => _history.Add(entry);

    private readonly List<AlarmHistoryEntry> _history = [];
}
