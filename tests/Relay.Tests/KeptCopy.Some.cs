namespace Relay.Tests;

/// <summary>Copies as the places that keep them find them; days count back from now.</summary>
internal static class Kept
{
    public static readonly DateTimeOffset Now = Some.Time.AddDays(100);
    public const string Orders = "arn:aws:rds:eu-west-1:111111111111:db:orders";

    private static readonly Dictionary<string, string> InDrAccount = new(StringComparer.Ordinal)
    {
        ["RELAY_NAME"] = "snapshot-relay",
        ["SOURCE_ACCOUNT_ID"] = "111111111111",
        ["ACCOUNT_ID"] = "222222222222",
        ["AWS_REGION"] = "eu-central-1",
        ["COPY_KEY_ID"] = Some.AccountKey.ToString(),
        ["COPY_VAULT"] = "",
        ["RETENTION_DAYS"] = "35",
        ["MINIMUM_AGE_DAYS"] = "7",
        ["RECOVERABILITY_OBJECTIVE_HOURS"] = "30",
        ["RETIRED_DATABASES"] = "",
        ["COPIES_END"] = "here",
    };

    /// <summary>The DR account's.</summary>
    public static KeepSettings Settings(params (string Name, string? Value)[] changes)
    {
        var environment = InDrAccount.ToDictionary(StringComparer.Ordinal);
        foreach (var (name, value) in changes)
        {
            environment[name] = value!;
        }

        return KeepSettings.Read(name => environment.GetValueOrDefault(name));
    }

    /// <summary>The source account's, in the DR Region.</summary>
    public static KeepSettings SettingsOfTheRelay(params (string Name, string? Value)[] changes) =>
        Settings([
            ("ACCOUNT_ID", "111111111111"),
            ("COPY_KEY_ID", Some.RegionKey.ToString()),
            ("DR_ACCOUNT_ID", "222222222222"),
            ("ACCOUNT_KEY_ID", Some.AccountKey.ToString()),
            ("COPIER_ROLE_ARN", Some.Environment["COPIER_ROLE_ARN"]),
            ("READER_ROLE_ARN", Some.Environment["READER_ROLE_ARN"]),
            ("EXTERNAL_ID", "relay-external-id"),
            ("COPIES_END", "dr-account"),
            .. changes,
        ]);

    /// <summary>A copy in the DR account.</summary>
    /// <param name="name">After the relay's name.</param>
    /// <param name="days">How many days ago it was taken.</param>
    /// <param name="madeAfter">How many days later it was copied.</param>
    /// <param name="database">Of which.</param>
    public static SnapshotFacts Account(
        string name,
        double days,
        double madeAfter = 0,
        string database = "orders"
    ) => Copy(name, days, madeAfter, database, SnapshotKind.Instance, Some.DrAccount, Some.AccountKey);

    /// <summary>One of a DB cluster: nobody but the tags says when it was taken.</summary>
    public static SnapshotFacts Cluster(string name, double days, double madeAfter = 0) =>
        Copy(name, days, madeAfter, "shop", SnapshotKind.Cluster, Some.DrAccount, Some.AccountKey) with
        {
            TakenAt = null,
        };

    /// <summary>A copy in the DR Region, of the source account.</summary>
    public static SnapshotFacts Region(string name, double days, Route route = Route.RegionThenAccount)
    {
        var copy = Copy(name, days, 0, "orders", SnapshotKind.Instance, Some.SourceAccount, Some.RegionKey);
        return copy with
        {
            CopiedFrom = Some.Snapshot(name).ToString(),
            Tags = [.. copy.Tags, new Tag("snapshot-relay:route", $"{route}")],
        };
    }

    /// <summary>A recovery point in the DR account's vault.</summary>
    public static SnapshotFacts Point(double days, double expiresIn, string database = Orders) =>
        Some.Facts(
            new SnapshotArn(Some.DrRegion, Some.DrAccount, $"awsbackup:copyjob-{days:F0}"),
            "COMPLETED",
            key: Some.AccountKey.ToString(),
            copiedFrom: "arn:aws:backup:eu-west-1:111111111111:backup-vault:prod"
        ) with
        {
            CreateTime = Now.AddDays(-days),
            TakenAt = null,
            RecoveryPoint = Some.RecoveryPoint() with
            {
                ResourceArn = database,
                DeleteAt = Now.AddDays(expiresIn),
            },
        };

    public static SnapshotFacts With(this SnapshotFacts copy, string key, string value) =>
        copy with
        {
            Tags = [.. copy.Tags.Where(t => t.Key != key), new Tag(key, value)],
        };

    private static SnapshotFacts Copy(
        string name,
        double days,
        double madeAfter,
        string database,
        SnapshotKind kind,
        AccountId owner,
        KeyArn key
    )
    {
        var taken = Now.AddDays(-days);
        var source = Some.Source(new SnapshotArn(Some.SourceRegion, Some.SourceAccount, name, kind)) with
        {
            CreateTime = taken,
        };
        return Some.Facts(
            new SnapshotArn(Some.DrRegion, owner, $"snapshot-relay-{name}", kind),
            key: key.ToString(),
            copiedFrom: new SnapshotArn(
                Some.DrRegion,
                Some.SourceAccount,
                $"snapshot-relay-{name}",
                kind
            ).ToString(),
            tags: [.. CopyTags.Facts("snapshot-relay", source)]
        ) with
        {
            Database = database,
            CreateTime = taken.AddDays(madeAfter),
            TakenAt = taken,
            SnapshotType = "manual",
        };
    }
}
