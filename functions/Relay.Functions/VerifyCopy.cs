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
        var legs = new CopyLegs(ports);
        var (copy, key, leg) = step.Plan.MakesAccountCopy
            ? (step.AccountCopy, step.Plan.AccountKeyArn, legs.ToAccount(step))
            : (step.RegionCopy, step.Plan.RegionKeyArn, legs.ToRegion(step));
        var arn = Step.Required("relay's copy.arn", copy.Arn);
        var found = await leg.By.Find(leg.Owner, arn) ?? throw new CopyVanishedException(arn.ToString());
        if (
            Verifier.Mismatches(
                ports.Settings.RelayName,
                step.Source,
                step.Plan.Means,
                key,
                MadeFrom(step, leg.Order.Source),
                found,
                step.Plan.RetentionDays
            ) is
            { Count: > 0 } mismatches
        )
        {
            throw new CopyNotVerifiedException(arn.ToString(), mismatches);
        }

        var verification = new Verification(Verified: true, arn, found.KmsKeyId);
        Log.Verified(verification);
        Log.Took(ports.Settings.RelayName, step.Now, step.Source.CreateTime);
        return step.Relay with { Verification = verification };
    }

    // An earlier start of this relay may have made the account copy from an earlier attempt, or by another route.
    private IReadOnlyList<SnapshotArn> MadeFrom(Step step, SnapshotArn first) =>
        !step.Plan.MakesAccountCopy
            ? [first]
            :
            [
                first,
                step.Source.Arn,
                .. CopyAttempts
                    .NamesOf(step.CopyName)
                    .Select(name =>
                        step.Source.Arn with
                        {
                            Region = ports.Settings.DrRegion,
                            Account = ports.Settings.SourceAccount,
                            Name = name,
                        }
                    ),
            ];
}
