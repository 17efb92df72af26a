using Relay.Aws;

namespace Relay.Functions.Tests.Adapters;

/// <summary>What differs between DB snapshots and DB cluster snapshots on the wire.</summary>
internal sealed record RdsKind(
    Func<AwsConnection, ISnapshots> Make,
    string Prefix,
    string Noun,
    string CodeEnd,
    string Database
)
{
    public static IReadOnlyDictionary<string, RdsKind> All { get; } =
        new Dictionary<string, RdsKind>(StringComparer.Ordinal)
        {
            ["instance"] = new(
                aws => new InstanceSnapshots(aws),
                "arn:aws:rds:eu-west-1:111111111111:snapshot:",
                "DBSnapshot",
                "",
                "arn:aws:rds:eu-west-1:111111111111:db:orders"
            ),
            ["cluster"] = new(
                aws => new ClusterSnapshots(aws),
                "arn:aws:rds:eu-west-1:111111111111:cluster-snapshot:",
                "DBClusterSnapshot",
                "Fault",
                "arn:aws:rds:eu-west-1:111111111111:cluster:orders"
            ),
        };

    public static TheoryData<string> Names => [.. All.Keys];

    public ISnapshots Of(AwsAnswers aws) => Make(aws.Connection);

    public SnapshotArn Arn(string name) => Some.Arn(Prefix + name);

    public string Code(string what) => $"{Noun}{what}{CodeEnd}";

    public CopyOrder Order(KeyArn? key) => new(Arn("before"), "copy-of-orders", key, [Some.Team]);

    public Answer Described(string members) =>
        Answer.Rds($"Describe{Noun}s", In($"{Noun}s", Snapshot("before", members)));

    public Answer Listed((string[] Names, string? Marker) page) =>
        Answer.Rds(
            $"Describe{Noun}s",
            (page.Marker is { } marker ? In("Marker", marker) : "")
                + In(
                    $"{Noun}s",
                    string.Concat(page.Names.Select(name => Snapshot(name, In("Status", "available"))))
                )
        );

    public Answer Copied(string status) =>
        Answer.Rds($"Copy{Noun}", Snapshot("copy-of-orders", In("Status", status)));

    public Answer Attributes(string values) =>
        Answer.Rds(
            $"Describe{Noun}Attributes",
            In(
                $"{Noun}AttributesResult",
                In(
                    $"{Noun}Attributes",
                    In($"{Noun}Attribute", In("AttributeName", "restore") + In("AttributeValues", values))
                )
            )
        );

    private string Snapshot(string name, string members) =>
        In(Noun, In($"{Noun}Arn", Arn(name).ToString()) + members);

    private static string In(string element, string content) => $"<{element}>{content}</{element}>";
}
