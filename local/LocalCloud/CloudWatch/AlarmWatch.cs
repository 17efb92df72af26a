using System.Text.Json.Nodes;
using LocalCloud.Kernel;

namespace LocalCloud.CloudWatch;

/// <summary>
/// Alarms and dashboards, and the evaluation of alarms: at the end of a period, on the agenda, as long as something can still change.
/// An alarm whose metrics are silent is not looked at again until one of them speaks, so a quiet night costs nothing.
/// </summary>
public sealed class AlarmWatch : IAlarms
{
    private readonly Agenda _agenda;
    private readonly Ids _ids;
    private readonly CloudWatchState _metrics;
    private readonly IEvents _events;
    private readonly ITopics _topics;
    private readonly SortedDictionary<string, Alarm> _alarms = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Alarm>> _watching = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Dashboard> _dashboards = new(StringComparer.Ordinal);

    /// <summary>Watches <paramref name="metrics"/>.</summary>
    public AlarmWatch(Agenda agenda, Ids ids, CloudWatchState metrics, IEvents events, ITopics topics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        (_agenda, _ids, _metrics, _events, _topics) = (agenda, ids, metrics, events, topics);
        metrics.Changed = key => _watching.GetValueOrDefault(key)?.ForEach(Await);
    }

    /// <summary>All alarms, by ARN.</summary>
    public IEnumerable<Alarm> Alarms => _alarms.Values;

    /// <summary>All dashboards, by ARN.</summary>
    public IEnumerable<Dashboard> Dashboards => _dashboards.Values;

    /// <summary>An alarm by its ARN, or null.</summary>
    public Alarm? Alarm(string arn) => _alarms.GetValueOrDefault(arn);

    /// <summary>A dashboard by its ARN, or null.</summary>
    public Dashboard? Dashboard(string arn) => _dashboards.GetValueOrDefault(arn);

    /// <inheritdoc/>
    public string PutAlarm(string accountId, string region, JsonObject alarm)
    {
        var definition = AlarmRules.Read(accountId, region, alarm);
        if (_alarms.TryGetValue(definition.Arn, out var known))
        {
            Forget(known);
            (known.Definition, known.UpdatedAt) = (definition, _agenda.Now);
        }
        else
        {
            _alarms[definition.Arn] = known = new Alarm(definition, _agenda.Now);
        }

        foreach (var key in Keys(known))
        {
            if (!_watching.TryGetValue(key, out var watchers))
            {
                _watching[key] = watchers = [];
            }

            watchers.Add(known);
        }

        Await(known);
        return definition.Arn;
    }

    /// <summary>Takes an alarm away.</summary>
    public void Delete(Alarm alarm)
    {
        ArgumentNullException.ThrowIfNull(alarm);
        Forget(alarm);
        _alarms.Remove(alarm.Definition.Arn);
    }

    /// <inheritdoc/>
    public string PutDashboard(string accountId, string region, string name, string body)
    {
        var dashboard = new Dashboard(
            accountId,
            name,
            CloudWatchRules.CheckDashboard(name, body),
            _agenda.Now
        );
        _dashboards[dashboard.Arn] = dashboard;
        return dashboard.Arn;
    }

    /// <summary>Gives an alarm a state, which its next evaluation may change (SetAlarmState).</summary>
    public void SetState(Alarm alarm, string value, string reason, string reasonData)
    {
        ArgumentNullException.ThrowIfNull(alarm);
        Change(alarm, new AlarmState(value, reason, reasonData, _agenda.Now));
        Await(alarm);
    }

    // The keys of a metric do not change; each alarm is once under each.
    private static IEnumerable<string> Keys(Alarm alarm) =>
        alarm.Definition.Queries.Select(q => q.Metric?.Key).OfType<string>().Distinct(StringComparer.Ordinal);

    private void Forget(Alarm alarm)
    {
        foreach (var key in Keys(alarm))
        {
            _watching[key].Remove(alarm);
        }
    }

    private void Await(Alarm alarm)
    {
        if (alarm.Awaited)
        {
            return;
        }

        alarm.Awaited = true;
        var period = alarm.Definition.Period.Ticks;
        var due = new DateTimeOffset(((_agenda.Now.UtcTicks / period) + 1) * period, TimeSpan.Zero);
        _agenda.At(
            due,
            $"alarm {alarm.Definition.Name}",
            () =>
            {
                alarm.Awaited = false;
                if (_alarms.GetValueOrDefault(alarm.Definition.Arn) == alarm)
                {
                    Evaluate(alarm);
                }
            },
            background: true
        );
    }

