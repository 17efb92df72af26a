namespace Relay.Tests;

public sealed class RelaySettingsTests
{
    [Fact]
    public void The_templates_variables_become_one_record()
    {
        var settings = Some.Settings();
        settings.SourceRegions.ShouldBe([Region.Parse("eu-west-1"), Region.Parse("eu-west-2")]);
        settings.DrAccount!.Id.ShouldBe(Some.DrAccount);
        settings.CopyDeadline.ShouldBe(TimeSpan.FromHours(24));
    }

    [Theory]
    [InlineData("35", "48", 48)]
    [InlineData("1", "48", 24)]
    [InlineData("7", "720", 168)]
    public void Reconciliation_looks_no_further_back_than_copies_are_kept(
        string days,
        string window,
        int hours
    ) =>
        Some.Settings(("RETENTION_DAYS", days), ("RECONCILE_WINDOW_HOURS", window))
            .Reconcile.Window.ShouldBe(TimeSpan.FromHours(hours));

    [Fact]
    public void Mode_region_needs_nothing_of_a_DR_account() =>
        Some.Settings(
                ("MODE", "region"),
                ("DR_ACCOUNT_ID", ""),
                ("ACCOUNT_KEY_ID", null),
                ("EXTERNAL_ID", "")
            )
            .DrAccount.ShouldBeNull();

    [Theory]
    [InlineData("RELAY_NAME", "Snapshot Relay")]
    [InlineData("RELAY_NAME", "a-name-that-is-longer-than-20")]
    [InlineData("RELAY_NAME", "double--hyphen")]
    [InlineData("SOURCE_ACCOUNT_ID", "1234")]
    [InlineData("SOURCE_REGIONS", "")]
    [InlineData("SOURCE_REGIONS", "eu-west-1,nowhere")]
    [InlineData("SOURCE_REGIONS", "eu-west-1,eu-central-1")]
    [InlineData("AWS_REGION", null)]
    [InlineData("REGION_KEY_ID", "relay")]
    [InlineData("MODE", "none")]
    [InlineData("MODE", null)]
    [InlineData("DR_ACCOUNT_ID", "")]
    [InlineData("ACCOUNT_KEY_ID", "")]
    [InlineData("COPIER_ROLE_ARN", "copier")]
    [InlineData("READER_ROLE_ARN", null)]
    [InlineData("EXTERNAL_ID", "")]
    [InlineData("STATE_MACHINE_ARN", "snapshot-relay")]
    [InlineData("COPIES_IN_PROGRESS", "many")]
    [InlineData("COPIES_IN_PROGRESS", "0")]
    [InlineData("COPY_DEADLINE_HOURS", "97")]
    [InlineData("SLOT_DEADLINE_HOURS", "-1")]
    [InlineData("RELAY_NAME", "snapshot-relay\n")]
    [InlineData("REGION_KEY_ID", "arn:aws:kms:eu-central-1:111111111111:key/1\n")]
    [InlineData("COPIER_ROLE_ARN", "arn:aws:iam::222222222222:role/x\n")]
    [InlineData("STATE_MACHINE_ARN", "arn:aws:states:eu-central-1:111111111111:stateMachine:x\n")]
    [InlineData("EXTERNAL_ID", "relay-external-id\n")]
    [InlineData("DR_ACCOUNT_ID", "111111111111")]
    public void A_wrong_setting_names_the_variable_its_value_and_what_is_expected(
        string variable,
        string? value
    )
    {
        var error = Should.Throw<SettingInvalidException>(() => Some.Settings((variable, value)));
        error.Variable.ShouldBe(variable);
        error.Message.ShouldContain($"{variable} is {Shown.Value(value)}; expected ");
    }
}
