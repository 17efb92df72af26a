using System.Text.Json.Nodes;
using LocalCloud.Backup;

namespace LocalCloud.Tests.Backup;

public class OrganizationTests
{
    private readonly BackupWorld _world = new();

    private BackupAccount Management => new(_world, BackupWorld.Management, BackupWorld.Home);

    [Fact]
    public void Both_sample_accounts_are_in_one_organization_that_copies_between_accounts()
    {
        Setting(_world.SourceHome).ShouldBe("true");
        Setting(_world.DrAway).ShouldBe("true");
        Setting(Management).ShouldBe("true");
    }

    [Fact]
    public void An_account_outside_any_organization_has_no_global_settings() =>
        new BackupAccount(_world, "444444444444", BackupWorld.Home)
            .Refusal("GET", "/global-settings")
            .ShouldBe("400 InvalidRequestException: Your account is not a member of an organization.");

    [Fact]
    public void Only_the_management_account_changes_them()
    {
        _world
            .SourceHome.Refusal("PUT", "/global-settings", CrossAccount("false"))
            .ShouldStartWith("400 InvalidRequestException");
        Management.Call("PUT", "/global-settings", CrossAccount("false"));

        Setting(_world.SourceHome).ShouldBe("false");
        _world.SourceHome.Call("GET", "/global-settings")["LastUpdateTime"].ShouldNotBeNull();
        Management
            .Refusal("PUT", "/global-settings", CrossAccount("no"))
            .ShouldStartWith("400 InvalidParameterValueException");
    }

    [Fact]
    public void A_running_cloud_changes_its_organization_by_its_own_path()
    {
        var alone = _world.Local(
            "POST",
            "/_local/organization",
            new JsonObject { ["members"] = new JsonArray() }
        );
        _world.SourceHome.Refusal("GET", "/global-settings").ShouldStartWith("400 InvalidRequestException");
        _world.Local(
            "POST",
            "/_local/organization",
            new JsonObject
            {
                ["members"] = new JsonArray(BackupWorld.Dr),
                ["managementAccountId"] = BackupWorld.Source,
                ["crossAccountBackup"] = false,
            }
        );

        alone["members"]!.AsArray().ShouldBeEmpty();
        Setting(_world.SourceHome).ShouldBe("false");
        Setting(_world.DrAway).ShouldBe("false");
        $"{_world.Local("GET", "/_local/organization")["managementAccountId"]}".ShouldBe(BackupWorld.Source);
    }

    [Fact]
    public void Copies_go_on_for_a_while_after_the_setting_was_switched_off()
    {
        var organization = new Organization(new OrganizationSettings(), [BackupWorld.Source]);
        var quarter = TimeSpan.FromMinutes(15);

        organization.SetCrossAccountBackup(enabled: false, BackupWorld.Start);

        organization.AllowsCopies(BackupWorld.Start.AddMinutes(14), quarter).ShouldBeTrue();
        organization.AllowsCopies(BackupWorld.Start.AddMinutes(15), quarter).ShouldBeFalse();
    }

    private static string Setting(BackupAccount account) =>
        $"{account.Call("GET", "/global-settings")["GlobalSettings"]!["isCrossAccountBackupEnabled"]}";

    private static JsonObject CrossAccount(string value) =>
        new() { ["GlobalSettings"] = new JsonObject { ["isCrossAccountBackupEnabled"] = value } };
}
