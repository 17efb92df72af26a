using System.Net;
using Amazon.Backup;
using Amazon.Backup.Model;
using Amazon.RDS;
using Amazon.RDS.Model;
using Amazon.Runtime;
using Amazon.StepFunctions;
using Amazon.StepFunctions.Model;

namespace StandIns.Tests;

/// <summary>What is made of a service's answers: values, lists, times, and errors as typed exceptions.</summary>
public sealed class ResponseTests
{
    private const string Described = """
        <DescribeDBSnapshotsResponse xmlns="http://rds.amazonaws.com/doc/2014-10-31/">
          <DescribeDBSnapshotsResult>
            <Marker>next page</Marker>
            <DBSnapshots>
              <DBSnapshot>
                <DBSnapshotIdentifier>rds:orders-2026-11-20-03-00</DBSnapshotIdentifier>
                <SnapshotCreateTime>2026-11-20T03:00:41.123Z</SnapshotCreateTime>
                <AllocatedStorage>100</AllocatedStorage>
                <PercentProgress>0</PercentProgress>
                <Encrypted>true</Encrypted>
                <StorageEncryptionType>sse-kms</StorageEncryptionType>
                <ProcessorFeatures/>
                <TagList>
                  <Tag><Key>team</Key><Value>a &amp; b</Value></Tag>
                  <Tag><Key>empty</Key><Value/></Tag>
                </TagList>
                <NewerThanThis>unknown members are passed over</NewerThanThis>
              </DBSnapshot>
              <DBSnapshot/>
            </DBSnapshots>
          </DescribeDBSnapshotsResult>
          <ResponseMetadata><RequestId>from-the-body</RequestId></ResponseMetadata>
        </DescribeDBSnapshotsResponse>
        """;

    [Fact]
    public async Task A_description_is_read_with_its_lists_times_and_flags()
    {
        using var client = new Wire(HttpStatusCode.OK, Described).Rds();

        var response = await client.DescribeDBSnapshotsAsync(new DescribeDBSnapshotsRequest());

        response.HttpStatusCode.ShouldBe(HttpStatusCode.OK);
        response.Marker.ShouldBe("next page");
        response.DBSnapshots.Count.ShouldBe(2);
        var snapshot = response.DBSnapshots[0];
        snapshot.DBSnapshotIdentifier.ShouldBe("rds:orders-2026-11-20-03-00");
        snapshot.SnapshotCreateTime.ShouldBe(new DateTime(2026, 11, 20, 3, 0, 41, 123, DateTimeKind.Utc));
        snapshot.SnapshotCreateTime!.Value.Kind.ShouldBe(DateTimeKind.Utc);
        snapshot.AllocatedStorage.ShouldBe(100);
        snapshot.PercentProgress.ShouldBe(0);
        snapshot.Encrypted.ShouldBe(true);
        (snapshot.StorageEncryptionType == StorageEncryptionType.SseKms).ShouldBeTrue();
        snapshot.TagList.Select(tag => (tag.Key, tag.Value)).ShouldBe([("team", "a & b"), ("empty", "")]);
    }

    [Fact]
    public async Task What_an_answer_lacks_is_null_lists_too()
    {
        using var client = new Wire(HttpStatusCode.OK, Described).Rds();

        var snapshots = (await client.DescribeDBSnapshotsAsync(new DescribeDBSnapshotsRequest())).DBSnapshots;

        snapshots[0].ProcessorFeatures.ShouldBeNull();
        snapshots[1].Encrypted.ShouldBeNull();
        snapshots[1].SnapshotCreateTime.ShouldBeNull();
        snapshots[1].StorageEncryptionType.ShouldBeNull();
        snapshots[1].TagList.ShouldBeNull();
    }

    [Fact]
    public async Task An_option_group_says_which_of_its_options_stay_with_a_snapshot()
    {
        using var client = new Wire(
            HttpStatusCode.OK,
            """
            <DescribeOptionGroupsResponse xmlns="http://rds.amazonaws.com/doc/2014-10-31/">
              <DescribeOptionGroupsResult>
                <OptionGroupsList>
                  <OptionGroup>
                    <OptionGroupName>orders-tde</OptionGroupName>
                    <Options>
                      <Option>
                        <OptionName>TDE</OptionName><Persistent>true</Persistent><Permanent>true</Permanent>
                      </Option>
                      <Option><OptionName>Timezone</OptionName><Persistent>true</Persistent></Option>
                    </Options>
                  </OptionGroup>
                </OptionGroupsList>
              </DescribeOptionGroupsResult>
            </DescribeOptionGroupsResponse>
            """
        ).Rds();

        var response = await client.DescribeOptionGroupsAsync(new DescribeOptionGroupsRequest());

        response
            .OptionGroupsList.Single()
            .Options.Select(option => (option.OptionName, option.Persistent, option.Permanent))
            .ShouldBe([("TDE", true, true), ("Timezone", true, null)]);
    }

