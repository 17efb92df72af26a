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
        var (copy, key, owner, madeFrom) =
            step.Plan.Route == Route.RegionThenAccount
                ? (
                    step.AccountCopy,
                    step.Plan.AccountKeyArn,
                    ports.InDrAccount(Actor.Reader),
                    RegionCopies(step)
                )
                : (step.RegionCopy, step.Plan.RegionKeyArn, ports.Here, [step.Source.Arn]);
        var arn = Step.Required("relay's copy.arn", copy.Arn);
        var found = await ports.Snapshots.Find(owner, arn) ?? throw new CopyVanishedException(arn.ToString());
        var expectedKey = Step.Required("relay.plan's key", key);
        if (
            Verifier.Mismatches(
                ports.Settings.RelayName,
                step.Source,
                step.Plan.Means,
                expectedKey,
                madeFrom,
                found
            ) is
            { Count: > 0 } mismatches
        )
        {
            throw new CopyNotVerifiedException(arn.ToString(), mismatches);
        }

        var verification = new Verification(Verified: true, arn, expectedKey.ToString());
        Log.Verified(verification);
        return step.Relay with { Verification = verification };
    }

    // An earlier start of this relay may have made the account copy from an earlier attempt.
    private IReadOnlyList<SnapshotArn> RegionCopies(Step step) =>
        [
            .. CopyAttempts
                .NamesOf(step.CopyName)
                .Select(name => new SnapshotArn(ports.Settings.DrRegion, ports.Settings.SourceAccount, name)),
        ];
}
