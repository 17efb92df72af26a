using LocalCloud.Kernel;
using LocalCloud.States.Language;

namespace LocalCloud.States;

/// <summary>
/// Runs executions: a step begins as an entry of the agenda or as a function's answer, both under the gate, and goes on
/// until the execution waits for something or ends.
/// </summary>
/// <param name="agenda">Waits, delays and time-outs.</param>
/// <param name="functions">What tasks call.</param>
/// <param name="log">Where the invocations by the machine's role are noted.</param>
/// <param name="ids">Jitter and request ids.</param>
/// <param name="changed">Told when an execution's status changed.</param>
internal sealed partial class Interpreter(
    Agenda agenda,
    IFunctions functions,
    CallLog log,
    Ids ids,
    Action<Execution> changed
)
{
    /// <summary>Starts an execution; its first state is entered right after the call that started it.</summary>
    public void Start(Execution execution)
    {
        execution.Add(
            execution.Event("ExecutionStarted", execution.StartDate) with
            {
                Input = execution.Input,
                RoleArn = execution.Machine.RoleArn,
            }
        );
        changed(execution);
        log.AddOfService(
            execution.StartDate,
            "states.amazonaws.com",
            execution.Machine.Arn,
            "sts:AssumeRole",
            execution.Machine.RoleArn
        );
        var first = new Step(
            execution.Machine.Definition.StartAt,
            new Data(Json.Parse(execution.Input), execution.Input)
        );
        At(execution, execution.NewTicket(), agenda.Now, "first state", () => first);
    }

    /// <summary>StopExecution.</summary>
    public void Stop(Execution execution, string? error, string? cause) =>
        End(
            execution,
            "ABORTED",
            new HistoryEvent(0, 0, agenda.Now, "ExecutionAborted") { Error = error, Cause = cause }
        );

    private void Go(Execution execution, Step? step)
    {
        while (step is { } next && execution.IsRunning)
        {
            step = Enter(execution, next);
        }
    }

    private Step? Enter(Execution execution, Step step)
    {
        var state = execution.Machine.Definition.States[step.State];
        Visit? visit = null;
        try
        {
            var entered = execution.Event($"{state.Type}StateEntered", agenda.Now) with
            {
                StateName = state.Name,
                Input = step.Input.Text,
            };
            visit = new Visit(execution, state, step.Input, execution.Add(entered));
            execution.CurrentState = state.Name;
            execution.StateTransitions++;
            return Run(visit);
        }
        catch (StateFailure failure)
        {
            return Fail(execution, failure.Error, visit?.CauseOf(failure) ?? failure.Cause);
        }
    }

    private Step? Run(Visit visit) =>
        visit.State switch
        {
            PassState pass => Leave(visit, Result(visit, pass), pass.Next),
            WaitState wait => Wait(visit, wait),
            ChoiceState choice => Choose(visit, choice),
            SucceedState => Leave(visit, visit.Output(visit.EffectiveInput()), next: null),
            FailState fail => Fail(
                visit.Execution,
                Said(visit, fail.Error, "ErrorPath"),
                Said(visit, fail.Cause, "CausePath")
            ),
            TaskState task => Attempt(visit, task),
            _ => throw new InvalidOperationException(visit.State.Type),
        };

    private Step? Leave(Visit visit, Data output, string? next)
    {
        var (execution, state) = (visit.Execution, visit.State);
        execution.Add(
            execution.Event($"{state.Type}StateExited", agenda.Now) with
            {
                StateName = state.Name,
                Output = output.Text,
            }
        );
        return next is null
            ? End(
                execution,
                "SUCCEEDED",
                execution.Event("ExecutionSucceeded", agenda.Now) with
                {
                    Output = output.Text,
                }
            )
            : new Step(next, output);
    }

    private Step? Guarded(Visit visit, Func<Step?> action)
    {
        try
        {
            return action();
        }
        catch (StateFailure failure)
        {
            return Fail(visit.Execution, failure.Error, visit.CauseOf(failure));
        }
    }

    private Step? Fail(Execution execution, string? error, string? cause) =>
        End(
            execution,
            "FAILED",
            execution.Event("ExecutionFailed", agenda.Now) with
            {
                Error = Errors.Named(error),
                Cause = Errors.Said(cause),
            }
        );

    private Step? End(Execution execution, string status, HistoryEvent last)
    {
        execution.NewTicket();
        execution.Close(status, last);
        changed(execution);
        return null;
    }

    /// <summary>Goes on at <paramref name="due"/> unless the execution went on otherwise, or its own time is over by then.</summary>
    private void At(Execution execution, int ticket, DateTimeOffset due, string what, Func<Step?> action)
    {
        var timesOut = execution.Deadline is { } deadline && deadline <= due;
        agenda.At(
            timesOut ? execution.Deadline!.Value : due,
            $"{(timesOut ? "time-out" : what)} of {execution.Name}",
            () => Resume(execution, ticket, timesOut ? () => TimeOut(execution) : action)
        );
    }

    private void Resume(Execution execution, int ticket, Func<Step?> action)
    {
        if (execution.IsRunning && execution.Ticket == ticket)
        {
            Go(execution, action());
        }
    }

    private Step? TimeOut(Execution execution) =>
        End(
            execution,
            "TIMED_OUT",
            new HistoryEvent(0, 0, execution.Deadline!.Value, "ExecutionTimedOut") { Error = Errors.Timeout }
        );
}
