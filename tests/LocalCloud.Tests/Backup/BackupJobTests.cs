using System.Text.Json.Nodes;

namespace LocalCloud.Tests.Backup;

public class BackupJobTests
{
    private readonly BackupWorld _world = new();

    [Fact]
    public void A_backup_of_a_DB_instance_is_a_snapshot_of_RDS_in_the_vault()
    {
        var orders = _world.Databases.Add("orders", key: _world.HomeKey);
        var started = _world.SourceHome.StartBackup(orders);
        _world.Pass(TimeSpan.FromMinutes(30));

        var job = _world.SourceHome.BackupJob(started);
        var arn = $"{job["RecoveryPointArn"]}";
        var id = $"{started["BackupJobId"]}".ToLowerInvariant();
        var point = _world.SourceHome.Describe("prod", arn);

        $"{job["State"]} {job["PercentDone"]} {job["ResourceType"]} {job["ResourceName"]}".ShouldBe(
            "COMPLETED 100.0 RDS orders"
        );
        arn.ShouldBe($"arn:aws:rds:eu-west-1:111111111111:snapshot:awsbackup:job-{id}");
        $"{point["Status"]} {point["ResourceArn"]} {point["IsEncrypted"]}".ShouldBe(
            $"COMPLETED {orders} true"
        );
        $"{point["EncryptionKeyArn"]} {point["EncryptionKeyType"]}".ShouldBe(
            $"{_world.HomeKey} CUSTOMER_MANAGED_KMS_KEY"
        );
        point["BackupSizeInBytes"]!.GetValue<long>().ShouldBe(100L << 30);
        point["Lifecycle"].ShouldBeNull();
    }

    [Theory]
    [InlineData("aurora-postgresql", "Aurora")]
    [InlineData("docdb", "DocumentDB")]
    [InlineData("neptune", "Neptune")]
    public void A_backup_of_a_cluster_is_a_cluster_snapshot(string engine, string type)
    {
        var arn = _world.SourceHome.Point(_world.Databases.Add("ledger", engine, _world.HomeKey));

        arn.ShouldStartWith("arn:aws:rds:eu-west-1:111111111111:cluster-snapshot:awsbackup:job-");
        $"{_world.SourceHome.Describe("prod", arn)["ResourceType"]}".ShouldBe(type);
    }

    [Fact]
    public void A_recovery_point_is_there_as_soon_as_its_job_runs()
    {
        var started = _world.SourceHome.StartBackup(_world.Databases.Add("orders"));
        var created = $"{_world.SourceHome.BackupJob(started)["State"]}";
        _world.Pass(TimeSpan.FromMinutes(1));

        var job = _world.SourceHome.BackupJob(started);
        var point = _world.SourceHome.Describe("prod", $"{job["RecoveryPointArn"]}");

        $"{created} {job["State"]} {point["Status"]}".ShouldBe("CREATED RUNNING CREATING");
        BackupAccount
            .Refusal(() => _world.SourceHome.Delete("prod", $"{job["RecoveryPointArn"]}"))
            .ShouldStartWith("400 InvalidResourceStateException");
        BackupAccount
            .Refusal(() => _world.SourceHome.StartCopy($"{job["RecoveryPointArn"]}", BackupWorld.RegionVault))
            .ShouldStartWith("400 InvalidRequestException");
    }

    [Fact]
    public void Jobs_of_one_resource_run_one_after_the_other_and_expire_when_their_turn_never_comes()
    {
        var volume = _world.Local(
            "POST",
            "/_local/backup-resource",
            new JsonObject
            {
                ["accountId"] = BackupWorld.Source,
                ["region"] = BackupWorld.Home,
                ["type"] = "EBS",
                ["name"] = "big",
                ["sizeGiB"] = 1000,
            }
        );
        var arn = $"{volume["resourceArn"]}";
        var first = _world.SourceHome.StartBackup(arn);
        var second = _world.SourceHome.StartBackup(arn, new JsonObject { ["StartWindowMinutes"] = 60 });
        var third = _world.SourceHome.StartBackup(arn);

        _world.Pass(TimeSpan.FromMinutes(90));
        States(first, second, third).ShouldBe(["RUNNING", "EXPIRED", "CREATED"]);
        _world.Settle();
        States(first, second, third).ShouldBe(["COMPLETED", "EXPIRED", "COMPLETED"]);
        $"{_world.SourceHome.BackupJob(second)["StatusMessage"]}".ShouldBe(
            "Backup job failed because there was a running job for the same resource."
        );
    }

