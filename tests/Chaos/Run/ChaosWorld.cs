using System.Globalization;
using LocalCloud;
using LocalCloud.Backup;
using LocalCloud.Rds;

namespace Chaos;

/// <summary>The estate that a script begins in.</summary>
internal static class ChaosWorld
{
    // 100 GiB in 41 seconds.
    private const double QuickMiBPerSecond = 2_500;

    /// <summary>How long copies are kept, in both accounts.</summary>
    public static TimeSpan Retention(World world) =>
        TimeSpan.FromDays(world.RetentionDays > 0 ? world.RetentionDays : 35);

    /// <summary>Deployed, with its databases.</summary>
    /// <param name="script">Which one.</param>
    /// <param name="crashes">Takes what the local cloud says of its own crashes.</param>
    public static async Task<Estate> MakeAsync(ChaosScript script, ICollection<string> crashes)
    {
        var world = script.World;
        CloudOptions Options(CloudOptions o) => Adjust(o, script, crashes);
        Deployment Deploy(Deployment d) => Adjust(d, world);
        var estate = world.IsBackup
            ? await Estate.WithVault("jobs", "copy", Options, Deploy)
            : Estate.Start(Mode(world.Way), Options, Deploy);
        var key = await KeyOf(estate, world.Way);
        for (var i = 0; i < world.Instances; i++)
        {
            await estate.Database($"db-{i}", key);
        }

        for (var i = world.Instances; i < world.Instances + world.Clusters; i++)
        {
            await estate.Cluster($"db-{i}", key);
        }

        return estate;
    }

    /// <summary>No copy that is younger is deleted: MinimumAgeDays.</summary>
    public static TimeSpan MinimumAge(World world) => TimeSpan.FromDays(world.RetentionDays > 0 ? 1 : 7);

    /// <summary>The key that the databases are under; null is aws/rds.</summary>
    public static string? SourceKey(Estate estate) =>
        estate.Cloud.Rds.State.Databases.FirstOrDefault()?.Encryption.Key?.Arn;

    private static async Task<string?> KeyOf(Estate estate, Way way) =>
        way switch
        {
            Way.BackupTwoJobs => null,
            Way.DirectToAccount
            or Way.DirectRefused
            or Way.BackupCopyJob
            or Way.BackupCopyJobRefused
            or Way.BackupRescued => await estate.SharedKey(),
            _ => await estate.Key(),
        };

    private static string Mode(Way way) =>
        way switch
        {
            Way.RegionOnly => "region",
            Way.RegionThenShare => "share",
            _ => "copy",
        };

    private static CloudOptions Adjust(CloudOptions o, ChaosScript script, ICollection<string> crashes)
    {
        var world = script.World;
        var slots = world.CopySlots;
        return o with
        {
            Seed = script.Seed,
            Log = crashes.Add,
            ThroughputMiBPerSecond = world.Quick ? QuickMiBPerSecond : o.ThroughputMiBPerSecond,
            Rds = o.Rds with
            {
                SingleStepCopies = world.Way != Way.DirectRefused,
                WithdrawnShareFailsCopy = world.WithdrawnShareFailsCopy,
                CopiesInProgress = slots > 0 ? slots : o.Rds.CopiesInProgress,
                ClusterCopiesInProgress = slots > 0 ? slots : o.Rds.ClusterCopiesInProgress,
            },
            Backup = o.Backup with { SingleActionCopies = world.Way != Way.BackupCopyJobRefused },
            Organization =
                world.Way == Way.BackupRescued
                    ? new OrganizationSettings { Members = [Estate.Source] }
                    : o.Organization,
        };
    }

    private static Deployment Adjust(Deployment d, World world)
    {
        var parameters = new Dictionary<string, string>(d.Parameters, StringComparer.Ordinal);
        if (world.CopySlots > 0)
        {
            var slots = world.CopySlots.ToString(CultureInfo.InvariantCulture);
            parameters["CopiesInProgress"] = parameters["ClusterCopiesInProgress"] = slots;
        }

        var there = new Dictionary<string, string>(d.DrAccountParameters, StringComparer.Ordinal);
        if (world.RetentionDays > 0)
        {
            parameters["RetentionDays"] = there["RetentionDays"] = $"{world.RetentionDays}";
            parameters["MinimumAgeDays"] = there["MinimumAgeDays"] = $"{MinimumAge(world).Days}";
        }

        return d with
        {
            DrAccountParameters = there,
            DirectToAccount = world.Way is Way.DirectToAccount or Way.DirectRefused,
            Parameters = parameters,
        };
    }
}
