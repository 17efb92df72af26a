namespace Demo;

/// <summary>How things are written for people.</summary>
internal static class Spoken
{
    /// <summary>As 2.1s, 4m 07s, or 1h 02m.</summary>
    public static string Duration(TimeSpan time) =>
        time switch
        {
            { TotalSeconds: < 59.95 } => $"{time.TotalSeconds:0.0}s",
            { TotalHours: < 1 } => $"{(int)time.TotalMinutes}m {time.Seconds:00}s",
            _ => $"{(int)time.TotalHours}h {time.Minutes:00}m",
        };

    /// <summary>The same, of seconds.</summary>
    public static string Duration(double seconds) => Duration(TimeSpan.FromSeconds(seconds));

    /// <summary>The route as planned, and whether a recovery point is rescued by it.</summary>
    public static string Way(RelaySight sight) => Way(sight.Database, sight.Route);

    /// <summary>The route as planned, and whether a recovery point is rescued by it; none before there is a plan.</summary>
    public static string Way(Database database, string? route) =>
        database.Way == Demo.Way.Rescue && route == database.Way.Route() ? "rescue" : route ?? "none";
}
