using System.Text.Json.Nodes;
using Amazon.Backup;
using Amazon.Backup.Model;
using Amazon.StepFunctions.Model;
using LocalCloud;

namespace Demo;

/// <summary>AWS Backup in the source account: its vaults and role, the jobs that a backup plan would start, and a relay that a person starts.</summary>
internal sealed class BackupJobs(Cloud cloud, Administrators people)
{
    /// <summary>The vault whose recovery points are relayed.</summary>
    public const string RelayedVault = "prod";

    /// <summary>The vault that the relay was not told of.</summary>
    public const string OtherVault = "weekly";

    private readonly IAmazonBackup _backup = people.Backup(
        cloud.Options.SourceAccountId,
        cloud.Options.SourceRegions[0]
    );

    private readonly Dictionary<Database, string> _jobs = [];

    private string RoleArn =>
        $"arn:aws:iam::{cloud.Options.SourceAccountId}:role/service-role/AWSBackupDefaultServiceRole";

    /// <summary>Makes the vaults, and the role that AWS Backup's console makes.</summary>
    public async Task PrepareAsync(CancellationToken cancellation)
    {
        var trust = JsonNode.Parse(
            """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"backup.amazonaws.com"},"Action":"sts:AssumeRole"}]}"""
        )!;
        lock (cloud.Agenda.Gate)
        {
            cloud.Sts.Roles.PutRole(RoleArn, trust.AsObject(), new Dictionary<string, JsonObject>());
        }

        foreach (var vault in new[] { RelayedVault, OtherVault })
        {
            await _backup.CreateBackupVaultAsync(
                new CreateBackupVaultRequest { BackupVaultName = vault },
                cancellation
            );
        }
    }

    /// <summary>Starts the backup job of a database.</summary>
    public async Task StartAsync(MadeDatabase made, CancellationToken cancellation)
    {
        var reply = await _backup.StartBackupJobAsync(
            new StartBackupJobRequest
            {
                BackupVaultName = made.Database.Taker == Taker.AwsBackupElsewhere ? OtherVault : RelayedVault,
                ResourceArn = made.Arn,
                IamRoleArn = RoleArn,
            },
            cancellation
        );
        _jobs[made.Database] = reply.BackupJobId;
    }

    /// <summary>The ARN of the recovery point that a database's job makes, once that is begun.</summary>
    public async Task<string> RecoveryPointAsync(Database database, CancellationToken cancellation)
    {
        string? arn = null;
        await Until.TrueAsync(
            async () => (arn = (await JobAsync(database, cancellation)).RecoveryPointArn) is { Length: > 0 },
            cancellation
        );
        return arn!;
    }

    /// <summary>Starts the relay of a recovery point by hand, once it is complete: its ARN is all that a person gives.</summary>
    public async Task RelayByHandAsync(Source source, string stateMachineArn, CancellationToken cancellation)
    {
        await Until.TrueAsync(
            async () => (await JobAsync(source.Database, cancellation)).State == "COMPLETED",
            cancellation
        );
        var input = new JsonObject { ["snapshotArn"] = source.SnapshotArn };
        await people
            .States(cloud.Options.SourceAccountId, cloud.Options.DrRegion)
            .StartExecutionAsync(
                new StartExecutionRequest { StateMachineArn = stateMachineArn, Input = input.ToJsonString() },
                cancellation
            );
    }

    private async Task<DescribeBackupJobResponse> JobAsync(Database database, CancellationToken cancellation)
    {
        var job = await _backup.DescribeBackupJobAsync(
            new DescribeBackupJobRequest { BackupJobId = _jobs[database] },
            cancellation
        );
        return job.State?.Value is "FAILED" or "EXPIRED" or "ABORTED"
            ? throw new InvalidOperationException(
                $"The backup job of {database.Name} is {job.State}: {job.StatusMessage}"
            )
            : job;
    }
}
