using Relay.Aws;

namespace Relay.Functions;

/// <summary>
/// Shares the source snapshot with the DR account, until the account copy is available. It is tagged with the intent first, so that
/// only a share of the relay's is ever withdrawn, never a person's.
/// </summary>
public sealed class ShareSource(RelayPorts ports)
{
    /// <summary>For Lambda.</summary>
    public ShareSource()
        : this(RelayPorts.FromEnvironment()) { }

    /// <summary>The document, unchanged.</summary>
    public async Task<RelayDocument> HandleAsync(StepInput input)
    {
        var step = Step.Read(input, ports.Settings);
        var isOurs = Sharing.IsOurs((await new SourceLook(ports).Again(step)).Tags, ports.DrAccount.Id);
        if (!isOurs && await ports.Shares.IsShared(step.SourcePlace, step.Snapshot, ports.DrAccount.Id))
        {
            Log.SharedByAPerson(step.Snapshot, ports.DrAccount.Id);
            return step.Relay;
        }

        if (!isOurs)
        {
            await ports.Shares.SetTag(step.SourcePlace, step.Snapshot, Sharing.Intent(ports.DrAccount.Id));
        }

        await ports.Shares.Share(step.SourcePlace, step.Snapshot, ports.DrAccount.Id);
        Log.Shared(step.Snapshot, ports.DrAccount.Id);
        return step.Relay;
    }
}
