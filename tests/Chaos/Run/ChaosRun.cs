using LocalCloud.Kernel;

namespace Chaos;

/// <summary>Plays a script from beginning to end.</summary>
internal sealed partial class ChaosRun : IAsyncDisposable
{
    // What is late by at most as much is waited for: events, and Lambda's own retries.
    private static readonly TimeSpan Aftermath = TimeSpan.FromHours(3);
    private static readonly TimeSpan ShortAftermath = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan LongestNight = TimeSpan.FromDays(25);

    private readonly List<string> _crashes;
    private readonly Queue<Func<Task>> _due = new();
    private int _outstanding;
    private bool _isWatched;
    private bool _isOver;

    private ChaosRun(ChaosScript script, Estate estate, List<string> crashes)
    {
        (Script, Estate, _crashes) = (script, estate, crashes);
        Foreign = new Foreign(estate);
        Sources = new Sources(estate, Foreign);
        Doings = new Doings(estate, Sources, Later);
        Keeping = new Keeping(this);
    }

    public ChaosScript Script { get; }

    public Estate Estate { get; }

    public Foreign Foreign { get; }

    public Sources Sources { get; }

    public Doings Doings { get; }

    public Keeping Keeping { get; }

    /// <summary>What the local cloud said of its own crashes.</summary>
    public IReadOnlyList<string> Crashes => _crashes;

    /// <summary>What was seen on the way that must never be.</summary>
    public HashSet<Violation> OnTheWay { get; } = [];

    /// <summary>When Reconcile ran last after the script's end.</summary>
    public DateTimeOffset? LastReconciled { get; private set; }

    /// <summary>Calls that the functions made until the script's end.</summary>
    public int Calls { get; private set; }

    /// <summary>Plays it, and judges where it led.</summary>
    public static async Task<ChaosResult> JudgeAsync(ChaosScript script)
    {
        await using var run = await PlayAsync(script);
        return Invariants.Judge(run);
    }

    /// <summary>Plays it until nothing moves any more.</summary>
    public static async Task<ChaosRun> PlayAsync(ChaosScript script)
    {
        List<string> crashes = [];
        var run = new ChaosRun(script, await ChaosWorld.MakeAsync(script, crashes), crashes);
        await run.Play();
        return run;
    }

    /// <summary>A run of an estate that somebody else makes and moves, for what the invariants ask.</summary>
    public static ChaosRun Over(ChaosScript script, Estate estate, List<string> crashes) =>
        new(script, estate, crashes);

    public ValueTask DisposeAsync() => Estate.DisposeAsync();

    private async Task Play()
    {
        var first = Estate.Cloud.Requests.Requests.Count;
        OpenSchedules();
        foreach (var step in Script.Steps.Where(s => s.OnCall == 0))
        {
            Later(TimeSpan.FromSeconds(step.At), () => Doings.DoAsync(step));
        }

        var onCalls = new Queue<ChaosStep>(Script.Steps.Where(s => s.OnCall > 0).OrderBy(s => s.OnCall));
        var late = Script.Steps.Where(s => s.Do is ChaosKind.DelayEvent or ChaosKind.DoubleEvent);
        var latest = TimeSpan.FromSeconds(late.Select(s => s.Seconds).DefaultIfEmpty(0).Max());
        await RunUntilQuiet(
            Aftermath + latest,
            () => onCalls.TryPeek(out var next) && RelayCalls(first) >= next.OnCall ? onCalls.Dequeue() : null
        );
        Calls = RelayCalls(first);
        await TheDaysAfter();
    }

    private async Task RunUntilQuiet(TimeSpan aftermath, Func<ChaosStep?> next)
    {
        var end = Estate.Cloud.Agenda.Now + LongestNight;
        ChaosStep? step = null;
        for (_isOver = false; Estate.Cloud.Agenda.Now < end && !_isOver; )
        {
            await Estate.RunUntil(() =>
                Seen() && (_due.Count > 0 || (step ??= next()) is not null || (!_isWatched && IsQuiet()))
            );
            Look();
            if (_due.TryDequeue(out var act))
            {
                await act();
            }
            else if (step is not null)
            {
                await Doings.DoAsync(step);
                step = null;
            }
            else
            {
                Watch(aftermath);
            }
        }
    }

    // Quiet for as long as the longest delay, and still quiet.
    private void Watch(TimeSpan aftermath)
    {
        _isWatched = true;
        var before = Estate.Cloud.Lambda.Invocations.Count;
        Estate.Cloud.Agenda.After(
            aftermath,
            "the aftermath",
            () =>
                _due.Enqueue(() =>
                {
                    _isWatched = false;
                    _isOver = before == Estate.Cloud.Lambda.Invocations.Count && IsQuiet();
                    return Task.CompletedTask;
                })
        );
    }

    // Nothing of the script is to come, no relay runs, no function: copies, events and time-outs may be on their way.
    private bool IsQuiet() =>
        _outstanding == 0
        && Estate.Cloud.Agenda.Running == 0
        && Estate.Cloud.States.ExecutionsOf(Estate.Relay.StateMachineArn).All(e => e.Status != "RUNNING");

    private void Later(TimeSpan delay, Func<Task> act)
    {
        _outstanding++;
        Estate.Cloud.Agenda.After(
            delay,
            "a step of the script",
            () =>
                _due.Enqueue(() =>
                {
                    _outstanding--;
                    return act();
                })
        );
    }

    /// <summary>Notes what is there.</summary>
    public void Look()
    {
        lock (Estate.Cloud.Agenda.Gate)
        {
            Sources.Look();
            Keeping.Look();
            OnTheWay.UnionWith(Invariants.Always(this));
        }
    }

    private int _counted;
    private int _calls;

    private int RelayCalls(int first)
    {
        var requests = Estate.Cloud.Requests.Requests;
        for (_counted = Math.Max(_counted, first); _counted < requests.Count; _counted++)
        {
            _calls += requests[_counted].InvocationId is null ? 0 : 1;
        }

        return _calls;
    }
}
