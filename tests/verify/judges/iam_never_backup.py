"""What must never be possible by way of AWS Backup."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from judges.iam_cast import (
    ADMINISTRATOR_THERE,
    ADMINISTRATORS,
    DESTROY,
    DESTROY_CLUSTER,
    STRANGER,
    cluster,
    role,
    snapshot,
)
from judges.iam_questions import every
from judges.iam_world import DR_VAULT, Question
from support.deployment import Settings
from support.repository import DR_ACCOUNT, DR_REGION, SOURCE_ACCOUNT, SOURCE_REGION

SOURCE_POINT = snapshot(SOURCE_ACCOUNT, "awsbackup:job-1", SOURCE_REGION)
REGION_POINT, ACCOUNT_POINT = [snapshot(a, "awsbackup:copyjob-1") for a in (SOURCE_ACCOUNT, DR_ACCOUNT)]
ACCOUNT_FILES = f"arn:aws:backup:{DR_REGION}:{DR_ACCOUNT}:recovery-point:2"
FILE_SYSTEM = f"arn:aws:backup:{SOURCE_REGION}:{SOURCE_ACCOUNT}:recovery-point:1"
REGION_VAULT = DR_VAULT.replace(DR_ACCOUNT, SOURCE_ACCOUNT)
SOURCE_VAULT = f"arn:aws:backup:{SOURCE_REGION}:{SOURCE_ACCOUNT}:backup-vault:prod"
OTHER_VAULTS = (SOURCE_VAULT, f"{REGION_VAULT}-2", f"{DR_VAULT}-2", DR_VAULT.replace(DR_ACCOUNT, STRANGER))
CHANGE_POINTS = ("DeleteRecoveryPoint", "UpdateRecoveryPointLifecycle", "DisassociateRecoveryPoint", "StartRestoreJob")
CHANGE_VAULTS = (
    "DeleteBackupVault",
    "PutBackupVaultAccessPolicy",
    "DeleteBackupVaultAccessPolicy",
    "PutBackupVaultLockConfiguration",
    "DeleteBackupVaultLockConfiguration",
    "StartBackupJob",
)


def no_other_use_of_aws_backup(everyone: list[str], settings: Settings) -> Iterator[Question]:
    """Copy jobs are started by two functions, with one role, into two vaults; nobody changes what is in a vault."""
    points = [SOURCE_POINT, REGION_POINT, ACCOUNT_POINT, FILE_SYSTEM]
    yield from every(everyone, [f"backup:{a}" for a in CHANGE_POINTS], points)
    yield from every(everyone, [f"backup:{a}" for a in CHANGE_VAULTS], [SOURCE_VAULT, REGION_VAULT, DR_VAULT])
    starters = [role("CopyToRegion"), *([role("CopyToAccount")] if settings.copies else [])] if settings.jobs else []
    others = [e for e in everyone if e not in starters]
    yield from every(others, ["backup:StartCopyJob"], [SOURCE_POINT, REGION_POINT])
    yield from every(everyone, ["backup:StartCopyJob"], [FILE_SYSTEM, ACCOUNT_POINT])
    copier = role("backup-copier")
    yield from every(everyone, ["iam:PassRole"], [copier], {"iam:PassedToService": "lambda.amazonaws.com"})
    yield from every(others, ["iam:PassRole"], [copier], {"iam:PassedToService": "backup.amazonaws.com"})
    if settings.jobs:
        yield from _no_more_for_the_copy_role(everyone, copier)
    if settings.jobs and settings.copies:
        # AWS Backup would refuse anything but adding copies from another account anyway.
        outsiders = [e for e in (*everyone, *ADMINISTRATORS) if e not in (copier, ADMINISTRATOR_THERE)]
        outsiders = [e for e in outsiders if e.split(":")[4] != DR_ACCOUNT]
        yield from every(outsiders, ["backup:CopyIntoBackupVault"], [DR_VAULT])
        changes = [f"backup:{a}" for a in CHANGE_VAULTS]
        hostile = [copier, *(a for a in outsiders if a in ADMINISTRATORS)]
        yield from every(hostile, changes, [DR_VAULT])
        for question in every(hostile, [f"backup:{a}" for a in CHANGE_POINTS], [ACCOUNT_POINT, ACCOUNT_FILES]):
            yield replace(question, kept_in=DR_VAULT)


def _no_more_for_the_copy_role(everyone: list[str], copier: str) -> Iterator[Question]:
    """It is AWS Backup's, copies into these two vaults, and changes nothing that AWS Backup does not own."""
    others = [e for e in everyone if e != copier]
    into = ["backup:CopyIntoBackupVault"]
    yield from every(others, into, [REGION_VAULT, DR_VAULT, *OTHER_VAULTS])
    yield from every([copier], into, OTHER_VAULTS)
    for vault in OTHER_VAULTS:
        yield from every(everyone, ["backup:CopyFromBackupVault"], [SOURCE_POINT], {"backup:CopyTargets": [vault]})
    right = {"backup:CopyTargets": [REGION_VAULT]}
    yield from every(others, ["backup:CopyFromBackupVault"], [SOURCE_POINT], right)
    deleting = [f"rds:{a}" for a in DESTROY if "Attribute" not in a]
    yield from every([copier], deleting, [SOURCE_POINT, ACCOUNT_POINT])
    of_clusters = [f"rds:{a}" for a in DESTROY_CLUSTER if "Attribute" not in a]
    yield from every([copier], of_clusters, [cluster(SOURCE_POINT), cluster(ACCOUNT_POINT)])
    yield from every([copier], ["rds:CreateDBSnapshot", "rds:RestoreDBInstanceFromDBSnapshot"], [SOURCE_POINT])
    own = {"aws:SourceAccount": SOURCE_ACCOUNT}
    services = [f"{s}.amazonaws.com" for s in ("lambda", "ec2", "states", "events", "rds")]
    yield from every(services, ["sts:AssumeRole"], [copier], own)
    yield from every(ADMINISTRATORS[:-2], ["sts:AssumeRole"], [copier])
