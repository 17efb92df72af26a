using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LocalCloud.Kernel;

namespace LocalCloud.Scheduler;

/// <summary>What EventBridge Scheduler refuses, and how it reads a schedule. Pure. Codes are those of its service model.</summary>
public static partial class SchedulerRules
{
    private const string Universal = "arn:aws:scheduler:::aws-sdk:";

    /// <summary>The operation of a universal target that is simulated.</summary>
    public const string PutEvents = Universal + "eventbridge:putEvents";

    /// <summary>Reads what CreateSchedule or a template says.</summary>
    /// <exception cref="AwsError">ValidationException, or NotSimulated.</exception>
    public static Schedule Read(
        string accountId,
        string region,
        string name,
        JsonObject given,
        DateTimeOffset now
    )
    {
        ArgumentNullException.ThrowIfNull(given);
        if (!Names().IsMatch(name))
        {
            throw Invalid($"'{name}' is no name of a schedule: 1 to 64 letters, digits, - _ .");
        }

        if ((Text(given, "GroupName") ?? Schedule.Group) != Schedule.Group)
        {
            throw AwsError.NotSimulated("scheduler", "schedule groups");
        }

        CheckWindow(given["FlexibleTimeWindow"]);
        var zone = Zone(Text(given, "ScheduleExpressionTimezone") ?? "UTC");
        var start = Time(given, "StartDate") ?? FullMinute(now);
        return new Schedule(
            Arn(accountId, region, name),
            accountId,
            region,
            name,
            Expression(Required(given, "ScheduleExpression"), zone, start),
            Text(given, "State") switch
            {
                null or "ENABLED" => true,
                "DISABLED" => false,
                var state => throw Invalid($"'{state}' is neither ENABLED nor DISABLED"),
            },
            Time(given, "EndDate"),
            Target(given["Target"] as JsonObject ?? throw Invalid("Target must not be null")),
            given,
            now
        );
    }

    /// <summary><c>arn:aws:scheduler:REGION:ID:schedule/default/NAME</c>.</summary>
    public static string Arn(string accountId, string region, string name) =>
        $"arn:aws:scheduler:{region}:{accountId}:schedule/{Schedule.Group}/{name}";

    /// <summary>A schedule that is not there.</summary>
    public static AwsError NotFound(string name) =>
        new("ResourceNotFoundException", $"Schedule {name} does not exist.", 404);

    /// <summary>A name that is taken.</summary>
    public static AwsError Exists(string name) =>
        new("ConflictException", $"Schedule {name} already exists.", 409);

    /// <summary>A request that breaks the model or a rule.</summary>
    public static AwsError Invalid(string problem) => new("ValidationException", problem);

    /// <summary>
    /// A target's input with its context attributes filled (User Guide, "Adding context attributes in EventBridge Scheduler").
    /// </summary>
    public static string Fill(string input, Schedule schedule, DateTimeOffset scheduledAt, string executionId)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(schedule);
        return input
            .Replace("<aws.scheduler.schedule-arn>", schedule.Arn, StringComparison.Ordinal)
            .Replace("<aws.scheduler.scheduled-time>", Text(scheduledAt), StringComparison.Ordinal)
            .Replace("<aws.scheduler.execution-id>", executionId, StringComparison.Ordinal)
            .Replace("<aws.scheduler.attempt-number>", "1", StringComparison.Ordinal);
    }

    /// <summary>A time as Scheduler writes it: whole seconds, Z.</summary>
    public static string Text(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static ScheduleTarget Target(JsonObject target)
    {
        var arn = Required(target, "Arn");
        var bus = target["EventBridgeParameters"] as JsonObject;
        var known = arn == PutEvents || arn.Split(':') is [_, _, "lambda" or "events", _, _, ..];
        if (!known)
        {
            throw AwsError.NotSimulated("scheduler", $"a target like {arn}");
        }

        var input = Text(target, "Input");
        if (arn == PutEvents && (input is null || !IsJson(input)))
        {
            throw Invalid("Target.Input of a universal target must be JSON");
        }

        return arn.Contains(":event-bus/", StringComparison.Ordinal) && bus is null
            ? throw Invalid($"EventBridgeParameters must be given for target {arn}")
            : new ScheduleTarget(
                arn,
                Required(target, "RoleArn"),
                input,
                bus is null ? null : Required(bus, "DetailType"),
                bus is null ? null : Required(bus, "Source"),
                target["DeadLetterConfig"] is JsonObject dead ? Text(dead, "Arn") : null
            );
    }

    private static void CheckWindow(JsonNode? window)
    {
        var mode = window is JsonObject given ? Text(given, "Mode") : null;
        switch (mode)
        {
            case "OFF":
                return;
            case "FLEXIBLE":
                throw AwsError.NotSimulated("scheduler", "a flexible time window");
            default:
                throw Invalid("FlexibleTimeWindow.Mode must be OFF or FLEXIBLE");
        }
    }

    private static ScheduleExpression Expression(string text, TimeZoneInfo zone, DateTimeOffset start)
    {
        try
        {
            return ScheduleExpression.Parse(text, zone, start);
        }
        catch (FormatException e)
        {
            throw Invalid(e.Message);
        }
    }

    private static TimeZoneInfo Zone(string name) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)
            ? zone
            : throw Invalid($"Provided time zone {name} is invalid.");

    private static DateTimeOffset FullMinute(DateTimeOffset time)
    {
        var past = time.UtcTicks % TimeSpan.TicksPerMinute;
        return past == 0 ? time : time.AddTicks(TimeSpan.TicksPerMinute - past);
    }

    // A template says ISO 8601, the API seconds since 1970.
    private static DateTimeOffset? Time(JsonObject from, string name) =>
        Text(from, name) is not { } text ? null
        : double.TryParse(text, CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.UnixEpoch.AddSeconds(seconds)
        : DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var time
        )
            ? time
        : throw Invalid($"{name} '{text}' is not a time");

    private static string Required(JsonObject from, string name) =>
        Text(from, name) ?? throw Invalid($"{name} must not be null");

    private static string? Text(JsonObject from, string name) =>
        from[name] is not JsonValue value ? null
        : value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>()
        : value.ToJsonString();

    private static bool IsJson(string text)
    {
        try
        {
            return JsonNode.Parse(text) is JsonObject;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"^[0-9A-Za-z_.-]{1,64}\z")]
    private static partial Regex Names();
}
