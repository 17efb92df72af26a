using Relay.Aws;

namespace Relay.Functions.Tests.Adapters;

/// <summary>AWS Backup's recovery points: what is asked where, and what is made of the answers.</summary>
public sealed class RecoveryPointsTests
{
    private const string Point = "arn:aws:rds:eu-west-1:111111111111:snapshot:awsbackup:job-1";
    private const string FileSystem = "arn:aws:backup:eu-west-1:111111111111:recovery-point:2";
    private const string Key = "arn:aws:kms:eu-west-1:111111111111:key/1";

    private static Answer Described(
        string resource,
        string status = "COMPLETED",
        string more = "",
        string vault = "prod"
    ) =>
        Answer.Ok(
            $$"""
            {"BackupVaultName":"{{vault}}","ResourceArn":"{{resource}}","ResourceType":"RDS","Status":"{{status}}",
             "CreationDate":1795142441.123,"IsEncrypted":true,"EncryptionKeyArn":"{{Key}}",
             "CalculatedLifecycle":{"DeleteAt":1798166441.5}{{more}}}
            """
        );

    private static readonly Answer NoSuchVault = Answer.BackupError(
        "AccessDeniedException",
        "Insufficient privileges to perform this action.",
        403
    );

    private static readonly Answer InRds = Answer.Rds(
        "DescribeDBSnapshots",
        $"""
        <DBSnapshots><DBSnapshot>
          <DBSnapshotArn>{Point}</DBSnapshotArn><Status>available</Status><PercentProgress>100</PercentProgress>
          <SnapshotCreateTime>2026-11-20T03:05:00Z</SnapshotCreateTime><SnapshotType>awsbackup</SnapshotType>
          <DBInstanceIdentifier>orders</DBInstanceIdentifier><Engine>mysql</Engine><EngineVersion>8.4</EngineVersion>
          <AllocatedStorage>100</AllocatedStorage><Encrypted>true</Encrypted><KmsKeyId>{Key}</KmsKeyId>
          <SourceDBSnapshotIdentifier>arn:aws:rds:eu-west-1:111111111111:snapshot:rds:orders</SourceDBSnapshotIdentifier>
          <TagList><Tag><Key>team</Key><Value>orders</Value></Tag></TagList>
        </DBSnapshot></DBSnapshots>
        """
    );

    [Fact]
    public async Task A_database_s_is_looked_for_in_each_source_vault_and_told_with_what_RDS_knows()
    {
        var aws = new AwsAnswers(asked =>
            asked.Path.Contains("/weekly/", StringComparison.Ordinal) ? NoSuchVault
            : asked.Method == "GET" ? Described("arn:aws:rds:eu-west-1:111111111111:db:orders")
            : InRds
        );

        var found = (await Some.RecoveryPoints(aws).Find(Some.AtSource, Some.Arn(Point)))!;

        aws.Requests.Take(2)
            .Select(r => r.Path)
            .ShouldBe([
                $"/backup-vaults/weekly/recovery-points/{Point}",
                $"/backup-vaults/prod/recovery-points/{Point}",
            ]);
        (found.Status, found.Database, found.Engine, found.SizeGiB).ShouldBe(
            ("available", "orders", "mysql", 100)
        );
        found.CreateTime.ShouldBe(
            new DateTimeOffset(2026, 11, 20, 3, 5, 0, TimeSpan.Zero),
            "a rescue's is the same"
        );
        found.Tags.ShouldBe([Some.Team]);
        found.CopiedFrom.ShouldBeNull("AWS Backup may make its own by copying");
        found.RecoveryPoint.ShouldBe(
            new RecoveryPointFacts(
                "prod",
                "RDS",
                "arn:aws:rds:eu-west-1:111111111111:db:orders",
                DateTimeOffset.FromUnixTimeMilliseconds(1798166441500),
                Continuous: false,
                DateTimeOffset.FromUnixTimeMilliseconds(1795142441123)
            )
        );
    }

    [Fact]
    public async Task One_outside_the_source_vaults_is_what_RDS_says_and_one_that_nobody_knows_is_none()
    {
        var gone = Answer.BackupError("ResourceNotFoundException");
        var aws = new AwsAnswers(asked => asked.Method == "GET" ? gone : InRds);

        (await Some.RecoveryPoints(aws).Find(Some.AtSource, Some.Arn(Point)))!.RecoveryPoint.ShouldBeNull();
        (await Some.RecoveryPoints(aws).Find(Some.AtSource, Some.Arn(FileSystem))).ShouldBeNull();
    }

