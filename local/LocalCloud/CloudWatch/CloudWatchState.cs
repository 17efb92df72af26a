using LocalCloud.Kernel;

namespace LocalCloud.CloudWatch;

/// <summary>Metrics of all accounts and Regions. Touched under the agenda's gate.</summary>
public sealed class CloudWatchState(Agenda agenda) : IMetrics
{
    private readonly Dictionary<string, MetricSeries> _series = new(StringComparer.Ordinal);

    /// <summary>All metrics, in the order of their first datapoints.</summary>
    public IEnumerable<MetricSeries> Metrics => _series.Values;

    /// <summary>Told which metric has something new.</summary>
    internal Action<string>? Changed { get; set; }

    /// <summary>A metric's datapoints, or null while it has none.</summary>
    public MetricSeries? Series(MetricId metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        return _series.GetValueOrDefault(metric.Key);
    }

    /// <inheritdoc/>
    public void Put(MetricId metric, double value, DateTimeOffset at, string unit = "Count") =>
        Put(metric, value, at, unit, count: 1);

    /// <summary>A value that was seen <paramref name="count"/> times.</summary>
    public void Put(MetricId metric, double value, DateTimeOffset at, string unit, double count)
    {
        ArgumentNullException.ThrowIfNull(metric);
        Of(metric).Add(value, count, at, unit);
        Changed?.Invoke(metric.Key);
    }

    /// <summary>A statistic set.</summary>
    public void Put(MetricId metric, Summary set, DateTimeOffset at, string unit)
    {
        ArgumentNullException.ThrowIfNull(metric);
        Of(metric).Add(set, at, unit);
        Changed?.Invoke(metric.Key);
    }

    /// <inheritdoc/>
    public void Set(MetricId metric, double value, string unit = "Count")
    {
        ArgumentNullException.ThrowIfNull(metric);
        Of(metric).SetLevel(value, agenda.Now, unit);
        Changed?.Invoke(metric.Key);
    }

    /// <inheritdoc/>
    public void ReadLine(string accountId, string region, string line)
    {
        foreach (var (metric, value, at, unit) in EmbeddedMetrics.Read(accountId, region, line))
        {
            Put(metric, value, at, unit);
        }
    }

    /// <summary>The datapoints of a metric; makes a place for them.</summary>
    internal MetricSeries Of(MetricId metric)
    {
        if (!_series.TryGetValue(metric.Key, out var series))
        {
            _series[metric.Key] = series = new MetricSeries(metric);
        }

        return series;
    }
}
