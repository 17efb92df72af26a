using System.Text.Json.Nodes;
using LocalCloud.Kernel;

namespace LocalCloud.Tests.States;

/// <summary>Keeps what was emitted.</summary>
internal sealed class FakeEvents : IEvents
{
    public List<(string Account, string Region, JsonObject Envelope)> Emitted { get; } = [];

    public void Emit(string accountId, string region, JsonObject envelope) =>
        Emitted.Add((accountId, region, envelope));

    public string CreateBus(string accountId, string region, string name) =>
        throw new NotSupportedException();

    public void PutBusPolicy(string busArn, JsonObject policy) => throw new NotSupportedException();

    public string PutRule(
        string accountId,
        string region,
        string busName,
        string ruleName,
        JsonObject pattern,
        IReadOnlyList<EventTarget> targets
    ) => throw new NotSupportedException();
}
