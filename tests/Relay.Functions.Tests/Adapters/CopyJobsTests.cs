using System.Text.Json.Nodes;
using Relay.Aws;

namespace Relay.Functions.Tests.Adapters;

/// <summary>Copies of recovery points by AWS Backup's copy jobs.</summary>
public sealed class CopyJobsTests
{
    private const string Point = "arn:aws:rds:eu-west-1:111111111111:snapshot:awsbackup:job-1";

    private static CopyOrder Order(VaultArn? to = null, int? cold = null) =>
        new(
            Some.Arn(Point),
            "copy-of-orders",
            Key: null,
            [Some.Team],
            Job: new CopyJobOrder("prod", to ?? Some.AccountVault, DeleteAfterDays: 35, cold)
        );

    [Fact]
    public async Task A_copy_job_names_its_vaults_its_role_and_a_lifecycle_that_never_expires_with_the_source()
    {
        var aws = new AwsAnswers(Answer.Ok("""{"CopyJobId":"job","CreationDate":1795142441.1}"""));

        var answer = await Some.RecoveryPoints(aws).Copy(Some.AtSource, Order());

        answer
            .ShouldBeOfType<CopyAnswer.Accepted>()
            .Copy.ShouldBe(
                new CopyFacts(null, "copy-of-orders", "CREATED", SnapshotState.InProgress, 0, [], "job") with
                {
                    Tags = ((CopyAnswer.Accepted)answer).Copy.Tags,
                }
            );
        var sent = JsonNode.Parse(aws.Requests.Single().Body)!.AsObject();
        ((string?)sent["RecoveryPointArn"]).ShouldBe(Point);
        ((string?)sent["SourceBackupVaultName"]).ShouldBe("prod");
        ((string?)sent["DestinationBackupVaultArn"]).ShouldBe(Some.AccountVault.ToString());
        ((string?)sent["IamRoleArn"]).ShouldBe(Some.Settings.RecoveryPoints.CopyRole!.ToString());
        sent["Lifecycle"]!.ToJsonString().ShouldBe("""{"DeleteAfterDays":35}""");
        aws.Requests[0].Address.Host.ShouldContain("eu-west-1");
    }

    [Fact]
    public async Task The_same_order_has_the_same_token_and_another_vault_another_one()
    {
        var aws = new AwsAnswers(Answer.Ok("""{"CopyJobId":"job"}"""));
        foreach (var order in new[] { Order(), Order(cold: 7), Order(Some.RegionVault) })
        {
            await Some.RecoveryPoints(aws).Copy(Some.AtSource, order);
        }

        var tokens = aws.Requests.Select(r => (string?)JsonNode.Parse(r.Body)!["IdempotencyToken"]).ToList();
        tokens[1].ShouldBe(tokens[0]);
        tokens[2].ShouldNotBe(tokens[0]);
        tokens.ShouldAllBe(token => token!.Length == 32);
        ((int?)JsonNode.Parse(aws.Requests[1].Body)!["Lifecycle"]!["MoveToColdStorageAfterDays"]).ShouldBe(7);
    }

    [Fact]
    public async Task What_AWS_Backup_says_to_a_copy_job_becomes_an_answer()
    {
        async Task<CopyAnswer> Said(string code) =>
            await Some.RecoveryPoints(new AwsAnswers(Answer.BackupError(code))).Copy(Some.AtSource, Order());

        (await Said("ResourceNotFoundException")).ShouldBeOfType<CopyAnswer.SourceNotFound>();
        (await Said("LimitExceededException")).ShouldBeOfType<CopyAnswer.NoFreeSlot>();
    }

