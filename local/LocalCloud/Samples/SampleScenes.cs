using System.Globalization;
using System.Text.Json.Nodes;

namespace LocalCloud.Samples;

/// <summary>Something that happens in the sample world.</summary>
/// <param name="At">When.</param>
/// <param name="PlayAsync">Makes it happen, by AWS calls.</param>
internal sealed record Scene(DateTimeOffset At, Func<SampleWorld, Task> PlayAsync);

/// <summary>What happens on the day of the samples.</summary>
internal static class SampleScenes
{
    private const string Database = "orders";
    private const string Cluster = "ledger";
    private const string Snapshot = "rds:orders-2026-11-20-03-00";

    // As functions/Relay derives it from the snapshot's ARN and create time.
    private const string Copy =
        "snapshot-relay-111111111111-eu-west-1-rds-orders-2026-11-20-03-00-ffd490c3d06f";

    // AWS Backup's own default role.
    private const string BackupRole =
        "arn:aws:iam::111111111111:role/service-role/AWSBackupDefaultServiceRole";

    private static readonly (string Key, string Value)[] _ownTags = [("team", "shop")];

    private static readonly (string Key, string Value)[] _copyTags =
    [
        ("snapshot-relay:relay", "snapshot-relay"),
        ("snapshot-relay:source-account", "111111111111"),
        ("snapshot-relay:source-region", "eu-west-1"),
        ("snapshot-relay:source-snapshot", Snapshot),
        ("snapshot-relay:source-create-time", "2026-11-20T03:00:44.007Z"),
        ("snapshot-relay:source-database", Database),
        ("snapshot-relay:source-size-gib", "100"),
        ("snapshot-relay:source-engine-version", "17.6"),
        ("snapshot-relay:route", "RegionThenAccount"),
        ("snapshot-relay:retention-days", "35"),
        .. _ownTags,
    ];

    /// <summary>From the event that a snapshot begins to the event that it is created.</summary>
    public static TimeSpan SnapshotCreation => TimeSpan.FromSeconds(388);

    /// <summary>The source account's own doing.</summary>
    public static IReadOnlyList<Scene> OfTheDatabase { get; } =
    [
        new(SampleWorld.Begin, CreateDatabaseAsync),
        new(Time("03:00:44.007"), TakeAutomatedSnapshotAsync),
        new(Time("04:30:10.250"), TakeAutomatedClusterSnapshotAsync),
        // For example of a database that was restored from the copy: a relay's name and tags, so never a source.
        new(Time("05:00:12.400"), BackUpAsync),
        new(Time("03:53:30.002"), world => TakeSnapshotAsync(world, Copy, _copyTags)),
        new(Time("10:09:14.903"), world => TakeClusterSnapshotAsync(world, "ledger-before-upgrade")),
        new(Time("10:11:05.120"), world => TakeSnapshotAsync(world, "orders-before-upgrade", [])),
    ];

    /// <summary>What the relay does for the automated snapshot.</summary>
    public static IReadOnlyList<Scene> OfTheRelay { get; } =
    [
        new(Time("03:07:14.800"), CopyToRegionAsync),
        new(Time("03:24:46.400"), world => ShareAsync(world, "ValuesToAdd")),
        new(Time("03:24:47.000"), CopyToAccountAsync),
        new(Time("03:42:18.600"), world => ShareAsync(world, "ValuesToRemove")),
    ];

    /// <summary>A time of the day of the samples, UTC.</summary>
    public static DateTimeOffset Time(string time) =>
        DateTimeOffset.Parse($"2026-11-20T{time}Z", CultureInfo.InvariantCulture);

    private static async Task CreateDatabaseAsync(SampleWorld world)
    {
        var made = await world.Source.JsonAsync("kms", "CreateKey", []);
        var key = made["KeyMetadata"]!["Arn"]!.GetValue<string>();
        await world.Source.QueryAsync(
            "rds",
            "CreateDBInstance",
            [
                ("DBInstanceIdentifier", Database),
                ("Engine", "postgres"),
                ("EngineVersion", "17.6"),
                ("DBInstanceClass", "db.t4g.medium"),
                ("AllocatedStorage", "100"),
                ("StorageEncrypted", "true"),
                ("KmsKeyId", key),
                ("CopyTagsToSnapshot", "true"),
                .. Tags(_ownTags),
            ]
        );
        await world.Source.QueryAsync(
            "rds",
            "CreateDBCluster",
            [
                ("DBClusterIdentifier", Cluster),
                ("Engine", "aurora-postgresql"),
                ("EngineVersion", "16.9"),
                ("AllocatedStorage", "40"),
                ("KmsKeyId", key),
            ]
        );
        await CreateVaultAsync(world, key);
    }

