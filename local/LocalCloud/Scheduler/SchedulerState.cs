using System.Text.Json.Nodes;

namespace LocalCloud.Scheduler;

/// <summary>What a schedule calls.</summary>
/// <param name="Arn">A function, an event bus, or a universal target: <c>arn:aws:scheduler:::aws-sdk:eventbridge:putEvents</c>.</param>
/// <param name="RoleArn">The role that Scheduler assumes for it.</param>
/// <param name="Input">With its context attributes (<c>&lt;aws.scheduler.scheduled-time&gt;</c>) unfilled, or null.</param>
/// <param name="DetailType">Of an event bus.</param>
/// <param name="Source">Of an event bus.</param>
/// <param name="DeadLetterArn">A queue, or null.</param>
public sealed record ScheduleTarget(
    string Arn,
    string RoleArn,
    string? Input,
    string? DetailType,
    string? Source,
    string? DeadLetterArn
);

/// <summary>A schedule.</summary>
/// <param name="Arn"><c>arn:aws:scheduler:REGION:ID:schedule/GROUP/NAME</c>.</param>
/// <param name="AccountId">The owner.</param>
/// <param name="Region">Where.</param>
/// <param name="Name">Unique in its group, which is always <c>default</c>.</param>
/// <param name="Expression">When it is due.</param>
/// <param name="Enabled">False: never.</param>
/// <param name="End">Nothing is due from then on; null: for ever.</param>
/// <param name="Target">What it calls.</param>
/// <param name="Source">As it was given to CreateSchedule.</param>
/// <param name="CreatedAt">Simulated time.</param>
public sealed record Schedule(
    string Arn,
    string AccountId,
    string Region,
    string Name,
    ScheduleExpression Expression,
    bool Enabled,
    DateTimeOffset? End,
    ScheduleTarget Target,
    JsonObject Source,
    DateTimeOffset CreatedAt
)
{
    /// <summary>The only group.</summary>
    public const string Group = "default";

    /// <summary>What a role's trust policy sees as aws:SourceArn.</summary>
    public string GroupArn => $"arn:aws:scheduler:{Region}:{AccountId}:schedule-group/{Group}";
}

/// <summary>One call of a schedule's target.</summary>
/// <param name="ScheduleArn">Which schedule.</param>
/// <param name="At">For when it was scheduled, simulated time.</param>
/// <param name="Error">Why the target did not take it, or null.</param>
public sealed record ScheduleRun(string ScheduleArn, DateTimeOffset At, string? Error);

/// <summary>All schedules of a local cloud. Touched under the agenda's gate.</summary>
public sealed class SchedulerState
{
    private readonly SortedDictionary<string, Schedule> _schedules = new(StringComparer.Ordinal);
    private readonly List<ScheduleRun> _runs = [];

    /// <summary>By ARN.</summary>
    public IEnumerable<Schedule> Schedules => _schedules.Values;

    /// <summary>Every call of a target so far.</summary>
    public IReadOnlyList<ScheduleRun> Runs => _runs;

    /// <summary>A schedule, or null.</summary>
    public Schedule? Schedule(string arn) => _schedules.GetValueOrDefault(arn);

    /// <summary>Adds one.</summary>
    public void Add(Schedule schedule)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        _schedules.Add(schedule.Arn, schedule);
    }

    /// <summary>Notes a call.</summary>
    public void Add(ScheduleRun run) => _runs.Add(run);
}
