using Amazon.KeyManagementService.Model;
using Amazon.RDS.Model;

namespace Scenarios;

/// <summary>Keys in every form that KMS takes, and the option groups that copies across Regions need.</summary>
public sealed class KeysAndOptionGroups
{
    private const string Alias = "alias/dr-copies";

    [Theory]
    [InlineData("id")]
    [InlineData("alias")]
    [InlineData("alias ARN")]
    public async Task A_region_key_may_be_given_in_any_form_that_KMS_takes(string form)
    {
        string? arn = null;
        await using var estate = Estate.Start(
            "region",
            regionKey: cloud =>
            {
                arn = cloud.Kms.Keys.CreateKey(
                    Estate.Source,
                    cloud.Options.DrRegion,
                    KeyPolicy(),
                    "ours",
                    rotation: true
                );
                return form == "id" ? arn[(arn.LastIndexOf('/') + 1)..]
                    : form == "alias" ? Alias
                    : $"arn:aws:kms:{cloud.Options.DrRegion}:{Estate.Source}:{Alias}";
            }
        );
        using var kms = estate.Kms(Estate.Source, estate.DrRegion);
        await kms.CreateAliasAsync(new CreateAliasRequest { AliasName = Alias, TargetKeyId = arn });
        await estate.Database("orders");
        estate.AutomatedSnapshot("orders");
        await estate.RunUntilIdle();
        estate.Succeeded();
        (await estate.Copies(Estate.Source)).Single().KmsKeyId.ShouldBe(arn);
    }

    [Theory]
    [InlineData(Alias)]
    [InlineData($"arn:aws:kms:eu-central-1:{Estate.Dr}:{Alias}")]
    public async Task An_account_key_may_be_an_alias_of_the_DR_accounts(string given)
    {
        await using var estate = Estate.Start(deploy: s =>
            s with
            {
                Parameters = new Dictionary<string, string> { ["AccountKeyId"] = given },
            }
        );
        var arn = estate.Relay.AccountKeyArn;
        using var kms = estate.Kms(Estate.Dr, estate.DrRegion);
        await kms.CreateAliasAsync(new CreateAliasRequest { AliasName = Alias, TargetKeyId = arn });
        await estate.Database("orders");
        estate.AutomatedSnapshot("orders");
        await estate.RunUntilIdle();
        estate.Succeeded();
        (await estate.Copies(Estate.Dr)).Single().KmsKeyId.ShouldBe(arn);
    }

    [Fact]
    public async Task A_multi_Region_key_given_by_its_source_Regions_ARN_is_its_related_key_in_the_DR_Region()
    {
        await using var estate = await WithMultiRegionKey(replicate: true);
        estate.AutomatedSnapshot("orders");
        await estate.RunUntilIdle();
        estate.Succeeded();
        var key = (await estate.Copies(Estate.Source)).Single().KmsKeyId;
        key.ShouldStartWith($"arn:aws:kms:{estate.DrRegion}:{Estate.Source}:key/mrk-");
    }

