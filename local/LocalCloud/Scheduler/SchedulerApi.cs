using System.Text.Json.Nodes;
using LocalCloud.Gateway;
using LocalCloud.Kernel;

namespace LocalCloud.Scheduler;

/// <summary>EventBridge Scheduler's wire: REST-JSON under /schedules. No rules.</summary>
public sealed class SchedulerApi : RestJsonService, ILocalPaths
{
    private static readonly RestRoute[] Routes =
    [
        new("CreateSchedule", "POST", "/schedules/{Name}"),
        new("CreateScheduleGroup", "POST", "/schedule-groups/{Name}"),
        new("DeleteSchedule", "DELETE", "/schedules/{Name}"),
        new("DeleteScheduleGroup", "DELETE", "/schedule-groups/{Name}"),
        new("GetSchedule", "GET", "/schedules/{Name}"),
        new("GetScheduleGroup", "GET", "/schedule-groups/{Name}"),
        new("ListScheduleGroups", "GET", "/schedule-groups"),
        new("ListSchedules", "GET", "/schedules"),
        new("ListTagsForResource", "GET", "/tags/{ResourceArn}"),
        new("TagResource", "POST", "/tags/{ResourceArn}"),
        new("UntagResource", "DELETE", "/tags/{ResourceArn}"),
        new("UpdateSchedule", "PUT", "/schedules/{Name}"),
    ];

    private readonly SchedulerState _state;
    private readonly ScheduleRunner _runner;
    private readonly CallLog _log;

    /// <summary>Serves <paramref name="state"/>.</summary>
    public SchedulerApi(SchedulerState state, ScheduleRunner runner, CallLog log)
        : base("scheduler", Routes)
    {
        (_state, _runner, _log) = (state, runner, log);
        Operations = new Dictionary<string, Func<AwsCall, RestInput, JsonObject?>>(StringComparer.Ordinal)
        {
            ["CreateSchedule"] = CreateSchedule,
            ["GetSchedule"] = GetSchedule,
            ["ListSchedules"] = ListSchedules,
        };
    }

    /// <inheritdoc/>
    public IEnumerable<LocalPath> LocalPaths =>
        [new("POST", "/_local/schedules", Enable), new("POST", "/_local/run-schedule", Run)];

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, Func<AwsCall, RestInput, JsonObject?>> Operations { get; }

    /// <inheritdoc/>
    protected override AwsError Missing(string member) =>
        SchedulerRules.Invalid($"{member} must not be null");

    /// <inheritdoc/>
    protected override AwsError Invalid(string member, string problem) =>
        SchedulerRules.Invalid($"{member}: {problem}");

    private JsonObject CreateSchedule(AwsCall call, RestInput input)
    {
        var name = input.Path("Name");
        _log.Add(
            call,
            "scheduler:CreateSchedule",
            SchedulerRules.Arn(call.Caller.AccountId, call.Region, name)
        );
        var arn = _runner.CreateSchedule(call.Caller.AccountId, call.Region, name, input.Body);
        return new JsonObject { ["ScheduleArn"] = arn };
    }

    private JsonObject GetSchedule(AwsCall call, RestInput input)
    {
        var name = input.Path("Name");
        var arn = SchedulerRules.Arn(call.Caller.AccountId, call.Region, name);
        _log.Add(call, "scheduler:GetSchedule", arn);
        var schedule =
            (input.Query("groupName") ?? Schedule.Group) == Schedule.Group ? _state.Schedule(arn) : null;
        return Describe(schedule ?? throw SchedulerRules.NotFound(name));
    }

    private JsonObject ListSchedules(AwsCall call, RestInput input)
    {
        _log.Add(call, "scheduler:ListSchedules", "*");
        var most = input.QueryNumber("MaxResults", 1, 100) ?? 100;
        var prefix = input.Query("NamePrefix") ?? "";
        var after = input.Query("NextToken");
        var own = _state
            .Schedules.Where(s => s.AccountId == call.Caller.AccountId && s.Region == call.Region)
            .Where(s => s.Name.StartsWith(prefix, StringComparison.Ordinal))
            .Where(s => after is null || string.CompareOrdinal(s.Arn, after) > 0)
            .Take(most + 1)
            .ToList();
        var reply = new JsonObject { ["Schedules"] = new JsonArray([.. own.Take(most).Select(Summary)]) };
        if (own.Count > most)
        {
            reply["NextToken"] = own[most - 1].Arn;
        }

        return reply;
    }

    private static JsonObject Summary(Schedule schedule) =>
        new()
        {
            ["Arn"] = schedule.Arn,
            ["CreationDate"] = Epoch(schedule.CreatedAt),
            ["GroupName"] = Schedule.Group,
            ["LastModificationDate"] = Epoch(schedule.CreatedAt),
            ["Name"] = schedule.Name,
            ["State"] = schedule.Enabled ? "ENABLED" : "DISABLED",
            ["Target"] = new JsonObject { ["Arn"] = schedule.Target.Arn },
        };

    private static JsonObject Describe(Schedule schedule)
    {
        var all = Summary(schedule);
        all["ActionAfterCompletion"] = "NONE";
        all["ScheduleExpressionTimezone"] = "UTC";
        foreach (
            var name in (string[])
                ["Description", "FlexibleTimeWindow", "ScheduleExpression", "ScheduleExpressionTimezone"]
        )
        {
            if (schedule.Source[name] is { } value)
            {
                all[name] = value.DeepClone();
            }
        }

        all["Target"] = Target(schedule.Target);
        return all;
    }

    private static JsonObject Target(ScheduleTarget target)
    {
        var all = new JsonObject
        {
            ["Arn"] = target.Arn,
            ["RoleArn"] = target.RoleArn,
            ["RetryPolicy"] = new JsonObject
            {
                ["MaximumEventAgeInSeconds"] = 86_400,
                ["MaximumRetryAttempts"] = 185,
            },
        };
        if (target.Input is not null)
        {
            all["Input"] = target.Input;
        }

        if (target.DetailType is not null)
        {
            all["EventBridgeParameters"] = new JsonObject
            {
                ["DetailType"] = target.DetailType,
                ["Source"] = target.Source,
            };
        }

        if (target.DeadLetterArn is not null)
        {
            all["DeadLetterConfig"] = new JsonObject { ["Arn"] = target.DeadLetterArn };
        }

        return all;
    }

    private JsonObject Enable(JsonObject input)
    {
        _runner.Enabled =
            input["enabled"] is JsonValue value && value.TryGetValue<bool>(out var enabled)
                ? enabled
                : throw new AwsError("InvalidInput", "'enabled' is missing, or is neither true nor false");
        return new JsonObject { ["enabled"] = _runner.Enabled };
    }

    private JsonObject Run(JsonObject input)
    {
        var name = LocalApi.Text(input, "name");
        var found = _state
            .Schedules.Where(s => s.Name == name || s.Arn == name)
            .Where(s =>
                LocalApi.OptionalText(input, "accountId") is not { } account || s.AccountId == account
            )
            .Where(s => LocalApi.OptionalText(input, "region") is not { } region || s.Region == region)
            .ToList();
        if (found.Count != 1)
        {
            throw new AwsError(
                "NoSuchSchedule",
                $"There are {found.Count} schedules {name}; expected one",
                404
            );
        }

        _runner.Run(found[0]);
        return new JsonObject { ["scheduleArn"] = found[0].Arn };
    }

    private static double Epoch(DateTimeOffset time) => time.ToUnixTimeMilliseconds() / 1000.0;
}
