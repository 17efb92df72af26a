using LocalCloud.Kernel;

namespace LocalCloud.Lambda;

/// <summary>Runs functions inside this process, for tests in virtual time: handlers constructed through their ports.</summary>
/// <param name="run">
/// Given the function, the payload and the request id, gives the result as JSON; what it throws becomes the function's error, named
/// by its short type name as the .NET runtime of Lambda names it.
/// </param>
public sealed class DelegateHost(Func<FunctionConfiguration, string, string, Task<string>> run)
    : IFunctionHost
{
    /// <inheritdoc/>
    public async Task<InvocationResult> RunAsync(
        FunctionConfiguration function,
        string payload,
        string requestId
    )
    {
        try
        {
            return new InvocationResult(await run(function, payload, requestId));
        }
#pragma warning disable CA1031 // Whatever a handler throws is a Lambda error, not a dead server.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return new InvocationResult(LambdaRules.ErrorPayload(e.GetType().Name, e.Message), "Unhandled");
        }
    }
}
