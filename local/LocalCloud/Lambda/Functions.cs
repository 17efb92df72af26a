using System.Diagnostics;
using LocalCloud.Kernel;

namespace LocalCloud.Lambda;

/// <summary>Lambda's invocations: at once for a caller who waits, or queued and tried again.</summary>
public sealed class Functions(
    Agenda agenda,
    CallLog log,
    Ids ids,
    LambdaState state,
    IQueues queues,
    IInvocationGate gate,
    IFunctionHost host,
    IMetrics? metrics = null
) : IFunctions
{
    private static readonly TimeSpan QueueTime = TimeSpan.FromMilliseconds(50);

    /// <summary>Takes the records of asynchronous invocations that ended, for functions with destinations.</summary>
    public IDestinations? Destinations { get; set; }

    /// <inheritdoc/>
    public void CreateFunction(FunctionConfiguration configuration) => state.Put(configuration, agenda.Now);

    /// <inheritdoc/>
    public void Invoke(string functionArn, string payload, Action<InvocationResult> done) =>
        Invoke(functionArn, payload, ids.NewGuid(), done);

    /// <summary>RequestResponse invocation under a request id of the caller's.</summary>
    public void Invoke(string functionArn, string payload, string requestId, Action<InvocationResult> done)
    {
        ArgumentNullException.ThrowIfNull(done);
        try
        {
            Run(state.Function(functionArn).Configuration, payload, requestId, attempt: 1, done);
        }
        catch (AwsError refused)
        {
            agenda.After(
                TimeSpan.Zero,
                $"{functionArn} is refused",
                () => done(new InvocationResult("", ServiceError: refused))
            );
        }
    }

    /// <inheritdoc/>
    public void InvokeAsynchronously(string functionArn, string payload) =>
        InvokeAsynchronously(functionArn, payload, ids.NewGuid());

    /// <summary>Event invocation under a request id of the caller's.</summary>
    public void InvokeAsynchronously(string functionArn, string payload, string requestId)
    {
        var function = state.Function(functionArn).Configuration;
        new QueuedInvocation(this, function, payload, requestId, agenda.Now).TryAfter(QueueTime);
    }

    private void Run(
        FunctionConfiguration function,
        string payload,
        string requestId,
        int attempt,
        Action<InvocationResult> done
    )
    {
        log.AddOfService(
            agenda.Now,
            "lambda.amazonaws.com",
            function.Arn,
            "sts:AssumeRole",
            function.RoleArn
        );
        var startedAt = agenda.Now;
        var started = Stopwatch.GetTimestamp();
        gate.Run(
            function,
            requestId,
            () =>
                FunctionOutput.RunAsync(
                    line => Hear(function, requestId, line),
                    () => host.RunAsync(function, payload, requestId)
                ),
            result =>
            {
                Measure(function, result, startedAt);
                state.Add(
                    new Invocation(
                        function.Arn,
                        requestId,
                        attempt,
                        payload,
                        startedAt,
                        agenda.Now,
                        Stopwatch.GetElapsedTime(started),
                        result.ColdStart,
                        Invocation.ErrorTypeOf(result)
                    )
                );
                done(result);
            }
        );
    }

    /// <summary>A function wrote a line. Called without the gate.</summary>
    /// <param name="function">Which function.</param>
    /// <param name="requestId">Which invocation, if that is known.</param>
    /// <param name="line">As written.</param>
    public void Hear(FunctionConfiguration function, string? requestId, string line)
    {
        ArgumentNullException.ThrowIfNull(function);
        lock (agenda.Gate)
        {
            state.Add(new LogLine(agenda.Now, function.Arn, requestId, line));
            var parts = function.Arn.Split(':', 6);
            metrics?.ReadLine(parts[4], parts[3], line);
        }
    }

    // Lambda Developer Guide, "Types of metrics for Lambda functions": the timestamp is the invocation's start; what was throttled
    // counts neither as an invocation nor as an error.
    private void Measure(FunctionConfiguration function, InvocationResult result, DateTimeOffset startedAt)
    {
        var throttled = result.ServiceError is not null;
        Put("Throttles", throttled ? 1 : 0, "Count");
        if (!throttled)
        {
            Put("Invocations", 1, "Count");
            Put("Errors", result.FunctionError is null ? 0 : 1, "Count");
            Put("Duration", (agenda.Now - startedAt).TotalMilliseconds, "Milliseconds");
        }

        void Put(string name, double value, string unit) =>
            metrics?.Put(
                MetricId.OfArn(function.Arn, "AWS/Lambda", name, "FunctionName", function.Name),
                value,
                startedAt,
                unit
            );
    }

    private void Bury(
        FunctionConfiguration function,
        string payload,
        string requestId,
        InvocationResult result
    )
    {
        if (function.DeadLetterArn is null)
        {
            return;
        }

        // Lambda sends it as the function (Lambda Developer Guide, Adding a dead-letter queue).
        var (region, account) = (function.Arn.Split(':')[3], function.Arn.Split(':')[4]);
        log.Add(
            new LoggedCall(
                agenda.Now,
                function.RoleArn,
                account,
                region,
                "sqs:SendMessage",
                function.DeadLetterArn,
                new Dictionary<string, string>(),
                Implied: true,
                requestId
            )
        );
        var message =
            result.ServiceError?.Message
            ?? LambdaRules.ParseJson(result.Payload)?["errorMessage"]?.ToString()
            ?? result.Payload;
        queues.Send(
            function.DeadLetterArn,
            payload,
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["RequestID"] = requestId,
                ["ErrorCode"] = (result.ServiceError?.Status ?? 200).ToString(),
                ["ErrorMessage"] = message.Length > 1024 ? message[..1024] : message,
            }
        );
    }

    // An event that Lambda has accepted; every attempt runs under the same request id.
    private sealed class QueuedInvocation(
        Functions functions,
        FunctionConfiguration function,
        string payload,
        string requestId,
        DateTimeOffset acceptedAt
    )
    {
        private int _failures;
        private int _refusals;

        public void TryAfter(TimeSpan pause) =>
            functions.Later(
                pause,
                $"{function.Name} is invoked with a queued event",
                () => functions.Run(function, payload, requestId, 1 + _failures + _refusals, Ended)
            );

        private void Ended(InvocationResult result)
        {
            if (result is { FunctionError: null, ServiceError: null })
            {
                Tell(result, "Success", function.OnSuccessArn);
                return;
            }

            _ = result.ServiceError is null ? _failures++ : _refusals++;
            if (
                LambdaRules.NextAttempt(
                    result,
                    _failures,
                    _refusals,
                    function.MaximumRetryAttempts,
                    functions.Now - acceptedAt
                ) is
                { } pause
            )
            {
                TryAfter(pause);
            }
            else
            {
                functions.Bury(function, payload, requestId, result);
                Tell(
                    result,
                    result.ServiceError is null ? "RetriesExhausted" : "EventAgeExceeded",
                    function.OnFailureArn
                );
            }
        }

        private void Tell(InvocationResult result, string condition, string? destination)
        {
            if (destination is not null)
            {
                functions.Destinations?.Deliver(
                    function,
                    destination,
                    InvocationRecord.Of(
                        function,
                        payload,
                        requestId,
                        Math.Max(1, _failures + _refusals + (condition == "Success" ? 1 : 0)),
                        condition,
                        result,
                        functions.Now
                    )
                );
            }
        }
    }

    private DateTimeOffset Now => agenda.Now;

    private void Later(TimeSpan pause, string what, Action action) => agenda.After(pause, what, action);
}
