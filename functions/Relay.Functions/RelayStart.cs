using System.Text.Json;

namespace Relay.Functions;

/// <summary>
/// What starts a relay, by an event or by reconciliation: same snapshot, same name, same input, since StartExecution compares both. So
/// whoever comes second starts nothing.
/// </summary>
internal static class RelayStart
{
    /// <summary>The execution's name, of its first attempt.</summary>
    public static string Name(SnapshotIdentity snapshot, RelaySettings settings) =>
        Names.Execution(snapshot, settings.RecoveryPoints.Use);

    /// <summary>The execution's input.</summary>
    public static string Input(SnapshotIdentity snapshot) =>
        Json(new RelayDocument { SnapshotArn = snapshot.Arn, SnapshotCreateTime = snapshot.CreateTime });

    /// <summary>The input of a canary's execution.</summary>
    public static string Input(Canary canary) => Json(new RelayDocument { Canary = canary });

    private static string Json(RelayDocument document) =>
        JsonSerializer.Serialize(document, RelayJson.Default.RelayDocument);
}
