using LocalCloud.Faults;
using LocalCloud.Gateway;
using LocalCloud.Kernel;
using LocalCloud.Rds;

namespace Chaos;

/// <summary>Does what a step says; what AWS refuses a person is no matter.</summary>
internal sealed partial class Doings(Estate estate, Sources sources, Action<TimeSpan, Func<Task>> later)
{
    /// <summary>The relay's functions, also in the DR account's roles.</summary>
    public const string Relay = "snapshot-relay-*";

    /// <summary>As many accounts as a snapshot can be shared with (RDS User Guide, Sharing a DB snapshot).</summary>
    public static IReadOnlyList<string> Crowd { get; } =
    [.. Enumerable.Range(1, 20).Select(i => $"9000000000{i:00}")];

    // Nothing is free.
    private static readonly RdsSettings Full = new()
    {
        CopiesInProgress = 0,
        ClusterCopiesInProgress = 0,
        ManualSnapshots = 0,
        ManualClusterSnapshots = 0,
    };

    private readonly RdsSettings _settings = estate.Cloud.Rds.Settings;
    private readonly HashSet<DbSnapshot> _deleted = [];
    private int _taken;

    /// <summary>What a hostile source account could do.</summary>
    public IReadOnlyList<Violation> Harm { get; private set; } = [];

    /// <summary>True when somebody deleted it, or a copy that led to it.</summary>
    public bool WasDeleted(DbSnapshot snapshot) => _deleted.Contains(snapshot);

    /// <summary>True when somebody deleted a copy of it.</summary>
    public bool LostACopy(DbSnapshot source) => _deleted.Any(d => sources.Of(d) == source);

    /// <summary>Does it.</summary>
    public Task DoAsync(ChaosStep step)
    {
        if (CallFault(step) is { } fault)
        {
            estate.Fault(fault);
            return Task.CompletedTask;
        }

        return Try(() => Act(step));
    }

    private static async Task Try(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (AwsError)
        {
            // AWS has refused a person: it can't be done now.
        }
    }

    private Task Act(ChaosStep step) =>
        step.Do switch
        {
            ChaosKind.AutomatedSnapshot => Automated(step),
            ChaosKind.ManualSnapshot => Take(Database(step), $"s-{_taken++}"),
            ChaosKind.Backup => Backup(step),
            ChaosKind.DeleteSource => Delete(Source(step)),
            ChaosKind.RecreateSource => Recreate(Source(step)),
            ChaosKind.DeleteRegionCopy => Delete(Copy(step, Estate.Source)),
            ChaosKind.DeleteAccountCopy => Delete(Copy(step, Estate.Dr)),
            ChaosKind.CancelRegionCopy => Delete(Copy(step, Estate.Source, onlyInProgress: true)),
            ChaosKind.CancelAccountCopy => Delete(Copy(step, Estate.Dr, onlyInProgress: true)),
            ChaosKind.RevokeGrants => RevokeGrants(step),
            ChaosKind.EndShares => EndShares(),
            ChaosKind.DisableKey => Key(step, "DisableKey", "EnableKey"),
            ChaosKind.ScheduleKeyDeletion => Key(step, "ScheduleKeyDeletion", "CancelKeyDeletion"),
            ChaosKind.FillCopySlots => Quota(
                step,
                (now, of) =>
                    now with
                    {
                        CopiesInProgress = of.CopiesInProgress,
                        ClusterCopiesInProgress = of.ClusterCopiesInProgress,
                    }
            ),
            ChaosKind.FillManualSnapshots => Quota(
                step,
                (now, of) =>
                    now with
                    {
                        ManualSnapshots = of.ManualSnapshots,
                        ManualClusterSnapshots = of.ManualClusterSnapshots,
                    }
            ),
            ChaosKind.FillShares => FillShares(step),
            ChaosKind.StopExecution => StopExecution(step),
            ChaosKind.LoseSourceRegion => Lose(),
            ChaosKind.Hostile => Attack(),
            ChaosKind.Reconcile => Scheduled("Reconcile"),
            ChaosKind.Prune => Scheduled(Estate.Prune),
            ChaosKind.Measure => Scheduled(Estate.Measure),
            _ => throw new ArgumentOutOfRangeException(nameof(step), step.Do, "Nobody knows how to do it."),
        };

    private Fault? CallFault(ChaosStep step)
    {
        var call = new Fault
        {
            Effect = FaultEffect.Error,
            CallerRole = Relay,
            Nth = step.Skip + 1,
            Times = step.Again + 1,
        };
        var events = call with
        {
            CallerRole = null,
            Region = estate.SourceRegion,
            DelaySeconds = step.Seconds,
        };
        var copy = events with { Region = estate.DrRegion, Account = Estate.Dr, Percent = step.Percent };
        return step.Do switch
        {
            ChaosKind.DropEvent => events with { Effect = FaultEffect.Drop },
            ChaosKind.DoubleEvent => events with { Effect = FaultEffect.Double },
            ChaosKind.DelayEvent => events with { Effect = FaultEffect.Delay },
            ChaosKind.Throttle => call with { Effect = FaultEffect.Throttle },
            ChaosKind.Deny => call with { Effect = FaultEffect.Deny },
            ChaosKind.Fail => call,
            ChaosKind.FailAfter => call with { After = true },
            ChaosKind.Crash => call with { Effect = FaultEffect.Crash },
            ChaosKind.CrashAfter => call with { Effect = FaultEffect.Crash, After = true },
            ChaosKind.Silence => call with { Effect = FaultEffect.Silence, After = true },
            ChaosKind.ExpireCredentials => call with
            {
                Code = "ExpiredTokenException",
                Message = "The security token included in the request is expired",
                Status = 403,
            },
            ChaosKind.FailRegionCopy => copy with { Effect = FaultEffect.FailCopy, Account = Estate.Source },
            ChaosKind.FailAccountCopy => copy with { Effect = FaultEffect.FailCopy },
            ChaosKind.HoldRegionCopy => copy with { Effect = FaultEffect.HoldCopy, Account = Estate.Source },
            ChaosKind.HoldAccountCopy => copy with { Effect = FaultEffect.HoldCopy },
            ChaosKind.StallRegionCopy => copy with
            {
                Effect = FaultEffect.StallCopy,
                Account = Estate.Source,
            },
            ChaosKind.StallAccountCopy => copy with { Effect = FaultEffect.StallCopy },
            ChaosKind.FailCopyJob => events with { Effect = FaultEffect.FailCopyJob, Region = null },
            ChaosKind.HoldCopyJob => events with { Effect = FaultEffect.HoldCopyJob, Region = null },
            _ => null,
        };
    }

    private Person Someone(string account, string region) => estate.Cloud.As(account, region);
}
