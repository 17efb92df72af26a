namespace Relay.Functions;

/// <summary>Looks how far the account copy is.</summary>
public sealed class CheckAccountCopy(RelayPorts ports)
{
    /// <summary>For Lambda.</summary>
    public CheckAccountCopy()
        : this(RelayPorts.FromEnvironment()) { }

    /// <summary>The document with what was seen, no wait when the copy is available; or with another plan, when AWS can't make the copy this way.</summary>
    public async Task<RelayDocument> HandleAsync(StepInput input)
    {
        var step = Step.Read(input, ports.Settings);
        var leg = new CopyLegs(ports).ToAccount(step);
        return await WayOut.OrInstead(
            step,
            async () =>
            {
                var (copy, wait) = await new CheckStep(ports).Run(step, step.AccountCopy, leg);
                return step.Relay with { AccountCopy = copy, Wait = wait };
            }
        );
    }
}
