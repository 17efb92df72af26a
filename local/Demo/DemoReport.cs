using System.Text.Json;

namespace Demo;

/// <summary>A relay in <c>artifacts/demo.json</c>: its members are a contract. What is not known is null.</summary>
/// <param name="SnapshotArn">The source snapshot.</param>
/// <param name="Route">As planned.</param>
/// <param name="Status">The execution's: SUCCEEDED, FAILED, …; NOT_STARTED when there is none.</param>
/// <param name="RegionCopyArn">The copy that the source account has in the DR Region, asked.</param>
/// <param name="AccountCopyArn">The copy that the DR account has, asked.</param>
/// <param name="KmsKeyId">The account copy's key, asked.</param>
/// <param name="Verified">True when the DR account's answer was right in everything.</param>
/// <param name="AwsSeconds">See <see cref="Measurements"/>.</param>
/// <param name="DeadSeconds">See <see cref="Measurements"/>.</param>
/// <param name="OwnSeconds">See <see cref="Measurements"/>.</param>
/// <param name="Polls">See <see cref="Measurements"/>.</param>
/// <param name="LambdaInvocations">See <see cref="Measurements"/>.</param>
/// <param name="AwsCalls">See <see cref="Measurements"/>.</param>
/// <param name="StateTransitions">See <see cref="Measurements"/>.</param>
internal sealed record ReportedRelay(
    string SnapshotArn,
    string? Route,
    string Status,
    string? RegionCopyArn,
    string? AccountCopyArn,
    string? KmsKeyId,
    bool Verified,
    double AwsSeconds,
    double DeadSeconds,
    double OwnSeconds,
    int Polls,
    int LambdaInvocations,
    int AwsCalls,
    int StateTransitions
);

/// <summary><c>artifacts/demo.json</c>.</summary>
internal sealed record DemoReport(IReadOnlyList<ReportedRelay> Relays)
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
    };

    /// <summary>A report of what became of the relays.</summary>
    public static DemoReport Of(IEnumerable<RelayResult> results) => new([.. results.Select(Reported)]);

    /// <summary>The file's text.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Options);

    /// <summary>Writes the file.</summary>
    public void Write(string file) => File.WriteAllText(file, ToJson() + "\n");

    private static ReportedRelay Reported(RelayResult result) =>
        new(
            result.Source.SnapshotArn,
            result.Outcome.Route,
            result.Outcome.Status,
            result.Answer.RegionCopyArn,
            result.Answer.AccountCopyArn,
            result.Answer.KmsKeyId,
            result.Answer.Verified,
            Math.Round(result.Measured.AwsSeconds, 3),
            Math.Round(result.Measured.DeadSeconds, 3),
            Math.Round(result.Measured.OwnSeconds, 3),
            result.Measured.Polls,
            result.Measured.LambdaInvocations,
            result.Measured.AwsCalls,
            result.Measured.StateTransitions
        );
}

/// <summary>What became of one snapshot: how its execution ended, what was measured, what the owners of the copies answered.</summary>
internal sealed record RelayResult(Source Source, Outcome Outcome, Measurements Measured, CopyAnswer Answer);

/// <summary>How an execution ended. Not believed, only reported.</summary>
internal sealed record Outcome(string Status, string? Route, string? Error, string? Cause);
