namespace Demo.Tests;

/// <summary>Any valid value; tests say only what matters.</summary>
internal static class Some
{
    public const string SnapshotArn =
        "arn:aws:rds:eu-west-1:111111111111:snapshot:rds:orders-2026-11-20-03-00";

    public static readonly Database Database = new(
        "orders",
        "postgres",
        "db.r8g.xlarge",
        100,
        CustomerManagedKey: true,
        ManualSnapshot: null
    );

    /// <summary>A time, in seconds after three o'clock.</summary>
    public static DateTimeOffset At(double seconds) =>
        new DateTimeOffset(2026, 11, 20, 3, 0, 0, TimeSpan.Zero).AddSeconds(seconds);

    public static Period From(double from, double to) => new(At(from), At(to));

    public static RelaySight Sight(params string[] entered) =>
        new(Database, 100, entered, "RUNNING", null, null, TimeSpan.Zero);

    public static Frame Frame(RelaySight sight) => new(At(0), 150, [RelayView.Of(sight)]);
}
