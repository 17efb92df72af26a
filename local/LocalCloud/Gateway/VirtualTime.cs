using LocalCloud.Kernel;

namespace LocalCloud.Gateway;

/// <summary>
/// Drives a cloud in virtual time with functions in process. A function's start parks, each of its AWS calls, and its end; when no
/// function runs, the seed decides which one goes on; when nothing is parked, the agenda's next entry runs. So one function runs at a
/// time, and the same seed gives the same run.
/// </summary>
/// <remarks>
/// A crash is a call that never returns and an invocation that is abandoned: no <c>finally</c> runs, as on AWS.
/// Calls of a person (a test) are answered at once.
/// Function code runs on the driving thread, under the gate, from one AWS call to the next: handing each step to another thread and
/// back cost more than the step. So it must not block on an AWS call; what it awaits elsewhere is waited for.
/// </remarks>
public sealed class VirtualTime(Agenda agenda, Dispatcher dispatcher, int seed) : InvocationGate
{
    /// <summary>Real time that a function may wait for what is no AWS call, before the run is given up.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Horizon = TimeSpan.FromDays(60);

#pragma warning disable CA5394 // Not for security: the point is that it repeats.
    private readonly Random _random = new(seed);
#pragma warning restore CA5394
    private static readonly Comparer<Step> ByStart = Comparer<Step>.Create(
        (a, b) => (a.Invocation, a.Number).CompareTo((b.Invocation, b.Number))
    );

    private readonly List<Step> _parked = [];
    private readonly SortedDictionary<long, Invocation> _busy = [];
    private long _sequence;
    private long _steps;

    /// <inheritdoc/>
    public override void Run(
        FunctionConfiguration function,
        string requestId,
        Func<Task<InvocationResult>> run,
        Action<InvocationResult> done
    )
    {
        var invocation = new Invocation(_sequence++, function, requestId, done);
        agenda.FunctionStarted();
        Park(
            invocation,
            () =>
            {
                _busy.Add(invocation.Sequence, invocation);
                _ = ParkEndAsync(invocation, run);
            }
        );
    }

    /// <inheritdoc/>
    public override async Task<AwsReply> CallAsync(
        AwsHttpRequest request,
        CancellationToken cancellationToken
    )
    {
        if (Current is { } invocation)
        {
            // Its continuation is the function, which goes on where it is answered.
            var reply = new TaskCompletionSource<AwsReply>();
            Park(invocation, () => Serve(invocation, request, reply));
            return await reply.Task;
        }

        var outcome = await dispatcher.HandleAsync(request);
        if (outcome.Reply is null)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        return outcome.Reply!;
    }

    /// <summary>Runs until nothing is left to happen but what happens again and again: schedules, the evaluation of alarms.</summary>
    public Task RunUntilIdleAsync() =>
        DriveAsync(
            agenda.Now + Horizon,
            () => _parked.Count == 0 && _busy.Count == 0 && !agenda.HasForeground,
            mustHold: false
        );

    /// <summary>Runs until <paramref name="condition"/> holds; it is asked with the gate held, after each step.</summary>
    /// <exception cref="InvalidOperationException">Nothing is left to happen, and it does not hold.</exception>
    public Task RunUntilAsync(Func<bool> condition) =>
        DriveAsync(agenda.Now + Horizon, condition, mustHold: true);

    /// <summary>Runs what is due within <paramref name="time"/>, and moves the clock there.</summary>
    public async Task RunForAsync(TimeSpan time)
    {
        var end = agenda.Now + time;
        await DriveAsync(end, () => false, mustHold: false);
        agenda.JumpTo(end);
    }

    private Task DriveAsync(DateTimeOffset end, Func<bool> condition, bool mustHold) =>
        Task.Factory.StartNew(
            () =>
            {
                lock (agenda.Gate)
                {
                    while (!condition())
                    {
                        if (Next(end))
                        {
                            continue;
                        }

                        if (mustHold)
                        {
                            throw new InvalidOperationException(
                                $"Nothing is left to happen until {end:O} (it is {agenda.Now:O}), and the condition does not hold."
                            );
                        }

                        return;
                    }
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );

    private bool Next(DateTimeOffset end)
    {
        while (_busy.Count > 0)
        {
            if (!Monitor.Wait(agenda.Gate, Patience))
            {
                var names = string.Join(", ", _busy.Values.Select(i => $"{i.Function.Name} {i.RequestId}"));
                throw new InvalidOperationException(
                    $"Neither an AWS call nor an end for {Patience.TotalSeconds} s of real time: {names}"
                );
            }
        }

        if (_parked.Count == 0)
        {
            return agenda.NextDue is { } due && due <= end && agenda.RunNext();
        }

#pragma warning disable CA5394
        var chosen = _parked[_random.Next(_parked.Count)];
#pragma warning restore CA5394
        _parked.Remove(chosen);
        chosen.GoOn();
        return true;
    }

    private async Task ParkEndAsync(Invocation invocation, Func<Task<InvocationResult>> run)
    {
        var result = await RunAsync(invocation, run);
        Park(invocation, () => End(invocation, result));
    }

    private void Park(Invocation invocation, Action goOn)
    {
        lock (agenda.Gate)
        {
            _busy.Remove(invocation.Sequence);
            var step = new Step(invocation.Sequence, _steps++, goOn);
            var place = _parked.BinarySearch(step, ByStart);
            _parked.Insert(place < 0 ? ~place : place, step);
            Monitor.PulseAll(agenda.Gate);
        }
    }

    private void Serve(Invocation invocation, AwsHttpRequest request, TaskCompletionSource<AwsReply> reply)
    {
        var answer = dispatcher.HandleAsync(request, invocation.RequestId);
        if (answer.IsCompleted)
        {
            Answer(invocation, answer.GetAwaiter().GetResult(), reply);
            return;
        }

        _ = AnswerLaterAsync(invocation, answer, reply);
    }

    private async Task AnswerLaterAsync(
        Invocation invocation,
        Task<Outcome> answer,
        TaskCompletionSource<AwsReply> reply
    )
    {
        var outcome = await answer;
        lock (agenda.Gate)
        {
            Answer(invocation, outcome, reply);
        }
    }

    private void Answer(Invocation invocation, Outcome outcome, TaskCompletionSource<AwsReply> reply)
    {
        if (outcome.Reply is not null)
        {
            _busy.Add(invocation.Sequence, invocation);
            reply.SetResult(outcome.Reply);
        }
        else if (outcome.Crashed)
        {
            End(
                invocation,
                Failed("Runtime.ExitError", Died(invocation, "Runtime exited with error: signal: killed"))
            );
        }
        else
        {
            var timeout = invocation.Function.Timeout;
            agenda.After(
                timeout,
                $"{invocation.Function.Name} times out",
                () =>
                    End(
                        invocation,
                        Failed(
                            "Sandbox.Timedout",
                            Died(invocation, $"Task timed out after {timeout.TotalSeconds:0.00} seconds")
                        )
                    )
            );
        }
    }

    private void End(Invocation invocation, InvocationResult result)
    {
        agenda.FunctionEnded();
        invocation.Done(result);
    }

    private static string Died(Invocation invocation, string how) =>
        $"RequestId: {invocation.RequestId} Error: {how}";

    /// <summary>What goes on when it is chosen. Sorted by the invocation's start: threads park in any order.</summary>
    private sealed record Step(long Invocation, long Number, Action GoOn);
}
