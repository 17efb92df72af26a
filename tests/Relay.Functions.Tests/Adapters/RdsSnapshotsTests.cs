using Relay.Aws;

namespace Relay.Functions.Tests.Adapters;

/// <summary>DB snapshots and DB cluster snapshots: AWS's calls and codes differ, what comes of them is one.</summary>
public sealed class RdsSnapshotsTests
{
    private const string Key = "arn:aws:kms:eu-central-1:111111111111:key/1";

    public static TheoryData<string> All => RdsKind.Names;

    [Fact]
    public async Task A_DB_cluster_snapshot_is_told_in_the_words_of_a_DB_snapshot()
    {
        var kind = RdsKind.All["cluster"];
        var aws = new AwsAnswers(
            kind.Described(
                """
                <Status>available</Status><PercentProgress>100</PercentProgress><SnapshotType>manual</SnapshotType>
                <SnapshotCreateTime>2026-11-20T03:00:41.123Z</SnapshotCreateTime>
                <DBClusterIdentifier>orders</DBClusterIdentifier><Engine>aurora-postgresql</Engine>
                <EngineVersion>16.4</EngineVersion><AllocatedStorage>0</AllocatedStorage>
                <StorageEncrypted>true</StorageEncrypted><StorageEncryptionType>sse-rds</StorageEncryptionType>
                <SourceDBClusterSnapshotArn>arn:aws:rds:eu-west-1:111111111111:cluster-snapshot:rds:first</SourceDBClusterSnapshotArn>
                <TagList><Tag><Key>team</Key><Value>orders</Value></Tag></TagList>
                """
            )
        );

        var found = (await kind.Of(aws).Find(Some.AtSource, kind.Arn("before")))!;

        found.ShouldBe(
            new SnapshotFacts(
                kind.Arn("before"),
                "available",
                100,
                new DateTimeOffset(2026, 11, 20, 3, 0, 41, 123, TimeSpan.Zero),
                "manual",
                "orders",
                "aurora-postgresql",
                "16.4",
                SizeGiB: 0,
                Encrypted: true,
                KmsKeyId: null,
                CopiedFrom: "arn:aws:rds:eu-west-1:111111111111:cluster-snapshot:rds:first",
                found.Tags,
                TakenAt: null
            )
            {
                UnderAwsOwnedKey = true,
            }
        );
        found.Tags.ShouldBe([Some.Team]);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task An_automated_one_is_asked_for_with_its_type_and_AWS_Backups_that_is_not_found_as_one_too(
        string name
    )
    {
        var kind = RdsKind.All[name];
        var aws = new AwsAnswers(Answer.RdsError(kind.Code("NotFound"), status: 404));

        (await kind.Of(aws).Find(Some.AtSource, kind.Arn("rds:orders-2026-11-20"))).ShouldBeNull();
        (await kind.Of(aws).Find(Some.AtSource, kind.Arn("awsbackup:job-1"))).ShouldBeNull();
        (await kind.Of(aws).Find(Some.AtSource, kind.Arn("before"))).ShouldBeNull();

        aws.Requests.Select(r => r["Action"]).ShouldAllBe(action => action == $"Describe{kind.Noun}s");
        aws.Requests.Select(r => (r[$"{kind.Noun}Identifier"], r["SnapshotType"]))
            .ShouldBe([
                ("rds:orders-2026-11-20", "automated"),
                ("awsbackup:job-1", null),
                ("awsbackup:job-1", "automated"),
                ("before", null),
            ]);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_copy_is_asked_for_under_its_key_and_with_its_tags(string name)
    {
        var kind = RdsKind.All[name];
        var aws = new AwsAnswers(kind.Copied("creating"));

        var answer = await kind.Of(aws).Copy(Some.AtDr, kind.Order(KeyArn.Parse(Key)));

        answer.ShouldBeOfType<CopyAnswer.Accepted>().Copy.State.ShouldBe(SnapshotState.InProgress);
        var sent = aws.Requests.Single();
        sent[$"Source{kind.Noun}Identifier"].ShouldBe(kind.Arn("before").ToString());
        sent[$"Target{kind.Noun}Identifier"].ShouldBe("copy-of-orders");
        (sent["KmsKeyId"], sent["Tags.Tag.1.Key"], sent["Tags.Tag.1.Value"]).ShouldBe(
            (Key, "team", "orders")
        );
        sent.Address.Host.ShouldContain("eu-central-1");
    }

    [Fact]
    public async Task For_an_unencrypted_DB_cluster_snapshot_no_key_is_sent()
    {
        var aws = new AwsAnswers(RdsKind.All["cluster"].Copied("creating"));

        await RdsKind.All["cluster"].Of(aws).Copy(Some.AtDr, RdsKind.All["cluster"].Order(key: null));

        aws.Requests.Single()["KmsKeyId"].ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task All_attempts_at_a_copy_are_found_in_one_call(string name)
    {
        var kind = RdsKind.All[name];
        var aws = new AwsAnswers(kind.Described("<Status>failed</Status>"));

        var copies = await kind.Of(aws).FindCopies(Some.AtDr, kind.Order(KeyArn.Parse(Key)));

        copies.Single().State.ShouldBe(SnapshotState.Lost);
        var sent = aws.Requests.Single();
        sent["Filters.Filter.1.Name"]
            .ShouldBe(name == "cluster" ? "db-cluster-snapshot-id" : "db-snapshot-id");
        sent["Filters.Filter.1.Values.Value.1"].ShouldBe("copy-of-orders");
        sent["Filters.Filter.1.Values.Value.10"].ShouldBe("copy-of-orders-r9");
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task What_RDS_says_to_a_copy_becomes_an_answer(string name)
    {
        var kind = RdsKind.All[name];
        async Task<CopyAnswer> Said(string code, string message = "no") =>
            await kind.Of(new AwsAnswers(Answer.RdsError(code, message))).Copy(Some.AtDr, kind.Order(null));

        (await Said(kind.Code("NotFound"))).ShouldBeOfType<CopyAnswer.SourceNotFound>();
        (await Said(kind.Code("AlreadyExists"))).ShouldBeOfType<CopyAnswer.NameInUse>();
        (
            await Said("SnapshotQuotaExceeded", "Cannot copy more than 5 snapshots across regions")
        ).ShouldBeOfType<CopyAnswer.NoFreeSlot>();
    }

    public static TheoryData<string, string, int, Type> Errors
    {
        get
        {
            (string Code, int Status, Type Error)[] errors =
            [
                ("SnapshotQuotaExceeded", 400, typeof(ManualSnapshotQuotaException)),
                ("KMSKeyNotAccessibleFault", 400, typeof(KeyNotAccessibleException)),
                ("InvalidDBSnapshotState", 400, typeof(AwsRefusedException)),
                ("InvalidDBClusterSnapshotStateFault", 400, typeof(AwsRefusedException)),
                // Of a Multi-AZ DB cluster's snapshot, for one: codes that the service model does not name.
                ("InvalidParameterValue", 400, typeof(AwsRefusedException)),
                ("InvalidParameterCombination", 400, typeof(AwsRefusedException)),
                ("AccessDenied", 403, typeof(AwsAccessDeniedException)),
                ("Throttling", 400, typeof(AwsThrottledException)),
                ("InternalFailure", 500, typeof(AwsUnavailableException)),
            ];
            var data = new TheoryData<string, string, int, Type>();
            foreach (var (code, status, error) in errors)
            {
                foreach (var kind in RdsKind.All.Keys)
                {
                    data.Add(kind, code, status, error);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task What_RDS_refuses_is_an_error_with_its_words(
        string name,
        string code,
        int status,
        Type error
    )
    {
        const string text = "Cannot create more than 100 manual snapshots";
        var kind = RdsKind.All[name];
        var aws = new AwsAnswers(Answer.RdsError(code, text, status));

        var thrown = await Should.ThrowAsync<RelayException>(() =>
            kind.Of(aws).Copy(Some.AtDr, kind.Order(null))
        );

        thrown.ShouldBeOfType(error);
        thrown.Message.ShouldContain(text);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task The_tags_of_a_database_are_asked_for_by_its_ARN_and_none_when_it_is_gone(string name)
    {
        var kind = RdsKind.All[name];
        var aws = new AwsAnswers(asked =>
            asked["Action"] == "ListTagsForResource"
                ? Answer.Rds(
                    "ListTagsForResource",
                    "<TagList><Tag><Key>team</Key><Value>orders</Value></Tag></TagList>"
                )
                : kind.Described("<Status>available</Status>")
        );
        var snapshots = kind.Of(aws);
        var found = (await snapshots.Find(Some.AtSource, kind.Arn("before")))! with { Database = "orders" };

        (await snapshots.DatabaseTags(Some.AtSource, found)).ShouldBe([Some.Team]);
        aws.Requests[^1]["ResourceName"].ShouldBe(kind.Database);

        var code = name == "cluster" ? "DBClusterNotFoundFault" : "DBInstanceNotFound";
        (
            await kind.Of(new AwsAnswers(Answer.RdsError(code, status: 404)))
                .DatabaseTags(Some.AtSource, found)
        ).ShouldBeEmpty();
    }
}
