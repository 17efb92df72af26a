using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon;
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
                "body": {k: str(v) for k, v in body.items()} if isinstance(body, dict) else json.loads(body),
                "target": sent["headers"].get("X-Amz-Target", ""),
                "type": sent["headers"]["Content-Type"].split(";")[0],
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
            call.Method.ShouldBe("POST");
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
            _ when typeof(ConstantClass).IsAssignableFrom(type) => (
                Activator.CreateInstance(type, "SOME")!,
                "SOME"
            ),
            _ when Member.IsStructure(type) => Filled(type, wireName),
            _ => throw new NotSupportedException($"No sample value for {type}."),
        };
}
