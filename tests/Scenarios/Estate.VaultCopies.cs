using Amazon.Backup.Model;
using LocalCloud.States;

namespace Scenarios;

/// <summary>What has become of recovery points.</summary>
internal sealed partial class Estate
{
    /// <summary>All copy jobs, oldest first.</summary>
    public IReadOnlyList<LocalCloud.Backup.CopyJob> CopyJobs => [.. Cloud.Backup.State.CopyJobs];

    /// <summary>What is in the relay's vault of an account, as that account's administrator sees it.</summary>
    public async Task<IReadOnlyList<DescribeRecoveryPointResponse>> VaultCopies(string account)
    {
        using var backup = Backup(account, DrRegion);
        var list = await backup.ListRecoveryPointsByBackupVaultAsync(
            new ListRecoveryPointsByBackupVaultRequest { BackupVaultName = RelayVault }
        );
        var copies = new List<DescribeRecoveryPointResponse>();
        foreach (var point in list.RecoveryPoints ?? [])
        {
            copies.Add(
                await backup.DescribeRecoveryPointAsync(
                    new DescribeRecoveryPointRequest
                    {
                        BackupVaultName = RelayVault,
                        RecoveryPointArn = point.RecoveryPointArn,
                    }
                )
            );
        }

        return copies;
    }

    /// <summary>Who makes the copies of an execution's plan.</summary>
    public static string? Means(Execution execution) => (string?)Output(execution)["plan"]!["means"];

    /// <summary>The one relay ended well by this route; nothing is shared, and no event is left.</summary>
    public Execution ShouldBeRelayedBy(string route, string? when = null)
    {
        var relay = Executions.ShouldHaveSingleItem(when);
        relay.Status.ShouldBe("SUCCEEDED", $"{when} {relay.Cause}");
        Route(relay).ShouldBe(route, when);
        Shares.ShouldBeEmpty(when);
        DeadLetters.ShouldBeEmpty(when);
        return relay;
    }

    /// <summary>The relay's vault of an account has one copy, of this resource and under its key, which the relay has verified.</summary>
    public async Task ShouldHaveVerified(
        Execution relay,
        string account,
        string resource,
        string? when = null
    )
    {
        var copy = (await VaultCopies(account)).ShouldHaveSingleItem(when);
        copy.Status.Value.ShouldBe("COMPLETED", when);
        copy.EncryptionKeyArn.ShouldBe(account == Dr ? Relay.AccountKeyArn : Relay.RegionKeyArn, when);
        copy.ResourceArn.ShouldBe(resource, when);
        $"{Output(relay)["verification"]!["copyArn"]}".ShouldBe(copy.RecoveryPointArn, when);
    }
}
