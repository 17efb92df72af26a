namespace Relay;

/// <summary>Chooses the route of a snapshot, with the reason in words.</summary>
public static class RoutePlanner
{
    /// <summary>The plan for a snapshot that can be copied.</summary>
    public static RelayPlan Plan(
        SourceSnapshot source,
        RelaySettings settings,
        KeyArn regionKey,
        KeyArn? accountKey
    )
    {
        var name = Names.Copy(settings.RelayName, source.Identity());
        return accountKey is not null
            ? new RelayPlan(
                Route.RegionThenAccount,
                $"Mode copy: account {accountKey.Account} gets a copy of its own under {accountKey}, by way of a copy in {settings.DrRegion} that re-encrypts.",
                regionKey,
                accountKey,
                name
            )
            : new RelayPlan(
                Route.RegionOnly,
                $"Mode region: the copy in {settings.DrRegion} is the destination.",
                regionKey,
                null,
                name
            );
    }

    /// <summary>The plan for a snapshot that is never relayed.</summary>
    public static RelayPlan Nothing(string reason) => new(Route.NothingToDo, reason);
}
