using System.Text.Json.Nodes;

namespace LocalCloud.Tests.Events;

/// <summary>An envelope as AWS emits it, with some fields more for the patterns to look at.</summary>
internal static class SampleEvents
{
    private static readonly string File = System.IO.File.ReadAllText(
        Path.Combine(AppContext.BaseDirectory, "Events", "snapshot-created.json")
    );

    public static JsonObject SnapshotCreated(string id = "844e2571-85d4-695f-b930-0153b71dcb42")
    {
        var envelope = JsonNode.Parse(File)!.AsObject();
        envelope["id"] = id;
        return envelope;
    }
}
