namespace Relay.Functions;

/// <summary>Plans a relay: looks at everything that it will need, and changes nothing.</summary>
internal sealed class Planning(RelayPorts ports)
{
    /// <summary>The plan.</summary>
    /// <param name="source">The snapshot.</param>
    /// <param name="found">What was found of it.</param>
    /// <param name="byHand">What a person has asked for: a document's mode and route; null for nothing.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="RelayException">It is refused.</exception>
    public async Task<RelayPlan> Of(
        SourceSnapshot source,
        SnapshotFacts found,
        RelayDocument? byHand,
        DateTimeOffset now
    )
    {
        var lookups = new PlanLookups(ports, source);
        var wish = Wishes.Of(
            found.Tags,
            await ports.Source(found.Arn).DatabaseTags(Step.PlaceOf(found.Arn), found),
            byHand?.Mode,
            byHand?.Route,
            ports.Settings
        );
        return wish.Skip
            ? RoutePlanner.Choose(source, wish, null, null, ports.Settings)
            : await lookups.Complete(
                RoutePlanner.Choose(
                    source,
                    wish,
                    await lookups.SourceKey(),
                    await lookups.CrossAccountBackup(wish),
                    ports.Settings
                ),
                now
            );
    }

    /// <summary>What PlanRelay would plan now for a snapshot that was listed; null when it is not ready, or never relayed.</summary>
    /// <exception cref="RelayException">It would be refused.</exception>
    public async Task<RelayPlan?> Now(SnapshotFacts listed, DateTimeOffset now)
    {
        var (found, regionCopy) = await new SourceLook(ports).OrRegionCopy(listed.Arn, listed.CreateTime);
        if (regionCopy is not null)
        {
            return await OfRegionCopy(SourceSnapshot.From(listed), regionCopy, now);
        }

        return
            SourceRules.Judge(listed.Arn, listed.CreateTime, found, ports.Settings)
                is SourceChoice.Ready { Source: var source }
            ? await Of(source, found!, byHand: null, now)
            : null;
    }

    /// <summary>The plan of a relay whose source is gone: its region copy goes on as it was to, into the DR account, or is shared with it.</summary>
    /// <param name="source">The snapshot, as its region copy tells it.</param>
    /// <param name="regionCopy">That copy.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="RelayException">It is refused.</exception>
    public async Task<RelayPlan> OfRegionCopy(
        SourceSnapshot source,
        SnapshotFacts regionCopy,
        DateTimeOffset now
    )
    {
        var mode = regionCopy.Tags.MadeToGoOn() ?? Mode.Copy;
        var wish = Wishes.Of(regionCopy.Tags, [], mode, null, ports.Settings);
        var (route, way) =
            mode == Mode.Share
                ? (Route.RegionThenShare, "to be shared with the DR account, is shared")
                : (Route.RegionThenAccount, "to go on into the DR account, does so");
        var plan = new RelayPlan(
            route,
            $"The snapshot is gone, or out of reach: its copy {regionCopy.Arn}, which was {way}.",
            CopyName: Names.Copy(ports.Settings.RelayName, source.Identity())
        )
        {
            Mode = mode,
            RetentionDays = wish.RetentionDays,
        };
        return await new PlanLookups(ports, source).Complete(plan, now);
    }
}
