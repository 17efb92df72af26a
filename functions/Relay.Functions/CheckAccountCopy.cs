using Relay.Aws;

namespace Relay.Functions;

/// <summary>As the DR account: looks how far the account copy is.</summary>
public sealed class CheckAccountCopy(RelayPorts ports)
{
    /// <summary>For Lambda.</summary>
    public CheckAccountCopy()
        : this(RelayPorts.FromEnvironment()) { }

    /// <summary>The document with what was seen; no wait when the copy is available.</summary>
    public async Task<RelayDocument> HandleAsync(StepInput input)
    {
        var step = Step.Read(input, ports.Settings);
        var (copy, wait) = await new CheckStep(ports).Run(
            step,
            step.AccountCopy,
            ports.InDrAccount(Actor.Reader)
        );
        return step.Relay with { AccountCopy = copy, Wait = wait };
    }
}
