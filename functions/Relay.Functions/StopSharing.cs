using Relay.Aws;

namespace Relay.Functions;

/// <summary>
/// Withdraws the shares that were for an account copy, after success and after failure, unless an account copy still needs them: the
/// region copy's, and the source snapshot's where the relay has made it.
/// </summary>
public sealed class StopSharing(RelayPorts ports)
{
    /// <summary>For Lambda.</summary>
    public StopSharing()
        : this(RelayPorts.FromEnvironment()) { }

    /// <summary>The document, unchanged. Nothing is done when the relay never came so far as to share.</summary>
    public async Task<RelayDocument> HandleAsync(StepInput input)
    {
        var step = Step.Read(input, ports.Settings);
        (Place Place, SnapshotArn Snapshot)[] shared =
        [
            .. await RegionCopy(step),
            .. await SourceSnapshot(step),
        ];
        if (shared is [])
        {
            return step.Relay;
        }

        if (!Sharing.MayWithdraw(await AccountCopies(step)))
        {
            Log.SharingKept(step.CopyName);
            return step.Relay;
        }

        foreach (var (place, snapshot) in shared)
        {
            await ports.Shares(snapshot).StopSharing(place, snapshot, ports.ShareWith);
            Log.SharingStopped(snapshot, ports.ShareWith);
        }

        if (shared.Any(s => s.Snapshot == step.Snapshot))
        {
            await ports.Shares(step.Snapshot).RemoveTag(step.SourcePlace, step.Snapshot, Sharing.IntentTag);
        }

        return step.Relay;
    }

    // One that was made to be shared stays so, though this relay wanted more than that.
    private async Task<IEnumerable<(Place, SnapshotArn)>> RegionCopy(Step step) =>
        step.Relay is { Plan.Route: Route.RegionThenAccount, RegionCopy: { Arn: { } arn } copy }
        && Sharing.MayExist(copy)
        && await ports.Copies(arn, CopyMeans.Snapshot).Find(ports.Here, arn) is { } found
        && !found.Tags.SayMadeToBeShared()
            ? [(ports.Here, arn)]
            : [];

    // A snapshot that was made again under the name has a relay of its own, and so has its share.
    private async Task<IEnumerable<(Place, SnapshotArn)>> SourceSnapshot(Step step) =>
        Route.DirectToAccount == (step.Relay.Plan?.InsteadOf ?? step.Relay.Plan?.Route)
        && step.Source is { } source
        && await new SourceLook(ports).First(step.Snapshot) is { } found
        && found.CreateTime == source.CreateTime
        && Sharing.IsOurs(found.Tags, ports.ShareWith)
            ? [(step.SourcePlace, step.Snapshot)]
            : [];

    private Task<IReadOnlyList<CopyFacts>> AccountCopies(Step step) =>
        ports
            .Copies(step.Source.Arn, CopyMeans.Snapshot)
            .FindCopies(
                ports.InDrAccount(Actor.Reader),
                new CopyOrder(step.Source.Arn, step.CopyName, step.Plan.AccountKeyArn, [])
            );
}
