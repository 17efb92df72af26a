using Relay.Aws;

namespace Relay.Functions;

/// <summary>Doctor's looks at what the settings name, whatever databases there are.</summary>
internal sealed class DoctorSettings(RelayPorts ports, DateTimeOffset now)
{
    private readonly CopyKeys _keys = new(ports);

    private RelaySettings Settings => ports.Settings;

    private Place Reader => ports.InDrAccount(Actor.Reader);

    public async Task<Diagnosed> Roles()
    {
        if (Settings.DrAccount is not { } dr)
        {
            return Diagnosed.Well;
        }

        var tries = new List<Diagnosed>();
        foreach (var actor in new[] { Actor.Copier, Actor.Reader })
        {
            tries.Add(
                await DoctorLook.Try(
                    Checkup.Roles,
                    "ExternalId, DrAccountId",
                    async () =>
                    {
                        await ports.Roles.CheckAssumable(actor);
                        return Diagnosed.Well;
                    }
                )
            );
        }

        tries.Add(
            Diagnosed.Open(
                Checkup.Roles,
                $"that {dr.Copier} may copy under {dr.AccountKey}",
                "its policy and the key's are the DR account's to read; each account copy shows it"
            )
        );
        return Diagnosed.Of(tries);
    }

    public Task<Diagnosed> RegionKey() =>
        DoctorLook.Try(
            Checkup.Keys,
            $"RegionKeyId {Settings.RegionKey}",
            async () =>
            {
                await _keys.Region();
                return Diagnosed.Well;
            }
        );

    public Task<Diagnosed> AccountKey() =>
        Settings.DrAccount is not { } dr
            ? Task.FromResult(Diagnosed.Well)
            : DoctorLook.Try(
                Checkup.Keys,
                $"AccountKeyId {dr.AccountKey}",
                async () =>
                {
                    await _keys.Account(dr);
                    return Diagnosed.Well;
                }
            );

    public async Task<Diagnosed> RegionKeyPolicy()
    {
        if (await Known(_keys.Region) is not { } key)
        {
            return Diagnosed.Well;
        }

        return key.Account == Settings.SourceAccount
            ? Diagnosis.KeyPolicy(
                "region key",
                key,
                await ports.Policies.OfKey(ports.Here, key),
                KeyPolicies.OfRegionKey(Settings),
                "no copy can be made, shared or copied on there"
            )
            : Diagnosed.Open(
                Checkup.KeyPolicies,
                $"that the policy of the region key {key} lets the relay in",
                $"it is account {key.Account}'s, and only that account may read it"
            );
    }

    public Task<Diagnosed> RegionVault() =>
        Vault(VaultRules.RegionVault, Settings.RecoveryPoints.RegionVault, ports.Here, _keys.Region);

    public Task<Diagnosed> AccountVault() =>
        Settings.DrAccount is { } dr
            ? Vault(
                VaultRules.AccountVault,
                Settings.RecoveryPoints.AccountVault,
                Reader,
                () => _keys.Account(dr)
            )
            : Task.FromResult(Diagnosed.Well);

    public async Task<Diagnosed> AccountVaultPolicy() =>
        Settings.RecoveryPoints is { AccountVault: { } vault, CopyRole: { } role }
        && await ports.Vaults.Find(Reader, vault) is not null
            ? Diagnosis.VaultPolicy(
                vault,
                await ports.Policies.OfVault(Reader, vault),
                KeyPolicies.OfVault(role)
            )
            : Diagnosed.Well;

    public async Task<Diagnosed> Organization() =>
        Settings.RecoveryPoints.AccountVault is null
            ? Diagnosed.Well
            : Diagnosis.CrossAccountBackup(await ports.Vaults.CrossAccountBackup(ports.Here));

    public async Task<Diagnosed> OptionGroups()
    {
        var looks = new List<Diagnosed>();
        foreach (var (source, wanted) in Settings.OptionGroups)
        {
            if (wanted != OptionGroupRules.Default)
            {
                looks.Add(
                    await DoctorLook.Try(
                        Checkup.OptionGroups,
                        $"OptionGroups {source}={wanted}",
                        async () =>
                            Diagnosis.OptionGroup(
                                source,
                                wanted,
                                await ports.OptionGroups.Find(ports.Here, wanted),
                                Settings.DrRegion
                            )
                    )
                );
            }
        }

        return Diagnosed.Of(looks);
    }

    public Task<Diagnosed> Retention() => Task.FromResult(Diagnosis.Retention(Settings));

    public async Task<Diagnosed> Canaries()
    {
        var canaries = new CanaryLook(ports);
        var looks = new List<Diagnosed>();
        foreach (var region in Settings.SourceRegions)
        {
            looks.Add(
                await DoctorLook.Try(
                    Checkup.Canaries,
                    $"the canary of {region}",
                    async () =>
                        await canaries.CameLately(region, now) ? Diagnosed.Well : Diagnosis.NoCanary(region)
                )
            );
        }

        return Diagnosed.Of(looks);
    }

    private Task<Diagnosed> Vault(string role, VaultArn? vault, Place owner, Func<Task<KeyArn>> keyOf) =>
        vault is null
            ? Task.FromResult(Diagnosed.Well)
            : DoctorLook.Try(
                Checkup.Vaults,
                $"RetentionDays {Settings.Retention.Days}, {vault}",
                async () =>
                {
                    var key = await Known(keyOf);
                    var plan = new RelayPlan(Route.BackupTwoJobs, "", key, key)
                    {
                        RetentionDays = Settings.Retention.Days,
                    };
                    VaultRules.Check(null, role, vault, await ports.Vaults.Find(owner, vault), plan);
                    return Diagnosed.Well;
                }
            );

    // What is wrong with a key is told once, under keys.
    private static async Task<KeyArn?> Known(Func<Task<KeyArn>> key)
    {
        try
        {
            return await key();
        }
        catch (RelayException)
        {
            return null;
        }
    }
}
