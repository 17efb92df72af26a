using System.Text.Json.Nodes;
using System.Xml.Linq;
using LocalCloud.Gateway;
using LocalCloud.Kernel;
using LocalCloud.Rds;

namespace LocalCloud.Tests.Backup;

/// <summary>AWS Backup with the RDS, KMS, IAM and EventBridge of a whole cloud.</summary>
public sealed class EndToEndTests : IAsyncDisposable
{
    private const string Source = "111111111111";
    private const string Dr = "222222222222";
    private const string Home = "eu-west-1";
    private const string Away = "eu-central-1";
    private const string Role = $"arn:aws:iam::{Source}:role/backup";
    private const string LinkedRole =
        $"arn:aws:iam::{Dr}:role/aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup";

    private readonly Cloud _cloud = Cloud.Create(new CloudOptions());

    public ValueTask DisposeAsync() => _cloud.DisposeAsync();

    [Fact]
    public async Task A_recovery_point_of_an_instance_arrives_in_the_DR_account_as_a_snapshot_of_its_own()
    {
        var point = await PointAsync(await InstanceAsync(await KeyAsync(Dr)));

        var job = await CopyAsync(point, DrVault);
        var copy = $"{job["DestinationRecoveryPointArn"]}";
        var snapshot = await SnapshotAsync(copy);

        $"{job["State"]} {job["StatusMessage"]}".ShouldBe("COMPLETED ");
        copy.ShouldStartWith($"arn:aws:rds:{Away}:{Dr}:snapshot:awsbackup:copyjob-");
        snapshot.Element("Status")!.Value.ShouldBe("available");
        snapshot.Element("KmsKeyId")!.Value.ShouldBe($"{job["DestinationEncryptionKeyArn"]}");
        DetailTypes.ShouldBe([
            "Backup Job State Change CREATED",
            "Backup Job State Change RUNNING",
            "Backup Job State Change COMPLETED",
            "Copy Job State Change CREATED",
            "Copy Job State Change RUNNING",
            "Copy Job State Change COMPLETED",
        ]);
    }

    [Fact]
    public async Task A_recovery_point_under_RDSs_own_key_takes_two_jobs()
    {
        var point = await PointAsync(await InstanceAsync(key: null));
        var direct = await CopyAsync(point, DrVault);
        var region = await CopyAsync(point, RegionVault);
        var account = await CopyAsync(
            $"{region["DestinationRecoveryPointArn"]}",
            DrVault,
            vault: "region",
            Away
        );

        $"{direct["StatusMessage"]}".ShouldStartWith("Snapshots encrypted with the AWS managed key");
        $"{region["State"]} {account["State"]}".ShouldBe("COMPLETED COMPLETED");
        $"{account["ResourceArn"]}".ShouldBe($"arn:aws:rds:{Home}:{Source}:db:orders");
    }

    [Fact]
    public async Task The_sources_key_policy_must_let_the_DR_accounts_AWS_Backup_in()
    {
        var point = await PointAsync(await InstanceAsync(await KeyAsync()));

        var job = await CopyAsync(point, DrVault);

        $"{job["State"]} {job["StatusMessage"]}".ShouldMatch(
            @"^FAILED The source snapshot KMS key \[arn:aws:kms:eu-west-1:111111111111:key/[-0-9a-f]{36}\] does not exist, is not enabled or you do not have permissions to access it\.$"
        );
    }

    [Fact]
    public async Task A_copy_is_noted_in_the_name_of_who_makes_it()
    {
        var point = await PointAsync(await InstanceAsync(await KeyAsync(Dr)));
        var before = _cloud.CallLog.Calls.Count;
        await CopyAsync(point, DrVault);

        var linked = _cloud.CallLog.Calls.Skip(before).Where(c => c.Caller == LinkedRole).ToList();
        linked
            .Where(c => c.Action.StartsWith("rds:", StringComparison.Ordinal))
            .Select(c => $"{c.Region} {c.Action}")
            .ShouldBe([
                $"{Away} rds:CopyDBSnapshot",
                $"{Home} rds:CopyDBSnapshot",
                $"{Away} rds:AddTagsToResource",
            ]);
        linked
            .Where(c => c.Action == "kms:CreateGrant")
            .Select(c => $"{c.Region} {c.Context["kms:ViaService"]}")
            .ShouldBe([$"{Away} rds.{Away}.amazonaws.com", $"{Home} rds.{Home}.amazonaws.com"]);
    }

