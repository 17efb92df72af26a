namespace LocalCloud.Backup;

/// <summary>All vaults, recovery points and jobs, of all accounts and Regions. Touched under the agenda's gate.</summary>
public sealed class BackupState
{
    // Ordered by ARN, so that lists and pages have one order.
    private readonly SortedDictionary<string, BackupVault> _vaults = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, RecoveryPoint> _points = new(StringComparer.Ordinal);
    private readonly List<Job> _jobs = [];

    /// <summary>All vaults, in the order of their ARNs.</summary>
    public IEnumerable<BackupVault> Vaults => _vaults.Values;

    /// <summary>All recovery points, in the order of their ARNs; the ones that are due to be gone as well.</summary>
    public IEnumerable<RecoveryPoint> Points => _points.Values;

    /// <summary>All backup jobs, the oldest first.</summary>
    public IEnumerable<BackupJob> BackupJobs => _jobs.OfType<BackupJob>();

    /// <summary>All copy jobs, the oldest first.</summary>
    public IEnumerable<CopyJob> CopyJobs => _jobs.OfType<CopyJob>();

    /// <summary>All restore jobs, the oldest first.</summary>
    public ICollection<RestoreJob> RestoreJobs { get; } = [];

    /// <summary>A vault, or null.</summary>
    public BackupVault? Vault(VaultArn arn) => _vaults.GetValueOrDefault(Key(arn));

    /// <summary>A recovery point, or null.</summary>
    public RecoveryPoint? Point(string arn) => _points.GetValueOrDefault(arn);

    /// <summary>The recovery points of a vault.</summary>
    public IEnumerable<RecoveryPoint> PointsIn(BackupVault vault) =>
        Points.Where(p => ReferenceEquals(p.Vault, vault));

    /// <summary>Adds a vault; its ARN must be free.</summary>
    public void Add(BackupVault vault)
    {
        ArgumentNullException.ThrowIfNull(vault);
        _vaults.Add(Key(vault.Arn), vault);
    }

    /// <summary>Removes a vault.</summary>
    public void Remove(BackupVault vault)
    {
        ArgumentNullException.ThrowIfNull(vault);
        _vaults.Remove(Key(vault.Arn));
    }

    /// <summary>Adds a recovery point; its ARN must be free.</summary>
    public void Add(RecoveryPoint point)
    {
        ArgumentNullException.ThrowIfNull(point);
        _points.Add(point.Arn, point);
    }

    /// <summary>Removes a recovery point.</summary>
    public void Remove(RecoveryPoint point)
    {
        ArgumentNullException.ThrowIfNull(point);
        _points.Remove(point.Arn);
    }

    /// <summary>Adds a job.</summary>
    public void Add(Job job) => _jobs.Add(job);

    private static string Key(VaultArn arn)
    {
        ArgumentNullException.ThrowIfNull(arn);
        return arn.ToString();
    }
}
