namespace Relay.Functions;

/// <summary>
/// Compares the snapshots of the source Regions with the copies, starts what is missing, withdraws shares that nobody needs, and reports. It
/// finds what a lost event, an expired queue, or a failed, aborted or timed-out execution has left behind.
/// </summary>
public sealed class Reconcile(RelayPorts ports)
{
    private const int LooksAtStrangers = 50;

    /// <summary>For Lambda.</summary>
    public Reconcile()
        : this(RelayPorts.FromEnvironment()) { }

    /// <summary>The report; its message is for a person. Running it twice starts nothing twice.</summary>
    /// <exception cref="InputInvalidException">The time is missing.</exception>
    public async Task<ReconcileReport> HandleAsync(ScheduledRun input)
    {
        var now = RunTime.Of(input?.Now);
        var look = await new ReconcileLooks(ports).All(now);
        var one = new ReconcileSnapshot(ports, look, now);
        var strangers = await Strangers(look.Running);
        var relays = Reconciliation.Relays(look.Running);
        var waiting = Reconciliation.WaitLong(relays, ports.Settings.Reconcile.Objective, now);
        Log.WaitLong(waiting.Take(ReconcileReport.Listed));
        var report = await Snapshots(one, look, strangers, now) with
        {
            RelaysRunning = relays.Count,
            RelaysWaiting = Reconciliation.Waiting(relays, look.Copies),
            WaitingLong = [.. waiting.Take(ReconcileReport.Listed).Select(e => e.Name!)],
            RelaysWaitingLong = waiting.Count,
            SharesWithdrawn = strangers is null
                ? []
                : await Withdraw(one, look, s => one.IsRunning(s) || strangers.Contains(s.Arn)),
            Unknown = look.Unknown,
        };
        report = await Canaries(report);
        Log.Reconciled(report);
        return report;
    }

    private async Task<ReconcileReport> Snapshots(
        ReconcileSnapshot one,
        ReconcileLook look,
        IReadOnlySet<SnapshotArn>? strangers,
        DateTimeOffset now
    )
    {
        var settings = ports.Settings;
        var tally = new ReconcileTally(settings.Reconcile.Starts, now);
        var refused = new List<(SnapshotFacts Found, ReconcileChoice.RetryUnlessRefused Refusal)>();
        var halfDone = Reconciliation.HalfDone(look.Sources, look.Copies, settings, now);
        foreach (
            var (found, isGone) in Reconciliation
                .Candidates(look.Sources, look.Copies, settings, now)
                .Select(s => (s, false))
                .Concat(halfDone.Select(s => (s, true)))
        )
        {
            if (strangers?.Contains(found.Arn) == true)
            {
                continue;
            }

            var mayStart = tally.MayStart;
            var done = isGone ? await one.Finish(found, mayStart) : await one.Run(found, mayStart);
            if (done.Refused is { } refusal)
            {
                refused.Add((found, refusal));
            }

            tally.Add(found, done, isLeft: !mayStart);
        }

        await Refused(one, refused, tally, now);
        return tally.Report(settings.RelayName, look.Sources.Count);
    }

    // After all others, since each is planned, which takes some calls.
    private async Task Refused(
        ReconcileSnapshot one,
        List<(SnapshotFacts Found, ReconcileChoice.RetryUnlessRefused Refusal)> refused,
        ReconcileTally tally,
        DateTimeOffset now
    )
    {
        var plans = ports.Settings.Reconcile.Starts;
        foreach (var (found, refusal) in Reconciliation.InTurn(refused, plans, now))
        {
            var mayPlan = plans-- > 0 && tally.MayStart;
            tally.Add(found, await one.Retry(found, refusal, mayPlan), isLeft: !mayPlan);
        }
    }

    // What people have started has names of their own: the inputs tell. Null when there are too many to ask.
    private async Task<IReadOnlySet<SnapshotArn>?> Strangers(IReadOnlyList<ExecutionFacts> running)
    {
        string[] names =
        [
            .. running
                .Select(e => e.Name ?? "")
                .Where(name => Names.KindOf(name) is null && !Names.IsCanary(name)),
        ];
        if (names.Length > LooksAtStrangers)
        {
            return null;
        }

        var snapshots = new HashSet<SnapshotArn>();
        foreach (var name in names)
        {
            if (await ports.Executions.Find(name) is { Snapshot: { } snapshot })
            {
                snapshots.Add(snapshot);
            }
        }

        return snapshots;
    }

    private async Task<IReadOnlyList<SnapshotArn>> Withdraw(
        ReconcileSnapshot one,
        ReconcileLook look,
        Func<SnapshotIdentity, bool> isBusy
    )
    {
        if (ports.Settings.DrAccount is null || !look.Copies.AccountIsKnown)
        {
            return [];
        }

        var ofCopies = await one.NotToBeShared(OrphanedShares.OfRegionCopies(look.Copies, isBusy));
        // Without DirectToAccount the relay has no right to.
        var ofSources = ports.Settings.DirectToAccount
            ? OrphanedShares.OfSources(look.Copies, look.Sources, ports.ShareWith, isBusy)
            : [];
        foreach (var copy in ofCopies)
        {
            await ports.Shares(copy).StopSharing(ports.Here, copy, ports.ShareWith);
            Log.SharingStopped(copy, ports.ShareWith);
        }

        foreach (var source in ofSources)
        {
            await ports.Shares(source).StopSharing(Step.PlaceOf(source), source, ports.ShareWith);
            await ports.Shares(source).RemoveTag(Step.PlaceOf(source), source, Sharing.IntentTag);
            Log.SharingStopped(source, ports.ShareWith);
        }

        return [.. ofCopies, .. ofSources];
    }

    private async Task<ReconcileReport> Canaries(ReconcileReport report)
    {
        var (missing, lost) = (new List<Region>(), new List<Region>());
        var canaries = new CanaryLook(ports);
        foreach (var region in ports.Settings.SourceRegions)
        {
            if (!await canaries.CameLately(region, report.Now))
            {
                missing.Add(region);
                if (await canaries.Came(region, report.Now.AddHours(-2)))
                {
                    lost.Add(region);
                }
            }
        }

        return report with
        {
            CanariesMissing = missing,
            CanariesLost = lost,
        };
    }
}