    private static async Task CreateVaultAsync(SampleWorld world, string keyArn)
    {
        var trust = JsonNode.Parse(
            """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"backup.amazonaws.com"},"Action":"sts:AssumeRole"}]}"""
        )!;
        lock (world.Cloud.Agenda.Gate)
        {
            world.Cloud.Sts.Roles.PutRole(
                BackupRole,
                trust.AsObject(),
                new Dictionary<string, JsonObject>(StringComparer.Ordinal)
            );
        }

        await world.Source.RestAsync(
            "backup",
            "PUT",
            $"/backup-vaults/{SampleWorld.Vault}",
            new JsonObject { ["EncryptionKeyArn"] = keyArn }
        );
    }

    private static Task BackUpAsync(SampleWorld world) =>
        world.Source.RestAsync(
            "backup",
            "PUT",
            "/backup-jobs",
            new JsonObject
            {
                ["BackupVaultName"] = SampleWorld.Vault,
                ["ResourceArn"] = $"arn:aws:rds:eu-west-1:111111111111:db:{Database}",
                ["IamRoleArn"] = BackupRole,
            }
        );

    private static Task TakeAutomatedSnapshotAsync(SampleWorld world)
    {
        var options = world.Cloud.Options;
        world.Cloud.Rds.CreateAutomatedSnapshot(options.SourceAccountId, options.SourceRegions[0], Database);
        return Task.CompletedTask;
    }

    private static Task TakeAutomatedClusterSnapshotAsync(SampleWorld world)
    {
        var options = world.Cloud.Options;
        world.Cloud.Rds.CreateAutomatedClusterSnapshot(
            options.SourceAccountId,
            options.SourceRegions[0],
            Cluster
        );
        return Task.CompletedTask;
    }

    private static Task TakeClusterSnapshotAsync(SampleWorld world, string name) =>
        world.Source.QueryAsync(
            "rds",
            "CreateDBClusterSnapshot",
            [("DBClusterIdentifier", Cluster), ("DBClusterSnapshotIdentifier", name)]
        );

    private static Task TakeSnapshotAsync(
        SampleWorld world,
        string name,
        IReadOnlyList<(string, string)> tags
    ) =>
        world.Source.QueryAsync(
            "rds",
            "CreateDBSnapshot",
            [("DBInstanceIdentifier", Database), ("DBSnapshotIdentifier", name), .. Tags(tags)]
        );

    private static Task CopyToRegionAsync(SampleWorld world) =>
        world.SourceInDrRegion.QueryAsync(
            "rds",
            "CopyDBSnapshot",
            [
                ("SourceDBSnapshotIdentifier", $"arn:aws:rds:eu-west-1:111111111111:snapshot:{Snapshot}"),
                ("TargetDBSnapshotIdentifier", Copy),
                ("KmsKeyId", world.Relay.RegionKeyArn),
                .. Tags(_copyTags),
            ]
        );

    private static Task CopyToAccountAsync(SampleWorld world) =>
        world.Copier.QueryAsync(
            "rds",
            "CopyDBSnapshot",
            [
                ("SourceDBSnapshotIdentifier", $"arn:aws:rds:eu-central-1:111111111111:snapshot:{Copy}"),
                ("TargetDBSnapshotIdentifier", Copy),
                ("KmsKeyId", world.Relay.AccountKeyArn!),
                .. Tags(_copyTags),
            ]
        );

    private static Task ShareAsync(SampleWorld world, string values) =>
        world.SourceInDrRegion.QueryAsync(
            "rds",
            "ModifyDBSnapshotAttribute",
            ("DBSnapshotIdentifier", Copy),
            ("AttributeName", "restore"),
            ($"{values}.AttributeValue.1", world.Cloud.Options.DrAccountId)
        );

    private static IEnumerable<(string, string)> Tags(IReadOnlyList<(string Key, string Value)> tags) =>
        tags.SelectMany(
            (tag, i) => new[] { ($"Tags.Tag.{i + 1}.Key", tag.Key), ($"Tags.Tag.{i + 1}.Value", tag.Value) }
        );
}