    [Fact]
    public void A_role_that_AWS_Backup_can_not_assume_is_refused()
    {
        const string other = "arn:aws:iam::111111111111:role/other";
        const string foreign = "arn:aws:iam::222222222222:role/other";
        _world.PutRole(other, "lambda.amazonaws.com");
        var orders = _world.Databases.Add("orders");

        Start(orders, "IamRoleArn", other)
            .ShouldBe(
                $"400 InvalidParameterValueException: IAM Role {other} cannot be assumed by AWS Backup"
            );
        Start(orders, "IamRoleArn", foreign).ShouldStartWith("403 AccessDeniedException");
        Start(orders, "IamRoleArn", "other").ShouldStartWith("400 InvalidParameterValueException");
        Start(orders, "IamRoleArn", "").ShouldStartWith("400 MissingParameterValueException");
        Start(orders, "BackupVaultName", "none").ShouldStartWith("400 ResourceNotFoundException");
        Start(orders + "x", "BackupVaultName", "prod").ShouldStartWith("400 ResourceNotFoundException");
        Start("arn:aws:s3:::bucket", "BackupVaultName", "prod")
            .ShouldStartWith("400 InvalidParameterValueException: Unsupported resource type");
        Start(orders, "BackupOptions", new JsonObject { ["WindowsVSS"] = "enabled" })
            .ShouldStartWith("501 NotSimulated");
    }

    [Fact]
    public void A_lock_fails_a_backup_whose_retention_it_does_not_admit()
    {
        _world.SourceHome.PutLock("prod", new JsonObject { ["MinRetentionDays"] = 7 });
        var started = _world.SourceHome.StartBackup(_world.Databases.Add("orders"), Days(6));
        _world.Settle();

        var job = _world.SourceHome.BackupJob(started);
        $"{job["State"]} {job["StatusMessage"]}".ShouldBe(
            "FAILED Backup job failed. The retention specified in the job is not within the range specified for the target Backup Vault."
        );
        _world.SourceHome.Point(_world.Databases.Add("ledger"), Days(7));
    }

    [Fact]
    public void A_continuous_backup_has_a_name_of_its_own_and_is_never_copied()
    {
        var started = _world.Local(
            "POST",
            "/_local/continuous-backup",
            new JsonObject
            {
                ["resourceArn"] = _world.Databases.Add("orders", key: _world.HomeKey),
                ["backupVaultArn"] = BackupWorld.Vault("prod"),
                ["iamRoleArn"] = BackupWorld.Role,
            }
        );
        _world.Settle();
        started["BackupJobId"] = started["backupJobId"]!.DeepClone();

        var arn = $"{_world.SourceHome.BackupJob(started)["RecoveryPointArn"]}";

        arn.ShouldMatch(
            "^arn:aws:backup:eu-west-1:111111111111:recovery-point:continuous:db-[a-z0-9]{26}-[0-9a-f]{8}$"
        );
        $"{_world.SourceHome.Describe("prod", arn)["Status"]}".ShouldBe("AVAILABLE");
        BackupAccount
            .Refusal(() => _world.SourceHome.StartCopy(arn, BackupWorld.RegionVault))
            .ShouldStartWith("400 InvalidRequestException: Copying a continuous backup");
    }

