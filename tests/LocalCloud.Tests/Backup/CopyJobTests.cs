using System.Text.Json.Nodes;
using LocalCloud.Backup;
using LocalCloud.Faults;
using LocalCloud.Kernel;

namespace LocalCloud.Tests.Backup;

public class CopyJobTests
{
    private readonly BackupWorld _world = new();

    [Fact]
    public void One_copy_job_takes_a_recovery_point_to_another_Region_and_account()
    {
        var point = Point();
        var started = _world.SourceHome.StartCopy(point, BackupWorld.DrVault);
        var id = $"{started["CopyJobId"]}".ToLowerInvariant();
        _world.Settle();

        var job = _world.SourceHome.CopyJob(started);
        var copy = $"{job["DestinationRecoveryPointArn"]}";
        var described = _world.DrAway.Describe("dr", copy);

        $"{job["State"]} {job["MessageCategory"]}".ShouldBe("COMPLETED SUCCESS");
        copy.ShouldBe($"arn:aws:rds:eu-central-1:222222222222:snapshot:awsbackup:copyjob-{id}");
        $"{described["EncryptionKeyArn"]} {described["SourceBackupVaultArn"]}".ShouldBe(
            $"{_world.AccountKey} {BackupWorld.Vault("prod")}"
        );
        $"{described["ResourceArn"]}".ShouldBe("arn:aws:rds:eu-west-1:111111111111:db:orders");
        described["CreationDate"]!
            .GetValue<double>()
            .ShouldBe(_world.SourceHome.Describe("prod", point)["CreationDate"]!.GetValue<double>());
        _world.Databases.Copiers.ShouldBe([BackupWorld.LinkedRole]);
    }

    [Fact]
    public void Two_copy_jobs_take_one_under_RDSs_own_key_there()
    {
        var orders = _world.Databases.Add("orders", key: RdsKey);
        var point = _world.SourceHome.Point(orders);

        var region = _world.SourceHome.Copy(point, BackupWorld.RegionVault);
        var account = _world.SourceAway.Copy(region, BackupWorld.DrVault, vault: "region");

        $"{_world.SourceAway.Describe("region", region)["EncryptionKeyArn"]}".ShouldBe(_world.RegionKey);
        $"{_world.DrAway.Describe("dr", account)["EncryptionKeyArn"]}".ShouldBe(_world.AccountKey);
        _world.Databases.Copiers[0].ShouldBe(BackupWorld.Role);
        ResourcePoints(_world.SourceHome, orders).ShouldBe([point]);
        ResourcePoints(_world.DrAway, orders).ShouldBe([account]);
    }

    [Fact]
    public void A_cluster_that_is_not_encrypted_stays_so()
    {
        var point = _world.SourceHome.Point(_world.Databases.Add("ledger", "aurora-mysql"));

        var copy = _world.SourceHome.Copy(point, BackupWorld.DrVault);

        copy.ShouldContain(":cluster-snapshot:awsbackup:copyjob-");
        $"{_world.DrAway.Describe("dr", copy)["IsEncrypted"]}".ShouldBe("false");
    }

    [Fact]
    public void Without_a_lifecycle_a_copy_has_its_sources()
    {
        var source = Point(35);

        DeleteAfter(source, null).ShouldBe(35);
        DeleteAfter(source, 90).ShouldBe(90);
        DeleteAfter(source, -1).ShouldBe(35);
    }

    [Fact]
    public void Cold_storage_is_ignored_for_databases_and_kept_for_file_systems()
    {
        var cold = new JsonObject
        {
            ["Lifecycle"] = new JsonObject { ["MoveToColdStorageAfterDays"] = 10, ["DeleteAfterDays"] = 100 },
        };
        var database = _world.SourceHome.Copy(Point(), BackupWorld.DrVault, cold);
        var files = _world.SourceHome.Copy(
            _world.SourceHome.Point(Resource("EFS")),
            BackupWorld.DrVault,
            cold
        );

        _world.DrAway.Describe("dr", database)["Lifecycle"]!["MoveToColdStorageAfterDays"].ShouldBeNull();
        _world.DrAway.Describe("dr", files)["Lifecycle"]!["MoveToColdStorageAfterDays"]!
            .GetValue<int>()
            .ShouldBe(10);
        files.ShouldStartWith("arn:aws:backup:eu-central-1:222222222222:recovery-point:");
    }

