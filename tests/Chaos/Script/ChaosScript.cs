using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Chaos;

/// <summary>All that a run depends on: the world it begins in, what happens there and when. Two runs of one script are the same to the last call.</summary>
/// <param name="Seed">Ids, and the order in which functions that run at once go on.</param>
/// <param name="World">Where it happens.</param>
/// <param name="Steps">What happens.</param>
public sealed record ChaosScript(int Seed, World World, IReadOnlyList<ChaosStep> Steps)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>Reads what <see cref="ToString"/> has written.</summary>
    public static ChaosScript Parse(string json) => JsonSerializer.Deserialize<ChaosScript>(json, Json)!;

    /// <summary>JSON, a line for each step.</summary>
    public override string ToString() =>
        $$"""
            {"seed":{{Seed}},"world":{{JsonSerializer.Serialize(World, Json)}},"steps":[
              {{string.Join(",\n  ", Steps.Select(s => JsonSerializer.Serialize(s, Json)))}}
            ]}
            """;
}

/// <summary>The way that snapshots take when nothing is in it.</summary>
public enum Way
{
    /// <summary>Mode region.</summary>
    RegionOnly,

    /// <summary>Mode share.</summary>
    RegionThenShare,

    /// <summary>Mode copy.</summary>
    RegionThenAccount,

    /// <summary>Mode copy in one step.</summary>
    DirectToAccount,

    /// <summary>RDS refuses the one step, so that the way leads by the DR Region.</summary>
    DirectRefused,

    /// <summary>One copy job of AWS Backup.</summary>
    BackupCopyJob,

    /// <summary>Two copy jobs, since the source is under aws/rds.</summary>
    BackupTwoJobs,

    /// <summary>AWS Backup refuses the one job: two.</summary>
    BackupCopyJobRefused,

    /// <summary>AWS Backup can't leave the account: RDS copies the recovery point's snapshot.</summary>
    BackupRescued,
}

/// <summary>What there is before anything happens.</summary>
public sealed record World
{
    /// <summary>The way that snapshots take.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public Way Way { get; init; }

    /// <summary>DB instances: db-0, db-1, …</summary>
    public int Instances { get; init; } = 1;

    /// <summary>DB clusters, after the instances.</summary>
    public int Clusters { get; init; }

    /// <summary>Copies in progress that RDS runs at once, here and in the relay's settings; 0 for AWS's own.</summary>
    public int CopySlots { get; init; }

    /// <summary>True when RDS fails a copy whose share is withdrawn: AWS documents neither.</summary>
    public bool WithdrawnShareFailsCopy { get; init; }

    /// <summary>True when a copy takes less than a minute, so that a relay looks at it a few times only.</summary>
    public bool Quick { get; init; }

    /// <summary>
    /// For so many days the templates' schedules are on, around the time when copies are pruned; 0 for what is over in hours: then
    /// schedules are due only when a step, or the day after, says so.
    /// </summary>
    public int Days { get; init; }

    /// <summary>How long copies are kept; then MinimumAgeDays is 1. 0 for the templates' defaults.</summary>
    public int RetentionDays { get; init; }

    /// <summary>True when the schedules are on all day.</summary>
    public bool AroundTheClock { get; init; }

    /// <summary>True when recovery points are relayed.</summary>
    [JsonIgnore]
    public bool IsBackup => Way >= Way.BackupCopyJob;

    /// <summary>True when the copies end up in the DR account.</summary>
    [JsonIgnore]
    public bool LeadsToAccount => Way >= Way.RegionThenAccount;
}

/// <summary>One thing that happens. What its numbers mean says <see cref="ChaosKind"/>; the others don't matter.</summary>
/// <param name="Do">What.</param>
public sealed record ChaosStep([property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] ChaosKind Do)
{
    /// <summary>Seconds after the beginning.</summary>
    public int At { get; init; }

    /// <summary>Instead: once the relay's functions have made so many calls to AWS; 0 for <see cref="At"/>.</summary>
    public int OnCall { get; init; }

    /// <summary>Which database, snapshot, key, execution: counted from 0, and around.</summary>
    public int Which { get; init; }

    /// <summary>The first match that is hit, less one.</summary>
    public int Skip { get; init; }

    /// <summary>How many more than one are hit.</summary>
    public int Again { get; init; }

    /// <summary>How long, or how much later.</summary>
    public int Seconds { get; init; }

    /// <summary>Progress.</summary>
    public int Percent { get; init; }
}
