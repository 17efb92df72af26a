using System.Collections;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace LocalCloud.Tests.Handlers;

public sealed record Question(string Text);

public sealed record Answer(string Text, int Count, int ProcessId, string RequestId, bool InTime);

public sealed class UnhappyException(string message) : Exception(message);

/// <summary>Handlers that behave, and that do not.</summary>
public sealed class Echo
{
    private int _count;

    public Task<Answer> AnswerAsync(Question question, ILambdaContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var inTime = context.RemainingTime > TimeSpan.Zero;
        return Task.FromResult(
            new Answer(question?.Text ?? "", ++_count, Environment.ProcessId, context.AwsRequestId, inTime)
        );
    }

    public Task<IDictionary<string, string>> VariablesAsync() =>
        Task.FromResult<IDictionary<string, string>>(
            Environment
                .GetEnvironmentVariables()
                .Cast<DictionaryEntry>()
                .ToDictionary(v => (string)v.Key, v => (string)v.Value!, StringComparer.Ordinal)
        );

    public async Task ThrowAsync()
    {
        await Task.Yield();
        throw new UnhappyException("This went wrong.");
    }

    public void Crash()
    {
        Console.WriteLine("last words");
        Environment.Exit(3);
    }

    public Task HangAsync() => Task.Delay(Timeout.Infinite);
}

/// <summary>As a function with a wrong setting: it fails before it has seen an event.</summary>
public sealed class Stillborn
{
    public Stillborn() => throw new UnhappyException("MODE is 'maybe'; expected none or copy.");

    public Task HandleAsync() => Task.CompletedTask;
}
