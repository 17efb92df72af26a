using System.Net;
using System.Text.Json.Nodes;
using Amazon.Backup;
using Amazon.Backup.Model;

namespace StandIns.Tests;

/// <summary>What REST-JSON makes of paths, query strings and tokens.</summary>
public sealed class BackupRequestTests
{
    [Fact]
    public async Task An_ARN_in_a_path_is_encoded_with_its_colons_and_slashes()
    {
        var wire = new Wire(HttpStatusCode.OK, "{}");
        using var client = wire.Backup();

        await client.DescribeRecoveryPointAsync(
            new DescribeRecoveryPointRequest
            {
                BackupVaultName = "vault",
                RecoveryPointArn = "arn:aws:ec2:eu-west-1::snapshot/snap-1",
                BackupVaultAccountId = "222222222222",
            }
        );

        wire.Calls.Single()
            .Address.ShouldBe(
                "https://backup.eu-central-1.amazonaws.com/backup-vaults/vault/recovery-points/"
                    + "arn%3Aaws%3Aec2%3Aeu-west-1%3A%3Asnapshot%2Fsnap-1?backupVaultAccountId=222222222222"
            );
    }

    [Theory]
    [InlineData(0, "2026-11-22T03:00:41Z")]
    [InlineData(120, "2026-11-22T03:00:41.12Z")]
    public async Task A_time_in_a_query_string_has_milliseconds_where_there_are_any(
        int milliseconds,
        string expected
    )
    {
        var wire = new Wire(HttpStatusCode.OK, "{}");
        using var client = wire.Backup();

        await client.ListCopyJobsAsync(
            new ListCopyJobsRequest
            {
                ByCreatedAfter = new DateTime(2026, 11, 22, 3, 0, 41, milliseconds, DateTimeKind.Utc),
            }
        );

        wire.Calls.Single().Query.ShouldBe(new Dictionary<string, string> { ["createdAfter"] = expected });
    }

    [Fact]
    public async Task A_request_without_its_path_is_not_sent()
    {
        var wire = new Wire(HttpStatusCode.OK, "{}");
        using var client = wire.Backup();

        var error = await Should.ThrowAsync<AmazonBackupException>(() =>
            client.DescribeCopyJobAsync(new DescribeCopyJobRequest())
        );

        error.Message.ShouldBe("Request object does not have required field CopyJobId set");
        wire.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_copy_job_without_a_token_gets_one_of_its_own_each_time()
    {
        var wire = new Wire(HttpStatusCode.OK, "{}");
        using var client = wire.Backup();

        await client.StartCopyJobAsync(new StartCopyJobRequest { IdempotencyToken = "ours" });
        await client.StartCopyJobAsync(new StartCopyJobRequest());
        await client.StartCopyJobAsync(new StartCopyJobRequest());

        var tokens = wire.Calls.ConvertAll(call => (string?)JsonNode.Parse(call.Body)!["IdempotencyToken"]);
        tokens[0].ShouldBe("ours");
        tokens.Distinct().Count().ShouldBe(3);
        tokens.ShouldAllBe(token => !string.IsNullOrEmpty(token));
    }
}
