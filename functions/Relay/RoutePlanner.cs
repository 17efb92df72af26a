namespace Relay;

/// <summary>Chooses the route of a snapshot, with the reason in words.</summary>
public static class RoutePlanner
{
    /// <summary>The plan for a snapshot that can be copied.</summary>
    public static RelayPlan Plan(SourceSnapshot source, RelaySettings settings)
    {
        var name = Names.Copy(settings.RelayName, source.Identity());
        return settings.DrAccount is { } dr
            ? new RelayPlan(
                Route.RegionThenAccount,
                $"Mode copy: account {dr.Id} gets a copy of its own under {dr.AccountKey}, by way of a copy in {settings.DrRegion} that re-encrypts.",
                settings.RegionKey,
                dr.AccountKey,
                name
            )
            : new RelayPlan(
                Route.RegionOnly,
                $"Mode none: no DR account is configured, so the copy in {settings.DrRegion} is the destination.",
                settings.RegionKey,
                null,
                name
            );
    }

    /// <summary>The plan for a snapshot that is never relayed.</summary>
    public static RelayPlan Nothing(string reason) => new(Route.NothingToDo, reason);
}
