using System.Text;
using LocalCloud.Kernel;

namespace LocalCloud.Lambda.Hosting;

/// <summary>An invocation on its way through an environment.</summary>
internal sealed class Work(string requestId, string payload)
{
    private readonly TaskCompletionSource _taken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<InvocationResult> _done = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );

    public string RequestId => requestId;

    public byte[] Payload { get; } = Encoding.UTF8.GetBytes(payload);

    /// <summary>The environment has asked for it: from here on the function's time-out runs.</summary>
    public Task Taken => _taken.Task;

    /// <summary>The environment has answered.</summary>
    public Task<InvocationResult> Done => _done.Task;

    public void Take() => _taken.TrySetResult();

    public void Finish(InvocationResult result) => _done.TrySetResult(result);
}
