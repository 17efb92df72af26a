"""Judge 8's calls of AWS Backup and IAM: moto knows vaults and their locks, and service-linked roles; no jobs."""

from __future__ import annotations

from judges.differences_calls import NO_KEY, Answers


def ask_all(a: Answers, key: str) -> None:
    """All calls, in this order. `key`: ARN of one of the source Region."""
    _vaults(a, key)
    _locks(a)
    a.ask("AWS Backup's", "iam", "CreateServiceLinkedRole", AWSServiceName="backup.amazonaws.com")
    a.ask("AWS Backup's, again", "iam", "CreateServiceLinkedRole", AWSServiceName="backup.amazonaws.com")


def _vaults(a: Answers, key: str) -> None:
    given = {"EncryptionKeyArn": key, "CreatorRequestId": "1"}
    a.ask("under a key", "backup", "CreateBackupVault", BackupVaultName="orders", **given)
    a.ask("of a taken name", "backup", "CreateBackupVault", BackupVaultName="orders")
    a.ask("without a key", "backup", "CreateBackupVault", BackupVaultName="default-key")
    a.ask("by a short name", "backup", "CreateBackupVault", BackupVaultName="a")
    no_key = key.rsplit("/", 1)[0] + f"/{NO_KEY}"
    a.ask("under no key", "backup", "CreateBackupVault", BackupVaultName="no-key", EncryptionKeyArn=no_key)
    a.ask("under a key", "backup", "DescribeBackupVault", BackupVaultName="orders")
    a.ask("without a key", "backup", "DescribeBackupVault", BackupVaultName="default-key")
    a.ask("that is not there", "backup", "DescribeBackupVault", BackupVaultName="none")
    a.ask("all", "backup", "ListBackupVaults")
    a.ask("that is empty", "backup", "DeleteBackupVault", BackupVaultName="default-key")
    a.ask("that is not there", "backup", "DeleteBackupVault", BackupVaultName="none")


def _locks(a: Answers) -> None:
    def lock(about: str, name: str, **given: int) -> None:
        a.ask(about, "backup", "PutBackupVaultLockConfiguration", BackupVaultName=name, **given)

    lock("for a while", "orders", MinRetentionDays=7, MaxRetentionDays=90)
    a.ask("that is locked", "backup", "DescribeBackupVault", BackupVaultName="orders")
    lock("for less than nothing", "orders", MinRetentionDays=8, MaxRetentionDays=7)
    lock("changeable for two days", "orders", MinRetentionDays=7, ChangeableForDays=2)
    lock("of no vault", "none", MinRetentionDays=7)
    a.ask("of a vault", "backup", "DeleteBackupVaultLockConfiguration", BackupVaultName="orders")
    lock("for good", "orders", MinRetentionDays=7, ChangeableForDays=3)
    a.ask("that will be locked for good", "backup", "DescribeBackupVault", BackupVaultName="orders")
    a.ask("of no vault", "backup", "DeleteBackupVaultLockConfiguration", BackupVaultName="none")
