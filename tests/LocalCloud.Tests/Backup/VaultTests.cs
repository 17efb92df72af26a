using System.Text.Json.Nodes;
using LocalCloud.Backup;
using LocalCloud.Kernel;

namespace LocalCloud.Tests.Backup;

public class VaultTests
{
    private readonly BackupWorld _world = new();

    [Fact]
    public void A_vault_has_a_name_a_key_and_nothing_in_it()
    {
        var created = _world.SourceHome.CreateVault("orders_1", _world.HomeKey);
        var vault = _world.SourceHome.Call("GET", "/backup-vaults/orders_1");

        $"{created["BackupVaultArn"]}".ShouldBe(BackupWorld.Vault("orders_1"));
        created["CreationDate"]!.GetValue<double>().ShouldBe(BackupWorld.Start.ToUnixTimeSeconds());
        $"{vault["EncryptionKeyArn"]} {vault["EncryptionKeyType"]}".ShouldBe(
            $"{_world.HomeKey} CUSTOMER_MANAGED_KMS_KEY"
        );
        $"{vault["NumberOfRecoveryPoints"]} {vault["Locked"]} {vault["VaultState"]}".ShouldBe(
            "0 false AVAILABLE"
        );
    }

    [Fact]
    public void A_vault_without_a_key_is_under_AWS_Backups_own()
    {
        _world.SourceHome.CreateVault("plain");

        var vault = _world.SourceHome.Call("GET", "/backup-vaults/plain");

        vault["EncryptionKeyType"].ShouldBeNull();
        $"{vault["EncryptionKeyArn"]}".ShouldStartWith("arn:aws:kms:eu-west-1:111111111111:key/");
    }

    [Fact]
    public void A_vault_that_is_not_there_looks_like_one_that_the_caller_may_not_see()
    {
        const string denied = "403 AccessDeniedException: Insufficient privileges to perform this action.";

        _world.SourceHome.Refusal("GET", "/backup-vaults/none").ShouldBe(denied);
        _world.SourceHome.Refusal("GET", "/backup-vaults/region").ShouldBe(denied);
        _world.DrAway.Refusal("GET", "/backup-vaults/prod").ShouldBe(denied);
        _world
            .SourceHome.Refusal("GET", BackupAccount.PointPath("none", "arn:aws:rds:x:y:snapshot:z"))
            .ShouldBe(denied);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("orders.1")]
    public void A_name_of_another_form_is_refused(string name) =>
        _world
            .SourceHome.Refusal("PUT", $"/backup-vaults/{name}", [])
            .ShouldStartWith("400 InvalidParameterValueException");

    [Fact]
    public void A_name_is_taken_once_unless_the_request_is_repeated()
    {
        var repeated = new JsonObject { ["CreatorRequestId"] = "once" };
        var first = _world.SourceHome.Call("PUT", "/backup-vaults/twice", repeated);
        _world.Pass(TimeSpan.FromMinutes(1));

        _world
            .SourceHome.Call("PUT", "/backup-vaults/twice", repeated)
            .ToJsonString()
            .ShouldBe(first.ToJsonString());
        _world
            .SourceHome.Refusal("PUT", "/backup-vaults/twice", [])
            .ShouldStartWith("400 AlreadyExistsException");
    }

    [Fact]
    public void A_key_that_can_not_be_used_there_is_refused()
    {
        var foreign = _world.Key(BackupWorld.Dr, BackupWorld.Home, BackupWorld.Dr);

        foreach (var key in new[] { _world.AccountKey, foreign, "home" })
        {
            _world
                .SourceHome.Refusal(
                    "PUT",
                    "/backup-vaults/other",
                    new JsonObject { ["EncryptionKeyArn"] = key }
                )
                .ShouldStartWith("400 InvalidParameterValueException: The encryption key");
        }
    }

    [Fact]
    public void A_keys_alias_is_refused_for_what_it_is() =>
        _world
            .SourceHome.Refusal(
                "PUT",
                "/backup-vaults/other",
                new JsonObject { ["EncryptionKeyArn"] = "alias/home" }
            )
            .ShouldBe("400 InvalidParameterValueException: KMS key Alias is not supported by AWS Backup.");

    [Fact]
    public void Vaults_are_listed_by_name_in_pages()
    {
        _world.SourceHome.CreateVault("archive");

        var first = _world.SourceHome.Call("GET", "/backup-vaults/?maxResults=1");
        var second = _world.SourceHome.Call("GET", $"/backup-vaults?nextToken={first["NextToken"]}");

        Names(first).ShouldBe(["archive"]);
        Names(second).ShouldBe(["prod"]);
        second["NextToken"].ShouldBeNull();
        _world
            .SourceHome.Refusal("GET", "/backup-vaults/?maxResults=1001")
            .ShouldStartWith("400 InvalidParameterValueException");
    }

    [Fact]
    public void Only_an_empty_vault_can_be_deleted()
    {
        var point = _world.SourceHome.Point(_world.Databases.Add("orders", key: _world.HomeKey));

        _world
            .SourceHome.Refusal("DELETE", "/backup-vaults/prod")
            .ShouldBe(
                "400 InvalidRequestException: Backup vault cannot be deleted because it contains recovery points."
            );
        _world.SourceHome.Delete("prod", point);
        _world.SourceHome.Call("DELETE", "/backup-vaults/prod").ShouldBeEmpty();

        _world.SourceHome.Refusal("GET", "/backup-vaults/prod").ShouldStartWith("403");
    }

