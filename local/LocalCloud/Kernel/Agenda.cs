using System.Diagnostics;

namespace LocalCloud.Kernel;

/// <summary>
/// Everything that happens later in the local cloud (a copy's progress, an event's delivery, a Wait, a Retry, a time-out)
/// is an entry here, run in the order of its due time, then of its entry.
/// Real and scaled time only pace the queue; virtual time jumps to the next entry when nothing runs.
/// </summary>
/// <remarks>
/// All state of the cloud is touched under <see cref="Gate"/> only: entries run under it, and so does every API call.
/// </remarks>
public sealed class Agenda : IDisposable
{
    private readonly PriorityQueue<Entry, (DateTimeOffset Due, long Sequence)> _entries = new();
    private readonly bool _virtualTime;
    private readonly Action<string, Exception> _crashed;
    private DateTimeOffset _anchor;
    private long _anchorTicks = Stopwatch.GetTimestamp();
    private double _scale;
    private int _running;
    private int _foreground;
    private long _sequence;
    private bool _stopped;
    private Thread? _pacer;

    private Agenda(DateTimeOffset start, bool virtualTime, double scale, Action<string, Exception>? crashed)
    {
        _anchor = start;
        _virtualTime = virtualTime;
        _scale = scale;
        _crashed = crashed ?? ((what, e) => Console.Error.WriteLine($"{what} crashed: {e}"));
    }

    /// <summary>The one lock of a local cloud.</summary>
    public object Gate { get; } = new();

    /// <summary>Simulated time, UTC.</summary>
    public DateTimeOffset Now
    {
        get
        {
            lock (Gate)
            {
                return _virtualTime ? _anchor : _anchor + Stopwatch.GetElapsedTime(_anchorTicks) * Rate;
            }
        }
    }

    /// <summary>How many simulated seconds pass in a real one while no function runs.</summary>
    public double Scale
    {
        get => _scale;
        set => Repace(() => _scale = value);
    }

    /// <summary>True when time moves only through <see cref="RunNext"/>.</summary>
    public bool IsVirtual => _virtualTime;

    /// <summary>How many functions run at this moment; while any does, time runs 1:1.</summary>
    public int Running => _running;

    private double Rate => _running > 0 ? 1 : _scale;

    /// <summary>Time that stands still between entries. <see cref="RunNext"/> moves it.</summary>
    public static Agenda Virtual(DateTimeOffset start) =>
        new(start, virtualTime: true, scale: 1, crashed: null);

    /// <summary>Time that passes <paramref name="scale"/> times as fast as real time; entries run on a thread of their own.</summary>
    public static Agenda Paced(
        DateTimeOffset start,
        double scale = 1,
        Action<string, Exception>? crashed = null
    )
    {
        var agenda = new Agenda(start, virtualTime: false, scale, crashed);
        agenda._pacer = new Thread(agenda.Pace) { IsBackground = true, Name = "agenda" };
        agenda._pacer.Start();
        return agenda;
    }

    /// <summary>Runs <paramref name="action"/> when it is <paramref name="due"/>; at once if that is past.</summary>
    /// <param name="due">Simulated time.</param>
    /// <param name="what">What happens then, for traces and crash reports.</param>
    /// <param name="action">Runs under <see cref="Gate"/>; must not block.</param>
    /// <param name="background">True of what comes again and again (a schedule, an alarm's evaluation): nobody waits for its end.</param>
    public void At(DateTimeOffset due, string what, Action action, bool background = false)
    {
        lock (Gate)
        {
            _entries.Enqueue(new Entry(due, what, action, background), (due, _sequence++));
            _foreground += background ? 0 : 1;
            Monitor.PulseAll(Gate);
        }
    }

    /// <summary>Runs <paramref name="action"/> after <paramref name="delay"/> of simulated time.</summary>
    public void After(TimeSpan delay, string what, Action action, bool background = false)
    {
        lock (Gate)
        {
            At(Now + delay, what, action, background);
        }
    }

    /// <summary>True while an entry waits that is not of the background.</summary>
    public bool HasForeground
    {
        get
        {
            lock (Gate)
            {
                return _foreground > 0;
            }
        }
    }

    /// <summary>When the next entry is due, or null when there is none.</summary>
    public DateTimeOffset? NextDue
    {
        get
        {
            lock (Gate)
            {
                return _entries.TryPeek(out _, out var key) ? key.Due : null;
            }
        }
    }

    /// <summary>Virtual time: jumps to the next entry and runs it. False when there is none.</summary>
    public bool RunNext()
    {
        lock (Gate)
        {
            if (!_entries.TryDequeue(out var entry, out _))
            {
                return false;
            }

            if (entry.Due > _anchor)
            {
                _anchor = entry.Due;
            }

            Run(entry);
            return true;
        }
    }

    /// <summary>Virtual time: moves to <paramref name="time"/> without running anything.</summary>
    public void JumpTo(DateTimeOffset time)
    {
        lock (Gate)
        {
            if (time > _anchor)
            {
                _anchor = time;
            }
        }
    }

    /// <summary>A function begins to run: from here on time passes 1:1.</summary>
    public void FunctionStarted() => Repace(() => _running++);

    /// <summary>A function ended or waits for nothing more.</summary>
    public void FunctionEnded() => Repace(() => _running--);

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (Gate)
        {
            _stopped = true;
            Monitor.PulseAll(Gate);
        }

        _pacer?.Join(TimeSpan.FromSeconds(2));
    }

    private void Run(Entry entry)
    {
        _foreground -= entry.Background ? 0 : 1;
        entry.Run();
    }

    private void Repace(Action change)
    {
        lock (Gate)
        {
            _anchor = Now;
            _anchorTicks = Stopwatch.GetTimestamp();
            change();
            Monitor.PulseAll(Gate);
        }
    }

    private void Pace()
    {
        lock (Gate)
        {
            while (!_stopped)
            {
                if (!_entries.TryPeek(out _, out var key))
                {
                    Monitor.Wait(Gate);
                    continue;
                }

                var left = key.Due - Now;
                if (left > TimeSpan.Zero)
                {
                    var real = left / Rate;
                    Monitor.Wait(
                        Gate,
                        real > TimeSpan.FromHours(1)
                            ? TimeSpan.FromHours(1)
                            : real + TimeSpan.FromMilliseconds(1)
                    );
                    continue;
                }

                var entry = _entries.Dequeue();
                try
                {
                    Run(entry);
                }
#pragma warning disable CA1031 // One broken entry must not stop the cloud; the crash is reported.
                catch (Exception e)
#pragma warning restore CA1031
                {
                    _crashed(entry.What, e);
                }
            }
        }
    }

    private sealed record Entry(DateTimeOffset Due, string What, Action Run, bool Background);
}