    [Fact]
    public async Task A_cluster_that_is_not_encrypted_arrives_as_it_is()
    {
        await VaultsAsync();
        await As(Source, Home)
            .QueryAsync(
                "rds",
                "CreateDBCluster",
                ("DBClusterIdentifier", "ledger"),
                ("Engine", "aurora-postgresql"),
                ("StorageEncrypted", "false"),
                ("MasterUsername", "app"),
                ("MasterUserPassword", "sample-password")
            );
        await _cloud.Virtual!.RunUntilIdleAsync();

        var job = await CopyAsync(await PointAsync($"arn:aws:rds:{Home}:{Source}:cluster:ledger"), DrVault);

        $"{job["State"]} {job["ResourceType"]}".ShouldBe("COMPLETED Aurora");
        var copy = $"{job["DestinationRecoveryPointArn"]}";
        var point = await As(Dr, Away).RestAsync("backup", "GET", BackupAccount.PointPath("dr", copy));
        point["IsEncrypted"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Fact]
    public async Task A_persistent_option_needs_its_option_group_where_the_copy_goes()
    {
        await VaultsAsync();
        await As(Source, Home)
            .QueryAsync(
                "rds",
                "CreateOptionGroup",
                ("OptionGroupName", "tde"),
                ("EngineName", "sqlserver-ee"),
                ("MajorEngineVersion", "16.00"),
                ("OptionGroupDescription", "encryption")
            );
        await As(Source, Home)
            .QueryAsync(
                "rds",
                "ModifyOptionGroup",
                ("OptionGroupName", "tde"),
                ("OptionsToInclude.OptionConfiguration.1.OptionName", "TDE")
            );
        var orders = await InstanceAsync(
            await KeyAsync(Dr),
            ("Engine", "sqlserver-ee"),
            ("OptionGroupName", "tde"),
            ("LicenseModel", "license-included")
        );

        var job = await CopyAsync(await PointAsync(orders), RegionVault);

        $"{job["State"]} {job["StatusMessage"]}".ShouldStartWith(
            "FAILED The snapshot requires a target option group with the following options: "
        );
    }

    [Fact]
    public async Task Deleting_a_recovery_point_deletes_the_snapshot_which_RDS_itself_does_not()
    {
        var point = await PointAsync(await InstanceAsync(await KeyAsync(Dr)));
        var name = point[(point.IndexOf("awsbackup:", StringComparison.Ordinal))..];

        await Should.ThrowAsync<AwsError>(() =>
            As(Source, Home).QueryAsync("rds", "DeleteDBSnapshot", ("DBSnapshotIdentifier", name))
        );
        await As(Source, Home).RestAsync("backup", "DELETE", BackupAccount.PointPath("prod", point));

        _cloud.Rds.State.Snapshot(RdsArn.Parse(point)!).ShouldBeNull();
    }

    private static string DrVault => $"arn:aws:backup:{Away}:{Dr}:backup-vault:dr";

    private static string RegionVault => $"arn:aws:backup:{Away}:{Source}:backup-vault:region";

    private IEnumerable<string> DetailTypes =>
        _cloud
            .Buses.Emitted.Select(e => e.Envelope)
            .Where(e => $"{e["source"]}" == "aws.backup" && e["detail"]!["state"] is not null)
            .Select(e => $"{e["detail-type"]} {e["detail"]!["state"]}");

    private Person As(string account, string region) => _cloud.As(account, region);

    private async Task VaultsAsync()
    {
        if (_cloud.Backup.State.Vaults.Any())
        {
            return;
        }

        var trust = (JsonObject)
            JsonNode.Parse(
                """{"Statement":[{"Effect":"Allow","Principal":{"Service":"backup.amazonaws.com"},"Action":"sts:AssumeRole"}]}"""
            )!;
        _cloud.Sts.Roles.PutRole(Role, trust, new Dictionary<string, JsonObject>(StringComparer.Ordinal));
        await As(Dr, "us-east-1")
            .QueryAsync("iam", "CreateServiceLinkedRole", ("AWSServiceName", "backup.amazonaws.com"));
        await VaultAsync(Source, Home, "prod");
        await VaultAsync(Source, Away, "region", Dr);
        await VaultAsync(Dr, Away, "dr");
        await As(Dr, Away)
            .RestAsync(
                "backup",
                "PUT",
                "/backup-vaults/dr/access-policy",
                new JsonObject { ["Policy"] = BackupWorld.Allow(Source) }
            );
    }

    private async Task VaultAsync(string account, string region, string name, params string[] users) =>
        await As(account, region)
            .RestAsync(
                "backup",
                "PUT",
                $"/backup-vaults/{name}",
                new JsonObject { ["EncryptionKeyArn"] = await KeyAsync(account, region, users) }
            );

    private Task<string> KeyAsync(params string[] users) => KeyAsync(Source, Home, users);

    /// <summary>A key that its own account, and these, may use.</summary>
    private async Task<string> KeyAsync(string account, string region, params string[] users)
    {
        string[] all = [account, .. users];
        var principals = string.Join(',', all.Select(u => $"\"arn:aws:iam::{u}:root\""));
        var policy =
            """{"Statement":[{"Effect":"Allow","Principal":{"AWS":[USERS]},"Action":"kms:*","Resource":"*"}]}""";
        var reply = await As(account, region)
            .JsonAsync(
                "kms",
                "CreateKey",
                new JsonObject { ["Policy"] = policy.Replace("USERS", principals, StringComparison.Ordinal) }
            );
        return $"{reply["KeyMetadata"]!["Arn"]}";
    }

    /// <summary>A DB instance named orders; its ARN.</summary>
    private async Task<string> InstanceAsync(string? key, params (string Name, string Value)[] more)
    {
        await VaultsAsync();
        (string, string)[] usual =
        [
            ("DBInstanceIdentifier", "orders"),
            ("DBInstanceClass", "db.t4g.medium"),
            ("Engine", "postgres"),
            ("AllocatedStorage", "100"),
            ("MasterUsername", "app"),
            ("MasterUserPassword", "sample-password"),
            ("StorageEncrypted", "true"),
            .. key is null ? [] : new[] { ("KmsKeyId", key) },
        ];
        var parameters = usual.Where(u => more.All(m => m.Name != u.Item1)).Concat(more);
        await As(Source, Home).QueryAsync("rds", "CreateDBInstance", [.. parameters]);
        await _cloud.Virtual!.RunUntilIdleAsync();
        return $"arn:aws:rds:{Home}:{Source}:db:orders";
    }

    private async Task<string> PointAsync(string resourceArn)
    {
        var started = await As(Source, Home)
            .RestAsync(
                "backup",
                "PUT",
                "/backup-jobs",
                new JsonObject
                {
                    ["BackupVaultName"] = "prod",
                    ["ResourceArn"] = resourceArn,
                    ["IamRoleArn"] = Role,
                }
            );
        await _cloud.Virtual!.RunUntilIdleAsync();
        var job = await As(Source, Home).RestAsync("backup", "GET", $"/backup-jobs/{started["BackupJobId"]}");
        $"{job["State"]} {job["StatusMessage"]}".ShouldBe("COMPLETED ");
        return $"{job["RecoveryPointArn"]}";
    }

    private async Task<JsonNode> CopyAsync(
        string point,
        string destination,
        string vault = "prod",
        string region = Home
    )
    {
        var started = await As(Source, region)
            .RestAsync(
                "backup",
                "PUT",
                "/copy-jobs",
                new JsonObject
                {
                    ["RecoveryPointArn"] = point,
                    ["SourceBackupVaultName"] = vault,
                    ["DestinationBackupVaultArn"] = destination,
                    ["IamRoleArn"] = Role,
                }
            );
        await _cloud.Virtual!.RunUntilIdleAsync();
        var reply = await As(Source, region).RestAsync("backup", "GET", $"/copy-jobs/{started["CopyJobId"]}");
        return reply["CopyJob"]!;
    }

    private async Task<XElement> SnapshotAsync(string arn)
    {
        var reply = await As(Dr, Away)
            .QueryAsync("rds", "DescribeDBSnapshots", ("DBSnapshotIdentifier", arn));
        return reply.Descendants("DBSnapshot").Single();
    }
}
