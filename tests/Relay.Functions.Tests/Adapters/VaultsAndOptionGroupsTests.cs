using Relay.Aws;

namespace Relay.Functions.Tests.Adapters;

/// <summary>What has to be there before a copy: vaults, cross-account backup, option groups.</summary>
public sealed class VaultsAndOptionGroupsTests
{
    [Fact]
    public async Task A_vault_is_asked_for_as_its_owner_and_told_with_its_key_and_its_lock()
    {
        var aws = new AwsAnswers(
            Answer.Ok(
                $$"""{"BackupVaultArn":"{{Some.AccountVault}}","EncryptionKeyArn":"key","Locked":true,"MinRetentionDays":7}"""
            )
        );

        var found = await new Vaults(aws.Connection).Find(Some.AsReader, Some.AccountVault);

        found.ShouldBe(new VaultFacts(Some.AccountVault, "key", Locked: true, MinRetentionDays: 7, null));
        aws.Requests.Single().Path.ShouldBe("/backup-vaults/copies");
        aws.Requests[0].Authorization.ShouldContain("ASIAREADER");
    }

    [Theory]
    [InlineData("ResourceNotFoundException", "Backup vault not found", 400)]
    [InlineData("AccessDeniedException", "Insufficient privileges to perform this action.", 403)]
    public async Task A_vault_that_is_not_there_is_none_though_AWS_Backup_may_speak_of_privileges(
        string code,
        string text,
        int status
    )
    {
        var aws = new AwsAnswers(Answer.BackupError(code, text, status));

        (await new Vaults(aws.Connection).Find(Some.AtDr, Some.RegionVault)).ShouldBeNull();
    }

    [Theory]
    [InlineData("""{"GlobalSettings":{"isCrossAccountBackupEnabled":"true"}}""", true)]
    [InlineData("""{"GlobalSettings":{"isCrossAccountBackupEnabled":"false"}}""", false)]
    [InlineData("""{"GlobalSettings":{}}""", false)]
    [InlineData("{}", false)]
    public async Task The_organization_s_setting_decides_about_cross_account_backup(string settings, bool on)
    {
        var aws = new AwsAnswers(Answer.Ok(settings));

        (await new Vaults(aws.Connection).CrossAccountBackup(Some.AtSource)).ShouldBe(on);
    }

    [Theory]
    [InlineData("InvalidRequestException", "Your account is not a member of an organization.")]
    [InlineData("ERROR_9601", "Your account is not a member of an organization.")]
    [InlineData("ERROR_2502", "Feature Cross Account Backup is not available in current region")]
    public async Task An_account_outside_of_organizations_has_no_cross_account_backup(
        string code,
        string text
    )
    {
        var aws = new AwsAnswers(Answer.BackupError(code, text));

        (await new Vaults(aws.Connection).CrossAccountBackup(Some.AtSource)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("AccessDeniedException", 403, typeof(AwsAccessDeniedException))]
    [InlineData("ServiceUnavailableException", 500, typeof(AwsUnavailableException))]
    [InlineData("InvalidRequestException", 400, typeof(AwsRefusedException))]
    public async Task Any_other_error_is_one(string code, int status, Type error)
    {
        var aws = new AwsAnswers(Answer.BackupError(code, status: status));

        (
            await Should.ThrowAsync<RelayException>(() =>
                new Vaults(aws.Connection).CrossAccountBackup(Some.AtSource)
            )
        ).ShouldBeOfType(error);
    }

    [Fact]
    public async Task An_option_group_is_told_with_what_lasts_in_it()
    {
        var aws = new AwsAnswers(
            Answer.Rds(
                "DescribeOptionGroups",
                """
                <OptionGroupsList><OptionGroup>
                  <OptionGroupName>orders-tde</OptionGroupName><EngineName>oracle-ee</EngineName>
                  <MajorEngineVersion>19</MajorEngineVersion>
                  <Options>
                    <Option><OptionName>TDE</OptionName><Persistent>true</Persistent><Permanent>true</Permanent></Option>
                    <Option><OptionName>STATSPACK</OptionName></Option>
                  </Options>
                </OptionGroup></OptionGroupsList>
                """
            )
        );

        var found = (await new OptionGroups(aws.Connection).Find(Some.AtDr, "orders-tde"))!;

        (found.Name, found.Engine, found.MajorEngineVersion).ShouldBe(("orders-tde", "oracle-ee", "19"));
        found.Options.ShouldBe([
            new OptionFacts("TDE", true, true),
            new OptionFacts("STATSPACK", false, false),
        ]);
        aws.Requests.Single()["OptionGroupName"].ShouldBe("orders-tde");
    }

    [Fact]
    public async Task An_option_group_that_is_not_there_is_none() =>
        (
            await new OptionGroups(
                new AwsAnswers(Answer.RdsError("OptionGroupNotFoundFault", status: 404)).Connection
            ).Find(Some.AtDr, "orders-tde")
        ).ShouldBeNull();
}
