using LocalCloud.Kernel;

namespace LocalCloud.CloudWatch;

/// <summary>The datapoints of one metric, kept by the minute as CloudWatch keeps them, and the level of one that a service reports each minute.</summary>
public sealed class MetricSeries(MetricId id)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly List<Bucket> _minutes = [];
    private readonly List<(DateTimeOffset At, double Value)> _levels = [];

    /// <summary>Which metric.</summary>
    public MetricId Id => id;

    /// <summary>The unit of the first datapoint.</summary>
    public string Unit { get; private set; } = "None";

    /// <summary>The latest time at which it has a datapoint of its own, or a new level.</summary>
    public DateTimeOffset LastChange { get; private set; } = DateTimeOffset.MinValue;

    /// <summary>Adds a value, seen <paramref name="count"/> times.</summary>
    public void Add(double value, double count, DateTimeOffset at, string unit) =>
        BucketAt(at, unit).Add(new Summary(value * count, count, value, value), [(value, count)]);

    /// <summary>Adds a statistic set.</summary>
    public void Add(Summary summary, DateTimeOffset at, string unit) => BucketAt(at, unit).Add(summary, []);

    /// <summary>From <paramref name="at"/> on, each minute has this value.</summary>
    public void SetLevel(double value, DateTimeOffset at, string unit)
    {
        (Unit, LastChange) = (unit, at);
        _levels.Add((at, value));
    }

    /// <summary>All datapoints from a time to before another, as one; null when there are none.</summary>
    /// <param name="from">A full minute.</param>
    /// <param name="to">A full minute.</param>
    /// <param name="now">No level is known from here on.</param>
    public Summary? Summarise(DateTimeOffset from, DateTimeOffset to, DateTimeOffset now) =>
        _levels.Count > 0
            ? Levels(from, to, now)
            : Within(from, to).Select(b => b.All).Aggregate((Summary?)null, Summary.Add);

    /// <summary>The value that <paramref name="percent"/> of the values do not exceed; null without values.</summary>
    public double? Percentile(double percent, DateTimeOffset from, DateTimeOffset to, DateTimeOffset now)
    {
        var values =
            _levels.Count > 0 && Levels(from, to, now) is { } levels
                ? [(levels.Maximum, 1)]
                : Within(from, to).SelectMany(b => b.Values).OrderBy(v => v.Value).ToList();
        var wanted = values.Sum(v => v.Count) * percent / 100;
        var seen = 0.0;
        foreach (var (value, count) in values)
        {
            seen += count;
            if (seen >= wanted)
            {
                return value;
            }
        }

        return null;
    }

    private Summary? Levels(DateTimeOffset from, DateTimeOffset to, DateTimeOffset now)
    {
        Summary? all = null;
        for (var minute = from; minute < to && minute + Minute <= now; minute += Minute)
        {
            var next = _levels.FindLastIndex(l => l.At < minute + Minute);
            if (next >= 0)
            {
                var value = _levels[next].Value;
                all = Summary.Add(all, new Summary(value, 1, value, value));
            }
        }

        return all;
    }

    private IEnumerable<Bucket> Within(DateTimeOffset from, DateTimeOffset to)
    {
        for (var i = Place(from); i < _minutes.Count && _minutes[i].At < to; i++)
        {
            yield return _minutes[i];
        }
    }

    private Bucket BucketAt(DateTimeOffset at, string unit)
    {
        var minute = new DateTimeOffset(at.UtcTicks - (at.UtcTicks % Minute.Ticks), TimeSpan.Zero);
        Unit = _minutes.Count == 0 ? unit : Unit;
        LastChange = minute > LastChange ? minute : LastChange;
        var place = Place(minute);
        if (place == _minutes.Count || _minutes[place].At != minute)
        {
            _minutes.Insert(place, new Bucket(minute));
        }

        return _minutes[place];
    }

    // Of the first minute that is not before a time. Almost always it is the last one.
    private int Place(DateTimeOffset time)
    {
        var (low, high) = (0, _minutes.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _minutes[middle].At < time ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private sealed class Bucket(DateTimeOffset at)
    {
        public DateTimeOffset At => at;

        public Summary? All { get; private set; }

        public List<(double Value, double Count)> Values { get; } = [];

        public void Add(Summary summary, IEnumerable<(double, double)> values)
        {
            All = Summary.Add(All, summary);
            Values.AddRange(values);
        }
    }
}

/// <summary>What CloudWatch knows of several values: a statistic set.</summary>
public sealed record Summary(double Sum, double SampleCount, double Minimum, double Maximum)
{
    /// <summary>Two sets as one.</summary>
    public static Summary? Add(Summary? one, Summary? other) =>
        (one, other) switch
        {
            (null, _) => other,
            (_, null) => one,
            ({ } a, { } b) => new Summary(
                a.Sum + b.Sum,
                a.SampleCount + b.SampleCount,
                Math.Min(a.Minimum, b.Minimum),
                Math.Max(a.Maximum, b.Maximum)
            ),
        };
}
