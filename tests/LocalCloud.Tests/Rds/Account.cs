using System.Xml.Linq;
using LocalCloud.Kernel;
using LocalCloud.Rds;

namespace LocalCloud.Tests.Rds;

/// <summary>An account in a Region: who calls. The words are about DB instances and DB snapshots, or about clusters.</summary>
internal sealed record Account(RdsWorld World, string Id, string Region)
{
    /// <summary>The same account, speaking of DB clusters and DB cluster snapshots.</summary>
    public Account Clusters => this with { Kind = RdsKind.Cluster };

    private RdsKind Kind { get; init; } = RdsKind.Instance;

    /// <summary>Calls; the content of the result, names without namespace.</summary>
    public XElement Call(string operation, params (string, string)[] parameters)
    {
        var root = XElement.Parse(World.Send(Id, Region, operation, parameters));
        foreach (var element in root.DescendantsAndSelf())
        {
            element.Name = element.Name.LocalName;
        }

        return root.Element(operation + "Result") ?? root;
    }

    /// <summary>Calls and expects a refusal: "status code: message".</summary>
    public string Refusal(string operation, params (string, string)[] parameters)
    {
        var error = Should.Throw<AwsError>(() => Call(operation, parameters));
        return $"{error.Status} {error.Code}: {error.Message}";
    }

    /// <summary>A database of 100 GiB that is available.</summary>
    /// <param name="name">Its identifier.</param>
    /// <param name="key">Its key; null for no encryption, "" for what AWS takes by default.</param>
    /// <param name="more">Further parameters, which win.</param>
    public string Database(string name, string? key = "home", params (string, string)[] more)
    {
        (string, string)[] encryption = key is null
            ? [("StorageEncrypted", "false")]
            : [("StorageEncrypted", "true"), .. key == "" ? [] : new[] { ("KmsKeyId", key) }];
        (string, string)[] own =
            Kind == RdsKind.Cluster
                ? [("Engine", "aurora-postgresql")]
                : [("DBInstanceClass", "db.t4g.micro"), ("Engine", "postgres")];
        (string, string)[] usual = [(Kind.DatabaseIdentifier, name), ("AllocatedStorage", "100"), .. own];
        Call(
            $"Create{Kind.Database}",
            [.. usual.Concat(encryption).Where(p => more.All(m => m.Item1 != p.Item1)), .. more]
        );
        World.Pass(TimeSpan.FromMinutes(5));
        return name;
    }

    /// <summary>A snapshot that is available; its ARN.</summary>
    public string Snapshot(string database, string name, params (string, string)[] more)
    {
        Call(
            $"Create{Kind.Snapshot}",
            [(Kind.DatabaseIdentifier, database), (Kind.SnapshotIdentifier, name), .. more]
        );
        World.Pass(TimeSpan.FromMinutes(2));
        return Kind.SnapshotIn(Id, Region, name).ToString();
    }

    /// <summary>Asks for a copy; the snapshot of the reply.</summary>
    public XElement Copy(string source, string target, string? key = null, params (string, string)[] more) =>
        Call($"Copy{Kind.Snapshot}", CopyOf(source, target, key, more)).Element(Kind.Snapshot)!;

    public string CopyRefusal(
        string source,
        string target,
        string? key = null,
        params (string, string)[] more
    ) => Refusal($"Copy{Kind.Snapshot}", CopyOf(source, target, key, more));

    /// <summary>One manual snapshot.</summary>
    public XElement Describe(string identifier) =>
        Call($"Describe{Kind.Snapshot}s", (Kind.SnapshotIdentifier, identifier))
            .Element($"{Kind.Snapshot}s")!
            .Elements(Kind.Snapshot)
            .Single();

    /// <summary>One database.</summary>
    public XElement DescribeDatabase(string identifier) =>
        Call($"Describe{Kind.Database}s", (Kind.DatabaseIdentifier, identifier))
            .Element($"{Kind.Database}s")!
            .Elements(Kind.Database)
            .Single();

    /// <summary>Status and progress, for example <c>copying 40</c>.</summary>
    public string Progress(string identifier)
    {
        var snapshot = Describe(identifier);
        return $"{snapshot.Text("Status")} {snapshot.Text("PercentProgress")}";
    }

    /// <summary>Identifiers of the snapshots that are listed.</summary>
    public string[] List(params (string, string)[] parameters) =>
        [
            .. Call($"Describe{Kind.Snapshot}s", parameters)
                .Element($"{Kind.Snapshot}s")!
                .Elements(Kind.Snapshot)
                .Select(s => s.Text(Kind.SnapshotIdentifier)!),
        ];

    /// <summary>Identifiers of the databases that are listed.</summary>
    public string[] Databases(params (string, string)[] parameters) =>
        [
            .. Call($"Describe{Kind.Database}s", parameters)
                .Element($"{Kind.Database}s")!
                .Elements(Kind.Database)
                .Select(i => i.Text(Kind.DatabaseIdentifier)!),
        ];

    public XElement Share(string identifier, params string[] accounts) =>
        Call($"Modify{Kind.Snapshot}Attribute", ShareOf(identifier, accounts));

    public string ShareRefusal(string identifier, params string[] accounts) =>
        Refusal($"Modify{Kind.Snapshot}Attribute", ShareOf(identifier, accounts));

    public XElement StopSharing(string identifier, string account) =>
        Call(
            $"Modify{Kind.Snapshot}Attribute",
            (Kind.SnapshotIdentifier, identifier),
            ("AttributeName", "restore"),
            ("ValuesToRemove.AttributeValue.1", account)
        );

    public XElement Delete(string identifier) =>
        Call($"Delete{Kind.Snapshot}", (Kind.SnapshotIdentifier, identifier));

    public string DeleteRefusal(string identifier) =>
        Refusal($"Delete{Kind.Snapshot}", (Kind.SnapshotIdentifier, identifier));

    private (string, string)[] CopyOf(string source, string target, string? key, (string, string)[] more) =>
        [
            ($"Source{Kind.SnapshotIdentifier}", source),
            ($"Target{Kind.SnapshotIdentifier}", target),
            .. key is null ? [] : new[] { ("KmsKeyId", key) },
            .. more,
        ];

    private (string, string)[] ShareOf(string identifier, string[] accounts) =>
        [
            (Kind.SnapshotIdentifier, identifier),
            ("AttributeName", "restore"),
            .. accounts.Select((a, i) => ($"ValuesToAdd.AttributeValue.{i + 1}", a)),
        ];
}