    [Fact]
    public void Backup_jobs_are_listed_the_newest_first_and_filtered()
    {
        var orders = _world.Databases.Add("orders");
        var first = _world.SourceHome.StartBackup(orders);
        _world.Pass(TimeSpan.FromHours(1));
        var second = _world.SourceHome.StartBackup(_world.Databases.Add("ledger", "docdb"));
        var later = Uri.EscapeDataString("2026-11-20T03:30:00Z");

        Ids("").ShouldBe([$"{second["BackupJobId"]}", $"{first["BackupJobId"]}"]);
        Ids($"?resourceArn={Uri.EscapeDataString(orders)}").ShouldBe([$"{first["BackupJobId"]}"]);
        Ids("?resourceType=DocumentDB&backupVaultName=prod").ShouldBe([$"{second["BackupJobId"]}"]);
        Ids($"?createdAfter={later}").ShouldBe([$"{second["BackupJobId"]}"]);
        Ids($"?createdBefore={later}&completeBefore={later}&state=COMPLETED")
            .ShouldBe([$"{first["BackupJobId"]}"]);
        Ids("?state=FAILED").ShouldBeEmpty();
        _world.DrAway.Call("GET", "/backup-jobs/")["BackupJobs"]!.AsArray().ShouldBeEmpty();
        _world
            .SourceHome.Refusal("GET", "/backup-jobs/?createdAfter=soon")
            .ShouldStartWith("400 InvalidParameterValueException");
        _world.SourceHome.Refusal("GET", "/backup-jobs/none").ShouldStartWith("400 ResourceNotFound");

        string[] Ids(string query) =>
            [
                .. _world.SourceHome.Call("GET", $"/backup-jobs/{query}")["BackupJobs"]!
                    .AsArray()
                    .Select(j => $"{j!["BackupJobId"]}"),
            ];
    }

    [Fact]
    public void A_recovery_point_is_gone_within_eight_hours_after_it_expired()
    {
        var arn = _world.SourceHome.Point(_world.Databases.Add("orders"), Days(7));

        var point = _world.SourceHome.Describe("prod", arn);
        point["CalculatedLifecycle"]!["DeleteAt"]!
            .GetValue<double>()
            .ShouldBe(BackupWorld.Start.AddDays(7).ToUnixTimeSeconds());
        _world.Pass(TimeSpan.FromDays(7).Add(TimeSpan.FromHours(8)));

        BackupAccount
            .Refusal(() => _world.SourceHome.Describe("prod", arn))
            .ShouldStartWith("400 ResourceNotFoundException: Cannot find recovery point");
        _world.Databases.Snapshot(arn).ShouldBeNull();
    }

    [Theory]
    [InlineData(-1, null)]
    [InlineData(90, null)]
    [InlineData(119, "DeleteAfterDays cannot be less than 90 days apart from MoveToColdStorageAfterDays")]
    [InlineData(0, "DeleteAfterDays cannot be less than 1 or more than 36500 days")]
    [InlineData(36_501, "DeleteAfterDays cannot be less than 1 or more than 36500 days")]
    public void Cold_storage_lasts_90_days_at_least(int delete, string? problem)
    {
        var lifecycle = Days(delete);
        lifecycle["Lifecycle"]!["MoveToColdStorageAfterDays"] = problem is null ? -1 : 30;
        var orders = _world.Databases.Add("orders");

        if (problem is null)
        {
            _world.SourceHome.Point(orders, lifecycle);
        }
        else
        {
            BackupAccount
                .Refusal(() => _world.SourceHome.StartBackup(orders, lifecycle))
                .ShouldBe($"400 InvalidParameterValueException: Invalid lifecycle. {problem}");
        }
    }

    private string[] States(params JsonObject[] jobs) =>
        [.. jobs.Select(j => $"{_world.SourceHome.BackupJob(j)["State"]}")];

    private string Start(string resource, string member, JsonNode value) =>
        BackupAccount.Refusal(() =>
            _world.SourceHome.StartBackup(resource, new JsonObject { [member] = value })
        );

    internal static JsonObject Days(int delete) =>
        new() { ["Lifecycle"] = new JsonObject { ["DeleteAfterDays"] = delete } };
}
