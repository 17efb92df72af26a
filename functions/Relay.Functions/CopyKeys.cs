using Relay.Aws;

namespace Relay.Functions;

/// <summary>The keys that copies are put under: looked at, and judged for a snapshot, or for all of them.</summary>
internal sealed class CopyKeys(RelayPorts ports, SnapshotArn? snapshot = null)
{
    /// <summary>The region key.</summary>
    /// <exception cref="KeyRefusedException">It can't be used.</exception>
    public async Task<KeyArn> Region() =>
        KeyRules.CheckRegionKey(
            snapshot,
            ports.Settings,
            await ports.Keys.Look(ports.Here, KeyRules.RegionKeyToAsk(snapshot, ports.Settings))
        );

    /// <summary>The account key, as the DR account's reader sees it.</summary>
    /// <exception cref="KeyRefusedException">It can't be used.</exception>
    public async Task<KeyArn> Account(DrAccountSettings dr) =>
        KeyRules.CheckAccountKey(
            snapshot,
            ports.Settings,
            dr,
            await ports.Keys.Look(
                ports.InDrAccount(Actor.Reader),
                KeyRules.AccountKeyToAsk(snapshot, ports.Settings, dr)
            )
        );
}
