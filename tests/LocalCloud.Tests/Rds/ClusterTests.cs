namespace LocalCloud.Tests.Rds;

public class ClusterTests
{
    private readonly RdsWorld _world = new();

    private Account Home => _world.SourceHome.Clusters;

    [Fact]
    public void A_cluster_is_created_over_some_minutes_under_the_key_that_is_given()
    {
        var creating = Home.Call(
                "CreateDBCluster",
                [
                    ("DBClusterIdentifier", "Shop"),
                    ("Engine", "aurora-postgresql"),
                    ("KmsKeyId", "home"),
                    .. new[] { ("team", "shop") }.AsTags(),
                ]
            )
            .Element("DBCluster")!;

        creating.Text("DBClusterIdentifier").ShouldBe("shop");
        creating.Text("Status").ShouldBe("creating");
        _world.Pass(TimeSpan.FromMinutes(5));
        var cluster = Home.DescribeDatabase("shop");
        cluster.Text("Status").ShouldBe("available");
        cluster.Text("ClusterCreateTime").ShouldBe("2026-11-20T03:00:00.000Z");
        cluster.Text("StorageEncryptionType").ShouldBe("sse-kms");
        cluster.Text("KmsKeyId").ShouldBe(_world.HomeKey);
        cluster.Text("DBClusterArn").ShouldBe("arn:aws:rds:eu-west-1:111111111111:cluster:shop");
        cluster.Text("DbClusterResourceId")!.ShouldStartWith("cluster-");
        cluster.Tags().ShouldBe(["team=shop"]);
    }

    [Theory]
    [InlineData("aurora-mysql", null, "true sse-rds ")]
    [InlineData("aurora-postgresql", "true", "true sse-rds ")]
    [InlineData("aurora-postgresql", "false", "false none ")]
    [InlineData("docdb", null, "false none ")]
    [InlineData("neptune", "true", "true sse-kms arn:aws:kms:eu-west-1:111111111111:key/aws-rds")]
    [InlineData("postgres", "true", "true sse-kms arn:aws:kms:eu-west-1:111111111111:key/aws-rds")]
    [InlineData("mysql", null, "false none ")]
    public void Without_a_key_Aurora_is_under_one_that_AWS_owns_and_others_under_none_or_the_account_s_default(
        string engine,
        string? encrypted,
        string expected
    )
    {
        (string, string)[] flag = encrypted is null ? [] : [("StorageEncrypted", encrypted)];
        Home.Call("CreateDBCluster", [.. Request("shop", engine), .. flag]);

        var cluster = Home.DescribeDatabase("shop");
        $"{cluster.Text("StorageEncrypted")} {cluster.Text("StorageEncryptionType")} {cluster.Text("KmsKeyId")}".ShouldBe(
            expected
        );
    }

    [Theory]
    [InlineData(
        "DBClusterIdentifier",
        "1c",
        "400 InvalidParameterValue: The parameter DBClusterIdentifier is not"
    )]
    [InlineData("DBClusterIdentifier", "Taken", "400 DBClusterAlreadyExistsFault: DB cluster already exists")]
    [InlineData("Engine", "oracle-ee", "400 InvalidParameterValue: Invalid DB engine")]
    [InlineData(
        "KmsKeyId",
        "nobody",
        "400 KMSKeyNotAccessibleFault: Specified KMS key [nobody] does not exist"
    )]
    [InlineData(
        "StorageEncrypted",
        "false",
        "400 InvalidParameterCombination: KmsKeyId can be specified only"
    )]
    [InlineData(
        "AllocatedStorage",
        "0",
        "400 InvalidParameterValue: Invalid storage size for engine name aurora-mysql"
    )]
    [InlineData(
        "Engine",
        "mysql",
        "400 InvalidParameterCombination: AllocatedStorage and DBClusterInstanceClass"
    )]
    public void What_cannot_be_created_is_refused(string parameter, string value, string error)
    {
        Home.Database("taken");
        var request = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["DBClusterIdentifier"] = "shop",
            ["Engine"] = "aurora-mysql",
            ["KmsKeyId"] = "home",
            [parameter] = value,
        };