    [Theory]
    [InlineData("InvalidParameterValueException", 400, typeof(AwsRefusedException))]
    [InlineData("InvalidRequestException", 400, typeof(AwsRefusedException))]
    [InlineData("AccessDeniedException", 403, typeof(AwsAccessDeniedException))]
    [InlineData("ThrottlingException", 400, typeof(AwsThrottledException))]
    [InlineData("TooManyRequestsException", 429, typeof(AwsThrottledException))]
    [InlineData("ServiceUnavailableException", 500, typeof(AwsUnavailableException))]
    [InlineData("ExpiredTokenException", 403, typeof(AwsUnavailableException))]
    public async Task What_AWS_Backup_refuses_is_an_error_with_its_words(string code, int status, Type error)
    {
        const string text = "Feature is not supported for provided resource type.";
        var aws = new AwsAnswers(Answer.BackupError(code, text, status));

        var thrown = await Should.ThrowAsync<RelayException>(() =>
            Some.RecoveryPoints(aws).Copy(Some.AtSource, Order())
        );

        thrown.ShouldBeOfType(error);
        thrown.Message.ShouldContain(text);
    }

    private static string Job(string id, string state, double created, string more = "") =>
        $$"""{"CopyJobId":"{{id}}","State":"{{state}}","CreationDate":{{created}}{{more}}}""";

    [Fact]
    public async Task The_jobs_of_a_copy_are_its_attempts_the_oldest_first_over_all_pages()
    {
        const string copy = "arn:aws:rds:eu-central-1:222222222222:snapshot:awsbackup:copyjob-1";
        var aws = new AwsAnswers(asked =>
            asked["nextToken"] is null
                ? Answer.Ok(
                    $$"""{"CopyJobs":[{{Job("third", "RUNNING", 3)}},{{Job("second", "FAILED", 2, ",\"StatusMessage\":\"no\"")}}],"NextToken":"more"}"""
                )
                : Answer.Ok(
                    $$"""{"CopyJobs":[{{Job("first", "COMPLETED", 1, $",\"DestinationRecoveryPointArn\":\"{copy}\"")}}]}"""
                )
        );

        var copies = await Some.RecoveryPoints(aws).FindCopies(Some.AtSource, Order());

        copies
            .Select(c => (c.JobId, c.Name, c.State, c.Message))
            .ShouldBe([
                ("first", "copy-of-orders", SnapshotState.Available, null),
                ("second", "copy-of-orders-r1", SnapshotState.Lost, "no"),
                ("third", "copy-of-orders-r2", SnapshotState.InProgress, null),
            ]);
        copies[0].Arn.ShouldBe(Some.Arn(copy));
        copies.ShouldAllBe(c => c.Tags.SequenceEqual(new[] { Some.Team }));
        aws.Requests.ShouldAllBe(r =>
            r["sourceRecoveryPointArn"] == Point && r["destinationVaultArn"] == Some.AccountVault.ToString()
        );
        aws.Requests.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("CREATED", SnapshotState.InProgress)]
    [InlineData("RUNNING", SnapshotState.InProgress)]
    [InlineData("COMPLETED", SnapshotState.Available)]
    [InlineData("FAILED", SnapshotState.Lost)]
    [InlineData("PARTIAL", SnapshotState.Lost)]
    public async Task A_copy_job_is_looked_at_and_never_throws_because_it_failed(
        string state,
        SnapshotState means
    )
    {
        var aws = new AwsAnswers(
            Answer.Ok($$"""{"CopyJob":{{Job("job", state, 1, ",\"StatusMessage\":\"said\"")}}}""")
        );

        var seen = (await Some.RecoveryPoints(aws).Look(Some.AtSource, Progress))!;

        (seen.JobId, seen.Status, seen.State, seen.Message).ShouldBe(("job", state, means, "said"));
        aws.Requests.Single().Path.ShouldBe("/copy-jobs/job");
    }

    [Fact]
    public async Task A_copy_job_that_AWS_Backup_does_not_know_is_none() =>
        (
            await Some.RecoveryPoints(new AwsAnswers(Answer.BackupError("ResourceNotFoundException")))
                .Look(Some.AtSource, Progress)
        ).ShouldBeNull();

    private static CopyProgress Progress => new(null, "CREATED", DateTimeOffset.UnixEpoch, JobId: "job");
}
