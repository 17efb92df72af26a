using LocalCloud;

namespace Scenarios;

/// <summary>Every way that a snapshot can take, each from a world in which it is the one that is taken.</summary>
internal static class Ways
{
    /// <summary>The ways by name: the route, or the route that AWS refuses and the one that follows.</summary>
    public static IReadOnlyDictionary<string, Func<int, Task<Estate>>> All { get; } =
        new Dictionary<string, Func<int, Task<Estate>>>(StringComparer.Ordinal)
        {
            ["RegionOnly"] = seed => OfRds(Estate.WithDatabase("region", Seeded(seed))),
            ["RegionThenShare"] = seed => OfRds(Estate.WithDatabase("share", Seeded(seed))),
            ["RegionThenAccount"] = seed => OfRds(Estate.WithDatabase("copy", Seeded(seed))),
            ["RegionThenAccount of a cluster"] = seed => OfCluster(Estate.Start("copy", Seeded(seed))),
            ["DirectToAccount"] = seed => OfRds(Estate.Directly(Seeded(seed))),
            ["DirectToAccount, then RegionThenAccount"] = seed =>
                OfRds(
                    Estate.Directly(o =>
                        Seeded(seed)(o) with
                        {
                            Rds = o.Rds with { SingleStepCopies = false },
                        }
                    )
                ),
            ["BackupCopyJob"] = seed => OfBackup(Estate.WithVault(options: Seeded(seed)), shared: true),
            ["BackupTwoJobs"] = seed => OfBackup(Estate.WithVault(options: Seeded(seed)), shared: false),
            ["BackupCopyJob, then BackupTwoJobs"] = seed =>
                OfBackup(
                    Estate.WithVault(options: o =>
                        Seeded(seed)(o) with
                        {
                            Backup = o.Backup with { SingleActionCopies = false },
                        }
                    ),
                    shared: true
                ),
            ["BackupCopyJob, then RegionThenAccount"] = seed =>
                OfBackup(
                    Estate.WithVault(options: o =>
                        Seeded(seed)(o) with
                        {
                            Organization = o.Organization with { Members = [Estate.Source] },
                        }
                    ),
                    shared: true
                ),
        };

    /// <summary>What a way has led to: endings, copies, vaults, copy jobs, shares, tags, dead letters; no names and no times.</summary>
    public static string Led(Estate estate) =>
        string.Join(
            "; ",
            [
                $"executions {string.Join(',', estate.Executions.Select(e => $"{e.Status} {e.Error}"))}",
                $"routes {string.Join(',', estate.Executions.Where(e => e.Output is not null).Select(Estate.Route))}",
                .. new[] { Estate.Source, Estate.Dr }.Select(account =>
                    $"{account} has {string.Join(',', estate.Owned(account).Select(s => $"{s.Status} {s.Encryption.Type}"))}"
                    + $" and {string.Join(',', estate.Points(account).Select(p => p.Status))}"
                ),
                $"jobs {string.Join(',', estate.Cloud.Backup.State.CopyJobs.Select(j => j.State))}",
                $"{estate.Shares.Count} shares",
                $"tags {string.Join(',', SourceTags(estate))}",
                $"{estate.DeadLetters.Count} dead letters",
            ]
        );

    private static IEnumerable<string> SourceTags(Estate estate) =>
        estate
            .Cloud.Rds.State.SnapshotsIn(Estate.Source, estate.SourceRegion)
            .SelectMany(s => s.Tags)
            .Select(t => t.Key);

    private static Func<CloudOptions, CloudOptions> Seeded(int seed) => o => o with { Seed = seed };

    private static async Task<Estate> OfRds(Task<Estate> begun)
    {
        var estate = await begun;
        await estate.ManualSnapshot("orders", "s");
        return estate;
    }

    private static async Task<Estate> OfCluster(Estate estate)
    {
        await estate.Cluster("ledger", await estate.Key());
        await estate.ManualClusterSnapshot("ledger", "s");
        return estate;
    }

    private static async Task<Estate> OfBackup(Task<Estate> begun, bool shared)
    {
        var estate = await begun;
        await estate.Database("orders", shared ? await estate.SharedKey() : null);
        await estate.BackUp(estate.InstanceArn("orders"));
        return estate;
    }
}