        Home.Refusal("CreateDBCluster", [.. request.Select(p => (p.Key, p.Value))]).ShouldStartWith(error);
    }

    [Theory]
    [InlineData("aurora-mysql", 63)]
    [InlineData("mysql", 52)]
    public void Names_are_shorter_for_Multi_AZ_clusters(string engine, int longest)
    {
        Home.Refusal("CreateDBCluster", Request(new string('a', longest + 1), engine))
            .ShouldStartWith("400 InvalidParameterValue: The parameter DBClusterIdentifier is not");
        Home.Call("CreateDBCluster", Request(new string('a', longest), engine));
    }

    [Fact]
    public void Clusters_are_found_by_identifier_ARN_and_filter_apart_from_instances()
    {
        Home.Database("shop");
        Home.Database("graph", null, ("Engine", "neptune"));
        _world.SourceHome.Database("shop");

        Home.Databases().ShouldBe(["graph", "shop"]);
        Home.Databases(("DBClusterIdentifier", "SHOP")).ShouldBe(["shop"]);
        Home.Databases(("DBClusterIdentifier", "arn:aws:rds:eu-west-1:111111111111:cluster:graph"))
            .ShouldBe(["graph"]);
        Home.Databases(Filter("engine", "neptune")).ShouldBe(["graph"]);
        Home.Databases(Filter("db-cluster-id", "shop")).ShouldBe(["shop"]);
        Home.Databases(Filter("clone-group-id", "x")).ShouldBeEmpty();
        _world.SourceHome.Databases().ShouldBe(["shop"]);
        const string missing = "404 DBClusterNotFoundFault: DBCluster shop not found.";
        _world.SourceAway.Refusal("DescribeDBClusters", ("DBClusterIdentifier", "shop")).ShouldBe(missing);
        _world.DrHome.Refusal("DescribeDBClusters", ("DBClusterIdentifier", "shop")).ShouldBe(missing);
        Home.Refusal(
                "DescribeDBClusters",
                ("DBClusterIdentifier", "arn:aws:rds:eu-west-1:111111111111:db:shop")
            )
            .ShouldStartWith("400 InvalidParameterValue: Invalid resource name");
    }

    [Fact]
    public void Deleting_a_cluster_takes_its_automated_snapshots_along_and_leaves_manual_and_final_ones()
    {
        Home.Database("shop");
        Home.Snapshot("shop", "kept");
        _world.Rds.CreateAutomatedClusterSnapshot(RdsWorld.Source, RdsWorld.Home, "shop");
        _world.Pass(TimeSpan.FromMinutes(2));

        Home.Refusal("DeleteDBCluster", ("DBClusterIdentifier", "shop"))
            .ShouldBe(
                "400 InvalidParameterCombination: FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified."
            );
        Home.Refusal(
                "DeleteDBCluster",
                ("DBClusterIdentifier", "shop"),
                ("FinalDBSnapshotIdentifier", "kept")
            )
            .ShouldStartWith("400 DBClusterSnapshotAlreadyExistsFault");
        Home.Call(
                "DeleteDBCluster",
                ("DBClusterIdentifier", "shop"),
                ("FinalDBSnapshotIdentifier", "shop-final")
            )
            .Element("DBCluster")!
            .Text("Status")
            .ShouldBe("deleting");
        Home.Refusal("DeleteDBCluster", ("DBClusterIdentifier", "shop"), ("SkipFinalSnapshot", "true"))
            .ShouldBe("400 InvalidDBClusterStateFault: Cluster shop is already being deleted.");
        _world.Settle();

        Home.Databases().ShouldBeEmpty();
        Home.List().ShouldBe(["kept", "shop-final"]);
        Home.Progress("shop-final").ShouldBe("available 100");
    }

    [Fact]
    public void A_protected_cluster_stays()
    {
        Home.Database("shop", "home", ("DeletionProtection", "true"));

        Home.Refusal("DeleteDBCluster", ("DBClusterIdentifier", "shop"), ("SkipFinalSnapshot", "true"))
            .ShouldBe(
                "400 InvalidParameterCombination: Cannot delete protected Cluster, please disable deletion protection and try again."
            );
    }

    [Fact]
    public void Clusters_and_their_snapshots_have_tags()
    {
        Home.Database(
            "shop",
            "home",
            [("CopyTagsToSnapshot", "true"), .. new[] { ("team", "shop") }.AsTags()]
        );
        var snapshot = Home.Snapshot("shop", "one");

        foreach (var name in new[] { "arn:aws:rds:eu-west-1:111111111111:cluster:shop", snapshot })
        {
            Home.Call("AddTagsToResource", [("ResourceName", name), .. new[] { ("a", "1") }.AsTags()]);
            Home.Call("ListTagsForResource", ("ResourceName", name)).Tags().ShouldBe(["team=shop", "a=1"]);
            Home.Call("RemoveTagsFromResource", ("ResourceName", name), ("TagKeys.member.1", "team"));
        }

        Home.Describe("one").Tags().ShouldBe(["a=1"]);
        Home.DescribeDatabase("shop").Tags().ShouldBe(["a=1"]);
    }

    internal static (string, string)[] Request(string name, string engine) =>
        [
            ("DBClusterIdentifier", name),
            ("Engine", engine),
            .. engine is "mysql" or "postgres"
                ? new[] { ("AllocatedStorage", "100"), ("DBClusterInstanceClass", "db.m6gd.large") }
                : [],
        ];

    internal static (string, string)[] Filter(string name, params string[] values) =>
        [
            ("Filters.Filter.1.Name", name),
            .. values.Select((v, i) => ($"Filters.Filter.1.Values.Value.{i + 1}", v)),
        ];
}
