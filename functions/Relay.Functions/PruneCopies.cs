namespace Relay.Functions;

/// <summary>Deletes the copies of this account whose time is over; a dry run unless its input says otherwise.</summary>
public sealed class PruneCopies(KeepPorts ports)
{
    /// <summary>For Lambda.</summary>
    public PruneCopies()
        : this(KeepPorts.FromEnvironment()) { }

    /// <summary>The report: each copy, and why it goes or stays. Running it twice is harmless.</summary>
    /// <exception cref="InputInvalidException">The time is missing.</exception>
    /// <exception cref="PruningIncompleteException">Some could not be deleted, or judged; all others were.</exception>
    public async Task<PruneReport> HandleAsync(PruneRun input)
    {
        var (settings, now, failures) = (ports.Settings, RunTime.Of(input?.Now), new List<string>());
        var key = await ports.Key();
        if (KeptCopies.Problem(settings.Key, key) is { } problem)
        {
            failures.Add($"{problem}, so no copy is verified and none may go");
        }

        var found = await ports.Snapshots();
        var usable = KeptCopies.Usable(key);
        var decisions = Pruning.Judge(found, usable, await InDrAccount(failures), settings, now);
        var isDry = input!.DryRun != false;
        var report = new PruneReport(
            settings.RelayName,
            now,
            isDry,
            decisions.Count,
            isDry ? decisions.Count(d => d.Deletes) : await Delete(decisions, failures)
        )
        {
            Gone = Told(decisions.Where(d => d.Deletes)),
            Kept = Told(decisions.Where(d => !d.Deletes)),
            Failures = failures,
            NotVerified = Pruning.NotVerified(KeptCopies.Of(settings, usable).Among(found)),
            Strange = Pruning.Strange(found, usable, settings, now),
        };
        Log.Pruned(report, decisions);
        return isDry || failures.Count == 0 ? report : throw new PruningIncompleteException(failures);
    }

    // Region copies that wait for it stay when it can't be asked; all others can be judged without.
    private async Task<IReadOnlyList<KeptCopy>?> InDrAccount(List<string> failures)
    {
        try
        {
            return await ports.CopiesInDrAccount();
        }
        catch (RelayException e)
        {
            failures.Add($"what the DR account has is not known: {e.Message}");
            return null;
        }
    }

    private async Task<int> Delete(IReadOnlyList<PruneDecision> decisions, List<string> failures)
    {
        var deleted = 0;
        foreach (var decision in decisions.Where(d => d.Deletes))
        {
            try
            {
                await ports.Delete(decision.Copy);
                deleted++;
            }
            catch (RelayException e)
            {
                failures.Add($"{decision.Copy} was not deleted: {e.Message}");
            }
        }

        return deleted;
    }

    private static IReadOnlyList<PrunedCopy> Told(IEnumerable<PruneDecision> decisions) =>
        [.. decisions.Take(PruneReport.Told).Select(d => new PrunedCopy(d.Copy, d.Reason))];
}
