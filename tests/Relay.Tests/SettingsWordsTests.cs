namespace Relay.Tests;

/// <summary>What a wrong setting is told to be instead, and what a setting that is there leads to.</summary>
public sealed class SettingsWordsTests
{
    [Theory]
    [InlineData("MODE", "none", "one of region, share, copy.")]
    [InlineData("RECOVERY_POINTS", "on", "one of off, jobs, rescue.")]
    [InlineData("DIRECT_TO_ACCOUNT", "yes", "'on' or 'off'.")]
    [InlineData("SSE_RDS", null, "'try' or 'refuse'.")]
    [InlineData("COPIES_IN_PROGRESS", "0", "a whole number from 1 to 1000.")]
    [InlineData("RETENTION_DAYS", "36501", "a whole number from 1 to 36500.")]
    [InlineData("SELECT_DATABASES", "", "a list of at least one.")]
    [InlineData("SELECT_DATABASES", "a b", "a list of database identifiers like orders,crm-*.")]
    [InlineData("SELECT_TAG", "=", "a tag like dr or dr=yes.")]
    [InlineData("OPTION_GROUPS", "a=b,A=c", "pairs of option groups like source-group=dr-group,")]
    [InlineData("DR_ACCOUNT_ID", "111111111111", "another account than SOURCE_ACCOUNT_ID.")]
    [InlineData("DR_ACCOUNT_ID", "1", "twelve digits, like 111111111111.")]
    [InlineData(
        "SOURCE_REGIONS",
        "eu-central-1",
        "a list of Regions like eu-west-1,eu-west-2, without the DR Region."
    )]
    [InlineData("STATE_MACHINE_ARN", "x", "the ARN of a state machine.")]
    public void A_wrong_setting_is_told_what_is_expected(string variable, string? value, string expected)
    {
        var error = Should.Throw<SettingInvalidException>(() => Some.Settings((variable, value)));
        error.Variable.ShouldBe(variable);
        error.Message.ShouldContain($"The setting {variable} is {Shown.Value(value)}; expected {expected}");
        error.ToDo.ShouldContain($"the parameter that sets {variable}");
    }

    [Theory]
    [InlineData("SELECT_KINDS", "instance,table", "'table'; expected a list of instance, cluster.")]
    [InlineData("SELECT_TYPES", "manual,final", "'final'; expected a list of automated, manual, awsbackup.")]
    public void A_wrong_word_in_a_list_is_told_by_itself(string variable, string value, string words)
    {
        var error = Should.Throw<SettingInvalidException>(() => Some.Settings((variable, value)));
        error.Variable.ShouldBe(variable);
        error.Message.ShouldContain(words);
    }

    [Theory]
    [InlineData("REGION_VAULT_ARN")]
    [InlineData("DR_VAULT_ARN")]
    public void A_vault_is_given_by_its_ARN(string variable)
    {
        var error = Should.Throw<SettingInvalidException>(() =>
            Some.Settings(Some.Jobs((variable, "snapshot-relay")))
        );
        error.Message.ShouldContain($"{variable} is 'snapshot-relay'; expected an ARN like arn:aws:backup:");
    }

    [Theory]
    [InlineData("COPY_VAULT", "no vault", "a backup vault's name.")]
    [InlineData("RETIRED_DATABASES", "orders", "a list of ARNs of DB instances and DB clusters.")]
    public void So_is_a_wrong_setting_of_where_copies_are_kept(
        string variable,
        string value,
        string expected
    ) =>
        Should
            .Throw<SettingInvalidException>(() => Kept.Settings((variable, value)))
            .Message.ShouldContain($"expected {expected}");

    [Fact]
    public void A_list_that_is_not_set_is_empty() =>
        Some.Settings(("SOURCE_VAULTS", null)).RecoveryPoints.SourceVaults.ShouldBeEmpty();

    [Fact]
    public void A_DR_account_that_the_mode_does_not_need_may_be_there_for_what_tags_ask_for()
    {
        Some.Settings(("MODE", "region")).ShareWith.ShouldBe(Some.DrAccount);
        Some.Settings(("MODE", "region")).DrAccount!.Id.ShouldBe(Some.DrAccount);
        var share = Some.Settings(("MODE", "share"), ("ACCOUNT_KEY_ID", ""));
        (share.ShareWith, share.DrAccount).ShouldBe((Some.DrAccount, null));
        Some.Settings(("MODE", "share")).DrAccount!.Id.ShouldBe(Some.DrAccount);
    }

    [Fact]
    public void A_tag_to_select_by_may_have_a_value()
    {
        Some.Settings(("SELECT_TAG", "dr")).Selection.Tag.ShouldBe(("dr", null));
        Some.Settings(("SELECT_TAG", "dr=yes=1")).Selection.Tag.ShouldBe(("dr", "yes=1"));
        Some.Settings().Selection.Tag.ShouldBeNull();
    }
}
