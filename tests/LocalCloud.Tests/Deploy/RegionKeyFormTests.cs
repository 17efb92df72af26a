using System.Text.Json.Nodes;
using LocalCloud.Deploy;
using LocalCloud.Deploy.Templates;

namespace LocalCloud.Tests.Deploy;

/// <summary>What the relay's roles may do with a region key that was given, by the form it was given in.</summary>
public sealed class RegionKeyFormTests
{
    private const string Id = "1234abcd-12ab-34cd-56ef-1234567890ab";
    private const string MultiRegionId = "mrk-1234abcd12ab34cd56ef1234567890ab";
    private const string Keys = "arn:aws:kms:eu-central-1:111111111111:key/";

    [Theory]
    [InlineData(Keys + Id, Keys + Id)]
    [InlineData(
        "arn:aws:kms:eu-central-1:333333333333:key/" + Id,
        "arn:aws:kms:eu-central-1:333333333333:key/" + Id
    )]
    [InlineData("arn:aws:kms:eu-west-1:111111111111:key/" + MultiRegionId, Keys + MultiRegionId)]
    [InlineData(Id, Keys + Id)]
    [InlineData(MultiRegionId, Keys + MultiRegionId)]
    public void A_key_is_that_key_in_this_Region(string given, string key)
    {
        foreach (var statement in OfTheRegionKey(given))
        {
            $"{statement["Resource"]}".ShouldBe(key);
            statement.ToJsonString().ShouldNotContain("Alias");
        }
    }

    [Theory]
    [InlineData("alias/copies/of-orders", "alias/copies/of-orders")]
    [InlineData("arn:aws:kms:eu-central-1:111111111111:alias/copies", "alias/copies")]
    public void An_alias_is_whatever_key_of_this_account_and_Region_has_it(string given, string alias)
    {
        foreach (var statement in OfTheRegionKey(given))
        {
            $"{statement["Resource"]}".ShouldBe(Keys + "*");
            var condition = statement["Condition"]!;
            (
                condition["StringEquals"]?["kms:RequestAlias"]
                ?? condition["ForAnyValue:StringEquals"]?["kms:ResourceAliases"]
            )
                .ShouldNotBeNull()
                .ToString()
                .ShouldBe(alias);
        }
    }

    [Theory]
    [InlineData("arn:aws:kms:eu-west-1:111111111111:key/" + MultiRegionId, Keys + MultiRegionId)]
    [InlineData(Id, Keys + Id)]
    // AWS Backup takes no alias, and says so to whoever deploys.
    [InlineData("alias/copies", "alias/copies")]
    public void The_vault_is_under_that_key(string given, string key)
    {
        var (ports, relay) = Deploy(given, "jobs");

        ports.Vaults[relay.RegionVaultArn!].KeyArn.ShouldBe(key);
    }

    private static List<JsonNode> OfTheRegionKey(string given)
    {
        var (ports, _) = Deploy(given, "off");
        List<JsonNode> found =
        [
            .. ports
                .Roles.Values.SelectMany(r => r.Policies.Values)
                .SelectMany(p => p["Statement"]!.AsArray().Select(s => s!))
                .Where(s =>
                    $"{s["Sid"]}".EndsWith("RegionKey", StringComparison.Ordinal)
                    || $"{s["Sid"]}" == "UseRegionKeyThroughRds"
                ),
        ];
        found
            .Select(s => $"{s["Sid"]}")
            .Distinct()
            .ShouldBe(["DescribeRegionKey", "UseRegionKeyThroughRds", "LetRdsKeepUsingRegionKey"]);
        return found;
    }

    private static (RecordingPorts Ports, RelayDeployment Relay) Deploy(string given, string recoveryPoints)
    {
        var ports = new RecordingPorts();
        var settings = new RelaySettings("111111111111", null, "eu-central-1", ["eu-west-1"])
        {
            RegionKeyId = given,
            RecoveryPoints = recoveryPoints,
            SourceVaults = recoveryPoints == "jobs" ? ["prod"] : [],
        };
        return (ports, RelayStacks.Deploy(ports.Deployer, RepositoryRoot.Find(), settings));
    }
}
