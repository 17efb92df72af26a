using LocalCloud.Kernel;

namespace LocalCloud.Lambda.Hosting;

/// <summary>
/// Which environment an invocation gets: an idle one of its function, else a new one while there are places, else the place of the
/// environment that has been idle longest, else the first that becomes free.
/// </summary>
internal sealed class EnvironmentPool(int places) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<ExecutionEnvironment> _idle = [];
    private readonly List<ExecutionEnvironment> _busy = [];
    private readonly List<Waiter> _waiting = [];
    private int _taken;
    private bool _disposed;

    /// <summary>An environment, or null: then the caller has a place to start one, and says so with <see cref="Started"/> or <see cref="GiveUp"/>.</summary>
    public Task<ExecutionEnvironment?> AcquireAsync(FunctionConfiguration function)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            RetireWhere(e =>
                e.Ended || Outdated(e) || (e.Function.Arn == function.Arn && e.Function != function)
            );
            if (_idle.FindLast(e => e.Function == function) is { } idle)
            {
                _idle.Remove(idle);
                _busy.Add(idle);
                return Task.FromResult<ExecutionEnvironment?>(idle);
            }

            if (_taken == places && _idle.Count > 0)
            {
                var longest = _idle[0];
                RetireWhere(e => e == longest);
            }

            if (_taken < places)
            {
                _taken++;
                return Task.FromResult<ExecutionEnvironment?>(null);
            }

            var waiter = new Waiter(function);
            _waiting.Add(waiter);
            return waiter.Turn.Task;
        }
    }

    /// <summary>A place was used.</summary>
    public ExecutionEnvironment Started(ExecutionEnvironment environment)
    {
        lock (_lock)
        {
            _busy.Add(environment);
            if (_disposed)
            {
                environment.Dispose();
            }

            return environment;
        }
    }

    /// <summary>A place was not used.</summary>
    public void GiveUp()
    {
        lock (_lock)
        {
            _taken--;
            ServeNext();
        }
    }

    /// <summary>An invocation has ended; an environment that lives on may serve the next.</summary>
    public void Release(ExecutionEnvironment environment)
    {
        lock (_lock)
        {
            _busy.Remove(environment);
            _idle.Add(environment);
            RetireWhere(e => e.Ended || Outdated(e));
            ServeNext();
        }
    }

    /// <summary>The environment that runs an invocation, or null.</summary>
    public ExecutionEnvironment? RunningOf(string requestId)
    {
        lock (_lock)
        {
            return _busy.Find(e => e.RequestId == requestId);
        }
    }

    /// <summary>An environment by its id, or null.</summary>
    public ExecutionEnvironment? Find(string id)
    {
        lock (_lock)
        {
            return _busy.Find(e => e.Id == id) ?? _idle.Find(e => e.Id == id);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _busy.ForEach(e => e.Dispose());
            RetireWhere(_ => true);
            _waiting.ForEach(w =>
                w.Turn.TrySetException(new ObjectDisposedException(nameof(EnvironmentPool)))
            );
        }
    }

    private void ServeNext()
    {
        foreach (var waiter in _waiting.ToList())
        {
            if (_idle.FindLast(e => e.Function == waiter.Function) is { } idle)
            {
                _idle.Remove(idle);
                _busy.Add(idle);
                Serve(waiter, idle);
                return;
            }
        }

        if (_waiting.Count == 0 || (_taken == places && _idle.Count == 0))
        {
            return;
        }

        if (_taken == places)
        {
            var longest = _idle[0];
            RetireWhere(e => e == longest);
        }

        _taken++;
        Serve(_waiting[0], null);
    }

    private void Serve(Waiter waiter, ExecutionEnvironment? environment)
    {
        _waiting.Remove(waiter);
        waiter.Turn.SetResult(environment);
    }

    private void RetireWhere(Predicate<ExecutionEnvironment> retired)
    {
        foreach (var environment in _idle.FindAll(retired))
        {
            _idle.Remove(environment);
            _taken--;
            environment.Dispose();
        }
    }

    private static bool Outdated(ExecutionEnvironment environment) =>
        environment.Session.Expiration < DateTimeOffset.UtcNow.AddHours(1);

    private sealed record Waiter(FunctionConfiguration Function)
    {
        public TaskCompletionSource<ExecutionEnvironment?> Turn { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
