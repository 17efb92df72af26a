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

    /// <summary>The document, unchanged; or with another plan, when RDS does not share this snapshot.</summary>
    public async Task<RelayDocument> HandleAsync(StepInput input)
    {
        var step = Step.Read(input, ports.Settings);
        return await WayOut.OrInstead(step, () => Share(step));
    }

    private async Task<RelayDocument> Share(Step step)
    {
        var tags = (await new SourceLook(ports).Again(step)).Tags;
        var (account, shares) = (ports.ShareWith, ports.Shares(step.Snapshot));
        var isOurs = Sharing.IsOurs(tags, account);
        if (!isOurs)
        {
            if (await shares.IsShared(step.SourcePlace, step.Snapshot, account))
            {
                Log.SharedByAPerson(step.Snapshot, account);
                return step.Relay;
            }

            await shares.SetTag(step.SourcePlace, step.Snapshot, Sharing.Intent(account));
        }

        await shares.Share(step.SourcePlace, step.Snapshot, account);
        // Another relay of this snapshot may just have ended, and taken its tag away: without it this share would pass for a person's.
        if (isOurs && !Sharing.IsOurs((await new SourceLook(ports).Again(step)).Tags, account))
        {
            await shares.SetTag(step.SourcePlace, step.Snapshot, Sharing.Intent(account));
        }

        Log.Shared(step.Snapshot, account);
        return step.Relay;
    }
}
