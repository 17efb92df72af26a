namespace LocalCloud.Backup;

/// <summary>What backup jobs and copy jobs have in common.</summary>
public abstract class Job
{
    /// <summary>Upper-case GUID.</summary>
    public required string Id { get; init; }

    /// <summary>The account that started it.</summary>
    public required string AccountId { get; init; }

    /// <summary>Where it was started.</summary>
    public required string Region { get; init; }

    /// <summary>What is backed up or copied.</summary>
    public required ProtectedResource Resource { get; init; }

    /// <summary>The role that it was given.</summary>
    public required string IamRoleArn { get; init; }

    /// <summary>As asked for; null when nothing was.</summary>
    public Lifecycle? Lifecycle { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreationDate { get; init; }

    /// <summary>The API call that started it.</summary>
    public required string RequestId { get; init; }

    /// <summary>What makes a repeated call the same: token and parameters. Null without a token.</summary>
    public string? Token { get; init; }

    /// <summary>When it ended, or null.</summary>
    public DateTimeOffset? CompletionDate { get; private set; }

    /// <summary>CREATED, RUNNING, COMPLETED, FAILED; of backup jobs also EXPIRED.</summary>
    public string State { get; private set; } = "CREATED";

    /// <summary>Why it failed, or null.</summary>
    public string? StatusMessage { get; private set; }

    /// <summary>The recovery point that it makes; null until it runs, and again when it failed.</summary>
    public RecoveryPoint? Made { get; private set; }

    /// <summary>It runs.</summary>
    public void Run(RecoveryPoint made) => (State, Made) = ("RUNNING", made);

    /// <summary>It is complete.</summary>
    public void Complete(DateTimeOffset now) => (State, CompletionDate) = ("COMPLETED", now);

    /// <summary>It ends without a recovery point.</summary>
    /// <param name="state">FAILED or EXPIRED.</param>
    /// <param name="why">StatusMessage.</param>
    /// <param name="now">CompletionDate.</param>
    public void Fail(string state, string why, DateTimeOffset now) =>
        (State, StatusMessage, CompletionDate, Made) = (state, why, now, null);
}

/// <summary>A backup job.</summary>
public sealed class BackupJob : Job
{
    /// <summary>Where the recovery point goes.</summary>
    public required BackupVault Vault { get; init; }

    /// <summary>When it expires if it has not started by then.</summary>
    public required DateTimeOffset StartBy { get; init; }

    /// <summary>RecoveryPointTags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>True when it makes a continuous recovery point.</summary>
    public bool Continuous { get; init; }
}

/// <summary>A restore job. It makes a resource and no recovery point, and its states have names of their own.</summary>
public sealed class RestoreJob
{
    /// <summary>Upper-case GUID.</summary>
    public required string Id { get; init; }

    /// <summary>What is restored; its account and Region are the job's.</summary>
    public required RecoveryPoint Source { get; init; }

    /// <summary>The role that it was given.</summary>
    public required string IamRoleArn { get; init; }

    /// <summary>As given.</summary>
    public required IReadOnlyDictionary<string, string> Metadata { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreationDate { get; init; }

    /// <summary>The API call that started it.</summary>
    public required string RequestId { get; init; }

    /// <summary>What makes a repeated call the same; null without a token.</summary>
    public string? Token { get; init; }

    /// <summary>When it ended, or null.</summary>
    public DateTimeOffset? CompletionDate { get; private set; }

    /// <summary>PENDING, RUNNING, COMPLETED or FAILED.</summary>
    public string Status { get; private set; } = "PENDING";

    /// <summary>Why it failed, or null.</summary>
    public string? StatusMessage { get; private set; }

    /// <summary>The resource that it makes, once it runs.</summary>
    public string? CreatedResourceArn { get; private set; }

    /// <summary>It runs.</summary>
    public void Run(string makes) => (Status, CreatedResourceArn) = ("RUNNING", makes);

    /// <summary>It is complete.</summary>
    public void Complete(DateTimeOffset now) => (Status, CompletionDate) = ("COMPLETED", now);

    /// <summary>It has failed.</summary>
    public void Fail(string why, DateTimeOffset now) =>
        (Status, StatusMessage, CompletionDate) = ("FAILED", why, now);
}

/// <summary>A copy job.</summary>
public sealed class CopyJob : Job
{
    /// <summary>What is copied.</summary>
    public required RecoveryPoint Source { get; init; }

    /// <summary>Where the copy goes.</summary>
    public required VaultArn Destination { get; init; }

    /// <summary>A scripted fault: what it fails with as it starts, or null.</summary>
    public string? Fault { get; init; }

    /// <summary>True when the copy goes to another account.</summary>
    public bool CrossAccount => Destination.AccountId != AccountId;

    /// <summary>True when the copy goes to another Region.</summary>
    public bool CrossRegion => Destination.Region != Region;
}
