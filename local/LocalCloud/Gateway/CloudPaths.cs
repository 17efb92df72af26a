using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using LocalCloud.Faults;
using LocalCloud.Kernel;

namespace LocalCloud.Gateway;

/// <summary>The cloud's own paths: time, faults, what can be called and what was.</summary>
public sealed class CloudPaths(Cloud cloud) : ILocalPaths
{
    private const double FastestScale = 100_000;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <inheritdoc/>
    public IEnumerable<LocalPath> LocalPaths =>
        [
            new("GET", "/_local/time", _ => Time()),
            new("POST", "/_local/scale", SetScale),
            new("POST", "/_local/fault", SetFault),
            new("GET", "/_local/faults", _ => Faults()),
            new("DELETE", "/_local/faults", _ => ClearFaults()),
            new("POST", "/_local/lose-region", LoseRegion),
            new("GET", "/_local/access-key", AccessKey),
            new("GET", "/_local/operations", _ => Operations()),
            new("GET", "/_local/requests", input => List(cloud.Requests.Requests, input)),
            new("GET", "/_local/calls", input => List(cloud.CallLog.Calls, input)),
        ];

    private JsonObject Time() =>
        new()
        {
            ["now"] = JsonSerializer.SerializeToNode(cloud.Agenda.Now),
            ["scale"] = cloud.Agenda.Scale,
            ["virtual"] = cloud.Agenda.IsVirtual,
            ["functionsRunning"] = cloud.Agenda.Running,
            ["nextDue"] = JsonSerializer.SerializeToNode(cloud.Agenda.NextDue),
        };

    private JsonObject SetScale(JsonObject input)
    {
        if (
            input["scale"] is not JsonValue value
            || !value.TryGetValue<double>(out var scale)
            || scale is not (> 0 and <= FastestScale)
        )
        {
            throw new AwsError(
                "InvalidInput",
                $"scale is {input["scale"]?.ToJsonString() ?? "missing"}; expected a number above 0, at most {FastestScale:0}"
            );
        }

        cloud.Agenda.Scale = scale;
        return Time();
    }

    private JsonArray SetFault(JsonObject input)
    {
        try
        {
            cloud.Faults.Add(input.Deserialize<Fault>(Json)!);
            return Faults();
        }
        catch (JsonException e)
        {
            throw new AwsError("InvalidFault", e.Message);
        }
    }

    private JsonArray ClearFaults()
    {
        cloud.Faults.Clear();
        return Faults();
    }

    private JsonArray Faults() =>
        [
            .. cloud.Faults.All.Select(f =>
            {
                var node = JsonSerializer.SerializeToNode(f.Fault, Json)!;
                node["matches"] = f.Matches;
                return node;
            }),
        ];

    private JsonArray LoseRegion(JsonObject input)
    {
        cloud.LoseRegion(LocalApi.Text(input, "region"));
        return Faults();
    }

    private JsonObject AccessKey(JsonObject input)
    {
        var id = LocalApi.Text(input, "id");
        var key =
            cloud.Credentials.Find(id)
            ?? throw new AwsError("NoSuchAccessKey", $"There is no access key {id}", 404);
        return new JsonObject
        {
            ["caller"] = key.Caller.Arn,
            ["roleArn"] = key.Caller.RoleArn,
            ["secretAccessKey"] = key.SecretAccessKey,
            ["sessionToken"] = key.SessionToken,
        };
    }

    private JsonObject Operations() =>
        new(
            cloud.Dispatcher.Services.Select(s =>
                KeyValuePair.Create(s.SigningName, JsonSerializer.SerializeToNode(s.OperationNames))
            )
        );

    /// <summary>The entries from number <c>from</c> on (0 is the first), so that a reader can follow.</summary>
    private static JsonObject List<T>(IReadOnlyList<T> all, JsonObject input)
    {
        var from = int.TryParse(LocalApi.OptionalText(input, "from"), out var number)
            ? Math.Clamp(number, 0, all.Count)
            : 0;
        return new JsonObject
        {
            ["count"] = all.Count,
            ["items"] = JsonSerializer.SerializeToNode(all.Skip(from), Json),
        };
    }
}
