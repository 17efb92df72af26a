using System.Text.Json.Nodes;
using LocalCloud.Kernel;

namespace LocalCloud.Tests.Backup;

public class RestoreJobTests
{
    private readonly BackupWorld _world = new();

    [Fact]
    public void A_restore_job_waits_runs_and_has_made_a_database()
    {
        var point = Point();
        var job = Start(point);

        $"{Job(job)["Status"]}".ShouldBe("PENDING");
        _world.Pass(TimeSpan.FromMinutes(1));
        $"{Job(job)["Status"]}".ShouldBe("RUNNING");
        _world.Settle();

        $"{Job(job)["Status"]} {Job(job)["CreatedResourceArn"]}".ShouldBe(
            "COMPLETED arn:aws:rds:eu-west-1:111111111111:db:orders-2"
        );
        Start(point, "once").ShouldBe(Start(point, "once"));
    }

    [Fact]
    public void What_RDS_refuses_is_the_job_s_failure()
    {
        var job = Start(Point());
        _world.Databases.Refusals.Enqueue(
            new AwsError("DBInstanceAlreadyExists", "DB instance already exists")
        );
        _world.Settle();

        $"{Job(job)["Status"]} {Job(job)["StatusMessage"]}".ShouldBe("FAILED DB instance already exists");
    }

    [Fact]
    public void Metadata_tells_what_was_backed_up()
    {
        var metadata = _world.SourceHome.Call(
            "GET",
            $"/backup-vaults/prod/recovery-points/{Uri.EscapeDataString(Point())}/restore-metadata"
        )["RestoreMetadata"]!;

        $"{metadata["DBInstanceIdentifier"]} {metadata["Engine"]}".ShouldBe("orders postgres");
    }

    private string Point() => _world.SourceHome.Point(_world.Databases.Add("orders", key: _world.HomeKey));

    private string Start(string point, string? token = null)
    {
        var body = new JsonObject
        {
            ["RecoveryPointArn"] = point,
            ["IamRoleArn"] = BackupWorld.Role,
            ["Metadata"] = new JsonObject { ["DBInstanceIdentifier"] = "orders-2" },
        };
        if (token is not null)
        {
            body["IdempotencyToken"] = token;
        }

        return $"{_world.SourceHome.Call("PUT", "/restore-jobs", body)["RestoreJobId"]}";
    }

    private JsonObject Job(string id) => _world.SourceHome.Call("GET", $"/restore-jobs/{id}");
}
