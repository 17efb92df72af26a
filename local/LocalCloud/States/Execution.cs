using LocalCloud.States.Language;

namespace LocalCloud.States;

/// <summary>One execution of a state machine: its facts and its history. Touched under the agenda's gate.</summary>
public sealed class Execution
{
    /// <summary>The running execution's status; the others are SUCCEEDED, FAILED, TIMED_OUT and ABORTED.</summary>
    public const string Running = "RUNNING";

    /// <summary>Step Functions Developer Guide, Service quotas: with so many events an execution ends.</summary>
    public const int MostEvents = 25_000;

    private readonly List<HistoryEvent> _history = [];

    internal Execution(StateMachine machine, string name, string input, long sequence, DateTimeOffset now)
    {
        Machine = machine;
        Name = name;
        Arn = $"{machine.Arn.Replace(":stateMachine:", ":execution:", StringComparison.Ordinal)}:{name}";
        Input = input;
        Sequence = sequence;
        StartDate = now;
    }

    /// <summary>Execution ARN.</summary>
    public string Arn { get; }

    /// <summary>Unique for its machine.</summary>
    public string Name { get; }

    /// <summary>The machine as it was when the execution started.</summary>
    public StateMachine Machine { get; }

    /// <summary>RUNNING, SUCCEEDED, FAILED, TIMED_OUT or ABORTED.</summary>
    public string Status { get; private set; } = Running;

    /// <summary>Simulated time.</summary>
    public DateTimeOffset StartDate { get; }

    /// <summary>Simulated time; null while it runs.</summary>
    public DateTimeOffset? StopDate { get; private set; }

    /// <summary>JSON as it was given.</summary>
    public string Input { get; }

    /// <summary>JSON; only of an execution that succeeded.</summary>
    public string? Output { get; private set; }

    /// <summary>Error name of an execution that failed or was stopped.</summary>
    public string? Error { get; private set; }

    /// <summary>What is said about the error.</summary>
    public string? Cause { get; private set; }

    /// <summary>What AWS bills: each state entered, and each retry.</summary>
    public int StateTransitions { get; internal set; }

    /// <summary>The state it is in, or was in last.</summary>
    public string? CurrentState { get; internal set; }

    /// <summary>All events so far.</summary>
    public IReadOnlyList<HistoryEvent> History => _history;

    /// <summary>Executions of a cloud in the order of their start.</summary>
    internal long Sequence { get; }

    internal bool IsRunning => Status == Running;

    /// <summary>What the execution waits for: whoever comes back with an older ticket comes too late.</summary>
    internal int Ticket { get; private set; }

    /// <summary>When the machine's TimeoutSeconds are over.</summary>
    internal DateTimeOffset? Deadline =>
        Machine.Definition.TimeoutSeconds is { } seconds ? StartDate + TimeSpan.FromSeconds(seconds) : null;

    internal int NewTicket() => ++Ticket;

    /// <summary>Writes an event. The one that would be the 25,000th ends the execution instead.</summary>
    internal HistoryEvent Add(HistoryEvent next)
    {
        if (_history.Count >= MostEvents - 1 && IsRunning)
        {
            throw StateFailure.HistoryFull(MostEvents);
        }

        var written = next with { Id = _history.Count + 1 };
        _history.Add(written);
        return written;
    }

    /// <summary>An event that follows the one before it.</summary>
    internal HistoryEvent Event(string type, DateTimeOffset now) =>
        new(0, _history.Count <= 1 ? 0 : _history.Count, now, type);

    /// <summary>Ends the execution. Its last event takes no part in the limit.</summary>
    internal void Close(string status, HistoryEvent last)
    {
        Status = status;
        StopDate = last.Timestamp;
        Output = last.Output;
        if (status != "TIMED_OUT")
        {
            (Error, Cause) = (last.Error, last.Cause);
        }

        Add(last);
    }
}