    [Fact]
    public async Task A_multi_Region_key_without_a_related_key_in_the_DR_Region_is_refused_with_the_command_to_make_one()
    {
        await using var estate = await WithMultiRegionKey(replicate: false);
        estate.AutomatedSnapshot("orders");
        await estate.RunUntilIdle();
        estate
            .Failed("KeyRefusedException")
            .Cause.ShouldNotBeNull()
            .ShouldContain("aws kms replicate-key --key-id mrk-");
        estate.Owned(Estate.Source).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("tde", null)]
    [InlineData("tde-dr", "tde=tde-dr")]
    public async Task An_option_group_is_looked_for_under_its_own_name_or_the_one_that_the_setting_says(
        string inDrRegion,
        string? setting
    )
    {
        await using var estate = await WithOptionGroup(setting);
        await OptionGroup(estate, estate.DrRegion, inDrRegion, "TDE");
        await estate.ManualSnapshot("legacy", "s");
        await estate.RunUntilIdle();
        estate.Succeeded();
        (await estate.Copies(Estate.Source)).Single().OptionGroupName.ShouldBe(inDrRegion);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_missing_option_group_or_option_is_refused_with_what_to_create(bool withoutOption)
    {
        await using var estate = await WithOptionGroup(null);
        if (withoutOption)
        {
            await OptionGroup(estate, estate.DrRegion, "tde");
        }

        await estate.ManualSnapshot("legacy", "s");
        await estate.RunUntilIdle();
        estate
            .Failed("OptionGroupRefusedException")
            .Cause.ShouldNotBeNull()
            .ShouldContain(withoutOption ? "Add TDE to tde" : "Create the option group tde in eu-central-1");
        estate.Owned(Estate.Source).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_an_option_forbids_to_share_is_refused_with_the_mode_that_does_without()
    {
        await using var estate = await WithOptionGroup(null, mode: "copy");
        await OptionGroup(estate, estate.DrRegion, "tde", "TDE");
        await estate.ManualSnapshot("legacy", "s");
        await estate.RunUntilIdle();
        estate
            .Failed("OptionGroupRefusedException")
            .Cause.ShouldNotBeNull()
            .ShouldContain("snapshot-relay:mode=region");
        estate.Owned(Estate.Source).ShouldBeEmpty();
    }

    private static async Task<Estate> WithMultiRegionKey(bool replicate)
    {
        string? id = null;
        var estate = Estate.Start(
            "region",
            regionKey: cloud =>
            {
                id = MultiRegionKeyAsync(cloud).GetAwaiter().GetResult();
                return $"arn:aws:kms:{cloud.Options.SourceRegions[0]}:{Estate.Source}:key/{id}";
            }
        );
        if (replicate)
        {
            using var kms = estate.Kms(Estate.Source, estate.SourceRegion);
            await kms.ReplicateKeyAsync(
                new ReplicateKeyRequest { KeyId = id, ReplicaRegion = estate.DrRegion }
            );
        }

        await estate.Database("orders");
        return estate;
    }

    private static async Task<string> MultiRegionKeyAsync(LocalCloud.Cloud cloud)
    {
        using var kms = Estate.Kms(cloud, Estate.Source, cloud.Options.SourceRegions[0]);
        return (await kms.CreateKeyAsync(new CreateKeyRequest { MultiRegion = true })).KeyMetadata.KeyId;
    }

    private static async Task<Estate> WithOptionGroup(string? setting, string mode = "region")
    {
        var estate = Estate.Start(
            mode,
            deploy: s =>
                s with
                {
                    Parameters = setting is null
                        ? s.Parameters
                        : new Dictionary<string, string> { ["OptionGroups"] = setting },
                }
        );
        await OptionGroup(estate, estate.SourceRegion, "tde", "TDE");
        using var rds = estate.Rds(Estate.Source, estate.SourceRegion);
        await rds.CreateDBInstanceAsync(
            new CreateDBInstanceRequest
            {
                DBInstanceIdentifier = "legacy",
                Engine = "oracle-ee",
                EngineVersion = "19.0.0.0.ru-2026-01.rur-2026-01.r1",
                DBInstanceClass = "db.m6i.large",
                AllocatedStorage = 100,
                MasterUsername = "app",
                MasterUserPassword = "not-a-secret",
                StorageEncrypted = true,
                OptionGroupName = "tde",
            }
        );
        await estate.RunFor(TimeSpan.FromMinutes(6));
        return estate;
    }

    private static async Task OptionGroup(Estate estate, string region, string name, params string[] options)
    {
        using var rds = estate.Rds(Estate.Source, region);
        await rds.CreateOptionGroupAsync(
            new CreateOptionGroupRequest
            {
                OptionGroupName = name,
                EngineName = "oracle-ee",
                MajorEngineVersion = "19",
                OptionGroupDescription = "Encrypted tablespaces",
            }
        );
        if (options.Length > 0)
        {
            await rds.ModifyOptionGroupAsync(
                new ModifyOptionGroupRequest
                {
                    OptionGroupName = name,
                    OptionsToInclude = [.. options.Select(o => new OptionConfiguration { OptionName = o })],
                    ApplyImmediately = true,
                }
            );
        }
    }

    private static System.Text.Json.Nodes.JsonObject KeyPolicy() =>
        System
            .Text.Json.Nodes.JsonNode.Parse(
                $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::{{Estate.Source}}:root"},"Action":"kms:*","Resource":"*"}]}"""
            )!
            .AsObject();
}
