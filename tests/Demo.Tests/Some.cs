namespace Demo.Tests;

/// <summary>Any valid value; tests say only what matters.</summary>
internal static class Some
{
    public const string SnapshotArn =
        "arn:aws:rds:eu-west-1:111111111111:snapshot:rds:orders-2026-11-20-03-00";

    public static readonly Database Database = new(
        "orders",
        "postgres",
        100,
        CustomerManagedKey: true,
        Taker.Rds,
        Way.RegionThenAccount
    );

    /// <summary>A time, in seconds after three o'clock.</summary>
    public static DateTimeOffset At(double seconds) =>
        new DateTimeOffset(2026, 11, 20, 3, 0, 0, TimeSpan.Zero).AddSeconds(seconds);

    public static Period From(double from, double to) => new(At(from), At(to));

    public static RelaySight Sight(params string[] entered) =>
        new(Database, 100, entered, "RUNNING", null, null, null, TimeSpan.Zero);

    public static Frame Frame(RelaySight sight) => new(At(0), 150, [RelayView.Of(sight)]);

    /// <summary>A relay that went its way, and ended well.</summary>
    public static RelayResult Result { get; } =
        new(
            new Source(Database, SnapshotArn),
            new Outcome(
                "SUCCEEDED",
                "RegionThenAccount",
                "Snapshot",
                "Mode copy by the settings.",
                null,
                null
            ),
            new Measurements(2000, 1900.12345, 20, 1.5, 25, 33, 45, 90),
            new CopyAnswer(
                new FoundCopy("arn:of:region:copy", "111111111111", "r", "arn:of:region:key", null, [], []),
                new FoundCopy("arn:of:account:copy", "222222222222", "r", "arn:of:key", null, [], []),
                []
            )
        );
}
