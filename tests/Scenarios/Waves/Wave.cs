using System.Diagnostics;
using System.Globalization;
using Amazon.RDS.Model;

namespace Scenarios.Waves;

/// <summary>A night's wave: so many databases, and an automated snapshot of each.</summary>
/// <param name="Snapshots">How many: of each database one.</param>
/// <param name="Slots">Copies that RDS runs at once into an account's DR Region, of the wave's kind.</param>
internal sealed record Wave(int Snapshots, int Slots = 20)
{
    /// <summary>copy, share or region.</summary>
    public string Mode { get; init; } = "copy";

    /// <summary>DB clusters in place of DB instances.</summary>
    public bool OfClusters { get; init; }

    /// <summary>The size of the i-th database; a copy takes 10 seconds a GiB, and a quarter of a minute until it begins.</summary>
    public Func<int, int> SizeGiB { get; init; } = i => 20 + (i * 37 % 81);

    /// <summary>How long after one snapshot the next comes: a thousand in half an hour.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromSeconds(1.8);

    /// <summary>The objective, in hours.</summary>
    public int Objective { get; init; } = 30;

    /// <summary>Waves as WAVE tells them, like "50,200,1000:region,40:5:clusters": snapshots, then mode, slots, clusters, same (size).</summary>
    public static IEnumerable<Wave> Asked(string? waves) =>
        (waves ?? "")
            .Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(asked => asked.Split(':'))
            .Select(parts => parts.Skip(1).Aggregate(new Wave(Number(parts[0])), With));

    /// <summary>Only the size differs.</summary>
    public bool IsLike(Wave other) =>
        this with { Snapshots = other.Snapshots, SizeGiB = other.SizeGiB } == other;

    private static Wave With(Wave wave, string part) =>
        part switch
        {
            "region" or "share" or "copy" => wave with { Mode = part },
            "clusters" => wave with { OfClusters = true, Slots = 5 },
            "same" => wave with { SizeGiB = _ => 60 },
            "large-first" => wave with { SizeGiB = i => i < 2 * wave.Slots ? 300 : 20 },
            _ => wave with { Slots = Number(part) },
        };

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FormatException(
                $"WAVE does not take '{text}': give numbers of snapshots, each with what is to differ, like 50,200:region,40:5:clusters."
            );

    /// <summary>Relays it to the end, with schedules and alarms on.</summary>
    public async Task<WaveNumbers> RelayAsync()
    {
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        await using var estate = Estate.Start(
            Mode,
            o =>
                o with
                {
                    Rds = o.Rds with
                    {
                        CopiesInProgress = Slots,
                        ClusterCopiesInProgress = Slots,
                        ManualSnapshots = 2500,
                        ManualClusterSnapshots = 2500,
                    },
                },
            s =>
                s with
                {
                    Parameters = new Dictionary<string, string>
                    {
                        ["CopiesInProgress"] = $"{Slots}",
                        ["ClusterCopiesInProgress"] = $"{Slots}",
                        ["RecoverabilityObjectiveHours"] = $"{Objective}",
                    },
                }
        );
        estate.TurnSchedulesOn();
        await Databases(estate);
        await TheNightBefore(estate);
        var from = estate.Cloud.Agenda.Now;
        for (var i = 0; i < Snapshots; i++)
        {
            _ = OfClusters ? estate.AutomatedClusterSnapshot(Name(i)) : estate.AutomatedSnapshot(Name(i));
            await estate.RunFor(Every);
        }

        // Not asked after each step: there are as many executions as snapshots.
        while (estate.Executions is var all && (all.Count <= Snapshots || all.Any(e => e.StopDate is null)))
        {
            await estate.RunFor(TimeSpan.FromMinutes(30));
        }

        // Whatever alarm comes of it comes within the hours after.
        await estate.RunFor(TimeSpan.FromHours(2));
        process.Refresh();
        return WaveNumbers.Of(estate, this, from) with { Cpu = process.TotalProcessorTime - before };
    }

    private static string Name(int i) => $"db-{i:0000}";

    // What is told of a new relay, which has never measured a copy, is not told of the wave.
    private async Task TheNightBefore(Estate estate)
    {
        _ = OfClusters ? estate.AutomatedClusterSnapshot(Name(0)) : estate.AutomatedSnapshot(Name(0));
        await estate.RunFor(TimeSpan.FromHours(8));
    }

    private async Task Databases(Estate estate)
    {
        var key = await estate.Key();
        using var rds = estate.Rds(Estate.Source, estate.SourceRegion);
        for (var i = 0; i < Snapshots; i++)
        {
            await (OfClusters ? Cluster(i) : Instance(i));
        }

        await estate.RunFor(TimeSpan.FromMinutes(6));

        Task Instance(int i) =>
            rds.CreateDBInstanceAsync(
                new CreateDBInstanceRequest
                {
                    DBInstanceIdentifier = Name(i),
                    Engine = "postgres",
                    DBInstanceClass = "db.t4g.micro",
                    AllocatedStorage = SizeGiB(i),
                    MasterUsername = "app",
                    MasterUserPassword = "not-a-secret",
                    StorageEncrypted = true,
                    KmsKeyId = key,
                }
            );

        Task Cluster(int i) =>
            rds.CreateDBClusterAsync(
                new CreateDBClusterRequest
                {
                    DBClusterIdentifier = Name(i),
                    Engine = "aurora-postgresql",
                    AllocatedStorage = SizeGiB(i),
                    MasterUsername = "app",
                    MasterUserPassword = "not-a-secret",
                    StorageEncrypted = true,
                    KmsKeyId = key,
                }
            );
    }
}
