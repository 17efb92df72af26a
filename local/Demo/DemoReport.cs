using System.Text.Json;

namespace Demo;

/// <summary>A relay in <c>artifacts/demo.json</c>: its members are a contract. What is not known is null.</summary>
/// <param name="SnapshotArn">The source snapshot.</param>
/// <param name="Database">DBInstanceIdentifier or DBClusterIdentifier.</param>
/// <param name="Engine">As RDS names it.</param>
/// <param name="Way">What the demo shows with it: a route, or Rescue of a recovery point.</param>
/// <param name="Route">As planned.</param>
/// <param name="Means">As planned: Snapshot (RDS copies) or CopyJob (AWS Backup does).</param>
/// <param name="Reason">As planned.</param>
/// <param name="Status">The execution's: SUCCEEDED, FAILED, …; NOT_STARTED when there is none.</param>
/// <param name="RegionCopyArn">The copy that the source account has in the DR Region, asked.</param>
/// <param name="AccountCopyArn">The copy that the DR account has, asked.</param>
/// <param name="KmsKeyId">The destination's key, asked: the account copy's, else the region copy's.</param>
/// <param name="Copies">All that was found, each with the account that answered.</param>
/// <param name="Verified">True when the accounts' answers were right in everything.</param>
/// <param name="Problems">What was not, a sentence each.</param>
/// <param name="TookSeconds">See <see cref="Measurements"/>.</param>
/// <param name="AwsSeconds">See <see cref="Measurements"/>.</param>
/// <param name="DeadSeconds">See <see cref="Measurements"/>.</param>
/// <param name="OwnSeconds">See <see cref="Measurements"/>.</param>
/// <param name="Polls">See <see cref="Measurements"/>.</param>
/// <param name="LambdaInvocations">See <see cref="Measurements"/>.</param>
/// <param name="AwsCalls">See <see cref="Measurements"/>.</param>
/// <param name="StateTransitions">See <see cref="Measurements"/>.</param>
internal sealed record ReportedRelay(
    string SnapshotArn,
    string Database,
    string Engine,
    string Way,
    string? Route,
    string? Means,
    string? Reason,
    string Status,
    string? RegionCopyArn,
    string? AccountCopyArn,
    string? KmsKeyId,
    IReadOnlyList<FoundCopy> Copies,
    bool Verified,
    IReadOnlyList<string> Problems,
    double TookSeconds,
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
        // For people too: an apostrophe is no danger in a file.
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
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
            result.Source.Database.Name,
            result.Source.Database.Engine,
            result.Source.Database.Way.ToString(),
            result.Outcome.Route,
            result.Outcome.Means,
            result.Outcome.Reason,
            result.Outcome.Status,
            result.Answer.RegionCopy?.Arn,
            result.Answer.AccountCopy?.Arn,
            result.Answer.Destination?.KmsKeyId,
            [.. result.Answer.Copies],
            result.Answer.Verified,
            [.. result.Problems],
            Math.Round(result.Measured.TookSeconds, 3),
            Math.Round(result.Measured.AwsSeconds, 3),
            Math.Round(result.Measured.DeadSeconds, 3),
            Math.Round(result.Measured.OwnSeconds, 3),
            result.Measured.Polls,
            result.Measured.LambdaInvocations,
            result.Measured.AwsCalls,
            result.Measured.StateTransitions
        );
}
