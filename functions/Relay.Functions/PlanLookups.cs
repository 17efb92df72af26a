using Relay.Aws;

namespace Relay.Functions;

/// <summary>What has to be asked of AWS for a plan: no more than the plan, or its way out, needs.</summary>
internal sealed class PlanLookups(RelayPorts ports, SourceSnapshot source)
{
    private readonly CopyKeys _keys = new(ports, source.Arn);

    /// <summary>What KMS says of the key that the source is under; null when nobody can be asked.</summary>
    public async Task<KeyFacts?> SourceKey() =>
        SourceKeys.ToAsk(source, ports.Settings) is { } key
            ? KeyRules.CheckSource(
                source.Arn,
                key.ToString(),
                await ports.Keys.Look(new Place(key.Region, Actor.Relay), key.ToString())
            )
            : null;

    /// <summary>Whether AWS Backup may copy to other accounts; null when that does not matter.</summary>
    public async Task<bool?> CrossAccountBackup(Wish wish) =>
        wish.Mode == Mode.Copy
        && source.Arn.IsAwsBackups
        && ports.Settings.RecoveryPoints is { Use: RecoveryPointUse.Jobs, AccountVault: not null }
            ? await ports.Vaults.CrossAccountBackup(ports.Here)
            : null;

    /// <summary>The plan with its keys and its option group, when its vaults and its lifecycle will do.</summary>
    public async Task<RelayPlan> Complete(RelayPlan plan, DateTimeOffset now)
    {
        var takesKey = KeyRules.CanEncrypt(source);
        LifecycleRules.Check(source, plan, now);
        plan = plan with
        {
            RegionKeyArn = takesKey ? await _keys.Region() : null,
            AccountKeyArn =
                plan.Mode == Mode.Copy && ports.Settings.DrAccount is { } dr
                    ? await AccountKey(dr, takesKey)
                    : null,
            OptionGroup = await OptionGroup(plan),
        };
        await CheckVault(plan, VaultRules.RegionVault, plan.RegionVaultArn, ports.Here);
        await CheckVault(
            plan,
            VaultRules.AccountVault,
            plan.AccountVaultArn,
            ports.InDrAccount(Actor.Reader)
        );
        return plan.Route == Route.BackupCopyJob ? await WithWayOut(plan) : plan;
    }

    // One copy job that AWS refuses becomes two, by way of the region vault: only if that will do.
    private async Task<RelayPlan> WithWayOut(RelayPlan plan)
    {
        var vault = ports.Settings.RecoveryPoints.RegionVault;
        try
        {
            await CheckVault(plan, VaultRules.RegionVault, vault, ports.Here);
            return plan with { RegionVaultArn = vault };
        }
        catch (VaultRefusedException refusal)
        {
            return plan with
            {
                Reason = $"{plan.Reason} Two copy jobs would be no way out: {refusal.Problem}.",
            };
        }
    }

    private async Task<KeyArn?> AccountKey(DrAccountSettings dr, bool takesKey)
    {
        // A key of another account or Region is refused before anybody is asked.
        _ = KeyRules.AccountKeyToAsk(source.Arn, ports.Settings, dr);
        await ports.Roles.CheckAssumable(Actor.Copier);
        await ports.Roles.CheckAssumable(Actor.Reader);
        return takesKey ? await _keys.Account(dr) : null;
    }

    private async Task<string?> OptionGroup(RelayPlan plan)
    {
        if (!OptionGroupRules.MustAsk(source))
        {
            return null;
        }

        var ofSource = await ports.OptionGroups.Find(Step.PlaceOf(source.Arn), source.OptionGroup!);
        var inDrRegion = OptionGroupRules.NameInDrRegion(source, ports.Settings) is { } name
            ? await ports.OptionGroups.Find(ports.Here, name)
            : null;
        try
        {
            return OptionGroupRules.Choose(source, plan, ofSource, inDrRegion, ports.Settings);
        }
        // A copy job chooses for itself; only the rescue by RDS, its way out, misses one, and asks for it in vain rather than go without.
        catch (OptionGroupRefusedException) when (plan.Means == CopyMeans.CopyJob)
        {
            return OptionGroupRules.NameInDrRegion(source, ports.Settings);
        }
    }

    private async Task CheckVault(RelayPlan plan, string role, VaultArn? vault, Place owner)
    {
        if (vault is not null)
        {
            VaultRules.Check(source.Arn, role, vault, await ports.Vaults.Find(owner, vault), plan);
        }
    }
}
