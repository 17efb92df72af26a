using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using StandIns.Protocol;

namespace StandIns.Tests;

/// <summary>Every request of a service, filled in, held against what botocore's own serializer makes of the same.</summary>
internal static class SameAsBotocore
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

    public static async Task CompareAsync(
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
