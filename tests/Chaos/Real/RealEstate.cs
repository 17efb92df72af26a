using System.Diagnostics;
using LocalCloud;

namespace Chaos;

/// <summary>
/// Two accounts on the local cloud in scaled time, served on a port, where every function is a process of its own: the same code that Lambda
/// would run, started by the same handler's name, speaking the Runtime API.
/// </summary>
public sealed class RealEstate : IAsyncLifetime
{
    // A copy of 100 GiB takes 41 simulated seconds; while a function runs, time passes 1:1.
    private const double Scale = 500;
    private const double ScaleOfIdleness = 20_000;
    private const double MiBPerSecond = 2_500;

    // Real time, for machines that have much else to do: a run takes some seconds, and only one that hangs takes as long.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly List<string> _crashes = [];
    private ChaosRun? _run;

    /// <summary>The estate, and what the invariants ask of it.</summary>
    internal ChaosRun Run => _run!;

    internal Estate Estate => Run.Estate;

    public async ValueTask InitializeAsync()
    {
        var estate = Estate.Start(
            "copy",
            o =>
                o with
                {
                    Time = CloudTime.Paced,
                    Scale = Scale,
                    ThroughputMiBPerSecond = MiBPerSecond,
                    FunctionHost = null,
                    Schedules = false,
                    Log = _crashes.Add,
                }
        );
        await estate.Cloud.ListenAsync(port: 0);
        await estate
            .Cloud.As(Estate.Source, estate.SourceRegion)
            .QueryAsync(
                "rds",
                "CreateDBInstance",
                ("DBInstanceIdentifier", "db-0"),
                ("Engine", "postgres"),
                ("DBInstanceClass", "db.t4g.micro"),
                ("AllocatedStorage", "100"),
                ("MasterUsername", "app"),
                ("MasterUserPassword", "not-a-secret"),
                ("StorageEncrypted", "true"),
                ("KmsKeyId", await estate.Key())
            );
        var script = new ChaosScript(1, new World { Way = Way.RegionThenAccount, Quick = true }, []);
        await Until(estate, () => estate.Cloud.Rds.State.Databases.Single().Status == "available");
        _run = ChaosRun.Over(script, estate, _crashes);
    }

    public async ValueTask DisposeAsync()
    {
        if (_run is not null)
        {
            await _run.DisposeAsync();
        }
    }

    /// <summary>A person takes a snapshot; returns when it is there.</summary>
    internal async Task Snapshot(string name)
    {
        await Estate
            .Cloud.As(Estate.Source, Estate.SourceRegion)
            .QueryAsync(
                "rds",
                "CreateDBSnapshot",
                ("DBInstanceIdentifier", "db-0"),
                ("DBSnapshotIdentifier", name)
            );
        await Until(() =>
            Estate.Cloud.Rds.State.Snapshots.Any(s => s.Arn.Identifier == name && s.Status == "available")
        );
    }

    /// <summary>Simulated time passes in which nothing runs.</summary>
    internal async Task Pass(TimeSpan time)
    {
        var agenda = Estate.Cloud.Agenda;
        var isOver = false;
        agenda.Scale = ScaleOfIdleness;
        agenda.After(time, "nothing", () => isOver = true);
        await Until(() => isOver);
        agenda.Scale = Scale;
    }

    /// <summary>Waits, asking whenever something has happened; a condition is asked with the gate held.</summary>
    internal Task Until(Func<bool> holds) => Until(Estate, holds);

    private static Task Until(Estate estate, Func<bool> holds) =>
        Task.Run(() =>
        {
            var agenda = estate.Cloud.Agenda;
            var begin = Stopwatch.GetTimestamp();
            lock (agenda.Gate)
            {
                while (!holds())
                {
                    var left = Patience - Stopwatch.GetElapsedTime(begin);
                    if (left <= TimeSpan.Zero || !Monitor.Wait(agenda.Gate, left))
                    {
                        throw new TimeoutException(
                            $"Not within {Patience.TotalMinutes} minutes. {string.Join('\n', estate.Executions.Select(e => $"{e.Name} {e.Status} {e.CurrentState}"))}"
                        );
                    }
                }
            }
        });
}
