namespace Relay.Functions;

/// <summary>Where AWS refuses a step, the relay goes another way, if there is one: every step that may be refused does it here.</summary>
internal static class WayOut
{
    /// <summary>The step's document; or, when AWS refuses it, one with the plan to go on with, and without the copies of the plan so far.</summary>
    public static async Task<RelayDocument> OrInstead(Step step, Func<Task<RelayDocument>> make)
    {
        try
        {
            return await make();
        }
        catch (RelayException refusal)
            when (RoutePlanner.Instead(step.Plan, step.Source, refusal) is { } plan)
        {
            Log.Planned(step.Snapshot, plan);
            return step.Relay with { Plan = plan, RegionCopy = null, AccountCopy = null, Wait = null };
        }
        catch (RelayException refusal) when (RoutePlanner.InWords(step.Source, refusal) != refusal)
        {
            throw RoutePlanner.InWords(step.Source, refusal);
        }
    }
}