    private void Evaluate(Alarm alarm)
    {
        var definition = alarm.Definition;
        var now = _agenda.Now;
        var to = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % definition.Period.Ticks), TimeSpan.Zero);
        var from = to - definition.Period * (definition.EvaluationPeriods + AlarmRules.FurtherBack);
        var points = Points(definition, from, to, now);
        var (value, breaching) = AlarmRules.Decide(
            definition,
            [.. points.Select(p => p.Value)],
            alarm.State.Value
        );
        if (value != alarm.State.Value)
        {
            Change(alarm, AlarmWords.State(definition, value, breaching, points, now));
        }

        // Once the range holds nothing that changes, neither does the alarm.
        if (Changes(definition).Any(at => at >= from))
        {
            Await(alarm);
        }
    }

    private IEnumerable<DateTimeOffset> Changes(AlarmDefinition definition) =>
        definition
            .Queries.Where(q => q.Metric is not null)
            .Select(q => _metrics.Series(q.Metric!))
            .OfType<MetricSeries>()
            .Select(s => s.LastChange);

    private List<(DateTimeOffset At, double? Value)> Points(
        AlarmDefinition definition,
        DateTimeOffset from,
        DateTimeOffset to,
        DateTimeOffset now
    )
    {
        var owner = (definition.AccountId, definition.Region);
        var math = new MathEvaluator(_metrics, definition.Queries, owner, from, to, definition.Period, now);
        var value = math.Value(definition.Queries.First(q => q.ReturnData));
        var series = value is MathValue.Many { All: [var only] } ? only : value;
        List<(DateTimeOffset, double?)> points = [];
        for (var at = from; at < to; at += definition.Period)
        {
            points.Add(
                (
                    at,
                    series switch
                    {
                        MathValue.Scalar scalar => scalar.Value,
                        MathValue.Series s when s.Points.TryGetValue(at, out var found) => found,
                        _ => null,
                    }
                )
            );
        }

        return points;
    }

    private void Change(Alarm alarm, AlarmState state)
    {
        var (definition, previous) = (alarm.Definition, alarm.State);
        alarm.State = state;
        var @event = AlarmWords.Event(definition, previous, state, _ids.NewGuid());
        alarm.Add(
            new AlarmHistoryEntry(
                state.At,
                "StateUpdate",
                $"Alarm updated from {previous.Value} to {state.Value}",
                @event["detail"]!.ToJsonString()
            )
        );
        _events.Emit(definition.AccountId, definition.Region, @event);
        if (definition.ActionsEnabled && previous.Value != state.Value)
        {
            foreach (var topic in definition.Actions[state.Value])
            {
                Notify(alarm, topic, previous, state);
            }
        }
    }

    private void Notify(Alarm alarm, string topic, AlarmState previous, AlarmState state)
    {
        var definition = alarm.Definition;
        string summary;
        try
        {
            _topics.PublishAsService(
                "cloudwatch.amazonaws.com",
                definition.Arn,
                topic,
                AlarmWords.Subject(definition, state),
                AlarmWords.Notification(definition, previous, state)
            );
            summary = $"Successfully executed action {topic}";
        }
        catch (AwsError refused) when (refused.Code != "NotSimulated")
        {
            summary = $"Failed to execute action {topic}. Received error: \"{refused.Message}\"";
        }

        alarm.Add(new AlarmHistoryEntry(state.At, "Action", summary, "{}"));
    }
}

/// <summary>A dashboard. Dashboards belong to no Region.</summary>
public sealed record Dashboard(string AccountId, string Name, string Body, DateTimeOffset ModifiedAt)
{
    /// <summary><c>arn:aws:cloudwatch::ID:dashboard/NAME</c>.</summary>
    public string Arn => ArnOf(AccountId, Name);

    /// <summary>The ARN of the dashboard of that name.</summary>
    public static string ArnOf(string accountId, string name) =>
        $"arn:aws:cloudwatch::{accountId}:dashboard/{name}";
}
