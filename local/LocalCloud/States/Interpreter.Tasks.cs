using System.Text.Json.Nodes;
using LocalCloud.Kernel;
using LocalCloud.States.Language;

namespace LocalCloud.States;

/// <summary>Tasks: attempts, time-outs, Retry and Catch.</summary>
internal sealed partial class Interpreter
{
    private Step? Attempt(Visit visit, TaskState task)
    {
        var execution = visit.Execution;
        Invocation call;
        try
        {
            call = Invocation.Of(visit, task);
            execution.Add(call.Scheduled(execution.Event("", agenda.Now), task.TimeoutSeconds));
            execution.Add(execution.Event(call.Names.Started, agenda.Now));
        }
        catch (StateFailure failure)
        {
            return Failed(visit, task, failure.Error, visit.CauseOf(failure));
        }

        var ticket = execution.NewTicket();
        if (task.TimeoutSeconds is { } seconds)
        {
            At(
                execution,
                ticket,
                agenda.Now + TimeSpan.FromSeconds(seconds),
                $"time-out of {task.Name}",
                () => TimedOut(visit, task, call)
            );
        }
        else if (execution.Deadline is { } deadline)
        {
            At(execution, ticket, deadline, "", () => null);
        }

        LogInvocation(execution, call);
        functions.Invoke(
            call.FunctionArn,
            call.Input,
            result =>
                Resume(execution, ticket, () => Guarded(visit, () => Finished(visit, task, call, result)))
        );
        return null;
    }

    private Step? Finished(Visit visit, TaskState task, Invocation call, InvocationResult result)
    {
        var execution = visit.Execution;
        if (TaskError.Of(result, call.ResultLimitName, ids) is { } error)
        {
            execution.Add(
                execution.Event(call.Names.Failed, agenda.Now) with
                {
                    Error = Errors.Named(error.Error),
                    Cause = Errors.Said(error.Cause),
                }
            );
            return Failed(visit, task, error.Error, error.Cause);
        }

        var output = call.Output(result.Payload, ids);
        execution.Add(execution.Event(call.Names.Succeeded, agenda.Now) with { Output = output.Text });
        Data next;
        try
        {
            next = visit.Output(visit.Place(task.ResultPath, visit.Fill(task.ResultSelector, output.Value)));
        }
        catch (StateFailure failure)
        {
            return Failed(visit, task, failure.Error, visit.CauseOf(failure));
        }

        return Leave(visit, next, task.Next);
    }

    private Step? TimedOut(Visit visit, TaskState task, Invocation call) =>
        Guarded(
            visit,
            () =>
            {
                visit.Execution.Add(
                    visit.Execution.Event(call.Names.TimedOut, agenda.Now) with
                    {
                        Error = Errors.Timeout,
                    }
                );
                return Failed(visit, task, Errors.Timeout, cause: null);
            }
        );

    private Step? Failed(Visit visit, TaskState task, string error, string? cause)
    {
        if (Retries.Next(task.Retry, visit.RetriesUsed, error, ids.NextDouble) is { } delay)
        {
            return Retry(visit, task, TimeSpan.FromSeconds(delay));
        }

        if (task.Catch.FirstOrDefault(c => Errors.Match(c.ErrorEquals, error)) is { } catcher)
        {
            var caught = new JsonObject { ["Error"] = error, ["Cause"] = cause ?? "" };
            return Leave(visit, new Data(visit.Place(catcher.ResultPath, caught)), catcher.Next);
        }

        return Fail(visit.Execution, error, cause);
    }

    private Step? Retry(Visit visit, TaskState task, TimeSpan delay)
    {
        visit.RetryCount++;
        visit.Execution.StateTransitions++;
        At(
            visit.Execution,
            visit.Execution.NewTicket(),
            agenda.Now + delay,
            $"retry of {task.Name}",
            () => Guarded(visit, () => Attempt(visit, task))
        );
        return null;
    }

    /// <summary>The invocation is an authorisation of the machine's role (Developer Guide, IAM policies for Lambda).</summary>
    private void LogInvocation(Execution execution, Invocation call)
    {
        var machine = execution.Machine;
        var session =
            $"arn:aws:sts::{machine.AccountId}:assumed-role/{machine.RoleArn[(machine.RoleArn.LastIndexOf('/') + 1)..]}/{execution.Name}";
        log.Add(
            new AwsCall(
                "lambda",
                "Invoke",
                machine.Region,
                new Caller(machine.AccountId, session, machine.RoleArn),
                ids.NewGuid(),
                agenda.Now,
                new AwsHttpRequest(
                    "POST",
                    "/",
                    "",
                    new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase),
                    []
                )
            ),
            "lambda:InvokeFunction",
            call.FunctionArn
        );
    }
}
