namespace Relay.Functions;

/// <summary>One look of Doctor's.</summary>
internal static class DoctorLook
{
    /// <summary>What it has come to; a refusal by PlanRelay's rules is a finding, and what AWS does not tell is not proven.</summary>
    /// <param name="check">Of which check.</param>
    /// <param name="about">The setting or the snapshot that it is about.</param>
    /// <param name="look">Looks.</param>
    public static async Task<Diagnosed> Try(Check check, string about, Func<Task<Diagnosed>> look)
    {
        try
        {
            return await look();
        }
        catch (RelayException e)
        {
            return Diagnosis.Of(check, e, about);
        }
    }
}
