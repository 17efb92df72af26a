using System.Net;
using Amazon.Backup;
using Amazon.Backup.Model;

namespace StandIns.Tests;

/// <summary>What is made of AWS Backup's answers: times in seconds, maps, and errors named by a header or the body.</summary>
public sealed class BackupResponseTests
{
    [Fact]
    public async Task A_copy_job_is_read_with_its_times_maps_and_structures()
    {
        using var client = new Wire(
            HttpStatusCode.OK,
            """
            {"CopyJob":{"CopyJobId":"a","State":"RUNNING","CreationDate":1795142441.123,"CompletionDate":null,
             "BackupSizeInBytes":3221225472000,"IsParent":true,"ChildJobsInState":{"COMPLETED":2,"RUNNING":1},
             "DestinationRecoveryPointLifecycle":{"DeleteAfterDays":35},"later":{}}}
            """
        ).Backup();

        var response = await client.DescribeCopyJobAsync(new DescribeCopyJobRequest { CopyJobId = "a" });

        response.ResponseMetadata.RequestId.ShouldBe("from-the-header");
        var job = response.CopyJob;
        (job.State == CopyJobState.RUNNING).ShouldBeTrue();
        job.CreationDate.ShouldBe(new DateTime(2026, 11, 20, 2, 40, 41, 123, DateTimeKind.Utc));
        job.CreationDate!.Value.Kind.ShouldBe(DateTimeKind.Utc);
        job.CompletionDate.ShouldBeNull();
        job.BackupSizeInBytes.ShouldBe(3_221_225_472_000);
        job.ChildJobsInState.ShouldBe(new Dictionary<string, long> { ["COMPLETED"] = 2, ["RUNNING"] = 1 });
        job.DestinationRecoveryPointLifecycle.DeleteAfterDays.ShouldBe(35);
        job.DestinationRecoveryPointLifecycle.MoveToColdStorageAfterDays.ShouldBeNull();
        job.CreatedBy.ShouldBeNull();
    }

    [Fact]
    public async Task An_operation_without_an_answer_may_answer_with_nothing()
    {
        using var client = new Wire(HttpStatusCode.OK, "").Backup();

        var response = await client.UpdateGlobalSettingsAsync(
            new UpdateGlobalSettingsRequest
            {
                GlobalSettings = new() { ["isCrossAccountBackupEnabled"] = "true" },
            }
        );

        response.HttpStatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("ResourceNotFoundException", null, typeof(ResourceNotFoundException))]
    [InlineData("LimitExceededException:http://internal.amazon.com/", null, typeof(LimitExceededException))]
    [InlineData(null, "com.amazonaws.backup#InvalidRequestException", typeof(InvalidRequestException))]
    [InlineData("InvalidRequestException", "AlreadyExistsException", typeof(InvalidRequestException))]
    [InlineData("AccessDeniedException", null, typeof(AmazonBackupException))]
    public async Task A_Backup_error_is_the_exception_that_its_header_or_body_names(
        string? header,
        string? body,
        Type expected
    )
    {
        using var client = new Wire(
            HttpStatusCode.BadRequest,
            $$"""{"__type":"{{body}}","Message":"What happened.","Code":"ERROR_2601","Context":"{}","Type":"Client"}"""
        )
        {
            ErrorType = header,
        }.Backup();

        var error = await Should.ThrowAsync<AmazonBackupException>(() =>
            client.StartCopyJobAsync(new StartCopyJobRequest())
        );

        error.ShouldBeOfType(expected);
        error.Message.ShouldBe("What happened.");
        error.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        error.RequestId.ShouldBe("from-the-header");
        if (error is InvalidRequestException invalid)
        {
            (invalid.ErrorCode, invalid.Code, invalid.Type).ShouldBe(
                ("InvalidRequestException", "ERROR_2601", "Client")
            );
        }
    }
}
