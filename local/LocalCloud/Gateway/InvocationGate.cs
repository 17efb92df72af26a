using LocalCloud.Kernel;

namespace LocalCloud.Gateway;

/// <summary>What real, scaled and virtual time have in common: each run knows which invocation it belongs to.</summary>
public abstract class InvocationGate : IInvocationGate
{
    private readonly AsyncLocal<Invocation?> _current = new();

    /// <summary>The invocation whose code is running here, or null for a person (a test, the demo).</summary>
    public string? CurrentId => _current.Value?.RequestId;

    /// <summary>The invocation whose code is running here.</summary>
    private protected Invocation? Current => _current.Value;

    /// <inheritdoc/>
    public abstract void Run(
        FunctionConfiguration function,
        string requestId,
        Func<Task<InvocationResult>> run,
        Action<InvocationResult> done
    );

    /// <summary>An AWS call from inside this process: by a person, or by a function that runs in process.</summary>
    public abstract Task<AwsReply> CallAsync(AwsHttpRequest request, CancellationToken cancellationToken);

    /// <summary>Runs the code here, with <see cref="Current"/> set, up to where it first waits.</summary>
    private protected async Task<InvocationResult> RunAsync(
        Invocation invocation,
        Func<Task<InvocationResult>> run
    )
    {
        _current.Value = invocation;
        try
        {
            return await run();
        }
#pragma warning disable CA1031 // A host never throws; if one does, that is a Lambda error and not the end of the cloud.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return Failed(
                "Runtime.HostFailed",
                $"The function host of {invocation.Function.Name} threw: {e}"
            );
        }
    }

    /// <summary>A failed invocation as Lambda reports it.</summary>
    private protected static InvocationResult Failed(string type, string message) =>
        new(
            new System.Text.Json.Nodes.JsonObject
            {
                ["errorType"] = type,
                ["errorMessage"] = message,
            }.ToJsonString(),
            "Unhandled"
        );

    /// <summary>A running invocation; <paramref name="Sequence"/> is the order of starting.</summary>
    private protected sealed record Invocation(
        long Sequence,
        FunctionConfiguration Function,
        string RequestId,
        Action<InvocationResult> Done
    );
}
