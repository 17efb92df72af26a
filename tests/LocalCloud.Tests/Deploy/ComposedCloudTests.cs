using System.Text.Json.Nodes;
using LocalCloud.Deploy;

namespace LocalCloud.Tests.Deploy;

/// <summary>The three templates on the real services: their patterns, policies and the definition are taken.</summary>
public sealed class ComposedCloudTests
{
    private static readonly CloudOptions _options = new()
    {
        DrRegion = "us-west-2",
        SourceRegions = ["us-east-1", "us-east-2"],
    };

    [Fact]
    public async Task They_deploy_with_a_DR_account()
    {
        await using var cloud = Cloud.Create(_options);

        var relay = cloud.DeployRelay();

        cloud.Sts.Roles.All.Select(role => role.Arn).ShouldBe(relay.RoleArns, ignoreOrder: true);
        foreach (var arn in relay.FunctionArns.Values)
        {
            cloud.Lambda.Function(arn).Configuration.RoleArn.ShouldBeOneOf([.. relay.RoleArns]);
        }
    }

    [Fact]
    public async Task They_deploy_without_one_and_with_a_key_that_is_there()
    {
        await using var cloud = Cloud.Create(_options);
        var key = cloud.Kms.Keys.CreateKey(
            _options.SourceAccountId,
            _options.DrRegion,
            new()
            {
                ["Statement"] = new JsonObject
                {
                    ["Effect"] = "Allow",
                    ["Principal"] = new JsonObject { ["AWS"] = _options.SourceAccountId },
                    ["Action"] = "kms:*",
                    ["Resource"] = "*",
                },
            },
            "made by hand",
            rotation: true
        );

        var relay = cloud.DeployRelay(settings => settings with { DrAccountId = null, RegionKeyId = key });

        relay.DrAccount.ShouldBeNull();
        relay.RegionKeyArn.ShouldBe(key);
        relay.Relay.OfType("AWS::KMS::Key").ShouldBeEmpty();
        cloud
            .Lambda.Function(relay.FunctionArns["PlanRelay"])
            .Configuration.Environment["REGION_KEY_ID"]
            .ShouldBe(key);
    }

    [Fact]
    public async Task Two_relays_live_side_by_side()
    {
        await using var cloud = Cloud.Create(_options);

        var first = cloud.DeployRelay(settings => settings with { RelayName = "first" });
        var second = cloud.DeployRelay(settings => settings with { RelayName = "second" });

        first.StateMachineArn.ShouldNotBe(second.StateMachineArn);
        first.RoleArns.ShouldNotContain(arn => second.RoleArns.Contains(arn));
    }
}
