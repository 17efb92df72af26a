namespace Relay.Functions;

/// <summary>Measures, where the copies are, how far back each database would be if it had to be restored now.</summary>
public sealed class MeasureRecoverability(KeepPorts ports)
{
    private const int Told = 100;

    /// <summary>For Lambda.</summary>
    public MeasureRecoverability()
        : this(KeepPorts.FromEnvironment()) { }

    /// <summary>The report; the metrics are lines of the log.</summary>
    /// <exception cref="InputInvalidException">The time is missing.</exception>
    public async Task<RecoverabilityReport> HandleAsync(ScheduledRun input)
    {
        var (settings, now) = (ports.Settings, RunTime.Of(input?.Now));
        var key = await ports.Key();
        var copies = KeptCopies
            .Of(settings, KeptCopies.Usable(key))
            .Among([.. await ports.Snapshots(), .. await ports.RecoveryPoints()]);
        var databases = Recoverability.Measure(copies, settings, now);
        var report = new RecoverabilityReport(
            settings.RelayName,
            now,
            [.. databases.Take(Told)],
            databases.Count,
            Recoverability.Worst(databases, settings),
            databases is [var worst, ..] ? worst.Database : null,
            databases.Count(database => database.ExpiresSoon),
            Recoverability.RetiredAmong(copies, settings),
            KeptCopies.Problem(settings.Key, key),
            RecoverabilityMessage.Of(databases, settings, now)
        );
        Log.Measured(report, databases);
        return report;
    }
}
