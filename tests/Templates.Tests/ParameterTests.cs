using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Templates.Tests;

public sealed partial class ParameterTests
{
    [Fact]
    public void Every_parameter_says_what_it_means_and_what_to_do_about_a_wrong_value()
    {
        foreach (var template in Template.All)
        {
            var parameters = template.Section("Parameters");
            parameters.Count.ShouldBeGreaterThan(1);
            foreach (var (name, parameter) in parameters)
            {
                (parameter!["Description"]?.ToString().Length ?? 0).ShouldBeGreaterThan(
                    20,
                    $"{template}: {name}"
                );
                var limited = parameter["AllowedPattern"] ?? parameter["AllowedValues"];
                (limited is null).ShouldBe(parameter["ConstraintDescription"] is null, $"{template}: {name}");
                (limited ?? parameter["MinValue"]).ShouldNotBeNull($"{template}: {name} takes any value");
            }
        }
    }

    [Fact]
    public void Names_are_limited_alike_in_all_templates()
    {
        foreach (var limit in new[] { "AllowedPattern", "MaxLength", "Default" })
        {
            Template
                .All.Select(t => t.Section("Parameters")["RelayName"]![limit]!.ToString())
                .Distinct()
                .ShouldHaveSingleItem(limit);
        }
    }

    [Fact]
    public void Every_rule_says_what_to_do()
    {
        var rules = Template.All.SelectMany(t => t.Section("Rules")).ToList();
        rules.Count.ShouldBeGreaterThan(3);
        rules
            .SelectMany(r => r.Value!["Assertions"].Items())
            .ShouldAllBe(a => a["AssertDescription"]!.ToString().Length > 20);
    }

    [Theory]
    [InlineData("ModeCopyNeedsADrAccount", "DrAccountId AccountKeyId ExternalId")]
    [InlineData("ModeShareNeedsADrAccount", "DrAccountId")]
    [InlineData("WhatCopiesIntoTheDrAccountIsGivenWhole", "DrAccountId AccountKeyId ExternalId")]
    [InlineData("DirectToAccountNeedsADrAccount", "AccountKeyId")]
    [InlineData("RecoveryPointsJobsNeedsVaults", "SourceVaults")]
    [InlineData("RecoveryPointsJobsNeedsTheDrAccountsVault", "DrVaultArn")]
    public void A_setting_asks_for_everything_it_needs_before_anything_is_made(string rule, string parameters)
    {
        Template.Relay.Section("Rules")[rule]!
            ["Assertions"]
            .Items()
            .Select(a => a["Assert"]!.Short())
            .ShouldBe(
                parameters
                    .Split(' ')
                    .Select(p => $$$"""{"Fn::Not":[{"Fn::Equals":[{"Ref":"{{{p}}}"},""]}]}""")
            );
    }

    [Theory]
    [InlineData("dr-account", "templates/dr-account.yaml")]
    [InlineData("relay", "template.yaml")]
    [InlineData("source-region", "templates/source-region.yaml")]
    public void The_sample_configuration_deploys_each_template_with_values_it_takes(
        string environment,
        string path
    )
    {
        var settings = Environment(environment);
        settings["template_file"]
            .ShouldBe(
                Template.All.Single(t => t.Path == path).Section("Globals").Count > 0
                    ? ".aws-sam/build/template.yaml"
                    : path
            );
        settings["capabilities"].ShouldBe("CAPABILITY_NAMED_IAM");

        var parameters = Template.All.Single(t => t.Path == path).Section("Parameters");
        var given = settings["parameter_overrides"]
            .Split(' ')
            .Select(p => p.Split('=', 2))
            .ToDictionary(p => p[0], p => p[1]);
        parameters
            .Where(p => p.Value!["Default"] is null)
            .Select(p => p.Key)
            .Except(given.Keys)
            .ShouldBeEmpty();
        foreach (var (name, value) in given)
        {
            var parameter = parameters[name].ShouldNotBeNull($"{path} has no parameter {name}");
            Takes(parameter, value).ShouldBeTrue($"{name}={value}");
        }
    }

    [Fact]
    public void The_sample_stacks_agree_with_one_another()
    {
        var (dr, relay, source) = (Overrides("dr-account"), Overrides("relay"), Overrides("source-region"));
        new[] { dr["RelayName"], relay["RelayName"], source["RelayName"] }.Distinct().ShouldHaveSingleItem();
        dr["ExternalId"].ShouldBe(relay["ExternalId"]);
        Environment("dr-account")["region"].ShouldBe(Environment("relay")["region"]);
        source["RelayRegion"].ShouldBe(Environment("relay")["region"]);
        relay["SourceRegions"].Split(',').ShouldContain(Environment("source-region")["region"]);
        relay["AccountKeyId"].ShouldContain($":{Environment("relay")["region"]}:{relay["DrAccountId"]}:");
    }

    private static bool Takes(JsonNode parameter, string value) =>
        parameter["AllowedValues"] is JsonArray values ? values.Any(v => v!.ToString() == value)
        : parameter["Type"]!.ToString() == "CommaDelimitedList"
            ? value.Split(',').All(v => Regex.IsMatch(v, Pattern(parameter)))
        : Regex.IsMatch(value, Pattern(parameter));

    private static string Pattern(JsonNode parameter) => parameter["AllowedPattern"]!.ToString();

    private static Dictionary<string, string> Overrides(string environment) =>
        Environment(environment)["parameter_overrides"]
            .Split(' ')
            .Select(p => p.Split('=', 2))
            .ToDictionary(p => p[0], p => p[1]);

    private static Dictionary<string, string> Environment(string name)
    {
        var file = File.ReadAllText(Repository.File("samconfig.toml"));
        var table = file.Split($"[{name}.deploy.parameters]\n")[1].Split("\n[")[0];
        return Settings().Matches(table).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value);
    }

    [GeneratedRegex("^([a-z0-9_]+) = \"([^\"]*)\"", RegexOptions.Multiline)]
    private static partial Regex Settings();
}
