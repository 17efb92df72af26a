using System.Text.Json.Nodes;
using LocalCloud.Kernel;

namespace LocalCloud.CloudWatch;

/// <summary>CloudWatch's operations: alarms and dashboards here, metrics in the other part.</summary>
public sealed partial class CloudWatchApi : IAwsService
{
    private readonly CloudWatchState _state;
    private readonly AlarmWatch _watch;
    private readonly CallLog _log;
    private readonly Dictionary<string, Func<AwsCall, JsonObject, JsonObject?>> _operations;

    /// <summary>Serves metrics and alarms.</summary>
    public CloudWatchApi(CloudWatchState state, AlarmWatch watch, CallLog log)
    {
        (_state, _watch, _log) = (state, watch, log);
        _operations = new Dictionary<string, Func<AwsCall, JsonObject, JsonObject?>>(StringComparer.Ordinal)
        {
            ["PutMetricData"] = PutMetricData,
            ["ListMetrics"] = ListMetrics,
            ["GetMetricData"] = GetMetricData,
            ["GetMetricStatistics"] = GetMetricStatistics,
            ["DescribeAlarms"] = DescribeAlarms,
            ["DescribeAlarmHistory"] = DescribeAlarmHistory,
            ["PutMetricAlarm"] = PutMetricAlarm,
            ["DeleteAlarms"] = DeleteAlarms,
            ["SetAlarmState"] = SetAlarmState,
            ["PutDashboard"] = PutDashboard,
            ["ListDashboards"] = ListDashboards,
            ["GetDashboard"] = GetDashboard,
        };
    }

    /// <inheritdoc/>
    public string SigningName => "monitoring";

    /// <inheritdoc/>
    public IEnumerable<string> OperationNames => _operations.Keys;

    /// <inheritdoc/>
    public string? OperationOf(AwsHttpRequest request) => CloudWatchWire.OperationOf(request);

    /// <inheritdoc/>
    public Task<AwsReply> HandleAsync(AwsCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return _operations.TryGetValue(call.Operation, out var run)
            ? Task.FromResult(CloudWatchWire.Reply(call, run(call, CloudWatchWire.Read(call.Request))))
            : throw AwsError.NotSimulated("cloudwatch", call.Operation);
    }

    /// <inheritdoc/>
    public AwsReply ErrorReply(AwsError error, string requestId) =>
        throw new NotSupportedException("An error of CloudWatch is spelled as its request's protocol is.");

    /// <inheritdoc/>
    public AwsReply ErrorReply(AwsHttpRequest request, AwsError error, string requestId) =>
        CloudWatchWire.Error(request, error, requestId);

    private JsonObject DescribeAlarms(AwsCall call, JsonObject input)
    {
        _log.Add(call, "cloudwatch:DescribeAlarms", AlarmRules.Arn(call.Caller.AccountId, call.Region, "*"));
        var names = Members.Texts(input, "AlarmNames");
        var prefix = Members.Text(input, "AlarmNamePrefix") ?? "";
        var state = Members.Text(input, "StateValue");
        var own = Own(call)
            .Where(a => names.Count == 0 || names.Contains(a.Definition.Name))
            .Where(a => a.Definition.Name.StartsWith(prefix, StringComparison.Ordinal))
            .Where(a => state is null || a.State.Value == state);
        var reply = Page(input, "MetricAlarms", "MaxRecords", own.Select(AlarmDescription.Of));
        reply.Insert(0, "CompositeAlarms", new JsonArray());
        return reply;
    }

    private JsonObject DescribeAlarmHistory(AwsCall call, JsonObject input)
    {
        _log.Add(
            call,
            "cloudwatch:DescribeAlarmHistory",
            AlarmRules.Arn(call.Caller.AccountId, call.Region, "*")
        );
        var name = Members.Text(input, "AlarmName");
        var type = Members.Text(input, "HistoryItemType");
        var items = Own(call)
            .Where(a => name is null || a.Definition.Name == name)
            .SelectMany(a => a.History.Select(h => (Alarm: a, Entry: h)))
            .Where(h => type is null || h.Entry.Type == type)
            .OrderByDescending(h => h.Entry.At)
            .Select(h => new JsonObject
            {
                ["AlarmName"] = h.Alarm.Definition.Name,
                ["AlarmType"] = "MetricAlarm",
                ["Timestamp"] = JsonValue.Create(h.Entry.At),
                ["HistoryItemType"] = h.Entry.Type,
                ["HistorySummary"] = h.Entry.Summary,
                ["HistoryData"] = h.Entry.Data,
            });
        return Page(input, "AlarmHistoryItems", "MaxRecords", items);
    }

