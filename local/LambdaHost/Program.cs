// What Lambda's managed .NET runtime does for a class-library handler: loads it, asks the Runtime API for work, and answers.
// Ends when the API is gone.
using LambdaHost;

using var runtime = new RuntimeClient(Variable("AWS_LAMBDA_RUNTIME_API"));
FunctionHandler handler;
try
{
    handler = FunctionHandler.Load(Variable("_HANDLER"), Variable("LAMBDA_TASK_ROOT"));
}
#pragma warning disable CA1031 // Whatever goes wrong while the function starts is the function's own error.
catch (Exception e)
#pragma warning restore CA1031
{
    Console.Error.WriteLine(e);
    await runtime.ReportAsync("init/error", ErrorReport.Of(e));
    return 1;
}

while (await runtime.NextAsync() is { } invocation)
{
    try
    {
        var result = await handler.InvokeAsync(invocation.Payload, new FunctionContext(invocation));
        await runtime.ReportAsync($"invocation/{invocation.RequestId}/response", result);
    }
#pragma warning disable CA1031 // A handler's exception is the answer.
    catch (Exception e)
#pragma warning restore CA1031
    {
        Console.Error.WriteLine(e);
        await runtime.ReportAsync($"invocation/{invocation.RequestId}/error", ErrorReport.Of(e));
    }
}

return 0;

static string Variable(string name) =>
    Environment.GetEnvironmentVariable(name)
    ?? throw new InvalidOperationException(
        $"The environment variable {name} is missing: only the local cloud starts this program."
    );
