namespace Relay.Functions;

/// <summary>Copies into the DR account under the account key, as that account or by AWS Backup, or finds the copy that is there.</summary>
public sealed class CopyToAccount(RelayPorts ports)
{
    /// <summary>For Lambda.</summary>
    public CopyToAccount()
        : this(RelayPorts.FromEnvironment()) { }

    /// <summary>The document with the account copy, or with a wait for a slot or for the share; or with another plan, when AWS refuses.</summary>
    public async Task<RelayDocument> HandleAsync(StepInput input)
    {
        var step = Step.Read(input, ports.Settings);
        var leg = new CopyLegs(ports).ToAccount(step);
        return await WayOut.OrInstead(
            step,
            async () =>
            {
                var (copy, wait, _) = await new CopyStep(ports).Run(step, leg);
                return step.Relay with { AccountCopy = copy, Wait = wait };
            }
        );
    }
}
