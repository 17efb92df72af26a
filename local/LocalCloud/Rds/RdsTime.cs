using LocalCloud.Kernel;

namespace LocalCloud.Rds;

/// <summary>Times as RDS tells them.</summary>
internal static class RdsTime
{
    /// <summary>Now, in whole milliseconds: what is stored is what goes over the wire.</summary>
    public static DateTimeOffset Now(Agenda agenda)
    {
        var now = agenda.Now.ToUniversalTime();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond));
    }
}