    [Fact]
    public void An_access_policy_is_put_read_and_deleted()
    {
        _world
            .SourceHome.Refusal("GET", "/backup-vaults/prod/access-policy")
            .ShouldStartWith("400 ResourceNotFoundException");
        _world.SourceHome.PutPolicy("prod", BackupWorld.Allow(BackupWorld.Dr));

        $"{_world.SourceHome.Call("GET", "/backup-vaults/prod/access-policy")["Policy"]}".ShouldBe(
            BackupWorld.Allow(BackupWorld.Dr)
        );
        _world.SourceHome.Call("DELETE", "/backup-vaults/prod/access-policy");
        _world.SourceHome.Refusal("GET", "/backup-vaults/prod/access-policy").ShouldStartWith("400");
        BackupAccount
            .Refusal(() => _world.SourceHome.PutPolicy("prod", "{"))
            .ShouldStartWith("400 InvalidParameterValueException");
    }

    [Fact]
    public void What_an_access_policy_denies_is_denied_to_administrators_too()
    {
        _world.SourceHome.PutPolicy(
            "prod",
            """{"Statement":[{"Effect":"Deny","Principal":"*","Action":"backup:DeleteBackupVault","Resource":"*"}]}"""
        );

        _world
            .SourceHome.Refusal("DELETE", "/backup-vaults/prod")
            .ShouldStartWith("403 AccessDeniedException: User: arn:aws:iam::111111111111:root");
    }

    [Fact]
    public void A_lock_is_removable_in_governance_mode_and_for_ever_in_compliance_mode()
    {
        _world.SourceHome.PutLock("prod", Days(min: 7, max: 35));
        _world.SourceHome.Call("DELETE", "/backup-vaults/prod/vault-lock");
        _world.SourceHome.PutLock("prod", Days(min: 7, max: 35, changeable: 3));
        _world.Pass(TimeSpan.FromDays(2));
        _world.SourceHome.PutLock("prod", Days(min: 8, max: 35, changeable: 3));

        var vault = _world.SourceHome.Call("GET", "/backup-vaults/prod");
        $"{vault["Locked"]} {vault["MinRetentionDays"]} {vault["MaxRetentionDays"]}".ShouldBe("true 8 35");
        vault["LockDate"]!.GetValue<double>().ShouldBe(BackupWorld.Start.AddDays(5).ToUnixTimeSeconds());
        _world.Pass(TimeSpan.FromDays(3));

        const string immutable = "400 InvalidRequestException: The vault lock";
        _world.SourceHome.Refusal("DELETE", "/backup-vaults/prod/vault-lock").ShouldStartWith(immutable);
        BackupAccount
            .Refusal(() => _world.SourceHome.PutLock("prod", Days(min: 1)))
            .ShouldStartWith(immutable);
    }

    [Theory]
    [InlineData(0, null, null)]
    [InlineData(36_501, null, null)]
    [InlineData(8, 7, null)]
    [InlineData(7, 35, 2)]
    public void A_lock_of_other_days_is_refused(int? min, int? max, int? changeable) =>
        BackupAccount
            .Refusal(() => _world.SourceHome.PutLock("prod", Days(min, max, changeable)))
            .ShouldStartWith("400 InvalidParameterValueException");

    [Fact]
    public void What_is_not_simulated_says_its_name()
    {
        _world
            .SourceHome.Refusal("PUT", "/backup/plans/", [])
            .ShouldStartWith("501 NotSimulated: The local cloud does not simulate backup:CreateBackupPlan");
        _world.SourceHome.Refusal("GET", "/tags/arn%3Aaws%3Abackup/").ShouldContain("backup:ListTags");
        _world
            .SourceHome.Refusal("GET", "/backup-vaults/prod?backupVaultAccountId=222222222222")
            .ShouldContain("BackupVaultAccountId of another account");
    }

    [Fact]
    public void Each_route_of_the_model_is_found_by_its_own_path()
    {
        var routes = BackupRoutes.All.ToList();

        routes.Count.ShouldBe(108);
        foreach (var route in routes)
        {
            var path = route.Path.Split('?')[0].Replace("{", "", StringComparison.Ordinal);
            var request = new AwsHttpRequest(
                route.Method,
                path.Replace("}", "%3A%2F", StringComparison.Ordinal),
                "",
                new Dictionary<string, string>(StringComparer.Ordinal),
                []
            );
            _world.Api.OperationOf(request).ShouldBe(route.Operation);
        }
    }

    private static JsonObject Days(int? min = null, int? max = null, int? changeable = null) =>
        new()
        {
            ["MinRetentionDays"] = min,
            ["MaxRetentionDays"] = max,
            ["ChangeableForDays"] = changeable,
        };

    private static string[] Names(JsonObject list) =>
        [.. list["BackupVaultList"]!.AsArray().Select(v => $"{v!["BackupVaultName"]}")];
}
