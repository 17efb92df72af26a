using System.Globalization;
using Amazon.Lambda.Core;

namespace LambdaHost;

/// <summary>What a handler may ask about its invocation.</summary>
internal sealed class FunctionContext(Invocation invocation) : ILambdaContext, ILambdaLogger
{
    public string AwsRequestId => invocation.RequestId;

    public string InvokedFunctionArn => invocation.FunctionArn;

    public TimeSpan RemainingTime => invocation.Deadline - DateTimeOffset.UtcNow;

    public string FunctionName => Variable("AWS_LAMBDA_FUNCTION_NAME");

    public string FunctionVersion => Variable("AWS_LAMBDA_FUNCTION_VERSION");

    public string LogGroupName => Variable("AWS_LAMBDA_LOG_GROUP_NAME");

    public string LogStreamName => Variable("AWS_LAMBDA_LOG_STREAM_NAME");

    public int MemoryLimitInMB =>
        int.Parse(Variable("AWS_LAMBDA_FUNCTION_MEMORY_SIZE"), CultureInfo.InvariantCulture);

    public ILambdaLogger Logger => this;

    // Of mobile SDKs and Cognito, which call nothing here.
    public IClientContext? ClientContext => null;

    public ICognitoIdentity? Identity => null;

    public void Log(string message) => Console.Write(message);

    public void LogLine(string message) => Console.WriteLine(message);

    private static string Variable(string name) => Environment.GetEnvironmentVariable(name) ?? "";
}
