namespace Demo.Tests;

/// <summary>What both accounts answer when a snapshot has gone its way as it should.</summary>
internal static class Good
{
    public const string SourceAccount = "111111111111";
    public const string DrAccount = "222222222222";
    public const string DrRegion = "eu-central-1";
    public const string RegionKey = "arn:aws:kms:eu-central-1:111111111111:key/region";
    public const string AccountKey = "arn:aws:kms:eu-central-1:222222222222:key/account";
    private const string ResourceArn = "arn:aws:rds:eu-west-1:111111111111:db:orders";

    public static readonly Places Places = new(SourceAccount, DrAccount, DrRegion, RegionKey, AccountKey);

    /// <summary>The snapshot.</summary>
    public static AnsweredSnapshot Snapshot { get; } =
        new(
            Some.SnapshotArn,
            "available",
            "automated",
            "arn:aws:kms:eu-west-1:111111111111:key/source",
            "orders",
            "postgres",
            "17.6",
            100,
            Some.At(0.25).UtcDateTime,
            new Dictionary<string, string>()
        );

    public static Source Source(Way way) => new(Some.Database with { Way = way }, Some.SnapshotArn);

    public static Answers Answers(Way way)
    {
        AnsweredSnapshot[] region = way.HasRegionCopy() ? [Copy(SourceAccount, RegionKey, way)] : [];
        AnsweredSnapshot[] account = way.HasAccountCopy() ? [Copy(DrAccount, AccountKey, way)] : [];
        var source = Vault("eu-west-1", SourceAccount);
        return new Answers
        {
            Sources = [Snapshot],
            RegionCopies = region,
            AccountCopies = account,
            SharedWithDrAccount = way == Way.RegionThenShare ? region : [],
            SourcePoints = way.ByJobs() || way == Way.Rescue ? [Point(Snapshot, source, null)] : [],
            RegionPoints = way.ByJobs()
                ? [.. region.Select(c => Point(c, Vault(DrRegion, SourceAccount), source))]
                : [],
            AccountPoints = way.ByJobs()
                ?
                [
                    .. account.Select(c =>
                        Point(
                            c,
                            Vault(DrRegion, DrAccount),
                            way == Way.BackupTwoJobs ? Vault(DrRegion, SourceAccount) : source
                        )
                    ),
                ]
                : [],
            Shares = region.ToDictionary(
                c => c.Arn,
                IReadOnlyList<string> (_) => way == Way.RegionThenShare ? [DrAccount] : []
            ),
        };
    }

    public static string Vault(string region, string account) =>
        $"arn:aws:backup:{region}:{account}:backup-vault:snapshot-relay";

    private static AnsweredSnapshot Copy(string owner, string key, Way way) =>
        Snapshot with
        {
            Arn =
                $"arn:aws:rds:{DrRegion}:{owner}:snapshot:{(way.ByJobs() ? "awsbackup:copyjob-1" : "snapshot-relay-orders")}",
            Type = "manual",
            KmsKeyId = key,
            CreateTime = Some.At(1800).UtcDateTime,
            Tags = way.ByJobs()
                ? new Dictionary<string, string>()
                : new Dictionary<string, string>
                {
                    ["snapshot-relay:source-account"] = SourceAccount,
                    ["snapshot-relay:source-region"] = "eu-west-1",
                    ["snapshot-relay:source-snapshot"] = "rds:orders-2026-11-20-03-00",
                    ["snapshot-relay:source-create-time"] = "2026-11-20T03:00:00.250Z",
                },
        };

    private static AnsweredPoint Point(AnsweredSnapshot of, string vault, string? from) =>
        new(of.Arn, vault, "COMPLETED", of.KmsKeyId, ResourceArn, Some.At(0).UtcDateTime, from);
}
