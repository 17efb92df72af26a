namespace LocalCloud.Tests.Rds;

public class InstanceTests
{
    private readonly RdsWorld _world = new();

    [Fact]
    public void An_instance_is_created_over_some_minutes_under_the_key_that_is_given()
    {
        var reply = _world.SourceHome.Call(
            "CreateDBInstance",
            [
                ("DBInstanceIdentifier", "Orders"),
                ("DBInstanceClass", "db.m7g.large"),
                ("Engine", "mysql"),
                ("EngineVersion", "8.0.42"),
                ("AllocatedStorage", "250"),
                ("StorageEncrypted", "true"),
                ("KmsKeyId", _world.HomeKey),
                .. new[] { ("team", "shop") }.AsTags(),
            ]
        );

        var creating = reply.Element("DBInstance")!;
        creating.Text("DBInstanceIdentifier").ShouldBe("orders");
        creating.Text("DBInstanceStatus").ShouldBe("creating");
        creating.Text("InstanceCreateTime").ShouldBeNull();
        _world.Pass(TimeSpan.FromMinutes(5));
        var instance = _world.SourceHome.DescribeDatabase("orders");
        instance.Text("DBInstanceStatus").ShouldBe("available");
        instance.Text("InstanceCreateTime").ShouldBe("2026-11-20T03:00:00.000Z");
        instance.Text("KmsKeyId").ShouldBe(_world.HomeKey);
        instance.Text("EngineVersion").ShouldBe("8.0.42");
        instance.Text("DBInstanceArn").ShouldBe("arn:aws:rds:eu-west-1:111111111111:db:orders");
        instance.Tags().ShouldBe(["team=shop"]);
    }

    [Fact]
    public void Without_a_key_the_account_s_default_key_is_used_and_without_encryption_none()
    {
        _world.SourceHome.Database("defaulted", key: "");
        _world.SourceHome.Database("plain", key: null);

        _world
            .SourceHome.DescribeDatabase("defaulted")
            .Text("KmsKeyId")
            .ShouldBe("arn:aws:kms:eu-west-1:111111111111:key/aws-rds");
        _world.SourceHome.DescribeDatabase("plain").Text("KmsKeyId").ShouldBeNull();
        _world.SourceHome.DescribeDatabase("plain").Text("StorageEncrypted").ShouldBe("false");
    }

    [Theory]
    [InlineData(
        "DBInstanceIdentifier",
        "1db",
        "400 InvalidParameterValue: The parameter DBInstanceIdentifier is not"
    )]
    [InlineData("DBInstanceIdentifier", "taken", "400 DBInstanceAlreadyExists: DB instance already exists")]
    [InlineData("Engine", "db3", "400 InvalidParameterValue: Invalid DB engine")]
    [InlineData(
        "Engine",
        "aurora-postgresql",
        "400 InvalidParameterCombination: DBClusterIdentifier is required for the engine aurora-postgresql."
    )]
    [InlineData("DBClusterIdentifier", "c", "404 DBClusterNotFoundFault: DBCluster c not found.")]
    [InlineData(
        "DBSubnetGroupName",
        "nowhere",
        "404 DBSubnetGroupNotFoundFault: DBSubnetGroup nowhere not found."
    )]
    [InlineData(
        "AllocatedStorage",
        "1",
        "400 InvalidParameterValue: Invalid storage size for engine name postgres"
    )]
    [InlineData(
        "KmsKeyId",
        "nobody",
        "400 KMSKeyNotAccessibleFault: Specified KMS key [nobody] does not exist, is not enabled"
    )]
    [InlineData(
        "StorageEncrypted",
        "false",
        "400 InvalidParameterCombination: KmsKeyId can be specified only"
    )]
    [InlineData(
        "MasterUserPassword",
        "short",
        "400 InvalidParameterValue: The parameter MasterUserPassword is not a valid password"
    )]
    [InlineData(
        "Tags.Tag.1.Key",
        "rds:x",
        "400 InvalidParameterValue: Tag keys cannot start with the reserved prefix"
    )]
    public void What_cannot_be_created_is_refused(string parameter, string value, string error)
    {
        _world.SourceHome.Database("taken");
        var request = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["DBInstanceIdentifier"] = "orders",
            ["DBInstanceClass"] = "db.t4g.micro",
            ["Engine"] = "postgres",
            ["AllocatedStorage"] = "20",
            ["StorageEncrypted"] = "true",
            ["KmsKeyId"] = "home",
            [parameter] = value,
        };

        _world
            .SourceHome.Refusal("CreateDBInstance", [.. request.Select(p => (p.Key, p.Value))])
            .ShouldStartWith(error);
    }

    [Fact]
    public void Instances_are_found_by_identifier_ARN_and_filter_and_only_by_their_account_in_their_Region()
    {
        _world.SourceHome.Database("orders");
        _world.SourceHome.Database("stock");

        _world.SourceHome.Databases().ShouldBe(["orders", "stock"]);
        _world.SourceHome.Databases(("DBInstanceIdentifier", "ORDERS")).ShouldBe(["orders"]);
        _world
            .SourceHome.Databases(("DBInstanceIdentifier", "arn:aws:rds:eu-west-1:111111111111:db:stock"))
            .ShouldBe(["stock"]);
        _world
            .SourceHome.Databases(
                ("Filters.Filter.1.Name", "db-instance-id"),
                ("Filters.Filter.1.Values.Value.1", "stock")
            )
            .ShouldBe(["stock"]);
        _world
            .SourceHome.Databases(
                ("Filters.Filter.1.Name", "engine"),
                ("Filters.Filter.1.Values.Value.1", "mysql")
            )
            .ShouldBeEmpty();
        const string missing = "404 DBInstanceNotFound: DBInstance orders not found.";
        _world
            .SourceAway.Refusal("DescribeDBInstances", ("DBInstanceIdentifier", "orders"))
            .ShouldBe(missing);
        _world.DrAway.Refusal("DescribeDBInstances", ("DBInstanceIdentifier", "orders")).ShouldBe(missing);
    }

    [Fact]
    public void Deleting_an_instance_takes_its_automated_snapshots_along_and_leaves_manual_and_final_ones()
    {
        _world.SourceHome.Database("orders");
        _world.SourceHome.Snapshot("orders", "kept");
        _world.Rds.CreateAutomatedSnapshot(RdsWorld.Source, RdsWorld.Home, "orders");
        _world.Pass(TimeSpan.FromMinutes(2));

        _world
            .SourceHome.Refusal("DeleteDBInstance", ("DBInstanceIdentifier", "orders"))
            .ShouldBe(
                "400 InvalidParameterCombination: FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified."
            );
        _world
            .SourceHome.Call(
                "DeleteDBInstance",
                ("DBInstanceIdentifier", "orders"),
                ("FinalDBSnapshotIdentifier", "orders-final")
            )
            .Element("DBInstance")!
            .Text("DBInstanceStatus")
            .ShouldBe("deleting");
        _world.Settle();

        _world.SourceHome.Databases().ShouldBeEmpty();
        _world.SourceHome.List().ShouldBe(["kept", "orders-final"]);
        _world.SourceHome.Progress("orders-final").ShouldBe("available 100");
    }

    [Fact]
    public void Operations_that_are_not_simulated_say_so_by_name()
    {
        _world
            .SourceHome.Refusal("CreateGlobalCluster")
            .ShouldStartWith("501 NotSimulated: The local cloud does not simulate rds:CreateGlobalCluster");
    }
}
