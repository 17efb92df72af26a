using Relay.Aws;

namespace Relay.Functions;

/// <summary>Doctor's look at what is free where copies go.</summary>
internal sealed class DoctorQuotas(RelayPorts ports)
{
    /// <summary>In the DR Region, here and in the DR account.</summary>
    /// <param name="tonight">How many copies one more of each database makes, by kind.</param>
    public async Task<Diagnosed> All(IReadOnlyDictionary<SnapshotKind, int> tonight)
    {
        var places = new List<(string Name, Place Place, bool GetsCopies)>
        {
            ($"of this account in {ports.Settings.DrRegion}", ports.Here, true),
        };
        if (ports.Settings.DrAccount is { } dr)
        {
            places.Add(
                (
                    $"of the DR account {dr.Id} in {ports.Settings.DrRegion}",
                    ports.InDrAccount(Actor.Reader),
                    ports.Settings.Mode == Mode.Copy
                )
            );
        }

        var looks = new List<Diagnosed>();
        foreach (var (name, place, getsCopies) in places)
        {
            looks.Add(await Manual(name, place, kind => getsCopies ? tonight.GetValueOrDefault(kind) : 0));
            looks.Add(await InProgress(name, place));
        }

        return Diagnosed.Of(looks);
    }

    private Task<Diagnosed> Manual(string name, Place place, Func<SnapshotKind, int> tonight) =>
        DoctorLook.Try(
            Checkup.Quotas,
            $"the quota of manual snapshots {name}",
            async () =>
            {
                var quotas = await ports.Quotas.ManualSnapshots(place);
                return Diagnosed.Of(
                    quotas.Select(quota => Diagnosis.Quota(name, quota, tonight(quota.Kind)))
                );
            }
        );

    private Task<Diagnosed> InProgress(string name, Place place) =>
        DoctorLook.Try(
            Checkup.Quotas,
            $"the copies in progress {name}",
            async () =>
            {
                var looks = new List<Diagnosed>();
                foreach (var (kind, of) in ports.Rds)
                {
                    looks.Add(Diagnosis.Slots(name, kind, await of.Lists.Own(place), ports.Settings));
                }

                return Diagnosed.Of(looks);
            }
        );
}
