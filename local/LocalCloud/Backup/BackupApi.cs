using System.Text.Json.Nodes;
using LocalCloud.Kernel;
using LocalCloud.Policies;

namespace LocalCloud.Backup;

/// <summary>The services that AWS Backup works with.</summary>
/// <param name="Keys">KMS.</param>
/// <param name="Roles">IAM.</param>
/// <param name="Databases">RDS.</param>
/// <param name="Events">EventBridge.</param>
/// <param name="Faults">Copy jobs that shall wait or fail; null for none.</param>
public sealed record BackupPorts(
    IVaultKeys Keys,
    IPassedRoles Roles,
    IBackedUpDatabases Databases,
    IEvents Events,
    ICopyJobFaults? Faults = null
);

/// <summary>
/// AWS Backup: vaults, recovery points, backup jobs and copy jobs over REST-JSON. What is allowed is decided in <see cref="BackupRules"/>,
/// what happens later on the agenda in <see cref="BackupJobs"/> and <see cref="CopyJobs"/>.
/// </summary>
public sealed partial class BackupApi : RestJsonService
{
    private readonly Agenda _agenda;
    private readonly CallLog _log;
    private readonly Ids _ids;
    private readonly BackupPorts _ports;
    private readonly BackupState _state = new();
    private readonly BackupEvents _events;
    private readonly SimpleFamily _simple;
    private readonly ResourceFamilies _families;
    private readonly RecoveryPoints _points;
    private readonly BackupJobs _backups;
    private readonly CopyJobs _copies;
    private readonly RestoreJobs _restores;

    /// <summary>AWS Backup without vaults.</summary>
    /// <param name="agenda">Time.</param>
    /// <param name="log">Takes every authorisation.</param>
    /// <param name="ids">Job, event and resource ids.</param>
    /// <param name="ports">The services that it works with.</param>
    /// <param name="organization">Who is in one organization.</param>
    /// <param name="settings">Speeds and switches; null for the defaults.</param>
    public BackupApi(
        Agenda agenda,
        CallLog log,
        Ids ids,
        BackupPorts ports,
        Organization organization,
        BackupSettings? settings = null
    )
        : base("backup", BackupRoutes.All)
    {
        ArgumentNullException.ThrowIfNull(ports);
        (_agenda, _log, _ids, _ports, Organization) = (agenda, log, ids, ports, organization);
        Settings = settings ?? new BackupSettings();
        BackupSettings Now() => Settings;
        var evidence = new BackupEvidence(log, agenda);
        var slots = new ResourceSlots();
        _events = new BackupEvents(ports.Events, agenda, ids, Now);
        _simple = new SimpleFamily(agenda, ids, ports.Keys, Now);
        _families = new ResourceFamilies(new DatabaseFamily(ports.Databases, ids), _simple);
        _points = new RecoveryPoints(agenda, ids, _state, _families, _events, evidence);
        _backups = new BackupJobs(agenda, _state, _points, _families, slots, _events, evidence, Now);
        _copies = new CopyJobs(
            agenda,
            ports,
            _state,
            organization,
            _points,
            _families,
            slots,
            _events,
            evidence,
            Now
        );
        _restores = new RestoreJobs(agenda, _state, ports.Databases, Now);
        Vaults = new Deployment(this, agenda);
        Operations = new Dictionary<string, Func<AwsCall, RestInput, JsonObject?>>(StringComparer.Ordinal)
        {
            ["CreateBackupVault"] = CreateVault,
            ["DescribeBackupVault"] = DescribeVault,
            ["ListBackupVaults"] = ListVaults,
            ["DeleteBackupVault"] = DeleteVault,
            ["PutBackupVaultAccessPolicy"] = PutPolicy,
            ["GetBackupVaultAccessPolicy"] = GetPolicy,
            ["DeleteBackupVaultAccessPolicy"] = DeletePolicy,
            ["PutBackupVaultLockConfiguration"] = PutLock,
            ["DeleteBackupVaultLockConfiguration"] = DeleteLock,
            ["StartBackupJob"] = StartBackupJob,
            ["DescribeBackupJob"] = DescribeBackupJob,
            ["ListBackupJobs"] = ListBackupJobs,
            ["DescribeRecoveryPoint"] = DescribePoint,
            ["ListRecoveryPointsByBackupVault"] = ListPointsByVault,
            ["ListRecoveryPointsByResource"] = ListPointsByResource,
            ["DeleteRecoveryPoint"] = DeletePoint,
            ["StartCopyJob"] = StartCopyJob,
            ["DescribeCopyJob"] = DescribeCopyJob,
            ["ListCopyJobs"] = ListCopyJobs,
            ["GetRecoveryPointRestoreMetadata"] = GetRestoreMetadata,
            ["StartRestoreJob"] = StartRestoreJob,
            ["DescribeRestoreJob"] = DescribeRestoreJob,
            ["DescribeGlobalSettings"] = DescribeGlobalSettings,
            ["UpdateGlobalSettings"] = UpdateGlobalSettings,
        };
    }

    /// <summary>Speeds and switches; may be changed at any time, under the gate.</summary>
    public BackupSettings Settings { get; set; }

    /// <summary>Who is in one organization, and whether that copies between accounts.</summary>
    public Organization Organization { get; }

    /// <summary>All that exists: for a view of the cloud from outside its API, such as the demo's. Read under the gate.</summary>
    public BackupState State => _state;

    /// <summary>Ids that the next backup jobs get, before any others: for a world that is written down. Touched under the gate.</summary>
    public Queue<string> NextJobIds { get; } = new();

    /// <summary>What the deployment of templates asks of AWS Backup.</summary>
    public IBackupVaults Vaults { get; }

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, Func<AwsCall, RestInput, JsonObject?>> Operations { get; }

    /// <inheritdoc/>
    protected override AwsError Missing(string member) => BackupErrors.Missing(member);

    /// <inheritdoc/>
    protected override AwsError Invalid(string member, string problem) =>
        BackupErrors.Invalid($"{member}: {problem}.");

    /// <summary>Notes an authorisation of this call; refuses it when a vault's access policy denies it.</summary>
    private void Authorise(AwsCall call, string resource, BackupVault? vault = null)
    {
        var action = $"backup:{call.Operation}";
        _log.Add(call, action, resource);
        if (vault?.Policy is null)
        {
            return;
        }

        var context = BackupRules.Context(call.Caller, call.Region, Organization);
        if (BackupRules.Ask(vault, call.Caller, action, resource, context) == PolicyDecision.ExplicitlyDenied)
        {
            throw BackupErrors.DeniedByVault(call.Caller, action, resource);
        }
    }

    /// <summary>The caller's vault of this name. The call is noted on <paramref name="resource"/>, or on the vault.</summary>
    private BackupVault VaultOf(AwsCall call, string name, string? resource = null)
    {
        var arn = new VaultArn(call.Region, call.Caller.AccountId, name);
        var vault = _state.Vault(arn);
        Authorise(call, resource ?? arn.ToString(), vault);
        return vault ?? throw BackupErrors.NoSuchVault();
    }

    /// <summary>Vaults of other accounts are seen only in logically air-gapped vaults, which are not simulated.</summary>
    private static void OwnVaultOnly(AwsCall call, RestInput input)
    {
        if (input.Query("backupVaultAccountId") is { } account && account != call.Caller.AccountId)
        {
            throw AwsError.NotSimulated(
                "backup",
                $"{call.Operation} with BackupVaultAccountId of another account"
            );
        }
    }
}