    [Fact]
    public void A_volumes_recovery_point_is_a_snapshot_of_EC2_without_an_account_in_its_name()
    {
        var point = _world.SourceHome.Point(Resource("EBS", _world.HomeKey));

        var copy = _world.SourceHome.Copy(point, BackupWorld.DrVault);

        point.ShouldMatch("^arn:aws:ec2:eu-west-1::snapshot/snap-[0-9a-f]{17}$");
        copy.ShouldMatch("^arn:aws:ec2:eu-central-1::snapshot/snap-[0-9a-f]{17}$");
        $"{_world.DrAway.Describe("dr", copy)["EncryptionKeyArn"]}".ShouldBe(_world.AccountKey);
    }

    [Fact]
    public void A_volumes_key_must_be_usable_by_the_destination_account()
    {
        var own = _world.Key(BackupWorld.Source, BackupWorld.Home, BackupWorld.Source);
        var point = _world.SourceHome.Point(Resource("EBS", own));

        _world
            .SourceHome.Outcome(point, BackupWorld.DrVault)
            .ShouldBe("FAILED Given key ID is not accessible");
        _world.SourceHome.Outcome(point, BackupWorld.RegionVault).ShouldBe("COMPLETED");
    }

    [Fact]
    public void A_call_with_the_same_token_does_nothing_more()
    {
        var point = Point();
        var token = new JsonObject { ["IdempotencyToken"] = "relay-1" };

        var first = _world.SourceHome.StartCopy(point, BackupWorld.DrVault, token);
        _world.Settle();
        var second = _world.SourceHome.StartCopy(point, BackupWorld.DrVault, token);
        var other = _world.SourceHome.StartCopy(point, BackupWorld.RegionVault, token);

        second.ToJsonString().ShouldBe(first.ToJsonString());
        $"{other["CopyJobId"]}".ShouldNotBe($"{first["CopyJobId"]}");
    }

    [Fact]
    public void A_second_job_of_a_resource_waits_in_CREATED()
    {
        var point = Point();
        var first = _world.SourceHome.StartCopy(point, BackupWorld.DrVault);
        var second = _world.SourceHome.StartCopy(point, BackupWorld.RegionVault);

        _world.Pass(TimeSpan.FromMinutes(5));
        States(first, second).ShouldBe(["RUNNING", "CREATED"]);
        _world.Pass(TimeSpan.FromMinutes(10));
        States(first, second).ShouldBe(["COMPLETED", "RUNNING"]);
    }

    [Fact]
    public void A_quota_of_RDS_keeps_a_job_in_CREATED_for_two_hours_at_most()
    {
        var point = Point();
        AwsError Busy() => new("SnapshotQuotaExceeded", "Cannot copy more than 20 snapshots across regions");
        _world.Databases.Refusals.Enqueue(Busy());
        var patient = _world.SourceHome.StartCopy(point, BackupWorld.DrVault);
        _world.Pass(TimeSpan.FromMinutes(4));
        States(patient).ShouldBe(["CREATED"]);
        _world.Settle();
        States(patient).ShouldBe(["COMPLETED"]);

        foreach (var _ in Enumerable.Range(0, 25))
        {
            _world.Databases.Refusals.Enqueue(Busy());
        }

        _world
            .SourceHome.Outcome(point, BackupWorld.DrVault)
            .ShouldBe("FAILED Cannot copy more than 20 snapshots across regions");
    }

    [Fact]
    public void A_fault_holds_a_job_in_CREATED_or_fails_it_with_a_text()
    {
        var point = Point();
        _world.Faults.Add(
            new Fault
            {
                Effect = FaultEffect.HoldCopyJob,
                Identifier = point,
                DelaySeconds = 7200,
            }
        );
        _world.Faults.Add(
            new Fault
            {
                Effect = FaultEffect.FailCopyJob,
                Identifier = BackupWorld.RegionVault,
                Message = "It snows.",
            }
        );

        var held = _world.SourceHome.StartCopy(point, BackupWorld.DrVault);
        _world.Pass(TimeSpan.FromHours(2));
        States(held).ShouldBe(["CREATED"]);
        _world.Settle();
        States(held).ShouldBe(["COMPLETED"]);
        _world.SourceHome.Outcome(point, BackupWorld.RegionVault).ShouldBe("FAILED It snows.");
    }