    [Fact]
    public async Task A_missing_permission_is_not_taken_for_a_missing_vault()
    {
        var aws = new AwsAnswers(
            Answer.BackupError("AccessDeniedException", "User: … is not authorized to perform: …", 403)
        );

        await Should.ThrowAsync<AwsAccessDeniedException>(() =>
            Some.RecoveryPoints(aws).Find(Some.AtSource, Some.Arn(Point))
        );
    }

    [Theory]
    [InlineData("CREATING", SnapshotState.InProgress)]
    [InlineData("AVAILABLE", SnapshotState.Available)]
    [InlineData("COMPLETED", SnapshotState.Available)]
    [InlineData("PARTIAL", SnapshotState.Lost)]
    [InlineData("EXPIRED", SnapshotState.Lost)]
    [InlineData("STOPPED", SnapshotState.Lost)]
    [InlineData("DELETING", SnapshotState.Lost)]
    public async Task What_AWS_Backup_says_of_its_state_counts_though_RDS_says_available(
        string status,
        SnapshotState state
    )
    {
        var database = Described("arn:aws:rds:eu-west-1:111111111111:db:orders", status);
        var aws = new AwsAnswers(asked => asked.Method == "GET" ? database : InRds);

        (await Some.RecoveryPoints(aws).Find(Some.AtSource, Some.Arn(Point)))!.State.ShouldBe(state);
    }

    [Theory]
    [InlineData(FileSystem, false)]
    [InlineData("arn:aws:ec2:eu-west-1::snapshot/snap-1", false)]
    [InlineData("arn:aws:backup:eu-west-1:111111111111:recovery-point:continuous:db-2-3", true)]
    public async Task One_that_RDS_does_not_know_is_what_AWS_Backup_says(string arn, bool continuous)
    {
        const string resource = "arn:aws:elasticfilesystem:eu-west-1:111111111111:file-system/fs-1";
        var aws = new AwsAnswers(Described(resource));

        var found = (await Some.RecoveryPoints(aws).Find(Some.AtSource, Some.Arn(arn)))!;

        (found.Database, found.KmsKeyId, found.Encrypted).ShouldBe((resource, Key, true));
        found.CreateTime.ShouldBe(found.RecoveryPoint!.CreatedAt);
        found.RecoveryPoint.Continuous.ShouldBe(continuous);
        (await Some.RecoveryPoints(aws).DatabaseTags(Some.AtSource, found)).ShouldBeEmpty();
        aws.Requests.ShouldAllBe(r => r.Method == "GET");
    }

    [Fact]
    public async Task The_tags_of_a_database_are_asked_for_by_its_ARN()
    {
        const string database = "arn:aws:rds:eu-west-1:111111111111:db:orders";
        const string tags = "<TagList><Tag><Key>team</Key><Value>orders</Value></Tag></TagList>";
        var aws = new AwsAnswers(asked =>
            asked.Method == "GET" ? Described(database) : Answer.Rds("ListTagsForResource", tags)
        );
        var found = (
            await Some.RecoveryPoints(aws)
                .Find(
                    Some.AtSource,
                    Some.Arn("arn:aws:backup:eu-west-1:111111111111:recovery-point:continuous:db-2-3")
                )
        )!;

        (await Some.RecoveryPoints(aws).DatabaseTags(Some.AtSource, found)).ShouldBe([Some.Team]);
        aws.Requests[^1]["ResourceName"].ShouldBe(database);
    }

    [Fact]
    public async Task In_the_DR_Region_the_relay_asks_its_own_vault_and_the_reader_the_DR_account_s()
    {
        const string copy = "arn:aws:rds:eu-central-1:222222222222:snapshot:awsbackup:copyjob-1";
        const string source = "arn:aws:backup:eu-west-1:111111111111:backup-vault:prod";
        var aws = new AwsAnswers(
            Described(
                "arn:aws:rds:eu-west-1:111111111111:db:orders",
                more: $",\"SourceBackupVaultArn\":\"{source}\"",
                vault: "copies"
            )
        );

        var found = (await Some.RecoveryPoints(aws).Find(Some.AsReader, Some.Arn(copy)))!;
        await Some.RecoveryPoints(aws).Find(Some.AtDr, Some.Arn(copy));

        (found.State, found.Database, found.CopiedFrom).ShouldBe((SnapshotState.Available, "orders", source));
        aws.Requests.Select(r => r.Path.Split('/')[2]).ShouldBe(["copies", "snapshot-relay"]);
        aws.Requests.Select(r => r.Authorization.Contains("ASIAREADER", StringComparison.Ordinal))
            .ShouldBe([true, false]);
    }
}