    private JsonObject? PutMetricAlarm(AwsCall call, JsonObject input)
    {
        var name = Members.Required(input, "AlarmName");
        _log.Add(call, "cloudwatch:PutMetricAlarm", AlarmRules.Arn(call.Caller.AccountId, call.Region, name));
        _watch.PutAlarm(call.Caller.AccountId, call.Region, input);
        return null;
    }

    private JsonObject? DeleteAlarms(AwsCall call, JsonObject input)
    {
        foreach (var alarm in Members.Texts(input, "AlarmNames").Select(n => Find(call, n)).ToList())
        {
            _watch.Delete(alarm);
        }

        return null;
    }

    private JsonObject? SetAlarmState(AwsCall call, JsonObject input)
    {
        var alarm = Find(call, Members.Required(input, "AlarmName"));
        var value = Members.Required(input, "StateValue");
        if (value is not (AlarmState.Ok or AlarmState.InAlarm or AlarmState.InsufficientData))
        {
            throw CloudWatchRules.Invalid($"StateValue '{value}' is none of OK, ALARM, INSUFFICIENT_DATA.");
        }

        var data = Members.Text(input, "StateReasonData") ?? "{}";
        _watch.SetState(
            alarm,
            value,
            Members.Required(input, "StateReason"),
            CloudWatchRules.IsJson(data)
                ? data
                : throw new AwsError("InvalidFormat", "StateReasonData is not valid JSON")
        );
        return null;
    }

    private JsonObject PutDashboard(AwsCall call, JsonObject input)
    {
        var name = Members.Required(input, "DashboardName");
        _log.Add(call, "cloudwatch:PutDashboard", Dashboard.ArnOf(call.Caller.AccountId, name));
        _watch.PutDashboard(
            call.Caller.AccountId,
            call.Region,
            name,
            Members.Required(input, "DashboardBody")
        );
        return new JsonObject { ["DashboardValidationMessages"] = new JsonArray() };
    }

    private JsonObject ListDashboards(AwsCall call, JsonObject input)
    {
        _log.Add(call, "cloudwatch:ListDashboards", "*");
        var prefix = Members.Text(input, "DashboardNamePrefix") ?? "";
        var own = _watch
            .Dashboards.Where(d => d.AccountId == call.Caller.AccountId)
            .Where(d => d.Name.StartsWith(prefix, StringComparison.Ordinal))
            .Select(d => new JsonObject
            {
                ["DashboardName"] = d.Name,
                ["DashboardArn"] = d.Arn,
                ["LastModified"] = JsonValue.Create(d.ModifiedAt),
                ["Size"] = System.Text.Encoding.UTF8.GetByteCount(d.Body),
            });
        return Page(input, "DashboardEntries", "MaxResults", own);
    }

    private JsonObject GetDashboard(AwsCall call, JsonObject input)
    {
        var name = Members.Required(input, "DashboardName");
        var arn = Dashboard.ArnOf(call.Caller.AccountId, name);
        _log.Add(call, "cloudwatch:GetDashboard", arn);
        var dashboard =
            _watch.Dashboard(arn)
            ?? throw new AwsError("ResourceNotFound", $"Dashboard {name} does not exist", 404);
        return new JsonObject
        {
            ["DashboardArn"] = dashboard.Arn,
            ["DashboardBody"] = dashboard.Body,
            ["DashboardName"] = dashboard.Name,
        };
    }

    private IEnumerable<Alarm> Own(AwsCall call) =>
        _watch.Alarms.Where(a =>
            (a.Definition.AccountId, a.Definition.Region) == (call.Caller.AccountId, call.Region)
        );

    private Alarm Find(AwsCall call, string name)
    {
        var arn = AlarmRules.Arn(call.Caller.AccountId, call.Region, name);
        _log.Add(call, $"cloudwatch:{call.Operation}", arn);
        return _watch.Alarm(arn) ?? throw new AwsError("ResourceNotFound", $"Unknown alarm {name}", 404);
    }

    private static JsonObject Page(JsonObject input, string member, string size, IEnumerable<JsonObject> all)
    {
        var from =
            Members.Text(input, "NextToken") is not { } token ? 0
            : int.TryParse(token, out var number) ? number
            : throw new AwsError("InvalidNextToken", "Invalid nextToken");
        var most = (int)(Members.Number(input, size) ?? 100);
        var items = all.Skip(from).Take(most + 1).ToList();
        var reply = new JsonObject { [member] = new JsonArray([.. items.Take(most)]) };
        if (items.Count > most)
        {
            reply["NextToken"] = $"{from + most}";
        }

        return reply;
    }
}