    [Fact]
    public void A_copy_that_RDS_fails_leaves_nothing_in_the_vault()
    {
        var point = Point();
        _world.Databases.CopiesEnd = "failed";

        _world
            .SourceHome.Outcome(point, BackupWorld.DrVault)
            .ShouldBe("FAILED Copy job encountered a fatal error.");
        _world.DrAway.Call("GET", "/backup-vaults/dr/recovery-points/")["RecoveryPoints"]!
            .AsArray()
            .ShouldBeEmpty();
    }

    [Fact]
    public void Copy_jobs_are_found_by_what_they_copy_and_where_to()
    {
        var point = Point();
        var first = _world.SourceHome.StartCopy(point, BackupWorld.DrVault);
        var second = _world.SourceHome.StartCopy(point, BackupWorld.RegionVault);
        _world.Settle();

        Ids("").ShouldBe([$"{second["CopyJobId"]}", $"{first["CopyJobId"]}"]);
        Ids($"?sourceRecoveryPointArn={Uri.EscapeDataString(point)}&state=COMPLETED").Length.ShouldBe(2);
        Ids($"?destinationVaultArn={Uri.EscapeDataString(BackupWorld.DrVault)}")
            .ShouldBe([$"{first["CopyJobId"]}"]);
        Ids("?messageCategory=SUCCESS&maxResults=1").ShouldBe([$"{second["CopyJobId"]}"]);
        Ids("?parentJobId=x").ShouldBeEmpty();
        _world.DrAway.Call("GET", "/copy-jobs/")["CopyJobs"]!.AsArray().ShouldBeEmpty();
        _world
            .SourceHome.Refusal("GET", "/copy-jobs/?accountId=222222222222")
            .ShouldStartWith("501 NotSimulated");

        string[] Ids(string query) =>
            [
                .. _world.SourceHome.Call("GET", $"/copy-jobs/{query}")["CopyJobs"]!
                    .AsArray()
                    .Select(j => $"{j!["CopyJobId"]}"),
            ];
    }

    [Fact]
    public void Recovery_points_of_a_vault_are_filtered_by_what_they_are_of()
    {
        var orders = Point();
        var files = _world.SourceHome.Point(Resource("EFS"));
        var created = Uri.EscapeDataString("2026-11-20T03:01:00Z");

        Arns("").ShouldBe([files, orders]);
        Arns("?resourceType=RDS").ShouldBe([orders]);
        Arns($"?createdAfter={created}").ShouldBe([files]);
        Arns("?backupPlanId=x").ShouldBeEmpty();

        string[] Arns(string query) =>
            [
                .. _world.SourceHome.Call("GET", $"/backup-vaults/prod/recovery-points/{query}")[
                    "RecoveryPoints"
                ]!
                    .AsArray()
                    .Select(p => $"{p!["RecoveryPointArn"]}"),
            ];
    }

    private string RdsKey => _world.RdsKey(BackupWorld.Source, BackupWorld.Home);

    private string Point(int? days = null) =>
        _world.SourceHome.Point(
            _world.Databases.Add("orders", key: _world.HomeKey),
            days is { } given ? BackupJobTests.Days(given) : null
        );

    private int DeleteAfter(string source, int? days)
    {
        var copy = _world.SourceHome.Copy(
            source,
            BackupWorld.DrVault,
            days is { } given ? BackupJobTests.Days(given) : null
        );
        var point = _world.DrAway.Describe("dr", copy);
        var delete = point["CalculatedLifecycle"]!["DeleteAt"]!.GetValue<double>();
        var created = point["CreationDate"]!.GetValue<double>();
        var calculated = (int)Math.Round((delete - created) / 86400);
        point["Lifecycle"]!["DeleteAfterDays"]!.GetValue<int>().ShouldBe(calculated);
        return calculated;
    }

    private string Resource(string type, string? key = null)
    {
        var input = new JsonObject
        {
            ["accountId"] = BackupWorld.Source,
            ["region"] = BackupWorld.Home,
            ["type"] = type,
            ["name"] = "files",
            ["keyArn"] = key,
        };
        return $"{_world.Local("POST", "/_local/backup-resource", input)["resourceArn"]}";
    }

    private string[] States(params JsonObject[] jobs) =>
        [.. jobs.Select(j => $"{_world.SourceHome.CopyJob(j)["State"]}")];

    private static string[] ResourcePoints(BackupAccount account, string resource) =>
        [
            .. account.Call("GET", $"/resources/{Uri.EscapeDataString(resource)}/recovery-points/")[
                "RecoveryPoints"
            ]!
                .AsArray()
                .Select(p => $"{p!["RecoveryPointArn"]}"),
        ];
}
