namespace Relay.Functions;

/// <summary>
/// Looks at everything that tonight's relays will need, and changes nothing. Each finding comes with its fix; what could not be proved is
/// said too.
/// </summary>
public sealed class Doctor(RelayPorts ports)
{
    /// <summary>For Lambda.</summary>
    public Doctor()
        : this(RelayPorts.FromEnvironment()) { }

    /// <summary>The report; its message is for a person. A check that fails is one that could not be proved, and the others go on.</summary>
    /// <exception cref="InputInvalidException">The time is missing.</exception>
    public async Task<DoctorReport> HandleAsync(ScheduledRun input)
    {
        var now = RunTime.Of(input?.Now);
        var once = Remembered.For(ports);
        var (settings, databases) = (new DoctorSettings(once, now), new DoctorDatabases(once, now));
        // Databases last: what is wrong for all of them is told first, and by the setting's name.
        var found = Diagnosed.Of([
            await Try(Checkup.Roles, settings.Roles),
            await Try(Checkup.Keys, settings.RegionKey),
            await Try(Checkup.Keys, settings.AccountKey),
            await Try(Checkup.KeyPolicies, settings.RegionKeyPolicy),
            await Try(Checkup.Vaults, settings.RegionVault),
            await Try(Checkup.Vaults, settings.AccountVault),
            await Try(Checkup.Vaults, settings.AccountVaultPolicy),
            await Try(Checkup.Organization, settings.Organization),
            await Try(Checkup.OptionGroups, settings.OptionGroups),
            await Try(Checkup.Retention, settings.Retention),
            await Try(Checkup.Canaries, settings.Canaries),
            await Try(Checkup.Databases, databases.Plans),
            await Try(Checkup.Quotas, () => new DoctorQuotas(once).All(databases.Copies)),
        ]);
        var report = new DoctorReport(ports.Settings.RelayName, now, databases.Selected)
        {
            Findings = [.. found.Findings.Take(DoctorReport.Told)],
            NotProven = [.. found.NotProven.Take(DoctorReport.Told)],
            FindingsLeftOut = Math.Max(0, found.Findings.Count - DoctorReport.Told),
            NotProvenLeftOut = Math.Max(0, found.NotProven.Count - DoctorReport.Told),
        };
        Log.Examined(report);
        return report;
    }

    // Whatever it is: a preflight that falls over says nothing of all the rest.
    private static async Task<Diagnosed> Try(Check check, Func<Task<Diagnosed>> look)
    {
        try
        {
            return await DoctorLook.Try(check, check.Name, look);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return Diagnosed.Open(
                check,
                check.Looks,
                $"the check itself failed: {e.GetType().Name} {e.Message}"
            );
        }
    }
}
