using System.Text.Json.Nodes;
using LocalCloud.Kernel;

namespace LocalCloud.Gateway;

/// <summary>The paths behind which a service does what AWS offers no call for.</summary>
public sealed class ServicePaths(Cloud cloud) : ILocalPaths
{
    // As long as Lambda's own environments have theirs.
    private static readonly TimeSpan _sessionDuration = TimeSpan.FromHours(12);

    /// <inheritdoc/>
    public IEnumerable<LocalPath> LocalPaths =>
        [
            new("POST", "/_local/automated-snapshot", TakeAutomatedSnapshot),
            new("POST", "/_local/redeliver", Redeliver),
            new("GET", "/_local/dead-letters", DeadLetters),
            new("POST", "/_local/role-session", StartRoleSession),
        ];

    private JsonObject TakeAutomatedSnapshot(JsonObject input)
    {
        ILocalRds rds = cloud.Rds;
        var account = LocalApi.OptionalText(input, "accountId") ?? cloud.Options.SourceAccountId;
        var region = LocalApi.OptionalText(input, "region") ?? cloud.Options.SourceRegions[0];
        return LocalApi.OptionalText(input, "dbClusterIdentifier") is { } cluster
            ? new JsonObject
            {
                ["dbClusterSnapshotArn"] = rds.CreateAutomatedClusterSnapshot(account, region, cluster),
            }
            : new JsonObject
            {
                ["dbSnapshotArn"] = rds.CreateAutomatedSnapshot(
                    account,
                    region,
                    LocalApi.Text(input, "dbInstanceIdentifier")
                ),
            };
    }

    private JsonObject Redeliver(JsonObject input)
    {
        ILocalEvents events = cloud.Events;
        var pattern = input["pattern"] switch
        {
            null => null,
            JsonObject given => given,
            _ => throw new AwsError("InvalidInput", "'pattern' is no event pattern: it is not an object"),
        };
        return new JsonObject
        {
            ["eventId"] = events.Redeliver(LocalApi.OptionalText(input, "eventId"), pattern),
        };
    }

    private JsonArray DeadLetters(JsonObject input)
    {
        ILocalQueues queues = cloud.Queues;
        var wanted = LocalApi.OptionalText(input, "queue");
        var found = queues
            .QueueArns.Where(arn =>
                wanted is null || arn == wanted || arn.EndsWith($":{wanted}", StringComparison.Ordinal)
            )
            .ToList();
        return found.Count == 0 && wanted is not null
            ? throw new AwsError(
                "NoSuchQueue",
                $"There is no queue {wanted}; there are: {string.Join(", ", queues.QueueArns)}",
                404
            )
            : [.. found.SelectMany(queues.Messages).Select(Describe)];
    }

    private JsonObject StartRoleSession(JsonObject input)
    {
        var session = cloud.Sts.Roles.SessionFor(
            LocalApi.Text(input, "roleArn"),
            LocalApi.OptionalText(input, "sessionName") ?? "local",
            _sessionDuration
        );
        return new JsonObject
        {
            ["accessKeyId"] = session.AccessKeyId,
            ["secretAccessKey"] = session.SecretAccessKey,
            ["sessionToken"] = session.SessionToken,
            ["expiration"] = System.Text.Json.JsonSerializer.SerializeToNode(session.Expiration),
        };
    }

    private static JsonObject Describe(QueueMessage message) =>
        new()
        {
            ["queueArn"] = message.QueueArn,
            ["at"] = System.Text.Json.JsonSerializer.SerializeToNode(message.At),
            ["attributes"] = new JsonObject(
                message.Attributes.Select(a => KeyValuePair.Create<string, JsonNode?>(a.Key, a.Value))
            ),
            ["body"] = message.Body,
        };
}
