using Relay.Aws;

namespace Relay.Functions;

/// <summary>Withdraws the share of the region copy, after success and after failure, unless an account copy still needs it.</summary>
public sealed class StopSharing(RelayPorts ports)
{
    /// <summary>For Lambda.</summary>
    public StopSharing()
        : this(RelayPorts.FromEnvironment()) { }

    /// <summary>The document, unchanged. Nothing is done when the relay never came so far as to share: what is not available can't be.</summary>
    public async Task<RelayDocument> HandleAsync(StepInput input)
    {
        var step = Step.Read(input, ports.Settings);
        if (
            step.Relay.RegionCopy is not { } regionCopy
            || step.Relay.Plan?.Route != Route.RegionThenAccount
            || !Sharing.MayExist(regionCopy)
        )
        {
            return step.Relay;
        }

        var shared = Step.Required("relay.regionCopy.arn", regionCopy.Arn);
        var accountCopies = await ports.Snapshots.FindCopies(
            ports.InDrAccount(Actor.Reader),
            new CopyOrder(shared, step.CopyName, step.Plan.AccountKeyArn, [])
        );
        if (Sharing.MayWithdraw(accountCopies))
        {
            await ports.Shares.StopSharing(ports.Here, shared, ports.DrAccount.Id);
            Log.SharingStopped(shared, ports.DrAccount.Id);
        }
        else
        {
            Log.SharingKept(step.CopyName);
        }

        return step.Relay;
    }
}
