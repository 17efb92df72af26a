using System.Diagnostics;
using System.Text;
using System.Threading.Channels;
using LocalCloud.Kernel;

namespace LocalCloud.Lambda.Hosting;

/// <summary>One process that runs one function, one invocation at a time.</summary>
internal sealed class ExecutionEnvironment : IDisposable
{
    private const int TailLength = 4096;

    private readonly Process _process;
    private readonly FunctionLog _log;
    private readonly Action<string?, string> _heard;
    private readonly TimeSpan _startLimit;
    private readonly Channel<Work> _queue = Channel.CreateUnbounded<Work>();
    private readonly StringBuilder _tail = new();
    private readonly Lock _starting = new();
    private Task? _exited;
    private volatile bool _killed;
    private bool _warm;
    private Work? _current;
    private string? _startError;

    public ExecutionEnvironment(
        string id,
        FunctionConfiguration function,
        SessionCredentials session,
        ProcessStartInfo start,
        FunctionLog log,
        Action<string?, string> heard,
        TimeSpan startLimit
    )
    {
        (Id, Function, Session, _log, _heard, _startLimit) = (id, function, session, log, heard, startLimit);
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
    }

    /// <summary>Starts the process. By then the pool must know this environment: the process asks for work as soon as it lives.</summary>
    /// <exception cref="ObjectDisposedException">It was ended before.</exception>
    public void Start()
    {
        lock (_starting)
        {
            ObjectDisposedException.ThrowIf(_killed, this);
            _process.Start();
            _exited = _process.WaitForExitAsync();
        }

        _process.StandardInput.Close();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Id { get; }

    public FunctionConfiguration Function { get; }

    public SessionCredentials Session { get; }

    /// <summary>True when the process has ended, or was told to.</summary>
    public bool Ended => _killed || _exited?.IsCompleted == true;

    /// <summary>What it runs now, or null.</summary>
    public string? RequestId => _current?.RequestId;

    /// <summary>
    /// Runs an invocation; ends the process when it takes too long. Null when the process had ended since its last invocation, before it
    /// saw this one.
    /// </summary>
    public async Task<InvocationResult?> RunAsync(string requestId, string payload)
    {
        var work = new Work(requestId, payload);
        lock (_tail)
        {
            _tail.Clear();
        }

        var cold = !_warm;
        _current = work;
        _queue.Writer.TryWrite(work);
        var started = Stopwatch.GetTimestamp();
        var result = await OutcomeAsync(work);
        _current = null;
        if (!cold && !work.Taken.IsCompleted)
        {
            return null;
        }

        _warm = true;
        Note(
            $"REPORT RequestId: {requestId}\tDuration: {Stopwatch.GetElapsedTime(started).TotalMilliseconds:0.00} ms\t{(cold ? "cold" : "warm")} start"
        );
        lock (_tail)
        {
            return result with { ColdStart = cold, LogTail = _tail.ToString() };
        }
    }

    /// <summary>The process asks for work.</summary>
    public async Task<Work> NextAsync(CancellationToken cancellation)
    {
        var work = await _queue.Reader.ReadAsync(cancellation);
        Note($"START RequestId: {work.RequestId} Version: $LATEST");
        work.Take();
        return work;
    }

    /// <summary>The process answers; false when it was not asked.</summary>
    public bool Finish(string requestId, InvocationResult result)
    {
        if (_current is not { } work || work.RequestId != requestId)
        {
            return false;
        }

        work.Finish(result);
        return true;
    }

    /// <summary>The process could not load the function.</summary>
    public void FailStart(string error) => _startError = error;

    /// <summary>Ends the process at once, as a crash would.</summary>
    public void Kill()
    {
        lock (_starting)
        {
            _killed = true;
            if (_exited is null)
            {
                return;
            }
        }

        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }

    public void Dispose()
    {
        Kill();
        if (_exited is not null)
        {
            _process.WaitForExit(TimeSpan.FromSeconds(2));
        }

        _process.Dispose();
    }

    private async Task<InvocationResult> OutcomeAsync(Work work)
    {
        if (!await EndsAsync(Task.WhenAny(work.Taken, _exited!), _startLimit))
        {
            return TimedOut(work, _startLimit);
        }

        if (!work.Taken.IsCompleted)
        {
            return _startError is null ? Crashed(work) : new InvocationResult(_startError, "Unhandled");
        }

        if (!await EndsAsync(Task.WhenAny(work.Done, _exited!), Function.Timeout))
        {
            return TimedOut(work, Function.Timeout);
        }

        return work.Done.IsCompleted ? await work.Done : Crashed(work);
    }

    private static async Task<bool> EndsAsync(Task task, TimeSpan limit)
    {
        try
        {
            await task.WaitAsync(limit);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private InvocationResult TimedOut(Work work, TimeSpan limit)
    {
        Kill();
        return Failed(work, "Sandbox.Timedout", $"Task timed out after {limit.TotalSeconds:0.00} seconds");
    }

    // .NET reports a process that a signal ended as 128 + the signal's number.
    private InvocationResult Crashed(Work work) =>
        Failed(
            work,
            "Runtime.ExitError",
            _process.ExitCode switch
            {
                0 => "Runtime exited without providing a reason",
                137 => "Runtime exited with error: signal: killed",
                var status => $"Runtime exited with error: exit status {status}",
            }
        );

    private InvocationResult Failed(Work work, string type, string what)
    {
        var message = $"RequestId: {work.RequestId} Error: {what}";
        Note(message);
        return new InvocationResult(LambdaRules.ErrorPayload(type, message), "Unhandled");
    }

    private void Hear(string? line)
    {
        Note(line);
        if (!string.IsNullOrEmpty(line))
        {
            _heard(RequestId, line);
        }
    }

    private void Note(string? line)
    {
        // As CloudWatch Logs: an empty line is no log event. Null is the end of the stream.
        if (string.IsNullOrEmpty(line))
        {
            return;
        }

        _log.Write(line);
        lock (_tail)
        {
            _tail.Append(line).Append('\n');
            if (_tail.Length > TailLength)
            {
                _tail.Remove(0, _tail.Length - TailLength);
            }
        }
    }
}
