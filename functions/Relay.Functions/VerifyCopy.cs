using Relay.Aws;

namespace Relay.Functions;

/// <summary>Asks the owner of the copy whether it is what it should be.</summary>
public sealed class VerifyCopy(RelayPorts ports)
{
    /// <summary>For Lambda.</summary>
    public VerifyCopy()
        : this(RelayPorts.FromEnvironment()) { }

    /// <summary>The document with the verification.</summary>
    /// <exception cref="CopyNotVerifiedException">The owner's answer is not what it should be.</exception>
    public async Task<RelayDocument> HandleAsync(StepInput input)
    {
        var step = Step.Read(input, ports.Settings);
        var (copy, key, owner) =
            step.Plan.Route == Route.RegionThenAccount
                ? (step.AccountCopy, step.Plan.AccountKeyArn, ports.InDrAccount(Actor.Reader))
                : (step.RegionCopy, step.Plan.RegionKeyArn, ports.Here);
        var found =
            await ports.Snapshots.Find(owner, copy.Arn)
            ?? throw new CopyVanishedException(copy.Arn.ToString());
        var expectedKey = Step.Required("relay.plan's key", key);
        if (
            Verifier.Mismatches(ports.Settings.RelayName, step.Source, expectedKey, found) is
            { Count: > 0 } mismatches
        )
        {
            throw new CopyNotVerifiedException(copy.Arn.ToString(), mismatches);
        }

        var verification = new Verification(Verified: true, copy.Arn, expectedKey.ToString());
        Log.Verified(verification);
        return step.Relay with { Verification = verification };
    }
}
