using System.Text;
using System.Text.Json.Nodes;
using LocalCloud.Kernel;

namespace LocalCloud.Scheduler;

/// <summary>Calls the targets of schedules when they are due, on the agenda.</summary>
/// <param name="agenda">Time.</param>
/// <param name="log">Where the calls of the schedules' roles are noted.</param>
/// <param name="ids">Execution ids.</param>
/// <param name="state">The schedules.</param>
/// <param name="functions">Targets.</param>
/// <param name="events">EventBridge's API, which a bus and the universal target are called by.</param>
/// <param name="queues">Dead-letter queues.</param>
public sealed class ScheduleRunner(
    Agenda agenda,
    CallLog log,
    Ids ids,
    SchedulerState state,
    IFunctions functions,
    IAwsService events,
    IQueues queues
) : ISchedules
{
    private const string Principal = "scheduler.amazonaws.com";

    /// <summary>False: what is due is passed over. What <see cref="Run"/> is told runs all the same.</summary>
    public bool Enabled { get; set; } = true;

    /// <inheritdoc/>
    public string CreateSchedule(string accountId, string region, string name, JsonObject schedule)
    {
        var created = SchedulerRules.Read(accountId, region, name, schedule, agenda.Now);
        if (state.Schedule(created.Arn) is not null)
        {
            throw SchedulerRules.Exists(name);
        }

        state.Add(created);
        // A rate without a start date begins at once ("Schedule types"); here that is the next full minute.
        Await(created, agenda.Now.AddTicks(-1));
        return created.Arn;
    }

    /// <summary>Calls a schedule's target now, as if it were due.</summary>
    public void Run(Schedule schedule)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        Call(schedule, agenda.Now);
    }

    private void Await(Schedule schedule, DateTimeOffset after)
    {
        if (!schedule.Enabled || schedule.Expression.Next(after) is not { } due || due >= schedule.End)
        {
            return;
        }

        agenda.At(
            due,
            $"schedule {schedule.Name}",
            () =>
            {
                Await(schedule, due);
                if (Enabled)
                {
                    Call(schedule, due);
                }
            },
            background: true
        );
    }

    private void Call(Schedule schedule, DateTimeOffset scheduledAt)
    {
        var target = schedule.Target;
        var execution = ids.NewGuid();
        var input = target.Input is { } given
            ? SchedulerRules.Fill(given, schedule, scheduledAt, execution)
            : Default(schedule, scheduledAt, execution).ToJsonString();
        log.AddOfService(agenda.Now, Principal, schedule.GroupArn, "sts:AssumeRole", target.RoleArn);
        AwsError? error = null;
        try
        {
            if (target.Arn.Split(':')[2] == "lambda")
            {
                Invoke(schedule, input);
            }
            else
            {
                error = PutEvents(schedule, EntriesOf(target, input));
            }
        }
        catch (AwsError refused) when (refused.Code != "NotSimulated")
        {
            error = refused;
        }

        state.Add(new ScheduleRun(schedule.Arn, scheduledAt, error?.Message));
        if (error is not null)
        {
            Bury(schedule, scheduledAt, execution, input, error);
        }
    }

    private void Invoke(Schedule schedule, string input)
    {
        Note(schedule, "lambda:InvokeFunction", schedule.Target.Arn);
        functions.InvokeAsynchronously(schedule.Target.Arn, input);
    }

    private static string EntriesOf(ScheduleTarget target, string input) =>
        target.Arn == SchedulerRules.PutEvents
            ? input
            : new JsonObject
            {
                ["Entries"] = new JsonArray(
                    new JsonObject
                    {
                        ["Source"] = target.Source,
                        ["DetailType"] = target.DetailType,
                        ["Detail"] = input,
                        ["EventBusName"] = target.Arn,
                    }
                ),
            }.ToJsonString();

    // A call like anyone's, by the schedule's role: the service notes it.
    private AwsError? PutEvents(Schedule schedule, string body)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["X-Amz-Target"] = "AWSEvents.PutEvents",
        };
        var role = schedule.Target.RoleArn;
        var session =
            $"arn:aws:sts::{schedule.AccountId}:assumed-role/{role[(role.LastIndexOf('/') + 1)..]}/{ids.NewToken(16)}";
        var call = new AwsCall(
            "events",
            "PutEvents",
            schedule.Region,
            new Caller(schedule.AccountId, session, role),
            ids.NewGuid(),
            agenda.Now,
            new AwsHttpRequest("POST", "/", "", headers, Encoding.UTF8.GetBytes(body))
        );
        var reply = JsonNode.Parse(events.HandleAsync(call).GetAwaiter().GetResult().Body)!;
        return reply["Entries"]!
            .AsArray()
            .Where(e => e!["ErrorCode"] is not null)
            .Select(e => new AwsError(e!["ErrorCode"]!.ToString(), e["ErrorMessage"]!.ToString()))
            .FirstOrDefault();
    }

    private void Bury(
        Schedule schedule,
        DateTimeOffset scheduledAt,
        string execution,
        string input,
        AwsError error
    )
    {
        if (schedule.Target.DeadLetterArn is not { } queue)
        {
            return;
        }

        Note(schedule, "sqs:SendMessage", queue);
        queues.Send(
            queue,
            input,
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["ERROR_CODE"] = error.Code,
                ["ERROR_MESSAGE"] = error.Message,
                ["EXECUTION_ID"] = execution,
                ["IS_PAYLOAD_TRUNCATED"] = "false",
                ["RETRY_ATTEMPTS"] = "0",
                ["SCHEDULE_ARN"] = schedule.Arn,
                ["SCHEDULED_TIME"] = SchedulerRules.Text(scheduledAt),
                ["TARGET_ARN"] = schedule.Target.Arn,
            }
        );
    }

    private void Note(Schedule schedule, string action, string resource) =>
        log.Add(
            new LoggedCall(
                agenda.Now,
                schedule.Target.RoleArn,
                schedule.AccountId,
                schedule.Region,
                action,
                resource,
                new Dictionary<string, string>(StringComparer.Ordinal),
                Implied: true,
                ""
            )
        );

    // User Guide, "Templated targets": what a target without input gets.
    private static JsonObject Default(Schedule schedule, DateTimeOffset scheduledAt, string execution) =>
        new()
        {
            ["version"] = "0",
            ["id"] = execution,
            ["detail-type"] = "Scheduled Event",
            ["source"] = "aws.scheduler",
            ["account"] = schedule.AccountId,
            ["time"] = SchedulerRules.Text(scheduledAt),
            ["region"] = schedule.Region,
            ["resources"] = new JsonArray(schedule.Arn),
            ["detail"] = "{}",
        };
}
