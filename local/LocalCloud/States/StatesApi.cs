using System.Text.Json.Nodes;
using LocalCloud.Kernel;
using LocalCloud.States.Language;

namespace LocalCloud.States;

/// <summary>AWS Step Functions, as far as the README says.</summary>
public sealed partial class StatesApi : JsonService, IStateMachines
{
    private readonly StatesState _state = new();
    private readonly Agenda _agenda;
    private readonly CallLog _log;
    private readonly Ids _ids;
    private readonly Interpreter _interpreter;

    /// <summary>A service without state machines.</summary>
    public StatesApi(
        Agenda agenda,
        IFunctions functions,
        IEvents events,
        CallLog log,
        Ids ids,
        IMetrics? metrics = null
    )
        : base("states", "application/x-amz-json-1.0")
    {
        ArgumentNullException.ThrowIfNull(events);
        (_agenda, _log, _ids) = (agenda, log, ids);
        _interpreter = new Interpreter(
            agenda,
            functions,
            log,
            ids,
            e =>
            {
                events.Emit(e.Machine.AccountId, e.Machine.Region, StatusEvent.Of(e, ids.NewGuid()));
                ExecutionMetrics.Put(metrics, e);
            }
        );
        Operations = new Dictionary<string, Func<AwsCall, JsonObject, JsonObject>>(StringComparer.Ordinal)
        {
            ["CreateStateMachine"] = CreateStateMachine,
            ["DescribeStateMachine"] = DescribeStateMachine,
            ["ListStateMachines"] = ListStateMachines,
            ["StartExecution"] = StartExecution,
            ["DescribeExecution"] = DescribeExecution,
            ["ListExecutions"] = ListExecutions,
            ["GetExecutionHistory"] = GetExecutionHistory,
            ["StopExecution"] = StopExecution,
        };
    }

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, Func<AwsCall, JsonObject, JsonObject>> Operations { get; }

    /// <summary>All state machines of all accounts, in the order of creation.</summary>
    public IEnumerable<StateMachine> StateMachines => _state.Machines;

    /// <summary>The executions of a machine in the order of their start, with history and state transitions.</summary>
    public IReadOnlyList<Execution> ExecutionsOf(string stateMachineArn) =>
        _state.Executions(stateMachineArn);

    /// <summary>An execution, or null.</summary>
    public Execution? Execution(string executionArn) => _state.Execution(executionArn);

    /// <inheritdoc/>
    /// <remarks>A machine of the same name is replaced, as a stack update does; executions that run keep theirs.</remarks>
    public string CreateStateMachine(
        string accountId,
        string region,
        string name,
        string definition,
        string roleArn
    )
    {
        var machine = new StateMachine(
            $"arn:aws:states:{region}:{accountId}:stateMachine:{StatesRules.Name(name)}",
            accountId,
            region,
            name,
            definition,
            roleArn,
            _agenda.Now
        );
        _state.Put(machine);
        return machine.Arn;
    }

    private JsonObject StartExecution(AwsCall call, JsonObject input)
    {
        var machine = Machine(call, input);
        var name = Optional(input, "name") is { } given ? StatesRules.Name(given) : _ids.NewGuid();
        var text = Optional(input, "input") ?? "{}";
        StatesRules.Input(text);
        var execution = new Execution(machine, name, text, _state.NextSequence(), _agenda.Now);
        if (_state.Holder(execution.Arn, _agenda.Now) is { } holder)
        {
            // API reference, StartExecution: idempotent for the same name and input while the execution runs.
            execution =
                holder.IsRunning && holder.Input == text
                    ? holder
                    : throw StatesRules.ExecutionExists(holder.Arn);
        }
        else
        {
            _state.Add(execution);
            _interpreter.Start(execution);
        }

        return new JsonObject
        {
            ["executionArn"] = execution.Arn,
            ["startDate"] = Epoch(execution.StartDate),
        };
    }

    private JsonObject DescribeExecution(AwsCall call, JsonObject input) =>
        StatesWire.Description(Execution(call, input));

    private JsonObject ListExecutions(AwsCall call, JsonObject input)
    {
        if (input.ContainsKey("mapRunArn") || input.ContainsKey("redriveFilter"))
        {
            throw AwsError.NotSimulated(SigningName, "ListExecutions with mapRunArn or redriveFilter");
        }

        var machine = Machine(call, input);
        var status = Optional(input, "statusFilter");
        if (status is not null)
        {
            StatesRules.Status(status);
        }

        return Paging.Page(
            input,
            "executions",
            $"{Paging.Falling}{status} executions of {machine.Arn}",
            _state.Executions(machine.Arn).Reverse().Where(e => status is null || e.Status == status),
            e => e.Sequence,
            StatesWire.ListItem
        );
    }

    private JsonObject GetExecutionHistory(AwsCall call, JsonObject input)
    {
        var execution = Execution(call, input);
        var reverse = Json.Text(input["reverseOrder"]) == "true";
        var withData = Json.Text(input["includeExecutionData"]) != "false";
        return Paging.Page(
            input,
            "events",
            $"{(reverse ? Paging.Falling : "")}history of {execution.Arn}",
            reverse ? execution.History.Reverse() : execution.History,
            e => e.Id,
            e => HistoryWire.Event(e, execution.Machine.Region, withData)
        );
    }

    private JsonObject StopExecution(AwsCall call, JsonObject input)
    {
        var (error, cause) = (Optional(input, "error"), Optional(input, "cause"));
        StatesRules.Length(error, "error", 256);
        StatesRules.Length(cause, "cause", 32_768);
        var execution = Execution(call, input);
        if (execution.IsRunning)
        {
            _interpreter.Stop(execution, error, cause);
        }

        return new JsonObject { ["stopDate"] = Epoch(execution.StopDate!.Value) };
    }

    private StateMachine Machine(AwsCall call, JsonObject input)
    {
        var arn = StatesRules.Arn(call, Required(input, "stateMachineArn"), "stateMachine");
        _log.Add(call, $"states:{call.Operation}", arn);
        return _state.Machine(arn) is { } machine && machine.Region == call.Region
            ? machine
            : throw StatesRules.NoMachine(arn);
    }

    private Execution Execution(AwsCall call, JsonObject input)
    {
        var arn = StatesRules.Arn(call, Required(input, "executionArn"), "execution");
        _log.Add(call, $"states:{call.Operation}", arn);
        return _state.Execution(arn) is { } execution && execution.Machine.Region == call.Region
            ? execution
            : throw StatesRules.NoExecution(arn);
    }
}
