using System.Text;
using System.Text.Json.Nodes;

namespace Relay.Functions.Tests;

/// <summary>Bad input goes through the real serializer into the real handlers; AWS is never asked.</summary>
internal static class BadInput
{
    private static readonly RelaySerializer Serializer = new();

    private static readonly RelaySettings Settings = RelaySettings.Read(name =>
        name switch
        {
            "RELAY_NAME" => "snapshot-relay",
            "SOURCE_ACCOUNT_ID" => "111111111111",
            "SOURCE_REGIONS" => "eu-west-1",
            "AWS_REGION" => "eu-central-1",
            "REGION_KEY_ID" => "arn:aws:kms:eu-central-1:111111111111:key/1",
            "MODE" => "copy",
            "DR_ACCOUNT_ID" => "222222222222",
            "ACCOUNT_KEY_ID" => "arn:aws:kms:eu-central-1:222222222222:key/2",
            "COPIER_ROLE_ARN" or "READER_ROLE_ARN" => "arn:aws:iam::222222222222:role/x",
            "EXTERNAL_ID" => "xx",
            "STATE_MACHINE_ARN" => "arn:aws:states:eu-central-1:111111111111:stateMachine:snapshot-relay",
            "DIRECT_TO_ACCOUNT" or "RECOVERY_POINTS" => "off",
            "SSE_RDS" => "try",
            "SELECT_DATABASES" => "*",
            "SELECT_KINDS" => "instance,cluster",
            "SELECT_TYPES" => "automated,manual,awsbackup",
            _ when name.EndsWith("_IN_PROGRESS", StringComparison.Ordinal)
                    || name == "RECONCILE_STARTS"
                    || name.EndsWith("_HOURS", StringComparison.Ordinal)
                    || name.EndsWith("_DAYS", StringComparison.Ordinal) => "20",
            _ => "",
        }
    );

    private static readonly NoAws Nobody = new();

    public static readonly RelayPorts Untouched = new(
        Settings,
        new Dictionary<SnapshotKind, KindPorts>
        {
            [SnapshotKind.Instance] = KindPorts.Of(Nobody),
            [SnapshotKind.Cluster] = KindPorts.Of(Nobody),
        },
        Nobody,
        Nobody,
        Nobody,
        Nobody,
        Nobody,
        Nobody,
        Nobody,
        Nobody,
        Nobody
    );

    public static readonly Dictionary<string, Func<StepInput, Task>> Steps = new(StringComparer.Ordinal)
    {
        [nameof(PlanRelay)] = input => new PlanRelay(Untouched).HandleAsync(input),
        [nameof(CopyToRegion)] = input => new CopyToRegion(Untouched).HandleAsync(input),
        [nameof(CheckRegionCopy)] = input => new CheckRegionCopy(Untouched).HandleAsync(input),
        [nameof(ShareSource)] = input => new ShareSource(Untouched).HandleAsync(input),
        [nameof(ShareRegionCopy)] = input => new ShareRegionCopy(Untouched).HandleAsync(input),
        [nameof(CopyToAccount)] = input => new CopyToAccount(Untouched).HandleAsync(input),
        [nameof(CheckAccountCopy)] = input => new CheckAccountCopy(Untouched).HandleAsync(input),
        [nameof(StopSharing)] = input => new StopSharing(Untouched).HandleAsync(input),
        [nameof(VerifyCopy)] = input => new VerifyCopy(Untouched).HandleAsync(input),
    };

    public const string Good = """
        {
          "now": "2026-11-20T03:05:00Z",
          "execution": { "name": "e", "startedAt": "2026-11-20T03:04:00Z" },
          "relay": { "snapshotArn": "arn:aws:rds:eu-west-1:111111111111:snapshot:orders" }
        }
        """;

    public static string Changed(string path, string? value)
    {
        var input = JsonNode.Parse(Good)!;
        var parts = path.Split('.');
        var parent = parts[..^1].Aggregate(input, (node, part) => node[part]!).AsObject();
        parent.Remove(parts[^1]);
        if (value is not null)
        {
            parent[parts[^1]] = JsonNode.Parse(value);
        }

        return input.ToJsonString();
    }

    public static T Read<T>(string json)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        return Serializer.Deserialize<T>(stream);
    }
}
