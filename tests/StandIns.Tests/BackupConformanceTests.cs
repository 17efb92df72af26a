using Amazon.Backup;

namespace StandIns.Tests;

public sealed class BackupConformanceTests
{
    internal static readonly StandIn StandIn = new(
        typeof(IAmazonBackup),
        typeof(AmazonBackupException),
        name => name
    );

    [Fact]
    public async Task The_Backup_stand_in_agrees_with_the_service_model()
    {
        var check = Conformance.Check(StandIn, await ServiceModel.LoadAsync("backup"));

        check.Defects.ShouldBeEmpty();
        check.Inspected.ShouldBeGreaterThan(200);
    }

    /// <summary>What only REST-JSON has: routes, places, maps, tokens, and errors with members.</summary>
    [Theory]
    [InlineData(
        "operations/StartCopyJob/http/method",
        "POST",
        "StartCopyJob: HTTP is POST /copy-jobs in the model, PUT /copy-jobs here"
    )]
    [InlineData(
        "operations/DescribeCopyJob/http/requestUri",
        "/copy-jobs/{id}",
        "DescribeCopyJob: HTTP is GET /copy-jobs/{id} in the model, GET /copy-jobs/{copyJobId} here"
    )]
    [InlineData(
        "shapes/DescribeCopyJobInput/members/CopyJobId/location",
        "querystring",
        "DescribeCopyJobRequest.CopyJobId: location is querystring in the model, uri here"
    )]
    [InlineData(
        "shapes/DescribeCopyJobInput/members/CopyJobId/locationName",
        "id",
        "DescribeCopyJobRequest.CopyJobId: wire name is id in the model, copyJobId here"
    )]
    [InlineData(
        "shapes/ListCopyJobsInput/members/ByState/location",
        null,
        "ListCopyJobsRequest.ByState: location is nothing in the model, querystring here"
    )]
    [InlineData(
        "shapes/ListCopyJobsInput/members/ByState/locationName",
        "copyJobState",
        "ListCopyJobsRequest.ByState: wire name is copyJobState in the model, state here"
    )]
    [InlineData(
        "shapes/timestamp/timestampFormat",
        "iso8601",
        "CopyJob.CreationDate: timestamp format is iso8601 in the model, nothing here"
    )]
    [InlineData(
        "shapes/StartCopyJobInput/members/IdempotencyToken/idempotencyToken",
        null,
        "StartCopyJobRequest.IdempotencyToken: idempotency token is nothing in the model, True here"
    )]
    [InlineData(
        "shapes/DescribeGlobalSettingsOutput/members/GlobalSettings/shape",
        "string",
        "DescribeGlobalSettingsResponse.GlobalSettings: type is String in the model, Dictionary`2 here"
    )]
    [InlineData(
        "shapes/CopyJobChildJobsInState/value/shape",
        "string",
        "CopyJob.ChildJobsInState: type is String in the model, Int64? here"
    )]
    [InlineData(
        "shapes/CopyJob/members/State/shape",
        "GlobalSettings",
        "CopyJob.State: a map in the model, CopyJobState here"
    )]
    [InlineData(
        "shapes/CopyJobState/enum",
        """["CREATED","RUNNING","COMPLETED","FAILED"]""",
        "CopyJobState: no such value PARTIAL"
    )]
    [InlineData(
        "shapes/AlreadyExistsException/members/Arn",
        null,
        "AlreadyExistsException.Arn: no such member"
    )]
    [InlineData(
        "shapes/AlreadyExistsException/members/Since",
        """{"shape":"string"}""",
        "AlreadyExistsException: member Since is not declared"
    )]
    [InlineData(
        "shapes/AlreadyExistsException/members/Arn/shape",
        "timestamp",
        "AlreadyExistsException.Arn: type is DateTime? in the model, String here"
    )]
    public async Task A_seeded_difference_of_REST_JSON_is_found(string path, string? value, string defect)
    {
        var model = await ServiceModel.LoadAsync("backup");

        var check = Conformance.Check(StandIn, model.With(path, value));

        check.Defects.ShouldContain(defect);
    }
}
