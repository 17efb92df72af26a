using LocalCloud.Kernel;

namespace LocalCloud.Gateway;

/// <summary>Invocations in real and scaled time: tasks, during which time passes 1:1.</summary>
public sealed class PacedInvocations(Agenda agenda, Dispatcher dispatcher) : InvocationGate
{
    private long _sequence;

    /// <inheritdoc/>
    public override void Run(
        FunctionConfiguration function,
        string requestId,
        Func<Task<InvocationResult>> run,
        Action<InvocationResult> done
    )
    {
        agenda.FunctionStarted();
        _ = FinishAsync(new Invocation(_sequence++, function, requestId, done), run);
    }

    /// <inheritdoc/>
    public override async Task<AwsReply> CallAsync(
        AwsHttpRequest request,
        CancellationToken cancellationToken
    )
    {
        var outcome = await dispatcher.HandleAsync(request, CurrentId);
        if (outcome.Reply is null)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        return outcome.Reply!;
    }

    private async Task FinishAsync(Invocation invocation, Func<Task<InvocationResult>> run)
    {
        var result = await Task.Run(() => RunAsync(invocation, run));
        agenda.After(
            TimeSpan.Zero,
            $"{invocation.Function.Name} {invocation.RequestId} ended",
            () =>
            {
                agenda.FunctionEnded();
                invocation.Done(result);
            }
        );
    }
}
