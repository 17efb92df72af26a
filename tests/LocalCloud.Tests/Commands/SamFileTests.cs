using System.Text.Json.Nodes;
using LocalCloud.Commands;
using LocalCloud.Lambda;

namespace LocalCloud.Tests.Commands;

public sealed class SamFileTests
{
    [Fact]
    public async Task Each_function_has_its_settings_its_roles_credentials_and_the_way_out_of_the_container()
    {
        await using var cloud = Cloud.Create(
            new CloudOptions { FunctionHost = _ => new DelegateHost((_, _, _) => Task.FromResult("null")) }
        );
        var relay = cloud.DeployRelay();
        var root = Directory.CreateTempSubdirectory("sam-file-");

        var file = SamFile.Write(root.FullName, new Uri("http://127.0.0.1:4567"), cloud, relay);

        var functions = JsonNode.Parse(await File.ReadAllTextAsync(file))!["Resources"]!.AsObject();
        functions.Select(f => f.Key).ShouldBe(relay.FunctionArns.Keys);
        foreach (var (name, function) in functions)
        {
            var properties = function!["Properties"]!;
            ((string?)properties["Handler"]).ShouldBe(
                $"Relay.Functions::Relay.Functions.{name}::HandleAsync"
            );
            File.Exists(
                    Path.Combine(Path.GetDirectoryName(file)!, (string)properties["CodeUri"]!, "Relay.dll")
                )
                .ShouldBeTrue();
            var variables = properties["Environment"]!["Variables"]!;
            ((string?)variables["REGION_KEY_ID"]).ShouldBe(relay.RegionKeyArn);
            ((string?)variables["AWS_REGION"]).ShouldBe("eu-central-1");
            ((string?)variables["AWS_ENDPOINT_URL"]).ShouldBe("http://host.docker.internal:4567");
            cloud
                .Credentials.Find((string)variables["AWS_ACCESS_KEY_ID"]!)!
                .Caller.RoleArn.ShouldEndWith($"/snapshot-relay-{name}");
        }

        root.Delete(recursive: true);
    }
}