    [Theory]
    [InlineData("DBSnapshotNotFound", HttpStatusCode.NotFound, typeof(DBSnapshotNotFoundException))]
    [InlineData(
        "DBSnapshotAlreadyExists",
        HttpStatusCode.BadRequest,
        typeof(DBSnapshotAlreadyExistsException)
    )]
    [InlineData("KMSKeyNotAccessibleFault", HttpStatusCode.BadRequest, typeof(KMSKeyNotAccessibleException))]
    [InlineData("SnapshotQuotaExceeded", HttpStatusCode.BadRequest, typeof(SnapshotQuotaExceededException))]
    [InlineData(
        "DBClusterSnapshotNotFoundFault",
        HttpStatusCode.NotFound,
        typeof(DBClusterSnapshotNotFoundException)
    )]
    [InlineData("OptionGroupNotFoundFault", HttpStatusCode.NotFound, typeof(OptionGroupNotFoundException))]
    [InlineData("InvalidParameterValue", HttpStatusCode.BadRequest, typeof(AmazonRDSException))]
    [InlineData("AccessDenied", HttpStatusCode.Forbidden, typeof(AmazonRDSException))]
    public async Task An_RDS_error_is_the_exception_of_its_code(
        string code,
        HttpStatusCode status,
        Type expected
    )
    {
        using var client = new Wire(
            status,
            $"""
            <ErrorResponse xmlns="http://rds.amazonaws.com/doc/2014-10-31/">
              <Error><Type>Sender</Type><Code>{code}</Code><Message>What happened.</Message></Error>
              <RequestId>from-the-body</RequestId>
            </ErrorResponse>
            """
        ).Rds();

        var error = await Should.ThrowAsync<AmazonRDSException>(() =>
            client.CopyDBSnapshotAsync(new CopyDBSnapshotRequest())
        );

        error.ShouldBeOfType(expected);
        error.Message.ShouldBe("What happened.");
        error.ErrorCode.ShouldBe(code);
        error.ErrorType.ShouldBe(ErrorType.Sender);
        error.StatusCode.ShouldBe(status);
        error.RequestId.ShouldBe("from-the-body");
    }

    [Theory]
    [InlineData("ExecutionAlreadyExists", "ExecutionAlreadyExists", typeof(ExecutionAlreadyExistsException))]
    [InlineData("com.amazonaws.states#InvalidName", "InvalidName", typeof(InvalidNameException))]
    [InlineData("AccessDeniedException", "AccessDeniedException", typeof(AmazonStepFunctionsException))]
    public async Task A_Step_Functions_error_is_the_exception_of_its_code(
        string sent,
        string code,
        Type expected
    )
    {
        using var client = new Wire(
            HttpStatusCode.BadRequest,
            $$"""{"__type":"{{sent}}","message":"What happened."}"""
        ).StepFunctions();

        var error = await Should.ThrowAsync<AmazonStepFunctionsException>(() =>
            client.StartExecutionAsync(new StartExecutionRequest())
        );

        error.ShouldBeOfType(expected);
        error.Message.ShouldBe("What happened.");
        error.ErrorCode.ShouldBe(code);
        error.RequestId.ShouldBe("from-the-header");
    }

    [Fact]
    public async Task A_page_of_executions_is_read()
    {
        using var client = new Wire(
            HttpStatusCode.OK,
            """
            {"executions":[{"name":"a","status":"RUNNING","startDate":1795142441.123,"stopDate":null,"later":{}}],"nextToken":"more"}
            """
        ).StepFunctions();

        var response = await client.ListExecutionsAsync(
            new ListExecutionsRequest { StatusFilter = ExecutionStatus.RUNNING }
        );

        response.NextToken.ShouldBe("more");
        response.ResponseMetadata.RequestId.ShouldBe("from-the-header");
        var execution = response.Executions.Single();
        (execution.Status == ExecutionStatus.RUNNING).ShouldBeTrue();
        execution.StartDate.ShouldBe(new DateTime(2026, 11, 20, 2, 40, 41, 123, DateTimeKind.Utc));
        execution.StopDate.ShouldBeNull();
    }

    [Fact]
    public async Task An_answer_that_is_not_the_service_s_is_an_error_with_its_status()
    {
        const string Page = "<html>Bad gateway";
        using var rds = new Wire(HttpStatusCode.BadGateway, Page).Rds();
        using var states = new Wire(HttpStatusCode.BadGateway, Page).StepFunctions();
        using var backup = new Wire(HttpStatusCode.BadGateway, Page).Backup();

        AmazonServiceException[] errors =
        [
            await Should.ThrowAsync<AmazonRDSException>(() =>
                rds.CopyDBSnapshotAsync(new CopyDBSnapshotRequest())
            ),
            await Should.ThrowAsync<AmazonStepFunctionsException>(() =>
                states.StartExecutionAsync(new StartExecutionRequest())
            ),
            await Should.ThrowAsync<AmazonBackupException>(() =>
                backup.StartCopyJobAsync(new StartCopyJobRequest())
            ),
        ];

        errors.ShouldAllBe(error =>
            error.StatusCode == HttpStatusCode.BadGateway && error.Message.Contains("502")
        );
    }
}
