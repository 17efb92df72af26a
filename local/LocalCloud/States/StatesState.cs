namespace LocalCloud.States;

/// <summary>State machines and executions of all accounts, by ARN. Touched under the agenda's gate.</summary>
internal sealed class StatesState
{
    /// <summary>StartExecution: so long after it was closed an execution's name is taken.</summary>
    private static readonly TimeSpan Retention = TimeSpan.FromDays(90);

    private readonly Dictionary<string, StateMachine> _machines = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Execution> _executions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Execution>> _byMachine = new(StringComparer.Ordinal);
    private long _sequence;

    /// <summary>In the order of creation.</summary>
    public IEnumerable<StateMachine> Machines => _machines.Values;

    public StateMachine? Machine(string arn) => _machines.GetValueOrDefault(arn);

    /// <summary>Makes a machine, or replaces it for executions to come.</summary>
    public void Put(StateMachine machine)
    {
        _machines[machine.Arn] = machine;
        _byMachine.TryAdd(machine.Arn, []);
    }

    /// <summary>In the order of their start.</summary>
    public IReadOnlyList<Execution> Executions(string machineArn) =>
        _byMachine.GetValueOrDefault(machineArn) ?? [];

    public Execution? Execution(string arn) => _executions.GetValueOrDefault(arn);

    public long NextSequence() => ++_sequence;

    public void Add(Execution execution)
    {
        _executions[execution.Arn] = execution;
        _byMachine[execution.Machine.Arn].Add(execution);
    }

    /// <summary>The execution that has this ARN's name, if it is not free again.</summary>
    public Execution? Holder(string arn, DateTimeOffset now)
    {
        if (
            Execution(arn) is not { } holder
            || holder.StopDate is not { } stopped
            || now < stopped + Retention
        )
        {
            return Execution(arn);
        }

        _executions.Remove(arn);
        _byMachine[holder.Machine.Arn].Remove(holder);
        return null;
    }
}
