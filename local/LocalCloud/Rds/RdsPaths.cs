using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using LocalCloud.Kernel;

namespace LocalCloud.Rds;

/// <summary>The settings of a running RDS: <c>GET</c> and <c>POST /_local/rds-settings</c>.</summary>
public sealed class RdsPaths(RdsApi rds) : ILocalPaths
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <inheritdoc/>
    public IEnumerable<LocalPath> LocalPaths =>
        [new("GET", "/_local/rds-settings", _ => Settings()), new("POST", "/_local/rds-settings", Change)];

    private JsonObject Settings() => (JsonObject)JsonSerializer.SerializeToNode(rds.Settings, Json)!;

    /// <summary>What is given changes, everything else stays; what has begun goes on as it was.</summary>
    private JsonObject Change(JsonObject input)
    {
        var settings = Settings();
        foreach (var (name, value) in input)
        {
            settings[name] = value?.DeepClone();
        }

        try
        {
            rds.Settings = RdsRules.Sensible(settings.Deserialize<RdsSettings>(Json)!);
        }
        catch (JsonException e)
        {
            throw new AwsError("InvalidInput", e.Message);
        }

        return Settings();
    }
}
