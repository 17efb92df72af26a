namespace Demo;

/// <summary>How far a step is.</summary>
internal enum StepState
{
    Ahead,
    Running,
    Done,
    Failed,

    /// <summary>The route does without it.</summary>
    None,
}

/// <summary>A step of a relay as a person sees it.</summary>
/// <param name="Name">The state that does the work.</param>
/// <param name="State">How far it is.</param>
/// <param name="Percent">Of the copy that the step waits for, as RDS says; null when there is none.</param>
internal sealed record StepView(string Name, StepState State, int? Percent = null);

/// <summary>What is to be seen of a relay at a moment.</summary>
/// <param name="Database">Whose snapshot.</param>
/// <param name="SnapshotPercent">Progress of the snapshot itself; 100 when it is complete.</param>
/// <param name="Entered">The states that the execution has entered so far, in order.</param>
/// <param name="Status">The execution's, or null while there is none.</param>
/// <param name="Route">As planned; null before.</param>
/// <param name="RegionCopyPercent">Progress of the region copy; null while there is none.</param>
/// <param name="AccountCopyPercent">Progress of the account copy; null while there is none.</param>
/// <param name="Since">Simulated time since the snapshot was complete, until the relay's end.</param>
internal sealed record RelaySight(
    Database Database,
    int SnapshotPercent,
    IReadOnlyList<string> Entered,
    string? Status,
    string? Route,
    int? RegionCopyPercent,
    int? AccountCopyPercent,
    TimeSpan? Since
);

/// <summary>The relays at a moment of simulated time.</summary>
internal sealed record Frame(DateTimeOffset Now, double Scale, IReadOnlyList<RelayView> Relays);

/// <summary>A relay's way: its steps, and how far each is. Pure.</summary>
internal sealed record RelayView(RelaySight Sight, IReadOnlyList<StepView> Steps)
{
    private const int Region = 1;
    private const int Share = 2;
    private const int Account = 3;

    private static readonly string[] Names =
    [
        "PlanRelay",
        "CopyToRegion",
        "ShareRegionCopy",
        "CopyToAccount",
        "StopSharing",
        "VerifyCopy",
    ];

    /// <summary>True when the execution has ended, well or not.</summary>
    public bool Ended => Sight.Status is not (null or "RUNNING");

    /// <summary>The way of a relay as it was seen.</summary>
    public static RelayView Of(RelaySight sight)
    {
        var (at, failed) = Follow(sight.Entered);
        failed |= sight.Status is not (null or "RUNNING" or "SUCCEEDED");
        return new RelayView(
            sight,
            [
                .. Names.Select(
                    (name, step) =>
                        new StepView(
                            step == Share && sight.Route == "DirectToAccount" ? "ShareSource" : name,
                            !IsOn(sight.Route, step) ? StepState.None
                                : step > at ? StepState.Ahead
                                : step < at || sight.Status == "SUCCEEDED" ? StepState.Done
                                : failed ? StepState.Failed
                                : StepState.Running,
                            step switch
                            {
                                Region => sight.RegionCopyPercent,
                                Account => sight.AccountCopyPercent,
                                _ => null,
                            }
                        )
                ),
            ]
        );
    }

    private static bool IsOn(string? route, int step) =>
        route switch
        {
            "RegionOnly" => step is not (Share or Account or Account + 1),
            "RegionThenShare" => step is not (Account or Account + 1),
            "DirectToAccount" => step != Region,
            "BackupCopyJob" => step is not (Region or Share or Account + 1),
            "BackupTwoJobs" => step is not (Share or Account + 1),
            _ => true,
        };

    // Which step the execution is at; -1 before the first. A failed relay stays at the step that failed.
    private static (int Step, bool Failed) Follow(IReadOnlyList<string> entered)
    {
        var at = -1;
        var before = "";
        foreach (var state in entered)
        {
            if (
                state is "ExplainFailure" or "RelayFailed"
                || (state == "StopSharing" && before is not ("AfterAccountCopy" or "AfterShare"))
            )
            {
                return (at, true);
            }

            at = StepOf(state) ?? at;
            before = state;
        }

        return (at, false);
    }

    private static int? StepOf(string state) =>
        state switch
        {
            "PlanRelay" or "WaitForSnapshot" => 0,
            "CopyToRegion" or "WaitForSlot" or "WaitForRegionCopy" or "CheckRegionCopy" => Region,
            "ShareRegionCopy" or "ShareSource" => Share,
            "CopyToAccount" or "WaitForAccountSlot" or "WaitForAccountCopy" or "CheckAccountCopy" => Account,
            "StopSharing" => Account + 1,
            "VerifyCopy" => Account + 2,
            _ => null,
        };
}
