using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon;
using Amazon.RDS.Model;
using Amazon.Runtime;
using Amazon.StepFunctions.Model;

namespace StandIns.Tests;

/// <summary>What goes over the wire, held against botocore's own serializer: another implementation of the protocols.</summary>
public sealed class RequestTests
{
    [Fact]
    public async Task Every_RDS_request_is_written_as_botocore_writes_it()
    {
        var wire = new Wire(HttpStatusCode.OK, "<Response/>");
        using var client = wire.Rds();

        await SameAsBotocore.CompareAsync(
            wire,
            "rds",
            ConformanceTests.Rds,
            client,
            call => JsonSerializer.SerializeToNode(call.Form)!
        );
    }

    [Fact]
    public async Task Every_Step_Functions_request_is_written_as_botocore_writes_it()
    {
        var wire = new Wire(HttpStatusCode.OK, "{}");
        using var client = wire.StepFunctions();

        await SameAsBotocore.CompareAsync(
            wire,
            "stepfunctions",
            ConformanceTests.StepFunctions,
            client,
            call => JsonNode.Parse(call.Body)!
        );
    }

    [Fact]
    public async Task Every_Backup_request_is_written_as_botocore_writes_it()
    {
        var wire = new Wire(HttpStatusCode.OK, "{}");
        using var client = wire.Backup();

        await SameAsBotocore.CompareAsync(
            wire,
            "backup",
            BackupConformanceTests.StandIn,
            client,
            call => JsonNode.Parse(call.Body is "" ? "{}" : call.Body)!
        );
    }

    [Fact]
    public async Task What_is_not_set_is_not_sent_and_an_empty_list_is()
    {
        var wire = new Wire(HttpStatusCode.OK, "<Response/>");
        using var client = wire.Rds();

        await client.CopyDBSnapshotAsync(
            new CopyDBSnapshotRequest
            {
                SourceRegion = "eu-west-1",
                Tags = [],
                CopyTags = false,
            }
        );

        wire.Calls.Single().Form.Remove("Version").ShouldBeTrue();
        wire.Calls.Single()
            .Form.ShouldBe(
                new Dictionary<string, string>
                {
                    ["Action"] = "CopyDBSnapshot",
                    ["CopyTags"] = "false",
                    ["Tags"] = "",
                    ["Version"] = "2014-10-31",
                },
                ignoreOrder: true
            );
    }

    [Fact]
    public async Task Requests_go_to_the_Region_of_the_config_and_are_signed_for_it()
    {
        var wire = new Wire(HttpStatusCode.OK, "{}");
        using var client = wire.StepFunctions(config => config.RegionEndpoint = RegionEndpoint.EUWest1);

        await client.StartExecutionAsync(new StartExecutionRequest());

        wire.Calls.Single().Address.ShouldBe("https://states.eu-west-1.amazonaws.com/");
        wire.Calls.Single().Scope.ShouldBe("eu-west-1/states");
        wire.Calls.Single().Authorization.ShouldStartWith("AWS4-HMAC-SHA256 Credential=111111111111/");
    }

    [Theory]
    [InlineData("AWS_ENDPOINT_URL")]
    [InlineData("AWS_ENDPOINT_URL_RDS")]
    public async Task With_an_endpoint_in_the_environment_the_signature_keeps_the_authentication_Region(
        string variable
    )
    {
        Environment.SetEnvironmentVariable(variable, "http://127.0.0.1:4566");
        try
        {
            var wire = new Wire(HttpStatusCode.OK, "<Response/>");
            using var client = wire.Rds(config => config.AuthenticationRegion = "eu-central-1");
            using var forgetful = wire.Rds();

            await client.DescribeDBSnapshotsAsync(new DescribeDBSnapshotsRequest());
            await forgetful.DescribeDBSnapshotsAsync(new DescribeDBSnapshotsRequest());

            wire.Calls.ShouldAllBe(call => call.Address == "http://127.0.0.1:4566/");
            // Why every client sets both: RegionEndpoint alone does not reach the signature (so officially too).
            wire.Calls.Select(call => call.Scope).ShouldBe(["eu-central-1/rds", "us-east-1/rds"]);
        }
        finally
        {
            Environment.SetEnvironmentVariable(variable, null);
        }
    }

    [Fact]
    public async Task The_token_of_temporary_credentials_is_signed_too()
    {
        var wire = new Wire(HttpStatusCode.OK, "{}");
        using var client = wire.StepFunctions(new SessionAWSCredentials("ASIAEXAMPLE", "secret", "token"));

        await client.StartExecutionAsync(new StartExecutionRequest());

        wire.Calls.Single().Authorization.ShouldContain("x-amz-security-token");
    }
}
