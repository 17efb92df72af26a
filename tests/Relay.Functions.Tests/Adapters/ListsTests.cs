using Relay.Aws;

namespace Relay.Functions.Tests.Adapters;

/// <summary>Whole lists: page after page, to the end.</summary>
public sealed class ListsTests
{
    public static TheoryData<string> All => RdsKind.Names;

    [Theory]
    [MemberData(nameof(All))]
    public async Task All_pages_of_snapshots_are_read_a_hundred_a_call(string name)
    {
        var kind = RdsKind.All[name];
        var aws = new AwsAnswers(asked =>
            kind.Listed(
                asked["Marker"] switch
                {
                    null => (["a", "b"], "1"),
                    "1" => (["c"], "2"),
                    _ => (["d"], null),
                }
            )
        );
        var found = await ((ISnapshotLists)kind.Of(aws)).Own(Some.AtSource, DateTimeOffset.UnixEpoch);
        found.Select(s => s.Arn.Name).ShouldBe(["a", "b", "c", "d"]);
        aws.Requests.Select(r => r["Marker"]).ShouldBe([null, "1", "2"]);
        aws.Requests.ShouldAllBe(r => r["MaxRecords"] == "100" && r["SnapshotType"] == null);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task What_is_shared_is_asked_for_as_the_account_that_it_is_shared_with(string name)
    {
        var kind = RdsKind.All[name];
        var aws = new AwsAnswers(kind.Listed((["a"], null)));
        var found = await ((IShares)kind.Of(aws)).SharedWithCaller(Some.AsReader);
        found.ShouldHaveSingleItem();
        var asked = aws.Requests.ShouldHaveSingleItem();
        asked["SnapshotType"].ShouldBe("shared");
        asked.Authorization.ShouldContain("ASIAREADER");
    }

    [Fact]
    public async Task Recovery_points_are_listed_in_each_vault_by_pages_and_unknown_ones_are_left_out()
    {
        var aws = new AwsAnswers(asked =>
            asked.Path.Contains("/weekly/", StringComparison.Ordinal)
                ? Answer.BackupError("ResourceNotFoundException", "No such vault.")
            : asked["nextToken"] is null
                ? Answer.Ok(
                    """
                    {"NextToken":"more","RecoveryPoints":[
                      {"RecoveryPointArn":"arn:aws:rds:eu-west-1:111111111111:snapshot:awsbackup:job-1","BackupVaultName":"prod",
                       "ResourceArn":"arn:aws:rds:eu-west-1:111111111111:db:orders","ResourceType":"RDS","Status":"COMPLETED",
                       "CreationDate":1795142441.123,"IsEncrypted":true},
                      {"RecoveryPointArn":"arn:aws:new-service:eu-west-1:111111111111:thing/1","BackupVaultName":"prod",
                       "ResourceArn":"x","ResourceType":"New","Status":"COMPLETED"}]}
                    """
                )
            : Answer.Ok(
                """
                {"RecoveryPoints":[
                  {"RecoveryPointArn":"arn:aws:backup:eu-west-1:111111111111:recovery-point:2","BackupVaultName":"prod",
                   "ResourceArn":"arn:aws:elasticfilesystem:eu-west-1:111111111111:file-system/fs-1","ResourceType":"EFS",
                   "Status":"EXPIRED"}]}
                """
            )
        );
        var since = new DateTimeOffset(2026, 11, 19, 3, 0, 0, TimeSpan.Zero);
        var found = await Some.RecoveryPoints(aws).Own(Some.AtSource, since);
        found.Select(p => p.Arn.Name).ShouldBe(["awsbackup:job-1", "backup:recovery-point:2"]);
        found[0].Database.ShouldBe("orders");
        found[0].RecoveryPoint!.VaultName.ShouldBe("prod");
        found[1].State.ShouldBe(SnapshotState.Lost);
        aws.Requests.Count.ShouldBe(3);
        aws.Requests.ShouldAllBe(r => r["createdAfter"] == "2026-11-19T03:00:00Z");
    }

    [Fact]
    public async Task An_execution_is_described_by_its_name_and_one_that_never_was_is_none()
    {
        var aws = new AwsAnswers(asked =>
            asked.Body.Contains("gone", StringComparison.Ordinal)
                ? new Answer(
                    System.Net.HttpStatusCode.BadRequest,
                    """{"__type":"com.amazonaws.swf.service.v2.model#ExecutionDoesNotExist","message":"Execution Does Not Exist"}"""
                )
                : Answer.Ok(
                    """
                    {"executionArn":"x","name":"one","status":"FAILED","startDate":1795142441,"stopDate":1795142541,
                     "error":"KeyRefusedException","cause":"Because.","input":"{}"}
                    """
                )
        );
        var executions = new Executions(aws.Connection, Some.Settings);
        var found = await executions.Find("one");
        found.ShouldBe(
            new ExecutionReport(
                "one",
                "FAILED",
                DateTimeOffset.FromUnixTimeSeconds(1795142441),
                DateTimeOffset.FromUnixTimeSeconds(1795142541),
                "KeyRefusedException",
                "Because."
            )
        );
        (await executions.Find("gone")).ShouldBeNull();
        aws.Requests[0]
            .Body.ShouldContain("arn:aws:states:eu-central-1:111111111111:execution:snapshot-relay:one");
    }
}
