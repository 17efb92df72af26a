using System.Text.Json;
using System.Text.Json.Serialization;
using LocalCloud.Deploy;
using LocalCloud.Kernel;

namespace LocalCloud.Commands;

/// <summary><c>artifacts/cloud.json</c>: what a program needs to use the local cloud.</summary>
public static class CloudFile
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Writes it; returns its path.</summary>
    public static string Write(string root, string endpoint, CloudOptions options, RelayDeployment relay)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(relay);
        var content = new
        {
            endpoint,
            relayName = relay.Settings.RelayName,
            regions = new { source = options.SourceRegions, dr = options.DrRegion },
            accounts = new { source = options.SourceAccountId, dr = options.DrAccountId },
            credentials = new
            {
                source = new
                {
                    accessKeyId = options.SourceAccountId,
                    secretAccessKey = Credentials.AdministratorSecret,
                },
                dr = new
                {
                    accessKeyId = options.DrAccountId,
                    secretAccessKey = Credentials.AdministratorSecret,
                },
            },
            keys = new { region = relay.RegionKeyArn, account = relay.AccountKeyArn },
            stateMachineArn = relay.StateMachineArn,
            eventBusArn = relay.EventBusArn,
            functionArns = relay.FunctionArns,
            roles = new { copier = relay.CopierRoleArn, reader = relay.ReaderRoleArn },
            deadLetterQueueArns = relay.QueueArns,
            externalId = relay.Settings.ExternalId,
        };
        var file = Path.Combine(root, "artifacts", "cloud.json");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, JsonSerializer.Serialize(content, Json) + "\n");
        return file;
    }
}
