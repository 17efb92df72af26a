using LocalCloud.Backup;
using LocalCloud.Kernel;
using LocalCloud.Rds;

namespace LocalCloud;

/// <summary>How a cloud's time passes.</summary>
public enum CloudTime
{
    /// <summary>Only through <see cref="Cloud.Virtual"/>; functions run in this process.</summary>
    Virtual,

    /// <summary><see cref="CloudOptions.Scale"/> times as fast as real time, 1:1 while a function runs.</summary>
    Paced,
}

/// <summary>What a cloud is made of.</summary>
public sealed record CloudOptions
{
    /// <summary>Ids, and in virtual time the order of things, follow from it.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How time passes.</summary>
    public CloudTime Time { get; init; } = CloudTime.Virtual;

    /// <summary>Simulated seconds in a real one; 1 is real time.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>Simulated time at the start; null is now in paced time and 2026-11-20T03:00:00Z in virtual time.</summary>
    public DateTimeOffset? Start { get; init; }

    /// <summary>How fast a snapshot is made or copied, MiB of its size per simulated second.</summary>
    public double ThroughputMiBPerSecond { get; init; } = 100;

    /// <summary>The account that owns the databases.</summary>
    public string SourceAccountId { get; init; } = "111111111111";

    /// <summary>The account that shall own the copies.</summary>
    public string DrAccountId { get; init; } = "222222222222";

    /// <summary>Where databases live.</summary>
    public IReadOnlyList<string> SourceRegions { get; init; } = ["eu-west-1"];

    /// <summary>Where the copies go.</summary>
    public string DrRegion { get; init; } = "eu-central-1";

    /// <summary>RDS's quotas and durations; its throughput is <see cref="ThroughputMiBPerSecond"/>.</summary>
    public RdsSettings Rds { get; init; } = new();

    /// <summary>AWS Backup's durations and switches; its throughput is <see cref="ThroughputMiBPerSecond"/>.</summary>
    public BackupSettings Backup { get; init; } = new();

    /// <summary>False: schedules are there but never due (<c>POST /_local/run-schedule</c> runs one all the same).</summary>
    public bool Schedules { get; init; } = true;

    /// <summary>Which accounts are in one organization; by default the source account and the DR account.</summary>
    public OrganizationSettings Organization { get; init; } = new();

    /// <summary>
    /// Makes what runs function code; called while the cloud is made, when it has its agenda, credentials, roles and handler. Null for
    /// processes in paced time, and in virtual time for none, which fails every invocation.
    /// </summary>
    public Func<Cloud, IFunctionHost>? FunctionHost { get; init; }

    /// <summary>What functions as processes get as AWS_ENDPOINT_URL; null is the cloud itself.</summary>
    public Uri? FunctionEndpoint { get; init; }

    /// <summary>Real time: ages of signatures, expiry of sessions.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Takes crash reports; null is standard error.</summary>
    public Action<string>? Log { get; init; }
}
