using Relay.Aws;

namespace Relay.Functions;

/// <summary>As the DR account: copies the shared region copy under the account key, or finds the copy that is there.</summary>
public sealed class CopyToAccount(RelayPorts ports)
{
    /// <summary>For Lambda.</summary>
    public CopyToAccount()
        : this(RelayPorts.FromEnvironment()) { }

    /// <summary>The document with the account copy, or with a wait for a slot or for the share.</summary>
    public async Task<RelayDocument> HandleAsync(StepInput input)
    {
        var step = Step.Read(input, ports.Settings);
        var regionCopy = Step.Required("relay.regionCopy.arn", step.RegionCopy.Arn);
        var leg = new CopyLeg(
            ports.InDrAccount(Actor.Copier),
            Step.Required("relay.plan.accountKeyArn", step.Plan.AccountKeyArn),
            regionCopy,
            async () =>
                await ports.Snapshots.Find(ports.Here, regionCopy)
                ?? throw new CopyVanishedException(regionCopy.ToString()),
            () => Sharing.WaitForShare(step.Relay.Wait, regionCopy, ports.DrAccount.Id, step.Now),
            step.Relay.AccountCopy
        );
        var (copy, wait) = await new CopyStep(ports).Run(step, leg);
        return step.Relay with { AccountCopy = copy, Wait = wait };
    }
}
