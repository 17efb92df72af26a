namespace Relay.Tests;

public sealed class KeepSettingsTests
{
    [Fact]
    public void The_DR_account_knows_its_own_key_its_own_retention_and_no_role()
    {
        var settings = Kept.Settings(
            ("RETIRED_DATABASES", $"{Kept.Orders}, arn:aws:rds:eu-west-1:111111111111:cluster:shop"),
            ("COPY_VAULT", "snapshot-relay")
        );
        settings.IsDrAccount.ShouldBeTrue();
        settings.Key.ToString().ShouldBe(Some.AccountKey.ToString());
        settings.Objective.ShouldBe(TimeSpan.FromHours(30));
        settings.Retired.ShouldBe(
            [Kept.Orders, "arn:aws:rds:eu-west-1:111111111111:cluster:shop"],
            ignoreOrder: true
        );
        settings.Vault.ShouldBe("snapshot-relay");
        settings.DrAccount.ShouldBeNull();
    }

    [Fact]
    public void The_relay_in_the_source_account_may_look_at_the_DR_accounts_copies()
    {
        var settings = Kept.SettingsOfTheRelay();
        settings.IsDrAccount.ShouldBeFalse();
        settings.EndsHere.ShouldBeFalse();
        settings.DrAccount!.Reader.ToString().ShouldBe(Some.Environment["READER_ROLE_ARN"]);
    }

    [Theory]
    [InlineData("ACCOUNT_ID", "")]
    [InlineData("COPY_KEY_ID", "no key")]
    [InlineData("COPY_VAULT", "no vault")]
    [InlineData("RETENTION_DAYS", "0")]
    [InlineData("MINIMUM_AGE_DAYS", "0")]
    [InlineData("MINIMUM_AGE_DAYS", "-1")]
    [InlineData("RECOVERABILITY_OBJECTIVE_HOURS", "soon")]
    [InlineData("RETIRED_DATABASES", "orders")]
    [InlineData("COPIES_END", "")]
    [InlineData("RELAY_NAME", "A")]
    public void What_is_wrong_is_refused_by_name(string variable, string value) =>
        Should
            .Throw<SettingInvalidException>(() => Kept.Settings((variable, value)))
            .Variable.ShouldBe(variable);
}
