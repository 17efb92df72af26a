using Amazon.RDS;
using Amazon.Runtime;
using Amazon.StepFunctions;
using StandIns.Protocol;

namespace StandIns.Tests;

public sealed class ConformanceTests
{
    internal static readonly StandIn Rds = new(typeof(IAmazonRDS), typeof(AmazonRDSException), name => name);
    internal static readonly StandIn StepFunctions = new(
        typeof(IAmazonStepFunctions),
        typeof(AmazonStepFunctionsException),
        JsonProtocol.WireName
    );

    [Fact]
    public async Task The_RDS_stand_in_agrees_with_the_service_model()
    {
        var check = Conformance.Check(Rds, await ServiceModel.LoadAsync("rds"));

        check.Defects.ShouldBeEmpty();
        check.Inspected.ShouldBeGreaterThan(350);
    }

    [Fact]
    public async Task The_Step_Functions_stand_in_agrees_with_the_service_model()
    {
        var check = Conformance.Check(StepFunctions, await ServiceModel.LoadAsync("stepfunctions"));

        check.Defects.ShouldBeEmpty();
        check.Inspected.ShouldBeGreaterThan(50);
    }

    /// <summary>Each seed is a change of the model; the check must say what then differs.</summary>
    [Theory]
    [InlineData("operations/CopyDBSnapshot", null, "CopyDBSnapshot: no such operation")]
    [InlineData(
        "operations/CopyDBSnapshot/http/method",
        "GET",
        "CopyDBSnapshot: HTTP is GET / in the model, POST / here"
    )]
    [InlineData(
        "operations/CopyDBSnapshot/http/requestUri",
        "/x",
        "CopyDBSnapshot: HTTP is POST /x in the model, POST / here"
    )]
    [InlineData(
        "operations/CopyDBSnapshot/output/resultWrapper",
        "Copied",
        "CopyDBSnapshot: result wrapper is Copied in the model, CopyDBSnapshotResult here"
    )]
    [InlineData(
        "operations/CopyDBSnapshot/output",
        null,
        "CopyDBSnapshotResponse.DBSnapshot: no such member"
    )]
    [InlineData(
        "shapes/CopyDBSnapshotMessage/members/KmsKeyId",
        null,
        "CopyDBSnapshotRequest.KmsKeyId: no such member"
    )]
    [InlineData("shapes/DBSnapshot/members/Status", null, "DBSnapshot.Status: no such member")]
    [InlineData(
        "shapes/DBSnapshot/members/Status/locationName",
        "status",
        "DBSnapshot.Status: wire name is status in the model, Status here"
    )]
    [InlineData(
        "shapes/CopyDBSnapshotMessage/members/KmsKeyId/location",
        "querystring",
        "CopyDBSnapshotRequest.KmsKeyId: location is querystring in the model, nothing here"
    )]
    [InlineData(
        "shapes/CreateDBInstanceMessage/required",
        """["Domain"]""",
        "CreateDBInstanceRequest: required member Domain is missing"
    )]
    [InlineData(
        "shapes/DBSnapshot/members/Encrypted/shape",
        "String",
        "DBSnapshot.Encrypted: type is String in the model, Boolean? here"
    )]
    [InlineData(
        "shapes/TStamp/type",
        "string",
        "DBSnapshot.SnapshotCreateTime: type is String in the model, DateTime? here"
    )]
    [InlineData(
        "shapes/TagList/member/locationName",
        "member",
        "CopyDBSnapshotRequest.Tags: list item name is member in the model, Tag here"
    )]
    [InlineData(
        "shapes/TagList/member/shape",
        "Filter",
        "CopyDBSnapshotRequest.Tags: type is Filter in the model, Tag here"
    )]
    [InlineData(
        "shapes/DBSnapshot/members/Status/shape",
        "TagList",
        "DBSnapshot.Status: a list in the model, String here"
    )]
    [InlineData("shapes/Filter/members/Values", null, "Filter.Values: no such member")]
    [InlineData(
        "shapes/StorageEncryptionType/enum",
        """["none","sse-kms"]""",
        "StorageEncryptionType: no such value sse-rds"
    )]
    [InlineData(
        "shapes/DBSnapshotNotFoundFault/error/code",
        "Gone",
        "DBSnapshotNotFoundException: no such error code DBSnapshotNotFound"
    )]
    [InlineData(
        "shapes/DBSnapshotNotFoundFault/members/snapshot",
        """{"shape":"String"}""",
        "DBSnapshotNotFoundException: member snapshot is not declared"
    )]
    [InlineData(
        "operations/CopyDBSnapshot/errors",
        "[]",
        "CustomAvailabilityZoneNotFoundException: no operation here has the error CustomAvailabilityZoneNotFoundFault"
    )]
    [InlineData(
        "shapes/KeyList/member/locationName",
        "Key",
        "RemoveTagsFromResourceRequest.TagKeys: list item name is Key in the model, member here"
    )]
    [InlineData(
        "shapes/DBClusterSnapshot/members/StorageEncrypted",
        null,
        "DBClusterSnapshot.StorageEncrypted: no such member"
    )]
    [InlineData(
        "shapes/OptionGroupNotFoundFault/error/code",
        "OptionGroupNotFound",
        "OptionGroupNotFoundException: no such error code OptionGroupNotFoundFault"
    )]
    public async Task A_seeded_difference_is_found(string path, string? value, string defect)
    {
        var model = await ServiceModel.LoadAsync("rds");

        var check = Conformance.Check(Rds, model.With(path, value));

        check.Defects.ShouldContain(defect);
    }

    [Fact]
    public async Task A_value_that_cannot_be_null_is_found()
    {
        var standIn = new StandIn(typeof(IWithoutNullable), typeof(AmazonRDSException), name => name);

        var check = Conformance.Check(standIn, await ServiceModel.LoadAsync("rds"));

        check.Defects.ShouldContain(
            "DescribeDBSnapshotsRequest.MaxRecords: type is Int32? in the model, Int32 here"
        );
    }

    internal interface IWithoutNullable
    {
        Task<DescribeDBSnapshotsResponse> DescribeDBSnapshotsAsync(DescribeDBSnapshotsRequest request);
    }

    internal sealed class DescribeDBSnapshotsRequest : AmazonWebServiceRequest
    {
        public int MaxRecords { get; set; }
    }

    internal sealed class DescribeDBSnapshotsResponse : AmazonWebServiceResponse;
}
