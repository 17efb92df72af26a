using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon;
using Amazon.Backup.Model;
using Amazon.RDS.Model;
using Amazon.Runtime;
using Amazon.StepFunctions.Model;
using StandIns.Protocol;

namespace StandIns.Tests;

/// <summary>What goes over the wire, held against botocore's own serializer: another implementation of the protocols.</summary>
public sealed class RequestTests
{
    private const string Serialize = """
        import json, sys
        from botocore.loaders import Loader
        from botocore.model import ServiceModel
        from botocore.serialize import create_serializer
        service, requests = json.load(sys.stdin)
        model = ServiceModel(Loader().load_service_model(service, "service-2"))
        serializer = create_serializer(model.metadata["protocol"], include_validation=False)
        def write(operation, parameters):
            sent = serializer.serialize_to_request(parameters, model.operation_model(operation))
            body = sent["body"]
            return {
                "body": {k: str(v) for k, v in body.items()} if isinstance(body, dict) else json.loads(body or "{}"),
                "target": sent["headers"].get("X-Amz-Target", ""),
                "type": sent["headers"].get("Content-Type", "").split(";")[0],
                "method": sent["method"],
                "path": sent["url_path"],
                "query": {k: str(v) for k, v in dict(sent["query_string"] or {}).items()},
                "scope": model.signing_name,
            }
        print(json.dumps({operation: write(operation, p) for operation, p in requests.items()}))
        """;

    [Fact]
    public async Task Every_RDS_request_is_written_as_botocore_writes_it()
    {
        var wire = new Wire(HttpStatusCode.OK, "<Response/>");
        using var client = wire.Rds();

        await Compare(
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

        await Compare(
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

        await Compare(
            wire,
            "backup",
            ConformanceTests.Backup,
            client,
            call => JsonNode.Parse(call.Body is "" ? "{}" : call.Body)!
        );
    }

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

        var error = await Should.ThrowAsync<Amazon.Backup.AmazonBackupException>(() =>
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

    private static async Task Compare(
        Wire wire,
        string service,
        StandIn standIn,
        object client,
        Func<Wire.Call, JsonNode> body
    )
    {
        await Botocore.FolderAsync();
        var asked = new JsonObject();
        foreach (
            var method in standIn
                .Interface.GetMethods()
                .Where(method => method.Name.EndsWith("Async", StringComparison.Ordinal))
        )
        {
            var (request, parameters) = Filled(method.GetParameters()[0].ParameterType, standIn.WireName);
            asked[method.Name[..^"Async".Length]] = parameters;
            await (Task)method.Invoke(client, [request, CancellationToken.None])!;
        }

        var (status, output) = await Repository.RunAsync(
            Repository.Root,
            "python3",
            ["-c", Serialize],
            input: new JsonArray(service, asked.DeepClone()).ToJsonString()
        );
        status.ShouldBe(0, output);
        var expected = JsonNode.Parse(output)!.AsObject();
        wire.Calls.Count.ShouldBe(expected.Count);
        foreach (var (call, (operation, other)) in wire.Calls.Zip(expected))
        {
            JsonNode
                .DeepEquals(body(call), other!["body"])
                .ShouldBeTrue($"{operation}: {call.Body}\nbut botocore: {other["body"]}");
            call.Target.ShouldBe((string?)other["target"]);
            call.ContentType.ShouldBe((string?)other["type"]);
            call.Scope.ShouldBe($"eu-central-1/{other["scope"]}");
            call.Method.ShouldBe((string?)other["method"]);
            call.Path.ShouldBe((string?)other["path"]);
            JsonNode
                .DeepEquals(JsonSerializer.SerializeToNode(call.Query), other["query"])
                .ShouldBeTrue($"{operation}: {call.Address}\nbut botocore: {other["query"]}");
        }
    }

    /// <summary>A structure with every member set, two elements in each list, and the same for botocore.</summary>
    private static (object Structure, JsonObject Parameters) Filled(Type type, Func<string, string> wireName)
    {
        var structure = Activator.CreateInstance(type)!;
        var parameters = new JsonObject();
        foreach (var member in Member.Of(type))
        {
            if (member.IsList)
            {
                var values = Enumerable
                    .Range(1, 2)
                    .Select(i => Value(member.Type, $"{member.Name} {i}", wireName))
                    .ToList();
                var list = member.NewList();
                values.ForEach(value => list.Add(value.Item1));
                member.Set(structure, list);
                parameters[wireName(member.Name)] = new JsonArray([.. values.Select(value => value.Item2)]);
            }
            else if (member.IsMap)
            {
                var (value, parameter) = Value(member.Type, member.Name, wireName);
                var map = member.NewMap();
                map.Add("ä key", value);
                member.Set(structure, map);
                parameters[wireName(member.Name)] = new JsonObject { ["ä key"] = parameter };
            }
            else
            {
                var (value, parameter) = Value(member.Type, $"{member.Name}: ä+&=/ \"", wireName);
                member.Set(structure, value);
                parameters[wireName(member.Name)] = parameter;
            }
        }

        return (structure, parameters);
    }

    private static (object, JsonNode) Value(Type type, string text, Func<string, string> wireName) =>
        type switch
        {
            _ when type == typeof(string) => (text, text),
            _ when type == typeof(bool) => (true, true),
            _ when type == typeof(int) => (42, 42),
            _ when type == typeof(long) => (42_000_000_000, 42_000_000_000),
            _ when type == typeof(DateTime) => (
                new DateTime(2026, 11, 22, 3, 0, 41, DateTimeKind.Utc),
                "2026-11-22T03:00:41Z"
            ),
            _ when typeof(ConstantClass).IsAssignableFrom(type) => (
                Activator.CreateInstance(type, "SOME")!,
                "SOME"
            ),
            _ when Member.IsStructure(type) => Filled(type, wireName),
            _ => throw new NotSupportedException($"No sample value for {type}."),
        };
}
